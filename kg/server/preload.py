"""What every worker needs: imported by the process that workers are forked off, so that they start with it."""

from __future__ import annotations

import kg.server.explorer
import kg.server.questions  # noqa: F401  (loaded for what they load)
from kg.ask import language
from kg.query import catalog

catalog.questions()
language.grammar("fr")
language.grammar("en")
