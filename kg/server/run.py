"""The server process: the port, the loop, the end."""

from __future__ import annotations

import contextlib
import socket

from kg.errors import KgError, StoreError
from kg.messages import say
from kg.server.settings import Settings


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises StoreError when the port is taken or the address is none of this machine."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise StoreError(say("serve.port", host=host, port=port, why=why)) from None


def address(listening: socket.socket) -> str:
    """Where a browser finds it."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(store: str, settings: Settings, listening: socket.socket) -> None:
    """Serve until Ctrl-C or a signal to end. Raises StoreError, StoreLockedError when the store cannot be opened."""
    import uvicorn

    from kg.server.app import create_app

    app = create_app(store, settings)
    failure: list[KgError] = []
    app.state.failed = failure.append
    # The address of a client is the one that is connected: a header that says another is not believed.
    config = uvicorn.Config(
        app, log_level="error", proxy_headers=False, server_header=False, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has ended in good order
        server.run(sockets=[listening])
    if failure:
        raise failure[0]
