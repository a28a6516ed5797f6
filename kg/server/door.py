"""Who may come in by which name, and what every answer says of how it may be used."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.messages import say
from kg.server import bodies
from kg.server.errors import RefusedError

LOCAL = ("127.0.0.1", "localhost", "[::1]")
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Door:
    """Refuses other hosts than its own: a page that makes its own name point here (DNS rebinding) reads nothing."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = {*LOCAL, *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = _name(Headers(scope=scope).get("host", ""))
        app = self._app if "*" in self._hosts or host in self._hosts else _wrong_host(host)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _guard(MutableHeaders(scope=message))
            await send(message)

        await app(scope, receive, guarded)


def _name(host: str) -> str:
    """A Host header without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()


def _wrong_host(host: str) -> ASGIApp:
    return bodies.problem(RefusedError(421, say("serve.host", host=host or "?")))


def _guard(headers: MutableHeaders) -> None:
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    page = headers.get("content-type", "").startswith(("text/html", "image/svg"))
    headers.setdefault("Content-Security-Policy", _PAGE if page else "default-src 'none'; frame-ancestors 'none'")
