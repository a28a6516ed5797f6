"""The README's commands and code do what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib.metadata import requires
from pathlib import Path

import pytest

from .conftest import Kg

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEMO = Path("kg", "demo")
ASKS = ("query", "ask", "analyse", "sparql", "facts")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_first_ten_minutes_work_in_order(kg: Kg, tmp_path: Path) -> None:
    """From the folder of the checkout, nothing else at hand; every question that the README shows has an answer."""
    shutil.copytree(ROOT / DEMO, tmp_path / DEMO)
    shown = [block for block in blocks("sh") if "kg build" in block or "kg ask" in block]
    lines = [line for block in shown for line in block.splitlines() if line.startswith("kg ")]
    assert len(lines) >= 11 and lines[0].startswith("kg build")
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        listing = len(words) == 1
        outcome = kg(*words, *(["--fail-empty"] if words[0] in ASKS and not listing else ()))
        assert outcome.code == 0, f"{line}\n{outcome.err}"
    assert {"graph.html", "graph.trig", "entente.db"} <= {path.name for path in tmp_path.iterdir()}


def test_the_python_code_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / DEMO, tmp_path / DEMO)
    (code,) = blocks("python")
    *lines, last = code.strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    assert len(eval(last, names)) > 0


def test_every_dependency_has_its_licence_in_the_table() -> None:
    table = README.partition("| package | licence |")[2].lower()
    runtime = {re.split(r"[<>=!~;\[ ]", r)[0].lower() for r in requires("entente") or [] if "extra ==" not in r}
    assert [name for name in runtime if not re.search(rf"(\||, ) ?{re.escape(name)}\b", table)] == []


def test_every_exit_code_is_told() -> None:
    from kg import errors

    table = README.partition("### Exit codes")[2].partition("##")[0]
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KgError)]
    codes = {kind.exit_code for kind in kinds}
    assert all(f"| {code} |" in table for code in {0, 1, *codes})


def test_local_paths_exist() -> None:
    named = set(re.findall(r"`((?:kg|ontology|queries|notebooks|tests)/[\w./-]+)`", README))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
