"""Whose turn it is: a client has seconds of computing, filled up again as time passes, and never holds every worker."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from kg.messages import say
from kg.server.errors import RefusedError
from kg.server.settings import Limits

_MINUTE = 60.0
_KNOWN = 10_000  # clients remembered: the one idle longest is forgotten first


@dataclass
class _Account:
    """A client: the seconds it had left at a time, its requests that are here, the workers it may still take."""

    left: float
    at: float
    workers: asyncio.Semaphore
    requests: int = 0


class Budgets:
    """Accounts by client, kept by the service's event loop."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._accounts: dict[str, _Account] = {}
        self._workers = asyncio.Semaphore(limits.workers)

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """A worker for a request of `client`, which pays for the time it is held.

        Raises RefusedError: 429 when the client has used up its time or its places, 503 when no worker gets free.
        """
        account = self._account(client)
        self._admit(account)
        account.requests += 1
        try:
            await self._wait(account)
            started = self._clock()
            try:
                yield
            finally:
                account.left -= self._clock() - started
                self._workers.release()
                account.workers.release()
        finally:
            account.requests -= 1

    def _admit(self, account: _Account) -> None:
        if account.requests >= self._limits.waiting:
            raise RefusedError(429, say("serve.waiting", count=self._limits.waiting), retry=1)
        if account.left <= 0:
            wait = math.ceil((_MINUTE / 10) - account.left * _MINUTE / self._limits.budget)
            raise RefusedError(429, say("serve.budget", budget=f"{self._limits.budget:g}", wait=wait), retry=wait)

    async def _wait(self, account: _Account) -> None:
        """Take one of the client's own places, then one of all."""
        try:
            async with asyncio.timeout(self._limits.patience):
                await account.workers.acquire()
                try:
                    await self._workers.acquire()
                except BaseException:
                    account.workers.release()
                    raise
        except TimeoutError:
            raise RefusedError(503, say("serve.busy"), retry=math.ceil(self._limits.patience)) from None

    def _account(self, client: str) -> _Account:
        now, full = self._clock(), self._limits.budget
        account = self._accounts.pop(client, None)
        if account is None:
            account = _Account(full, now, asyncio.Semaphore(max(1, self._limits.workers - 1)))
        account.left = min(full, account.left + (now - account.at) * full / _MINUTE)
        account.at = now
        self._accounts[client] = account  # last in the order
        if len(self._accounts) > _KNOWN:
            idle = next((name for name, other in self._accounts.items() if not other.requests), None)
            if idle is not None:
                del self._accounts[idle]
        return account
