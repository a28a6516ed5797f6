"""An ordinary RDF store, as SPARQL knows it: a default graph of its own, blank nodes, no ontology put in."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.store.embedded import EmbeddedStore


class PlainStore(EmbeddedStore):
    """An Oxigraph store whose default graph is not kept as the union of the others."""

    def put(self, graph: str | None, triples: Iterable[ox.Triple], keep: bool) -> None:
        """Make triples the content of a graph (an IRI; None: the default graph), or add them to it with `keep`.

        One transaction. A named graph that is given nothing is there all the same.
        """
        name = None if graph is None else str(ox.NamedNode(graph))
        lines = "\n".join(f"{triple.subject} {triple.predicate} {triple.object} ." for triple in triples)
        operations = [] if keep else [f"DROP SILENT {f'GRAPH {name}' if name else 'DEFAULT'}"]
        if name:
            operations += [f"CREATE SILENT GRAPH {name}", f"INSERT DATA {{ GRAPH {name} {{ {lines} }} }}"]
        else:
            operations.append(f"INSERT DATA {{ {lines} }}")
        self._writable()
        self._update(" ;\n".join(operations))

    def _union_home(self) -> str | None:
        return None
