"""The embedded store: Oxigraph in a folder, or in memory.

A folder has one writer or any number of readers at a time, kept by a lock on its file `entente.lock`: Oxigraph
leaves a reader beside a writer undefined. Writes of several threads queue on one lock: concurrent ones get lost.
"""

from __future__ import annotations

import os
import shlex
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError, StoreLockedError
from kg.store.base import Graphs, Result, Store
from kg.store.guard import Shape
from kg.store.rows import Rows

_DEFAULT = "entente.db"  # what commands mean when no store is named

MEMORY = "memory:"
_LOCK = "entente.lock"
_MANY = 10_000  # from so many quads on, writing sorted files is cheaper than passing each by the log (measured)
_MARK = "CURRENT"  # the file that every RocksDB folder has


class EmbeddedStore(Store):
    """Oxigraph in this process. `address` is a folder, or `memory:` for a graph that ends with the process."""

    def __init__(self, address: str, read_only: bool = False) -> None:
        """Raises StoreError for a folder that is no store or, to read, is not there; StoreLockedError when in use."""
        self.address = address
        self.read_only = read_only
        self._write_lock = threading.RLock()
        self._held: IO[bytes] | None = None
        self._inner: ox.Store | None = ox.Store() if address == MEMORY else self._open(Path(address))

    @property
    def home(self) -> Path:
        return super().home if self.address == MEMORY else Path(self.address).resolve().parent

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store itself, for oxrdflib. Raises StoreError once closed."""
        if self._inner is None:
            raise StoreError(f"the store {self.address} is closed; open it again")
        return self._inner

    def close(self) -> None:
        if self._inner is not None and not self.read_only and self.address != MEMORY:
            self._inner.flush()
        self._inner = None  # Oxigraph lets go of the folder with its last reference
        if self._held is not None:
            self._held.close()
            self._held = None

    def _open(self, folder: Path) -> ox.Store:
        is_store = (folder / _MARK).exists()
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder}: this is a file; a store is a folder, give another name with --store")
        if not is_store and folder.exists() and {path.name for path in folder.iterdir()} - {_LOCK}:
            raise StoreError(f"{folder}: this folder holds other things than a store; give a new name with --store")
        if not is_store and self.read_only:
            hint = (
                "" if str(folder) in (_DEFAULT, os.environ.get("KG_STORE")) else f" --store {shlex.quote(str(folder))}"
            )
            raise StoreError(f"{folder}: no store there; build one first (kg build article.txt{hint}) or give --store")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._held = _hold(folder, shared=self.read_only)
            return ox.Store.read_only(str(folder)) if self.read_only else ox.Store(str(folder))
        except OSError as error:
            if self._held is not None:
                self._held.close()
            if isinstance(error, BlockingIOError) or "lock" in str(error).lower():
                raise StoreLockedError(
                    f"{folder}: this store is in use by another process; close it there (kg serve, a notebook) "
                    "or give another one with --store"
                ) from None
            raise StoreError(f"{folder}: the store cannot be opened ({_why(error)}); check the folder") from error

    def _query(self, sparql: str, shape: Shape) -> Result:
        with self._failures():
            result = self.inner.query(sparql)
            if isinstance(result, ox.QueryBoolean):
                return bool(result)
            if isinstance(result, ox.QuerySolutions):
                return Rows(result.variables, result)
            return list(result)

    def _update(self, sparql: str) -> None:
        with self._write_lock, self._failures():
            self.inner.update(sparql)
            self._flush()

    def _change(self, remove: list[str], graphs: Graphs) -> None:
        there = [graph for graph in remove if self.inner.contains_named_graph(ox.NamedNode(graph))]
        if there:
            super()._change(there, graphs)
        elif graphs:  # nothing to forget: no need to write and parse SPARQL
            text = _nquads(graphs)
            with self._write_lock, self._failures():
                if sum(map(len, graphs.values())) < _MANY:
                    self.inner.load(text, ox.RdfFormat.N_QUADS, lenient=True)
                    self._flush()
                else:  # one transaction too: the files it writes are taken in together, and are on the disk by then
                    self.inner.bulk_load(text, ox.RdfFormat.N_QUADS, lenient=True)

    def _flush(self) -> None:
        """Write to the disk what memory holds: a commit outlives the process as it is, this makes it outlive a power
        cut.
        """
        if self.address != MEMORY:
            self.inner.flush()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"{self.address}: the store failed ({_why(error)}); check the disk, try again") from error


def _nquads(graphs: Graphs) -> str:
    """N-Quads of graphs and, in the default graph, of their union."""
    named = ((f" {ox.NamedNode(iri)} .\n", statements) for iri, statements in graphs.items())
    return "".join(f"{words}{graph}{words} .\n" for graph, statements in named for words in statements)


def _hold(folder: Path, shared: bool) -> IO[bytes]:
    """The lock file, locked. Raises BlockingIOError when others hold it in a way that excludes ours."""
    file = (folder / _LOCK).open("rb" if shared and not os.access(folder, os.W_OK) else "ab")
    try:
        import fcntl
    except ImportError:  # no such locks on Windows: Oxigraph's own keeps two writers apart
        return file
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def _why(error: BaseException) -> str:
    return " ".join(str(error).split())
