"""What is wrong with gold files, all at once: names the text lacks, words the ontology does not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from kg.evaluate.gold import Gold, GoldFact
from kg.evaluate.types import known
from kg.lexicon import classes
from kg.messages import say
from kg.model import STATUSES
from kg.source.header import is_date

_WORDS = classes.LITERAL_RELATIONS | {"holdsPosition"}


@dataclass(frozen=True)
class Problem:
    """One mistake. `kind` names it without quoting the file; `message` says all."""

    set: str
    name: str
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.set}/{self.name}: {self.message}"


def check(sets: dict[str, list[Gold]]) -> list[Problem]:
    """Every problem of every gold file, in order. Raises SourceError for a text that cannot be read."""
    found: list[Problem] = []
    seen: dict[str, frozenset[tuple[str, ...]]] = {}
    for name, golds in sets.items():
        for gold in golds:
            text = _flat(gold.document().text)
            runs = _runs(text)
            shared: list[_Found] = [
                ("shared_text", {"what": other}) for other, known in seen.items() if _alike(runs, known)
            ]
            seen[f"{name}/{gold.name}"] = runs
            problems = (*_problems(gold, text), *shared)
            found += [Problem(name, gold.name, kind, say(f"problem.{kind}", **fields)) for kind, fields in problems]
    return found


_LABEL_NOTE = re.compile(r"\s*\([^()]*\)$")  # « Paris (ville) »: what tells two entities of one name apart
_RUN = 8  # words; two articles that share half of these runs are one
_Found = tuple[str, dict[str, object]]


def _problems(gold: Gold, text: str) -> Iterator[_Found]:
    yield from _keys("document", gold.content.document)
    keys = Counter(entity.id or entity.label for entity in gold.content.entities)
    for key, count in keys.items():
        if count > 1:
            yield "twice", {"what": key}
    for entity in gold.content.entities:
        yield from _keys(entity.label, entity)
        if not known(entity.type):
            yield "unknown_type", {"where": entity.label, "what": entity.type}
        for name in entity.names:
            if _flat(_LABEL_NOTE.sub("", name)) not in text:
                yield "name", {"where": entity.label, "what": name}
    for fact in gold.facts:
        where = f"{fact.s} — {fact.r} — {fact.o}"
        for kind, what in _fact(gold, fact, text):
            yield kind, {"where": where, "what": what}
        yield from _keys(where, fact)
    told = Counter((f"{fact.s} — {fact.r} — {fact.o}", fact.status, fact.date) for fact in gold.facts)
    for (where, *_), count in told.items():
        if count > 1:
            yield "twice", {"what": where}


def _fact(gold: Gold, fact: GoldFact, text: str) -> Iterator[tuple[str, object]]:
    relations = classes.load().relations
    for relation in (fact.r, *fact.alt_r):
        if relation not in relations:
            yield "unknown_relation", relation
    if fact.r in _WORDS and not fact.literal:
        yield "literal", fact.o
    elif fact.o not in gold.entities and not fact.literal:
        yield "unknown_entity", fact.o
    for key in (fact.s, fact.speaker):
        if key is not None and key not in gold.entities:
            yield "unknown_entity", key
    if fact.status not in STATUSES:
        yield "unknown_status", fact.status
    for date in (fact.date, fact.o if fact.r == "date" else None):
        if date is not None and not _is_time(date):
            yield "bad_date", date
    if not fact.evidence.strip() or _flat(fact.evidence) not in text:
        yield "evidence", fact.evidence


def _keys(where: str, part: BaseModel) -> Iterator[_Found]:
    for key in part.model_extra or ():
        yield "unknown_key", {"where": where, "what": key}


def _is_time(value: str) -> bool:
    """A date, an interval, or a month or day of no known year (`--12`, `--12-19`)."""
    ends = value.split("/")
    return len(ends) <= 2 and all(is_date(end.replace("--", "2024-", 1) if end[:2] == "--" else end) for end in ends)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return frozenset(tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other))


def _flat(text: str) -> str:
    """Case, apostrophes and kinds of space do not count."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip().lower()
