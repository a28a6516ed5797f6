"""What a newcomer finds at the top of the checkout, and what it costs to start."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "spacy rdflib pandas numpy networkx pydantic owlready2 pyshacl pyvis rich trafilatura pyoxigraph yaml "
    "lxml pypdf feedparser"
)
TOP = {
    "pyproject.toml",
    "README.md",
    "kg",
    "ontology",
    "queries",
    "tests",
    "notebooks",
    "Makefile",
    "LICENSE",
    "CHANGELOG.md",
}


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


def test_the_top_level_stays_as_agreed() -> None:
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= TOP


def test_no_file_names_a_machine_or_a_registry_host() -> None:
    names = ("python[h]osted" + r"\.org", "pypi" + r"\.org", "/wo" + "rk/", "registry" + r"\.npmjs")
    hosts = re.compile("|".join(names))
    bad = []
    for name in tracked():
        path = ROOT / name
        if path.is_file() and path.suffix in {"", ".py", ".toml", ".txt", ".md", ".yaml", ".ttl", ".rq", ".ipynb"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            bad += [f"{name}: {found.group()}" for found in hosts.finditer(text)]
    assert bad == []


def test_every_dependency_is_pinned_for_the_tests() -> None:
    pins = (ROOT / ".constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = [re.split(r"[<>=!~;\[ ]", dependency)[0].lower().replace("_", "-") for dependency in wanted]
    assert [name for name in names if f"\n{name}==" not in pins] == []


def test_the_installed_metadata_matches_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = {re.split(r"[<>=!~;\[ ]", r)[0].lower() for r in requires("entente") or [] if "extra ==" not in r}
    assert plain == {re.split(r"[<>=!~;\[ ]", d)[0].lower() for d in project["dependencies"]}


def best_of(tries: int, *command: str) -> float:
    """The fastest of some runs, in milliseconds: the others measure the machine's other work."""
    times = []
    for _ in range(tries):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def test_import_is_cheap() -> None:
    bare = best_of(5, "-c", "pass")
    assert best_of(5, "-c", "import kg") - bare < 150


def test_help_is_quick() -> None:
    assert best_of(5, "-c", "from kg.cli import main; main(['--help'])") < 400


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "try:\n from kg.cli import main; main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}.split()) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_no_sentence_of_the_first_article_stands_here() -> None:
    """It is not ours to spread: whatever speaks of it does so in its own words."""
    article = ROOT.parent / "shared" / "corpus" / "article.txt"
    if not article.exists():
        pytest.skip("the article is not here (../shared/corpus/article.txt)")

    def runs(text: str, length: int = 12) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}

    theirs = runs(article.read_text(encoding="utf-8"))
    kept = [
        path for folder in ("kg", "ontology", "queries", "tests", "notebooks") for path in (ROOT / folder).rglob("*")
    ]
    suffixes = {".py", ".yaml", ".json", ".jsonl", ".txt", ".ttl", ".rq", ".md", ".ipynb", ".toml", ".js", ".html"}
    ours = [path for path in (*kept, ROOT / "README.md", ROOT / "CHANGELOG.md") if path.suffix in suffixes]
    assert len(ours) > 300
    assert [str(p.relative_to(ROOT)) for p in ours if runs(p.read_text(encoding="utf-8")) & theirs] == []
