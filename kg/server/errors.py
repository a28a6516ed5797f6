"""What the service refuses, with the HTTP status that says so."""

from __future__ import annotations

from kg.errors import KgError, NotFoundError, QueryError, SourceError, StoreError


class RefusedError(KgError):
    """A request that is not answered, in one line. `retry` is in seconds, for those that may be sent again."""

    def __init__(self, status: int, message: str, retry: float | None = None) -> None:
        super().__init__(status, message, retry)  # all of them, so that it can be pickled
        self.status = status
        self.message = message
        self.retry = retry

    def __str__(self) -> str:
        return self.message


_STATUSES: tuple[tuple[type[KgError], int], ...] = (
    (NotFoundError, 404),
    (QueryError, 400),
    (SourceError, 400),
    (StoreError, 503),
)


def status(error: KgError) -> int:
    """The HTTP status of an error.

    >>> status(QueryError("no such question"))
    400
    """
    if isinstance(error, RefusedError):
        return error.status
    return next((code for kind, code in _STATUSES if isinstance(error, kind)), 500)
