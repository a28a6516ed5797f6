"""« quel pays préside X et a rejoint Y ? »: two questions with one answer."""

from __future__ import annotations

from dataclasses import replace

from kg.ask import clause as clauses
from kg.ask import verbs
from kg.ask.clause import Clause
from kg.ask.language import Grammar, phrase
from kg.ask.names import Names
from kg.ask.reading import Reading
from kg.ask.tokens import words

_AUXILIARIES = frozenset({"être", "avoir", "be", "have"})


def split(question: str, rules: Grammar, names: Names) -> tuple[str, str] | None:
    """The two questions; None where no verb follows « et » and what the first one acts on."""
    given = words(question)
    ands = {w for text in rules.asking.and_ for w in phrase(text)}
    if not any(word.fold in ands for word in given[2:-1]):
        return None
    clause = clauses.read(question, rules, names)
    gap = clause.gap
    if gap is None or gap.side == "patient" or clause.ask not in ("rows", "count"):
        return None
    verbish = sorted(verbs.may_be(Clause(question, given, rules, names)))
    first = next((i for i in verbish if i >= gap.last), None)
    if first is None or any(arg.known and arg.first < first for arg in clause.args):
        return None  # what is asked for is not who acts
    for i in verbish:
        named = [arg for arg in clause.args if not arg.gap and first < arg.first]
        if given[i - 1].fold not in ands or not any(arg.last < i for arg in named):
            continue
        if any(arg.first < i <= arg.last - 1 for arg in named):
            continue
        own = any(r.verb in _AUXILIARIES or r.finite for r in rules.readings(given[i].low))
        auxiliary = "" if own or not _auxiliary(rules, given[first].low) else f"{given[first].text} "
        opening = question[: given[gap.last].start]
        return f"{question[: given[i - 1].start].rstrip()} ?", f"{opening}{auxiliary}{question[given[i].start :]}"
    return None


def _auxiliary(rules: Grammar, low: str) -> bool:
    return any(reading.verb in _AUXILIARIES for reading in rules.readings(low))


def together(question: str, one: Reading, two: Reading) -> Reading | None:
    """One reading of both, where both ask for who acts in the same way."""
    alike = one.form == two.form and one.answer == two.answer == "subject"
    if not alike or one.negated or two.negated or one.order or two.order:
        return None
    unknown = tuple(dict.fromkeys((*one.unknown, *two.unknown)))
    return replace(one, question=question, patterns=(*one.patterns, *two.patterns), unknown=unknown)
