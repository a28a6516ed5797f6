"""One request to a SPARQL endpoint, through SPARQLWrapper: POST, a time limit, retries, one kind of error.

Credentials come from `KG_STORE_USER` and `KG_STORE_PASSWORD` (or the address), digest authentication from
`KG_STORE_AUTH=digest`; they appear in no message.
"""

from __future__ import annotations

import http.client
import os
import re
import time
import urllib.error
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import StoreError

TIMEOUT = 60  # seconds an endpoint may stay silent
ATTEMPTS = 5
BUSY = (429, 503)
_LONGEST_WAIT = 30.0
_DEADLOCK = "Virtuoso 40001"  # two updates wait for each other; this one was taken back


class _BusyError(Exception):
    """The server did nothing, and may do it later. `why`, and the seconds it asks to be left alone, if it does."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Wire:
    """Sends requests with one login and one time limit (seconds). `server`: what the last answer says answered."""

    def __init__(self, login: tuple[str, str] | None, timeout: int = TIMEOUT) -> None:
        self._login = login
        self._timeout = timeout
        self.server = ""

    def post(self, address: str, sparql: str, kind: str, accept: str, parameters: dict[str, str]) -> bytes:
        """The answer's body; `kind` is query or update. Retries while the server is busy: a refused request has
        changed nothing. Raises StoreError, and SyntaxError for what the server cannot parse.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._send(address, sparql, kind, accept, parameters)
            except _BusyError as error:
                if attempt == ATTEMPTS:
                    raise StoreError(
                        f"{address}: the server is still busy after {ATTEMPTS} attempts ({error}); try again later"
                    ) from None
                time.sleep(0.25 * 2 ** (attempt - 1) if error.wait is None else min(error.wait, _LONGEST_WAIT))
        raise AssertionError("the loop returns or raises")

    def _send(self, address: str, sparql: str, kind: str, accept: str, parameters: dict[str, str]) -> bytes:
        from SPARQLWrapper import SPARQLExceptions

        wrapper = self._wrapper(address, sparql, kind, accept, parameters)
        try:
            response = wrapper.query().response
            self.server = str(response.headers.get("Server") or "")
            return bytes(response.read())
        except SPARQLExceptions.Unauthorized as error:
            raise StoreError(
                f"{address}: the server wants a name and a password; set KG_STORE_USER and KG_STORE_PASSWORD"
            ) from error
        except SPARQLExceptions.SPARQLWrapperException as error:
            raise _refusal(address, error) from error
        except urllib.error.HTTPError as error:
            raise _status(address, error) from error
        except TimeoutError as error:
            raise StoreError(f"{address}: no answer within {self._timeout} s; narrow the question") from error
        except (OSError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise StoreError(f"{address}: no answer within {self._timeout} s; is the server busy?") from error
            why = getattr(error, "reason", None) or error
            raise StoreError(f"{address}: cannot be reached ({_line(str(why))}); is the server running?") from error

    def _wrapper(self, address: str, sparql: str, kind: str, accept: str, parameters: dict[str, str]) -> Any:
        from SPARQLWrapper import BASIC, DIGEST, POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper

        wrapper = SPARQLWrapper(address, updateEndpoint=address)
        wrapper.setOnlyConneg(True)  # no vendor parameters: the Accept header says it
        wrapper.addCustomHttpHeader("Accept", accept)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY if kind == "update" else URLENCODED)
        wrapper.setTimeout(self._timeout)
        for name, value in parameters.items():
            wrapper.addParameter(name, value)
        # Not setQuery: it guesses the kind with regular expressions and sends a doubtful update as a SELECT.
        wrapper.queryString = sparql
        wrapper.queryType = "INSERT" if kind == "update" else "SELECT"
        if self._login:
            wrapper.setHTTPAuth(DIGEST if os.environ.get("KG_STORE_AUTH") == "digest" else BASIC)
            wrapper.setCredentials(*self._login)
        return wrapper


def addresses(address: str, update: str | None = None) -> tuple[str, str, tuple[str, str] | None]:
    """The address for queries, the one for updates, and (user, password), taken out of the address.

    A bare server gets Oxigraph's `/query` and `/update`; `…/query` updates at `…/update` (Oxigraph, Fuseki),
    `…/repositories/x` at `…/statements` (RDF4J, GraphDB); any other address takes both.

    >>> addresses("http://localhost:7878")[:2]
    ('http://localhost:7878/query', 'http://localhost:7878/update')
    """
    parts = urlsplit(address)
    user, password = os.environ.get("KG_STORE_USER"), os.environ.get("KG_STORE_PASSWORD", "")
    if parts.username:
        user, password = unquote(parts.username), unquote(parts.password or "")
    path = parts.path.rstrip("/") or "/query"
    query = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, parts.query, ""))
    if update is None:
        if path.endswith("/query"):
            update = query.replace(path, path.removesuffix("/query") + "/update", 1)
        elif re.search(r"/repositories/[^/]+$", path):
            update = query.replace(path, path + "/statements", 1)
    return query, update or query, (user, password) if user else None


def _refusal(address: str, error: Exception) -> Exception:
    """What an error with an explanation of the server's own means."""
    reason = _reason(error)
    if _DEADLOCK in reason:
        return _BusyError("deadlock")
    broken = type(error).__name__ == "QueryBadFormed"
    # Virtuoso calls malformed whatever fails: SP030 is its parser.
    if broken and (not reason.startswith("Virtuoso") or "SP030" in reason):
        return SyntaxError(reason)
    return StoreError(f"{address}: the server refused the request ({reason})")


def _status(address: str, error: urllib.error.HTTPError) -> Exception:
    if error.code in BUSY:
        asked = str(error.headers.get("Retry-After") or "") if error.headers else ""
        return _BusyError(str(error.code), float(asked) if asked.isdigit() else None)
    advice = "check the rights of this user" if error.code == 403 else "check the address"
    return StoreError(f"{address}: the server answered {error.code} {error.reason}; {advice}")


def _reason(error: Exception) -> str:
    """What the server itself says, without SPARQLWrapper's wrapping."""
    text = str(error)
    if match := re.search(r"Response:\s*(?:b'|b\")?(.*)", text, re.DOTALL):
        text = match[1].rstrip("'\"")
    return _line(text)


def _line(text: str) -> str:
    return " ".join(text.replace("\\n", " ").split())[:300]
