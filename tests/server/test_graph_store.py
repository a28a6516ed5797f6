"""SPARQL 1.1 Graph Store Protocol: what the W3C's tests demand, in requests of our own, on a plain store; and what
differs where the default graph is the union."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from kg.rdf import iris

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
ONE = "http://localhost/data/person/1.ttl"
NAMED = "<#me> <http://x/card> [ <http://x/name> 'Jeanne Dupont' ] ."
NAMELESS = "[] <http://x/card> [ <http://x/given> 'Alice' ] ."


def triples(answer: object) -> ox.Dataset:
    """The graph of an answer in Turtle, canonical, so that blank nodes compare."""
    assert getattr(answer, "status_code") == 200  # noqa: B009
    assert getattr(answer, "headers")["content-type"] == "text/turtle; charset=utf-8"  # noqa: B009
    return graph(getattr(answer, "text"))  # noqa: B009


def graph(turtle: str, base: str = ONE) -> ox.Dataset:
    made = ox.Dataset(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE, base_iri=base))
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return made


def test_a_graph_is_put_read_and_replaced(plain: TestClient) -> None:
    assert plain.put(ONE, content=NAMED, headers=TURTLE).status_code == 201
    assert triples(plain.get("/data", params={"graph": ONE})) == graph(NAMED)
    other = NAMED.replace("Jeanne", "Jean")
    assert plain.put(ONE, content=other, headers=TURTLE).status_code == 204
    assert triples(plain.get(ONE, headers={"Accept": "text/turtle"})) == graph(other)
    assert plain.put("/data", params={"graph": ONE}, content=NAMED, headers=TURTLE).status_code == 204
    assert triples(plain.get(ONE)) == graph(NAMED)


def test_the_default_graph_is_put_read_and_removed(plain: TestClient) -> None:
    assert plain.put("/data?default", content=NAMELESS, headers=TURTLE).status_code == 201
    assert triples(plain.get("/data?default")) == graph(NAMELESS)
    assert plain.put("/data?default", content=NAMELESS, headers=TURTLE).status_code == 204
    assert triples(plain.get("/data?default")) == graph(NAMELESS)
    assert plain.delete("/data?default").status_code == 200
    assert len(triples(plain.get("/data?default"))) == 0


def test_what_is_not_what_it_says_changes_nothing(plain: TestClient) -> None:
    plain.put(ONE, content=NAMED, headers=TURTLE)
    for content, kind, status in (
        ("<rdf:RDF/>", "text/turtle", 400),
        (NAMED, "application/rdf+xml", 400),
        (NAMED, "application/pdf", 415),
        (NAMED, "", 415),
        (NAMED.encode("utf-16"), "text/turtle", 400),
        (f"<a:s> <a:p> <a:o> <{ONE}> .", "application/n-quads", 400),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rdf:RDF/>', "application/rdf+xml", 400),
    ):
        assert plain.put(ONE, content=content, headers={"Content-Type": kind}).status_code == status, kind
    assert triples(plain.get(ONE)) == graph(NAMED)


def test_a_graph_is_removed(plain: TestClient) -> None:
    plain.put(ONE, content=NAMED, headers=TURTLE)
    assert plain.delete(ONE).status_code == 200
    assert plain.get(ONE).status_code == 404
    assert plain.head(ONE).status_code == 404
    assert plain.delete(ONE).status_code == 404


def test_triples_are_added(plain: TestClient) -> None:
    plain.put(ONE, content=NAMED, headers=TURTLE)
    more = f"<{ONE}#me> <http://x/more> 1 ."
    assert plain.post(ONE, content=more, headers=TURTLE).status_code == 200
    assert triples(plain.get(ONE)) == graph(NAMED + more)


def test_several_files_are_added_as_a_form(plain: TestClient) -> None:
    plain.put(ONE, content=NAMED, headers=TURTLE)
    last, first = (f"<{ONE}#me> <http://x/{name}> '{name}é' ." for name in ("last", "first"))
    files = {
        "last.ttl": ("last.ttl", last.encode(), "text/turtle; charset=utf-8"),
        "first.nt": ("first.nt", first.replace("'", '"').encode(), "application/n-triples"),
    }
    assert plain.post(ONE, files=files).status_code == 200
    assert triples(plain.get(ONE)) == graph(NAMED + last + first)


def test_a_new_graph_gets_an_address(plain: TestClient) -> None:
    made = plain.post("/data", content=NAMELESS, headers=TURTLE)
    assert made.status_code == 201
    place = made.headers["location"]
    assert triples(plain.get(place)) == graph(NAMELESS)
    assert plain.post(place, content="", headers=TURTLE).status_code == 200
    assert triples(plain.get(place)) == graph(NAMELESS)


def test_an_empty_graph_is_there(plain: TestClient) -> None:
    assert plain.put(ONE, content="", headers=TURTLE).status_code == 201
    assert len(triples(plain.get(ONE))) == 0


def test_head_is_get_without_a_body(plain: TestClient) -> None:
    plain.put(ONE, content=NAMED, headers=TURTLE)
    head, got = plain.head(ONE), plain.get(ONE)
    assert head.status_code == 200 and head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"] == "text/turtle; charset=utf-8"
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/data", 400),
        ("/data?graph=a&default", 400),
        ("/data?graph=http://x/&graph=http://y/", 400),
        (f"{ONE}?default", 400),
        ("/data?graph=relative", 400),
        ("/data?graph=file:///etc/passwd", 400),
        ("/data?graph=http://x/", 404),
    ],
)
def test_one_graph_has_to_be_named(plain: TestClient, address: str, status: int) -> None:
    assert plain.get(address).status_code == status


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_a_graph_comes_in_each_form(reading: TestClient, form: str) -> None:
    from kg.store.exchange import FORMATS

    answer = reading.get("/data", params={"graph": iris.DERIVED, "format": form})
    assert answer.status_code == 200
    assert len(list(ox.parse(answer.content, format=FORMATS[form]))) > 3


def test_the_union_is_read_but_not_written_to(writable: TestClient) -> None:
    assert writable.get("/data", params={"default": "", "format": "ntriples"}).content.count(b"\n") > 10_000
    for answer in (
        writable.put("/data?default", content=NAMED, headers=TURTLE),
        writable.delete("/data?default"),
        writable.put("/data", params={"graph": iris.ONTOLOGY}, content=NAMED, headers=TURTLE),
    ):
        assert answer.status_code == 409


def test_the_union_shows_what_is_written(writable: TestClient) -> None:
    fact = "<http://x/s> <http://x/p> <http://x/o> ."
    both = "ASK { <http://x/s> <http://x/p> <http://x/o> . GRAPH ?g { <http://x/s> ?p ?o } }"

    def shown() -> bool:
        return bool(writable.get("/sparql", params={"query": both}).json()["boolean"])

    assert writable.put(ONE, content=fact, headers=TURTLE).status_code == 201
    assert shown()
    assert writable.put("http://localhost/data/other", content=fact, headers=TURTLE).status_code == 201
    assert writable.delete(ONE).status_code == 200
    assert shown(), "the other graph still says it"
    assert writable.delete("http://localhost/data/other").status_code == 200
    assert not shown()
