"""What the W3C's 13 tests of the SPARQL 1.1 Graph Store Protocol demand, under their names, in requests of our own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from w3c.exchanges import Exchange, Expected, Step

TURTLE = (("Content-Type", "text/turtle; charset=utf-8"),)
ONE = "<http://data.test/gsp/one#it> <http://data.test/made> [ <http://data.test/by> 'Zoé' ] ."
OTHER = ONE.replace("Zoé", "Léo")
NAMELESS = "[ <http://data.test/made> [ <http://data.test/by> 'Ana' ] ] ."
MORE = [f"<http://data.test/gsp/one#it> <http://data.test/{name}> '{name}é' ." for name in ("first", "last")]


def _direct(name: str) -> str:
    return f"/gsp/kept/{name}"


def _indirect(name: str) -> str:
    return f"/gsp?graph={quote(f'http://elsewhere.test/gsp/kept/{name}', safe='')}"


def _is(*statuses: int, **more: str) -> Expected:
    return Expected(frozenset(map(str, statuses)), **more)  # type: ignore[arg-type]


def _write(method: str, path: str, turtle: str, expected: Expected) -> Step:
    return Step(method, path, expected, TURTLE, turtle.encode())


def _read(path: str, turtle: str) -> Step:
    return Step("GET", path, _is(200, media="text/turtle", graph=turtle), (("Accept", "text/turtle"),))


def _gone(method: str, path: str) -> Step:
    return Step(method, path, _is(404))


def _form(*parts: str) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Headers and body of a form of Turtle files."""
    lines = []
    for number, part in enumerate(parts):
        lines += ["--edge", f'Content-Disposition: form-data; name="f{number}"; filename="f{number}.ttl"']
        lines += ["Content-Type: text/turtle; charset=utf-8", "", part]
    return (("Content-Type", "multipart/form-data; boundary=edge"),), "\r\n".join([*lines, "--edge--", ""]).encode()


def _both(how: str, at: Callable[[str], str]) -> dict[str, list[Step]]:
    """The tests that there are for both ways to name a graph: its own address, and `?graph=`."""
    one, two = at("one"), at("two")
    headers, files = _form(*MORE)
    return {
        f"put_get_repeat_{how}": [
            _write("PUT", one, ONE, _is(201)),
            _read(one, ONE),
            _write("PUT", one, OTHER, _is(200, 204)),
            _read(one, OTHER),
        ],
        f"put_delete_get_delete_{how}": [
            _write("PUT", two, NAMELESS, _is(201)),
            Step("DELETE", two, _is(200, 204)),
            _gone("GET", two),
            Step("DELETE", two, _is(200, 204, 404)),
        ],
        f"post_get_post_get_{how}": [
            _write("POST", one, ONE, _is(200, 201, 204)),
            _read(one, ONE),
            Step("POST", one, _is(200, 204), headers, files),
            _read(one, " ".join([ONE, *MORE])),
        ],
        f"head_existing_{how}": [
            _write("PUT", one, ONE, _is(201)),
            Step("HEAD", one, _is(200, media="text/turtle"), (("Accept", "text/turtle"),)),
        ],
        f"head_non_existing_{how}": [_gone("HEAD", at("none"))],
    }


_WRITTEN_OUT = "/gsp?graph=http://elsewhere.test/gsp/kept/"
_TESTS = _both("direct", _direct) | _both("indirect", _indirect)
_TESTS |= {
    "put_get_default": [_write("PUT", "/gsp?default", NAMELESS, _is(200, 201, 204)), _read("/gsp?default", NAMELESS)],
    "post_get_new_graph": [
        _write("POST", "/gsp", NAMELESS, _is(201, location="$NEW$")),
        _read("/gsp?graph=$NEW$", NAMELESS),
    ],
    "put_get_uri_pct_encoded_indirect": [  # %6F is o, decoded once and no more
        _write("PUT", f"{_WRITTEN_OUT}one", ONE, _is(201)),
        _read(f"{_WRITTEN_OUT}%6Fne", ONE),
        _gone("GET", f"{_WRITTEN_OUT}%256Fne"),
    ],
}
ENTRIES = [Exchange(name, tuple(steps)) for name, steps in _TESTS.items()]
