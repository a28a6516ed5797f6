"""One test, every kind of store: a folder, memory, and two servers of our own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.rdf import iris
from kg.store import Store, open_store

SERVERS = {"oxigraph": "sparql_server", "virtuoso": "virtuoso_server"}


@pytest.fixture(params=["disk", "memory", *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store with the ontology and the registry and nothing else."""
    if request.param in SERVERS:
        address = request.getfixturevalue(SERVERS[request.param])
        empty(address)
    else:
        address = "memory:" if request.param == "memory" else str(tmp_path / "db")
    with open_store(address) as opened:
        yield opened


def empty(address: str) -> None:
    """Forget every graph of ours on a server, the standing ones excepted."""
    from kg.store.remote import RemoteStore

    update = os.environ.get("KG_STORE_UPDATE")
    store = RemoteStore(address, update)
    standing = {iris.ONTOLOGY, iris.REGISTRY}
    store.change([graph for graph in store.graphs() if graph not in standing and "virtuoso" not in graph], ())
