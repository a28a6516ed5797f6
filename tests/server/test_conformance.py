"""A `kg serve` of its own does what each of the W3C's protocol tests demands; and their runner fails what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
import rdflib

sys.path.insert(0, str(Path(__file__).parent))
import conformance
from w3c import description, entries, manifests, own_graph_store, own_protocol
from w3c.exchanges import Exchange, Expected, Line, Step, play
from w3c.serving import TOKEN, served

pytestmark = pytest.mark.slow
OWN = [*own_protocol.ENTRIES, *own_graph_store.ENTRIES]
PREFIXES = """
@prefix : <http://own.test/manifest#> . @prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix ht: <http://www.w3.org/2011/http#> . @prefix cnt: <http://www.w3.org/2011/content#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dawg: <http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#> .
@prefix hts: <http://www.w3.org/2011/http-statusCodes#> .
"""
POSTED = """
:%s a mf:ProtocolTest ; ut:graphData [ ut:graph <page.nt> ; rdfs:label "http://own.test/page" ] ;
  mf:action [ ht:requests ( [ ht:methodName "POST" ; ht:absolutePath "/sparql" ;
    ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-query" ] ) ;
    ht:body [ cnt:characterEncoding "UTF-8" ; cnt:chars "ASK { GRAPH <http://own.test/page> { ?s ?p 'é' } }" ] ;
    ht:resp [ mf:expectedStatus %s ; mf:expectedFormat "boolean" ; mf:expectedBoolean %s ] ] ) ] .
"""
ASKED = ":%s a mf:QueryEvaluationTest ; mf:action [ qt:query <one.rq> ; qt:data <page.nt> ] ; mf:result <%s> .\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A real service, of a process of its own."""
    with served() as where:
        yield where


@pytest.fixture
def line(address: str) -> Line:
    return Line(address, TOKEN)


def test_every_test_of_the_protocols_has_its_like_here() -> None:
    assert len({entry.name for entry in own_protocol.ENTRIES}) == 34
    assert len({entry.name for entry in own_graph_store.ENTRIES}) == 13


@pytest.mark.parametrize("entry", OWN, ids=[entry.name for entry in OWN])
def test_it_keeps_to_the_protocols(entry: Exchange, line: Line) -> None:
    play(entry, line)


@pytest.mark.parametrize("name", ["returns-rdf", "has-endpoint-triple", "conforms-to-schema"])
def test_it_describes_itself(name: str, address: str) -> None:
    with httpx2.Client(base_url=address) as http:
        description.check(name, http)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"statuses": frozenset({"404", "5xx"})}, "is none of"),
        ({"boolean": False}, "true"),
        ({"form": "RDF"}, "not RDF"),
        ({"media": "text/csv"}, "not text/csv"),
        ({"location": "$NEW$"}, "no Location"),
        ({"form": "tabular", "words": "three results"}, "not understood"),
    ],
)
def test_a_wrong_answer_fails_a_test(line: Line, change: dict[str, object], told: str) -> None:
    asked = own_protocol.QUERIES["query_post_direct"][0]
    wrong = replace(asked, expected=replace(asked.expected, **change))  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match=told):
        play(Exchange("wrong", (wrong,)), line)


def test_another_graph_fails_a_test(line: Line) -> None:
    put, get = own_graph_store.ENTRIES[0].steps[:2]
    other = replace(get, expected=Expected(frozenset({"200"}), graph=own_graph_store.OTHER))
    with pytest.raises(AssertionError, match="is not"):
        play(Exchange("wrong", (put, other)), line)
    with pytest.raises(AssertionError, match="400"):
        play(Exchange("wrong", (Step("PUT", put.path, put.expected, put.headers, b"no turtle"),)), line)


def test_a_description_that_is_wrong_fails_a_test(line: Line, address: str) -> None:
    with httpx2.Client(base_url=address) as http, pytest.raises(AssertionError, match="no such test"):
        description.check("is-pretty", http)
    store = description.ox.Store()
    node = description.ox.NamedNode("http://own.test/")
    store.add(description.ox.Quad(node, description.ox.NamedNode(f"{description.SD}feature"), node))
    with pytest.raises(AssertionError, match="no sd:Service"):
        description._schema(store)


def test_manifests_are_run_as_they_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder as the W3C's are: what holds passes, what does not is listed, what is withdrawn is left alone."""
    (tmp_path / "page.nt").write_text('<http://own.test/s> <http://own.test/p> "é" .\n', encoding="utf-8")
    (tmp_path / "one.rq").write_text("SELECT ?o { ?s <p> ?o }".replace("<p>", "<http://own.test/p>"), encoding="utf-8")
    (tmp_path / "right.tsv").write_text('?o\n"é"\n', encoding="utf-8")
    (tmp_path / "wrong.tsv").write_text('?o\n"e"\n', encoding="utf-8")
    names = "right-post wrong-status wrong-answer right-rows wrong-rows withdrawn"
    listed = f"<> mf:entries ( {' '.join(f':{name}' for name in names.split())} ) .\n"
    yes, no = ("ht:StatusCode2xx", "true"), ("hts:NotFound", "true")
    told = POSTED % ("right-post", *yes) + POSTED % ("wrong-status", *no) + POSTED % ("wrong-answer", yes[0], "false")
    told += "".join(ASKED % (name, f"{name.split('-')[0]}.tsv") for name in ("right-rows", "wrong-rows"))
    told += ":withdrawn a mf:ProtocolTest ; dawg:approval dawg:Withdrawn .\n"
    (tmp_path / "manifest.ttl").write_text(PREFIXES + listed + told, encoding="utf-8")
    assert conformance.main([str(tmp_path)]) == 1
    *failures, queries, protocol, evaluated, both = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in failures] == ["wrong-status", "wrong-answer", "wrong-rows"]
    assert queries.split() == ["ProtocolTest", "1", "/", "3"]
    assert protocol.split() == ["QueryEvaluationTest", "1", "/", "2"]
    assert evaluated.split() == ["evaluation", "1", "/", "2"] and both.split() == ["all", "2", "/", "5"]


def test_an_entry_in_prose_is_no_passed_test(tmp_path: Path) -> None:
    case = manifests.Case("ProtocolTest", "told", rdflib.Graph(), rdflib.URIRef("http://own.test/told"))
    with pytest.raises(ValueError, match="no ht:requests"):
        entries.exchange(case)
    with pytest.raises(FileNotFoundError, match="no manifest"):
        manifests.manifest(tmp_path)


def test_without_the_suite_it_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_W3C", raising=False)
    assert conformance.main([]) == 0
    assert capsys.readouterr().out.startswith("skipped: no folder")
