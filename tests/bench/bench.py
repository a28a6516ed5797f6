"""How fast Entente reads, how much memory it takes, how soon the first fact is there: `make bench`.

Everything is measured side by side in one run, in fresh processes, on one core unless it says otherwise; what is
compared takes turns, and the figures are medians. `--quick` measures less of each.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from articles import ROOT, articles

from kg.model import Document

SAMPLE = ROOT / "kg" / "demo" / "assises-ia-sale.txt"
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def rates(count: int, rounds: int) -> dict[str, float]:
    """Seconds of processor time an article: tagging alone, as spaCy loads the tagger and as we do, reading one by one
    and in batches, reading into a store on disk, with whatever the store does beside. Others who use the machine do not
    count."""
    import spacy

    from kg.extract import read
    from kg.ingest import ingest
    from kg.readers import many
    from kg.store import open_store
    from kg.text import model
    from kg.text.tokens import normalise

    documents = _documents(count)
    texts = [normalise(document.text) for document in documents]

    def build() -> None:
        with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/db") as store:
            start[0] = time.process_time()  # opening a new store is part of the cold start
            assert ingest(documents, store).new == count

    start = [0.0]
    spacys = spacy.load(model.MODEL, exclude=list(model.EXCLUDE))
    ways: dict[str, Callable[[], object]] = {
        "pipe": lambda: list(spacys.pipe(texts, batch_size=8)),
        "ours": lambda: list(model.load().pipe(texts, batch_size=8)),
        "read": lambda: [read(document) for document in documents],
        "many": lambda: list(many(documents, lambda _: False)),
        "build": build,
    }
    ways["read"]()  # what is loaded once
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start[0] = time.process_time()
            way()
            taken[name].append((time.process_time() - start[0]) / count)
    return {name: statistics.median(times) for name, times in taken.items()}


def memory(count: int) -> list[tuple[int, float]]:
    """The most memory (MB) the process had taken after a quarter, half and all of `count` articles, and at the end."""
    from kg.ingest import ingest
    from kg.store import open_store

    seen: list[tuple[int, float]] = []

    def watched() -> Iterator[Document]:
        for number, text in enumerate(articles(count)):
            if number in (count // 4, count // 2):
                seen.append((number, _peak()))
            yield Document(text, name=f"{number}.txt")
        seen.append((count, _peak()))

    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/db") as store:
        ingest(watched(), store)
    return [*seen, (count, _peak())]


def jobs(count: int, rounds: int) -> dict[str, float]:
    """Seconds of the whole command `kg build`, by one process and by two."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(articles(count)):
            Path(folder, f"{number:05}.txt").write_text(text, encoding="utf-8")
        taken: dict[str, list[float]] = {"1": [], "2": []}
        for _ in range(rounds):
            for number, times in taken.items():
                times.append(_timed("build", folder, "--jobs", number, "--store", f"{folder}/.db", "--quiet"))
                shutil.rmtree(f"{folder}/.db")
    return {number: statistics.median(times) for number, times in taken.items()}


def cold(rounds: int) -> dict[str, float]:
    """Seconds from nothing to the first fact: two commands with a new store, or one program with a graph in memory."""
    code = "from kg import KnowledgeGraph as K; g = K.open('memory:'); g.add(__import__('sys').argv[1]); g.facts()[0]"
    taken: dict[str, list[float]] = {"build": [], "facts": [], "python": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            store = f"{folder}/{number}"
            taken["build"].append(_timed("build", str(SAMPLE), "--store", store, "--quiet"))
            taken["facts"].append(_timed("facts", "--store", store))
            taken["python"].append(_timed_python(code, str(SAMPLE)))
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    """Measure each part in a process of its own and print the tables."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="measure less: two minutes")
    options.add_argument("--part", help=argparse.SUPPRESS)
    given = options.parse_args()
    few = given.quick
    parts: dict[str, Callable[[], object]] = {
        "rates": lambda: rates(40 if few else 150, 3 if few else 7),
        "jobs": lambda: jobs(100 if few else 600, 1 if few else 3),
        "memory": lambda: memory(400 if few else 2000),
        "cold": lambda: cold(3 if few else 7),
    }
    if given.part:
        print(json.dumps(parts[given.part]()))
        return
    print("\n".join(_report({part: _in_its_own_process(part, few) for part in parts}, few)))


def _report(found: dict[str, object], quick: bool) -> Iterator[str]:
    speed, several, peaks, first = (found[part] for part in ("rates", "jobs", "memory", "cold"))
    assert isinstance(speed, dict) and isinstance(several, dict) and isinstance(peaks, list) and isinstance(first, dict)
    names = ", ".join(f"{name} {version(name)}" for name in ("spacy", "pyoxigraph"))
    yield f"Measured on {date.today().isoformat()}: {os.cpu_count()} CPUs ({platform.machine()}), {platform.system()},"
    again = "make bench QUICK=1" if quick else "make bench"
    yield f"Python {platform.python_version()}, {names}. Medians; repeat with `{again}`.\n"
    yield "| one core, articles of 200 words | articles a second of its time | × the time of tagging |\n|---|---:|---:|"
    for name, label in (
        ("pipe", "spaCy's `nlp.pipe` alone, the same pipes: the tagger's work"),
        ("ours", "the same, loaded our way"),
        ("read", "`read`, one by one"),
        ("many", "reading in batches"),
        ("build", "`kg build`: read, write to disk, derive"),
    ):
        yield f"| {label} | {1 / speed[name]:.1f} | {speed[name] / speed['pipe']:.2f} |"
    yield "\n| `kg build`, whole command | seconds | × one process |\n|---|---:|---:|"
    for number, seconds in several.items():
        yield f"| `--jobs {number}` | {seconds:.1f} | {seconds / several['1']:.2f} |"
    yield "\n| memory of `kg build` | peak MB | × the first |\n|---|---:|---:|"
    for place, (count, peak) in enumerate(peaks):
        what = f"after {count} articles" if place < len(peaks) - 1 else "after drawing what follows"
        yield f"| {what} | {peak:.0f} | {peak / peaks[0][1]:.2f} |"
    yield "\n| cold start to the first fact | seconds |\n|---|---:|"
    yield f"| `kg build` into a new store, then `kg facts` | {first['build'] + first['facts']:.2f} |"
    yield f"| of that, `kg facts` | {first['facts']:.2f} |"
    yield f"| Python, graph in memory | {first['python']:.2f} |"


def _in_its_own_process(part: str, quick: bool) -> object:
    command = [sys.executable, __file__, "--part", part, *(["--quick"] if quick else [])]
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") and part != "jobs" else None
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    print(f"measuring {part} …", file=sys.stderr)
    done = subprocess.run(  # nothing else runs in this process: the hook is safe
        command, env={**os.environ, **ONE_CORE}, stdout=subprocess.PIPE, check=True, preexec_fn=pin
    )
    return json.loads(done.stdout)


def _documents(count: int) -> list[Document]:
    return [Document(text, name=f"{number}.txt") for number, text in enumerate(articles(count))]


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _timed(*arguments: str) -> float:
    return _timed_python("from kg.cli import main; main()", *arguments)


def _timed_python(code: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
