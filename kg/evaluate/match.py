"""Which fact read is which gold fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from kg.evaluate.gold import Gold, GoldEntity, GoldFact
from kg.evaluate.names import same_literal, same_name

_KIN = (
    frozenset({"sponsors", "coSponsors"}),
    frozenset({"partOf", "editionOf"}),
    frozenset({"facilitates", "negotiates"}),
)
_SYMMETRIC = frozenset({"partnersWith", "meets"})


@dataclass(frozen=True)
class Node:
    """An end of a fact read: an entity with its names and class, or a literal."""

    names: tuple[str, ...] = ()
    type: str | None = None
    iri: str | None = None
    literal: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any] | None) -> Self:
        """From a row of `kg facts --format json`; None is a node without a name."""
        if not row:
            return cls()
        names = tuple(name for name in (row.get("label"), *(row.get("altLabels") or ())) if name)
        return cls(names, row.get("type"), row.get("iri"), str(row.get("literal") or row.get("label") or ""))

    @property
    def label(self) -> str:
        """What to call it."""
        return self.names[0] if self.names else self.literal

    def is_named(self, entity: GoldEntity) -> bool:
        """Whether one of its names is one of the gold entity's."""
        return any(same_name(gold, name) for gold in entity.names for name in self.names)


@dataclass(frozen=True)
class Prediction:
    """A fact read."""

    subject: Node
    relation: str
    object: Node
    status: str | None = None
    date: str | None = None
    speaker: Node = Node()
    confidence: float = 1.0
    quote: str = ""
    start: int = 0
    end: int = 0

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From a row of `kg facts --format json`."""
        return cls(
            subject=Node.of(row["subject"]),
            relation=row["relation"],
            object=Node.of(row["object"]),
            status=row.get("status"),
            date=row.get("date"),
            speaker=Node.of(row.get("speaker")),
            confidence=float(row.get("confidence", 1)),
            quote=str(row.get("quote") or ""),
            start=int(row.get("start") or 0),
            end=int(row.get("end") or 0),
        )


@dataclass(frozen=True)
class Pairing:
    """`hits`: gold fact → the fact read that pays for it (positions). `right`: of each fact read, whether it says a
    gold fact, even one that another already paid for.
    """

    hits: Mapping[int, int]
    right: tuple[bool, ...]


def pair(gold: Gold, predictions: Sequence[Prediction]) -> Pairing:
    """Pair gold facts with facts read, the same relation first, then the same status, then in order."""
    found = [
        (fact.r != prediction.relation, fact.status != prediction.status, i, j)
        for i, fact in enumerate(gold.facts)
        for j, prediction in enumerate(predictions)
        if matches(gold, fact, prediction)
    ]
    hits: dict[int, int] = {}
    paid: set[int] = set()
    for *_, i, j in sorted(found):
        if i not in hits and j not in paid:
            hits[i] = j
            paid.add(j)
    right = {j for *_, j in found}
    return Pairing(hits, tuple(j in right for j in range(len(predictions))))


def matches(gold: Gold, fact: GoldFact, prediction: Prediction) -> bool:
    """Whether subject, relation and object of a fact read are those of a gold fact."""
    if not _same_relation(fact, prediction.relation):
        return False
    subject = gold.entity(fact.s)
    if fact.literal or (fact.o not in gold.entities and not prediction.object.iri):
        said = same_literal(fact.r, fact.o, prediction.object.literal)
        return said and prediction.subject.is_named(subject)
    objects = [gold.entity(key) for key in (fact.o, *fact.alt)]

    def holds(one: Node, other: Node, anyone: bool) -> bool:
        return (anyone or one.is_named(subject)) and any(other.is_named(entity) for entity in objects)

    if holds(prediction.subject, prediction.object, fact.subject_optional):
        return True
    symmetric = fact.symmetric or fact.r in _SYMMETRIC
    return symmetric and holds(prediction.object, prediction.subject, False)


def _same_relation(fact: GoldFact, relation: str) -> bool:
    return relation == fact.r or relation in fact.alt_r or frozenset({relation, fact.r}) in _KIN
