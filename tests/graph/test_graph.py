"""The one object users hold: what goes in comes out, in every format, on every store."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import goldreading
import pyoxigraph as ox
import pytest

from kg.errors import KgError, NotFoundError, QueryError, SourceError, StoreError
from kg.graph import KnowledgeGraph
from kg.rdf import iris
from kg.store.exchange import FORMATS

ENT = iris.ENT
TURTLE = b"""@prefix ex: <https://example.org/> . @prefix ent: <https://w3id.org/entente/ontology#> .
ex:a ent:locatedIn [ ent:partOf ex:b ] .
"""


def test_opening_loads_nothing_heavy() -> None:
    code = (
        "import sys, kg; assert not [m for m in sys.modules if m.startswith(('kg.', 'pyoxigraph', 'rdflib'))], 'kg'\n"
        "g = kg.KnowledgeGraph.open('memory:'); g.facts()\n"
        "heavy = {'spacy', 'rdflib', 'pandas', 'networkx', 'owlready2', 'pyshacl', 'pyvis', 'SPARQLWrapper'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "assert sorted(kg.__all__) == dir(kg) and len(kg.__all__) <= 12 and all(getattr(kg, n) for n in kg.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_sources_come_in_all_kinds(tmp_path: Path) -> None:
    """A path, a folder, a document, several at once; what cannot be read is told, the others are in."""
    one, two, *_ = goldreading.texts()
    document = goldreading.documents(two.stem)[0]
    with KnowledgeGraph.open("memory:") as graph:
        summary = graph.add([str(one), document, tmp_path / "missing.txt"], date="2024")
        assert (summary.new, len(summary.failed)) == (2, 1)
        assert "missing.txt" in summary.failed[0].why
        assert graph.add(one, date="2024").unchanged == 1
        dates = graph.sparql("SELECT DISTINCT ?date { ?article ent:publishedOn ?date }").rows
        assert [row["date"] for row in dates] == ["2024"]
        with pytest.raises(SourceError):
            graph.add(one, date="mercredi")


def test_the_real_reader_and_the_way_back() -> None:
    """Every dispatch we ship, read for good: each fact comes back with its passage in the text."""
    folder = goldreading.DEMO
    with KnowledgeGraph.open("memory:") as graph:
        summary = graph.add(folder)
        assert (summary.new, summary.failed) == (len(list(folder.glob("*.txt"))), ())
        rows = graph.facts()
        stored = graph.sparql("SELECT ?name ?text { ?a ent:documentName ?name ; ent:text ?text }").rows
        texts = {str(row["name"]): str(row["text"]) for row in stored}
        assert len(rows) > 40 and len(texts) == summary.new
        assert all(texts[row["document"]][row["start"] : row["end"]] == row["quote"] for row in rows)
        assert not [v for v in graph.check(hermit=False) if v.severity == "violation"]


def test_stats_agree_with_the_facts(gold: KnowledgeGraph) -> None:
    stats, rows = gold.stats(), gold.facts()
    assert stats["articles"] == len(goldreading.texts())
    assert stats["claims"] == len(rows)
    assert stats["facts"] == len({row["id"] for row in rows}) < len(rows)
    relations, statuses, classes = (stats[name] for name in ("relations", "statuses", "classes"))
    assert isinstance(relations, dict) and isinstance(statuses, dict) and isinstance(classes, dict)
    assert relations["hosts"] == len({row["id"] for row in rows if row["relation"] == "hosts"})
    assert sum(relations.values()) == sum(statuses.values()) == stats["facts"]
    assert sum(classes.values()) == stats["entities"]
    assert classes["State"] > 5


def test_the_rdflib_graph_is_live(dispute: KnowledgeGraph) -> None:
    from rdflib import Literal, URIRef

    graph = dispute.graph
    ask = "PREFIX ent: <https://w3id.org/entente/ontology#> SELECT ?who { ?who ent:hosts ?what }"
    assert [str(row[0]) for row in graph.query(ask)] == [f"{iris.DATA}state/ma"]
    state, label = URIRef(f"{iris.DATA}state/ma"), URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert Literal("Maroc", lang="fr") in set(graph.objects(state, label)), "the union of all graphs"
    dispute.store.replace("https://example.org/g", [_quad("later")])
    assert (URIRef("https://example.org/x"), label, Literal("later")) in graph
    assert dispute.graph is graph


def _quad(text: str) -> ox.Quad:
    node, label = ox.NamedNode("https://example.org/x"), ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    return ox.Quad(node, label, ox.Literal(text), ox.NamedNode("https://example.org/g"))


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_an_export_rebuilds_the_graph_elsewhere(dispute: KnowledgeGraph, form: str) -> None:
    exported = dispute.export(form)
    with KnowledgeGraph.open("memory:") as other:
        assert other.import_(exported, form) > 100
        assert other.export("nquads") == dispute.export("nquads")
        assert other.facts() == dispute.facts()
        other.import_(exported, form)
        assert other.export("nquads") == dispute.export("nquads"), "twice is once"


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml"])
def test_a_merged_export_keeps_the_facts(dispute: KnowledgeGraph, form: str) -> None:
    with KnowledgeGraph.open("memory:") as other:
        other.import_(dispute.export(form), form)
        said = [[(row["id"], row["status"], row["quote"]) for row in graph.facts()] for graph in (dispute, other)]
        assert said[0] == said[1]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_file_holds_every_fact_between_two_entities(dispute: KnowledgeGraph, form: str) -> None:
    label = _quad("").predicate
    dispute.store.update(f'INSERT DATA {{ GRAPH <g:g> {{ <{iris.DATA}state/fr> {label} "a\\u0001b" }} }}')
    written = dispute.export(form)
    assert dispute.export(form) == written
    tree = ET.fromstring(written)
    edges = [element for element in tree.iter() if element.tag.endswith("}edge")]
    between = {row["id"] for row in dispute.facts() if "iri" in row["object"]}
    assert {edge.get("id") for edge in edges} == between
    assert "Forum des lacs" in written.decode()


def test_imports_follow_the_rules_and_are_one_transaction() -> None:
    with KnowledgeGraph.open("memory:") as graph:
        before = graph.export()
        for data, form in ((b"<a> <b>", "turtle"), (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "rdfxml")):
            with pytest.raises(SourceError):
                graph.import_(data, form, "file")
        assert graph.export() == before
        assert graph.import_(TURTLE, "turtle") == 2
        once = graph.export()
        assert graph.import_(TURTLE, "turtle") == 2
        assert graph.export() == once, "blank nodes are not doubled"


def test_what_does_not_exist_is_refused_in_one_line(gold: KnowledgeGraph) -> None:
    refused = [
        (QueryError, lambda: gold.export("excel")),
        (QueryError, lambda: gold.import_(b"", "excel")),
        (QueryError, lambda: gold.query("nothing-like-it")),
        (QueryError, lambda: gold.sparql("DROP ALL")),
        (QueryError, lambda: gold.sparql("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")),
        (NotFoundError, lambda: gold.view(around="Atlantide")),
        (NotFoundError, lambda: gold.view(speakers=["Atlantide"])),
    ]
    for kind, attempt in refused:
        with pytest.raises(kind) as raised:
            attempt()
        assert "\n" not in str(raised.value)


def test_every_named_format_can_be_written(gold: KnowledgeGraph) -> None:
    for form in (*FORMATS, "graphml", "gexf", "csv"):
        assert len(gold.export(form)) > 1000


def test_the_view_takes_names(dispute: KnowledgeGraph) -> None:
    whole, near = dispute.view(), dispute.view(around="France", depth=1)
    assert "résolution des lacs" in whole and "Forum des lacs" in near and "résolution des lacs" not in near
    assert "Awa Diop" in dispute.view(speakers=["Awa Diop"])


def test_an_endpoint_has_no_rdflib_graph_but_all_else(sparql_server: str) -> None:
    from kg.store.remote import RemoteStore

    RemoteStore(sparql_server).update("DROP ALL")
    document = goldreading.documents("visite-etat-rabat")
    from kg.ingest import ingest

    with KnowledgeGraph.open(sparql_server) as remote, KnowledgeGraph.open("memory:") as local:
        for graph in (remote, local):
            ingest(document, graph.store, goldreading.read)
        assert remote.facts() == local.facts()
        assert remote.stats() == local.stats()
        assert remote.export("nquads") == local.export("nquads")
        assert remote.explain("Maroc").to_dict() == local.explain("Maroc").to_dict()
        assert remote.query("chairs").rows == local.query("chairs").rows
        with pytest.raises(StoreError, match="sparql"):
            _ = remote.graph


def test_closing_twice_and_using_afterwards(tmp_path: Path) -> None:
    graph = KnowledgeGraph.open(tmp_path / "db")
    graph.close()
    graph.close()
    for attempt in (graph.facts, graph.stats, lambda: graph.graph):
        with pytest.raises(KgError, match="closed"):
            attempt()
