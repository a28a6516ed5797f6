"""The network of a store: one edge a fact, every claim on it."""

from __future__ import annotations

import pytest
from sample_graph import CHILE, FRIENDS, FUND, NORWAY, PORT, ROJAS, SUMMIT, iri, sample_store

from kg.analyse.network import build, facts
from kg.analyse.terms import terms
from kg.errors import NotFoundError


def edges(graph, relation):
    return [(source, target, data) for source, target, data in graph.edges(data=True) if data["relation"] == relation]


def test_two_articles_make_one_edge_with_two_claims():
    chairs = edges(build(sample_store()), "coChairs")
    assert sorted(source for source, _, _ in chairs) == [iri(CHILE), iri(NORWAY)]
    (fact,) = [data["fact"] for source, _, data in chairs if source == iri(CHILE)]
    assert sorted(claim.document for claim in fact.claims) == ["Après la Conférence", "La mer n’attend pas"]


def test_the_latest_article_says_the_status():
    ((_, target, data),) = edges(build(sample_store()), "heldIn")
    assert (target, data["status"], data["date"]) == (iri(PORT), "realised", "2031-06")
    assert sorted(claim.status for claim in data["fact"].claims) == ["planned", "realised"]


def test_the_status_is_found_without_the_derived_graph():
    class Bare:
        def query(self, sparql):
            return sample_store().query(sparql.replace("ent:currentStatus", "ent:noSuchStatus"))

    ((_, _, data),) = edges(build(Bare()), "heldIn")
    assert data["status"] == "realised"


def test_claims_carry_their_evidence():
    ((_, _, data),) = edges(build(sample_store()), "hosts")
    (claim,) = data["fact"].claims
    assert "accueillir" in claim.quote and claim.end - claim.start == len(claim.quote)
    assert (claim.url, claim.speaker, claim.confidence) == ("https://example.org/printemps", None, 0.8)


def test_values_are_in_the_node_and_no_node_of_their_own():
    graph = build(sample_store())
    values = {(fact.relation, fact.value) for fact in graph.nodes[iri(ROJAS)]["facts"]}
    assert values == {("holdsPosition", "ambassadrice"), ("says", "la mer n’attend pas")}
    assert [fact.value for fact in graph.nodes[iri(FUND)]["facts"]] == ["40000000 USD"]
    assert [fact.status for fact in graph.nodes[iri(SUMMIT)]["facts"]] == ["planned"]
    assert not [node for node in graph if "post/" in node or "statement/" in node]


def test_a_post_represents():
    graph = build(sample_store())
    (post,) = [fact for fact in graph.nodes[iri(ROJAS)]["facts"] if fact.relation == "holdsPosition"]
    assert post.details == {"of": "Chili", "at": "UNESCO"}
    ((source, target, data),) = edges(graph, "represents")
    assert (source, target, data["inferred"]) == (iri(ROJAS), iri(CHILE), True)
    assert data["fact"].claims == post.claims


def test_nodes_say_what_they_are():
    node = build(sample_store()).nodes[iri(FRIENDS)]
    assert (node["label"], node["type"]) == ("Groupe des amis de l’océan", "FriendsGroup")
    assert sorted(article["label"] for article in node["mentions"]) == ["Après la Conférence", "La mer n’attend pas"]
    assert "République du Chili" in build(sample_store()).nodes[iri(CHILE)]["forms"]


def test_statuses_choose_facts():
    graph = build(sample_store(), statuses=["planned", "aspired"])
    assert {fact.status for fact in facts(graph)} == {"planned", "aspired"}
    assert iri(ROJAS) not in graph


@pytest.mark.parametrize("who", [["Lucía Rojas"], ["lucía rojas"], [iri(ROJAS)]])
def test_speakers_choose_claims(who):
    graph = build(sample_store(), speakers=who)
    assert {fact.relation for fact in facts(graph)} == {"sponsors", "says"}


def test_the_articles_own_voice_is_the_empty_speaker():
    assert "sponsors" not in {fact.relation for fact in facts(build(sample_store(), speakers=[""]))}


def test_around_keeps_the_neighbourhood():
    near = build(sample_store(), around=iri(PORT), depth=1)
    assert set(near) == {iri(PORT), iri(SUMMIT)}
    assert iri(CHILE) in build(sample_store(), around=iri(PORT), depth=2)


def test_around_an_unknown_name_says_so():
    with pytest.raises(NotFoundError, match="nowhere"):
        build(sample_store(), around="nowhere")


def test_the_most_specific_class_is_not_a_defined_one():
    assert terms().most_specific(["Instrument", "Resolution", "AdoptedInstrument"]) == "Resolution"
    assert terms().most_specific([]) == ""


def test_an_empty_store_is_an_empty_graph():
    from kg.store import open_store

    graph = build(open_store("memory:"))
    assert (len(graph), graph.graph["articles"]) == (0, 0)
