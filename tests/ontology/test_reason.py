"""What HermiT must show: the inferences that the ontology promises, and the contradictions it must not accept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fixtures
import pyoxigraph as ox
import pytest

from kg.rdf import check, contradictions, iris, reason
from kg.rdf.names import ENT, RDF_TYPE

# Broken by these, the data contradict the axioms, not only the shapes.
LOGICAL = [path for path in fixtures.FAIL if set(fixtures.breaks(path)) & contradictions.RULES]
DRAWN_BY_RULES = {ENT.represents, ENT.chairs, ENT.participatesIn}


def d(local: str) -> ox.NamedNode:
    return iris.entity(local)


@cache
def sound() -> reason.Reasoning:
    """The dispatch as its articles say it: what rules/ widen is left for HermiT to find."""
    facts = [t for t in reason.abox(fixtures.store()) if t.predicate not in DRAWN_BY_RULES]
    return reason.reason(facts)


def test_the_ontology_with_the_dispatch_is_consistent_and_every_class_can_have_members() -> None:
    assert sound().consistent and sound().unsatisfiable == ()


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("person/hilale", ENT.represents, "state/ma"),
        ("state/ma", ENT.chairs, "forum/sti"),
        ("state/ma", ENT.participatesIn, "forum/sti"),
        ("state/ma", ENT.engagedIn, "body/ecosoc"),
        ("state/ma", ENT.engagedIn, "body/onu"),
        ("forum/sti", ENT.partOf, "body/onu"),
        ("instrument/declaration-rabat", ENT.tracesBackTo, "occasion/forum-rabat-2024"),
    ],
)
def test_follows_by_chains_and_broader_properties(subject: str, relation: ox.NamedNode, object_: str) -> None:
    assert ox.Triple(d(subject), relation, d(object_)) in sound().inferred


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ("instrument/texte-2024", ENT.ConsensusInstrument),
        ("instrument/texte-2024", ENT.AdoptedInstrument),
        ("engagement/maroc-recoit", ENT.ProspectiveEngagement),
        ("engagement/maroc-copreside", ENT.RealisedEngagement),
    ],
)
def test_follows_by_definition(node: str, kind: ox.NamedNode) -> None:
    assert ox.Triple(d(node), RDF_TYPE, kind) in sound().inferred


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ("engagement/maroc-recoit", ENT.RealisedEngagement),
        ("engagement/maroc-africain", ENT.RealisedEngagement),
        ("instrument/texte-africain", ENT.AdoptedInstrument),
        ("instrument/autre-texte", ENT.ConsensusInstrument),
    ],
)
def test_does_not_follow(node: str, kind: ox.NamedNode) -> None:
    assert ox.Triple(d(node), RDF_TYPE, kind) not in sound().inferred


def test_a_wish_to_host_is_no_hosting() -> None:
    store = fixtures.store()
    assert store.query(f"ASK {{ {d('state/ma')} {ENT.hosts} {d('occasion/sommet-2027')} }}") is False
    assert not [triple for triple in sound().inferred if triple.predicate == ENT.hosts]


@pytest.mark.parametrize("path", LOGICAL, ids=lambda path: path.stem)
def test_a_contradiction_is_inconsistent_and_explained(path: Path) -> None:
    store = fixtures.store(path)
    assert not reason.reason(reason.abox(store)).consistent
    told = [violation for violation in check.check(store, hermit=False) if violation.rule in contradictions.RULES]
    assert told and all(violation.articles == ("depeche.txt",) for violation in told)


def test_an_explained_contradiction_is_told_once() -> None:
    path = next(path for path in LOGICAL if path.stem == "state-is-a-person")
    assert [violation.rule for violation in check.check(fixtures.store(path))] == ["disjoint-classes"]


def test_what_only_the_shapes_forbid_is_consistent() -> None:
    path = next(path for path in fixtures.FAIL if path.stem == "shortcut-without-engagement")
    assert reason.reason(reason.abox(fixtures.store(path))).consistent


def test_two_states_of_one_code_are_one() -> None:
    """The key of ent:State: two nodes with one ISO code share what is said of either."""
    code = ox.Literal("MA")
    facts = [
        ox.Triple(d(f"state/{name}"), p, o)
        for name in ("ma", "maroc")
        for p, o in ((RDF_TYPE, ENT.State), (ENT.isoCode, code))
    ]
    facts += [ox.Triple(d("state/maroc"), ENT.chairs, d("forum/x"))]
    other = ox.Triple(d("state/ma"), RDF_TYPE, ENT.Person)
    assert reason.reason(facts).consistent
    assert not reason.reason([*facts, other]).consistent


def test_a_contradiction_without_a_known_pattern_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setattr(reason, "reason", lambda _: reason.Reasoning(False))
    (violation,) = check.check(fixtures.store())
    assert violation.rule == "inconsistent" and "withdraw" in violation.message and check.failed([violation])


def test_a_class_that_can_have_no_member_is_detected() -> None:
    sub = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    impossible = ox.NamedNode("https://w3id.org/entente/ontology#Impossible")
    broken = [
        *reason.ontology(),
        ox.Triple(impossible, RDF_TYPE, ox.NamedNode("http://www.w3.org/2002/07/owl#Class")),
        ox.Triple(impossible, sub, ENT.State),
        ox.Triple(impossible, sub, ENT.Person),
    ]
    result = reason.reason([], broken)
    assert result.consistent and result.unsatisfiable == ("Impossible",)


def test_the_ontology_is_owl_2_dl() -> None:
    assert reason.profile() == []


def test_the_profile_check_sees_what_is_not_owl_2_dl() -> None:
    functional = ox.NamedNode("http://www.w3.org/2002/07/owl#FunctionalProperty")
    (line,) = reason.profile([*reason.ontology(), ox.Triple(ENT.follows, RDF_TYPE, functional)])
    assert "follows" in line


def test_the_core_alone_is_owl_2_dl_and_consistent() -> None:
    core = reason.ontology("core.ttl", "stubs.ttl")
    assert reason.profile(core) == [] and reason.reason([], core).unsatisfiable == ()


def test_without_java_the_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    (violation,) = check.check(fixtures.store())
    assert violation.severity == "info" and violation.rule == "not-reasoned" and "Java" in violation.message
    assert not check.failed([violation])


def test_with_too_many_engagements_the_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason, "reason", lambda _: pytest.fail("HermiT was asked"))
    (violation,) = check.check(fixtures.store(), most=5)
    assert violation.rule == "not-reasoned" and "16 > 5" in violation.message


def test_a_second_run_knows_nothing_of_the_first() -> None:
    """owlready2's default world is shared by the whole process: ours is private."""
    triple = ox.Triple(d("state/ma"), RDF_TYPE, ENT.State)
    reason.reason([triple])
    assert not [t for t in reason.reason([]).inferred if t.subject == d("state/ma")]
