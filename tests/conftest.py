"""What several test folders share: a SPARQL server of our own, and stores of each kind."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture(scope="session")
def sparql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an `oxigraph serve` on 127.0.0.1, ended with the session."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program oxigraph is not installed: pip install oxigraph")
    port = _free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(  # in memory: no --location
            [program, "serve", "--bind", f"127.0.0.1:{port}"], stdout=output, stderr=output
        )
        try:
            yield _wait_for(f"http://127.0.0.1:{port}", server, log)
        finally:
            server.terminate()
            server.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/query?query=ASK%7B%7D", timeout=1).close()
            return address
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"oxigraph serve did not start: {log.read_text(errors='replace')}")
