"""Free SPARQL, the shape of answers, the formats, and the passages behind facts."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import Answer, Resource, answer, sparql
from kg.query.tables import render
from kg.rdf.iris import ENT
from kg.store import Store

STRANGE = [
    ox.NamedNode("http://example.org/a?b=<c>&d".replace("<", "%3C").replace(">", "%3E")),
    ox.Literal('a "quote", a comma\nand a line'),
    ox.Literal("<b>&amp;\t\x01\ufffe", language="fr"),
    ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal("seven", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.BlankNode("b0"),
    None,
]
ODD = Answer("", variables=("x",), solutions=tuple((term,) for term in STRANGE))  # type: ignore[arg-type]


def test_select_gives_python_values(world: Store) -> None:
    found = sparql(world, 'SELECT (1 AS ?i) (1.5 AS ?d) (true AS ?b) ("é" AS ?s) (ent:Actor AS ?x) ?none {}')
    assert found.rows == [{"i": 1, "d": 1.5, "b": True, "s": "é", "x": Resource(f"{ENT}Actor", "Actor"), "none": None}]
    assert found.columns == ("i", "d", "b", "s", "x", "none") and len(found) == 1 and found


def test_a_label_column_names_its_iri(world: Store) -> None:
    found = sparql(
        world, 'SELECT ?a ?aLabel ?bLabel { BIND(ent:Actor AS ?a) BIND("Acteur" AS ?aLabel) BIND(1 AS ?bLabel) }'
    )
    assert found.columns == ("a", "bLabel")
    assert str(found.rows[0]["a"]) == "Acteur" and found.rows[0]["bLabel"] == 1


def test_ask_construct_describe(world: Store) -> None:
    assert sparql(world, "ASK { ?c a ent:Claim }").boolean is True
    assert not sparql(world, "ASK { ?c a ent:Nothing }")
    built = sparql(world, "CONSTRUCT { ?a ent:hosts ?b } WHERE { ?a ent:hosts ?b }")
    assert len(built) == 1 and "ent:hosts" in render(built, "turtle")
    assert render(built, "ntriples").count("\n") == 1
    assert len(sparql(world, "DESCRIBE ent:Actor")) > 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT is refused"),
        ("PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }", "DELETE is refused"),
        ("LOAD <http://127.0.0.1/>", "LOAD is refused"),
        ("# SELECT\nDROP ALL", "DROP is refused"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("PREFIX e: <http://127.0.0.1/> SELECT * { SERVICEe:a{ ?s ?p ?o } }", "SERVICE is refused"),
        # `<'&&?b>` is a comparison with a string for the engine, an IRI for a simpler reader
        (
            "SELECT * { FILTER(?a<'&&?b>' || true) SERVICE <http://127.0.0.1/> {?s ?p ?o} BIND('x' AS ?c) }",
            "SERVICE is refused",
        ),
        (
            "SELECT * { FILTER(?a<1#>'''\n || true) SERVICE <http://127.0.0.1/> {?s ?p ?o} BIND('''x''' AS ?c) }",
            "SERVICE is refused",
        ),
        ("SELECT * " + "{" * 300 + "}" * 300, "nests deeper than"),
        ("SELECT * { FILTER(?a<'&&?b>'" + "(" * 3000 + ")" * 3000 + ") }", "nests deeper than"),
        ("SELECT ?x WHERE { ?x ent:hosts }", "does not parse at line 1, column 32"),
        ("SELECT ?x\nWHERE { ?x nope:hosts ?y }", "does not parse at line 2, column .*a prefix is not declared"),
        ("SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x ?p ?y }", "neither grouped by nor aggregated"),
        ("", "the query is empty"),
        ("bonjour", "does not parse at line 1.*a query starts with SELECT"),
    ],
)
def test_what_is_refused_is_refused_in_one_line(world: Store, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        sparql(world, text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), "au service de l’IA {")) }',
        "SELECT ?service { ?service a ent:Claim } # INSERT, SERVICE",
        "PREFIX ent: <https://w3id.org/entente/ontology#> SELECT * { ?ent a ent:Claim }",
        "SELECT * { ?s a <https://w3id.org/entente/ontology#Claim> }",
        "BASE <http://x/> PREFIX a: <http://a/>\nASK {}",
    ],
)
def test_what_only_looks_dangerous_runs(world: Store, text: str) -> None:
    sparql(world, text)


def test_json_and_xml_keep_every_term() -> None:
    for form in ("json", "xml"):
        text = render(ODD, form)
        kind = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}[form]
        read = [row["x"] for row in ox.parse_query_results(text.encode(), format=kind)]  # type: ignore[union-attr,index]
        wanted = list(STRANGE)
        if form == "xml":  # XML 1.0 cannot hold these two characters
            wanted[2] = ox.Literal("<b>&amp;\t\ufffd\ufffd", language="fr")
        assert [str(term) for term in read if not isinstance(term, ox.BlankNode)] == [
            str(term) for term in wanted if not isinstance(term, ox.BlankNode)
        ]
    assert json.loads(render(ODD, "json"))["head"] == {"vars": ["x"]}
    assert ElementTree.fromstring(render(ODD, "xml")).tag.endswith("sparql")


def test_csv_and_tsv() -> None:
    rows = list(csv.reader(io.StringIO(render(ODD, "csv"), newline="")))
    assert rows[0] == ["x"] and rows[2] == [STRANGE[1].value] and rows[7:] in ([[""]], [[]])  # type: ignore[union-attr]
    lines = render(ODD, "tsv").split("\n")
    assert lines[0] == "?x" and lines[2] == str(STRANGE[1]) and len(lines) == len(STRANGE) + 2


def test_a_table_is_for_people(article: Store) -> None:
    text = render(answer(article, "chairs", forum="Groupe des Amis"), "table")
    assert "président ou coprésident" in text and "en cours" in text and "https://" not in text
    english = render(answer(article, "chairs", lang="en", forum="Groupe des Amis"), "table")
    assert "chair or co-chair" in english and "ongoing" in english
    assert max(map(len, text.split("\n"))) < 250


def test_a_table_takes_no_control_sequence_from_a_text() -> None:
    shown = render(Answer("", variables=("x",), solutions=((ox.Literal("a\x1b[31mb\nc\u202ed"),),)), "table")
    assert shown.split("\n")[2] == "a[31mb cd"


def test_html_shows_markup_as_text(world: Store) -> None:
    nasty = Answer(
        "",
        variables=("x",),
        solutions=((ox.Literal("<script>alert(1)</script>"),), (ox.NamedNode("javascript:alert(1)"),)),
    )
    shown = nasty._repr_html_()
    assert "<script>" not in shown and "href" not in shown
    shown = answer(world, "unratified")._repr_html_()
    assert "<caption>" in shown and ">Borduria</a>" in shown


def test_formats_that_do_not_fit_are_refused(world: Store) -> None:
    with pytest.raises(QueryError, match="unknown format jsn; did you mean json"):
        render(ODD, "jsn")
    with pytest.raises(QueryError, match="turtle is for graphs"):
        render(ODD, "turtle")
    with pytest.raises(QueryError, match="a graph does not come as csv"):
        render(sparql(world, "DESCRIBE ent:Actor"), "csv")
    assert json.loads(render(sparql(world, "ASK {}"), "json")) == {"head": {}, "boolean": True}


def test_a_dataframe_keeps_numbers(world: Store) -> None:
    frame = answer(world, "tallies").to_dataframe()
    assert list(frame["for"]) == [12] and list(frame["text"]) == ["résolution sur les marées"]
    assert frame["engagement"][0].startswith("https://")


@pytest.mark.slow
def test_an_endpoint_answers_alike(world: Store, sparql_server: str) -> None:
    """The text that the embedded store runs is the text an endpoint runs."""
    from kg.store import open_store

    with open_store(sparql_server) as remote:
        for graph in world.graphs():
            remote.replace(graph, world.quads(graph))
        for name, params in (
            ("vote-alike", {"actor": "Arcadie"}),
            ("status-history", {"actor": "Arcadie"}),
            ("conflicts", {}),
            ("partners", {"actor": "arcadie"}),
            ("who-asserts", {"actor": "Arcadie", "relation": "votesFor"}),
            ("by-status", {"status": "souhaité"}),
        ):
            near, far = answer(world, name, **params), answer(remote, name, **params)
            assert far.sparql == near.sparql and far.rows == near.rows and near.rows


def test_importing_is_cheap() -> None:
    heavy = ("rdflib", "pandas", "spacy", "networkx", "rich")
    code = f"import kg.query, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_prefixes_need_no_declaration_inside_a_path(world: Store) -> None:
    found = sparql(world, "SELECT ?name { ?e ent:agent/skos:prefLabel ?name ; ent:role/org:roleProperty ?r }")
    assert len(found)
