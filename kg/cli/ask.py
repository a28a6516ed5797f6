"""`kg ask`: a question in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli.options import Settings, common, fail_empty, row_format
from kg.cli.output import clean, delimited, styled, table
from kg.cli.patience import patient
from kg.messages import language, say

if TYPE_CHECKING:
    from kg.ask import Asked

EMPTY = 1
_PASSAGES = 10


@click.command("ask")
@click.argument("question")
@click.option("--lang", type=click.Choice(("fr", "en")), help="The question's language [default: from its words].")
@row_format("table", "json", "csv", "tsv")
@fail_empty
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Give up after SECONDS (exit 4).")
@common()
@click.pass_obj
def ask_command(
    settings: Settings, question: str, lang: str | None, form: str, fail_empty: bool, timeout: float | None
) -> int:
    """Answer a QUESTION in French or English.

    Says how it was understood, the SPARQL it means, the answer and the passages it stands on. A question that cannot
    be read is refused (exit 2) with the words that were not understood.

    \b
    kg ask "Qui copréside le Groupe des Amis ?"
    kg ask "Which resolutions does Morocco plan to present?"
    """

    def work() -> Asked:
        with settings.open() as graph:
            return graph.ask(question, lang)

    asked = patient(work, timeout)
    for warning in asked.warnings:
        settings.note(styled(warning, fg="yellow"))
    if form == "json":
        click.echo(json.dumps(asked.to_dict(), ensure_ascii=False, indent=1))
    elif form == "table":
        click.echo("\n".join(_lines(asked)))
    else:
        rows = asked.rows
        columns = tuple(rows[0]) if rows else asked.answer.columns
        click.echo(delimited(columns, [[_cell(row[name], name, form) for name in columns] for row in rows], form))
    if not asked.rows:
        settings.note(say("cli.no_row"))
    return EMPTY if fail_empty and not asked.rows else 0


def _lines(asked: Asked) -> Iterator[str]:
    yield f"{styled(say('ask.reading'), bold=True)} {clean(asked.reading)}"
    yield ""
    yield styled(asked.sparql, dim=True)
    yield ""
    yield _answer(asked)
    if asked.passages:
        yield ""
        yield from _passages(asked)


def _answer(asked: Asked) -> str:
    if asked.answer.boolean is not None:
        return styled(say("ask.yes") if asked.answer.boolean else say("ask.no"), bold=True)
    columns = [name for name in asked.answer.columns if name != "engagement"]
    kept = [name for name in columns if name == "answer" or any(row[name] is not None for row in asked.rows)]
    heads = [say(f"ask.column_{name}") for name in kept]
    rows = [
        {**row, "relation": asked.relations.get(str(row.get("relation")), row.get("relation"))} for row in asked.rows
    ]
    return table(heads, [[_cell(row[name], name, "table") for name in kept] for row in rows])


def _cell(value: object, column: str, form: str) -> str:
    from kg.query.tables import display

    return display(value, column if form == "table" else "", language())  # type: ignore[arg-type]


def _passages(asked: Asked) -> Iterator[str]:
    for passage in asked.passages[:_PASSAGES]:
        who = f" — {say('facts.according_to', who=clean(str(passage.speaker)))}" if passage.speaker else ""
        place = styled(f"{clean(str(passage.article))} {passage.start}–{passage.end}", dim=True)
        yield f"« {clean(passage.quote)} » {place}{who}"
    if len(asked.passages) > _PASSAGES:
        yield say("ask.more_passages", count=len(asked.passages) - _PASSAGES)


COMMANDS = (ask_command,)
