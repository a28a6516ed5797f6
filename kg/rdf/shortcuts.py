"""Shortcuts that no engagement is behind: the shape `unfounded-shortcut`, answered for a whole store.

As a SPARQL constraint it asks, for each of many thousand shortcuts, among all engagements of a busy actor; here each
side is read once and compared. The tests hold the answer to pySHACL's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.rdf import iris, names
from kg.rdf.findings import Queryable
from kg.rdf.names import ENT

Shortcut = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]  # subject, relation, object


def unfounded(store: Queryable) -> Iterator[dict[str, ox.NamedNode | ox.Literal]]:
    """The bindings of the shape's query: `this` (the role), `subject`, `relation`, `object`.

    What the registry states is given knowledge and needs no engagement.
    """
    relations = " ".join(str(relation.iri) for relation in names.relations().values())
    drawn = f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {relations} }} %s }}"
    given = set(_triples(store, drawn % f"GRAPH <{iris.REGISTRY}> {{ ?s ?p ?o }}"))
    stated = set(_triples(store, drawn % "?s ?p ?o"))
    roles = {relation.iri: relation.role for relation in names.relations().values()}
    for subject, relation, object_ in sorted(stated - given - _founded(store), key=str):
        yield {"this": roles[relation], "subject": subject, "relation": relation, "object": object_}


def _founded(store: Queryable) -> set[Shortcut]:
    """Every shortcut that realised or ongoing engagements allow: broader ones, both ways, and through posts."""
    by_role = {relation.role: relation for relation in names.relations().values()}
    realised = f"{ENT['status-realised']} {ENT['status-ongoing']}"
    engagements = (
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?status {{ {realised} }} ?e {ENT.currentStatus} ?status ; "
        f"{ENT.role} ?p ; {ENT.agent} ?s ; {ENT.target}|{ENT.targetValue} ?o }}"
    )
    found: set[Shortcut] = set()
    for subject, role, object_ in _triples(store, engagements):
        if role not in by_role:
            continue
        relation = by_role[role]
        found |= {(subject, ENT[name], object_) for name in {relation.name, *relation.broader}}
        if relation.symmetric and isinstance(object_, ox.NamedNode):
            found.add((object_, relation.iri, subject))
    chain = f"{{ ?s {ENT.holdsPosition} ?post . ?post {ENT.postRepresents} ?o }}"
    posts = f"SELECT ?s ({ENT.represents} AS ?p) ?o WHERE {chain}"
    return found | set(_triples(store, posts))


def _triples(store: Queryable, select: str) -> Iterator[Shortcut]:
    for row in store.query(select):
        yield row["s"], row["p"], row["o"]
