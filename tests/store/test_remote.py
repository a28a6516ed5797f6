"""An endpoint that is slow, busy, wrong, guarded or gone: one kind of error, in one line, without the password."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.errors import StoreError
from kg.store import wire
from kg.store.remote import RemoteStore
from kg.store.wire import addresses

YES = b'{"head": {}, "boolean": true}'
SEEN = (
    b'{"head": {"vars": ["seen"]}, "results": {"bindings": [{"seen": {"type": "literal", "value": "true", '
    b'"datatype": "http://www.w3.org/2001/XMLSchema#boolean"}}]}}'
)
Reply = Callable[[BaseHTTPRequestHandler, str], tuple[int, bytes]]


class Endpoint:
    """A server that answers as a test says; `requests` holds (path, headers, body) of those that count."""

    def __init__(self, reply: Reply) -> None:
        self.requests: list[tuple[str, dict[str, str], str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                text = parse_qs(body).get("query", [body])[0]
                if "?seen" in text:
                    code, data = 200, SEEN
                else:
                    outer.requests.append((self.path, dict(self.headers), body))
                    code, data = reply(self, text)
                self.send_response(code)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self) -> None:
                outer.requests.append((self.path, dict(self.headers), ""))
                self.send_error(405)

            def log_message(self, *_: object) -> None:
                """Tests are quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Reply], Endpoint]]:
    """Starts endpoints, and makes waiting instant."""
    monkeypatch.setattr(wire.time, "sleep", lambda _: None)
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_AUTH"):
        monkeypatch.delenv(name, raising=False)
    started: list[Endpoint] = []

    def start(reply: Reply) -> Endpoint:
        started.append(Endpoint(reply))
        return started[-1]

    yield start
    for endpoint in started:
        endpoint.server.shutdown()
        endpoint.server.server_close()


def test_queries_and_updates_are_posted(serve: Callable[[Reply], Endpoint]) -> None:
    endpoint = serve(lambda *_: (200, YES))
    long = "ASK { ?s ?p ?o } # " + "é" * 20_000
    assert RemoteStore(endpoint.address).query(long) is True
    RemoteStore(endpoint.address).update('INSERT DATA { <a:a> <a:b> "é" }')
    (_, asked, _), *_, (_, told, body) = endpoint.requests
    assert asked["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert told["Content-Type"] == "application/sparql-update"
    assert body == 'INSERT DATA { <a:a> <a:b> "é" }'


@pytest.mark.parametrize("busy", [429, 503])
def test_a_busy_server_is_asked_again(serve: Callable[[Reply], Endpoint], busy: int) -> None:
    answers = iter([(busy, b""), (busy, b""), (200, YES)])
    endpoint = serve(lambda *_: next(answers))
    assert RemoteStore(endpoint.address).query("ASK {}") is True
    assert len(endpoint.requests) == 3


def test_a_server_that_stays_busy_is_given_up(serve: Callable[[Reply], Endpoint]) -> None:
    endpoint = serve(lambda *_: (503, b""))
    with pytest.raises(StoreError, match="busy after 5 attempts") as raised:
        RemoteStore(endpoint.address).query("ASK {}")
    assert raised.value.exit_code == 3
    assert len(endpoint.requests) == wire.ATTEMPTS


@pytest.mark.parametrize(
    ("code", "data", "says"),
    [
        (401, b"", "KG_STORE_USER"),
        (403, b"", "rights"),
        (404, b"", ""),
        (500, b"out of memory", "out of memory"),
        (200, YES[:-4], "cut"),
        (200, b"<html>sign in</html>", "no SPARQL result"),
    ],
)
def test_every_refusal_is_one_line(serve: Callable[[Reply], Endpoint], code: int, data: bytes, says: str) -> None:
    endpoint = serve(lambda *_: (code, data))
    with pytest.raises(StoreError) as raised:
        RemoteStore(endpoint.address).query("ASK {}")
    assert endpoint.address in str(raised.value) and says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_silent_server_is_not_waited_for(serve: Callable[[Reply], Endpoint]) -> None:
    gone = threading.Event()
    endpoint = serve(lambda *_: (gone.wait(10), (200, YES))[1])
    try:
        with pytest.raises(StoreError, match="no answer within 1 s"):
            RemoteStore(endpoint.address, timeout=1).query("ASK {}")
    finally:
        gone.set()


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/sparql"
    with pytest.raises(StoreError, match="is the server running") as raised:
        RemoteStore(address).query("ASK {}")
    assert address in str(raised.value)


@pytest.mark.parametrize("where", ["environment", "address"])
def test_the_password_is_sent_and_never_shown(
    serve: Callable[[Reply], Endpoint], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    endpoint = serve(lambda *_: (500, b"no"))
    address = endpoint.address
    if where == "address":
        address = address.replace("http://", "http://kg:s%40cret@")
    else:
        monkeypatch.setenv("KG_STORE_USER", "kg")
        monkeypatch.setenv("KG_STORE_PASSWORD", "s@cret")
    store = RemoteStore(address)
    with pytest.raises(StoreError) as raised:
        store.query("ASK {}")
    ((_, headers, _),) = endpoint.requests
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"kg:s@cret").decode()
    for shown in (str(raised.value), repr(store), store.address, store.update_address):
        assert "cret" not in shown


@pytest.mark.parametrize(
    ("given", "query", "update"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update"),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update"),
        ("https://h/ds/query", "https://h/ds/query", "https://h/ds/update"),
        ("http://h/repositories/kg", "http://h/repositories/kg", "http://h/repositories/kg/statements"),
        ("http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql"),
    ],
)
def test_where_updates_go(given: str, query: str, update: str) -> None:
    assert addresses(given)[:2] == (query, update)
    assert addresses(given, "http://u/x")[:2] == (query, "http://u/x")
