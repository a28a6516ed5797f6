"""The date a dispatch gives of itself in its first lines. The text is never changed, only looked at."""

from __future__ import annotations

import re
from datetime import date

from kg.errors import SourceError
from kg.messages import say

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv",
            "février fevrier févr fév",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "décembre decembre déc",
        ),
        start=1,
    )
    for name in names.split()
}
_HEAD = 300  # characters looked at; a date further down belongs to the story
_ISO = r"(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\d-])"
_SLASHED = r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})"
_WRITTEN = rf"(?:(?P<day>\d{{1,2}})(?:er)?\s+)?(?P<month>{'|'.join(_MONTHS)})\.?\s+(?P<year>\d{{4}})"
_WEEKDAY = r"(?:(?:le\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+|le\s+)?"
_ANY = rf"{_WEEKDAY}(?:{_ISO}|{_SLASHED}|{_WRITTEN})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # « date 2025-07 », « Date : 2 juillet 2025 », « Publié le 02/07/2025 »
        rf"^\W*(?:date(?:\s+de\s+publication)?|publiée?|mis(?:e)?\s+(?:en\s+ligne|à\s+jour))\s*:?\s*{_ANY}",
        # « 2025-07-02 » or « Mercredi 2 juillet 2025 » alone on its line
        rf"^\W*{_ANY}\W*$",
        # « Kigali, 4 avril 2025 (Agence) – », « RABAT, le 02/07/2025 : »
        rf"^\s*[^\W\d_][^\n,–—:]{{1,40}},\s*{_ANY}\s*(?:\([^)\n]{{1,20}}\)\s*)?[–—:-]",
    )
)


def header_date(text: str) -> str | None:
    """The ISO date (`2025-07`, `2025-07-02`) in the header or dateline of `text`; None when there is none.

    >>> header_date("date 2025-07 Partager Facebook\\n\\nLe Maroc …")
    '2025-07'
    >>> header_date("Kigali, 4 avril 2025 – Le sommet …")
    '2025-04-04'
    """
    for line in text[:_HEAD].strip().splitlines()[:4]:
        for pattern in _PATTERNS:
            found = pattern.search(line)
            if found and (iso := _iso(found)):
                return iso
    return None


def parse_date(value: str) -> str:
    """`value` when it is a real ISO date at year, month or day precision. Raises SourceError otherwise."""
    if not is_date(value):
        raise SourceError(say("source.date", date=value))
    return value


def _iso(found: re.Match[str]) -> str | None:
    got = found.groupdict()
    if got["iso"]:
        value = got["iso"]
    elif got["y"]:
        value = f"{got['y']}-{int(got['m']):02}-{int(got['d']):02}"
    else:
        value = f"{got['year']}-{_MONTHS[got['month'].lower()]:02}"
        value += f"-{int(got['day']):02}" if got["day"] else ""
    return value if is_date(value) else None


def is_date(value: str) -> bool:
    """Whether `value` is a real ISO date at year, month or day precision."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value, re.ASCII):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True
