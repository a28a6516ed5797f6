"""Stores to ask: the article's gold, the dispatches' gold, and a small world of our own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ingest import ingest
from kg.store import Store, open_store

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]
SHARED = TESTS.parent.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def article() -> Iterator[Store]:
    """What a perfect reader makes of the article."""
    import goldreading

    if not (SHARED / "article.txt").exists():
        pytest.skip(f"the article is not here ({SHARED}/article.txt): it is never copied into the repository")
    reading = goldreading.reading(SHARED / "article.txt", SHARED / "article.gold.json")
    with open_store("memory:") as store:
        ingest([reading.document], store, read=lambda document: reading)
        yield store


@pytest.fixture(scope="session")
def dispatches() -> Iterator[Store]:
    """What a perfect reader makes of all dispatches in the repository."""
    import goldreading

    with open_store("memory:") as store:
        ingest(goldreading.documents(), store, read=goldreading.read)
        yield store


@pytest.fixture(scope="session")
def world() -> Iterator[Store]:
    """See `world.py`."""
    from world import fill

    with open_store("memory:") as store:
        yield fill(store)
