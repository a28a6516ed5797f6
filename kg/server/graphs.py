"""One graph of the store, read in a worker or written to: what the Graph Store Protocol does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query import Answer
from kg.rdf.blank import skolemise
from kg.server import evaluate
from kg.server.errors import RefusedError
from kg.server.evaluate import Body
from kg.server.plain import PlainStore
from kg.server.settings import Limits
from kg.store import Store, exchange
from kg.store.embedded import EmbeddedStore


@dataclass(frozen=True)
class Part:
    """A file that was sent: its form (see `kg.store.exchange`), its bytes."""

    form: str
    data: bytes


def read(graph: KnowledgeGraph, name: str | None, chosen: tuple[str, str], limits: Limits) -> Body:
    """The triples of the graph `name` (None: the default graph) in the chosen media type and form.

    Raises NotFoundError, QueryError for what is no IRI, RefusedError at a limit.
    """
    pattern = "{ ?s ?p ?o }" if name is None else f"{{ GRAPH {evaluate.graph_name(name)} {{ ?s ?p ?o }} }}"
    if name is not None and not _there(graph.store, name):
        raise NotFoundError(say("serve.no_graph", name=name))
    found = graph.store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {pattern}")
    assert isinstance(found, list)
    triples = tuple(evaluate.counted(found, limits.rows))
    media, form = chosen
    return Body(media, evaluate.write(Answer("", triples=triples), form))


def write(graph: KnowledgeGraph, name: str | None, parts: Iterable[Part], keep: bool) -> bool:
    """Make the triples sent the content of a graph, or add them to it with `keep`; whether it is new.

    Raises SourceError for what does not parse, RefusedError for a graph that is not to be written to.
    """
    store = graph.store
    if not isinstance(store, PlainStore):
        _refuse_own(name)
    base = None if name is None else evaluate.graph_name(name).value
    quads = [quad for part in parts for quad in exchange.parse(part.data, part.form, say("serve.sent"), base)]
    if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
        raise RefusedError(400, say("serve.quads"))
    was_there = _there(store, name)
    if isinstance(store, PlainStore):
        store.put(name, (quad.triple for quad in quads), keep)
        return not was_there
    assert name is not None
    home = ox.NamedNode(name)
    housed = [ox.Quad(quad.subject, quad.predicate, quad.object, home) for quad in skolemise(quads)]
    store.change(remove=() if keep else [name], add=housed)
    return not was_there


def _refuse_own(name: str | None) -> None:
    """Raise RefusedError for a graph that is made of others."""
    if name is None:
        raise RefusedError(409, say("serve.default_graph"))
    if name in exchange.OWN_GRAPHS:
        raise RefusedError(409, say("serve.own_graph", name=name))


def remove(graph: KnowledgeGraph, name: str | None) -> None:
    """Forget a graph. Raises NotFoundError when it is not there, RefusedError for the default graph of a union."""
    store = graph.store
    if not isinstance(store, PlainStore):
        _refuse_own(name)
    if name is not None and not _there(store, name):
        raise NotFoundError(say("serve.no_graph", name=name))
    if name is None:
        store.update("DROP SILENT DEFAULT")
    else:
        store.remove_graph(name)


def _there(store: Store, name: str | None) -> bool:
    if name is None:
        return store.query("ASK { ?s ?p ?o }") is True
    if isinstance(store, EmbeddedStore):  # also a graph that is empty
        return store.inner.contains_named_graph(evaluate.graph_name(name))
    return store.query(f"ASK {{ GRAPH {evaluate.graph_name(name)} {{ ?s ?p ?o }} }}") is True
