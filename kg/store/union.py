"""The union of the named graphs, kept by the store in its default graph: SPARQL text that keeps it true.

`home` says where the union is kept: "" in the default graph, an IRI in the graph of that name, None nowhere.

A triple that many articles tell is one triple there. Oxigraph's own union (`use_default_graph_as_union`) gives it once
for each graph that holds it, so that a question of six patterns on a fact told by ten articles has a million answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

_PROLOGUE = re.compile(r"(?:\s+|#[^\n\r]*|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.IGNORECASE)
_TOGETHER = 2000  # triples of one INSERT DATA: Virtuoso's parser overflows at five thousand


def change(remove: Iterable[str], graphs: Mapping[str, Sequence[str]], home: str | None = "") -> str:
    """The SPARQL update that forgets graphs (IRIs), then adds statements to graphs (IRIs); empty for nothing to do."""
    operations: list[str] = []
    for graph in remove:
        if home is not None:
            operations.append(release(graph, home))
        operations += [f"DROP SILENT GRAPH {ox.NamedNode(graph)}"]
    for graph, statements in graphs.items():
        for start in range(0, len(statements), _TOGETHER):
            body = " .\n".join(statements[start : start + _TOGETHER])
            operations.append(f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{body}\n}} }}")
            if home is not None:
                operations.append(f"INSERT DATA {_in(home, body)}")
    return " ;\n".join(operations)


def redraw(home: str = "") -> str:
    """Draw the union again from the named graphs."""
    away = f" FILTER (?g != <{home}>)" if home else ""
    drop = f"GRAPH <{home}>" if home else "DEFAULT"
    return f"DROP SILENT {drop} ;\nINSERT {_in(home, '?s ?p ?o')} WHERE {{ GRAPH ?g {{ ?s ?p ?o }}{away} }}"


def around(update: str, touches: Collection[str] | None, home: str = "") -> str:
    """An update of named graphs, with what keeps the union true; without `touches` (IRIs) the union is drawn anew."""
    prologue = _PROLOGUE.match(update)
    assert prologue is not None  # it matches the empty text too
    head, body = update[: prologue.end()], update[prologue.end() :]
    body = f"{body}\n" if body.strip() else ""
    before = [release(graph, home) for graph in touches or ()]
    after = [redraw(home)] if touches is None else [_take(graph, home) for graph in touches]
    separator = "" if not body or _ends_open(body) else ";"
    return f"{head}\n" + "".join(f"{text} ;\n" for text in before) + body + separator + " ;\n".join(after)


def release(graph: str, home: str = "") -> str:
    """Take from the union what only this graph tells."""
    node = ox.NamedNode(graph)
    others = f"?other NOT IN ({node}, <{home}>)" if home else f"?other != {node}"
    return (
        f"DELETE {_in(home, '?s ?p ?o')} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER ({others}) }} }}"
    )


def _take(graph: str, home: str) -> str:
    return f"INSERT {_in(home, '?s ?p ?o')} WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}"


def _in(home: str, triples: str) -> str:
    """A block of triples of the union."""
    return f"{{ GRAPH <{home}> {{\n{triples}\n}} }}" if home else f"{{\n{triples}\n}}"


def _ends_open(body: str) -> bool:
    """Whether an update ends in `;`, comments aside."""
    from kg.store.guard import code

    return code(body).rstrip().endswith(";")
