"""Any SPARQL 1.1 endpoint as a store: how it shows the union of its graphs, and what its dialect asks for."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf import iris
from kg.store import union, virtuoso
from kg.store.base import Result, Store
from kg.store.guard import Shape
from kg.store.rows import Rows
from kg.store.wire import TIMEOUT, Wire, addresses

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"

# How endpoints that nobody keeps a union in are asked for one: not at all, as Oxigraph, as Jena Fuseki.
_UNIONS: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)


class RemoteStore(Store):
    """A SPARQL endpoint. Closing it does nothing: the graph is the server's."""

    def __init__(self, address: str, update: str | None = None, read_only: bool = False, timeout: int = TIMEOUT):
        """`update` is derived from `address` when None (see `addresses`). Nothing is sent yet."""
        self.address, self.update_address, login = addresses(address, update)
        self.read_only = read_only
        self._wire = Wire(login, timeout)
        self._union: dict[str, str] | None = None
        self._home: str | None = None
        self._found_home = False
        self._writing = threading.Lock()

    @property
    def home(self) -> Path:
        return Path(Path.cwd().anchor)  # it outlives the folder this process is in

    def _query(self, sparql: str, shape: Shape) -> Result:
        rows = shape.form in ("SELECT", "ASK")
        union = {} if shape.names_graphs else self._union_parameters()
        text = virtuoso.question(sparql) if virtuoso.answers(self._wire.server) else sparql
        data = self._wire.post(self.address, text, "query", _ROWS if rows else _TRIPLES, union)
        try:
            if rows and virtuoso.answers(self._wire.server):
                data = virtuoso.answer(data)
            return _result(data) if rows else [_triple(quad) for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.address}: the answer is cut or no SPARQL result ({error}); try again") from error

    def _update(self, sparql: str) -> None:
        text = virtuoso.change(sparql) if virtuoso.answers(self._wire.server) else sparql
        with self._writing:  # what one update reads, another may be changing: not every server tells them apart
            self._wire.post(self.update_address, text, "update", "*/*", {})
        if self._union == {}:
            self._union = None  # an empty store shows no union: look again

    def _union_home(self) -> str | None:
        if not self._found_home:
            self._home = self._find_home()
            self._found_home = True
        return self._home

    def _find_home(self) -> str | None:
        """Found once, before the first change: a graph is made, looked for in the default graph, and dropped."""
        graph = f"<{iris.GRAPH}probe/{uuid.uuid4()}>"
        self._update(f"INSERT DATA {{ GRAPH {graph} {{ {graph} {iris.VERSION} {graph} }} }}")
        try:
            shown = self._asks(f"ASK {{ {graph} ?p ?o }}")
        finally:
            self._update(f"DROP SILENT GRAPH {graph}")
        if virtuoso.answers(self._wire.server):
            if not self._asks(f"ASK {{ GRAPH <{virtuoso.UNION}> {{ ?s ?p ?o }} }}"):
                self._update(union.redraw(virtuoso.UNION))
            return virtuoso.UNION
        if shown:
            return None
        if self._union_parameters():
            self._update(union.redraw())  # graphs that others put there
            self._union = None
        return ""

    def _union_parameters(self) -> dict[str, str]:
        """The parameters with which this endpoint shows the union of its graphs, found once."""
        if self._union is None:
            probe = "SELECT (EXISTS { ?s ?p ?o } AS ?seen) { { SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1 } }"
            for parameters in _UNIONS:
                rows = list(_result(self._wire.post(self.address, probe, "query", _ROWS, parameters)))  # type: ignore[arg-type]
                if not rows:
                    return {}  # no graph yet
                if rows[0]["seen"].value in ("true", "1"):
                    self._union = parameters
                    break
            else:
                raise StoreError(
                    f"{self.address}: this endpoint does not show its named graphs together; set its default graph to "
                    "their union (oxigraph serve --union-default-graph, Fuseki tdb2:unionDefaultGraph)"
                )
            kept = f"ASK {{ GRAPH <{virtuoso.UNION}> {{ ?s ?p ?o }} }}"
            if virtuoso.answers(self._wire.server) and self._asks(kept):
                self._union = virtuoso.PARAMETERS
        return self._union

    def _asks(self, sparql: str) -> bool:
        """The answer to an ASK, as the server sees its graphs without our help."""
        return _result(self._wire.post(self.address, sparql, "query", _ROWS, {})) is True


def _result(data: bytes) -> Rows | bool:
    parsed = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    return Rows(parsed.variables, parsed)


def _triple(quad: ox.Quad) -> ox.Triple:
    return ox.Triple(quad.subject, quad.predicate, quad.object)
