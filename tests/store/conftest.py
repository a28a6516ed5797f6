"""One test, three stores: a folder, memory, and a server of our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store


@pytest.fixture(params=["disk", "memory", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store with the ontology and the registry and nothing else."""
    if request.param == "remote":
        address = request.getfixturevalue("sparql_server")
        _empty(address)
    else:
        address = "memory:" if request.param == "memory" else str(tmp_path / "db")
    with open_store(address) as opened:
        yield opened


def _empty(address: str) -> None:
    from kg.store.remote import RemoteStore

    RemoteStore(address).update("DROP ALL")
