"""The list of the named questions, as `kg query` without a name gives it."""

from __future__ import annotations

import json

from kg.cli.output import delimited, styled, table
from kg.errors import QueryError
from kg.messages import language, say
from kg.query import catalog


def listing(form: str) -> str:
    """Every question: by group for people, one row or object each for programs. Raises QueryError for xml."""
    questions = list(catalog.questions().values())
    if form == "table":
        return "\n\n".join(_group(name, members) for name, members in catalog.groups().items() if members)
    if form == "json":
        return json.dumps([_object(question) for question in questions], ensure_ascii=False, indent=1)
    if form in ("csv", "tsv"):
        columns = ("name", "group", "title_fr", "title_en", "parameters", "example")
        rows = [
            (q.name, q.group, q.title.fr, q.title.en, " ".join(p.name for p in q.parameters), q.example)
            for q in questions
        ]
        return delimited(columns, rows, form)
    raise QueryError(say("query.list_format"))


def _group(name: str, members: list[catalog.Question]) -> str:
    lang = language()
    heading = catalog.GROUPS[name] if lang == "fr" else name
    rows = [[q.name, q.title.text(lang), " ".join(map(_parameter, q.parameters))] for q in members]
    return styled(heading, bold=True) + "\n" + table([say("query.name"), say("query.title"), say("query.params")], rows)


def _parameter(parameter: catalog.Parameter) -> str:
    return parameter.name if parameter.required else f"[{parameter.name}]"


def _object(question: catalog.Question) -> dict[str, object]:
    return {
        "name": question.name,
        "group": question.group,
        "title": {"fr": question.title.fr, "en": question.title.en},
        "parameters": [
            {"name": p.name, "type": p.type, "required": p.required, "default": p.default} for p in question.parameters
        ],
        "example": question.example,
    }
