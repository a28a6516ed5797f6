"""A worker process: opens a snapshot, runs one function at a time over it, under a memory limit.

It holds nothing of value: the service ends it whenever a request takes too long, and starts another one.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.messages import say
from kg.server.errors import RefusedError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

_TIRED = 256 << 20  # bytes a worker may keep of what a request took: then it is replaced


@dataclass(frozen=True)
class Job:
    """A function of `KnowledgeGraph` and `arguments`, over the store at `place`, with `memory` bytes to spare.

    `lang`: the language the messages are said in, if it is not the server's own.
    """

    place: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    memory: int
    lang: str | None = None


@dataclass(frozen=True)
class Reply:
    """What the function gave, or the error to raise. `tired`: the worker keeps too much memory to go on."""

    value: Any = None
    error: KgError | None = None
    tired: bool = False


def main(connection: Connection) -> None:
    """Serve jobs until the service closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then closes the connection
    held = _Held()
    at_rest = _resident()
    connection.send(Reply())
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        reply = _perform(job, held)
        try:
            connection.send(reply if _resident() < at_rest + _TIRED else Reply(reply.value, reply.error, tired=True))
        except (BrokenPipeError, ConnectionResetError):
            return


class _Held:
    """The store of the last job, kept open for the next one."""

    def __init__(self) -> None:
        self.place = ""
        self.graph: KnowledgeGraph | None = None

    def at(self, place: str) -> KnowledgeGraph:
        from kg.graph import KnowledgeGraph

        if self.graph is None or place != self.place:
            if self.graph is not None:
                self.graph.close()
                self.graph = None
            self.graph, self.place = KnowledgeGraph.open(place, read_only=True), place
        return self.graph


def _perform(job: Job, held: _Held) -> Reply:
    try:
        _speak(job.lang)
        graph = held.at(job.place)
        with _Ceiling(job.memory):
            return Reply(job.function(graph, *job.arguments))
    except KgError as error:
        return Reply(error=error)
    except MemoryError:
        return Reply(error=RefusedError(507, say("serve.memory", limit=job.memory >> 20)), tired=True)
    except RecursionError:
        return Reply(error=RefusedError(400, say("serve.nested")))
    except Exception as error:
        print(f"kg serve: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return Reply(error=RefusedError(500, say("serve.fault", kind=type(error).__name__)))


def _speak(lang: str | None) -> None:
    if lang is not None:
        os.environ["KG_LANG"] = lang
    elif _LANG is None:
        os.environ.pop("KG_LANG", None)
    else:
        os.environ["KG_LANG"] = _LANG


class _Ceiling:
    """A limit on the address space of this process while a job runs; where there is none, nothing."""

    def __init__(self, memory: int) -> None:
        self._memory = memory

    def __enter__(self) -> None:
        self._set(_size() + self._memory)

    def __exit__(self, *_: object) -> None:
        self._set(None)

    def _set(self, limit: int | None) -> None:
        try:
            import resource
        except ImportError:  # Windows
            return
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = hard if limit is None else limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _size() -> int:
    """The address space of this process in bytes; 0 where the system does not tell."""
    return _statm()[0]


def _resident() -> int:
    """The memory this process holds in bytes; 0 where the system does not tell."""
    return _statm()[1]


def _statm() -> list[int]:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  (several times a request: the quick way)
            return [int(pages) * _PAGE for pages in file.read().split()]
    except OSError:
        return [0, 0]


def _page() -> int:
    return os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


_PAGE = _page()
_LANG = os.environ.get("KG_LANG")
