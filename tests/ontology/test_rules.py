"""The derived graph: which claim wins, what becomes a shortcut, and what follows from shortcuts."""

from __future__ import annotations

from itertools import pairwise

import fixtures
import pyoxigraph as ox
import pytest

from kg.rdf import iris, rules
from kg.rdf.names import ENT, RDF_TYPE
from kg.store.embedded import EmbeddedStore

PREFIXES = f"BASE <{iris.DATA}> PREFIX ent: <{ENT}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


@pytest.fixture
def store() -> EmbeddedStore:
    return fixtures.empty()


def say(store: EmbeddedStore, name: str, day: str | None, *facts: tuple[str, str, str, str]) -> None:
    """An article `name`, of a day or undated, that says facts (subject, relation, object, status)."""
    dated = f'; ent:publishedFrom "{day}T00:00:00Z"^^xsd:dateTime' if day else ""
    body = f"<article/{name}> a ent:Article {dated} .\n"
    for agent, relation, target, status in facts:
        slug = f"{agent}-{relation}-{target}".replace("/", "-")
        body += f"<engagement/{slug}> ent:role ent:role-{relation} ; ent:agent <{agent}> ; ent:target <{target}> .\n"
        body += (
            f"<claim/{name}-{slug}-{status}> ent:asserts <engagement/{slug}> ; "
            f"ent:claimedStatus ent:status-{status} ; ent:inArticle <article/{name}> .\n"
        )
    store.update(f"{PREFIXES} INSERT DATA {{ GRAPH <{iris.ARTICLES}{name}> {{ {body} }} }}")
    rules.rebuild(store)


def holds(store: EmbeddedStore, pattern: str) -> bool:
    result = store.query(f"{PREFIXES} ASK {{ GRAPH <{iris.DERIVED}> {{ {pattern} }} }}")
    assert isinstance(result, bool)
    return result


FACT = ("state/ma", "hosts", "occasion/x")
NODE = "<engagement/state-ma-hosts-occasion-x>"


def test_the_latest_article_decides(store: EmbeddedStore) -> None:
    say(store, "old", "2024-01-01", (*FACT, "realised"))
    say(store, "new", "2025-01-01", (*FACT, "denied"))
    assert holds(store, f"{NODE} ent:currentStatus ent:status-denied")
    assert not holds(store, f"{NODE} ent:currentStatus ent:status-realised")
    assert not holds(store, "?s ent:hosts ?o")


def test_an_article_with_a_date_outweighs_one_without(store: EmbeddedStore) -> None:
    say(store, "undated", None, (*FACT, "realised"))
    say(store, "dated", "1999-01-01", (*FACT, "planned"))
    assert holds(store, f"{NODE} ent:currentStatus ent:status-planned")


def test_on_one_day_the_surest_word_decides(store: EmbeddedStore) -> None:
    order = ["realised", "ongoing", "planned", "aspired", "hypothetical", "denied", "unfulfilled"]
    for surer, weaker in pairwise(order):
        fresh = fixtures.empty()
        say(fresh, "a", "2025-01-01", (*FACT, weaker))
        say(fresh, "b", "2025-01-01", (*FACT, surer))
        assert holds(fresh, f"{NODE} ent:currentStatus ent:status-{surer}"), (surer, weaker)


def test_undated_articles_are_decided_by_the_surest_word(store: EmbeddedStore) -> None:
    say(store, "a", None, (*FACT, "planned"), (*FACT, "realised"))
    assert holds(store, f"{NODE} ent:currentStatus ent:status-realised")


@pytest.mark.parametrize(
    ("status", "drawn"),
    [
        ("realised", True),
        ("ongoing", True),
        ("planned", False),
        ("aspired", False),
        ("hypothetical", False),
        ("denied", False),
        ("unfulfilled", False),
    ],
)
def test_only_what_is_done_or_under_way_is_drawn(store: EmbeddedStore, status: str, drawn: bool) -> None:
    say(store, "a", "2025-01-01", (*FACT, status))
    assert holds(store, "<state/ma> ent:hosts <occasion/x>") is drawn
    assert holds(store, "<state/ma> ent:participatesIn <occasion/x>") is drawn


def test_a_symmetric_relation_is_drawn_both_ways(store: EmbeddedStore) -> None:
    say(
        store,
        "a",
        None,
        ("state/fr", "partnersWith", "state/ma", "realised"),
        ("state/fr", "assists", "state/ma", "realised"),
    )
    assert holds(store, "<state/ma> ent:partnersWith <state/fr>") and holds(
        store, "<state/fr> ent:partnersWith <state/ma>"
    )
    assert holds(store, "<state/ma> ent:cooperatesWith <state/fr>")
    assert not holds(store, "<state/ma> ent:assists <state/fr>")


def test_a_literal_is_drawn_as_a_plain_string() -> None:
    store = fixtures.store()
    assert holds(store, '<instrument/autre-texte> ent:votes "2-0-1"')
    assert not holds(store, "<occasion/sommet-2027> ent:date ?date")  # the date of a wish stays on the wish


def test_co_sponsors_and_co_chairs_cooperate(store: EmbeddedStore) -> None:
    say(
        store,
        "a",
        None,
        ("state/ma", "sponsors", "text/t", "realised"),
        ("state/us", "coSponsors", "text/t", "realised"),
        ("state/ma", "coChairs", "forum/f", "ongoing"),
        ("state/fi", "coChairs", "forum/f", "ongoing"),
        ("state/jp", "coChairs", "forum/f", "planned"),
        ("state/br", "chairs", "forum/f", "ongoing"),
    )
    assert holds(store, "<state/ma> ent:coSponsoredWith <state/us>") and holds(
        store, "<state/us> ent:cooperatesWith <state/ma>"
    )
    assert holds(store, "<state/fi> ent:coLeadsWith <state/ma>") and holds(
        store, "<state/ma> ent:cooperatesWith <state/fi>"
    )
    assert not holds(store, "<state/jp> ent:cooperatesWith ?o")
    assert not holds(store, "<state/br> ent:coLeadsWith ?o")
    assert not holds(store, "?s ent:cooperatesWith ?s")
    assert not holds(store, "<state/us> ent:cooperatesWith <state/fi>")


def test_an_envoy_is_no_partner_of_the_state_that_sends_him(store: EmbeddedStore) -> None:
    say(
        store,
        "a",
        None,
        ("person/p", "represents", "state/ma", "ongoing"),
        ("person/p", "coChairs", "forum/f", "ongoing"),
        ("state/ma", "coChairs", "forum/f", "ongoing"),
        ("state/fi", "coChairs", "forum/f", "ongoing"),
    )
    assert not holds(store, "<person/p> ent:cooperatesWith <state/ma>")
    assert holds(store, "<person/p> ent:coLeadsWith <state/fi>")


def test_engagement_reaches_every_whole_also_by_the_registry() -> None:
    store = fixtures.store()
    for whole in ("forum/sti", "body/ecosoc", "body/onu"):
        assert holds(store, f"<state/ma> ent:engagedIn <{whole}>")
    assert not holds(store, "<state/br> ent:engagedIn ?o")


def test_the_registry_makes_no_facts() -> None:
    """What the registry knows is not drawn as an article's fact."""
    store = fixtures.empty()
    store.update(f"{PREFIXES} INSERT DATA {{ GRAPH <{iris.REGISTRY}> {{ <state/ma> ent:memberOf <body/onu> }} }}")
    rules.rebuild(store)
    assert not holds(store, "?s ?p ?o")


def test_a_planned_text_has_its_ancestry() -> None:
    store = fixtures.store()
    assert holds(store, "<instrument/texte-africain> ent:tracesBackTo <occasion/forum-rabat-2024>")
    assert not holds(store, "<instrument/texte-africain> ent:follows ?o")


def test_a_denied_sequel_is_no_ancestry_and_a_circle_ends(store: EmbeddedStore) -> None:
    say(
        store,
        "a",
        None,
        ("text/a", "follows", "text/b", "denied"),
        ("text/c", "follows", "text/d", "realised"),
        ("text/d", "follows", "text/c", "realised"),
    )
    assert not holds(store, "<text/a> ent:tracesBackTo ?o")
    assert holds(store, "<text/c> ent:tracesBackTo <text/d>") and not holds(store, "?s ent:tracesBackTo ?s")


def test_who_votes_alike(store: EmbeddedStore) -> None:
    say(
        store,
        "a",
        None,
        ("state/fr", "votesFor", "text/t", "realised"),
        ("state/jp", "votesFor", "text/t", "realised"),
        ("state/br", "abstainsOn", "text/t", "realised"),
        ("state/cn", "opposes", "text/t", "realised"),
        ("state/in", "opposes", "text/t", "realised"),
        ("state/us", "opposes", "text/u", "realised"),
        ("state/il", "opposes", "text/u", "realised"),
    )
    assert holds(store, "<state/fr> ent:votedLike <state/jp>") and holds(store, "<state/jp> ent:votedLike <state/fr>")
    assert holds(store, "<state/cn> ent:votedLike <state/in>")
    assert not holds(store, "<state/us> ent:votedLike ?o")  # no vote was held on that text
    assert not holds(store, "<state/br> ent:votedLike ?o")


def test_adopted_and_by_consensus() -> None:
    store = fixtures.store()
    text = "<instrument/texte-2024>"
    assert holds(store, f"{text} a ent:AdoptedInstrument, ent:ConsensusInstrument")
    assert not holds(store, "<instrument/texte-africain> a ?class")


def test_drawing_twice_changes_nothing_and_leaves_the_rest() -> None:
    store = fixtures.store()
    before = store.dump("nquads")
    rules.rebuild(store)
    assert store.dump("nquads") == before
    assert any(quad.predicate == RDF_TYPE for quad in store.quads(iris.DERIVED))


def test_what_is_withdrawn_is_no_longer_drawn() -> None:
    store = fixtures.store()
    store.remove_graph(fixtures.DEPECHE)
    rules.rebuild(store)
    assert list(store.quads(iris.DERIVED)) == []


def test_the_rules_run_in_the_order_of_their_names_in_one_update() -> None:
    text = rules.text()
    assert text.index("currentStatus ?status }") < text.index("?agent ?relation ?object") < text.index("ent:votedLike")
    assert text.startswith("PREFIX") and text.count("DROP") == 1
    store = ox.Store()
    store.update(text)  # also where nothing is there yet
    assert len(store) == 0
