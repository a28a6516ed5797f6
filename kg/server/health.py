"""`/health`: whether questions are answered."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

from fastapi import APIRouter, Request
from pydantic import BaseModel

from kg.graph import KnowledgeGraph
from kg.server.service import TheService

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """`status` is `ok`, or the request fails; `articles` the graph holds; `writable`: whether updates are taken."""

    status: str
    version: str
    articles: int
    writable: bool


@router.get("/health")
async def health(request: Request, service: TheService) -> Health:
    """Ask the store something small, as any query would."""
    articles = await service.read(request, _articles)
    return Health(status="ok", version=version(), articles=articles, writable=service.settings.writable)


def version() -> str:
    """The version of Entente that runs."""
    try:
        return installed("entente")
    except PackageNotFoundError:
        return "0"


def _articles(graph: KnowledgeGraph) -> int:
    from kg.query.terms import select
    from kg.rdf.iris import ENT

    rows = select(graph.store, f"SELECT (COUNT(*) AS ?n) {{ ?article a <{ENT}Article> }}")
    return int(str(rows[0]["n"]))
