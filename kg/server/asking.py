"""`/ask`: a question in words, answered with its reading, its SPARQL and the passages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query import formats
from kg.query.catalog import FACTS
from kg.server import bodies, negotiate
from kg.server.evaluate import Body, counted, sized
from kg.server.service import TheService
from kg.server.settings import Limits

if TYPE_CHECKING:
    from kg.ask import Asked

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
    """Answer a question in words, in the language of the reader (`Accept-Language`), else in that of the question."""
    chosen = negotiate.chosen(request.headers.get("accept", ""), format, _OFFERS)
    asked = Asking(q, lang, bodies.language(request))
    return bodies.sent(await service.read(request, answer, asked, chosen, service.settings.limits))


@dataclass(frozen=True)
class Asking:
    """A question, its language and its reader's, where they are told."""

    question: str
    lang: str | None
    reader: str | None


def answer(graph: KnowledgeGraph, asking: Asking, chosen: tuple[str, str], limits: Limits) -> Body:
    """The answer, in a worker. Raises UnreadError (a QueryError), RefusedError at a limit."""
    asked = graph.ask(asking.question, asking.lang, asking.reader)
    for _ in counted(asked.answer.solutions, limits.rows):
        pass
    media, form = chosen
    if form == "json":
        content = asked.to_dict() | {"columns": _columns(asked)}
        return sized(Body(media, json.dumps(content, ensure_ascii=False, indent=1).encode()), limits)
    write = formats.as_csv if form == "csv" else formats.as_tsv
    return sized(Body(media, write(asked.answer).encode()), limits)


def _columns(asked: Asked) -> list[dict[str, str]]:
    """The columns that say something, as people call them; then those of the facts behind the rows."""
    if asked.answer.boolean is not None:
        return [{"name": "answer", "label": say("ask.column_answer")}]
    named = [{"name": it.name, "label": it.label.text(asked.answer.lang)} for it in asked.answer.described]
    return named + [{"name": name, "label": name} for name in asked.answer.columns if name in FACTS]
