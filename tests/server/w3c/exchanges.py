"""Requests in a row, and what each answer has to be: the form that tests of the two protocols take."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph as ox
from w3c import compare

ROWS = {"application/sparql-results+json": ox.QueryResultsFormat.JSON}
ROWS |= {"application/sparql-results+xml": ox.QueryResultsFormat.XML}
TABLES = ROWS | {"text/csv": ox.QueryResultsFormat.CSV, "text/tab-separated-values": ox.QueryResultsFormat.TSV}
GRAPHS = {"text/turtle": ox.RdfFormat.TURTLE, "application/rdf+xml": ox.RdfFormat.RDF_XML}
GRAPHS |= {"application/n-triples": ox.RdfFormat.N_TRIPLES, "application/ld+json": ox.RdfFormat.JSON_LD}
_FORMS: Mapping[str, Mapping[str, object]] = {"boolean": ROWS, "tabular": TABLES, "RDF": GRAPHS}
# The one expectation that the W3C's manifests put in words.
_ABSOLUTE = re.compile(r"one result with `\?(\w+)` bound to an IRI that is _not_ `<(.*)>`")


@dataclass(frozen=True)
class Expected:
    """What an answer has to be; None: whatever it likes.

    `statuses`: codes (201) or classes of them (2xx), one of which it has. `form`: boolean, tabular or RDF.
    `graph`: Turtle. `location`: the name (`$NAME$`) that later requests give to its Location header.
    """

    statuses: frozenset[str]
    form: str | None = None
    boolean: bool | None = None
    media: str | None = None
    graph: str | None = None
    location: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Step:
    """A request, to be sent as it stands, and what it demands. Paths start with /sparql or /gsp (the graph store)."""

    method: str
    path: str
    expected: Expected
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


@dataclass(frozen=True)
class Exchange:
    """A test: the named graphs it starts from (Turtle, by name), and its requests in order."""

    name: str
    steps: tuple[Step, ...]
    graphs: tuple[tuple[str, str], ...] = ()


class Line:
    """A line to a service. Nothing is added to a request but the token; nothing in it is made better."""

    def __init__(self, address: str, token: str) -> None:
        self._host = urlsplit(address).netloc
        self._token = token

    def send(self, step: Step) -> tuple[int, dict[str, str], bytes]:
        """The status, the headers (in lower case) and the body of the answer."""
        connection = http.client.HTTPConnection(self._host, timeout=60)
        try:
            connection.putrequest(step.method, step.path, skip_accept_encoding=True)
            for name, value in (*step.headers, ("Authorization", f"Bearer {self._token}")):
                connection.putheader(name, value)
            if step.body is not None or step.method in ("POST", "PUT"):
                connection.putheader("Content-Length", str(len(step.body or b"")))
            connection.endheaders(step.body)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


def play(exchange: Exchange, line: Line) -> None:
    """Empty the store, load the graphs, send the requests. Raises AssertionError at the first wrong answer."""
    done = Expected(frozenset({"2xx"}))
    drop = (("Content-Type", "application/sparql-update"),)
    _step(line, Step("POST", "/sparql", done, drop, b"DROP ALL"))
    for name, turtle in exchange.graphs:
        _step(line, Step("PUT", f"/gsp?graph={name}", done, (("Content-Type", "text/turtle"),), turtle.encode()))
    given: dict[str, str] = {}
    for step in exchange.steps:
        _step(line, step, given)


def _step(line: Line, step: Step, given: dict[str, str] | None = None) -> None:
    """Send one request and judge its answer; `given`: values by name, to which it may add."""
    given = {} if given is None else given
    path = "/data" + step.path[4:] if step.path.startswith("/gsp") else step.path
    body = step.body
    for name, value in given.items():
        path = path.replace(name, value)
        body = body and body.replace(name.encode(), value.encode())
    status, headers, data = line.send(Step(step.method, path, step.expected, step.headers, body))
    told = f"{step.method} {path}: {status} {data[:200]!r}"
    expected = step.expected
    assert {str(status), f"{status // 100}xx"} & expected.statuses, f"{told} is none of {sorted(expected.statuses)}"
    if expected.location is not None:
        assert "location" in headers, f"{told} has no Location"
        given[expected.location] = headers["location"]
    _content(expected, headers.get("content-type", ""), data, told)


def _content(expected: Expected, header: str, data: bytes, told: str) -> None:
    media = header.partition(";")[0].strip().lower()
    if expected.media is not None:
        assert media == expected.media, f"{told} is {media}, not {expected.media}"
    if expected.form is not None:
        assert media in _FORMS[expected.form], f"{told} is {media}, not {expected.form}"
        _parsed(expected.form, media, data)
    if expected.boolean is not None:
        assert compare.results(data, ROWS[media]) == {str(expected.boolean).lower()}, told
    if expected.graph is not None:
        wanted = compare.graph(expected.graph, ox.RdfFormat.TURTLE)
        assert compare.graph(data, GRAPHS[media]) == wanted, f"{told} is not {expected.graph}"
    if expected.words is not None:
        _absolute(expected.words, ox.parse_query_results(data, format=TABLES[media]), told)


def _parsed(form: str, media: str, data: bytes) -> None:
    """Raise SyntaxError or ValueError for what is not what its Content-Type says."""
    if form == "RDF":
        compare.graph(data, GRAPHS[media])
    elif media != "text/csv":  # which says nothing of its terms
        compare.results(data, TABLES[media])


def _absolute(words: str, rows: object, told: str) -> None:
    found = _ABSOLUTE.fullmatch(words)
    assert found, f"an expectation that is not understood: {words}"
    assert isinstance(rows, ox.QuerySolutions)
    terms = [row[found[1]] for row in rows]
    assert len(terms) == 1 and isinstance(terms[0], ox.NamedNode), told
    assert urlsplit(terms[0].value).scheme and terms[0].value != found[2], told
