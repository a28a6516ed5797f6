"""Answers as sets of text that are equal exactly where the answers are: blank nodes named by what is around them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from w3c.manifests import uri

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".n3": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML}
FORMATS |= {".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}
_RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}

Rows = set[str]


def graph(data: bytes | str, form: ox.RdfFormat, base: str | None = None) -> Rows:
    """The triples of a graph. Raises SyntaxError for what is not in this form."""
    return _canonical(ox.parse(data, format=form, base_iri=base))


def file(path: Path) -> Rows:
    """The triples of a file."""
    return graph(path.read_bytes(), FORMATS[path.suffix], uri(path))


def results(data: bytes, form: ox.QueryResultsFormat, lax: bool = False) -> Rows:
    """The solutions of an answer, or `true` or `false`; `lax`: equal rows count as one."""
    parsed = ox.parse_query_results(data, format=form)
    if isinstance(parsed, ox.QueryBoolean):
        return {str(bool(parsed)).lower()}
    names = [variable.value for variable in parsed.variables]
    return _rows(({n: row[n] for n in names if row[n] is not None} for row in parsed), lax)


def expected(path: Path, lax: bool) -> Rows:
    """What a file of results demands: solutions (also written in RDF), a graph, `true` or `false`."""
    if path.suffix in _RESULTS:
        return results(path.read_bytes(), _RESULTS[path.suffix], lax)
    quads = [*ox.parse(path.read_bytes(), format=FORMATS[path.suffix], base_iri=uri(path))]
    for quad in quads:
        if quad.predicate.value == RS + "boolean":
            return {"true" if quad.object.value in ("true", "1") else "false"}
    if not any(quad.predicate.value == RS + "resultVariable" for quad in quads):
        return _canonical(quads)
    return _rows(_read_set(quads), lax)


def table(text: str) -> Counter[frozenset[tuple[str, str]]]:
    """Rows by column: the order of the columns of `SELECT *` is free."""
    rows = csv.DictReader(io.StringIO(text))
    return Counter(frozenset((k, "_:" if v.startswith("_:") else v) for k, v in row.items()) for row in rows)


def _canonical(quads: Iterable[ox.Quad]) -> Rows:
    """Triples as text, literals as the store keeps them."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    data = ox.Dataset(store)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in data}


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


def _rows(rows: Iterable[dict[str, ox.Term]], lax: bool) -> Rows:
    """Solutions as a graph, one blank node each (as many as there are), so that blank nodes compare as in graphs."""
    found = []
    kept = {str(sorted(row.items())): row for row in rows}.values() if lax else rows
    for number, row in enumerate(kept):
        node = ox.BlankNode(f"row{number}")
        found.append(ox.Quad(node, ox.NamedNode(f"{RS}row"), ox.NamedNode(RS)))
        found += [ox.Quad(node, ox.NamedNode(f"{RS}x-{name}"), term) for name, term in row.items()]
    return _canonical(found)
