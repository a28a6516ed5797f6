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
    for path in (PASS, *paths):
        made.inner.load(path.read_bytes(), format=ox.RdfFormat.TRIG)
    rules.rebuild(made)
    return made


def empty() -> EmbeddedStore:
    """A store with the ontology only: the registry of these fixtures is their own."""
    made = EmbeddedStore("memory:")
    for name in ("core.ttl", "stubs.ttl"):
        for quad in ox.parse(resources.ontology(name).read_bytes(), format=ox.RdfFormat.TURTLE):
            if not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object)):
                made.inner.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(iris.ONTOLOGY)))
    return made
