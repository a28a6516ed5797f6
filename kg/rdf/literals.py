"""Literals in their canonical form, and ISO dates as the two instants they span.

Oxigraph rewrites other forms (`1.50` becomes `1.5`), so that what was written would not be what is read.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.rdf.names import XSD

_INTEGER, _DECIMAL, _DATETIME = (ox.NamedNode(XSD + name) for name in ("integer", "decimal", "dateTime"))
_DAY = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_PRECISIONS = ("year", "month", "day")
_AMOUNT = re.compile(r"^(\d+(?:\.\d+)?)\s*([A-Z]{3})?$")
_COUNTS = {
    "For": re.compile(r"(\d+)\s*(?:voix\s+)?pour"),
    "Against": re.compile(r"(\d+)\s*(?:voix\s+)?contre"),
    "Abstained": re.compile(r"(\d+)\s*abst"),
}


@dataclass(frozen=True)
class Period:
    """The first and last second (UTC) of a date, `2025-02-01T00:00:00Z`; None for an open end."""

    start: str | None
    end: str | None
    precision: str


def text(value: str, language: str | None = None) -> ox.Literal:
    """A string, in a language (BCP 47, written in lower case) or in none."""
    return ox.Literal(value, language=language.lower()) if language else ox.Literal(value)


def integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_INTEGER)


def decimal(value: str | float | Decimal) -> ox.Literal:
    """`0.90` → `0.9`, `1.0` → `1`. Raises ValueError for what is no number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is no decimal number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is no decimal number")
    written = f"{number:f}"
    return ox.Literal(written.rstrip("0").rstrip(".") if "." in written else written, datatype=_DECIMAL)


def instant(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=_DATETIME)


def period(iso: str) -> Period | None:
    """What `2025`, `2025-02`, `2025-02-03` or `2025-07-01/2025-07-02` spans; None where the year is not said (`--12`).

    An end left open is empty or `..`. Raises ValueError for what is no date.

    >>> period("2025-02")
    Period(start='2025-02-01T00:00:00Z', end='2025-02-28T23:59:59Z', precision='month')
    """
    if iso.startswith("--"):
        return None
    first, slash, last = iso.partition("/")
    if not slash:
        start, end, precision = _bounds(first)
        return Period(_first_second(start), _last_second(end), precision)
    opens, closes = first not in ("", ".."), last not in ("", "..")
    return Period(
        _first_second(_bounds(first)[0]) if opens else None,
        _last_second(_bounds(last)[1]) if closes else None,
        "interval",
    )


def amount(value: str) -> tuple[ox.Literal, str | None] | None:
    """The number and the ISO 4217 currency of « 11000000000 MAD »; None when it is not written so."""
    match = _AMOUNT.match(value)
    return (decimal(match[1]), match[2]) if match else None


def counts(tally: str) -> dict[str, int]:
    """`For`, `Against` and `Abstained` of « 142 voix pour, 10 contre, 12 abstentions », those that are said."""
    found = {name: pattern.search(tally) for name, pattern in _COUNTS.items()}
    return {name: int(match[1]) for name, match in found.items() if match}


def _bounds(iso: str) -> tuple[date, date, str]:
    match = _DAY.match(iso)
    if not match:
        raise ValueError(f"{iso!r} is no ISO date")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if month > 12:
        raise ValueError(f"{iso!r} is no ISO date")
    last = day or calendar.monthrange(year, month or 12)[1]
    precision = _PRECISIONS[bool(month) + bool(day)]
    return date(year, month or 1, day or 1), date(year, month or 12, last), precision


def _first_second(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _last_second(day: date) -> str:
    return f"{day.isoformat()}T23:59:59Z"
