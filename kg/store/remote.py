"""Any SPARQL 1.1 endpoint as a store, through SPARQLWrapper: POST, time limits, retries, one kind of error.

Credentials come from `KG_STORE_USER` and `KG_STORE_PASSWORD` (or the address), digest authentication from
`KG_STORE_AUTH=digest`; they appear in no message.
"""

from __future__ import annotations

import http.client
import os
import re
import time
import urllib.error
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf import iris
from kg.store import union
from kg.store.base import Result, Store
from kg.store.guard import Shape
from kg.store.rows import Rows

TIMEOUT = 60  # seconds an endpoint may stay silent
ATTEMPTS = 4
BUSY = (429, 503)
_LONGEST_WAIT = 30.0
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
        self.address, self.update_address, self._login = addresses(address, update)
        self.read_only = read_only
        self._timeout = timeout
        self._union: dict[str, str] | None = None
        self._shows_union: bool | None = None

    @property
    def home(self) -> Path:
        return Path(Path.cwd().anchor)  # it outlives the folder this process is in

    def _query(self, sparql: str, shape: Shape) -> Result:
        rows = shape.form in ("SELECT", "ASK")
        union = {} if shape.names_graphs else self._union_parameters()
        data = self._post(self.address, sparql, "query", _ROWS if rows else _TRIPLES, union)
        try:
            return _result(data) if rows else [_triple(quad) for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.address}: the answer is cut or no SPARQL result ({error}); try again") from error

    def _update(self, sparql: str) -> None:
        self._post(self.update_address, sparql, "update", "*/*", {})
        if self._union == {}:
            self._union = None  # an empty store shows no union: look again

    def _keeps_union(self) -> bool:
        """Found once, before the first change: a graph is made, looked for in the default graph, and dropped."""
        if self._shows_union is None:
            graph = f"<{iris.GRAPH}probe/{uuid.uuid4()}>"
            self._update(f"INSERT DATA {{ GRAPH {graph} {{ {graph} {iris.VERSION} {graph} }} }}")
            try:
                self._shows_union = (
                    _result(self._post(self.address, f"ASK {{ {graph} ?p ?o }}", "query", _ROWS, {})) is True
                )
            finally:
                self._update(f"DROP SILENT GRAPH {graph}")
            if not self._shows_union and self._union_parameters():
                self._update(union.REDRAW)  # graphs that others put there
                self._union = None
        return not self._shows_union

    def _union_parameters(self) -> dict[str, str]:
        """The parameters with which this endpoint shows the union of its graphs, found once."""
        if self._union is None:
            probe = "SELECT (EXISTS { ?s ?p ?o } AS ?seen) { { SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1 } }"
            for parameters in _UNIONS:
                rows = list(_result(self._post(self.address, probe, "query", _ROWS, parameters)))  # type: ignore[arg-type]
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
        return self._union

    def _post(self, address: str, sparql: str, kind: str, accept: str, parameters: dict[str, str]) -> bytes:
        """The answer's body. Retries while the server is busy: a refused request has changed nothing."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._send(address, sparql, kind, accept, parameters)
            except urllib.error.HTTPError as error:
                if error.code not in BUSY or attempt == ATTEMPTS:
                    raise StoreError(f"{address}: {_status(error)}") from error
                time.sleep(_wait(error, attempt))
        raise AssertionError("the loop returns or raises")

    def _send(self, address: str, sparql: str, kind: str, accept: str, parameters: dict[str, str]) -> bytes:
        from SPARQLWrapper import SPARQLExceptions

        wrapper = self._wrapper(address, sparql, kind, accept, parameters)
        try:
            return bytes(wrapper.query().response.read())
        except SPARQLExceptions.QueryBadFormed as error:
            raise SyntaxError(_reason(error)) from None
        except SPARQLExceptions.Unauthorized as error:
            raise StoreError(
                f"{address}: the server wants a name and a password; set KG_STORE_USER and KG_STORE_PASSWORD"
            ) from error
        except SPARQLExceptions.SPARQLWrapperException as error:
            raise StoreError(f"{address}: the server refused the request ({_reason(error)})") from error
        except urllib.error.HTTPError:
            raise
        except TimeoutError as error:
            raise StoreError(f"{address}: no answer within {self._timeout} s; narrow the question") from error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise StoreError(f"{address}: no answer within {self._timeout} s; is the server busy?") from error
            why = getattr(error, "reason", None) or error
            raise StoreError(f"{address}: cannot be reached ({_line(str(why))}); is the server running?") from error

    def _wrapper(self, address: str, sparql: str, kind: str, accept: str, parameters: dict[str, str]) -> Any:
        from SPARQLWrapper import BASIC, DIGEST, POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper

        wrapper = SPARQLWrapper(address, updateEndpoint=address)
        wrapper.setOnlyConneg(True)  # no vendor parameters: the Accept header says it
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY if kind == "update" else URLENCODED)
        wrapper.setTimeout(self._timeout)
        for name, value in parameters.items():
            wrapper.addParameter(name, value)
        # Not setQuery: it guesses the kind with regular expressions and sends a doubtful update as a SELECT.
        wrapper.queryString = sparql
        wrapper.queryType = "INSERT" if kind == "update" else "SELECT"
        if self._login:
            wrapper.setHTTPAuth(DIGEST if os.environ.get("KG_STORE_AUTH") == "digest" else BASIC)
            wrapper.setCredentials(*self._login)
        return wrapper


def addresses(address: str, update: str | None = None) -> tuple[str, str, tuple[str, str] | None]:
    """The address for queries, the one for updates, and (user, password), taken out of the address.

    A bare server gets Oxigraph's `/query` and `/update`; `…/query` updates at `…/update` (Oxigraph, Fuseki),
    `…/repositories/x` at `…/statements` (RDF4J, GraphDB); any other address takes both.

    >>> addresses("http://localhost:7878")[:2]
    ('http://localhost:7878/query', 'http://localhost:7878/update')
    """
    parts = urlsplit(address)
    user, password = os.environ.get("KG_STORE_USER"), os.environ.get("KG_STORE_PASSWORD", "")
    if parts.username:
        user, password = unquote(parts.username), unquote(parts.password or "")
    path = parts.path.rstrip("/") or "/query"
    query = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, parts.query, ""))
    if update is None:
        if path.endswith("/query"):
            update = query.replace(path, path.removesuffix("/query") + "/update", 1)
        elif re.search(r"/repositories/[^/]+$", path):
            update = query.replace(path, path + "/statements", 1)
    return query, update or query, (user, password) if user else None


def _result(data: bytes) -> Rows | bool:
    parsed = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    return bool(parsed) if isinstance(parsed, ox.QueryBoolean) else Rows(parsed.variables, parsed)


def _triple(quad: ox.Quad) -> ox.Triple:
    return ox.Triple(quad.subject, quad.predicate, quad.object)


def _wait(error: urllib.error.HTTPError, attempt: int) -> float:
    asked = str(error.headers.get("Retry-After") or "") if error.headers else ""
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else 0.25 * 2 ** (attempt - 1)


def _status(error: urllib.error.HTTPError) -> str:
    if error.code in BUSY:
        return f"the server is still busy after {ATTEMPTS} attempts ({error.code}); try again later"
    advice = "check the rights of this user" if error.code == 403 else "check the address"
    return f"the server answered {error.code} {error.reason}; {advice}"


def _reason(error: Exception) -> str:
    """What the server itself says, without SPARQLWrapper's wrapping."""
    text = str(error)
    if match := re.search(r"Response:\s*(?:b'|b\")?(.*)", text, re.DOTALL):
        text = match[1].rstrip("'\"")
    return _line(text)


def _line(text: str) -> str:
    return " ".join(text.replace("\\n", " ").split())[:300]
