"""The explorer: one page at `/`, its files under `/assets`, and what it reads under `/api`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from kg.messages import say
from kg.server import articles, atlas, bodies, examples, taking
from kg.server.errors import RefusedError
from kg.server.ontology import page as ontology_page
from kg.server.service import TheService
from kg.view.html import vis_network

router = APIRouter()
api = APIRouter(prefix="/api", tags=["explorer"])

_OWN = Path(__file__).parent / "assets"
_VENDOR = Path(__file__).parent / "vendor"  # what `make editor` fetches: the page does without
_VIEW = Path(__file__).parents[1] / "view" / "assets"
_KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
_UPLOAD = 20 << 20  # bytes of a file that is dropped

Lang = Annotated[str, Query(pattern="^(fr|en)$", description="The language of labels")]
Some = Annotated[int, Query(ge=1, le=500, description="How many at most")]
Iri = Annotated[str, Query(min_length=1, max_length=2000, description="Its IRI, or a name")]
Iris = Annotated[list[str], Query(max_length=300, description="IRIs")]


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
async def page() -> Response:
    """The explorer. Everything else it shows comes by address (`/?entity=…`) from `/api`."""
    return FileResponse(_OWN / "index.html", media_type="text/html", headers={"Cache-Control": "no-cache"})


@router.get("/ontology", response_class=HTMLResponse, tags=["explorer"])
async def ontology(request: Request, service: TheService, lang: Lang = "fr") -> Response:
    """The ontology as documentation, with examples from the graph."""
    made = await service.read(request, ontology_page.of, lang)
    return HTMLResponse(made.html, headers={"Content-Security-Policy": made.policy})


@router.get("/assets/{name:path}", include_in_schema=False)
async def asset(name: str) -> Response:
    """A file of the page."""
    path = _files().get(name)
    if path is None:
        raise RefusedError(404, say("explore.file", name=name))
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": "no-cache"})


@cache
def _files() -> dict[str, Path]:
    """Every file there is to have, by its address: nothing else can be asked for."""
    found = {path.name: path for path in _OWN.iterdir() if path.suffix in _KINDS}
    found |= {f"view/{path.name}": path for path in _VIEW.iterdir() if path.suffix in _KINDS}
    found |= {f"vendor/{path.name}": path for path in _VENDOR.glob("*") if path.suffix in _KINDS}
    return found | {"vis-network.js": vis_network()}


@api.get("/terms")
async def terms(request: Request, service: TheService) -> dict[str, Any]:
    """The words of the ontology in French and English, its classes and properties; whether an editor is installed."""
    known = await service.read(request, atlas.vocabulary)
    return known | {"editor": "vendor/codemirror.js" in _files(), "writable": service.settings.writable}


@api.get("/summary")
async def summary(request: Request, service: TheService, limit: Some = 8) -> dict[str, Any]:
    """How much there is, and the entities of which most is said."""
    return await service.read(request, atlas.summary, limit)


@api.get("/examples")
async def offered(request: Request, service: TheService, lang: Lang = "fr") -> list[str]:
    """A few questions in words that the graph answers."""
    return await service.once(request, examples.answered, lang, service.settings.limits)


@api.get("/search")
async def search(
    request: Request, service: TheService, q: Annotated[str, Query(max_length=300)], limit: Some = 10
) -> list[dict[str, Any]]:
    """Entities by any of their names, accents and case aside."""
    return await service.read(request, atlas.search, q, limit)


@api.get("/entity")
async def entity(request: Request, service: TheService, iri: Iri) -> dict[str, Any]:
    """All that is said of an entity: its facts, each with its claims, and the articles that name it."""
    return await service.read(request, atlas.entity, iri)


@api.get("/labels")
async def labels(request: Request, service: TheService, iri: Iris) -> dict[str, dict[str, Any]]:
    """What some nodes are called and what they are; unknown ones are left out."""
    return await service.read(request, atlas.labels, iri)


@api.get("/graph")
async def graph(
    request: Request,
    service: TheService,
    around: Annotated[
        str | None, Query(max_length=2000, description="An IRI or a name; none: the most central")
    ] = None,
    depth: Annotated[int, Query(ge=1, le=4)] = 1,
    among: Iris = [],  # noqa: B006  (FastAPI copies it)
    limit: Some = 120,
    lang: Lang = "fr",
) -> dict[str, Any]:
    """A part of the network with its layout: around an entity, or among the entities (or facts) given."""
    if around:
        return await service.read(request, atlas.around, around, depth, limit, lang)
    return await service.read(request, atlas.among, among, limit, lang)


@api.get("/articles")
async def all_articles(
    request: Request,
    service: TheService,
    q: Annotated[str, Query(max_length=300, description="Part of a name or title")] = "",
    limit: Some = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> list[dict[str, Any]]:
    """The articles, the latest first."""
    return await service.read(request, articles.articles, q, limit, offset)


@api.get("/article")
async def article(request: Request, service: TheService, iri: Iri) -> dict[str, Any]:
    """An article's text, with its entities and facts at their places (code points)."""
    return await service.read(request, articles.article, iri)


@api.get("/facts")
async def facts(request: Request, service: TheService, iri: Iris) -> list[dict[str, Any]]:
    """Some facts, each with the claims that tell it."""
    return await service.read(request, atlas.facts, iri)


@api.get("/explain")
async def explain(request: Request, service: TheService, fact: Iri) -> dict[str, Any]:
    """Who says a fact, in which words, and what contradicts it."""
    return await service.read(request, atlas.explain, fact)


@api.post("/read", openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}}})
async def read(
    request: Request,
    service: TheService,
    name: Annotated[str, Query(max_length=300, description="The file's name; none for a text")] = "",
    date: Annotated[str | None, Query(max_length=30, description="ISO 8601, in place of the one it gives")] = None,
) -> dict[str, Any]:
    """Read an article (the body: a text, or a file of any kind that `kg build` reads) into the graph → its facts.

    Needs a writable service and its token.
    """
    service.authorise(request)
    data = await bodies.body(request, _UPLOAD)
    return await service.write(request, taking.take, taking.Sent(data, name, date or None))


router.include_router(api)
