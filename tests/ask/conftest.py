"""Stores to ask: what a perfect reader makes of the article and of the dispatches, so that asking is judged alone; and,
as `read`, the article as Entente reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.ingest import ingest
from kg.model import Document
from kg.store import Store, open_store

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]
SHARED = TESTS.parent.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def store_of() -> Iterator[Callable[[str], Store]]:
    """`article`, `read`, `demo` or a folder of the corpus (`dev`, `rounds`) → its store."""
    opened: list[Store] = []

    @cache
    def get(name: str) -> Store:
        import goldreading

        if name == "read":
            if not (SHARED / "article.txt").exists():
                pytest.skip(f"the article is not here ({SHARED}/article.txt): it is never copied into the repository")
            store = open_store("memory:")
            opened.append(store)
            ingest([Document((SHARED / "article.txt").read_text(encoding="utf-8"), date="2025-07")], store)
            return store
        if name == "article":
            if not (SHARED / "article.txt").exists():
                pytest.skip(f"the article is not here ({SHARED}/article.txt): it is never copied into the repository")
            readings = [goldreading.reading(SHARED / "article.txt", SHARED / "article.gold.json")]
        else:
            folder = goldreading.DEMO if name == "demo" else goldreading.CORPUS / name
            wanted = "r[1-7]-*.txt" if name == "rounds" else "*.txt"  # later rounds: not asked about
            texts = sorted(folder.glob(wanted))
            readings = [goldreading.reading(text, goldreading.gold_of(text)) for text in texts]
        by_key = {reading.document.key: reading for reading in readings}
        store = open_store("memory:")
        opened.append(store)
        told = ingest([reading.document for reading in readings], store, read=lambda document: by_key[document.key])
        assert not told.failed, told.failed  # a text left out would answer nothing, in silence
        return store

    yield get
    for store in opened:
        store.close()
