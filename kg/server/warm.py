"""What a worker finds out about its graph while it is idle, so that no question has to wait for it."""

from __future__ import annotations

import contextlib

from kg.ask import names
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.query import labels


def warm(graph: KnowledgeGraph) -> None:
    """Read the names of the graph, as the first question in words or with a name would."""
    names.index(graph.store)
    with contextlib.suppress(QueryError):
        labels.resolve(graph.store, "a name of nothing")
