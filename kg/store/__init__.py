"""Where the graph lives: a folder, memory, or a SPARQL endpoint, behind one face."""

from __future__ import annotations

import os
from pathlib import Path

from kg.store.base import Result, Store
from kg.store.rows import Rows

__all__ = ["DEFAULT", "Result", "Rows", "Store", "open_store"]

DEFAULT = "entente.db"


def open_store(address: str | Path | None = None, read_only: bool = False, update: str | None = None) -> Store:
    """The store at `address`: a folder, `memory:`, or `http(s)://…`; by default `$KG_STORE`, else `./entente.db`.

    `update` is the endpoint's address for updates where it does not follow from `address` (or `$KG_STORE_UPDATE`).
    A writable store is given the current ontology and registry. Raises StoreError, StoreLockedError.
    """
    from kg.store import standing

    place = str(address or os.environ.get("KG_STORE") or DEFAULT)
    store: Store
    if place.startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore

        store = RemoteStore(place, update or os.environ.get("KG_STORE_UPDATE"), read_only)
    else:
        from kg.store.embedded import EmbeddedStore

        store = EmbeddedStore(place, read_only)
    try:
        standing.ensure(store)
    except BaseException:
        store.close()
        raise
    return store
