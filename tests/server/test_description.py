"""Service description: what the W3C's three tests demand."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from kg.store.exchange import FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"


def described(client: TestClient, accept: str, form: str) -> ox.Store:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.status_code == 200
    store = ox.Store()
    store.load(answer.content, format=FORMATS[form])
    return store


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "rdfxml"),
        ("application/n-triples", "ntriples"),
        ("application/ld+json", "jsonld"),
        ("text/html,application/xhtml+xml;q=0.9", "turtle"),
        ("*/*", "turtle"),
    ],
)
def test_a_get_gives_rdf(reading: TestClient, accept: str, form: str) -> None:
    assert len(described(reading, accept, form)) > 5


def test_the_endpoint_is_named(reading: TestClient) -> None:
    store = described(reading, "text/turtle", "turtle")
    assert store.query(f"ASK {{ ?service a <{SD}Service> ; <{SD}endpoint> <http://localhost/sparql> }}")


def test_it_keeps_to_the_vocabulary(reading: TestClient, writable: TestClient) -> None:
    """Each property where the specification has it, on a subject and a value of the class it says."""
    instances = {
        "supportedLanguage": {"SPARQL11Query", "SPARQL11Update"},
        "feature": {"UnionDefaultGraph", "EmptyGraphs", "BasicFederatedQuery", "DereferencesURIs", "RequiresDataset"},
    }
    for client, updates in ((reading, False), (writable, True)):
        store = described(client, "text/turtle", "turtle")
        for name, known in instances.items():
            for row in store.query(f"SELECT ?s ?o {{ ?s <{SD}{name}> ?o }}"):
                assert row["o"].value.removeprefix(SD) in known
                assert store.query(f"ASK {{ {row['s']} a <{SD}Service> }}")
        assert store.query(f"ASK {{ ?s <{SD}supportedLanguage> <{SD}SPARQL11Query> }}")
        assert bool(store.query(f"ASK {{ ?s <{SD}supportedLanguage> <{SD}SPARQL11Update> }}")) is updates
        assert store.query(
            f"ASK {{ ?s a <{SD}Service> ; <{SD}defaultDataset> ?d . ?d a <{SD}Dataset> ; <{SD}defaultGraph> ?g . "
            f"?g a <{SD}Graph> }}"
        )
        for row in store.query(f"SELECT ?f {{ ?s <{SD}resultFormat>|<{SD}inputFormat> ?f }}"):
            assert row["f"].value.startswith("http://www.w3.org/ns/formats/")
