"""Tests of the languages: what is a query or an update, what the one answers and the other leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2
import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDFS
from w3c import compare
from w3c.manifests import Case, path, uri

QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
N_TRIPLES = "application/n-triples"


def run(case: Case, http: httpx2.Client) -> None:
    """Run a test. Raises AssertionError when it fails."""
    if "Syntax" in case.kind:
        _syntax(case, http)
    elif case.kind in ("QueryEvaluationTest", "CSVResultFormatTest"):
        _query(case, http)
    elif case.kind == "UpdateEvaluationTest":
        _update(case, http)
    else:
        raise AssertionError(f"no such kind of test: {case.kind}")


def clear(http: httpx2.Client) -> None:
    """Empty the store."""
    assert http.post("/sparql", data={"update": "DROP ALL"}).status_code == 204


def put(http: httpx2.Client, name: str | None, node: rdflib.term.Node) -> None:
    """Make a file the content of a graph (None: the default graph)."""
    file = path(node)
    triples = ox.parse(file.read_bytes(), format=compare.FORMATS[file.suffix], base_iri=uri(file))
    data = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES)
    where = {"default": ""} if name is None else {"graph": name}
    answer = http.put("/data", params=where, content=data, headers={"Content-Type": N_TRIPLES})
    assert answer.status_code in (201, 204), answer.text


def _syntax(case: Case, http: httpx2.Client) -> None:
    assert case.action is not None
    kind = "update" if "Update" in case.kind else "query"
    answer = http.post("/sparql", data={kind: _text(case.action)})
    good = (400,) if case.kind.startswith("Negative") else (200, 204, 409)  # 409: it parses, and finds no such graph
    assert answer.status_code in good, f"{answer.status_code} {answer.text[:200]}"


def _query(case: Case, http: httpx2.Client) -> None:
    graph, action = case.graph, case.action
    query = graph.value(action, QT.query)
    assert query is not None and case.result is not None
    text = _text(query)
    clear(http)
    for node in graph.objects(action, QT.data):
        put(http, None, node)
    named = {*graph.objects(action, QT.graphData)}
    for name in re.findall(r"FROM\s+(?:NAMED\s+)?<([^:>]+)>", text):
        named.add(rdflib.URIRef(uri(path(query).parent / name)))
    for node in named:
        put(http, str(node), node)
    wanted = path(case.result)
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}.get(wanted.suffix, "")
    accept = accept or f"application/sparql-results+json, {N_TRIPLES}"
    answer = http.post("/sparql", data={"query": text}, headers={"Accept": accept})
    assert answer.status_code == 200, f"{answer.status_code} {answer.text[:200]}"
    if wanted.suffix == ".csv":
        _same(compare.table(answer.text), compare.table(wanted.read_text(encoding="utf-8")))
        return
    media = answer.headers["content-type"].split(";")[0]
    if media == N_TRIPLES:
        _same(compare.graph(answer.content, ox.RdfFormat.N_TRIPLES), compare.file(wanted))
        return
    form = ox.QueryResultsFormat.TSV if "tab" in media else ox.QueryResultsFormat.JSON
    _same(compare.results(answer.content, form, case.lax), compare.expected(wanted, case.lax))


def _update(case: Case, http: httpx2.Client) -> None:
    graph = case.graph
    request = graph.value(case.action, UT.request)
    assert request is not None and case.action is not None and case.result is not None
    clear(http)
    for name, node in _dataset(graph, case.action):
        put(http, name, node)
    answer = http.post("/sparql", data={"update": _text(request)})
    assert answer.status_code == 204, f"{answer.status_code} {answer.text[:200]}"
    wanted = {name: compare.file(path(node)) for name, node in _dataset(graph, case.result)}
    rows = http.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()
    there = {row["g"]["value"] for row in rows["results"]["bindings"]}
    for name in {None, *there, *wanted}:
        where = {"default": ""} if name is None else {"graph": name}
        got = http.get("/data", params=where, headers={"Accept": N_TRIPLES})
        content = got.content if got.status_code == 200 else b""
        _same(compare.graph(content, ox.RdfFormat.N_TRIPLES), wanted.get(name, set()))


def _dataset(graph: rdflib.Graph, node: rdflib.term.Node) -> Iterator[tuple[str | None, rdflib.term.Node]]:
    for data in graph.objects(node, UT.data):
        yield None, data
    for part in graph.objects(node, UT.graphData):
        data, label = graph.value(part, UT.graph), graph.value(part, RDFS.label)
        assert data is not None
        yield str(label), data


def _text(node: rdflib.term.Node) -> str:
    return f"BASE <{node}>\n" + path(node).read_text(encoding="utf-8")


def _same(got: object, wanted: object) -> None:
    assert got == wanted, f"{got} is not {wanted}"
