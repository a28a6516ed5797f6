"""« the working group's secretariat (secrétariat du groupe) »: what brackets name stands for the words before them."""

from __future__ import annotations

import re

from kg.ask import spans, verbs
from kg.ask.clause import Clause
from kg.ask.language import Grammar, phrase
from kg.ask.names import Named, Names
from kg.ask.tokens import words

_BRACKETS = re.compile(r"\s*\(([^()]{2,120})\)")
_ASIDE = frozenset({"Place", "State"})  # « Kigali (Rwanda) » is Kigali


def plain(question: str, rules: Grammar, names: Names) -> str:
    """The question with the name in brackets in the place of what it says in other words; as it was where brackets name
    nothing."""
    for match in reversed(list(_BRACKETS.finditer(question))):
        inside = match[1].strip()
        if not any(not thing.is_a(_ASIDE) for thing in _named(inside, rules, names)):
            continue
        start = _begins(question[: match.start()], rules, names)
        if start is not None and not _named(question[start : match.start()], rules, names):
            question = f"{question[:start]} {inside}{question[match.end() :]}"
    return question


def _named(text: str, rules: Grammar, names: Names) -> tuple[Named, ...]:
    """What a text names as a whole."""
    clause = Clause(text, words(text), rules, names)
    small = {w for article in rules.asking.articles for w in phrase(article)}
    first = next((word.i for word in clause.words if word.fold not in small), None)
    found = spans.spot(clause, first, set()) if first is not None else None
    return found.known if found and found.last == len(clause.words) else ()


def _begins(before: str, rules: Grammar, names: Names) -> int | None:
    """Where the noun before the brackets begins: at the first article after the last verb."""
    clause = Clause(before, words(before), rules, names)
    verbish = verbs.may_be(clause)
    small = {w for article in rules.asking.articles for w in phrase(article)}
    start = max(verbish, default=-1) + 1
    return next(
        (word.end for word in clause.words[start:] if word.fold in small and word.i + 1 < len(clause.words)), None
    )
