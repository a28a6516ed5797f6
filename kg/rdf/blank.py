"""Addresses for blank nodes: the store holds none, because loading one twice would double it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from typing import Any

import pyoxigraph as ox

from kg.rdf.iris import DATA

GENID = DATA + ".well-known/genid/"


def skolemise(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The same quads with an IRI for each blank node: the same data gets the same IRIs, whatever its labels.

    Raises ValueError for a quoted triple, which RDF 1.1 does not have.
    """
    dataset = ox.Dataset(quads)
    if not any(_is_blank(term) for quad in dataset for term in _nodes(quad)):
        return _checked(dataset)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    digest = hashlib.sha256("\n".join(sorted(map(str, dataset))).encode()).hexdigest()[:16]
    name = partial(_named, f"{GENID}{digest}-")
    return [ox.Quad(name(q.subject), q.predicate, name(q.object), name(q.graph_name)) for q in _checked(dataset)]


def _checked(dataset: Iterable[ox.Quad]) -> list[ox.Quad]:
    quads = list(dataset)
    if any(isinstance(quad.object, ox.Triple) for quad in quads):
        raise ValueError("quoted triples (RDF 1.2) are not supported")
    return quads


def _nodes(quad: ox.Quad) -> tuple[object, ...]:
    return (quad.subject, quad.object, quad.graph_name)


def _is_blank(term: object) -> bool:
    return isinstance(term, ox.BlankNode)


def _named(base: str, term: Any) -> Any:
    return ox.NamedNode(base + term.value) if isinstance(term, ox.BlankNode) else term
