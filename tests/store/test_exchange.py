"""RDF in and out: no blank nodes, no bombs, one order."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from kg.errors import SourceError
from kg.rdf import iris
from kg.store import exchange

BLANK = b"""@prefix ex: <https://example.org/> .
ex:paris ex:seenBy [ ex:name "Jean" ; ex:knows [ ex:name "Omar" ] ] , [ ex:name "Anne" ] .
"""
RENAMED = b"""@prefix ex: <https://example.org/> .
_:z9 ex:name "Omar" . _:a ex:knows _:z9 . ex:paris ex:seenBy _:b, _:a .
_:a ex:name "Jean" . _:b ex:name "Anne" .
"""
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://example.org/">
<rdf:Description rdf:about="https://example.org/x"><e:p>&b;</e:p></rdf:Description></rdf:RDF>"""


def test_blank_nodes_get_addresses_that_do_not_depend_on_their_labels() -> None:
    first, second = exchange.read(BLANK, "turtle"), exchange.read(RENAMED, "turtle")
    assert not any(isinstance(term, ox.BlankNode) for quad in first for term in (quad.subject, quad.object))
    assert set(first) == set(second) == set(exchange.read(exchange.write(first, "rdfxml"), "rdfxml"))
    assert len(first) == 6


def test_blank_nodes_of_different_files_stay_apart() -> None:
    first, second = exchange.read(BLANK, "turtle"), exchange.read(BLANK.replace(b"Anne", b"Ines"), "turtle")
    nodes = [{quad.subject.value for quad in quads if "genid" in quad.subject.value} for quads in (first, second)]
    assert nodes[0] and not nodes[0] & nodes[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused_before_it_unfolds(encoding: str) -> None:
    with pytest.raises(SourceError, match="DTD"):
        exchange.read(BOMB.encode(encoding), "rdfxml", "bomb.rdf")


def test_triples_go_to_a_graph_of_their_own() -> None:
    (quad, *_) = exchange.read(BLANK, "turtle")
    assert quad.graph_name.value.startswith(iris.GRAPH + "import/")


def test_what_a_store_makes_itself_is_not_taken_over() -> None:
    line = "<https://example.org/s> <https://example.org/p> <https://example.org/o> <{}> .\n"
    graphs = [iris.ONTOLOGY, iris.REGISTRY, iris.DERIVED, iris.CURATION, iris.ARTICLES + "ab"]
    read = exchange.read("".join(map(line.format, graphs)).encode(), "nquads")
    assert {quad.graph_name.value for quad in read} == {iris.CURATION, iris.ARTICLES + "ab"}


@pytest.mark.parametrize("form", sorted(set(exchange.FORMATS)))
def test_what_is_written_does_not_depend_on_the_order(form: str) -> None:
    quads = exchange.read(BLANK, "turtle")
    expected = exchange.write(quads, form)
    for seed in range(5):
        random.Random(seed).shuffle(quads)
        assert exchange.write(quads, form) == expected
    triples = {str(quad.triple) for quad in exchange.read(expected, form)}
    assert triples == {str(quad.triple) for quad in quads}


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("turtle", b"<a> <b>"),
        ("jsonld", b"{"),
        ("rdfxml", b"<p>hello</p"),
        ("nquads", b"\xff\xfe"),
        ("turtle", b"<http://a/> <http://b/> <<( <http://a/> <http://b/> <http://c/> )>> ."),
    ],
)
def test_what_does_not_parse_is_told_in_one_line(form: str, data: bytes) -> None:
    with pytest.raises(SourceError) as raised:
        exchange.read(data, form, "file.x")
    assert str(raised.value).startswith("file.x: ") and "\n" not in str(raised.value)
