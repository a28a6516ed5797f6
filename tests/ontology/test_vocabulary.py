"""The ontology's own terms: a closed vocabulary, one role for each relation, labels everywhere, mappings apart."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import resources
from kg.rdf import names, reason, validate
from kg.rdf.names import ENT, ORG, RDF_TYPE

CONTRACT = """participatesIn chairs coChairs hosts memberOf joins sponsors coSponsors drafts facilitates negotiates
adopts votesFor opposes abstainsOn signs ratifies endorses launches partnersWith assists requests holdsPosition
represents meets visits funds locatedIn heldIn date about follows producedBy partOf editionOf amount votes
says""".split()
OUR_FILES = [resources.ontology(name) for name in ("core.ttl", "alignments.ttl")]
OUR_FILES += [p for kind in ("rules/*.rq", "shapes/*.ttl", "fixtures/pass/*") for p in resources.ontology().glob(kind)]
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def core() -> list[ox.Triple]:
    return list(reason.ontology("core.ttl"))


def test_style_holds_for_every_own_term() -> None:
    broken = {(finding.rule, finding.focus) for finding in validate.shacl(core(), "style")}
    assert broken == set()


@pytest.mark.parametrize(
    ("rule", "subject", "property_", "object_"),
    [
        ("term-labels", ENT.State, names.SKOS.prefLabel, ox.Literal("pays", language="fr")),
        ("term-label-count", ENT.State, names.SKOS.prefLabel, ox.Literal("nation", language="en")),
        ("term-definitions", ENT.State, names.SKOS.definition, ox.Literal("Ein Staat.", language="de")),
        ("term-definition-count", ENT.State, names.SKOS.definition, ox.Literal("Un pays.", language="fr")),
        ("term-source", ENT.State, ox.NamedNode(_RDFS + "isDefinedBy"), ox.NamedNode("https://example.org/")),
        ("undeclared-source", ox.NamedNode(f"{ENT}New"), RDF_TYPE, ox.NamedNode("http://www.w3.org/2002/07/owl#Class")),
        ("undefined-mention", ENT.State, ox.NamedNode(_RDFS + "subClassOf"), ox.NamedNode(f"{ENT}Actors")),
        ("role-property", ENT["role-chairs"], ORG.roleProperty, ENT.coChairs),
        ("role-class", ENT["role-chairs"], ENT.roleOf, ENT.Funding),
        ("unlabelled-inverse", ENT["role-chairs"], ORG.roleProperty, ENT.agent),
    ],
)
def test_style_sees_a_fault(rule: str, subject: ox.NamedNode, property_: ox.NamedNode, object_: ox.Triple) -> None:
    broken = {finding.rule for finding in validate.shacl([*core(), ox.Triple(subject, property_, object_)], "style")}
    assert rule in broken


def test_the_style_shape_misses_no_rule() -> None:
    tested = {mark[0] for mark in test_style_sees_a_fault.pytestmark[0].args[1]}
    assert tested == set(validate.rules("style"))


def test_every_rule_speaks_french_and_english() -> None:
    for shapes in ("data", "style"):
        for rule in validate.rules(shapes).values():
            assert set(rule.texts) == {"fr", "en"}, rule.name
            assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in rule.texts.values()}) == 1, rule.name


def test_the_contract_is_kept() -> None:
    assert set(names.relations()) == set(CONTRACT)


def test_each_relation_has_one_role_named_after_it() -> None:
    for name, relation in names.relations().items():
        assert relation.role == ENT[f"role-{name}"] and relation.iri == ENT[name]
    assert len({relation.role for relation in names.relations().values()}) == len(CONTRACT)


def test_the_lookup_says_what_the_writer_needs() -> None:
    assert names.relation("coChairs").engagement == ENT.RoleTenure
    assert names.relation("coChairs").broader == {"chairs", "participatesIn"}
    assert names.relation("opposes").engagement == ENT.Stance
    assert names.relation("votes").literal and names.relation("date").literal and not names.relation("adopts").literal
    assert {name for name, relation in names.relations().items() if relation.symmetric} == {"partnersWith", "meets"}


def test_a_typo_raises_with_a_suggestion() -> None:
    with pytest.raises(AttributeError, match="did you mean coChairs"):
        _ = ENT.coChair
    with pytest.raises(KeyError, match="role-coChairs"):
        _ = ENT["role-coChair"]
    with pytest.raises(KeyError, match="did you mean coChairs"):
        names.relation("cochairs")
    with pytest.raises(AttributeError):
        _ = names.SKOS.preferredLabel
    with pytest.raises(AttributeError, match=r"declare it in ontology/core\.ttl"):
        _ = ENT.zzzzzz
    assert not hasattr(ENT, "Country") and hasattr(ENT, "State") and "State" in dir(ENT) and "State" in ENT


@pytest.mark.parametrize("path", OUR_FILES, ids=lambda path: path.name)
def test_our_files_use_declared_terms_only(path: Path) -> None:
    text = re.sub(r"(?m)(^|\s)#.*$", " ", path.read_text(encoding="utf-8"))
    text = re.sub(r'"[^"\n]*"@\w+', " ", text)
    used = set(re.findall(r"\bent:([\w-]+)", text))
    assert [name for name in sorted(used) if name not in ENT] == []


def test_the_registry_uses_declared_terms_only() -> None:
    files = sorted(resources.ontology("registry").rglob("*.ttl"))
    if not files:
        pytest.skip("the registry has no Turtle file yet")
    used: set[str] = set()
    for path in files:
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            used |= {t.value for t in (quad.predicate, quad.object) if isinstance(t, ox.NamedNode)}
    ours = {iri.removeprefix(str(ENT)) for iri in used if iri.startswith(str(ENT))}
    assert [name for name in sorted(ours) if name not in ENT] == []


def test_mappings_stand_apart() -> None:
    """The core defines our terms by our terms; what ties them to others is in alignments.ttl alone."""
    ties = {_RDFS + "subClassOf", _RDFS + "subPropertyOf", _RDFS + "domain", _RDFS + "range"}
    ties |= {"http://www.w3.org/2002/07/owl#" + name for name in ("equivalentClass", "equivalentProperty", "sameAs")}
    ties |= {str(names.SKOS) + name for name in ("exactMatch", "closeMatch", "broadMatch")}
    for triple in core():
        if triple.predicate.value in ties and isinstance(triple.object, ox.NamedNode):
            local = triple.object.value.startswith((str(ENT), names.XSD))
            assert local, f"{triple} belongs to alignments.ttl"
    for triple in reason.ontology("alignments.ttl"):
        if triple.predicate.value in ties:
            assert triple.subject.value.startswith(str(ENT)) and not triple.object.value.startswith(str(ENT))


def test_nothing_remote_is_imported() -> None:
    for triple in reason.ontology():
        assert triple.predicate.value != "http://www.w3.org/2002/07/owl#imports"


def test_the_version_is_stated() -> None:
    version = "https://w3id.org/entente/ontology/1.0.0"
    assert any(t.predicate.value.endswith("#versionIRI") and t.object.value == version for t in core())


def test_reading_the_vocabulary_is_quick_and_light() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); from kg.rdf.names import ENT, relation; ENT.coChairs; "
        "relation('date'); assert not {'rdflib', 'owlready2', 'pyshacl'} & set(sys.modules); "
        "print(time.perf_counter() - start)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.5
