"""An embedded store as a live rdflib Dataset, through oxrdflib: the store evaluates, rdflib is the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from oxrdflib._converter import to_ox
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import StoreError
from kg.rdf import iris
from kg.rdf.iris import PREFIXES
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore

HOME = ox.NamedNode(iris.GRAPH + "import/rdflib")  # where triples go that are added to no graph


def dataset(store: Store) -> rdflib.Dataset:
    """A Dataset over the very store: what one writes, the other reads. Its default graph is the union of all graphs.

    Triples added to the default graph land in a named graph of their own, `…/graph/import/rdflib`. Raises StoreError
    for a SPARQL endpoint; so does writing a blank node, or to a store opened for reading only.
    """
    if not isinstance(store, EmbeddedStore):
        raise StoreError(f"{store.address}: an endpoint has no rdflib graph; ask it with sparql(), or export() it")
    made = rdflib.Dataset(_Kept(store))
    for prefix, base in PREFIXES.items():
        made.bind(prefix, base, replace=True)
    return made


class _Kept(OxigraphStore):
    """Reads go to Oxigraph; writes go through our store, which keeps the union and the lock."""

    def __init__(self, store: EmbeddedStore) -> None:
        super().__init__(store=store.inner)
        self._kept = store

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        self.addN([(*triple, context)])

    def addN(self, quads: Iterable[Any]) -> None:
        self._kept.change(remove=(), add=[_named(quad) for quad in quads])

    def remove(self, triple: Any, context: Any = None) -> None:
        graphs: dict[str, list[str]] = {}
        for quad in self._matching(triple, context):
            if isinstance(quad.graph_name, ox.NamedNode):
                graphs.setdefault(quad.graph_name.value, []).append(f"{quad.subject} {quad.predicate} {quad.object}")
        for graph, triples in graphs.items():
            data = " .\n".join(triples)
            self._kept.update(f"DELETE DATA {{ GRAPH <{graph}> {{ {data} }} }}", touches=[graph])

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        if context is not None:
            yield from super().triples(triple_pattern, context)
            return
        for name in [*self._inner.named_graphs()]:  # not the union: it would tell everything twice
            yield from super().triples(triple_pattern, rdflib.Graph(self, rdflib.URIRef(name.value)))

    def update(
        self, update: Any, initNs: Mapping[str, Any], initBindings: Mapping[str, Any], queryGraph: str, **_: object
    ) -> None:
        if initBindings:
            raise NotImplementedError("an update takes no initBindings; write the terms into it")
        prefixes = {**self._namespace_for_prefix, **initNs}
        head = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in prefixes.items())
        self._kept.update(head + str(update))

    def remove_graph(self, graph: rdflib.Graph) -> None:
        self._kept.remove_graph(str(graph.identifier))

    def _matching(self, triple: Any, context: Any) -> list[ox.Quad]:
        in_union = context is None or getattr(context, "identifier", context) == DATASET_DEFAULT_GRAPH_ID
        pattern: list[Any] = [*map(to_ox, triple), None if in_union else to_ox(context)]
        return list(self._inner.quads_for_pattern(pattern[0], pattern[1], pattern[2], pattern[3]))


def _named(rdflib_quad: Any) -> ox.Quad:
    quad = to_ox(rdflib_quad)
    assert isinstance(quad, ox.Quad)
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return ox.Quad(quad.subject, quad.predicate, quad.object, HOME)
    return quad
