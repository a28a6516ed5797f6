"""Every fault of ontology/fixtures/fail is found for the reason the file gives, and told with its article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import fixtures
import pyoxigraph as ox
import pytest

from kg.rdf import check, contradictions, iris, validate
from kg.rdf.findings import Finding, tell
from kg.rdf.names import ENT, RDF_TYPE


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")


@pytest.mark.parametrize("path", fixtures.FAIL, ids=lambda path: path.stem)
def test_breaks_the_rule_it_names(path: Path) -> None:
    store = fixtures.store(path)
    violations = check.check(store, hermit=False)
    assert {violation.rule for violation in violations} == set(fixtures.breaks(path))
    for violation in violations:
        # One finished sentence: every name filled in, no bare address.
        assert not {"{", "…", "\n"} & set(violation.message) and "http" not in violation.message


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    broken = {rule for path in fixtures.FAIL for rule in fixtures.breaks(path)}
    assert set(validate.rules("data")) | contradictions.RULES == broken


def test_the_sound_dispatch_breaks_nothing() -> None:
    assert check.check(fixtures.store()) == []


def test_pyshacl_alone_finds_the_same() -> None:
    """The constraints asked of the store say what any SHACL processor says of the shapes file: all faults at once."""
    store = fixtures.store(*fixtures.FAIL)
    # pySHACL sees no graphs, so it cannot know that the registry may state relations on its own.
    registry = "https://w3id.org/entente/graph/registry"
    union = {
        quad.triple
        for quad in store.inner.quads_for_pattern(None, None, None, None)
        if not isinstance(quad.graph_name, ox.DefaultGraph)
        if quad.graph_name.value != registry or quad.predicate.value.endswith(("#type", "#prefLabel"))
    }

    def culprits(findings: Iterable[Finding]) -> set[tuple[str, str]]:
        return {(finding.rule, finding.values["this"].value) for finding in findings}

    found = culprits(validate.findings(store))
    assert found == culprits(validate.shacl(union, "data"))
    assert {rule for rule, _ in found} == set(validate.rules("data"))


def told(name: str) -> list[check.Violation]:
    path = next(path for path in fixtures.FAIL if path.stem == name)
    return check.check(fixtures.store(path), hermit=False)


def test_a_state_that_is_a_person_is_explained() -> None:
    (violation,) = told("state-is-a-person")
    assert violation.message == (
        "Maroc est à la fois « personne » et « État », deux classes qui s'excluent. (depeche.txt)"
    )
    assert violation.articles == ("depeche.txt",) and violation.severity == "violation"
    assert violation.focus == "https://w3id.org/entente/id/state/ma"


def test_its_relations_are_not_told_as_well() -> None:
    """Everything said of a state that is a person is out of place: one fault, one sentence."""
    store = fixtures.store(next(path for path in fixtures.FAIL if path.stem == "state-is-a-person"))
    part = f"{iris.entity('body/onu')} {ENT.partOf} {iris.entity('state/ma')}"
    store.update(f"INSERT DATA {{ GRAPH <{iris.REGISTRY}> {{ {part} }} }}")
    assert [violation.rule for violation in check.check(store, hermit=False)] == ["disjoint-classes"]


def test_a_shortcut_without_engagement_is_explained() -> None:
    (violation,) = told("shortcut-without-engagement")
    assert "France copréside Forum STI de l’ECOSOC" in violation.message
    assert violation.articles == ("depeche.txt",)


def test_a_shortcut_planted_in_the_derived_graph_is_explained() -> None:
    store = fixtures.store()
    d = "https://w3id.org/entente/id/"
    store.update(
        f"INSERT DATA {{ GRAPH <https://w3id.org/entente/graph/derived> {{ "
        f"<{d}state/fr> <https://w3id.org/entente/ontology#coChairs> <{d}forum/sti> }} }}"
    )
    (violation,) = check.check(store, hermit=False)
    assert violation.rule == "unfounded-shortcut" and violation.articles == ("depeche.txt",)


def test_a_fault_that_another_program_wrote_is_found() -> None:
    """Entente keeps the union of all graphs; another program that writes to the folder does not."""
    store = fixtures.store()
    person = ox.Quad(iris.entity("state/ma"), RDF_TYPE, ENT.Person, ox.NamedNode(fixtures.DEPECHE))
    store.inner.add(person)
    told = check.check(store, hermit=False)
    assert [violation.rule for violation in told] == ["disjoint-classes", "stale-union"]
    assert told[0].articles == ("depeche.txt",) and told[1].severity == "warning"


def test_a_span_that_misquotes_is_explained() -> None:
    (violation,) = told("span-quotes-something-else")
    assert "« À Rabat »" in violation.message and "« À Salé, »" in violation.message and "0 à 7" in violation.message
    assert violation.articles == ("depeche.txt",)


def test_messages_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    (violation,) = told("state-is-a-person")
    assert violation.message.startswith('Maroc is both "person" and "state"')


def test_warnings_do_not_fail_a_check() -> None:
    assert not check.failed(told("lone-co-chair")) and check.failed(told("votes-both-ways"))


def test_each_finding_is_told_once() -> None:
    store = fixtures.store(next(path for path in fixtures.FAIL if path.stem == "state-is-a-person"))
    twice = [*contradictions.findings(store), *contradictions.findings(store)]
    assert len(twice) == 2 and len(tell(store, twice)) == 1


def test_rdflib_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import rdflib

    def spoil(*_: object, **__: object) -> None:
        rdflib.NORMALIZE_LITERALS = False
        raise RuntimeError("malformed shapes")

    monkeypatch.setattr("pyshacl.validate", spoil)
    with pytest.raises(RuntimeError):
        list(validate.shacl([], "data"))
    assert rdflib.NORMALIZE_LITERALS is True


def test_a_registry_may_state_relations() -> None:
    """ECOSOC is part of the UN by the registry: no engagement is behind it, and none is asked for."""
    store = fixtures.store()
    ask = "ASK { GRAPH <https://w3id.org/entente/graph/registry> { ?s <https://w3id.org/entente/ontology#partOf> ?o } }"
    assert store.query(ask) is True
    assert isinstance(store.inner, ox.Store) and check.check(store, hermit=False) == []
