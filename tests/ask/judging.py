"""What a question should answer, and what it did: right, wrong, wrong with a warning, or unread.

A file of questions is a YAML list of `{question, lang, store, expect}`: `store` is `article`, `read`, `demo`, `dev` or
`rounds`; `expect` is the list of the answers' names (any name of a thing counts; « … » stands for the rest of a long
one), `{count: n}`, `{yes: true}` or `unread`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.ask import Asked, UnreadError, ask
from kg.ask import names as naming
from kg.query import Resource
from kg.query.labels import fold
from kg.store import Store

OUTCOMES = ("right", "wrong", "warned", "unread")


@dataclass(frozen=True)
class Outcome:
    """How a question fared: one of OUTCOMES, with what was answered."""

    question: str
    outcome: str
    got: str
    expected: str


def load(path: Path) -> list[dict[str, Any]]:
    """The questions of a file."""
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


def judge(store: Store, item: Mapping[str, Any]) -> Outcome:
    """Ask one question and compare."""
    expected = item["expect"]
    try:
        asked = ask(store, item["question"], item.get("lang"))
    except UnreadError as error:
        right = expected == "unread"
        return Outcome(item["question"], "right" if right else "unread", str(error), str(expected))
    got = answers(asked)
    if expected != "unread" and _agrees(store, asked, expected):
        return Outcome(item["question"], "right", "", "")
    return Outcome(item["question"], "warned" if asked.warnings else "wrong", str(got), str(expected))


def answers(asked: Asked) -> list[str]:
    """The first column, each value once."""
    found = [row.get("answer", row.get("count")) for row in asked.rows]
    return list(dict.fromkeys(str(value) for value in found))


def _agrees(store: Store, asked: Asked, expected: Any) -> bool:
    if isinstance(expected, Mapping):
        if "yes" in expected:
            return asked.answer.boolean is expected["yes"]
        first = asked.rows[0].get("count") if asked.rows else 0
        return first == expected["count"] or (first is None and len(answers(asked)) == expected["count"])
    cells = {str(cell): cell for row in asked.rows if (cell := row.get("answer", row.get("count"))) is not None}
    found = [_meant(_all_names(store, cell), expected) for cell in cells.values()]
    return set().union(*found) == set(map(str, expected)) and all(found)


def _meant(names: set[str], expected: Iterable[object]) -> set[str]:
    """The expected names that are among these; one that ends in « … » stands for every name that starts so."""
    return {wanted for wanted in map(str, expected) if any(_is(name, wanted) for name in names)}


def _is(name: str, wanted: str) -> bool:
    return name.startswith(fold(wanted[:-1])) if wanted.endswith("…") else name == fold(wanted)


def _all_names(store: Store, cell: object) -> set[str]:
    if isinstance(cell, Resource):
        thing = naming.index(store).things.get(cell.iri)
        local = cell.iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return {fold(name) for name in (cell.label, local, *(thing.others if thing else ()))}
    return {fold(str(cell))}


def table(outcomes: Iterable[Outcome]) -> str:
    """One line of figures, then the questions that were not answered rightly."""
    found = list(outcomes)
    counts = Counter(one.outcome for one in found)
    shares = " · ".join(f"{name} {counts[name]} ({counts[name] / max(1, len(found)):.0%})" for name in OUTCOMES)
    lines = [
        f"{one.outcome:7} {one.question}\n          {one.got} ≠ {one.expected}"
        for one in found
        if one.outcome != "right"
    ]
    return "\n".join([f"{len(found)} questions: {shares}", *lines])
