"""What workers read: the graph as it is, while others write to it, and never half of a change."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from kg.errors import StoreLockedError
from kg.graph import KnowledgeGraph
from kg.server import snapshots
from kg.server.settings import Settings
from kg.server.snapshots import Snapshots
from kg.store import open_store

from .conftest import BEARER, LIMITS, TOKEN, client

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <http://x/g> { ?s ?p ?o } }"


def quads(count: int, start: int = 0) -> list[ox.Quad]:
    p, g = ox.NamedNode("http://x/p"), ox.NamedNode("http://x/g")
    return [ox.Quad(ox.NamedNode(f"http://x/{i}"), p, ox.Literal(i), g) for i in range(start, start + count)]


def counted(service: TestClient) -> int:
    return int(service.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"][0]["n"]["value"])


def soon(check: object, seconds: float = 90) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if check():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def test_another_process_may_write_meanwhile(new_db: Path, tmp_path: Path) -> None:
    """`kg build` beside `kg serve`: what is there is served while it writes, then what it wrote."""
    address = str(shutil.copytree(new_db, tmp_path / "db"))
    with client(address, Settings(limits=LIMITS)) as service:
        assert counted(service) == 0
        with open_store(address) as store:
            store.change(remove=(), add=quads(5))
            time.sleep(snapshots._LOOK)
            assert counted(service) == 0, "the store is held by its writer: the copy from before is read"
        assert soon(lambda: counted(service) == 5)
        assert soon(lambda: len(list((Path(address) / "serving").glob("*/*"))) == 1), "the copy from before is gone"
    assert not (Path(address) / "serving").exists()


def test_what_is_written_is_read_at_once(writable: TestClient) -> None:
    for count in range(1, 6):
        update = f"INSERT DATA {{ GRAPH <http://x/g> {{ <http://x/s> <http://x/p> {count} }} }}"
        assert writable.post("/sparql", data={"update": update}).status_code == 204
        assert counted(writable) == count


def test_readers_never_see_half_of_a_change(plain: TestClient) -> None:
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            seen.add(counted(plain))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(8):
        body = "\n".join(f"<http://x/s> <http://x/p> {number * 100 + i} ." for i in range(100))
        assert plain.put("/data?graph=http://x/g", content=body, headers={"Content-Type": "text/turtle"}).is_success
    stop.set()
    for reader in readers:
        reader.join()
    assert seen <= {0, 100}


def test_a_writable_service_holds_the_store(new_db: Path, tmp_path: Path) -> None:
    address = str(shutil.copytree(new_db, tmp_path / "db"))
    with client(address, Settings(writable=True, token=TOKEN, limits=LIMITS)), pytest.raises(StoreLockedError):
        open_store(address)
    open_store(address).close()


def test_a_graph_in_memory_is_served_while_it_is_used() -> None:
    with KnowledgeGraph.open("memory:") as graph:
        graph.store.change(remove=(), add=quads(3))
        settings = Settings(writable=True, token=TOKEN, limits=LIMITS)
        with client(graph, settings, headers=BEARER) as service:
            assert counted(service) == 3
            update = "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 7 } }"
            assert service.post("/sparql", data={"update": update}).status_code == 204
            assert counted(service) == 4
        assert graph.store.query("ASK { ?s <http://x/p> 7 }"), "a graph that was given open stays open"


def test_what_a_killed_service_left_is_cleared(new_db: Path, tmp_path: Path) -> None:
    address = shutil.copytree(new_db, tmp_path / "db")
    left, living = address / "serving" / "999999999-x", address / "serving" / f"{os.getpid()}-x"
    for folder in (left, living):
        folder.mkdir(parents=True)
    copies = Snapshots(str(address), None)
    assert Path(copies.current()).is_dir()
    assert not left.exists() and living.exists()
    copies.close()
    assert living.exists()


def test_what_follows_from_an_update_is_drawn(dispatches_db: str, tmp_path: Path) -> None:
    """Shortcuts are derived from engagements: one that is written over HTTP has its own."""
    address = str(shutil.copytree(dispatches_db, tmp_path / "db", ignore=shutil.ignore_patterns("serving")))
    ask = "ASK { GRAPH <https://w3id.org/entente/graph/derived> { ?s ent:hosts ?o } }"
    with client(address, Settings(writable=True, token=TOKEN, limits=LIMITS), headers=BEARER) as service:

        def asked() -> bool:
            return bool(service.get("/sparql", params={"query": ask}).json()["boolean"])

        assert asked()
        gone = "DELETE { GRAPH ?g { ?e ?p ?o } } WHERE { GRAPH ?g { ?e ?p ?o . ?e ent:role ent:role-hosts } }"
        prefix = "PREFIX ent: <https://w3id.org/entente/ontology#> "
        assert service.post("/sparql", data={"update": prefix + gone}).status_code == 204
        assert not asked()
