"""SPARQL 1.1 Protocol: what the W3C's 34 protocol tests demand, in requests of our own."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
A, B, C = (f"http://data.test/{name}" for name in "abc")
LOADED = " ".join(f"GRAPH <{g}> {{ <{g}> <http://data.test/in> <{g}> }}" for g in (A, B, C))
BOTH = f"ASK {{ <{A}> ?p ?o . <{B}> ?q ?r }}"


@pytest.fixture
def loaded(plain: TestClient) -> TestClient:
    """A service with three graphs, each of one triple."""
    done = plain.post("/sparql", content=f"INSERT DATA {{ {LOADED} }}", headers=UPDATE)
    assert done.status_code == 204
    return plain


def ask(client: TestClient, query: str, **parameters: str | list[str]) -> bool:
    """The answer to an ASK, sent directly."""
    answer = client.post("/sparql", params=parameters, content=query, headers=QUERY)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/sparql-results+json"
    return bool(answer.json()["boolean"])


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/query"])
def test_three_ways_to_send_a_query(reading: TestClient, path: str) -> None:
    text = "ASK { FILTER ('é' = '\\u00E9') }"
    for answer in (
        reading.get(path, params={"query": text}),
        reading.post(path, data={"query": text}),
        reading.post(path, content=text.encode(), headers=QUERY),
        reading.post(path, content=text.encode(), headers={"Content-Type": "application/sparql-query; charset=UTF-8"}),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/sparql-results+json")
        assert answer.json()["boolean"] is True


def test_the_default_graph_is_the_one_named(loaded: TestClient) -> None:
    assert not ask(loaded, "ASK { ?s ?p ?o }")
    both: dict[str, str | list[str]] = {"default-graph-uri": [A, B]}
    assert ask(loaded, BOTH, **both)
    assert not ask(loaded, BOTH, **{"default-graph-uri": A})
    assert loaded.get("/sparql", params={"query": BOTH, **both}).json()["boolean"] is True
    assert loaded.post("/sparql", data={"query": BOTH, **both}).json()["boolean"] is True


def test_the_named_graphs_are_those_named(loaded: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    for answer in (
        loaded.post("/sparql", params={"named-graph-uri": [A, B]}, content=count, headers=QUERY),
        loaded.get("/sparql", params={"named-graph-uri": [A, B], "query": count}),
    ):
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "2"
    assert not ask(loaded, "ASK { ?s ?p ?o }", **{"named-graph-uri": A}), "then the default graph is empty"
    assert not ask(loaded, "ASK { GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": A}), "then none is named"


def test_a_whole_dataset_can_be_named(loaded: TestClient) -> None:
    text = "SELECT ?g ?x ?s { ?x ?y ?o GRAPH ?g { ?s ?p ?z } }"
    answer = loaded.post(
        "/sparql", params={"default-graph-uri": C, "named-graph-uri": [A, B]}, content=text, headers=QUERY
    )
    rows = [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]
    assert sorted(rows, key=str) == [{"g": A, "x": C, "s": A}, {"g": B, "x": C, "s": B}]


def test_the_protocols_dataset_wins_over_the_querys(loaded: TestClient) -> None:
    text = f"ASK FROM <{A}> {{ <{A}> ?p ?o }}"
    assert ask(loaded, text)
    assert not ask(loaded, text, **{"default-graph-uri": B})


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "SELECT (1 AS ?value) {}",
            {
                "application/sparql-results+json",
                "application/sparql-results+xml",
                "text/csv",
                "text/tab-separated-values",
            },
        ),
        ("ASK {}", {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("DESCRIBE <http://example.org/>", {"application/rdf+xml", "text/turtle"}),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", {"application/rdf+xml", "text/turtle"}),
    ],
)
def test_without_accept_the_form_fits_the_query(plain: TestClient, text: str, types: set[str]) -> None:
    answer = plain.post("/sparql", content=text, headers=QUERY)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in types


WHERE = "INSERT { GRAPH <http://data.test/out> { ?s <http://data.test/seen> ?g } } WHERE "


@pytest.mark.parametrize(
    ("parameters", "where", "seen"),
    [
        ({"using-graph-uri": A}, "{ ?s ?p ?g }", {(A, A)}),
        ({"using-graph-uri": [A, B]}, "{ ?s ?p ?g }", {(A, A), (B, B)}),
        ({"using-named-graph-uri": [A, B]}, "{ GRAPH ?g { ?s ?p ?o } }", {(A, A), (B, B)}),
        (
            {"using-graph-uri": A, "using-named-graph-uri": B},
            "{ { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o BIND ('default' AS ?g) } }",
            {(A, "default"), (B, B)},
        ),
    ],
)
@pytest.mark.parametrize("form", [False, True])
def test_an_updates_dataset_can_be_named(
    plain: TestClient, parameters: dict[str, str | list[str]], where: str, seen: set[tuple[str, str]], form: bool
) -> None:
    text = f"PREFIX x: <http://x/> CLEAR ALL ; INSERT DATA {{ {LOADED} }} ; {WHERE} {where}"
    if form:
        done = plain.post("/sparql", data={"update": text, **parameters})
    else:
        done = plain.post("/sparql", params=parameters, content=text, headers=UPDATE)
    assert done.status_code == 204, done.text
    rows = plain.get("/sparql", params={"query": "SELECT ?s ?g { GRAPH <http://data.test/out> { ?s ?p ?g } }"}).json()
    assert {(row["s"]["value"], row["g"]["value"]) for row in rows["results"]["bindings"]} == seen


def test_two_ways_to_send_an_update(plain: TestClient) -> None:
    one = plain.post("/sparql", data={"update": f"INSERT DATA {{ <{A}> <{A}> 1 }}"})
    two = plain.post("/update", content=f"INSERT DATA {{ <{B}> <{B}> 1 }}", headers=UPDATE)
    assert (one.status_code, two.status_code) == (204, 204)
    assert ask(plain, BOTH)


def test_relative_addresses_have_a_base(plain: TestClient) -> None:
    plain.post("/sparql", content=f"INSERT DATA {{ GRAPH <{A}> {{ <{A}> <{A}> <test> }} }}", headers=UPDATE)
    rows = plain.get("/sparql", params={"query": f"SELECT ?o {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"}).json()
    assert [row["o"]["value"] for row in rows["results"]["bindings"]] == ["http://localhost/test"]
    assert ask(plain, f"ASK {{ GRAPH <{A}> {{ ?s ?p <test> }} }}")


NONE = {"Content-Type": ""}
UTF16 = [{"Content-Type": f"{kind['Content-Type']}; charset=UTF-16"} for kind in (QUERY, UPDATE)]
CONFLICT = "WITH <http://data.test/a> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"


@pytest.mark.parametrize(
    ("method", "request_", "status"),
    [
        ("PUT", {"params": {"query": "ASK {}"}}, 405),
        ("DELETE", {"params": {"query": "ASK {}"}}, 405),
        ("GET", {"params": {"query": ["ASK {}", "SELECT * {}"]}}, 400),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": "query=ASK%20%7B%7D", "headers": NONE}, 415),
        ("POST", {"content": "ASK {}", "headers": NONE}, 415),
        ("POST", {"content": "ASK {}".encode("utf-16"), "headers": UTF16[0]}, 415),
        ("POST", {"content": "ASK {}".encode("utf-16"), "headers": QUERY}, 400),
        ("GET", {"params": {"query": "ASK {"}}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
        ("POST", {"data": {"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}}, 400),
        ("POST", {"data": {"update": "CLEAR NAMED", "query": "ASK {}"}}, 400),
        ("POST", {"data": {}, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
        ("POST", {"content": "CLEAR NAMED", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": "update=CLEAR%20NAMED", "headers": NONE}, 415),
        ("POST", {"content": "CLEAR NAMED".encode("utf-16"), "headers": UTF16[1]}, 415),
        ("POST", {"content": "CLEAR NAMED".encode("utf-16"), "headers": UPDATE}, 400),
        ("POST", {"data": {"update": "CLEAR XYZ"}}, 400),
        ("POST", {"data": {"update": CONFLICT, "using-named-graph-uri": A}}, 400),
        ("POST", {"data": {"update": CONFLICT.replace("WITH", "INSERT DATA {} ; WITH"), "using-graph-uri": A}}, 400),
        ("GET", {"params": {"query": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ("GET", {"params": {"query": "ASK {}", "format": "turtle"}}, 406),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "no address"}}, 400),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"}}, 400),
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused_in_one_line(
    loaded: TestClient, method: str, request_: dict[str, object], status: int
) -> None:
    answer = loaded.request(method, "/sparql", **request_)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status and told["detail"] and "\n" not in told["detail"]
    assert ask(loaded, f"ASK {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"), "and nothing has changed"


@pytest.mark.parametrize(
    ("accept", "media", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b"{"),
        ("application/json;q=0.5, text/csv;q=0.4", "application/json", b"{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv, */*;q=0.1", "text/csv; charset=utf-8", b"s,n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?s\t?n\n"),
        ("text/*;q=0.2, application/*;q=0", "text/csv; charset=utf-8", b"s,n\r\n"),
        ("nonsense;;q=x, */*", "application/sparql-results+json", b"{"),
    ],
)
def test_rows_come_as_they_are_accepted(reading: TestClient, accept: str, media: str, start: bytes) -> None:
    answer = reading.get("/sparql", params={"query": "SELECT ?s (1 AS ?n) {}"}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.content.startswith(start)


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "ntriples"),
        ("application/rdf+xml", "rdfxml"),
        ("application/ld+json", "jsonld"),
    ],
)
def test_graphs_come_as_they_are_accepted(reading: TestClient, media: str, form: str) -> None:
    import pyoxigraph as ox

    from kg.store.exchange import FORMATS

    text = "CONSTRUCT { <http://x/s> <http://x/p> 'é', 1 } {}"
    accepted = reading.get("/sparql", params={"query": text}, headers={"Accept": media})
    named = reading.get("/sparql", params={"query": text, "format": form})
    assert accepted.headers["content-type"].split(";")[0] == media
    assert accepted.content == named.content
    assert len(list(ox.parse(accepted.content, format=FORMATS[form]))) == 2


def test_head_gives_the_headers_alone(reading: TestClient) -> None:
    head = reading.head("/sparql", params={"query": "ASK {}"})
    assert head.status_code == 200 and head.content == b""
    assert head.headers["content-type"] == "application/sparql-results+json"


def test_the_usual_prefixes_need_no_declaration(reading: TestClient) -> None:
    assert ask(reading, "ASK { ?state ent:chairs|ent:coChairs ?forum }")


def test_the_default_graph_of_the_graph_is_the_union(reading: TestClient) -> None:
    assert ask(reading, "ASK { ?article a ent:Article . ?actor a ent:State }")
    assert not ask(reading, "ASK { ?s ?p ?o }", **{"default-graph-uri": A})
