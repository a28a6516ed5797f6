"""What is refused, and above all what is not: words are no requests where they stand for something else."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.store import guard


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a <http://x/SERVICE> }",
        "PREFIX service: <http://x/> SELECT * { ?s service:load ?o . ?s service:drop ?p }",
        'SELECT * { ?s ?p \'INSERT\', """DROP " ALL SERVICE <http://x> {""" }',
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # SERVICE <http://x> {",
        "SELECT * { <http://x/#LOAD> ?p ?o }",
        "ASK { ?s ?p 'déposé'@fr-service }",
    ],
)
def test_words_that_ask_for_nothing_pass(text: str) -> None:
    assert guard.check_query(text).form in ("SELECT", "ASK")


@pytest.mark.parametrize("form", ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
@pytest.mark.parametrize("before", ["", "# SELECT\n", "PREFIX a: <http://x/SELECT> ", "BASE <http://x/>\n"])
def test_every_update_is_refused_as_a_query(form: str, before: str) -> None:
    with pytest.raises(QueryError, match=form):
        guard.check_query(f"{before}{form.lower()} GRAPH <http://x/>")


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE<http://x/>{} }",
        "ASK { service silent ?where { ?s ?p ?o } }",
        "ASK { # }\n SERVICE <http://x/> # {\n { ?s ?p ?o } }",
        "PREFIX e: <http://x/> ASK { SERVICEe:a{ ?s ?p ?o } }",
        "PREFIX e: <http://x/> ASK { SERVICE SILENTe:a{ ?s ?p ?o } }",
        "ASK { \\u0053ERVICE <http://x/> {} }",
        "ASK { ?s ?p 'x' SERVICE <http://x/> {} }",
    ],
)
def test_service_is_found_wherever_it_hides(text: str) -> None:
    for check in (guard.check_query, guard.check_update):
        with pytest.raises(QueryError, match="SERVICE"):
            check(text)


@pytest.mark.parametrize(
    "text", ["LOAD <http://x/>", "load silent <x:y>", "DROP ALL; LOAD <x:y>", "BASE <http://x/> LOAD <y>"]
)
def test_load_is_found_wherever_it_hides(text: str) -> None:
    with pytest.raises(QueryError, match="LOAD"):
        guard.check_update(text)


def test_from_is_seen_where_it_names_graphs() -> None:
    assert guard.check_query("SELECT * FROM <http://x/> {}").names_graphs
    assert guard.check_query("SELECT * FROM NAMED <http://x/> {}").names_graphs
    assert not guard.check_query("SELECT ?from { ?from ?p 'FROM <x>' }").names_graphs


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_nesting_has_a_limit_well_below_the_stack(pair: str) -> None:
    left, right = pair
    fits, too_deep = ("ASK " + left * n + right * n for n in (guard.MAX_DEPTH, guard.MAX_DEPTH + 1))
    guard.check_query(fits)
    with pytest.raises(QueryError, match="nests deeper"):
        guard.check_query(too_deep)
    guard.check_query(f"ASK {{ ?s ?p '{left * 1000}' }}")


@pytest.mark.parametrize(
    "text",
    [
        "# SELECT\nINSERT DATA {}",
        "#\tASK\rDROP ALL",
        "SELECT * { SERVICE <http://127.0.0.1/> {} }",
        "SELECT * FROM<file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * fromex:g { ?s ?p ?o }",
        "\\u0053ELECT * {}",
        "SELECT * { ?s " + "/".join(["<a:p>"] * 70) + " ?o }",
        "SELECT * " + "{" * 201 + "}" * 201,
        "BASE <http://x/> SELECT * {}",
    ],
)
def test_what_could_hide_something_is_read_with_care(text: str) -> None:
    assert guard._plain(text) is None


def test_a_question_is_seen_through_at_a_glance() -> None:
    text = "# a question\nPREFIX a: <http://a/>\nSELECT ?from WHERE { ?x a:b ?from } # with care"
    assert guard._plain(text) == guard.check_query(text) == guard.Shape("SELECT", False)
