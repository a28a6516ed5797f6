"""The one error tree. Every message says what happened, where, and what to do next.

`KgError.exit_code` is the status `kg` ends with (see the README's table).
"""

from __future__ import annotations


class KgError(Exception):
    """Anything Entente reports to its user in one line."""

    exit_code = 2


class SourceError(KgError):
    """An input that cannot be read: missing, empty, binary, wrongly encoded, not French."""


class LexiconError(KgError):
    """A frame, cue or registry entry that does not follow the schema."""


class QueryError(KgError):
    """An unknown question, a bad parameter, or SPARQL that does not parse."""


class NotFoundError(QueryError):
    """A name or label that stands for nothing in the graph."""


class StoreError(KgError):
    """A store that is unavailable, locked by another process, or answers with an error."""

    exit_code = 3


class StoreLockedError(StoreError):
    """The embedded store is in use by another process."""


class InterruptedRunError(KgError):
    """The run was interrupted or timed out."""

    exit_code = 4
