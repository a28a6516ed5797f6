"""A fact in the making: what the readers of a sentence hand on, before its ends are entities."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.clauses import Clause
from kg.extract.nodes import Node


@dataclass(eq=False)
class Draft:
    """A fact before it has entities: nodes, and tokens [first, last) of the words it rests on; `trigger` is the word that says it."""

    subject: Node
    relation: str
    object: Node | None
    value: str
    status: str
    trigger: int
    first: int
    last: int
    confidence: float
    rule: str
    clause: Clause | None = None
    date: str | None = None
    date_text: str = ""
    method: str | None = None
    amount: str | None = None  # what is paid
    extras: dict[str, Node | None] = field(default_factory=dict)


def told_by_name(
    subject: Node,
    relation: str,
    object_: Node | None,
    span: tuple[int, int],
    rule: str,
    confidence: float,
    value: str = "",
) -> Draft:
    """A fact that tokens [first, last) tell by naming a thing; its status is settled later, from the thing's other facts."""
    date = value if relation == "date" else None
    return Draft(subject, relation, object_, value, "", span[0], *span, confidence, rule, date=date)
