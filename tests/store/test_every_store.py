"""What a folder, memory and a server have in common: the same requests, the same answers."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import KgError, QueryError, SourceError, StoreError
from kg.rdf import iris
from kg.store import Rows, Store

G, H = "https://example.org/g", "https://example.org/h"
PLACE = ox.NamedNode("https://example.org/place")
LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
HARD = 'l\'« été »\n"à\\Rabat"\t\u2028😀'  # what breaks a text pasted into SPARQL


def named(text: str, graph: str = G, language: str = "fr") -> ox.Quad:
    return ox.Quad(PLACE, LABEL, ox.Literal(text, language=language), ox.NamedNode(graph))


def names(store: Store, graph: str = G) -> list[str]:
    rows = store.query(f"SELECT ?name {{ GRAPH <{graph}> {{ ?s {LABEL} ?name }} }} ORDER BY ?name")
    assert isinstance(rows, Rows)
    return [row["name"].value for row in rows]


def test_answers_are_typed(store: Store) -> None:
    store.replace(G, [named(HARD), ox.Quad(PLACE, LABEL, ox.Literal("7", datatype=INTEGER), ox.NamedNode(G))])
    rows = store.query(f"SELECT ?name ?none {{ {PLACE} {LABEL} ?name }} ORDER BY LANG(?name)")
    assert isinstance(rows, Rows)
    assert rows.names == ("name", "none")
    assert [row["name"] for row in rows] == [ox.Literal("7", datatype=INTEGER), ox.Literal(HARD, language="fr")]
    assert [row["none"] for row in rows] == [None, None]
    assert store.query(f"ASK {{ {PLACE} ?p ?o }}") is True
    assert store.query(f"ASK {{ <{G}#nobody> ?p ?o }}") is False
    triples = store.query(f"CONSTRUCT {{ ?s {LABEL} ?o }} WHERE {{ ?s {LABEL} ?o FILTER (?s = {PLACE}) }}")
    assert isinstance(triples, list)
    assert ox.Triple(PLACE, LABEL, ox.Literal(HARD, language="fr")) in triples


def test_a_query_sees_all_graphs_together_unless_it_names_them(store: Store) -> None:
    store.replace(G, [named("Rabat")])
    store.replace(H, [named("Salé", H)])
    count = f"SELECT (COUNT(*) AS ?n) {{FROM}} {{ {PLACE} {LABEL} ?name }}"
    both, one = (store.query(count.replace("{FROM}", clause)) for clause in ("", f"FROM <{H}>"))
    assert isinstance(both, Rows) and isinstance(one, Rows)
    assert (next(iter(both))["n"].value, next(iter(one))["n"].value) == ("2", "1")


def test_replace_is_the_whole_content(store: Store) -> None:
    store.replace(G, [named("Rabat"), named("Fès")])
    store.replace(H, [named("Salé", H)])
    store.replace(G, [named("Tanger")])
    assert names(store) == ["Tanger"]
    assert names(store, H) == ["Salé"]
    store.remove_graph(G)
    store.remove_graph(G)
    assert names(store) == []
    assert G not in store.graphs() and H in store.graphs()


def test_replace_that_fails_changes_nothing(store: Store) -> None:
    store.replace(G, [named("Rabat")])
    with pytest.raises(StoreError, match="blank node"):
        store.replace(G, [named("Fès"), ox.Quad(ox.BlankNode(), LABEL, ox.Literal("x"), ox.NamedNode(G))])
    with pytest.raises(StoreError, match="does not belong"):
        store.replace(G, [named("Fès", H)])
    with pytest.raises((SyntaxError, KgError)):
        store.update(f"DROP GRAPH <{G}> ; INSERT DATA {{ GRAPH <{G}> {{ broken }} }}")
    assert names(store) == ["Rabat"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX s: <http://127.0.0.1:9/> SELECT * { SERVICEs:a{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        f"INSERT DATA {{ GRAPH <{G}> {{ <{G}> <{G}> <{G}> }} }}",
        "DROP ALL",
        "SELECT * { " + "{" * 300 + "}" * 300 + " }",
    ],
)
def test_queries_only_read_and_stay_here(store: Store, text: str) -> None:
    before = store.graphs()
    with pytest.raises(QueryError) as raised:
        store.query(text)
    assert "\n" not in str(raised.value)
    assert store.graphs() == before


@pytest.mark.parametrize("word", ["SERVICE", "DROP ALL", "INSERT DATA"])
def test_words_in_strings_and_comments_are_no_requests(store: Store, word: str) -> None:
    assert store.query(f'ASK {{ ?s ?p "{word} <http://x/> {{" }} # {word}') is False


@pytest.mark.parametrize("update", ["LOAD <http://127.0.0.1:9/x>", "LOAD SILENT <file:///etc/passwd> INTO GRAPH <g:g>"])
def test_updates_fetch_nothing(store: Store, update: str) -> None:
    with pytest.raises(QueryError, match="LOAD"):
        store.update(update)


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p", "hello", "SELECT ?x WHERE { ?x <a> }"])
def test_what_is_no_sparql_is_a_syntax_error(store: Store, text: str) -> None:
    with pytest.raises((SyntaxError, QueryError)):
        store.query(text)


def test_the_ontology_is_there_and_stays_up_to_date(store: Store) -> None:
    assert iris.ONTOLOGY in store.graphs()
    assert store.query(f"ASK {{ <{iris.ENT}State> a ?class }}") is True
    store.update(f"DELETE WHERE {{ GRAPH <{iris.ONTOLOGY}> {{ ?g {iris.VERSION} ?checksum }} }}")
    store.replace(iris.REGISTRY, [named("stale", iris.REGISTRY)])
    from kg.store import standing

    standing.ensure(store)
    assert "stale" not in names(store, iris.REGISTRY)


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_a_dump_comes_back_as_it_was(store: Store, form: str) -> None:
    store.replace(G, [named(HARD), named("Rabat", language="en")])
    dumped = store.dump(form)
    before = sorted(map(str, store.quads(G)))
    assert store.dump(form) == dumped, "a dump has a fixed order"
    store.remove_graph(G)
    store.load(dumped, form)
    assert sorted(map(str, store.quads(G))) == before


def test_one_graph_can_be_dumped_alone(store: Store) -> None:
    store.replace(G, [named("Rabat")])
    assert store.dump("nquads", G).decode() == f"{named('Rabat')} .\n"


def test_a_broken_file_adds_nothing(store: Store) -> None:
    store.replace(G, [named("Rabat")])
    before = store.dump()
    with pytest.raises(SourceError, match=r"^broken\.ttl: .*turtle"):
        store.load(b"<http://a> <http://b> <http://c> . oops", "turtle", "broken.ttl")
    assert store.dump() == before


def test_writers_wait_for_each_other(store: Store) -> None:
    """Oxigraph on disk loses concurrent updates without a word; every one of these must count."""
    counter = f"GRAPH <{G}> {{ {PLACE} {LABEL} ?n }}"
    store.replace(G, [ox.Quad(PLACE, LABEL, ox.Literal("0", datatype=INTEGER), ox.NamedNode(G))])
    text = f"DELETE {{ {counter} }} INSERT {{ {counter.replace('?n', '?m')} }} WHERE {{ {counter} BIND(?n + 1 AS ?m) }}"
    _in_threads(4, lambda: [store.update(text, touches=[G]) for _ in range(25)])
    assert names(store) == ["100"]


def _in_threads(count: int, work: Callable[[], object]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
