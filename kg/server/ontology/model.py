"""What the ontology's files say of each term: names, definitions, what is above it, what it goes from and to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg import resources

ENT = "https://w3id.org/entente/ontology#"
LANGS = ("fr", "en")
_RDF, _RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
_OWL, _SKOS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2004/02/skos/core#"
_ORG, _DCT = "http://www.w3.org/ns/org#", "http://purl.org/dc/terms/"
_KINDS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property"}
_TRAITS = ("SymmetricProperty", "TransitiveProperty", "FunctionalProperty")
Words = dict[str, str]  # language → text
Node = ox.NamedNode | ox.BlankNode | ox.Literal
Facts = dict[str, dict[str, list[Node]]]  # subject → predicate → objects


@dataclass(frozen=True)
class Term:
    """A class, a property or a status; `above`, `domain`, `range` are local names (of `xsd:` types too), `inverse` how
    a relation reads from its other end. `relation`: a fact of an article may say it."""

    name: str
    kind: str
    label: Words
    definition: Words
    inverse: Words
    above: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    relation: bool = False


@dataclass(frozen=True)
class Ontology:
    """Its terms in the order of the files, its title and description, its version."""

    title: Words
    description: Words
    version: str
    terms: tuple[Term, ...]

    def of_kind(self, kind: str) -> list[Term]:
        """`class`, `property` or `status`."""
        return [term for term in self.terms if term.kind == kind]


def read() -> Ontology:
    """The ontology in use, one's own additions included."""
    files = resources.ontology_files("core.ttl")
    quads = list(chain.from_iterable(ox.parse(path=path, format=ox.RdfFormat.TURTLE) for path in files))
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        key = quad.subject.value
        facts[key][quad.predicate.value].append(quad.object)
    relations = {
        value.value
        for known in facts.values()
        for value in known.get(f"{_ORG}roleProperty", ())
        if known.get(ENT + "roleOf")
    }
    terms = [_term(key, facts, key in relations) for key in list(facts) if key.startswith(ENT)]
    about = next(known for known in facts.values() if any(v.value == f"{_OWL}Ontology" for v in known[f"{_RDF}type"]))
    version = next((value.value for value in about[f"{_OWL}versionInfo"]), "")
    found = tuple(term for term in terms if term is not None)
    return Ontology(_words(about[f"{_DCT}title"]), _words(about[f"{_DCT}description"]), version, found)


def _term(key: str, facts: Facts, relation: bool) -> Term | None:
    known = facts[key]
    types = {value.value.rpartition("#")[2] for value in known[f"{_RDF}type"]}
    kind = next((_KINDS[name] for name in sorted(types) if name in _KINDS), "status" if "Status" in types else None)
    if kind is None:
        return None
    above = known[f"{_RDFS}subClassOf"] + known[f"{_RDFS}subPropertyOf"]

    def names(predicate: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(_named(value, facts) for value in known[predicate])))

    return Term(
        name=key.removeprefix(ENT),
        kind=kind,
        label=_words(known[f"{_SKOS}prefLabel"]),
        definition=_words(known[f"{_SKOS}definition"]),
        inverse=_words(known[ENT + "inverseLabel"]),
        above=tuple(value.value.removeprefix(ENT) for value in above if value.value.startswith(ENT)),
        domain=names(f"{_RDFS}domain"),
        range=names(f"{_RDFS}range"),
        traits=tuple(trait for trait in _TRAITS if trait in types),
        relation=relation,
    )


def _named(value: Node, facts: Facts) -> Iterator[str]:
    """The classes a domain or a range names: itself, or the members of its union."""
    if isinstance(value, ox.NamedNode):
        yield value.value.removeprefix(ENT).replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
        return
    rest = facts[value.value].get(f"{_OWL}unionOf", [])
    while rest and isinstance(rest[0], ox.BlankNode):
        cell = facts[rest[0].value]
        yield from chain.from_iterable(_named(first, facts) for first in cell[f"{_RDF}first"])
        rest = cell[f"{_RDF}rest"]


def _words(values: list[Node]) -> Words:
    return {
        value.language: value.value for value in values if isinstance(value, ox.Literal) and value.language in LANGS
    }
