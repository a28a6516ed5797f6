"""A SPARQL update: what it may write to, and the dataset that the protocol names for it."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query.run import syntax_message
from kg.server import scopes
from kg.server.errors import RefusedError
from kg.server.evaluate import graph_name
from kg.server.plain import PlainStore
from kg.store import guard


@dataclass(frozen=True)
class Update:
    """An update as it came: its text, the graphs that its WHERE clauses see (none: all), the base of relative IRIs."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    base: str | None = None


def apply(graph: KnowledgeGraph, update: Update) -> None:
    """Apply it in one transaction.

    Raises QueryError for what is no update and what is refused, RefusedError for a default graph that would lose it.
    """
    guard.check_update(update.text)
    text = scopes.clearing_quietly(update.text)
    if update.using or update.using_named:
        default, named = ([str(graph_name(name)) for name in names] for names in (update.using, update.using_named))
        text = scopes.using(text, default, named)
    plain = isinstance(graph.store, PlainStore)
    if not plain and scopes.writes_default(text):
        raise RefusedError(409, say("serve.default_graph"))
    if update.base:
        text = f"BASE {ox.NamedNode(update.base)}\n{text}"
    try:
        graph.store.update(text, None if plain else scopes.touched(text))
    except StoreError as error:
        if isinstance(error.__cause__, RuntimeError):  # it parses, and cannot be done: no such graph
            raise RefusedError(409, say("serve.evaluation", why=" ".join(str(error.__cause__).split()))) from None
        raise
    except SyntaxError as error:
        raise QueryError(syntax_message(error, update.text, shifted=bool(update.base))) from None
