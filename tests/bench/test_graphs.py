"""The graphs to measure with: the same each time, of our own shape, and asked about by every question."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from kg import ingest
from kg.query import answer, questions
from kg.store import Store, open_store


@pytest.fixture(scope="module")
def graph() -> Store:
    from graphs import quads

    store = open_store("memory:")
    for article in quads(30_000):
        store.change([], article)
    ingest.derive(store)
    return store


def test_one_seed_gives_one_graph() -> None:
    from graphs import quads

    first, again, other = (list(quads(2_000, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert 2_000 <= sum(map(len, first)) < 4_000


def test_few_are_named_often_and_most_hardly_ever(graph: Store) -> None:
    from kg.query.terms import select

    query = "SELECT ?n { { SELECT ?x (COUNT(*) AS ?n) { ?f ent:agent ?x } GROUP BY ?x } } ORDER BY DESC(?n)"
    counts = [int(row["n"]) for row in select(graph, f"PREFIX ent: <https://w3id.org/entente/ontology#> {query}")]
    assert counts[0] >= 6 and counts[len(counts) // 2] == 1


def test_each_question_is_asked_about_something_that_is_there(graph: Store) -> None:
    from asked import ASKED, asked

    assert set(ASKED) == set(questions())
    silent = [each.name for each in asked(graph) if not answer(graph, each.name, **each.values).rows]
    assert len(silent) <= len(ASKED) // 2, silent


def test_the_plot_is_a_picture_of_all_sizes(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    from plot import plot

    found = {size: {"a": {"ms": size / 100, "rows": 3}, "b": {"ms": 1.0, "rows": 0}} for size in (100, 1000)}
    plot(found | {10_000: {"a": {"ms": 90.0, "rows": 3}, "b": {"error": "late"}}}, tmp_path / "plot.svg")
    drawn = ElementTree.parse(tmp_path / "plot.svg").getroot()
    lines = [node for node in drawn.iter() if node.tag.endswith("polyline")]
    assert len(lines) == 2 and all(len(line.get("points", "").split()) == 3 for line in lines)
