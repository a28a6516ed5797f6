"""Requests that would stop a careless endpoint: refused, or stopped in time, and the next one is answered.

How fast is measured by `make bench`; here times are asserted generously, for machines that do other things too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from kg.server.settings import Limits, Settings

from .conftest import client
from .hostile import QUERIES

LIMITS = Limits(seconds=2, memory=256 << 20, rows=5_000, workers=2, budget=10_000, patience=30)
SLACK = 3.0
REFUSED = {400, 413}
STOPPED = {422, 504, 507}


@pytest.fixture(scope="module")
def guarded(dispatches_db: str) -> Iterator[TestClient]:
    with client(dispatches_db, Settings(limits=LIMITS)) as made:
        yield made


def _count(service: TestClient) -> str:
    text = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    return str(service.get("/sparql", params={"query": text}).json()["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("name", QUERIES)
def test_it_is_refused_or_stopped_and_the_next_one_answered(guarded: TestClient, name: str) -> None:
    started = time.monotonic()
    answer = guarded.post(
        "/sparql", content=QUERIES[name].encode(), headers={"Content-Type": "application/sparql-query"}
    )
    took = time.monotonic() - started
    assert answer.status_code in REFUSED | STOPPED, f"{answer.status_code}: {answer.text[:200]}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert "\n" not in answer.json()["detail"] and len(answer.json()["detail"]) < 400
    assert took < LIMITS.seconds + SLACK
    assert guarded.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_what_is_asked_for_elsewhere_is_refused_before_it_is_computed(guarded: TestClient) -> None:
    """No worker is lost over them."""
    for name in (n for n in QUERIES if n.startswith(("another", "a file", "an ", "too long", "a long path"))):
        answer = guarded.post("/sparql", data={"query": QUERIES[name]})
        assert answer.status_code in REFUSED, name


def test_reading_changes_nothing(guarded: TestClient) -> None:
    before = _count(guarded)
    for text in ("CLEAR ALL", "DROP ALL", "INSERT DATA { <a:a> <a:a> 1 }", "DELETE WHERE { ?s ?p ?o }"):
        for request in ({"data": {"update": text}}, {"data": {"query": text}}, {"params": {"query": text}}):
            answer = guarded.post("/sparql", **request)  # type: ignore[arg-type]
            assert 400 <= answer.status_code < 500
    for method in ("PUT", "POST", "DELETE"):
        answer = guarded.request(method, "/data?graph=http://x/", content="", headers={"Content-Type": "text/turtle"})
        assert answer.status_code == 403
    assert _count(guarded) == before


def test_too_much_is_not_read(guarded: TestClient) -> None:
    for path, kind in (("/sparql", "application/sparql-query"), ("/sparql", "application/x-www-form-urlencoded")):
        answer = guarded.post(path, content=b"x" * (4 << 20), headers={"Content-Type": kind})
        assert answer.status_code == 413
