"""What several test folders share: SPARQL servers of our own, started when first asked for, ended with the session."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import servers

# Tests say what they want: neither the language nor the store of whoever runs them.
for name in [name for name in os.environ if name.startswith("KG_") and name not in ("KG_W3C",)]:
    del os.environ[name]
CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture(scope="session")
def sparql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an `oxigraph serve`."""
    try:
        with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
            yield server.address
    except servers.MissingServerError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def _virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    try:
        with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
            yield server
    except servers.MissingServerError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def virtuoso_server(_virtuoso: servers.Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a Virtuoso 7; the environment holds where it takes updates, and its name and password."""
    for name, value in _virtuoso.environment.items():
        monkeypatch.setenv(name, value)
    assert _virtuoso.update is not None
    monkeypatch.setenv("KG_STORE_UPDATE", _virtuoso.update)
    return _virtuoso.address
