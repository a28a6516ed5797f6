"""An embedded store as a live rdflib Dataset, through oxrdflib: the store evaluates, rdflib is the API."""

from __future__ import annotations

import rdflib
from oxrdflib import OxigraphStore

from kg.errors import StoreError
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.exchange import PREFIXES


def dataset(store: Store) -> rdflib.Dataset:
    """A Dataset over the very store: what one writes, the other reads. Its default graph is the union of all graphs.

    Writes through it go past the store's lock: keep to one thread. Raises StoreError for a SPARQL endpoint.
    """
    if not isinstance(store, EmbeddedStore):
        raise StoreError(f"{store.address}: an endpoint has no rdflib graph; ask it with sparql(), or export() it")
    made = rdflib.Dataset(OxigraphStore(store=store.inner), default_union=True)
    for prefix, base in PREFIXES.items():
        made.bind(prefix, base, replace=True)
    return made
