"""The store in a folder: one writer, any number of readers, clear words, nothing lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError, StoreLockedError
from kg.rdf import iris
from kg.store import embedded, open_store
from kg.store.embedded import EmbeddedStore

NODE = ox.NamedNode("https://example.org/x")


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def quad(text: str, graph: str = NODE.value) -> ox.Quad:
    return ox.Quad(NODE, NODE, ox.Literal(text), ox.NamedNode(graph))


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    with open_store(tmp_path / "db") as store:
        store.replace(NODE.value, [quad("kept")])
        before = store.dump()
    with open_store(tmp_path / "db") as store:
        assert store.dump() == before
        assert store.query('ASK { ?s ?p "kept" }') is True


def union_of(store: EmbeddedStore) -> set[str]:
    """The literals of the default graph."""
    rows = store.query("SELECT ?o { ?s ?p ?o }")
    return {row["o"].value for row in rows}  # type: ignore[union-attr]


@pytest.mark.parametrize("address", ["memory:", "db"])
def test_many_quads_are_stored_like_few(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a number they take another way into the store: one transaction, kept, with its union, like any other."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(embedded, "_MANY", 3)
    with EmbeddedStore(address) as store:
        with pytest.raises(StoreError):
            store.change([], [*map(quad, "abcd"), ox.Quad(NODE, NODE, NODE)])
        assert not list(store.quads())
        store.change([], [quad("kept"), quad("twice"), quad("twice", "https://example.org/y")])
        store.change([], [quad("few")])
        store.change([NODE.value], [*map(quad, "abcd")])
        wanted = sorted(store.quads(), key=str), union_of(store)
        assert len(wanted[0]) == 5
        assert wanted[1] == {*"abcd", "twice"}
    if address != "memory:":
        with EmbeddedStore(address) as store:
            assert (sorted(store.quads(), key=str), union_of(store)) == wanted


def test_memory_forgets() -> None:
    with open_store("memory:") as store:
        store.replace(NODE.value, [quad("kept")])
    with open_store("memory:") as store:
        assert store.query('ASK { ?s ?p "kept" }') is False


def test_a_second_process_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "db"
    writing, reading = (f"from kg.store import open_store as o; o({str(folder)!r}, {flag})" for flag in (False, True))
    with open_store(folder):
        second, reader = _python(writing), _python(reading)
    for outcome in (second, reader):
        last = outcome.stderr.strip().splitlines()[-1]
        assert last.startswith("kg.errors.StoreLockedError") and str(folder) in last and "--store" in last
    assert _python(writing).returncode == 0


def test_locked_is_exit_code_three_and_one_line(tmp_path: Path) -> None:
    with open_store(tmp_path / "db"), pytest.raises(StoreLockedError) as raised:
        open_store(tmp_path / "db")
    assert raised.value.exit_code == 3
    assert "\n" not in str(raised.value)


def test_readers_share_the_store_and_cannot_write(tmp_path: Path) -> None:
    open_store(tmp_path / "db").close()
    with open_store(tmp_path / "db", read_only=True) as one, open_store(tmp_path / "db", read_only=True) as two:
        assert one.query(f"ASK {{ <{iris.ENT}State> ?p ?o }}") == two.query(f"ASK {{ <{iris.ENT}State> ?p ?o }}")
        for write in (lambda: one.replace(NODE.value, [quad("x")]), lambda: one.update("DROP ALL")):
            with pytest.raises(StoreError, match="reading only"):
                write()
        with pytest.raises(StoreLockedError):
            open_store(tmp_path / "db")


@pytest.mark.parametrize("content", ["file", "folder", "nothing"])
def test_what_is_no_store_is_left_alone(tmp_path: Path, content: str) -> None:
    place = tmp_path / "db"
    if content == "file":
        place.write_text("a list")
    elif content == "folder":
        place.mkdir()
        (place / "photo.jpg").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError) as raised:
        open_store(place, read_only=content == "nothing")
    assert str(place) in str(raised.value) and "--store" in str(raised.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "db")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


_WRITER = """
import sys, pyoxigraph as ox
from kg.store import embedded
store = embedded.EmbeddedStore(sys.argv[1])
node = ox.NamedNode("https://example.org/x")
embedded._MANY = int(sys.argv[2])
for batch in range(100000):
    graph = ox.NamedNode(f"https://example.org/{batch}")
    store.replace(graph.value, [ox.Quad(node, node, ox.Literal(str(i)), graph) for i in range(50)])
    print(batch, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.parametrize("many", [51, 50], ids=["by the log", "as files"])
def test_a_killed_writer_leaves_whole_transactions(tmp_path: Path, many: int) -> None:
    """Killed anywhere in its loop: every batch it announced is there, and each batch whole, its union too."""
    for round_ in range(3):
        folder = str(tmp_path / f"db{round_}")
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, folder, str(many)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(20 + 7 * round_)]
        writer.send_signal(signal.SIGKILL)
        told += [int(line) for line in writer.stdout.read().split()]
        writer.wait()
        with EmbeddedStore(folder) as store:
            rows = store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
            sizes = {row["g"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
            assert union_of(store) == {str(i) for i in range(50)}
        assert set(sizes.values()) == {50}
        assert {f"https://example.org/{batch}" for batch in told} <= set(sizes)


def test_the_default_place_is_the_environment_then_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    open_store().close()
    assert (tmp_path / "entente.db" / "CURRENT").exists()
    monkeypatch.setenv("KG_STORE", "memory:")
    with open_store() as store:
        assert store.address == "memory:"
