"""What the W3C's 34 tests of the SPARQL 1.1 Protocol demand, under their names, in requests of our own."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from w3c.exchanges import Exchange, Expected, Step

A, B, C = (f"http://data.test/{name}" for name in "abc")
GRAPHS = tuple((g, f"<{g}> a <http://data.test/Page> .") for g in (A, B, C))
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
DONE, REFUSED = frozenset({"2xx", "3xx"}), frozenset({"4xx"})
YES, FINE, NO = Expected(DONE, "boolean", True), Expected(DONE), Expected(REFUSED)


def _get(expected: Expected, *parameters: tuple[str, str]) -> Step:
    return Step("GET", _path(*parameters), expected)


def _post(expected: Expected, text: str | bytes, media: str | None, *parameters: tuple[str, str]) -> Step:
    headers = (("Content-Type", media),) if media else ()
    return Step(
        "POST", _path(*parameters), expected, headers, text if isinstance(text, bytes) else text.encode("utf-8")
    )


def _path(*parameters: tuple[str, str]) -> str:
    return f"/sparql/?{urlencode(parameters, quote_via=quote)}" if parameters else "/sparql/"


def _default(*graphs: str) -> list[tuple[str, str]]:
    return [("default-graph-uri", graph) for graph in graphs]


def _named(*graphs: str) -> list[tuple[str, str]]:
    return [("named-graph-uri", graph) for graph in graphs]


_PAGES = f"ASK {{ <{A}> a ?x . <{B}> a ?y FILTER NOT EXISTS {{ <{C}> a ?z }} }}"
_IN_GRAPHS = (
    f"ASK {{ GRAPH <{A}> {{ <{A}> a ?x }} GRAPH <{B}> {{ <{B}> a ?y }} "
    f"FILTER NOT EXISTS {{ GRAPH <{C}> {{ ?s ?p ?o }} }} }}"
)
_WHOLE = f"ASK {{ <{C}> a ?x GRAPH ?g {{ <{A}> a ?y }} GRAPH ?h {{ <{B}> a ?z }} FILTER NOT EXISTS {{ <{A}> a ?no }} }}"

QUERIES = {
    "query_get": [_get(YES, ("query", "ASK {}"))],
    "query_post_form": [_post(YES, "query=ASK+%7B%7D", FORM)],
    "query_post_direct": [_post(YES, "ASK {}", QUERY)],
    "query_dataset_default_graphs_get": [_get(YES, ("query", _PAGES), *_default(A, B))],
    "query_dataset_default_graphs_post": [_post(YES, _PAGES, QUERY, *_default(A, B))],
    "query_dataset_named_graphs_get": [_get(YES, ("query", _IN_GRAPHS), *_named(A, B))],
    "query_dataset_named_graphs_post": [_post(YES, _IN_GRAPHS, QUERY, *_named(A, B))],
    "query_dataset_full": [_post(YES, _WHOLE, QUERY, *_default(C), *_named(A, B))],
    "query_multiple_dataset": [
        _post(YES, _IN_GRAPHS.replace("ASK", f"ASK FROM NAMED <{C}>"), QUERY, *_named(A, B)),
        _post(Expected(DONE, "boolean", False), f"ASK FROM <{A}> {{ <{A}> ?p ?o }}", QUERY, *_default(B)),
    ],
    "query_content_type_select": [_post(Expected(DONE, "tabular"), "SELECT ('one' AS ?x) {}", QUERY)],
    "query_content_type_ask": [_post(Expected(DONE, "boolean"), "ASK {}", QUERY)],
    "query_content_type_describe": [_post(Expected(DONE, "RDF"), f"DESCRIBE <{A}>", QUERY)],
    "query_content_type_construct": [_post(Expected(DONE, "RDF"), "CONSTRUCT { <a> <b> 'c' } {}", QUERY)],
}

# Each names the graphs that its WHERE sees; what it saw is left in a graph that the second request looks into.
_OUT, _IN = "GRAPH <http://data.test/out>", "<http://data.test/in>"
_START = " ".join(f"GRAPH <{g}> {{ {turtle} }}" for g, turtle in GRAPHS)
_START = f"DROP ALL ; INSERT DATA {{ {_START} }} ; INSERT {{ {_OUT} {{ ?page {_IN} ?g }} }} WHERE "
_IN_DEFAULT, _IN_NAMED = "{ ?page a ?type BIND ('default' AS ?g) }", "{ GRAPH ?g { ?page a ?type } }"


def _saw(*seen: tuple[str, str]) -> Step:
    """A question whether exactly these pages were seen, each in this graph (`default`, or its own)."""
    pairs = " ".join(f"(<{page}> {where})" for page, where in seen)
    text = (
        f"ASK {{ {{ SELECT (COUNT(*) AS ?all) {{ {_OUT} {{ ?s ?p ?o }} }} }} "
        f"{{ SELECT (COUNT(*) AS ?these) {{ VALUES (?page ?g) {{ {pairs} }} "
        f"{_OUT} {{ ?page {_IN} ?g }} }} }} "
        f"FILTER (?all = {len(seen)} && ?these = {len(seen)}) }}"
    )
    return _post(YES, text, QUERY)


def _using(*graphs: str) -> list[tuple[str, str]]:
    return [("using-graph-uri", graph) for graph in graphs]


def _using_named(*graphs: str) -> list[tuple[str, str]]:
    return [("using-named-graph-uri", graph) for graph in graphs]


_ABSOLUTE = Expected(DONE, "tabular", words="one result with `?o` bound to an IRI that is _not_ `<leaf>`")
_EMPTY = _get(YES, ("query", f"ASK {{ FILTER NOT EXISTS {{ GRAPH <{A}> {{ ?s ?p ?o }} }} }}"))
UPDATES = {
    "update_post_form": [
        _post(FINE, "update=CLEAR+ALL", FORM),
        _EMPTY,
    ],
    "update_post_direct": [
        _post(FINE, "CLEAR ALL", UPDATE),
        _EMPTY,
    ],
    "update_dataset_default_graph": [_post(FINE, _START + _IN_DEFAULT, UPDATE, *_using(A)), _saw((A, "'default'"))],
    "update_dataset_default_graphs": [
        _post(FINE, _START + _IN_DEFAULT, UPDATE, *_using(A, B)),
        _saw((A, "'default'"), (B, "'default'")),
    ],
    "update_dataset_named_graphs": [
        _post(FINE, _START + _IN_NAMED, UPDATE, *_using_named(A, B)),
        _saw((A, f"<{A}>"), (B, f"<{B}>")),
    ],
    "update_dataset_full": [
        _post(FINE, f"{_START} {{ {_IN_NAMED} UNION {_IN_DEFAULT} }}", UPDATE, *_using(A), *_using_named(B)),
        _saw((A, "'default'"), (B, f"<{B}>")),
    ],
    "update_base_uri": [  # the graph that is cleared is not there
        _post(FINE, "CLEAR GRAPH <http://data.test/new> ; INSERT DATA { <http://data.test/s> a <leaf> }", UPDATE),
        _post(_ABSOLUTE, "SELECT ?o { <http://data.test/s> a ?o }", QUERY),
    ],
}
_UTF16 = "; charset=UTF-16"
BAD = {
    "bad_query_method": [Step("PUT", _path(("query", "ASK {}")), NO)],
    "bad_multiple_queries": [_get(NO, ("query", "ASK {}"), ("query", "SELECT ?x {}"))],
    "bad_query_wrong_media_type": [_post(NO, "ASK {}", "text/plain")],
    "bad_query_missing_form_type": [_post(NO, "query=ASK+%7B%7D", None)],
    "bad_query_missing_direct_type": [_post(NO, "ASK {}", None)],
    "bad_query_non_utf8": [_post(NO, "ASK {}".encode("utf-16"), QUERY + _UTF16)],
    "bad_query_syntax": [_get(NO, ("query", "ASK { ?s }"))],
    "bad_update_get": [_get(NO, ("update", "CLEAR ALL"))],
    "bad_multiple_updates": [_post(NO, "update=CLEAR+NAMED&update=CLEAR+ALL", FORM)],
    "bad_update_wrong_media_type": [_post(NO, "CLEAR ALL", "text/plain")],
    "bad_update_missing_form_type": [_post(NO, "update=CLEAR+ALL", None)],
    "bad_update_non_utf8": [_post(NO, "CLEAR ALL".encode("utf-16"), UPDATE + _UTF16)],
    "bad_update_syntax": [_post(NO, "update=CLEAR+THIS", FORM)],
    "bad_update_dataset_conflict": [
        _post(NO, f"WITH <{A}> DELETE {{ ?s a ?t }} WHERE {{ ?s a ?t }}", UPDATE, *_using_named(B)),
        _post(NO, f"DELETE {{ ?s a ?t }} USING <{A}> WHERE {{ ?s a ?t }}", UPDATE, *_using(B)),
    ],
}
_KEPT = _get(YES, ("query", _IN_GRAPHS.replace("NOT EXISTS", "EXISTS")))  # what is refused has changed nothing

ENTRIES = [Exchange(name, tuple(steps), GRAPHS) for name, steps in (QUERIES | UPDATES).items()]
ENTRIES += [Exchange(name, (*steps, _KEPT), GRAPHS) for name, steps in BAD.items()]
