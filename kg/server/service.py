"""The service behind the routes: every read goes through `read`, every write through `write`."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar, cast

from fastapi import Depends, Request

from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.server import bodies
from kg.server.budget import Budgets
from kg.server.errors import RefusedError
from kg.server.plain import PlainStore
from kg.server.pool import Pool
from kg.server.settings import Settings
from kg.server.snapshots import Held, Snapshots
from kg.server.warm import warm
from kg.server.worker import Job
from kg.store import Store

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_AGAIN = 1.0  # seconds
Function = Callable[Concatenate[KnowledgeGraph, Parameters], Result]


class Service:
    """A graph that is asked by many. Between `start` and `stop`, `read` and `write` may be used."""

    def __init__(self, store: str | KnowledgeGraph, settings: Settings) -> None:
        """`store`: an address (see `kg.store.open_store`), or an open graph, which stays open."""
        self.settings = settings
        self._given = store if isinstance(store, KnowledgeGraph) else None
        self.address = store if isinstance(store, str) else store.store.address
        self._graph = self._given
        self._write_lock = threading.Lock()

    async def start(self) -> None:
        """Open the store and start the workers. Raises StoreError, StoreLockedError."""
        limits = self.settings.limits
        self._graph = self._given or self._opened()
        derive = None if self.settings.plain else _derive
        held = None if self._graph is None else Held(self._graph.store, self._write_lock, derive)
        self._snapshots = Snapshots(self.address, held)
        self._pool = Pool(limits.workers)
        self._threads = ThreadPoolExecutor(limits.workers + 1, "kg-serve")
        self._budgets = Budgets(limits)
        self._place = ""
        self._known: dict[tuple[str, object, tuple[object, ...]], object] = {}  # what `once` computed
        self._ending = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        try:
            self._place = await asyncio.to_thread(self._snapshots.current)
            await asyncio.to_thread(self._pool.start)
            self._follow(self._place)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End the workers, remove the copies, close the store unless it was given open."""
        self._ending.set()
        await asyncio.to_thread(self._pool.stop)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._snapshots.close()
        if self._graph is not None and self._graph is not self._given:
            self._graph.close()

    async def read(
        self,
        request: Request,
        function: Function[Parameters, Result],
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result:
        """What `function(graph, *arguments)` gives, computed in a worker under the limits.

        The function (of a module: it is sent by name) and its arguments must pickle. Raises RefusedError at a limit,
        and whatever KgError the function raises.
        """
        assert not named, "give arguments by place"
        client = request.client.host if request.client else "?"
        async with self._budgets.turn(client):
            return cast(Result, await self._run(function, arguments, bodies.language(request)))

    async def once(
        self,
        request: Request,
        function: Function[Parameters, Result],
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result:
        """As `read`, but computed once over each copy of the store; an endpoint tells no changes and is asked anew.

        The arguments must be hashable.
        """
        place = await asyncio.to_thread(self._snapshots.current)
        key = (place, function, arguments)
        if key not in self._known or place == self.address:
            value = await self.read(request, function, *arguments, **named)
            self._known = {old: kept for old, kept in self._known.items() if old[0] == place} | {key: value}
        return cast(Result, self._known[key])

    async def write(
        self,
        request: Request,
        function: Function[Parameters, Result],
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result:
        """What `function(graph, *arguments)` gives, run over the store itself, one at a time.

        Raises RefusedError (403, 401) when the service only reads or the request bears no right token.
        """
        self.authorise(request)
        assert self._graph is not None
        return await asyncio.to_thread(self._write, function, arguments, named)

    def authorise(self, request: Request) -> None:
        """Raise RefusedError unless this request may write."""
        if not self.settings.writable or not self.settings.token:
            raise RefusedError(403, say("serve.read_only"))
        if not _bears(request.headers.get("authorization", ""), self.settings.token):
            raise RefusedError(401, say("serve.token"))

    def _opened(self) -> KnowledgeGraph | None:
        """The graph, held open only where this service writes to it, or where nobody else can."""
        if self.settings.plain and not self.address.startswith("http"):
            return KnowledgeGraph(PlainStore(self.address, read_only=not self.settings.writable))
        if self.settings.writable or self.address == "memory:":
            return KnowledgeGraph.open(self.address)
        return None

    def _write(self, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        with self._write_lock:
            try:
                return function(self._graph, *arguments, **named)
            finally:
                self._snapshots.changed()

    async def _run(self, function: Callable[..., Any], arguments: tuple[Any, ...], lang: str | None) -> Any:
        limits = self.settings.limits
        loop = asyncio.get_running_loop()
        place = await loop.run_in_executor(self._threads, self._snapshots.current)
        if place != self._place:
            self._place = place
            self._follow(place)
        job = Job(place, function, arguments, limits.memory, lang)
        return await loop.run_in_executor(self._threads, self._pool.run, job, limits.seconds)

    def _follow(self, place: str) -> None:
        task = asyncio.create_task(self._move(place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _move(self, place: str) -> None:
        # Where many small changes come in, reading all names after each would cost more than it spares.
        first = None if self.settings.writable or self.settings.plain else warm
        while place == self._place and not self._ending.is_set():
            await asyncio.to_thread(self._pool.move, place, first)
            await asyncio.to_thread(self._snapshots.sweep, self._pool.places())
            if self._pool.places() <= {place}:
                return
            with contextlib.suppress(TimeoutError):  # a worker was busy: it has still to let go of its copy
                await asyncio.wait_for(self._ending.wait(), _AGAIN)


def _derive(store: Store) -> None:
    """Draw what follows from a graph that was written to: shortcuts, current statuses."""
    from kg import ingest

    ingest.derive(store)


def _bears(header: str, token: str) -> bool:
    """Whether an Authorization header gives the token: as such (Bearer), or as the password of any user (Basic)."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.strip().encode(), token.encode())


def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


TheService = Annotated[Service, Depends(_service)]  # what a route takes to have the service
