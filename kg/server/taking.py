"""A text or a file that is dropped on the page → articles in the graph, and what they say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from kg.errors import SourceError
from kg.graph import KnowledgeGraph
from kg.model import Document
from kg.rdf import iris


@dataclass(frozen=True)
class Sent:
    """What was sent: its bytes, the name of its file ("": a text without one), its date if it was given."""

    data: bytes
    name: str = ""
    date: str | None = None


def take(graph: KnowledgeGraph, sent: Sent) -> dict[str, Any]:
    """Read it into the graph.

    → `articles` ({iri, name, facts}), how many were `new`, `replaced`, `unchanged`, and what `failed` ({name, why}).
    Raises SourceError when nothing of it can be read.
    """
    found = list(_documents(sent))
    documents = [item for item in found if isinstance(item, Document)]
    if not documents:
        raise next((item for item in found if isinstance(item, SourceError)), SourceError(sent.name))
    done = graph.add(found)
    articles = [iris.article(document.key).value for document in documents]
    return {
        "new": done.new,
        "replaced": done.replaced,
        "unchanged": done.unchanged,
        "failed": [{"name": failure.name, "why": failure.why} for failure in done.failed],
        "articles": [
            {"iri": address, "name": document.title or document.name, "facts": list(graph.facts(document=address))}
            for address, document in zip(articles, documents, strict=True)
        ],
    }


def _documents(sent: Sent) -> Iterator[Document | SourceError]:
    """The documents in it, without the place of the passing file: by its name it is known again."""
    from kg.source import read

    name = PurePath(sent.name.replace("\\", "/")).name or "text.txt"
    with tempfile.TemporaryDirectory(prefix="kg-sent-") as folder:
        path = Path(folder) / name
        path.write_bytes(sent.data)
        for item in read(str(path), date=sent.date):
            if isinstance(item, Document):
                yield replace(item, origin=None, name=item.name if sent.name else "text")
            else:
                yield SourceError(str(item).replace(f"{folder}/", ""))
