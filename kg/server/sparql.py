"""SPARQL 1.1 Protocol: `/sparql` takes queries (GET, POST) and, from who may write, updates (POST)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kg.messages import say
from kg.server import bodies, describe, negotiate
from kg.server.bodies import FORM, Pairs
from kg.server.errors import RefusedError
from kg.server.evaluate import Body, Query, evaluate
from kg.server.service import Service, TheService
from kg.server.updates import Update, apply

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
_METHODS = ["GET", "POST", "HEAD"]
_ANSWERS: dict[str, Any] = {
    media: {"schema": {"type": "string"}} for media in dict.fromkeys((*negotiate.ROWS, *negotiate.TRIPLES))
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The answer, or the description of this service.", "content": _ANSWERS},
    400: {"description": "No query that can be answered, and why."},
    422: {"description": "More rows or bytes than one answer may have."},
    429: {"description": "This client has used up its time; see Retry-After."},
    504: {"description": "No answer within the limit of time."},
    507: {"description": "No answer within the limit of memory."},
}

router = APIRouter(tags=["SPARQL"])


def _parameter(name: str, what: str, many: bool = False) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    schema = {"type": "array", "items": text} if many else text
    return {"name": name, "in": "query", "description": what, "schema": schema}


_QUERY_PARAMETERS = [
    _parameter("query", "SPARQL 1.1; without it the service describes itself"),
    _parameter("default-graph-uri", "A graph of the default graph, in place of the query's own", many=True),
    _parameter("named-graph-uri", "A named graph, in place of the query's own", many=True),
    _parameter("format", "json, xml, csv, tsv, turtle, ntriples, rdfxml or jsonld, in place of the Accept header"),
]


@router.get("/sparql/", include_in_schema=False)
@router.get("/query", include_in_schema=False)
@router.get("/sparql", openapi_extra={"parameters": _QUERY_PARAMETERS}, responses=_RESPONSES, response_class=Response)
@router.head("/sparql", include_in_schema=False)
async def get(request: Request, service: TheService) -> Response:
    """Answer a query; without one, describe this service."""
    given = bodies.pairs(request.url.query)
    if bodies.values(given, "update"):
        raise RefusedError(400, say("serve.update_get"))
    head = request.method == "HEAD"
    if not bodies.values(given, "query"):
        return bodies.sent(describe.body(request, service.settings), head)
    return bodies.sent(await _answer(request, service, given, None), head)


_FORMS = {
    FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}, "update": {"type": "string"}}}},
    QUERY: {"schema": {"type": "string"}},
    UPDATE: {"schema": {"type": "string"}},
}


@router.post("/sparql/", include_in_schema=False)
@router.post("/query", include_in_schema=False)
@router.post("/update", include_in_schema=False)
@router.post(
    "/sparql",
    openapi_extra={"parameters": _QUERY_PARAMETERS[1:], "requestBody": {"content": _FORMS}},
    responses=_RESPONSES | {204: {"description": "The update is done."}},
    response_class=Response,
)
async def post(request: Request, service: TheService) -> Response:
    """Answer a query, or apply an update (`--writable`, with the token)."""
    media, charset = bodies.content_type(request)
    given = bodies.pairs(request.url.query)
    limits = service.settings.limits
    if media == QUERY:
        text = bodies.text(await bodies.body(request, limits.text), charset)
        return bodies.sent(await _answer(request, service, given, text))
    if media == UPDATE:
        service.authorise(request)
        text = bodies.text(await bodies.body(request, limits.upload), charset)
        return await _update(request, service, given, text)
    if media != FORM:
        raise RefusedError(415, say("serve.media", media=media or "?", known=", ".join(_FORMS)))
    writing = _bearing(request)
    data = await bodies.body(request, limits.upload if writing else limits.text * 3)  # %XX takes three bytes for one
    given += bodies.pairs(bodies.text(data, charset))
    if bodies.values(given, "update"):
        return await _update(request, service, given, None)
    return bodies.sent(await _answer(request, service, given, None))


def _bearing(request: Request) -> bool:
    return "authorization" in request.headers


async def _answer(request: Request, service: Service, given: Pairs, text: str | None) -> Body:
    text = _only(given, "query", text)
    limits = service.settings.limits
    if len(text) > limits.text:
        raise RefusedError(413, say("serve.upload", limit=f"{limits.text / (1 << 20):g}"))
    query = Query(
        text=text,
        accept=request.headers.get("accept", ""),
        form=bodies.single(given, "format"),
        default_graphs=bodies.values(given, "default-graph-uri"),
        named_graphs=bodies.values(given, "named-graph-uri"),
        base=str(request.url.replace(query="", fragment="")),
        prefixes=not service.settings.plain,
    )
    return await service.read(request, evaluate, query, limits)


async def _update(request: Request, service: Service, given: Pairs, text: str | None) -> Response:
    update = Update(
        text=_only(given, "update", text),
        using=bodies.values(given, "using-graph-uri"),
        using_named=bodies.values(given, "using-named-graph-uri"),
        base=str(request.url.replace(query="", fragment="")),
    )
    await service.write(request, apply, update)
    return Response(status_code=204)


def _only(given: Pairs, name: str, text: str | None) -> str:
    """The one query or update: sent directly, or as the parameter `name`."""
    found = bodies.values(given, name) + (() if text is None else (text,))
    other = {"query": "update", "update": "query"}[name]
    if len(found) != 1 or bodies.values(given, other):
        raise RefusedError(400, say("serve.one", name=name, count=len(found)))
    return found[0]
