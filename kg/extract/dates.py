"""Dates, by our own grammar: ISO 8601 values at the precision of the words, relative days resolved from the article's date."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.quantities import NUMBER_WORDS, number
from kg.lexicon.schema import Time
from kg.lexicon.words import fold


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

    def date(self) -> date | None:
        """The day, when all of it is known."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    def of_month(self) -> str:
        """The month, which is all that is known of « cette semaine » in a document dated by it; "" when it is not known either."""
        return f"{self.year}-{self.month:02}" if self.year and self.month else ""


_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:1er?|[12]?\d|3[01])"
# « 5 déc. 2024 »: short names of months stand after a day only (« sept » alone is a number).
_SHORT_MONTHS = {
    "janv": 1, "jan": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12,
}  # fmt: skip
_ORDINALS = {"premier": 1, "1er": 1, "second": 2, "deuxième": 2, "2e": 2, "troisième": 3, "3e": 3, "quatrième": 4, "4e": 4,
             "dernier": 0}  # fmt: skip
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
# Days told from the day last spoken of (« la veille »), else from the document's own.
_STEPS = {
    "la veille": -1,
    "l'avant-veille": -2,
    "le lendemain": 1,
    "le surlendemain": 2,
    "le jour même": 0,
    "le même jour": 0,
    "ce jour-là": 0,
}
# Days told from the document's own.
_TODAY = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2}
_TODAY_WORDS = ("ce jour", "ce matin", "ce midi", "ce soir", "cet après-midi", "cette nuit", "ce même jour")
_SEASONS = "printemps|été|automne|hiver"
# « ce jour-là » looks back this far for the day it means.
_NEAR = 300
_LATER = "?"
# What comes next: « jusqu'à vendredi », « d'ici à lundi », « à compter de mardi ».
_AHEAD = re.compile(
    r"\b(?:jusqu'à |jusqu'au |jusqu'en |d'ici |d'ici à |d'ici au |d'ici le |à compter (?:de |du )|à partir (?:de |du |d'))\Z",
    re.I,
)


class DateGrammar:
    """Finds date expressions in a normalised text. The patterns read it in lower case, which is twice as fast as `re.I`."""

    def __init__(self, time: Time) -> None:
        self._months, self._days = time.months, time.days
        month = "|".join(time.months)
        self._number_of_month = {**time.months, **_SHORT_MONTHS}
        dated_month = rf"(?:{month}|(?:{'|'.join(_SHORT_MONTHS)})(?:\.|\b))"
        day_name = "|".join(time.days)
        weekday = rf"(?:(?:{day_name})\s+)?"
        self._interval = re.compile(
            rf"\b(?:(?:du|les|des|aux|entre le)\s+)?{weekday}(?P<d1>{_DAY})(?:\s+(?P<m1>{dated_month}))?(?:\s+(?P<y1>{_YEAR}))?\s*(?:au|et|-|à|et le)\s*{weekday}(?P<d2>{_DAY})"
            rf"\s+(?P<m2>{dated_month})(?:\s+(?P<y2>{_YEAR}))?(?!\w)"
        )
        self._day = re.compile(
            rf"\b(?:(?:le|au|du|dès le|d'ici le|jusqu'au|depuis le)\s+)?{weekday}(?P<d>{_DAY})\s+(?P<m>{dated_month})(?:\s+(?P<y>{_YEAR}|dernier|prochain|suivant|(?:de )?la même année))?(?!\w)"
        )
        self._month = re.compile(
            rf"\b(?:(?P<when>(?:au |en |dès |d'ici |à )?(?:le |la |au )?(?:début|fin|mi|courant|milieu)[\s-]*(?:de\s+|du\s+|d')?)?(?:ce\s+)?(?:(?:au |ce |le )?mois\s+(?:de\s+|d'))?)?"
            rf"(?P<m>{month})(?:\s+(?P<y>{_YEAR}|dernier|prochain|courant|suivant|(?:de )?la même année))?\b"
        )
        self._year = re.compile(
            rf"\b(?:en|pour|depuis|d'ici(?: à| fin)?|fin|début|dès|courant|l'année|année|de|jusqu'en|à l'horizon|horizon|à la fin|avant)\s+(?P<y>{_YEAR})\b"
        )
        self._year_range = re.compile(rf"\b(?P<y1>{_YEAR})\s*-\s*(?P<y2>{_YEAR})\b")
        self._weekday = re.compile(rf"\b(?:(?:ce|le)\s+)?(?P<n>{day_name})(?:\s+(?:dernier|soir|matin|prochain))?\b")
        self._numeric = re.compile(
            rf"\b(?:(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>{_YEAR})|(?P<iso>{_YEAR}-\d\d-\d\d))\b"
        )
        self._weekdays = re.compile(
            rf"\b(?:du |de |entre )?(?P<n1>{day_name})(?: et | à | au |-)(?P<n2>{day_name})(?:\s+(?:dernier|prochain))?\b(?!\s+{_DAY}\b)"
        )
        self._part = re.compile(
            rf"\b(?:au |du |le |dès le |au cours du |d'ici au |d'ici le )?(?P<n>{'|'.join(_ORDINALS)}) (?P<what>semestre|trimestre)(?: de(?: l'année)?)?(?: (?P<y>{_YEAR}|prochain|de l'année|de cette année))?\b"
        )
        self._season = re.compile(
            rf"\b(?:(?:à |en |au |dès |depuis )?(?P<when>l'|le |cet |ce |cette )?(?:(?:début|fin) (?:de |d'|du )(?:l')?)?)?(?P<s>{_SEASONS})(?: (?P<y>{_YEAR}|dernier|prochain|passé))\b|\b(?:cet été|cet automne|cet hiver|ce printemps)\b"
        )
        self._edge = re.compile(
            r"\b(?:d'ici à |d'ici |avant |à |vers |dès |depuis )?(?:la |le |en )?(?:fin|début|milieu) (?:de l'|de |du |d')(?P<what>année|mois)\b(?! (?:dernière?|prochaine?|suivante?|de|d'))"
        )
        self._ago = re.compile(
            rf"\b(?:(?P<ago>il y a |voici |voilà )(?:\w+ )??(?P<n1>{_COUNT}) (?P<u1>jours?|semaines?|mois|ans?|années?)(?! de suite)|(?P<in>dans )(?P<n3>{_COUNT}) (?P<u3>jours?|semaines?|mois|ans?)\b"
            rf"|(?P<n2>{_COUNT}) (?P<u2>jours?|semaines?|mois|ans?|années?) (?P<way>plus tôt|auparavant|avant|plus tard|après))\b(?! (?:le|la|les|l'|son|sa|leur|avoir|être|que|qu')\b)"
        )
        self._step = re.compile(
            rf"(?<!à )(?<!depuis )(?:\b(?:dès |depuis )?)(?:{'|'.join(_STEPS)})\b(?! (?:du|de|d'|des)\b)"
        )
        self._relative = re.compile(
            rf"\b(?:cette année|de l'an dernier|l'an dernier|l'an passé|l'année dernière|l'année passée|l'an prochain|l'année prochaine|l'année suivante|la même année|ce mois-ci|le mois dernier|le mois prochain|le mois suivant"
            rf"|(?:la semaine|cette semaine) ?(?:dernière|passée|prochaine)?|{'|'.join(_TODAY)}|(?:{'|'.join(_TODAY_WORDS)}))\b(?!-)"
        )
        self._paren_days = re.compile(
            rf"\(\s*(?P<d1>{_DAY})\s*-\s*(?P<d2>{_DAY})\s+(?P<m>{month})(?:\s+(?P<y>{_YEAR}))?\s*\)"
        )

    def find(self, plain: str, anchor: Anchor) -> list[DateExpression]:
        """Non-overlapping expressions in text order."""
        found: list[DateExpression] = []
        readers = (
            (self._numeric, self._read_numeric), (self._paren_days, self._read_days), (self._interval, self._read_interval), (self._day, self._read_day),
            (self._year_range, self._read_years), (self._part, self._read_part), (self._season, self._read_season), (self._month, self._read_month),
            (self._year, self._read_year), (self._edge, self._read_edge), (self._relative, self._read_relative), (self._weekdays, self._read_weekdays),
            (self._weekday, self._read_weekday), (self._ago, self._read_later), (self._step, self._read_later),
        )  # fmt: skip
        lower = plain.replace("İ", "I").lower()  # the one letter that lower case makes longer
        for pattern, reader in readers:
            for match in pattern.finditer(lower):
                if any(f.start < match.end() and match.start() < f.end for f in found):
                    continue
                value = reader(match, anchor)
                if value is not None:
                    start = match.start() + (match.group() != match.group().lstrip()) * 1
                    found.append(DateExpression(start, match.end(), value, pattern is self._weekday))
        found.sort(key=lambda f: f.start)
        return self._told_from_others(self._weekdays_within(found, plain, anchor), plain, anchor)

    def _read_days(self, match: re.Match[str], anchor: Anchor) -> str | None:
        year, month = (
            self._year_of(match["y"], match["m"], anchor),
            self._number_of_month[match["m"].lower().rstrip(".")],
        )
        first, last = _number(match["d1"]), _number(match["d2"])
        if year is None:
            return f"--{month:02}-{first:02}/--{month:02}-{last:02}"
        return f"{_iso(year, month, first)}/{_iso(year, month, last)}"

    def _read_interval(self, match: re.Match[str], anchor: Anchor) -> str | None:
        month2 = self._number_of_month[match["m2"].lower().rstrip(".")]
        month1 = self._number_of_month[match["m1"].lower().rstrip(".")] if match["m1"] else month2
        year2 = self._year_of(match["y2"] or match["y1"], match["m2"], anchor)
        if year2 is None:
            first, last = _number(match["d1"]), _number(match["d2"])
            return f"--{month1:02}-{first:02}/--{month2:02}-{last:02}"
        year1 = int(match["y1"]) if match["y1"] else year2
        return f"{_iso(year1, month1, _number(match['d1']))}/{_iso(year2, month2, _number(match['d2']))}"

    def _read_day(self, match: re.Match[str], anchor: Anchor) -> str | None:
        if match["y"] and match["y"].endswith(("suivant", "année")):
            return _LATER
        month = self._number_of_month[match["m"].lower().rstrip(".")]
        year = self._year_of(match["y"], match["m"], anchor, self._side(match))
        return _iso(year, month, _number(match["d"])) if year else f"--{month:02}-{_number(match['d']):02}"

    def _read_month(self, match: re.Match[str], anchor: Anchor) -> str | None:
        if match["y"] and match["y"].endswith(("suivant", "année")):
            return _LATER
        month = self._number_of_month[match["m"].lower().rstrip(".")]
        year = self._year_of(match["y"], match["m"], anchor, self._side(match))
        return f"{year}-{month:02}" if year else f"--{month:02}"

    def _read_year(self, match: re.Match[str], anchor: Anchor) -> str | None:
        return match["y"]

    def _read_years(self, match: re.Match[str], anchor: Anchor) -> str | None:
        return f"{match['y1']}/{match['y2']}"

    def _read_weekday(self, match: re.Match[str], anchor: Anchor) -> str | None:
        day = anchor.date()
        if day is None:
            return ""
        back = (day.weekday() - self._days[match["n"].lower()]) % 7
        ahead = "prochain" in match.group().lower() or (
            back > 0 and _AHEAD.search(match.string, max(0, match.start() - 16), match.start()) is not None
        )
        return (day + timedelta(days=7 - back if ahead else -back)).isoformat()

    def _read_weekdays(self, match: re.Match[str], anchor: Anchor) -> str | None:
        """« samedi et dimanche »: the pair that holds the document's day, or the last before it."""
        day = anchor.date()
        if day is None:
            return anchor.of_month()
        first, last = self._days[match["n1"].lower()], self._days[match["n2"].lower()]
        length = (last - first) % 7
        start = day - timedelta(days=(day.weekday() - first) % 7)
        if "prochain" in match.group().lower():
            start += timedelta(days=7)
        return f"{start.isoformat()}/{(start + timedelta(days=length)).isoformat()}"

    def _read_numeric(self, match: re.Match[str], anchor: Anchor) -> str | None:
        if match["iso"]:
            return match["iso"]
        month, day = int(match["m"]), int(match["d"])
        return _iso(int(match["y"]), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None

    def _read_part(self, match: re.Match[str], anchor: Anchor) -> str | None:
        """« au premier semestre 2027 » is January to June of it."""
        written = match["y"] or ""
        year = int(written) if written.isdigit() else anchor.year
        if year is None:
            return ""
        months = 6 if match["what"].lower() == "semestre" else 3
        nth = _ORDINALS[match["n"].lower()] or 12 // months
        if nth > 12 // months:
            return None
        return f"{year}-{(nth - 1) * months + 1:02}/{year}-{nth * months:02}"

    def _read_season(self, match: re.Match[str], anchor: Anchor) -> str | None:
        """The year of a season: its months differ by hemisphere."""
        written = (match["y"] or "").lower()
        if written.isdigit():
            return written
        if anchor.year is None:
            return ""
        if not written:
            return str(anchor.year)
        begins = {"printemps": 3, "été": 6, "automne": 9, "hiver": 12}[match["s"].lower()]
        here = anchor.month or 6
        if written == "prochain":
            return str(anchor.year + (here >= begins))
        return str(anchor.year - (here < begins + 2))

    def _read_edge(self, match: re.Match[str], anchor: Anchor) -> str | None:
        """« avant la fin du mois »: of the month just named; « d'ici à la fin de l'année »: of the document's year."""
        if anchor.year is None:
            return ""
        return _LATER if match["what"].lower() == "mois" else str(anchor.year)

    def _read_later(self, match: re.Match[str], anchor: Anchor) -> str | None:
        """Told from another day: read once all days are known."""
        return _LATER

    def _read_relative(self, match: re.Match[str], anchor: Anchor) -> str | None:
        words = match.group().strip()
        day = anchor.date()
        shift = 0 if words in _TODAY_WORDS else _TODAY.get(words)
        if shift is not None:
            return (day + timedelta(days=shift)).isoformat() if day is not None else anchor.of_month()
        if words.endswith(("suivante", "suivant")) or words.startswith("la même"):
            return _LATER
        if anchor.year is None:
            return ""
        if "semaine" in words:
            if words == "la semaine":
                return None
            if day is None:
                return anchor.of_month()
            way = 7 * (("prochain" in words) - ("derni" in words or "passé" in words))
            monday = day - timedelta(days=day.weekday() - way)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        ahead = ("prochain" in words) - ("derni" in words or "passé" in words)
        if "mois" in words:
            return _months_on(anchor.year, anchor.month, ahead) if anchor.month else ""
        return str(anchor.year + ahead)

    def _told_from_others(self, found: list[DateExpression], plain: str, anchor: Anchor) -> list[DateExpression]:
        """« la veille », « quatre jours plus tôt », « l'année suivante »: from the date last given nearby, else the document's."""
        result: list[DateExpression] = []
        for f in found:
            if f.value == _LATER:
                near = next(
                    (
                        r.value
                        for r in reversed(result)
                        if r.value and not r.value.startswith("-") and _same_passage(plain, r.end, f.start)
                    ),
                    "",
                )
                f = DateExpression(
                    f.start, f.end, self._from_reference(plain[f.start : f.end], near, anchor), f.day_name
                )
            result.append(f)
        return result

    def _from_reference(self, words: str, near: str, anchor: Anchor) -> str:
        low = words.lower()
        own = anchor.date()
        reference = Anchor.of(near.split("/")[0]) if near else anchor
        if re.search(r"(?:début|milieu|fin) du mois$", low):
            if anchor.year is None or anchor.month is None:
                return ""
            last = _months_on(anchor.year, anchor.month, -1)
            return last if near.startswith(last) else f"{anchor.year}-{anchor.month:02}"
        ago = self._ago.fullmatch(low)
        if ago is not None:
            counted = number(ago["n1"] or ago["n2"] or ago["n3"] or "")
            unit = fold(ago["u1"] or ago["u2"] or ago["u3"]).rstrip("s")
            if counted is None:
                return ""
            back = bool(ago["ago"]) or (ago["way"] or "").lower() in ("plus tôt", "auparavant", "avant")
            count = -counted if back else counted
            start = anchor if ago["ago"] or ago["in"] else reference
            if unit == "jour":
                day = start.date() or own
                return (day + timedelta(days=count)).isoformat() if day is not None else ""
            if unit == "semaine":
                day = start.date() or own
                return (day + timedelta(days=7 * count)).isoformat()[:7] if day is not None else ""
            if start.year is None:
                return ""
            if unit == "moi":
                return _months_on(start.year, start.month, count) if start.month else ""
            if abs(count) == 1 and not ago["ago"] and near and start.month:
                return f"{start.year + count}-{start.month:02}"  # « un an plus tard »: at the same time of year
            return str(start.year + count)
        if low.endswith(("suivante", "suivant", "la même année")):
            if reference.year is None:
                return ""
            month = next((m for m in self._months if re.search(rf"\b{m}\b", low)), None)
            if month is not None:
                same = low.endswith("même année")
                later = not same and reference.month is not None and self._months[month] <= reference.month
                named, year = re.search(rf"\b{_DAY}\b", low), reference.year + later
                return (
                    _iso(year, self._months[month], _number(named.group()))
                    if named
                    else f"{year}-{self._months[month]:02}"
                )
            if "mois" in low:
                return _months_on(reference.year, reference.month, 1) if reference.month else ""
            return str(reference.year + (not low.startswith("la même")))
        steps = next((n for w, n in _STEPS.items() if low.endswith(w)), None)
        day = reference.date() or own
        if steps is None:
            return ""
        return (day + timedelta(days=steps)).isoformat() if day is not None else anchor.of_month()

    @staticmethod
    def _side(match: re.Match[str]) -> str | None:
        """« d'ici à décembre » is the next one, « depuis mai » the last."""
        before = match.string[max(0, match.start() - 16) : match.start("m")].lower()
        before = re.sub(r"(?:(?:le|la|au|du)? ?(?:début|fin|mi|\d+|1er)(?:-| d'| de | )?)\Z", "", before)
        if _AHEAD.search(before):
            return "prochain"
        return "dernier" if before.endswith("depuis ") else None

    def _year_of(self, written: str | None, month_name: str, anchor: Anchor, side: str | None = None) -> int | None:
        """The year of a month without one: the occurrence nearest to the article, past for « dernier »."""
        written = written or side
        if written and written.isdigit():
            return int(written)
        if anchor.year is None:
            return None
        month, here = self._number_of_month[month_name.lower().rstrip(".")], anchor.month or 6
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
                f = DateExpression(f.start, f.end, days.pop() if len(days) == 1 else anchor.of_month(), True)
            result.append(f)
        return result


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _iso(year: int, month: int, day: int) -> str:
    day = min(day, calendar.monthrange(year, month)[1])
    return date(year, month, day).isoformat()


def _months_on(year: int, month: int | None, count: int) -> str:
    months = year * 12 + (month or 1) - 1 + count
    return f"{months // 12}-{months % 12 + 1:02}"


def _same_passage(plain: str, end: int, start: int) -> bool:
    """Whether a date that ends at `end` is near enough before `start` to be what it is told from."""
    between = plain[end:start]
    return len(between) <= _NEAR and "\n\n" not in between


def _days_between(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range(min((end - start).days, 10) + 1)]
