"""`/ask`: a question in words, answered with its reading, its SPARQL and the passages."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kg.graph import KnowledgeGraph
from kg.query import formats
from kg.server import bodies, negotiate
from kg.server.evaluate import Body, counted, sized
from kg.server.service import TheService
from kg.server.settings import Limits

_OFFERS = {"application/json": "json", "text/csv": "csv", "text/tab-separated-values": "tsv"}
_LONGEST = 1000  # characters of a question

router = APIRouter(tags=["questions"])


@router.get(
    "/ask",
    response_class=Response,
    responses={
        200: {"description": "The reading, the SPARQL, the rows, the passages.", "content": {m: {} for m in _OFFERS}},
        400: {"description": "A question that cannot be read; which words were not understood, and what can be asked."},
    },
)
async def ask(
    request: Request,
    service: TheService,
    q: Annotated[str, Query(max_length=_LONGEST, description="A question in French or English")],
    lang: Annotated[str | None, Query(pattern="^(fr|en)$", description="Its language, if doubtful")] = None,
    format: Annotated[str | None, Query(description="json, csv or tsv, in place of the Accept header")] = None,
) -> Response:
    """Answer a question in words."""
    chosen = negotiate.chosen(request.headers.get("accept", ""), format, _OFFERS)
    return bodies.sent(await service.read(request, answer, q, lang, chosen, service.settings.limits))


def answer(graph: KnowledgeGraph, question: str, lang: str | None, chosen: tuple[str, str], limits: Limits) -> Body:
    """The answer, in a worker. Raises UnreadError (a QueryError), RefusedError at a limit."""
    asked = graph.ask(question, lang)
    for _ in counted(asked.answer.solutions, limits.rows):
        pass
    media, form = chosen
    if form == "json":
        return sized(Body(media, json.dumps(asked.to_dict(), ensure_ascii=False, indent=1).encode()), limits)
    write = formats.as_csv if form == "csv" else formats.as_tsv
    return sized(Body(media, write(asked.answer).encode()), limits)
