"""Run `kg` as a user would, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


Kg = Callable[..., Outcome]


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Kg:
    """`kg("facts", "--format", "json")` in this process, in an empty folder, speaking English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("KG_STORE", raising=False)

    def run(*arguments: str) -> Outcome:
        from kg.cli.app import run as run_kg

        capfd.readouterr()
        code = run_kg(arguments)
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`kg` in a process of its own."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    env = {**os.environ, "KG_LANG": "en", **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)
