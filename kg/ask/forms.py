"""Questions whose form, not a verb, says what is asked: who someone is, how two things are linked, what is planned."""

from __future__ import annotations

from kg.ask.language import Grammar
from kg.ask.names import Names
from kg.ask.reading import Reading


def read(question: str, grammar: Grammar, names: Names) -> Reading | None:
    """The reading of a question of a known form; None for any other."""
    return None
