"""`kg serve` as a user starts and ends it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import open_store

from .conftest import Kg

pytestmark = pytest.mark.slow


@contextlib.contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A `kg serve` in a process group of its own, as a terminal gives it; and its address."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--port", "0", *arguments]
    env = {**os.environ, "KG_LANG": "en", "KG_STORE": str(folder / "db")}
    child = subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert child.stderr is not None
        yield child, re.findall(r"http://[\d.]+:\d+", child.stderr.readline())[0]
    finally:
        child.kill()
        child.wait()


def get(address: str) -> object:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


def test_it_serves_until_ctrl_c_and_leaves_nothing(tmp_path: Path) -> None:
    open_store(tmp_path / "db").close()
    before = {path.name for path in (tmp_path / "db").iterdir()}
    with serving(tmp_path) as (child, address):
        assert get(f"{address}/sparql?query=ASK%7B%7D") == {"head": {}, "boolean": True}
        os.killpg(child.pid, signal.SIGINT)  # workers are in the group too
        assert child.wait(timeout=30) == 0
        assert child.stderr is not None and child.stderr.read() == ""
    assert {path.name for path in (tmp_path / "db").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["db"]


def test_killed_it_takes_its_workers_with_it(tmp_path: Path) -> None:
    open_store(tmp_path / "db").close()
    with serving(tmp_path, "--timeout", "60") as (child, address):
        get(f"{address}/health")
        family = subprocess.run(["ps", "-o", "pid=", "-g", str(child.pid)], capture_output=True, text=True, check=True)
        assert len(family.stdout.split()) > 3
        child.kill()
        child.wait()
        for _ in range(100):
            left = subprocess.run(["ps", "-o", "pid=", "-g", str(child.pid)], capture_output=True, text=True).stdout
            if not left.split():
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=0)
            import time

            time.sleep(0.1)
        assert not left.split()


def test_updates_take_the_token_that_is_shown(tmp_path: Path) -> None:
    with serving(tmp_path, "--writable", "--plain") as (child, address):
        assert child.stderr is not None
        token = child.stderr.readline().split()[-1]
        assert len(token) > 20
        update = urllib.request.Request(
            f"{address}/sparql",
            data=b"INSERT DATA { <http://x/s> <http://x/p> 1 }",
            headers={"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}"},
        )
        assert urllib.request.urlopen(update, timeout=60).status == 204
        assert get(f"{address}/sparql?query=ASK%7B%3Fs%3Fp%3Fo%7D") == {"head": {}, "boolean": True}


def test_the_commands_work_on_a_service_as_on_a_folder(tmp_path: Path, kg: Kg) -> None:
    open_store(tmp_path / "db").close()
    with serving(tmp_path) as (_, address):
        for store in (address, f"{address}/sparql"):
            asked = kg(
                "sparql", "SELECT ?s { ?s a ent:State } ORDER BY ?s LIMIT 3", "--format", "csv", "--store", store
            )
            assert asked.code == 0, asked.err
            assert (
                asked.out
                == kg(
                    "sparql", "SELECT ?s { ?s a ent:State } ORDER BY ?s LIMIT 3", "--format", "csv", "--store", "db"
                ).out
            )


def test_a_port_that_is_taken_is_said(kg: Kg) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = kg("serve", "--port", str(taken.getsockname()[1]), "--store", "memory:")
    assert outcome.code == 3
    assert outcome.err.startswith("kg: cannot listen") and outcome.err.count("\n") == 1 and "--port" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["--store", "nothing.db"], 3, "no store there"),
        (["--store", "held"], 3, "in use"),
        (["--store", "held", "--writable"], 3, "in use"),
        (["--host", "203.0.113.7", "--store", "memory:"], 3, "cannot listen"),
        (["--port", "99999"], 2, "99999"),
        (["--timeout", "0"], 2, "0"),
    ],
)
def test_what_cannot_be_served_is_said(kg: Kg, tmp_path: Path, arguments: list[str], code: int, reason: str) -> None:
    with open_store(tmp_path / "held"):
        outcome = kg("serve", *(() if "--port" in arguments else ("--port", "0")), *arguments)
    assert outcome.code == code
    assert outcome.out == "" and outcome.err.count("\n") == 1
    assert reason in outcome.err
