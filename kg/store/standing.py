"""The two graphs that every store carries: the ontology and the registry, loaded again when their files or the rules
change.

Each graph says of itself which files it was made from (a checksum as `dcterms:identifier`), so opening a store whose
graphs are current costs one question each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.rdf import iris, rules
from kg.rdf.blank import skolemise
from kg.store.base import Store

_FORMAT_VERSION = "1"  # raise it when the same files should give other triples


def ensure(store: Store) -> None:
    """Bring the ontology and the registry of a writable store up to date, in one transaction.

    A store in memory is filled even when it is read-only: nobody else could fill it.
    """
    if store.read_only and store.address != "memory:":
        return
    fresh: list[ox.Quad] = []
    for graph, files in graphs().items():
        checksum = _checksum([*files, *_rules()])
        mark = ox.Quad(ox.NamedNode(graph), iris.VERSION, ox.Literal(checksum), ox.NamedNode(graph))
        if not store.query(f"ASK {{ GRAPH <{graph}> {{ {mark.subject} {mark.predicate} {mark.object} }} }}"):
            fresh += [mark, *_quads(files, graph)]
    if not fresh:
        return
    store.fill(fresh)
    if not store.read_only:
        rules.rebuild(store)  # what follows from them has changed with them


def graphs() -> dict[str, list[Path]]:
    """The Turtle files behind each standing graph."""
    core = resources.ontology_files("core.ttl", "alignments.ttl", "stubs.ttl")
    return {iris.ONTOLOGY: core, iris.REGISTRY: resources.ontology_files("registry/**/*.ttl")}


def _rules() -> list[Path]:
    return resources.ontology_files("rules/*.rq")


def _checksum(files: list[Path]) -> str:
    digest = hashlib.sha256(_FORMAT_VERSION.encode())
    for path in files:
        digest.update(path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _quads(files: list[Path], graph: str) -> Iterator[ox.Quad]:
    for path in files:
        parsed = (
            ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
            for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        )
        yield from skolemise(parsed)
