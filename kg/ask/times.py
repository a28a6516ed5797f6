"""The time of a question: « en 2025 », « depuis juin 2024 », « entre 2024 et 2026 », in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.ask.language import Grammar, phrase
from kg.ask.tokens import Word
from kg.errors import QueryError
from kg.extract.dates import Anchor, DateExpression, DateGrammar
from kg.lexicon import load as lexicon
from kg.query.params import period as bounds
from kg.text.tokens import normalise

_ENGLISH = {
    "january": "janvier", "february": "février", "march": "mars", "april": "avril", "may": "mai", "june": "juin",
    "july": "juillet", "august": "août", "september": "septembre", "october": "octobre", "november": "novembre",
    "december": "décembre",
}  # fmt: skip
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True)
class Period:
    """From `start` to `end` (ISO 8601 with time, UTC), either open; `text`: the words."""

    start: str | None
    end: str | None
    text: str
    year: str = ""  # where one whole year is meant
    unsaid: bool = False  # facts without a date are meant, since none is dated so


@cache
def _dates() -> DateGrammar:
    return DateGrammar(lexicon.load().time)


def read(question: str, words: list[Word], grammar: Grammar, used: set[int]) -> Period | None:
    """The period a question names, its words marked as `used`. None: no time is named."""
    found = [(span, value) for span, value in _values(question, words, grammar) if not used & set(span)]
    if not found:
        return None
    (span, value), *more = found
    first = span[0]
    side, first = _side(words, first, grammar)
    between = more and words[max(0, first - 1)].fold in ("entre", "between", "de", "from", "du")
    if between:
        last_span, last_value = more[0]
        used.update(range(max(0, first - 1), last_span[-1] + 1))
        text = question[words[span[0]].start : words[last_span[-1]].end]
        return Period(_start(value), _end(last_value), text)
    used.update(range(first, span[-1] + 1))
    text = question[words[first].start : words[span[-1]].end]
    start, end = _start(value), _end(value)
    if side == "since":
        return Period(start, None, text)
    if side == "before":
        return Period(None, start, text)
    if side == "after":
        return Period(end, None, text)
    return Period(start, end, text, value if _YEAR.match(value) else "")


def spelt(question: str, words: list[Word], grammar: Grammar) -> set[int]:
    """The words of dates of more than one word: « juin » of « juin 2025 » names nothing else."""
    return {i for span, _ in _values(question, words, grammar) if len(span) > 1 for i in span}


def _values(question: str, words: list[Word], grammar: Grammar) -> Iterable[tuple[list[int], str]]:
    """Runs of words that say a time, with their ISO value, in order."""
    plain = normalise(question)
    covered: set[int] = set()
    today = date.today()
    for one in _expressions(plain, words, Anchor(today.year, today.month, today.day), grammar):
        span = [w.i for w in words if one.start <= w.start < one.end]
        if span and one.value and not covered & set(span) and _valid(one.value):
            covered |= set(span)
            yield span, one.value


def _expressions(plain: str, words: list[Word], anchor: Anchor, grammar: Grammar) -> list[DateExpression]:
    months = {**_ENGLISH, **{m: m for m in lexicon.load().time.months}} if grammar.language == "en" else {}
    found = list(_dates().find(plain, anchor)) if grammar.language == "fr" else []
    numbers = lexicon.load().time.months
    for word in words:
        if _YEAR.match(word.text):
            before = words[word.i - 1] if word.i else None
            if before and before.low in months:
                month = numbers[months[before.low]]
                found.append(DateExpression(before.start, word.end, f"{word.text}-{month:02d}"))
            found.append(DateExpression(word.start, word.end, word.text))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _valid(value: str) -> bool:
    try:
        bounds(value)
    except QueryError:
        return False
    return True


def _side(words: list[Word], first: int, grammar: Grammar) -> tuple[str, int]:
    """Whether the time is a bound (« depuis », « avant », « après »), and where its words begin."""
    for side in ("since", "before", "after"):
        for text in grammar.asking.time[side]:
            wanted = phrase(text)
            for start in (first, first - len(wanted)):
                if start >= 0 and tuple(w.fold for w in words[start : start + len(wanted)]) == wanted:
                    return side, start
    before = words[first - 1].fold if first else ""
    return "", first - 1 if before in ("en", "in", "le", "de", "du", "on", "pour", "for", "of", "l", "annee") else first


def _start(value: str) -> str:
    return bounds(value)[0]


def _end(value: str) -> str:
    return bounds(value)[1]
