"""Entente: French diplomatic news as a knowledge graph.

>>> from kg import KnowledgeGraph
>>> with KnowledgeGraph.open("memory:") as graph:  # doctest: +SKIP
...     graph.add("article.txt")
...     graph.query("co-chairs", forum="Groupe des Amis")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError, NotFoundError, QueryError, SourceError, StoreError
    from kg.graph import KnowledgeGraph
    from kg.model import Document, Entity, Fact, Reading

__all__ = [
    "Document",
    "Entity",
    "Fact",
    "KgError",
    "KnowledgeGraph",
    "NotFoundError",
    "QueryError",
    "Reading",
    "SourceError",
    "StoreError",
]

_HOMES = {"KnowledgeGraph": "kg.graph", "load_ipython_extension": "kg.notebook"}
_HOMES |= dict.fromkeys(("Document", "Entity", "Fact", "Reading"), "kg.model")
_HOMES |= dict.fromkeys(("KgError", "NotFoundError", "QueryError", "SourceError", "StoreError"), "kg.errors")


def __getattr__(name: str) -> Any:
    """Names come when they are used: `import kg` itself loads nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module kg has no attribute {name}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
