"""Addresses: the namespaces, the named graphs, and the deterministic IRIs of what an article says.

The same fact gets the same IRI wherever and whenever it is read: ingesting twice adds nothing, and articles meet on
one node.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

ENT = "https://w3id.org/entente/ontology#"
DATA = "https://w3id.org/entente/id/"
GRAPH = "https://w3id.org/entente/graph/"

# The usual prefixes, which queries need not declare and files are written with.
PREFIXES: Mapping[str, str] = {
    "ent": ENT,
    "id": DATA,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
}

ONTOLOGY, REGISTRY, RUNS, DERIVED, CURATION = (
    GRAPH + name for name in ("ontology", "registry", "runs", "derived", "curation")
)
ARTICLES = GRAPH + "article/"

# What a graph says of itself: a checksum of what it was made from.
VERSION = ox.NamedNode("http://purl.org/dc/terms/identifier")
# What the graph of an article says of its file: a checksum of the path.
PLACE = ox.NamedNode("http://purl.org/dc/terms/source")


def entity(identifier: str) -> ox.NamedNode:
    """The node of `Entity.id` (`state/ma`)."""
    return ox.NamedNode(DATA + identifier)


def article(key: str) -> ox.NamedNode:
    """The node of an article, from `Document.key`."""
    return ox.NamedNode(f"{DATA}article/{key}")


def article_graph(key: str) -> ox.NamedNode:
    """The graph that holds everything one article says, from `Document.key`."""
    return ox.NamedNode(ARTICLES + key)


def engagement(kind: str, relation: str, ends: Iterable[str], period: str) -> ox.NamedNode:
    """A fact of the world, from its class, its relation, its two ends (IRIs or a literal) and its ISO date ("")."""
    return _hashed("engagement", kind, relation, *ends, period)


def claim(*parts: str) -> ox.NamedNode:
    """One article's word for a fact, from everything that tells two such words apart."""
    return _hashed("claim", *parts)


def span(key: str, start: int, end: int) -> ox.NamedNode:
    """A passage, from `Document.key` and its offsets."""
    return _hashed("span", key, str(start), str(end))


def part(kind: str, owner: ox.NamedNode) -> ox.NamedNode:
    """The one `kind` (ballot, statement) that belongs to an engagement."""
    return _hashed(kind, owner.value)


def run(version: str, lexicon: str) -> ox.NamedNode:
    """A reading by one version of the program with one state of the lexicon (a checksum)."""
    return _hashed("run", version, lexicon)


def _hashed(kind: str, *parts: str) -> ox.NamedNode:
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return ox.NamedNode(f"{DATA}{kind}/{digest[:20]}")
