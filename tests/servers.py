"""SPARQL servers for tests and benches: started on 127.0.0.1, in a folder of their own, ended when done with."""

from __future__ import annotations

import configparser
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

VIRTUOSO_INI = Path("/usr/share/virtuoso-opensource-7/virtuoso.ini")
_PATIENCE = 60  # seconds a server may take to answer first


@dataclass(frozen=True)
class Server:
    """Where a server answers: `address` for queries, `update` for updates, `environment` with what it wants to know."""

    address: str
    update: str | None = None
    environment: dict[str, str] = field(default_factory=dict)


class MissingServerError(RuntimeError):
    """A server's program is not on this machine; the message says how to get it."""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """`oxigraph serve`, in memory; `folder` takes its log. Raises MissingServerError."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise MissingServerError("the program oxigraph is not installed: pip install oxigraph")
    port = free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}/query"):
        yield Server(f"http://127.0.0.1:{port}")


@contextmanager
def virtuoso(folder: Path, buffers: int = 20_000) -> Iterator[Server]:
    """Virtuoso 7 with its database in `folder`; `buffers` pages of 8 kB are kept in memory. Raises MissingServerError.

    Its updates want a name and a password, by digest: `environment` holds them.
    """
    program = shutil.which("virtuoso-t")
    if program is None or not VIRTUOSO_INI.exists():
        raise MissingServerError("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_virtuoso_ini(folder, free_port(), port, buffers), encoding="utf-8")
    command = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    login = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba", "KG_STORE_AUTH": "digest"}
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql"):
        yield Server(f"http://127.0.0.1:{port}/sparql", f"http://127.0.0.1:{port}/sparql-auth", login)


def _virtuoso_ini(folder: Path, sql_port: int, port: int, buffers: int) -> str:
    """The packaged configuration, every file in `folder`, both ports on loopback, no limit on rows."""
    import io

    ini = configparser.RawConfigParser(strict=False, inline_comment_prefixes=(";",))
    ini.optionxform = str  # type: ignore[assignment]
    ini.read(VIRTUOSO_INI)
    for section in ini.sections():
        for name, value in ini.items(section):
            if value.startswith("/var/lib/virtuoso-opensource-7"):
                ini.set(section, name, str(folder / Path(value).name))
    ini.set("Parameters", "ServerPort", f"127.0.0.1:{sql_port}")
    ini.set("Parameters", "NumberOfBuffers", str(buffers))
    ini.set("Parameters", "MaxDirtyBuffers", str(buffers * 3 // 4))
    ini.set("HTTPServer", "ServerPort", f"127.0.0.1:{port}")
    ini.set("SPARQL", "ResultSetMaxRows", "1000000")
    ini.remove_section("Plugins")
    out = io.StringIO()
    ini.write(out)
    return out.getvalue()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, query_address: str) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            _wait_for(f"{query_address}?query=ASK%7B%7D", server, log)
            yield
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(timeout=10)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"{server.args} did not start: {log.read_text(errors='replace')[-2000:]}")
