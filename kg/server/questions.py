"""`/questions`: the named questions as a small API, each with its parameters in the OpenAPI description."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query import Answer, catalog, formats
from kg.query.catalog import Question
from kg.query.terms import Resource, Value
from kg.server import bodies, negotiate
from kg.server.errors import RefusedError
from kg.server.evaluate import Body, counted, sized
from kg.server.service import TheService
from kg.server.settings import Limits

OWN = ("lang", "format", "evidence")  # parameters that every question takes beside its own
_OFFERS = {
    "application/json": "json",
    "text/csv": "csv",
    "application/sparql-results+json": "results",
    "text/tab-separated-values": "tsv",
    "application/sparql-results+xml": "xml",
}
_LIST = ["application/json"]
_TYPES = {"integer": "integer"}


def router() -> APIRouter:
    """The routes: one a question, and the list of them."""
    made = APIRouter(prefix="/questions", tags=["questions"])
    made.add_api_route("", _list, methods=["GET"], summary="The questions", responses={200: _content(_LIST)})
    for question in catalog.questions().values():
        made.add_api_route(
            f"/{question.name}",
            _asker(question),
            methods=["GET"],
            name=question.name,
            summary=question.title.en,
            description=f"{question.description.en}\n\n{question.title.fr} {question.description.fr}",
            openapi_extra={"parameters": _parameters(question)},
            responses={200: _content(_OFFERS), 404: {"description": "A name of nothing in the graph."}},
            response_class=Response,
        )
    made.add_api_route("/{name}", _unknown, methods=["GET"], include_in_schema=False)
    return made


async def _list(request: Request) -> Response:
    """Every question: its title, parameters and columns in French and English."""
    lang = bodies.language(request) or "fr"
    return JSONResponse([described(question, lang) for question in catalog.questions().values()])


def described(question: Question, lang: str) -> dict[str, Any]:
    """A question as the list shows it."""
    return {
        "name": question.name,
        "number": question.number,
        "group": catalog.GROUPS[question.group] if lang == "fr" else question.group,
        "title": question.title.text(lang),
        "description": question.description.text(lang),
        "parameters": [
            {
                "name": parameter.name,
                "label": parameter.label.text(lang),
                "type": parameter.type,
                "classes": list(parameter.classes),
                "required": parameter.required,
                "default": parameter.default,
            }
            for parameter in question.parameters
        ],
        "columns": [{"name": column.name, "label": column.label.text(lang)} for column in question.columns],
        "example": question.example,
    }


def _asker(question: Question) -> Callable[..., Awaitable[Response]]:
    async def ask(request: Request, service: TheService) -> Response:
        given = bodies.pairs(request.url.query)
        for name, _ in given:
            if name not in OWN:
                question.parameter(name)
        values = {parameter.name: bodies.single(given, parameter.name) for parameter in question.parameters}
        chosen = negotiate.chosen(request.headers.get("accept", ""), bodies.single(given, "format"), _OFFERS)
        lang = bodies.language(request) or "fr"
        asked = {name: value for name, value in values.items() if value}
        passages = bodies.single(given, "evidence") in ("", "1", "true", "yes")
        return bodies.sent(
            await service.read(request, answer, question.name, asked, lang, chosen, passages, service.settings.limits)
        )

    return ask


async def _unknown(name: str) -> Response:
    try:
        catalog.find(name)
    except QueryError as error:
        raise RefusedError(404, str(error)) from None
    raise RefusedError(404, say("serve.question", name=name))


def answer(
    graph: KnowledgeGraph,
    name: str,
    values: dict[str, str],
    lang: str,
    chosen: tuple[str, str],
    passages: bool,
    limits: Limits,
) -> Body:
    """The answer to a question, in a worker. Raises QueryError, NotFoundError, RefusedError at a limit."""
    found = graph.query(name, lang=lang, **values)
    for _ in counted(found.solutions, limits.rows):
        pass
    media, form = chosen
    if form == "json":
        data = _json(graph, found, values, passages)
    else:
        data = {"csv": formats.as_csv, "tsv": formats.as_tsv, "xml": formats.as_xml}.get(form, formats.as_json)(
            found
        ).encode()
    return sized(Body(media, data), limits)


def _json(graph: KnowledgeGraph, found: Answer, values: dict[str, str], passages: bool) -> bytes:
    import json
    from dataclasses import asdict

    assert found.question is not None
    labels = {column.name: column.label.text(found.lang) for column in found.question.columns}
    content: dict[str, Any] = {
        "question": found.question.name,
        "title": found.question.title.text(found.lang),
        "parameters": values,
        "columns": [{"name": name, "label": labels.get(name, name)} for name in found.columns],
        "rows": [{name: cell(value) for name, value in row.items()} for row in found.rows],
        "sparql": found.sparql,
    }
    if passages:
        content["evidence"] = [
            {key: cell(value) for key, value in asdict(passage).items()}
            for passage in graph.evidence(found.engagements(), found.lang)
        ]
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def cell(value: Value) -> Any:
    """A value as JSON has it: a resource as `{"iri", "label"}`."""
    return {"iri": value.iri, "label": value.label} if isinstance(value, Resource) else value


def _parameters(question: Question) -> list[dict[str, Any]]:
    own = [
        {
            "name": parameter.name,
            "in": "query",
            "required": parameter.required,
            "description": f"{parameter.label.en} ({' or '.join(parameter.classes) or parameter.type})",
            "schema": {"type": _TYPES.get(parameter.type, "string")}
            | ({} if parameter.default is None else {"default": parameter.default}),
        }
        for parameter in question.parameters
    ]
    shared = [
        ("lang", "The language of labels", {"type": "string", "enum": ["fr", "en"]}),
        ("format", "In place of the Accept header", {"type": "string", "enum": list(_OFFERS.values())}),
        ("evidence", "With the passages behind the rows (JSON)", {"type": "boolean", "default": False}),
    ]
    return own + [{"name": name, "in": "query", "description": what, "schema": kind} for name, what, kind in shared]


def _content(media: Iterable[str]) -> dict[str, Any]:
    return {"description": "The answer.", "content": {name: {} for name in media}}
