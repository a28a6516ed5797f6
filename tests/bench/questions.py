"""How long the forty questions take, here and elsewhere: `make bench-questions`.

Graphs of our own shape (`graphs.py`) are written to disk; each engine answers in a process of its own. What cannot
be had on this machine is left out, and said. `--keep FOLDER` keeps the graphs, and takes up those kept before.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from asked import asked
from engines import ENGINES, PATIENCE
from graphs import quads
from plot import plot

from kg import ingest
from kg.query import questions
from kg.store import open_store

HERE = Path(__file__).parent
SIZES = (30_000, 100_000, 500_000, 2_000_000)
IN_MEMORY = 100_000  # the size at which those that hold all in memory are compared
Found = dict[str, dict[str, dict[str, Any]]]  # engine → question → ms, rows or error


def main() -> None:
    """Make the graphs, ask every engine, print the tables and write the plot beside this file."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="graphs of 30,000 and 100,000 quads only")
    options.add_argument("--keep", type=Path, help="a folder for the graphs")
    options.add_argument("--kglab", type=Path, help="the python of an environment that has kglab")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        sizes = SIZES[:2] if given.quick else SIZES
        found: dict[int, Found] = {}
        for size in sizes:
            wanted = ["entente", "pyoxigraph"] if size not in (IN_MEMORY, SIZES[-1]) else list(ENGINES)
            if size > IN_MEMORY:
                wanted = [name for name in wanted if name not in ("rdflib", "kglab")]
            _make(size, folder)
            found[size] = {name: _ask(name, size, folder, given.kglab) for name in wanted}
    print("\n".join(_report({size: _answered(engines) for size, engines in found.items()})))
    plot({size: engines["entente"] for size, engines in found.items()}, HERE / "questions.svg")


def _make(size: int, folder: Path) -> None:
    """The store, its union as N-Triples and the questions to ask it, unless they are there."""
    store, triples, list_ = folder / f"{size}", folder / f"{size}.nt", folder / f"{size}.json"
    if not triples.exists():
        _note(f"writing {size} quads …")
        with open_store(store) as opened:
            inner = opened.inner  # type: ignore[attr-defined]
            for article in quads(size):
                inner.bulk_extend([*article, *(ox.Quad(s, p, o) for s, p, o, _ in article)])
            ingest.derive(opened)
            inner.optimize()
            inner.dump(str(triples), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    with open_store(store, read_only=True) as opened:
        list_.write_text(json.dumps([asdict(question) for question in asked(opened)]))


def _ask(engine: str, size: int, folder: Path, kglab: Path | None) -> dict[str, dict[str, Any]]:
    """What an engine gives; nothing, with a note, when it is not on this machine."""
    data = folder / (f"{size}" if engine in ("entente", "pyoxigraph") else f"{size}.nt")
    python = str(kglab) if engine == "kglab" and kglab else sys.executable
    _note(f"asking {engine} at {size} quads …")
    command = [python, str(HERE / "engines.py"), engine, str(data), str(folder / f"{size}.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        _note(f"{engine} left out: {done.stderr.strip().splitlines()[-1][:200]}")
        return {}
    return dict(json.loads(done.stdout))


def _answered(engines: Found) -> Found:
    return {name: found for name, found in engines.items() if found}


def _report(found: dict[int, Found]) -> Iterator[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    yield f"Measured on {date.today().isoformat()}: {os.cpu_count()} CPUs ({platform.machine()}), {platform.system()},"
    yield f"Python {platform.python_version()}, {packages}. Milliseconds of processor time; repeat with"
    yield "`make bench-questions`.\n"
    yield from _summary(found)
    for size, engines in found.items():
        if len(engines) > 2:
            yield f"\nEach question at {size:,} quads, in milliseconds:\n"
            yield from _each(engines)


def _summary(found: dict[int, Found]) -> Iterator[str]:
    yield "| quads | engine | median | worst | unanswered | × Entente, median | rows agree |"
    yield "|---:|---|---:|---:|---:|---:|---:|"
    for size, engines in found.items():
        ours = engines["entente"]
        for name, theirs in engines.items():
            both = [q for q in theirs if "ms" in theirs[q] and "ms" in ours[q]]
            times = {question: theirs[question]["ms"] for question in both}
            worst = max(times, key=lambda question: times[question])
            ratio = statistics.median(times[question] / ours[question]["ms"] for question in both)
            agree = sum(theirs[question]["rows"] == ours[question]["rows"] for question in both)
            yield (
                f"| {size:,} | {name} | {statistics.median(times.values()):.1f} | {times[worst]:.0f} ({worst}) "
                f"| {len(theirs) - len(both)} | {ratio:.2f} | {agree}/{len(both)} |"
            )


def _each(engines: Found) -> Iterator[str]:
    yield f"| | question | rows | {' | '.join(engines)} |\n|---:|---|---:|{'---:|' * len(engines)}"
    for name, question in questions().items():
        cells = [engines[engine].get(name, {}) for engine in engines]
        shown = [f"{cell['ms']:.1f}" if "ms" in cell else str(cell.get("error", "")) for cell in cells]
        yield f"| {question.number} | {name} | {cells[0].get('rows', '')} | {' | '.join(shown)} |"
    yield f"\nWho needs more than {PATIENCE} s is not waited for."


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
