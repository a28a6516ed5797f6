"""Services to talk to: one over the dispatches' gold that only reads, one plain and writable as W3C's tests want it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.ingest import ingest
from kg.server.app import create_app
from kg.server.settings import Limits, Settings
from kg.store import open_store

sys.path.insert(0, str(Path(__file__).parents[1]))
TOKEN = "only-for-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
LIMITS = Limits(workers=2, budget=10_000, waiting=100, patience=30)


def client(store: str | KnowledgeGraph, settings: Settings, **options: object) -> TestClient:
    """A client of a service; use it in a `with` block."""
    return TestClient(create_app(store, settings), base_url="http://localhost", **options)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def dispatches_db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store on disk with what a perfect reader makes of the dispatches."""
    import goldreading

    address = str(tmp_path_factory.mktemp("served") / "db")
    with open_store(address) as store:
        ingest(goldreading.documents(), store, read=goldreading.read)
    return address


@pytest.fixture(scope="session")
def reading(dispatches_db: str) -> Iterator[TestClient]:
    """A service that only reads."""
    with client(dispatches_db, Settings(limits=LIMITS)) as made:
        yield made


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[TestClient]:
    """An empty, ordinary store that takes updates, with the token in every request."""
    settings = Settings(writable=True, token=TOKEN, plain=True, limits=LIMITS)
    with client(str(tmp_path / "db"), settings, headers=BEARER) as made:
        yield made


@pytest.fixture(scope="session")
def new_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the ontology and the registry and nothing else, to be copied."""
    address = tmp_path_factory.mktemp("new") / "db"
    open_store(address).close()
    return address


@pytest.fixture
def writable(new_db: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A graph without articles that takes updates, with the token in every request."""
    shutil.copytree(new_db, tmp_path / "db")
    settings = Settings(writable=True, token=TOKEN, limits=LIMITS)
    with client(str(tmp_path / "db"), settings, headers=BEARER) as made:
        yield made
