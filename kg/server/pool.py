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
from collections.abc import Callable, Iterator
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
_AGAIN = 1.0  # seconds until the next try when one did not come up


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, context: BaseContext) -> None:
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=main, args=(other,), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        other.close()
        self.place = ""
        self.warm = False  # whether it has done what comes first over the store that it has open

    def ready(self) -> bool:
        """Whether it has come up."""
        try:
            return self._pipe.poll(_START) and isinstance(self._pipe.recv(), Reply)
        except (EOFError, OSError):
            return False

    def call(self, job: Job, seconds: float) -> Reply | None:
        """The reply, or None when there is none in time. Raises EOFError when the process died over it."""
        self.warm &= job.place == self.place
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
        self._opening: Job | None = None
        self._first: Job | None = None
        self._hiring = ThreadPoolExecutor(1, "kg-hire")
        self._warming = ThreadPoolExecutor(1, "kg-warm")
        self._ending = threading.Event()
        self._context = _context()

    def start(self) -> None:
        """Start the workers. Raises RefusedError when none comes up."""
        missing = [None for _ in range(self._size) if not self._hire()]
        for _ in missing:
            self._hiring.submit(self._replace)
        if not self._all:
            raise RefusedError(503, say("serve.no_worker"))

    def stop(self) -> None:
        """End every worker, whatever it does."""
        with self._lock:
            self._ending.set()
            workers = [*self._all]
        for worker in workers:
            worker.end()
        self._hiring.shutdown(cancel_futures=True)
        self._warming.shutdown(cancel_futures=True)

    def run(self, job: Job, seconds: float) -> Any:
        """What the job's function gives. Raises the KgError it raises; RefusedError after `seconds`, when the worker
        died over it, or when there is none.
        """
        until = time.monotonic() + seconds
        try:
            worker = self._idle.get(timeout=_START)
        except queue.Empty:
            raise RefusedError(503, say("serve.no_worker")) from None
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

    def move(self, place: str, first: Callable[[Any], None] | None = None) -> None:
        """Have the idle workers open the store at `place` and let go of the one before, then do `first` over it."""
        self._opening = Job(place, _nothing, (), _OPENING)
        self._first = first and Job(place, first, (), _OPENING)
        for worker in self._each_idle():
            self._back(worker, worker.place == place or self._done(worker, self._opening))
        self._warm()

    def places(self) -> set[str]:
        """The stores that workers may have open."""
        with self._lock:
            return {worker.place for worker in self._all}

    def _back(self, worker: _Worker, keep: bool) -> None:
        if keep:
            self._idle.put(worker)
            return
        self._lose(worker)
        with contextlib.suppress(RuntimeError):  # the pool has stopped
            self._hiring.submit(self._replace)

    def _lose(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.end()
        worker.close()

    def _replace(self) -> None:
        """Hire until one comes up: a pool that grew smaller with each failure would one day be empty."""
        while not self._ending.is_set() and not self._hire():
            self._ending.wait(_AGAIN)
        self._warm()

    def _hire(self) -> bool:
        """Start a worker and have it open the store; whether it is there for the next job."""
        with self._lock:
            if self._ending.is_set():
                return False
            worker = _Worker(self._context)
            self._all.add(worker)
        if worker.ready() and (self._opening is None or self._done(worker, self._opening)):
            self._idle.put(worker)
            return True
        self._lose(worker)
        return False

    def _warm(self) -> None:
        if self._first is not None:
            with contextlib.suppress(RuntimeError):  # the pool has stopped
                self._warming.submit(self._warm_up)

    def _warm_up(self) -> None:
        """Have the idle workers do what comes first, one by one; two stay idle: requests must find one at once."""
        for worker in self._each_idle():
            job, keep = self._first, True
            if job is not None and job.place == worker.place and not worker.warm and self._idle.qsize() > 1:
                keep = worker.warm = self._done(worker, job)
                if not keep:  # nor would the next one
                    self._first = None
            self._back(worker, keep)

    def _each_idle(self) -> Iterator[_Worker]:
        """Each idle worker once, taken from the others; it has to be given back."""
        for _ in range(self._idle.qsize()):
            try:
                yield self._idle.get_nowait()
            except queue.Empty:
                return

    @staticmethod
    def _done(worker: _Worker, job: Job) -> bool:
        """Whether it has done the job; one request's limit is none of this."""
        try:
            return worker.call(job, _START) is not None
        except EOFError:
            return False


def _nothing(_: object) -> None:
    """The job that only opens the store."""


def _context() -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context
