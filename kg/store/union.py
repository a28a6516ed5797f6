"""The union of the named graphs, kept by the store in its default graph: SPARQL text that keeps it true.

A triple that many articles tell is one triple there. Oxigraph's own union (`use_default_graph_as_union`) gives it once
for each graph that holds it, so that a question of six patterns on a fact told by ten articles has a million answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import pyoxigraph as ox

_PROLOGUE = re.compile(r"(?:\s+|#[^\n\r]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.IGNORECASE)
REDRAW = "DROP SILENT DEFAULT ;\nINSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def change(remove: Iterable[str], quads: Iterable[ox.Quad], keep_union: bool = True) -> str:
    """The SPARQL update that forgets graphs (IRIs), then adds quads of named graphs; empty for nothing to do."""
    operations: list[str] = []
    for graph in remove:
        operations += [release(graph)] * keep_union + [f"DROP SILENT GRAPH {ox.NamedNode(graph)}"]
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    for name, lines in graphs.items():
        body = "\n".join(lines)
        operations.append(f"INSERT DATA {{ GRAPH {name} {{\n{body}\n}} }}")
        if keep_union:
            operations.append(f"INSERT DATA {{\n{body}\n}}")
    return " ;\n".join(operations)


def around(update: str, touches: Collection[str] | None) -> str:
    """An update of named graphs, with what keeps the union true; without `touches` (IRIs) the union is drawn anew."""
    prologue = _PROLOGUE.match(update)
    assert prologue is not None  # it matches the empty text too
    head, body = update[: prologue.end()], update[prologue.end() :]
    body = f"{body}\n" if body.strip() else ""
    before = [release(graph) for graph in touches or ()]
    after = [REDRAW] if touches is None else [_take(graph) for graph in touches]
    separator = "" if not body or _ends_open(body) else ";"
    return f"{head}\n" + "".join(f"{text} ;\n" for text in before) + body + separator + " ;\n".join(after)


def release(graph: str) -> str:
    """Take from the union what only this graph tells."""
    node = ox.NamedNode(graph)
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != {node}) }} }}"
    )


def _take(graph: str) -> str:
    return f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}"


def _ends_open(body: str) -> bool:
    """Whether an update ends in `;`, comments aside."""
    from kg.store.guard import code

    return code(body).rstrip().endswith(";")
