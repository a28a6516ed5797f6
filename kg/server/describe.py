"""What the service says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from fastapi import Request

from kg.server import negotiate
from kg.server.evaluate import Body
from kg.server.settings import Settings

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RESULTS = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples RDF_XML JSON-LD"
).split()
_INPUTS = "Turtle N-Triples N-Quads TriG RDF_XML JSON-LD".split()


def body(request: Request, settings: Settings) -> Body:
    """The description in the RDF format that is accepted; Turtle where none of them is (a browser)."""
    accept = request.headers.get("accept", "")
    chosen = negotiate.chosen(accept, "turtle" if "text/html" in accept else None, negotiate.TRIPLES)
    endpoint = str(request.url.replace(query="", fragment=""))
    return Body(chosen[0], _written(_triples(endpoint, settings), chosen[1]))


def _triples(endpoint: str, settings: Settings) -> Iterator[ox.Triple]:
    service, dataset, graph = ox.NamedNode(endpoint), ox.BlankNode("dataset"), ox.BlankNode("graph")
    yield ox.Triple(service, _A, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if settings.writable:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
        for name in _INPUTS:
            yield ox.Triple(service, _sd("inputFormat"), ox.NamedNode(_FORMATS + name))
    for name in _RESULTS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    feature = "EmptyGraphs" if settings.plain else "UnionDefaultGraph"
    yield ox.Triple(service, _sd("feature"), _sd(feature))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _A, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, _A, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _written(triples: Iterator[ox.Triple], form: str) -> bytes:
    formats = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
    formats |= {"rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
    data = ox.serialize(triples, format=formats[form], prefixes={"sd": SD, "formats": _FORMATS})
    assert data is not None
    return data
