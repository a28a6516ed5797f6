"""Values stay values: whatever is asked for, the store is asked the same questions, with another term in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from kg.errors import KgError
from kg.query import catalog, params
from kg.query.catalog import Parameter
from kg.store import open_store
from kg.store.base import Result
from kg.store.embedded import EmbeddedStore
from kg.store.guard import Shape, code

from .naughty import ALL, PAYLOADS


class Listening(EmbeddedStore):
    """A store that remembers what it was asked."""

    asked: list[str]

    def _query(self, sparql: str, shape: Shape) -> Result:
        self.asked.append(_blanked(sparql))
        return super()._query(sparql, shape)


def _blanked(sparql: str) -> str:
    """A query with its strings and addresses blanked, and as many of them in a list as there may be."""
    return re.sub(r'((?:""(?:@\w+)?|<>) )+', "… ", re.sub(r"\s+", " ", code(sparql)))


@pytest.fixture(scope="module")
def listening() -> Iterator[Listening]:
    store = Listening("memory:")
    store.asked = []
    with open_store("memory:") as other:
        store.inner.bulk_extend(other.inner)  # type: ignore[attr-defined]
    yield store
    store.close()


def asked(store: Listening, question: catalog.Question, name: str, value: str) -> set[str]:
    """What the store is asked for a value of one parameter, and the question itself if it comes to that."""
    store.asked = []
    try:
        return {_blanked(params.bind(question, {name: value}, store)), *store.asked}
    except KgError:
        return {*store.asked}


def test_there_are_enough_of_them() -> None:
    assert len(set(ALL)) >= 500


def test_no_name_changes_a_question(listening: Listening) -> None:
    question = catalog.find("roles")
    plain = ("Maroc", "rien de tel", "http://x/nothing", "l’ONU", "state/ma", "État")
    known = {shape for text in plain for shape in asked(listening, question, "actor", text)}
    assert len(known) > 3
    for text in ALL:
        assert asked(listening, question, "actor", text) <= known, text


def test_a_text_is_the_text(listening: Listening) -> None:
    parameter = Parameter("x", "text", catalog.Bilingual("x", "x"), variable="x")
    for text in ALL:
        (term,) = params.terms(parameter, text, listening)
        (row,) = listening.inner.query(f"SELECT ({term} AS ?x) {{}}")
        assert row["x"].value == text


@pytest.mark.parametrize("kind", ["date", "status", "relation", "integer"])
def test_what_is_no_date_no_status_no_number_is_refused(listening: Listening, kind: str) -> None:
    parameter = Parameter("x", kind, catalog.Bilingual("x", "x"), variable="x")
    for text in PAYLOADS:
        with pytest.raises(KgError):
            params.terms(parameter, text, listening)


def test_over_http_each_is_answered_in_good_order(reading: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = reading.get("/sparql", params={"query": count}).content
    for text in ALL[::9]:
        for path, name in (("/questions/roles", "actor"), ("/ask", "q"), ("/sparql", "query"), ("/data", "graph")):
            answer = reading.get(path, params={name: text})
            assert answer.status_code in (200, 400, 404), (path, text, answer.text)
    assert reading.get("/sparql", params={"query": count}).content == before
