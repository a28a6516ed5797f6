"""One engine answers every question of a list, in a process of its own: the milliseconds each took, on stdout as JSON.

`python engines.py ENGINE DATA QUESTIONS`: DATA is a store's folder, or the N-Triples of its union for the engines that
load those; QUESTIONS a JSON list of `asked.Asked`. Runs without Entente where only another engine is installed.

What is counted is the processor's time (the server's too), which other work on the machine does not lengthen.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 5
PATIENCE = 20  # seconds: who needs more is not asked again
SLOW = 1.0  # seconds: asked once more only

Ask = Callable[[dict[str, Any]], int]  # a question → how many rows


def entente(data: str) -> Ask:
    """The whole of `KnowledgeGraph.query`: values to terms, the store's guard, rows to Python."""
    from kg.graph import KnowledgeGraph

    graph = KnowledgeGraph.open(data, read_only=True)
    return lambda question: len(graph.query(question["name"], **question["values"]).rows)


def pyoxigraph(data: str) -> Ask:
    """The same folder and text, every cell of every row read."""
    import pyoxigraph as ox

    store = ox.Store.read_only(data)
    return lambda question: len([tuple(row) for row in store.query(question["sparql"])])


def rdflib(data: str) -> Ask:
    """The union in memory."""
    from rdflib import Graph

    graph = Graph()
    graph.parse(data, format="nt")
    return lambda question: len([tuple(row) for row in graph.query(question["sparql"])])


def kglab(data: str) -> Ask:
    """The union in memory, through kglab's own door."""
    import kglab as lab

    graph = lab.KnowledgeGraph()
    graph.load_rdf(data, format="nt")
    return lambda question: len([tuple(row) for row in graph.query(question["sparql"])])


def virtuoso(data: str) -> Ask:
    """A server of its own, over HTTP, JSON read; the union in one graph."""
    import tempfile

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from servers import virtuoso as started
    from SPARQLWrapper import JSON, POST, SPARQLWrapper

    running = started(Path(tempfile.mkdtemp(prefix="entente-bench-")), buffers=170_000)
    server = running.__enter__()  # ended by `finish`
    _FINISH.append(lambda: running.__exit__(None, None, None))
    _load_virtuoso(server.address, Path(data))
    client = SPARQLWrapper(server.address)
    client.setReturnFormat(JSON)
    client.setMethod(POST)
    client.setTimeout(PATIENCE)

    def ask(question: dict[str, Any]) -> int:
        client.setQuery(question["sparql"])
        return len(client.query().convert()["results"]["bindings"])

    return ask


def _load_virtuoso(address: str, data: Path, together: int = 50_000) -> None:
    import urllib.request

    place = address.replace("/sparql", "/sparql-graph-crud-auth?graph-uri=urn:bench")
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address.removesuffix("sparql"), "dba", "dba")
    opener = urllib.request.build_opener(urllib.request.HTTPDigestAuthHandler(passwords))
    lines = data.read_bytes().splitlines(keepends=True)
    for first in range(0, len(lines), together):
        body = b"".join(lines[first : first + together])
        opener.open(urllib.request.Request(place, body, {"Content-Type": "text/turtle"}, method="POST")).close()


def measure(ask: Ask, question: dict[str, Any]) -> dict[str, Any]:
    """`ms`, the median of the rounds after a first one, and `rows`; or `error` in a few words."""
    taken: list[float] = []
    try:
        while len(taken) <= (1 if taken and taken[0] > SLOW else ROUNDS):
            before = _spent()
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            rows = ask(question)
            signal.setitimer(signal.ITIMER_REAL, 0)
            taken.append(_spent() - before)
        return {"ms": 1000 * statistics.median(taken[1:]), "rows": rows}
    except TimeoutError:
        return {"error": f"> {PATIENCE} s"}
    except Exception as error:  # an engine that cannot answer is told beside those that can
        return {"error": f"{type(error).__name__}: {' '.join(str(error).split())[:80]}"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _spent() -> float:
    """Seconds of processor time of this process and, while they run, of its children."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    processes = children.read_text().split() if children.exists() else []
    counters = [counter for process in processes for counter in Path(f"/proc/{process}/task").glob("*/schedstat")]
    return time.process_time() + sum(int(counter.read_text().split()[0]) for counter in counters) / 1e9


def _late(_: int, __: types.FrameType | None) -> None:
    raise TimeoutError


_FINISH: list[Callable[[], object]] = []
ENGINES: dict[str, Callable[[str], Ask]] = {
    "entente": entente, "pyoxigraph": pyoxigraph, "rdflib": rdflib, "kglab": kglab, "virtuoso": virtuoso
}  # fmt: skip


def main() -> None:
    """Print what `measure` gives, by question."""
    engine, data, asked = sys.argv[1:]
    signal.signal(signal.SIGALRM, _late)
    try:
        ask = ENGINES[engine](data)
        found = {question["name"]: measure(ask, question) for question in json.loads(Path(asked).read_text())}
    finally:
        for finish in _FINISH:
            finish()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
