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
