"""The W3C's manifests of the two protocols, entry by entry: HTTP in RDF (`ht:`) read as requests and expectations."""

from __future__ import annotations

from http import HTTPStatus

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDFS
from w3c.evaluation import UT
from w3c.exchanges import Exchange, Expected, Step
from w3c.manifests import MF, Case, path

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
_STATUSES = {f"StatusCode{n}xx": f"{n}xx" for n in range(1, 6)}
_STATUSES |= {status.phrase.replace(" ", ""): str(int(status)) for status in HTTPStatus}


def exchange(case: Case) -> Exchange:
    """The requests of an entry. Raises ValueError for an entry that only tells them in prose."""
    graph = case.graph
    requests = graph.value(case.action, HT.requests) if case.action is not None else None
    if requests is None:
        raise ValueError(f"{case.name}: the manifest has no ht:requests; take a newer one")
    steps = tuple(_step(graph, node) for node in Collection(graph, requests))
    graphs = []
    for part in graph.objects(case.node, UT.graphData):
        data = graph.value(part, UT.graph)
        assert data is not None
        graphs.append((str(graph.value(part, RDFS.label)), path(data).read_text(encoding="utf-8")))
    return Exchange(case.name, steps, tuple(graphs))


def _step(graph: rdflib.Graph, node: rdflib.term.Node) -> Step:
    answer = graph.value(node, HT.resp)
    assert answer is not None
    body = graph.value(node, HT.body)
    return Step(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        _expected(graph, answer),
        _headers(graph, node),
        None if body is None else _chars(graph, body).encode(str(graph.value(body, CNT.characterEncoding))),
    )


def _expected(graph: rdflib.Graph, answer: rdflib.term.Node) -> Expected:
    statuses = (str(status).rpartition("#")[2] for status in graph.objects(answer, MF.expectedStatus))
    boolean, body = graph.value(answer, MF.expectedBoolean), graph.value(answer, HT.body)
    media = dict(_headers(graph, answer)).get("content-type")
    return Expected(
        frozenset(_STATUSES[status] for status in statuses),
        form=_maybe(graph.value(answer, MF.expectedFormat)),
        boolean=None if boolean is None else str(boolean) in ("true", "1"),
        media=None if media is None else media.partition(";")[0].strip(),
        graph=None if body is None else _chars(graph, body),
        location=_maybe(graph.value(answer, MF.expectedLocation)),
        words=_maybe(graph.value(answer, MF.expectation)),
    )


def _headers(graph: rdflib.Graph, node: rdflib.term.Node) -> tuple[tuple[str, str], ...]:
    headers = graph.value(node, HT.headers)
    found = [] if headers is None else [*Collection(graph, headers)]
    return tuple((str(graph.value(h, HT.fieldName)), str(graph.value(h, HT.fieldValue))) for h in found)


def _chars(graph: rdflib.Graph, body: rdflib.term.Node) -> str:
    return str(graph.value(body, CNT.chars))


def _maybe(node: rdflib.term.Node | None) -> str | None:
    return None if node is None else str(node)
