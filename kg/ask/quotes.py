"""The passages of an answer as people read them: each once, and what it speaks of in turn, so that none is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import TypeVar

from kg.query.evidence import Passage
from kg.query.run import Answer
from kg.query.terms import Value

T = TypeVar("T")


def quotes(answer: Answer, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Each passage once, however many facts it tells: one for each row in turn, and in a row one for each thing that
    its facts are about (a forum, a text, a partner)."""
    rows = {fact: number for number, facts in reversed(list(enumerate(answer.facts()))) for fact in facts}
    groups: dict[int, dict[Value, list[Passage]]] = {}
    for passage in passages:
        fact = passage.engagement
        groups.setdefault(rows.get(fact, 0), {}).setdefault(passage.about or fact, []).append(passage)
    found = in_turn(in_turn(groups[row].values()) for row in sorted(groups))
    return tuple({(p.article, p.start, p.end, p.speaker): p for p in reversed(list(found))}.values())[::-1]


def in_turn(sequences: Iterable[Iterable[T]]) -> Iterator[T]:
    """The first of each, then the second of each …

    >>> list(in_turn(["abc", "x", "12"]))
    ['a', 'x', '1', 'b', '2', 'c']
    """
    none = object()
    return (item for item in chain.from_iterable(zip_longest(*sequences, fillvalue=none)) if item is not none)  # type: ignore[misc]
