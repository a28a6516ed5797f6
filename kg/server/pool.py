"""The worker processes, seen from the service: some are always ready, one that takes too long is ended.

They are forked off a small process that has loaded what they need, so that a new one is ready in some 30 ms.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any

from kg.messages import say
from kg.server.errors import RefusedError
from kg.server.worker import Job, Reply, main

_LOADED = ["kg.server.worker", "kg.server.preload"]
_LOADED += ["networkx", "numpy", "rustworkx"]  # what the explorer draws with
_OPENING = 1 << 30  # bytes it may take to open a store
_START = 60.0  # seconds a worker may take to start, on a machine that is very busy


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, context: BaseContext) -> None:
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=main, args=(other,), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        other.close()
        self.place = ""

    def ready(self) -> bool:
        """Whether it has come up."""
        try:
            return self._pipe.poll(_START) and isinstance(self._pipe.recv(), Reply)
        except (EOFError, OSError):
            return False

    def call(self, job: Job, seconds: float) -> Reply | None:
        """The reply, or None when there is none in time. Raises EOFError when the process died over it."""
        self.place = job.place
        try:
            self._pipe.send(job)
            if not self._pipe.poll(seconds):
                return None
            reply = self._pipe.recv()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise EOFError from error
        assert isinstance(reply, Reply)
        return reply

    def end(self) -> None:
        """At once: what it does is lost, and who waits for its reply gets an EOFError."""
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        """Let go of an ended worker."""
        with contextlib.suppress(OSError):
            self._pipe.close()


class Pool:
    """`size` workers and one in reserve. Used from several threads; at most `size` jobs at a time, says the caller."""

    def __init__(self, size: int) -> None:
        self._size = size + 1
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._opening: tuple[Job, float] | None = None
        self._hiring = ThreadPoolExecutor(1, "kg-hire")
        self._context = _context()

    def start(self) -> None:
        """Start the workers. Raises RefusedError when none comes up."""
        for _ in range(self._size):
            self._hire()
        if not self._all:
            raise RefusedError(503, say("serve.no_worker"))

    def stop(self) -> None:
        """End every worker, whatever it does."""
        with self._lock:
            self._closed = True
            workers = [*self._all]
        for worker in workers:
            worker.end()
        self._hiring.shutdown(cancel_futures=True)

    def run(self, job: Job, seconds: float) -> Any:
        """What the job's function gives. Raises the KgError it raises; RefusedError after `seconds`, or when the worker
        died over it.
        """
        until = time.monotonic() + seconds
        worker = self._idle.get(timeout=_START)
        keep = False
        try:
            reply = worker.call(job, until - time.monotonic())
            keep = reply is not None and not reply.tired
        except EOFError:
            raise RefusedError(507, say("serve.died", limit=job.memory >> 20)) from None
        finally:
            self._back(worker, keep)
        if reply is None:
            raise RefusedError(504, say("serve.slow", seconds=f"{seconds:g}"))
        if reply.error is not None:
            raise reply.error
        return reply.value

    def move(self, place: str, seconds: float, first: Callable[[Any], None] | None = None) -> None:
        """Have the idle workers open the store at `place`, let go of the one before, and do `first` over it."""
        self._opening = Job(place, first or _nothing, (), _OPENING), seconds
        for _ in range(self._idle.qsize()):
            if self._closed:
                return
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return
            try:
                keep = worker.call(*self._opening) is not None
            except EOFError:
                keep = False
            self._back(worker, keep)

    def places(self) -> set[str]:
        """The stores that workers may have open."""
        with self._lock:
            return {worker.place for worker in self._all}

    def _back(self, worker: _Worker, keep: bool) -> None:
        if keep:
            self._idle.put(worker)
            return
        with self._lock:
            self._all.discard(worker)
        worker.end()
        worker.close()
        with contextlib.suppress(RuntimeError):  # the pool has stopped
            self._hiring.submit(self._hire)

    def _hire(self) -> None:
        with self._lock:
            if self._closed:
                return
            worker = _Worker(self._context)
            self._all.add(worker)
        try:
            ready = worker.ready() and (self._opening is None or worker.call(*self._opening) is not None)
        except EOFError:
            ready = False
        if ready:
            self._idle.put(worker)
            return
        with self._lock:
            self._all.discard(worker)
        worker.end()


def _nothing(_: object) -> None:
    """The job that only opens the store."""


def _context() -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context
