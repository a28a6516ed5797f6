"""The closed vocabulary: constants read from `ontology/core.ttl` and `stubs.ttl`; a typo cannot reach the graph.

>>> ENT.coChairs.value
'https://w3id.org/entente/ontology#coChairs'
>>> relation("coChairs").engagement.value.rpartition("#")[2]
'RoleTenure'
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg import resources

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD = "http://www.w3.org/2001/XMLSchema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_LITERAL = ox.NamedNode(_OWL + "DatatypeProperty")
_SYMMETRIC = ox.NamedNode(_OWL + "SymmetricProperty")
_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_SUB_PROPERTY = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")


class Namespace:
    """The declared terms of one vocabulary: `ENT.coChairs`, or `ENT["role-coChairs"]` where the name has a hyphen.

    An undeclared name raises AttributeError (KeyError in brackets) with the nearest declared ones.
    """

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, name: str) -> ox.NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            term = self[name]
        except KeyError as error:
            raise AttributeError(*error.args) from None
        self.__dict__[name] = term  # the next time, it is an attribute like any other
        return term

    def __getitem__(self, name: str) -> ox.NamedNode:
        known = _terms().get(self._base, {})
        if name in known:
            return known[name]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
        hint = f"; did you mean {', '.join(near)}?" if near else "; declare it in ontology/core.ttl"
        raise KeyError(f"{self._base}{name} is not a term of the ontology{hint}")

    def __contains__(self, name: object) -> bool:
        return name in _terms().get(self._base, {})

    def __dir__(self) -> list[str]:
        return sorted(_terms().get(self._base, {}))

    def __str__(self) -> str:
        return self._base


ENT = Namespace("https://w3id.org/entente/ontology#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
ORG = Namespace("http://www.w3.org/ns/org#")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
DCTERMS = Namespace("http://purl.org/dc/terms/")


@dataclass(frozen=True)
class Relation:
    """How a relation is written: the class and the role of the engagement behind it.

    `symmetric`: its two ends are ordered by IRI and its shortcut goes both ways; `literal`: its object is
    `ent:targetValue`; `broader`: the relations it is one of (`chairs`, `participatesIn` for `coChairs`).
    """

    name: str
    iri: ox.NamedNode
    role: ox.NamedNode
    engagement: ox.NamedNode
    symmetric: bool
    literal: bool
    broader: frozenset[str]


def relation(name: str) -> Relation:
    """The relation of the contract called `name`. Raises KeyError with the nearest names."""
    known = relations()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3)
    raise KeyError(
        f"{name} is not a relation; " + (f"did you mean {', '.join(near)}?" if near else "see ontology/core.ttl")
    )


@cache
def relations() -> MappingProxyType[str, Relation]:
    """Every relation of the contract, by name, in alphabetical order."""
    store = _graph()
    roles = {quad.object: quad.subject for quad in store.quads_for_pattern(None, ORG.roleProperty, None)}
    names = {iri.value.removeprefix(str(ENT)) for iri in roles if isinstance(iri, ox.NamedNode)}
    found = {}
    for iri, role in sorted(roles.items(), key=lambda pair: str(pair[0])):
        assert isinstance(iri, ox.NamedNode) and isinstance(role, ox.NamedNode)
        kinds = {quad.object for quad in store.quads_for_pattern(iri, RDF_TYPE, None)}
        (engagement,) = (quad.object for quad in store.quads_for_pattern(role, ENT.roleOf, None))
        assert isinstance(engagement, ox.NamedNode)
        name = iri.value.removeprefix(str(ENT))
        broader = _broader(store, iri) & names
        found[name] = Relation(name, iri, role, engagement, _SYMMETRIC in kinds, _LITERAL in kinds, frozenset(broader))
    return MappingProxyType(found)


@cache
def label(name: str, lang: str = "fr") -> str | None:
    """How a term of the ontology (its local name) is called in `lang`, else in any language; None for no term."""
    pairs = _graph().quads_for_pattern(ox.NamedNode(f"{ENT}{name}"), _LABEL, None)
    found = {quad.object.language: quad.object.value for quad in pairs if isinstance(quad.object, ox.Literal)}
    return found.get(lang) or next((found[other] for other in ("en", "fr") if other in found), None)


def _broader(store: ox.Store, iri: ox.NamedNode) -> set[str]:
    above: set[str] = set()
    for quad in store.quads_for_pattern(iri, _SUB_PROPERTY, None):
        if isinstance(quad.object, ox.NamedNode):
            above |= {quad.object.value.removeprefix(str(ENT))} | _broader(store, quad.object)
    return above


@cache
def _graph() -> ox.Store:
    store = ox.Store()
    for path in resources.ontology_files("core.ttl", "stubs.ttl"):
        store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


@cache
def _terms() -> dict[str, dict[str, ox.NamedNode]]:
    """Namespace → local name → term, for everything the two files declare."""
    terms: dict[str, dict[str, ox.NamedNode]] = {}
    for quad in _graph().quads_for_pattern(None, RDF_TYPE, None):
        if isinstance(quad.subject, ox.NamedNode):
            cut = max(quad.subject.value.rfind("#"), quad.subject.value.rfind("/")) + 1
            terms.setdefault(quad.subject.value[:cut], {})[quad.subject.value[cut:]] = quad.subject
    return terms
