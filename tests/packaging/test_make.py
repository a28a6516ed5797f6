"""The Makefile's targets, without running them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_continuous_integration_checks_and_tests() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("bash")
    assert "set -euo pipefail" in lines
    assert lines.index("make check") < lines.index("make test")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_plain_make_lists_its_targets() -> None:
    done = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("setup", "demo", "test", "check", "clean"):
        assert f"make {target}" in done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", ".constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    done = subprocess.run(
        ["make", "-s", "setup", "PYTHON=false"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr.splitlines()[0].startswith("Entente needs Python 3.11 or newer")


def test_every_target_that_the_papers_name_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    papers = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "tests" / "bench").glob("*.py")]
    named = {name for path in papers for name in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert len(named) >= 5
    assert named - targets == set()
