"""The tests that a folder of manifests lists, as the manifests name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import url2pathname

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
DAWG = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
LEFT_OUT = {"entailment", "service", "syntax-fed"}  # another language; other endpoints, which are refused
HOME = "http://w3c.test"
_NAMES = ("manifest-all.ttl", "manifest-evaluation.ttl", "manifest.ttl")


@dataclass(frozen=True)
class Case:
    """One test of a manifest: `node` is it, `action` and `result` what it does and demands, nodes of `graph`."""

    kind: str
    name: str
    graph: rdflib.Graph = field(repr=False)
    node: rdflib.term.Node
    action: rdflib.term.Node | None = None
    result: rdflib.term.Node | None = None
    lax: bool = False  # as many equal rows as it likes (REDUCED)


def cases(manifest: Path) -> Iterator[Case]:
    """The tests of a manifest and of those it includes, but for those that the W3C has withdrawn."""
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=uri(manifest))
    for included in graph.objects(None, MF.include):
        for other in Collection(graph, included):
            if path(other).parent.name not in LEFT_OUT and path(other).exists():
                yield from cases(path(other))
    for entries in graph.objects(None, MF.entries):
        for node in Collection(graph, entries):
            kind = graph.value(node, RDF.type)
            if kind is None or (node, DAWG.approval, DAWG.Withdrawn) in graph:
                continue
            name = f"{manifest.parent.name}: {str(node).rpartition('#')[2]}"
            lax = (node, MF.resultCardinality, MF.LaxCardinality) in graph
            parts = graph.value(node, MF.action), graph.value(node, MF.result)
            yield Case(kind.split("#")[-1], name, graph, node, *parts, lax)


def manifest(folder: Path) -> Path:
    """The manifest of a folder that includes the most. Raises FileNotFoundError when it has none."""
    for name in _NAMES:
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"{folder}: no {' nor '.join(_NAMES)}")


def path(node: rdflib.term.Node) -> Path:
    """The file that a node names."""
    return Path(url2pathname(str(node).removeprefix(HOME)))


def uri(path: Path) -> str:
    """What a file is called: not `file:`, which the service refuses."""
    return path.as_uri().replace("file://", HOME, 1)
