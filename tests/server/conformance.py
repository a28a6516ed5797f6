"""The W3C's SPARQL test suites, run over HTTP against `kg serve --plain`.

    python tests/server/conformance.py FOLDER…   a folder with manifests (data-sparql11, data-r2), or one of its folders

Entailment regimes and federated queries are left out: the first are another language, the second are refused.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
LEFT_OUT = {"entailment", "service", "syntax-fed", "protocol", "service-description", "http-rdf-update"}
TOKEN = "conformance"
HOME = "http://w3c.test"
_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".n3": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML}
_FORMATS |= {".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}
_RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}

Rows = set[str]


@dataclass(frozen=True)
class Case:
    """One test of a manifest: `action` and `result` are nodes of `graph`."""

    kind: str
    name: str
    graph: rdflib.Graph = field(repr=False)
    action: rdflib.term.Node
    result: rdflib.term.Node | None
    lax: bool = False  # as many equal rows as it likes (REDUCED)


def cases(manifest: Path) -> Iterator[Case]:
    """The tests of a manifest and of those it includes."""
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=_uri(manifest))
    for included in graph.objects(None, MF.include):
        for other in Collection(graph, included):
            path = _path(other)
            if path.parent.name not in LEFT_OUT and path.exists():
                yield from cases(path)
    for entries in graph.objects(None, MF.entries):
        for node in Collection(graph, entries):
            kind = graph.value(node, RDF.type)
            action = graph.value(node, MF.action)
            if kind is not None and action is not None:
                name = f"{manifest.parent.name}: {graph.value(node, MF.name)}"
                lax = (node, MF.resultCardinality, MF.LaxCardinality) in graph
                yield Case(kind.split("#")[-1], name, graph, action, graph.value(node, MF.result), lax)


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


def _syntax(case: Case, http: httpx2.Client) -> None:
    kind = "update" if "Update" in case.kind else "query"
    answer = http.post("/sparql", data={kind: _text(case.action)})
    good = (400,) if case.kind.startswith("Negative") else (200, 204, 409)  # 409: it parses, and finds no such graph
    assert answer.status_code in good, f"{answer.status_code} {answer.text[:200]}"


def _query(case: Case, http: httpx2.Client) -> None:
    graph, action = case.graph, case.action
    query = graph.value(action, QT.query)
    assert query is not None and case.result is not None
    text = _text(query)
    _clear(http)
    for node in graph.objects(action, QT.data):
        _put(http, None, node)
    named = {*graph.objects(action, QT.graphData)}
    for name in re.findall(r"FROM\s+(?:NAMED\s+)?<([^:>]+)>", text):
        named.add(rdflib.URIRef(_uri(_path(query).parent / name)))
    for node in named:
        _put(http, str(node), node)
    expected = _path(case.result)
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}.get(expected.suffix, "")
    accept = accept or "application/sparql-results+json, application/n-triples"
    answer = http.post("/sparql", data={"query": text}, headers={"Accept": accept})
    assert answer.status_code == 200, f"{answer.status_code} {answer.text[:200]}"
    if expected.suffix == ".csv":
        got, wanted = _table(answer.text), _table(expected.read_text(encoding="utf-8"))
        assert got == wanted, f"{got} is not {wanted}"
        return
    media = answer.headers["content-type"].split(";")[0]
    if media == "application/n-triples":
        assert _graph(answer.content, ox.RdfFormat.N_TRIPLES) == _file(expected)
        return
    form = ox.QueryResultsFormat.TSV if "tab" in media else ox.QueryResultsFormat.JSON
    got, wanted = _results(answer.content, form, case.lax), _expected(expected, case.lax)
    assert got == wanted, f"{got} is not {wanted}"


def _update(case: Case, http: httpx2.Client) -> None:
    graph = case.graph
    request = graph.value(case.action, UT.request)
    assert request is not None and case.result is not None
    _clear(http)
    for name, node in _dataset(graph, case.action):
        _put(http, name, node)
    answer = http.post("/sparql", data={"update": _text(request)})
    assert answer.status_code == 204, f"{answer.status_code} {answer.text[:200]}"
    wanted = {name: _file(_path(node)) for name, node in _dataset(graph, case.result)}
    rows = http.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()
    there = {row["g"]["value"] for row in rows["results"]["bindings"]}
    for name in {None, *there, *wanted}:
        where = {"default": ""} if name is None else {"graph": name}
        got = http.get("/data", params=where, headers={"Accept": "application/n-triples"})
        content = got.content if got.status_code == 200 else b""
        assert _graph(content, ox.RdfFormat.N_TRIPLES) == wanted.get(name, set()), f"{name}: {got.text[:200]}"


def _dataset(graph: rdflib.Graph, node: rdflib.term.Node) -> Iterator[tuple[str | None, rdflib.term.Node]]:
    for data in graph.objects(node, UT.data):
        yield None, data
    for part in graph.objects(node, UT.graphData):
        data, label = graph.value(part, UT.graph), graph.value(part, RDFS.label)
        assert data is not None
        yield str(label), data


def _clear(http: httpx2.Client) -> None:
    assert http.post("/sparql", data={"update": "DROP ALL"}).status_code == 204


def _put(http: httpx2.Client, name: str | None, node: rdflib.term.Node) -> None:
    path = _path(node)
    triples = ox.parse(path.read_bytes(), format=_FORMATS[path.suffix], base_iri=_uri(path))
    data = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES)
    where = {"default": ""} if name is None else {"graph": name}
    answer = http.put("/data", params=where, content=data, headers={"Content-Type": "application/n-triples"})
    assert answer.status_code in (201, 204), answer.text


def _text(node: rdflib.term.Node) -> str:
    return f"BASE <{node}>\n" + _path(node).read_text(encoding="utf-8")


def _path(node: rdflib.term.Node) -> Path:
    from urllib.request import url2pathname

    return Path(url2pathname(str(node).removeprefix(HOME)))


def _uri(path: Path) -> str:
    """What a file is called: not `file:`, which the service refuses."""
    return path.as_uri().replace("file://", HOME, 1)


# ---- comparing


def _file(path: Path) -> Rows:
    return _graph(path.read_bytes(), _FORMATS[path.suffix], _uri(path))


def _graph(data: bytes, form: ox.RdfFormat, base: str | None = None) -> Rows:
    return _canonical(ox.parse(data, format=form, base_iri=base))


def _canonical(quads: Iterable[ox.Quad]) -> Rows:
    """Triples as text, literals as the store keeps them, blank nodes named by what is around them."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = ox.Dataset(store)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in data}


def _expected(path: Path, lax: bool) -> Rows:
    if path.suffix in _RESULTS:
        return _results(path.read_bytes(), _RESULTS[path.suffix], lax)
    quads = [*ox.parse(path.read_bytes(), format=_FORMATS[path.suffix], base_iri=_uri(path))]
    for quad in quads:
        if quad.predicate.value == RS + "boolean":
            return {"true" if quad.object.value in ("true", "1") else "false"}
    if not any(quad.predicate.value == RS + "resultVariable" for quad in quads):
        return _canonical(quads)
    return _rows(_read_set(quads), lax)


def _read_set(quads: list[ox.Quad]) -> Iterator[dict[str, ox.Term]]:
    """The solutions of a result set written in RDF."""
    by: dict[object, list[ox.Quad]] = {}
    for quad in quads:
        by.setdefault(quad.subject, []).append(quad)
    for quad in quads:
        if quad.predicate.value == RS + "solution":
            row = {}
            for binding in (q.object for q in by.get(quad.object, []) if q.predicate.value == RS + "binding"):
                parts = {q.predicate.value.removeprefix(RS): q.object for q in by[binding]}
                row[parts["variable"].value] = parts["value"]
            yield row


def _results(data: bytes, form: ox.QueryResultsFormat, lax: bool) -> Rows:
    parsed = ox.parse_query_results(data, format=form)
    if isinstance(parsed, ox.QueryBoolean):
        return {str(bool(parsed)).lower()}
    names = [variable.value for variable in parsed.variables]
    return _rows(({n: row[n] for n in names if row[n] is not None} for row in parsed), lax)


def _rows(rows: Iterable[dict[str, ox.Term]], lax: bool) -> Rows:
    """Solutions as a graph, one blank node each (as many as there are), so that blank nodes compare as in graphs."""
    found = []
    kept = {str(sorted(row.items())): row for row in rows}.values() if lax else rows
    for number, row in enumerate(kept):
        node = ox.BlankNode(f"row{number}")
        found.append(ox.Quad(node, ox.NamedNode(f"{RS}row"), ox.NamedNode(RS)))
        found += [ox.Quad(node, ox.NamedNode(f"{RS}x-{name}"), term) for name, term in row.items()]
    return _canonical(found)


def _table(text: str) -> Counter[frozenset[tuple[str, str]]]:
    """Rows by column: the order of the columns of `SELECT *` is free."""
    rows = csv.DictReader(io.StringIO(text))
    return Counter(frozenset((k, "_:" if v.startswith("_:") else v) for k, v in row.items()) for row in rows)


# ---- the run


def main(folders: list[str]) -> int:
    """Run every test of the folders, print what fails and how many pass; 1 when one fails."""
    passed, all_, failures = Counter[str](), Counter[str](), []
    with tempfile.TemporaryDirectory() as store:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--plain", "--writable"]
        command += ["--token", TOKEN, "--port", "0", "--store", f"{store}/db", "--budget", "100000"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr is not None
            address = re.findall(r"http://[\d.]+:\d+", server.stderr.readline())[0]
            with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as http:
                for case in (case for folder in folders for case in cases(_manifest(Path(folder).resolve()))):
                    all_[case.kind] += 1
                    try:
                        run(case, http)
                        passed[case.kind] += 1
                    except Exception as error:
                        failures.append(f"{case.kind} {case.name}: {str(error)[:300]}")
        finally:
            server.terminate()
            server.wait(timeout=30)
    print(*failures, sep="\n")
    for kind in sorted(all_):
        print(f"{kind:28} {passed[kind]:4} / {all_[kind]}")
    print(f"{'all':28} {passed.total():4} / {all_.total()}")
    return int(bool(failures))


def _manifest(folder: Path) -> Path:
    names = ("manifest-all.ttl", "manifest-evaluation.ttl", "manifest.ttl")
    return next(folder / name for name in names if (folder / name).exists())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
