"""Where a graph contradicts the ontology: the explanations that HermiT does not give, read from the same axioms.

A node of two classes that exclude each other, a property that takes one value with two, an end of a relation that
its domain or range excludes, a relation from a node to itself that none may have with itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from kg import resources
from kg.lexicon import classes
from kg.rdf import names
from kg.rdf.findings import VIOLATION, Finding, Queryable
from kg.rdf.names import ENT, RDF_TYPE

_OWL = "http://www.w3.org/2002/07/owl#"
_TEXTS = {
    "disjoint-classes": {
        "fr": "{this} est à la fois « {one} » et « {other} », deux classes qui s'excluent",
        "en": '{this} is both "{one}" and "{other}", two classes that exclude each other',
    },
    "two-values": {
        "fr": "{this} a deux valeurs pour « {property} », qui n'en admet qu'une : {one} et {other}",
        "en": '{this} has two values for "{property}", which takes only one: {one} and {other}',
    },
    "domain": {
        "fr": "« {subject} {relation} {object} » : le sujet est « {class} », que la relation exclut",
        "en": '"{subject} {relation} {object}": the subject is "{class}", which the relation excludes',
    },
    "range": {
        "fr": "« {subject} {relation} {object} » : l'objet est « {class} », que la relation exclut",
        "en": '"{subject} {relation} {object}": the object is "{class}", which the relation excludes',
    },
    "irreflexive": {
        "fr": "« {this} {relation} {this} » : un acteur ne peut l'être de lui-même",
        "en": '"{this} {relation} {this}": no actor can be so with itself',
    },
}
_END = {"domain": "subject", "range": "object"}
# What makes a graph inconsistent: these, and the shape `contradictory-votes`, which reads the key of ent:Stance.
RULES = frozenset(_TEXTS) | {"contradictory-votes"}


def findings(store: Queryable) -> Iterator[Finding]:
    """Every contradiction of a store with the ontology, told by the axiom it breaks."""
    disjoint = list(_disjoint(store))
    yield from disjoint
    yield from _two_values(store)
    told = {finding.focus for finding in disjoint}  # every relation of such a node would be told again
    for side in ("domain", "range"):
        yield from (found for found in _outside(store, side) if found.values[_END[side]].value not in told)
    yield from _reflexive(store)


def _disjoint(store: Queryable) -> Iterator[Finding]:
    # First which classes occur together, a short list; then the nodes of the pairs that exclude each other.
    pairs = store.query(
        f"""SELECT DISTINCT ?one ?other WHERE {{ ?s a ?one . ?s a ?other .
            FILTER(STR(?one) < STR(?other) && STRSTARTS(STR(?one), "{ENT}") && STRSTARTS(STR(?other), "{ENT}")) }}"""
    )
    for one, other in [(row["one"], row["other"]) for row in pairs]:
        if not incompatible(one, other):
            continue
        for row in store.query(f"SELECT DISTINCT ?this WHERE {{ ?this a {one} , {other} }}"):
            focus = row["this"]
            patterns = (f"{focus} a {one}", f"{focus} a {other}")
            yield _finding("disjoint-classes", focus, {"one": one, "other": other}, patterns)


def _two_values(store: Queryable) -> Iterator[Finding]:
    for functional in _characterised("FunctionalProperty"):
        rows = store.query(
            f"""SELECT DISTINCT ?this ?one ?other WHERE {{ ?this {functional} ?one , ?other .
                FILTER(STR(?one) < STR(?other)) }}"""
        )
        for row in rows:
            values = {"property": functional, "one": row["one"], "other": row["other"]}
            yield _finding("two-values", row["this"], values, (f"{row['this']} {functional} ?value",))


def _outside(store: Queryable, side: str) -> Iterator[Finding]:
    """The shortcuts whose subject (`domain`) or object (`range`) is of a class that the relation excludes."""
    end = f"?{_END[side]}"
    for relation in names.relations().values():
        allowed = getattr(classes.load(), side)[relation.name]
        if not allowed or (relation.literal and side == "range"):
            continue
        ends = f"{{ SELECT DISTINCT {end} WHERE {{ ?subject {relation.iri} ?object }} }}"
        used = store.query(f"SELECT DISTINCT ?class WHERE {{ {ends} {end} a ?class }}")
        for kind in [row["class"] for row in used]:
            if not all(incompatible(kind, ENT[name]) for name in allowed):
                continue
            ends = f"?subject {relation.iri} ?object . {end} a {kind}"
            for row in store.query(f"SELECT DISTINCT ?subject ?object WHERE {{ {ends} }}"):
                values = {"subject": row["subject"], "relation": relation.iri, "object": row["object"], "class": kind}
                pattern = f"{row['subject']} {relation.iri} {row['object']}"
                yield _finding(side, row["subject"], values, (pattern,))


def _reflexive(store: Queryable) -> Iterator[Finding]:
    for irreflexive in _characterised("IrreflexiveProperty"):
        for row in store.query(f"SELECT DISTINCT ?this WHERE {{ ?this {irreflexive} ?this }}"):
            values = {"relation": irreflexive}
            yield _finding("irreflexive", row["this"], values, (f"{row['this']} ?relation {row['this']}",))


def incompatible(one: ox.NamedNode, other: ox.NamedNode) -> bool:
    """Whether nothing can be of both classes: two classes above them, or they themselves, exclude each other."""
    for group in _exclusive():
        here, there = _above(one) & group, _above(other) & group
        if here and there and here != there:
            return True
    return False


def _above(kind: ox.NamedNode) -> frozenset[str]:
    local = kind.value.removeprefix(str(ENT))
    return classes.load().parents.get(local, frozenset({local}))


@cache
def _exclusive() -> tuple[frozenset[str], ...]:
    """The groups of classes that exclude each other (owl:AllDisjointClasses), by local name."""
    store: Queryable = _core()
    rows = store.query(
        f"""PREFIX owl: <{_OWL}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?group ?class {{ ?group a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?class }}"""
    )
    groups: dict[str, set[str]] = {}
    for group, kind in rows:
        groups.setdefault(str(group), set()).add(kind.value.removeprefix(str(ENT)))
    return tuple(map(frozenset, groups.values()))


def _characterised(kind: str) -> list[ox.NamedNode]:
    found = [quad.subject for quad in _core().quads_for_pattern(None, RDF_TYPE, ox.NamedNode(_OWL + kind))]
    return sorted((term for term in found if isinstance(term, ox.NamedNode)), key=str)


@cache
def _core() -> ox.Store:
    store = ox.Store()
    for path in resources.ontology_files("core.ttl"):
        store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


def _finding(rule: str, focus: ox.NamedNode, values: dict[str, ox.NamedNode], patterns: tuple[str, ...]) -> Finding:
    texts = {language: text + "." for language, text in _TEXTS[rule].items()}
    return Finding(rule, VIOLATION, focus.value, texts, values, patterns)
