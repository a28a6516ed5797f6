"""What a request brings: its body within a limit, its parameters, and answers that say what went wrong."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from kg.errors import KgError
from kg.messages import say
from kg.server import negotiate
from kg.server.errors import RefusedError, status
from kg.server.evaluate import Body

Pairs = list[tuple[str, str]]
_DRAINED = 16 << 20  # bytes
FORM = "application/x-www-form-urlencoded"


async def body(request: Request, limit: int) -> bytes:
    """The bytes sent. Raises RefusedError (413) above `limit` bytes.

    A little more is read and thrown away: a client that is still sending would not see the answer.
    """
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit + _DRAINED:
            break
        if size <= limit:
            parts.append(part)
    if size > limit:
        raise RefusedError(413, say("serve.upload", limit=f"{limit / (1 << 20):g}"))
    return b"".join(parts)


def text(data: bytes, charset: str | None) -> str:
    """The bytes as the text they are. Raises RefusedError for another encoding than UTF-8."""
    if charset and charset.lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise RefusedError(415, say("serve.charset", charset=charset))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, say("serve.charset", charset="?")) from None


def content_type(request: Request) -> tuple[str, str | None]:
    """The media type of the body, in lower case, and its charset if it is given."""
    media, *parameters = request.headers.get("content-type", "").split(";")
    pairs = (parameter.strip().partition("=") for parameter in parameters)
    charset = next((value.strip('" ') for name, _, value in pairs if name.lower() == "charset"), None)
    return media.strip().lower(), charset


def pairs(query: str) -> Pairs:
    """The parameters of an address or a form, in order. Raises RefusedError for what is no UTF-8."""
    try:
        return parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise RefusedError(400, say("serve.charset", charset="?")) from None


def language(request: Request) -> str | None:
    """`fr` or `en`: what the address asks for (`?lang=`), else what the browser prefers, else None."""
    asked = single(pairs(request.url.query), "lang")
    if asked:
        return "fr" if asked.lower().startswith("fr") else "en"
    accepted = re.sub(r"-\w+", "", request.headers.get("accept-language", ""))  # fr-MA is French
    found = negotiate.choose(accepted, {"fr": "fr", "en": "en"}) if accepted else None
    return found[1] if found else None


def values(given: Pairs, name: str) -> tuple[str, ...]:
    """Every value of a parameter."""
    return tuple(value for key, value in given if key == name)


def single(given: Pairs, name: str) -> str | None:
    """The value of a parameter, or None. Raises RefusedError when there are several."""
    found = values(given, name)
    if len(found) > 1:
        raise RefusedError(400, say("serve.twice", name=name))
    return found[0] if found else None


def sent(answer: Body, head: bool = False) -> Response:
    """An answer as a response; `head`: its headers only."""
    kind = answer.media if answer.media.startswith("application/") else f"{answer.media}; charset=utf-8"
    response = Response(answer.data, media_type=None, headers={"Content-Type": kind, "Vary": "Accept"})
    if head:
        response.body = b""
    return response


def problem(error: KgError) -> Response:
    """An error as RFC 9457 has it."""
    code = status(error)
    headers = {"WWW-Authenticate": 'Bearer realm="kg"'} if code == 401 else {}
    if isinstance(error, RefusedError) and error.retry is not None:
        headers["Retry-After"] = str(max(1, round(error.retry)))
    content = {"status": code, "title": _TITLES.get(code, "Error"), "detail": " ".join(str(error).split())}
    return JSONResponse(content, code, headers, media_type="application/problem+json")


_TITLES = {
    400: "Bad request",
    401: "Token needed",
    403: "Refused",
    404: "Not found",
    406: "No such form",
    409: "Conflict",
    413: "Too much sent",
    415: "Unsupported media type",
    421: "Wrong host",
    422: "Too much asked for",
    429: "Too many requests",
    501: "Not supported",
    503: "Busy",
    504: "Out of time",
    507: "Out of memory",
}
