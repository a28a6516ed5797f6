"""Dates, by our own grammar: ISO 8601 values at the precision of the words, relative days resolved from the article's date."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.lexicon.schema import Time


@dataclass(frozen=True)
class DateExpression:
    """Characters [start, end) and the value: `2025-07-02`, `2024-06`, `2027`, `2025-07-01/2025-07-02`, `--12`, or "" when
    only the words are known."""

    start: int
    end: int
    value: str
    day_name: bool = False


@dataclass(frozen=True)
class Anchor:
    """What the document says of its own date: year, month, day, each None when unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, iso: str | None) -> Anchor:
        parts = [int(p) for p in (iso or "").split("/")[0].split("-") if p.isdigit()]
        return cls(*parts[:3])


_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:1er|[12]?\d|3[01])"


class DateGrammar:
    """Finds date expressions in a normalised text."""

    def __init__(self, time: Time) -> None:
        self._months, self._days = time.months, time.days
        month = "|".join(time.months)
        day_name = "|".join(time.days)
        weekday = rf"(?:(?:{day_name})\s+)?"
        self._interval = re.compile(
            rf"\b(?:(?:du|les|des|aux|entre le)\s+)?{weekday}(?P<d1>{_DAY})(?:\s+(?P<m1>{month}))?(?:\s+(?P<y1>{_YEAR}))?\s*(?:au|et|-|à|et le)\s*{weekday}(?P<d2>{_DAY})"
            rf"\s+(?P<m2>{month})(?:\s+(?P<y2>{_YEAR}))?\b",
            re.I,
        )
        self._day = re.compile(
            rf"\b(?:(?:le|au|du|dès le|d'ici le|jusqu'au|depuis le)\s+)?{weekday}(?P<d>{_DAY})\s+(?P<m>{month})(?:\s+(?P<y>{_YEAR}|dernier|prochain))?\b",
            re.I,
        )
        self._month = re.compile(
            rf"\b(?:(?P<when>(?:au |en |dès |d'ici |à )?(?:le |la |au )?(?:début|fin|mi|courant|milieu)[\s-]*(?:de\s+|du\s+|d')?)?(?:ce\s+)?(?:(?:au |ce |le )?mois\s+(?:de\s+|d'))?)?"
            rf"(?P<m>{month})(?:\s+(?P<y>{_YEAR}|dernier|prochain|courant))?\b",
            re.I,
        )
        self._year = re.compile(
            rf"\b(?:en|pour|depuis|d'ici(?: à| fin)?|fin|début|dès|courant|l'année|année|de|jusqu'en|à l'horizon|horizon|à la fin|avant)\s+(?P<y>{_YEAR})\b",
            re.I,
        )
        self._year_range = re.compile(rf"\b(?P<y1>{_YEAR})\s*-\s*(?P<y2>{_YEAR})\b")
        self._weekday = re.compile(
            rf"\b(?:(?:ce|le)\s+)?(?P<n>{day_name})(?:\s+(?:dernier|soir|matin|prochain))?\b", re.I
        )
        self._relative = re.compile(
            r"\b(?:cette année|l'an dernier|l'année dernière|l'an prochain|l'année prochaine|hier|aujourd'hui|demain|ce mois-ci|le mois dernier|le mois prochain|cet été|l'été dernier|cet automne|cet hiver|ce printemps)\b",
            re.I,
        )
        self._paren_days = re.compile(
            rf"\(\s*(?P<d1>{_DAY})\s*-\s*(?P<d2>{_DAY})\s+(?P<m>{month})(?:\s+(?P<y>{_YEAR}))?\s*\)", re.I
        )

    def find(self, plain: str, anchor: Anchor) -> list[DateExpression]:
        """Non-overlapping expressions in text order."""
        found: list[DateExpression] = []
        readers = (
            (self._paren_days, self._read_days), (self._interval, self._read_interval), (self._day, self._read_day), (self._year_range, self._read_years),
            (self._month, self._read_month), (self._year, self._read_year), (self._relative, self._read_relative),
            (self._weekday, self._read_weekday),
        )  # fmt: skip
        for pattern, reader in readers:
            for match in pattern.finditer(plain):
                if any(f.start < match.end() and match.start() < f.end for f in found):
                    continue
                value = reader(match, anchor)
                if value is not None:
                    start = match.start() + (match.group() != match.group().lstrip()) * 1
                    found.append(DateExpression(start, match.end(), value, pattern is self._weekday))
        found.sort(key=lambda f: f.start)
        return self._weekdays_within(found, plain, anchor)

    def _read_days(self, match: re.Match[str], anchor: Anchor) -> str | None:
        year, month = self._year_of(match["y"], match["m"], anchor), self._months[match["m"].lower()]
        return (
            f"{_iso(year, month, _number(match['d1']))}/{_iso(year, month, _number(match['d2']))}"
            if year
            else f"--{month:02}"
        )

    def _read_interval(self, match: re.Match[str], anchor: Anchor) -> str | None:
        month2 = self._months[match["m2"].lower()]
        month1 = self._months[match["m1"].lower()] if match["m1"] else month2
        year2 = self._year_of(match["y2"], match["m2"], anchor)
        if year2 is None:
            return f"--{month2:02}"
        year1 = int(match["y1"]) if match["y1"] else year2
        return f"{_iso(year1, month1, _number(match['d1']))}/{_iso(year2, month2, _number(match['d2']))}"

    def _read_day(self, match: re.Match[str], anchor: Anchor) -> str | None:
        month = self._months[match["m"].lower()]
        year = self._year_of(match["y"], match["m"], anchor)
        return _iso(year, month, _number(match["d"])) if year else f"--{month:02}-{_number(match['d']):02}"

    def _read_month(self, match: re.Match[str], anchor: Anchor) -> str | None:
        month = self._months[match["m"].lower()]
        year = self._year_of(match["y"], match["m"], anchor)
        return f"{year}-{month:02}" if year else f"--{month:02}"

    def _read_year(self, match: re.Match[str], anchor: Anchor) -> str | None:
        return match["y"]

    def _read_years(self, match: re.Match[str], anchor: Anchor) -> str | None:
        return f"{match['y1']}/{match['y2']}"

    def _read_weekday(self, match: re.Match[str], anchor: Anchor) -> str | None:
        if not (anchor.year and anchor.month and anchor.day):
            return ""
        day = date(anchor.year, anchor.month, anchor.day)
        back = (day.weekday() - self._days[match["n"].lower()]) % 7
        ahead = "prochain" in match.group()
        return (day + timedelta(days=7 - back if ahead else -back)).isoformat()

    def _read_relative(self, match: re.Match[str], anchor: Anchor) -> str | None:
        words = match.group().lower()
        shift = {"hier": -1, "aujourd'hui": 0, "demain": 1}.get(words)
        if shift is not None:
            if not (anchor.year and anchor.month and anchor.day):
                return ""
            return (date(anchor.year, anchor.month, anchor.day) + timedelta(days=shift)).isoformat()
        if anchor.year is None:
            return ""
        if "mois" in words and anchor.month:
            months = anchor.year * 12 + anchor.month - 1 + ("prochain" in words) - ("dernier" in words)
            return f"{months // 12}-{months % 12 + 1:02}"
        return str(anchor.year + ("prochain" in words) - ("derni" in words))

    def _year_of(self, written: str | None, month_name: str, anchor: Anchor) -> int | None:
        """The year of a month without one: the occurrence nearest to the article, past for « dernier »."""
        if written and written.isdigit():
            return int(written)
        if anchor.year is None:
            return None
        month, here = self._months[month_name.lower()], anchor.month or 6
        if written == "dernier":
            return anchor.year - (month > here)
        if written == "prochain":
            return anchor.year + (month < here)
        distance = month - here
        return anchor.year + (distance < -7) - (distance > 7)

    def _weekdays_within(self, found: list[DateExpression], plain: str, anchor: Anchor) -> list[DateExpression]:
        """A bare day name in an article dated by month only falls within a short interval that the article gives
        (« mercredi » within « 1-2 juillet » is 2 July)."""
        if anchor.day is not None:
            return found
        spans = [f.value.split("/") for f in found if "/" in f.value and len(f.value) == 21]
        single = [date.fromisoformat(f.value) for f in found if re.fullmatch(r"\d{4}-\d\d-\d\d", f.value)]
        spans += [[(d - timedelta(days=2)).isoformat(), (d + timedelta(days=3)).isoformat()] for d in single]
        here = f"{anchor.year}-{anchor.month or 0:02}"
        spans = [s for s in spans if not anchor.month or any(e.startswith(here) for e in s)]
        result = []
        for f in found:
            if f.day_name and not f.value:
                name = next(n for n in self._days if n in plain[f.start : f.end].lower())
                days = {d.isoformat() for s in spans for d in _days_between(*s) if d.weekday() == self._days[name]}
                month = f"{anchor.year}-{anchor.month:02}" if anchor.month else ""
                f = DateExpression(f.start, f.end, days.pop() if len(days) == 1 else month, True)
            result.append(f)
        return result


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _iso(year: int, month: int, day: int) -> str:
    day = min(day, calendar.monthrange(year, month)[1])
    return date(year, month, day).isoformat()


def _days_between(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range(min((end - start).days, 10) + 1)]
