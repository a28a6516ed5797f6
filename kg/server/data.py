"""SPARQL 1.1 Graph Store Protocol at `/data`: a graph named by `?graph=`, `?default` or its own address."""

from __future__ import annotations

import uuid
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from kg.messages import say
from kg.server import bodies, graphs, negotiate
from kg.server.errors import RefusedError
from kg.server.evaluate import sized
from kg.server.graphs import Part
from kg.server.service import Service, TheService

_MULTIPART = "multipart/form-data"
_RESPONSES: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such graph."}}
_WRITTEN = _RESPONSES | {
    201: {"description": "The graph is new."},
    204: {"description": "Done."},
    401: {"description": "The token is missing or wrong."},
    403: {"description": "This service only reads."},
}
_PARAMETERS: dict[str, Any] = {
    "parameters": [
        {"name": "graph", "in": "query", "description": "The graph's address", "schema": {"type": "string"}},
        {
            "name": "default",
            "in": "query",
            "description": "The default graph: what all graphs say together",
            "allowEmptyValue": True,
            "schema": {"type": "string"},
        },
    ]
}
_PAYLOAD: dict[str, Any] = {"requestBody": {"content": {media: {} for media in (*negotiate.GRAPHS, _MULTIPART)}}}

router = APIRouter(tags=["graphs"])


@router.get("/data/{path:path}", include_in_schema=False)
@router.head("/data/{path:path}", include_in_schema=False)
@router.head("/data", include_in_schema=False)
@router.get("/data", openapi_extra=_PARAMETERS, responses=_RESPONSES, response_class=Response)
async def get(request: Request, service: TheService) -> Response:
    """The triples of a graph."""
    name = _named(request)
    form = bodies.single(bodies.pairs(request.url.query), "format")
    chosen = negotiate.chosen(request.headers.get("accept", ""), form, negotiate.TRIPLES)
    limits = service.settings.limits
    body = await service.read(request, graphs.read, name, chosen, limits)
    return bodies.sent(sized(body, limits), head=request.method == "HEAD")


@router.put("/data/{path:path}", include_in_schema=False)
@router.put("/data", openapi_extra=_PARAMETERS | _PAYLOAD, responses=_WRITTEN, response_class=Response)
async def put(request: Request, service: TheService) -> Response:
    """Make what is sent the whole content of a graph."""
    service.authorise(request)
    name = _named(request)
    created = await service.write(request, graphs.write, name, await _parts(request, service), False)
    return Response(status_code=201 if created else 204)


@router.post("/data/{path:path}", include_in_schema=False)
@router.post("/data", openapi_extra=_PARAMETERS | _PAYLOAD, responses=_WRITTEN, response_class=Response)
async def post(request: Request, service: TheService) -> Response:
    """Add what is sent to a graph; without a name, to a new one (Location)."""
    service.authorise(request)
    headers = {}
    if _is_store(request):
        name: str | None = f"{_address(request)}/{uuid.uuid4()}"
        headers["Location"] = str(name)
    else:
        name = _named(request)
    created = await service.write(request, graphs.write, name, await _parts(request, service), True)
    return Response(status_code=201 if created or headers else 200, headers=headers)


@router.delete("/data/{path:path}", include_in_schema=False)
@router.delete("/data", openapi_extra=_PARAMETERS, responses=_WRITTEN, response_class=Response)
async def delete(request: Request, service: TheService) -> Response:
    """Remove a graph."""
    service.authorise(request)
    await service.write(request, graphs.remove, _named(request))
    return Response(status_code=200)


def _address(request: Request) -> str:
    return str(request.url.replace(query="", fragment="")).rstrip("/")


def _is_store(request: Request) -> bool:
    """Whether the address is that of all graphs, not of one."""
    return not request.path_params.get("path") and not request.url.query


def _named(request: Request) -> str | None:
    """The graph that is meant (an IRI), None for the default graph. Raises RefusedError (400) when it is not told."""
    given = bodies.pairs(request.url.query)
    name, default = bodies.single(given, "graph"), bodies.values(given, "default")
    if request.path_params.get("path"):
        if name is not None or default:
            raise RefusedError(400, say("serve.graph"))
        return _address(request)
    if (name is None) == (not default):
        raise RefusedError(400, say("serve.graph"))
    return name


async def _parts(request: Request, service: Service) -> list[Part]:
    """What is sent: the body, or the files of a form."""
    media, charset = bodies.content_type(request)
    limit = service.settings.limits.upload
    if media != _MULTIPART:
        return [_part(media, await bodies.body(request, limit), charset)]
    data = await bodies.body(request, limit)
    form = await _replayed(request, data).form()
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    return [_part((file.content_type or "").split(";")[0].strip(), await file.read(), None) for file in files]


def _replayed(request: Request, data: bytes) -> Request:
    """The request once more, its body already read (within the limit)."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": data, "more_body": False}

    return Request(request.scope, receive)


def _part(media: str, data: bytes, charset: str | None) -> Part:
    form = negotiate.GRAPHS.get(media)
    if form is None:
        raise RefusedError(415, say("serve.media", media=media or "?", known=", ".join(negotiate.GRAPHS)))
    if form != "rdfxml":  # XML says its own encoding
        bodies.text(data, charset)
    return Part(form, data)
