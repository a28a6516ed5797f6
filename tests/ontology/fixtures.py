"""Loading the fixtures of the ontology: a sound dispatch, and one fault at a time on top of it."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.rdf import iris, rules
from kg.store.embedded import EmbeddedStore

PASS = resources.ontology("fixtures", "pass", "dispatch.trig")
FAIL = sorted(resources.ontology("fixtures", "fail").glob("*.trig"))
DEPECHE = iris.ARTICLES + "depeche"


def breaks(path: Path) -> list[str]:
    """The rules that a fixture says it breaks."""
    found = re.search(r"^# breaks: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path.name} does not say what it breaks"
    return [rule.strip() for rule in found[1].split(",")]


def store(*paths: Path) -> EmbeddedStore:
    """A store with the ontology, the dispatch and some fixtures, its derived graph drawn."""
    made = empty()
    quads = [quad for path in (PASS, *paths) for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TRIG)]
    made.change(remove=(), add=[quad for quad in quads if not _blank(quad)])
    rules.rebuild(made)
    for quad in filter(_blank, quads):  # the store takes none: as if another program had written it
        made.inner.extend([quad, ox.Quad(quad.subject, quad.predicate, quad.object)])
    return made


def empty() -> EmbeddedStore:
    """A store with the ontology only: the registry of these fixtures is their own."""
    made = EmbeddedStore("memory:")
    parsed = (
        quad
        for name in ("core.ttl", "stubs.ttl")
        for quad in ox.parse(resources.ontology(name).read_bytes(), format=ox.RdfFormat.TURTLE)
    )
    home = ox.NamedNode(iris.ONTOLOGY)
    made.replace(iris.ONTOLOGY, [ox.Quad(q.subject, q.predicate, q.object, home) for q in parsed if not _blank(q)])
    return made


def _blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))
