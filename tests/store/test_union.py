"""The default graph is the union of the named ones: each triple once, whatever happened."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import Rows, Store, open_store, union
from kg.store.dataset import HOME, dataset
from kg.store.embedded import EmbeddedStore

GRAPHS = [f"https://example.org/g{i}" for i in range(4)]
P = [ox.NamedNode(f"https://example.org/p{i}") for i in range(6)]


def quads(graph: str, *numbers: int) -> list[ox.Quad]:
    return [ox.Quad(P[0], P[number], ox.Literal("é"), ox.NamedNode(graph)) for number in numbers]


def assert_true_union(store: Store) -> None:
    named = {str(quad.triple) for quad in store.quads()}
    rows = store.query("SELECT * { ?s ?p ?o }")
    assert isinstance(rows, Rows)
    seen = [f"{row['s']} {row['p']} {row['o']}" for row in rows]
    assert len(seen) == len(set(seen))
    assert set(seen) == named


def test_what_many_graphs_tell_is_one_answer(store: Store) -> None:
    """Else a question of n patterns on a fact of k articles has kⁿ answers."""
    for graph in GRAPHS:
        store.replace(graph, quads(graph, 0, 1, 2))
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ {P[0]} {P[0]} ?a ; {P[1]} ?b ; {P[2]} ?c }}")
    assert isinstance(rows, Rows) and next(iter(rows))["n"].value == "1"


def test_a_triple_lasts_as_long_as_one_graph_tells_it(store: Store) -> None:
    store.replace(GRAPHS[0], quads(GRAPHS[0], 0, 1))
    store.replace(GRAPHS[1], quads(GRAPHS[1], 1, 2))
    store.remove_graph(GRAPHS[0])
    assert store.query(f"ASK {{ ?s {P[0]} ?o }}") is False
    assert store.query(f"ASK {{ ?s {P[1]} ?o }}") is True
    store.remove_graph(GRAPHS[1])
    assert store.query(f"ASK {{ ?s {P[1]} ?o }}") is False
    assert_true_union(store)


def test_it_stays_true_whatever_is_done(store: Store) -> None:
    chance = random.Random(7)
    for _ in range(25 if isinstance(store, EmbeddedStore) else 6):
        one, other = chance.sample(GRAPHS, 2)
        some = chance.sample(range(6), chance.randrange(6))
        match chance.randrange(5):
            case 0:
                store.replace(one, quads(one, *some))
            case 1:
                store.change(remove=[one, other], add=[*quads(one, *some), *quads(other, *some[:1])])
            case 2:
                store.change(remove=(), add=quads(one, *some))
            case 3:
                store.update(f"DELETE WHERE {{ GRAPH <{one}> {{ ?s {P[1]} ?o }} }}", touches=[one])
            case 4:
                store.update(f"ADD SILENT GRAPH <{one}> TO GRAPH <{other}>")
        assert_true_union(store)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX e: <https://example.org/>\n# a note\nINSERT DATA { GRAPH e:g0 { e:p0 e:p1 'é' } }",
        "BASE <https://example.org/> INSERT DATA { GRAPH <g0> { <p0> <p1> 'é' } } ;",
        f"INSERT DATA {{ GRAPH <{GRAPHS[0]}> {{ {P[0]} {P[1]} 'é' }} }} ; # end ;",
        f"INSERT DATA {{ GRAPH <{GRAPHS[0]}> {{ {P[0]} {P[1]} 'é' }} }} # end",
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_an_update_may_begin_and_end_as_sparql_allows(text: str, known: bool) -> None:
    with open_store("memory:") as store:
        store.update(text, touches=[GRAPHS[0]] if known else None)
        assert store.query(f"ASK {{ {P[0]} {P[1]} 'é' }}") is True
        assert_true_union(store)


@pytest.mark.parametrize("text", ["", "# nothing", "PREFIX e: <https://example.org/>"])
def test_an_empty_update_changes_nothing(text: str) -> None:
    with open_store("memory:") as store:
        before = store.dump()
        store.update(text)
        assert store.dump() == before
        assert_true_union(store)


def test_a_triple_without_a_graph_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="named graph"):
        store.change(remove=(), add=[ox.Quad(P[0], P[1], ox.Literal("x"))])


def test_a_server_with_a_union_of_its_own_is_left_to_it(monkeypatch: pytest.MonkeyPatch, sparql_server: str) -> None:
    """RDF4J, GraphDB: what is written to the default graph as well would be there twice."""
    from kg.store.remote import RemoteStore

    store = RemoteStore(sparql_server)
    store.update("DROP ALL")
    assert store._union_home() == ""
    sent: list[str] = []
    monkeypatch.setattr(store, "_home", None)
    monkeypatch.setattr(store, "_update", sent.append)
    store.replace(GRAPHS[0], quads(GRAPHS[0], 1))
    store.update("DROP GRAPH <https://example.org/g1>")
    assert sent[0].count("INSERT") == 1 and "DELETE" not in sent[0]
    assert sent[1] == "DROP GRAPH <https://example.org/g1>"


def test_graphs_that_others_put_on_a_server_join_the_union(sparql_server: str) -> None:
    from kg.store.remote import RemoteStore

    other = RemoteStore(sparql_server)
    other.update("DROP ALL")
    other._update(
        "INSERT DATA { GRAPH <https://example.org/g0> { <https://example.org/p0> <https://example.org/p1> 1 } }"
    )
    reader = RemoteStore(sparql_server, read_only=True)
    assert reader.query(f"ASK {{ {P[0]} {P[1]} 1 }}") is True, "a reader asks the server for its union"
    with open_store(sparql_server) as store:
        assert store.query(f"ASK {{ {P[0]} {P[1]} 1 }}") is True
        assert_true_union(store)


def test_rdflib_writes_where_everyone_reads() -> None:
    from rdflib import Literal, URIRef

    with EmbeddedStore("memory:") as store:
        graph = dataset(store)
        triple = (URIRef(P[0].value), URIRef(P[1].value), Literal("é", lang="fr"))
        graph.add(triple)
        graph.graph(URIRef(GRAPHS[0])).add(triple)
        assert store.graphs() == sorted([GRAPHS[0], HOME.value])
        assert_true_union(store)
        assert list(graph.triples((None, None, None))) == [triple], "the union has it once"
        assert len(list(graph.quads((None, None, None, None)))) == 2
        graph.graph(URIRef(GRAPHS[0])).remove(triple)
        assert triple in graph
        graph.remove((None, triple[1], None))
        assert triple not in graph and store.graphs() == []
        graph.update(f"INSERT DATA {{ GRAPH <{GRAPHS[1]}> {{ {P[0]} {P[1]} 'é'@fr }} }}")
        assert triple in graph
        assert_true_union(store)


def test_rdflib_writes_no_blank_node_and_nothing_read_only() -> None:
    from rdflib import BNode, Literal, URIRef

    with EmbeddedStore("memory:") as store, pytest.raises(StoreError, match="blank node"):
        dataset(store).add((BNode(), URIRef(P[1].value), Literal("é")))
    with EmbeddedStore("memory:", read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        dataset(store).add((URIRef(P[0].value), URIRef(P[1].value), Literal("é")))


def test_around_keeps_the_line_numbers_of_errors_near() -> None:
    assert union.around("PREFIX a: <b:c>\nDROP ALL", None).splitlines()[0] == "PREFIX a: <b:c>"
