"""The network as a file for Gephi, yEd, Cytoscape or igraph: GraphML or GEXF, flat attributes, one edge a fact."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from kg.analyse.network import build

if TYPE_CHECKING:
    import networkx as nx

FORMATS = ("graphml", "gexf")
_EDGE = ("relation", "status", "date", "valid_from", "valid_until")
# What XML 1.0 cannot hold, whatever the escaping.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(store: Any, form: str) -> bytes:
    """The store's network (`kg.analyse.network.build`) in one of `FORMATS`, always the same for the same store.

    Nodes: `label`, `type`, `names`, `facts` (those without another end, « date: 2025-07 »). Edges: `label` (the
    relation), `status`, `date`, `valid_from`, `valid_until`, `documents`, `quote` (of the first claim).
    """
    import networkx as nx

    flat, out = _flat(build(store)), io.BytesIO()
    if form == "graphml":
        nx.write_graphml_xml(flat, out)
        return out.getvalue()
    nx.write_gexf(flat, out)
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue())


def _flat(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        data: dict[str, Any] = graph.nodes[node]
        facts = " ; ".join(sorted(f"{fact.relation}: {fact.value}" for fact in data["facts"]))
        values = {"label": data["label"], "type": data["type"], "names": " ; ".join(data["forms"]), "facts": facts}
        flat.add_node(node, **_plain(values))
    for source, target, key in sorted(graph.edges(keys=True)):
        edge: dict[str, Any] = graph.edges[source, target, key]
        claims = edge["fact"].claims
        values = {name: edge[name] for name in _EDGE} | {
            "label": edge["relation"],
            "documents": " ; ".join(sorted({claim.document for claim in claims})),
            "quote": claims[0].quote if claims else "",
        }
        flat.add_edge(source, target, key=key, id=key, **_plain(values))
    return flat


def _plain(values: dict[str, str]) -> dict[str, str]:
    return {name: _NOT_XML.sub(" ", value) for name, value in values.items()}
