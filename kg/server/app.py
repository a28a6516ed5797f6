"""The application: routes, guards at the door, errors as answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.server import asking, bodies, data, explorer, health, questions, sparql
from kg.server.door import Door
from kg.server.errors import RefusedError
from kg.server.service import Service
from kg.server.settings import Settings


def create_app(store: str | KnowledgeGraph, settings: Settings | None = None) -> FastAPI:
    """The application over a store (its address, or an open graph); nothing is opened before it starts.

    >>> create_app("memory:").title
    'Entente'
    """
    chosen = settings or Settings()
    service = Service(store, chosen)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    app = FastAPI(
        title="Entente",
        summary="Who did what with whom, where, when, and who says so.",
        version=health.version(),
        lifespan=lifespan,
        docs_url=None,  # those pages fetch their scripts elsewhere
        redoc_url=None,
    )
    app.state.service = service
    for router in (health.router, sparql.router, data.router, questions.router(), asking.router, explorer.router):
        app.include_router(router)
    _errors(app)
    if chosen.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(chosen.origins),
            allow_methods=["GET", "POST", "HEAD"],
            allow_headers=["Accept", "Content-Type", "Authorization"],
        )
    app.add_middleware(Door, hosts=chosen.hosts)
    return app


def _errors(app: FastAPI) -> None:
    @app.exception_handler(KgError)
    async def failed(_: Request, error: KgError) -> Response:
        return bodies.problem(error)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> Response:
        response = bodies.problem(RefusedError(error.status_code, str(error.detail)))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        return bodies.problem(RefusedError(400, f"{place}: {first['msg']}"))
