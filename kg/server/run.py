"""The server process: the port, the loop, the end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.messages import say
from kg.server.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises StoreError when the port is taken or the address is none of this machine."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        found = socket.create_server((host, port), family=family, backlog=128)
        # The loop does this for sockets that it makes; where it takes over ours, an answer on a connection that is kept
        # would wait 40 ms for the client to acknowledge its headers.
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return found
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise StoreError(say("serve.port", host=host, port=port, why=why)) from None


def address(listening: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(store: str, settings: Settings, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C or a signal to end; `ready` is called once questions are answered.

    Raises StoreError, StoreLockedError when the store cannot be opened.
    """
    from kg.server.app import create_app

    asyncio.run(_live(create_app(store, settings), listening, ready))


async def _live(app: FastAPI, listening: socket.socket, ready: Callable[[], None]) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        """Ends in good order on a signal, and does not raise it once more: the service has still to close."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self.handle_exit)
            yield

    # A client's address is the one that is connected: no header is believed that says another.
    config = uvicorn.Config(
        app, lifespan="off", log_level="error", proxy_headers=False, server_header=False, timeout_graceful_shutdown=2
    )
    async with app.router.lifespan_context(app):  # not the server's, which would log the traceback of a locked store
        ready()
        await Server(config).serve(sockets=[listening])
