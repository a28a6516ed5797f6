"""Every question has its exact answer: on the article (`expected/`), or on a world of our own (below)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.query import Resource, answer, questions
from kg.query.labels import resolve
from kg.store import Store

EXPECTED = Path(__file__).parent / "expected"
ON_ARTICLE = sorted(path.stem for path in EXPECTED.glob("*.json"))

# question, parameters, columns, rows
ON_WORLD: tuple[tuple[str, dict[str, str], tuple[str, ...], list[tuple[Any, ...]]], ...] = (
    ("tallies", {}, ("text", "for", "against", "abstained"), [("résolution sur les marées", 12, 2, 3)]),
    (
        "dissent",
        {},
        ("actor", "relation", "text"),
        [
            ("Dystopia", "abstainsOn", "résolution sur les marées"),
            ("Cocagne", "opposes", "résolution sur les marées"),
        ],
    ),
    ("dissent", {"actor": "Cocagne"}, ("relation",), [("opposes",)]),
    ("unratified", {}, ("actor", "text"), [("Borduria", "charte des phares")]),
    ("common-partners", {"a": "Arcadie", "b": "Cocagne"}, ("partner", "type"), [("Borduria", "State")]),
    (
        "promises-kept",
        {},
        ("actor", "relation", "target", "promised", "reported"),
        [
            ("Arcadie", "hosts", "sommet des îles", "2030-01", "2030-06"),
            ("Borduria", "signs", "charte des phares", "2030-01", "2030-06"),
        ],
    ),
    ("promises-kept", {"actor": "Borduria"}, ("relation",), [("signs",)]),
    (
        "status-history",
        {"actor": "Arcadie"},
        ("relation", "published", "status", "article"),
        [
            ("hosts", "2030-01", "planned", "dépêche 2030-01"),
            ("hosts", "2030-06", "realised", "dépêche 2030-06"),
        ],
    ),
    (
        "conflicts",
        {},
        ("actor", "relation", "target", "status", "article", "contrary", "elsewhere"),
        [
            ("Dystopia", "memberOf", "Ligue des détroits", "ongoing", "dépêche 2030-06", "denied", "dépêche 2030-09"),
            (
                "Dystopia",
                "votesFor",
                "résolution sur les marées",
                "realised",
                "dépêche 2030-09",
                "abstainsOn",
                "dépêche 2030-03",
            ),
        ],
    ),
    (
        "vote-alike",
        {"actor": "Arcadie"},
        ("one", "other", "alike", "common"),
        [("Arcadie", "Borduria", 2, 2), ("Arcadie", "Dystopia", 1, 1), ("Arcadie", "Cocagne", 1, 2)],
    ),
    (
        "distinctions",
        {},
        ("actor", "quote", "article"),
        [("Arcadie", "Arcadie, seul État insulaire de la Ligue", "dépêche 2030-01")],
    ),
    (
        "single-source",
        {"actor": "Borduria"},
        ("relation", "target", "article"),
        [
            ("partnersWith", "Arcadie", "dépêche 2030-06"),
            ("partnersWith", "Cocagne", "dépêche 2030-06"),
            ("votesFor", "résolution sur les marées", "dépêche 2030-03"),
            ("votesFor", "résolution sur les vents", "dépêche 2030-03"),
        ],
    ),
)


@pytest.mark.parametrize("name", ON_ARTICLE)
def test_on_the_article(article: Store, name: str) -> None:
    case = json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))
    found = answer(article, name, **case["params"])
    # what the registry alone knows is no fact of the article
    rows = [row for row in found.rows if row.get("engagement", True) is not None]
    assert _read(rows, case["columns"]) == _named(article, case["rows"], rows, case["columns"])


@pytest.mark.parametrize(("name", "params", "columns", "rows"), ON_WORLD, ids=[f"{c[0]}{c[1]}" for c in ON_WORLD])
def test_on_our_world(
    world: Store, name: str, params: dict[str, str], columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    found = answer(world, name, **params).rows
    assert _read(found, columns) == _named(world, rows, found, columns)


def test_every_question_has_an_expected_result() -> None:
    assert set(questions()) == {*ON_ARTICLE, *(case[0] for case in ON_WORLD)}
    assert len(ON_ARTICLE) >= 25


@pytest.mark.parametrize("name", [case[0] for case in ON_WORLD])
def test_the_article_has_no_such_thing(article: Store, name: str) -> None:
    """What the article does not speak of gives no row, rather than a wrong one."""
    if name in ON_ARTICLE or name == "distinctions":  # the gold's passages are too short to hold a distinction
        return
    params = {"common-partners": {"a": "Maroc", "b": "États-Unis"}, "status-history": {"actor": "Maroc"}}.get(name, {})
    assert answer(article, name, **params).rows == []


def _read(rows: list[dict[str, Any]], columns: Any) -> list[tuple[Any, ...]]:
    """The cells of these columns, an IRI for each entity."""
    read = (tuple(c.iri if isinstance(c, Resource) else c for c in (row[name] for name in columns)) for row in rows)
    return sorted(read, key=repr)


def _named(store: Store, expected: Any, rows: list[dict[str, Any]], columns: Any) -> list[tuple[Any, ...]]:
    """The expected rows with each label replaced by the IRI it stands for, where the answer has entities."""
    things = {name for name in columns for row in rows if isinstance(row[name], Resource)}
    named = (
        tuple(
            resolve(store, cell) if name in things and cell else cell for name, cell in zip(columns, row, strict=True)
        )
        for row in expected
    )
    return sorted(named, key=repr)
