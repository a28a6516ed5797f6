"""Copies of the store that workers read: taken with hard links, renewed when the store has changed.

Workers never open the store itself: it may be written to meanwhile, by this service or, while this one only reads,
by another process.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError, StoreLockedError
from kg.messages import say
from kg.store import Store
from kg.store.embedded import MEMORY, EmbeddedStore

_FOLDER = "serving"
_LOOK = 1.0  # seconds between two looks at a folder that others may change


@dataclass(frozen=True)
class Held:
    """A store that this service holds open. Writers hold `lock`; `before` completes what they left undone."""

    store: Store
    lock: threading.Lock
    before: Callable[[Store], None] | None = None


class Snapshots:
    """Where workers find the graph. `held` is None for a folder that is only read.

    An endpoint is its own snapshot: workers ask it directly.
    """

    def __init__(self, address: str, held: Held | None) -> None:
        self._address = address
        self._held = held
        self._lock = threading.Lock()
        self._seen: object = None
        self._looked = 0.0
        self._changes = 0
        self._count = 0
        self._latest = ""
        self._home: Path | None = None

    def changed(self) -> None:
        """The held store has been written to: the next `current` is a new copy."""
        self._changes += 1

    def current(self) -> str:
        """The address workers open: a copy of the store as it is now, or as it last was if another process writes.

        Raises StoreError.
        """
        if self._address.startswith(("http://", "https://")):
            return self._address
        with self._lock:
            if not self._latest or self._is_stale():
                self._renew()
            return self._latest

    def sweep(self, in_use: set[str]) -> None:
        """Remove the copies that nobody reads any more."""
        with self._lock:
            for folder in self._folders():
                if str(folder) != self._latest and str(folder) not in in_use:
                    shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Remove every copy; the workers must have ended."""
        with self._lock:
            if self._home is not None:
                shutil.rmtree(self._home, ignore_errors=True)
                with contextlib.suppress(OSError):
                    self._home.parent.rmdir()  # unless another service has copies there
                self._home, self._latest = None, ""

    def _is_stale(self) -> bool:
        if self._held is not None:
            return self._seen != self._changes
        if time.monotonic() < self._looked + _LOOK:
            return False
        self._looked = time.monotonic()
        return self._seen != _signature(Path(self._address))

    def _renew(self) -> None:
        target = str(self._prepared() / str(self._count + 1))
        mark = self._from_folder(target) if self._held is None else self._from_held(self._held, target)
        if mark is not None:
            self._seen, self._count, self._latest = mark, self._count + 1, target

    def _from_held(self, held: Held, target: str) -> object:
        """None while somebody writes: what was there before is read until they have done."""
        if not held.lock.acquire(blocking=not self._latest):
            return None
        try:
            mark = self._changes
            if held.before is not None and mark:
                held.before(held.store)
            _copy(held.store, target)
            return mark
        finally:
            held.lock.release()

    def _from_folder(self, target: str) -> object:
        mark = _signature(Path(self._address))
        try:
            with EmbeddedStore(self._address, read_only=True) as store:
                _copy(store, target)
        except StoreLockedError:
            if not self._latest:
                raise
            return None  # another process writes: looked at again in a moment
        return mark

    def _prepared(self) -> Path:
        """The folder of this service's copies: in the store, on whose disk hard links work, or else a temporary one."""
        if self._home is None:
            self._home = _home(self._address)
        return self._home

    def _folders(self) -> Iterator[Path]:
        if self._home is not None:
            yield from (path for path in self._home.iterdir() if path.is_dir())


def _home(address: str) -> Path:
    if address != MEMORY:
        base = Path(address) / _FOLDER
        with contextlib.suppress(OSError):
            if base.parent.is_dir():
                _clear(base)
                base.mkdir(exist_ok=True)
                return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=base))
    return Path(tempfile.mkdtemp(prefix="kg-serve-"))


def _clear(base: Path) -> None:
    """Remove what services left there that were killed."""
    for left in base.glob("*-*"):
        try:
            os.kill(int(left.name.partition("-")[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except (PermissionError, ValueError):
            continue


def _copy(store: Store, target: str) -> None:
    assert isinstance(store, EmbeddedStore)
    try:
        if store.address != MEMORY:
            store.inner.backup(target)
            return
        copy = ox.Store(target)
        copy.bulk_extend(store.inner)
        copy.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(say("serve.copy", folder=target, why=" ".join(str(error).split()))) from error


def _signature(folder: Path) -> tuple[tuple[str, int], ...]:
    """What changes on disk whenever the store does: its journal, and the list of its files."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith(("MANIFEST", "CURRENT")) or path.suffix == ".log":
                found.append((path.name, path.stat().st_size))
    return tuple(sorted(found))
