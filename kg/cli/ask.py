"""`kg ask`: a question in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kg.cli.help import Command
from kg.cli.options import Settings, common, fail_empty, names_in, row_format, timeout
from kg.cli.output import clean, delimited, screen, styled
from kg.cli.patience import patient
from kg.messages import language, say

if TYPE_CHECKING:
    from kg.ask import Asked

EMPTY = 1
_SHORT = 15  # lines of SPARQL that do not bury the answer


@click.command("ask", cls=Command)
@click.argument("words", nargs=-1, required=True, metavar="QUESTION")
@click.option("--sparql", is_flag=True, help="Print the SPARQL it means, and nothing else.")
@click.option("--evidence", is_flag=True, help="Show every passage behind the answer, not ten.")
@click.option("--lang", type=click.Choice(("fr", "en")), help="The question's language [default: from its words].")
@row_format("table", "json", "csv", "tsv")
@fail_empty
@timeout
@common()
@click.pass_obj
def ask_command(
    settings: Settings, /, words: tuple[str, ...], sparql: bool, lang: str | None, form: str, **limits: Any
) -> int:
    """Answer a QUESTION in French or English.

    Quotes may be left out. Says how it was understood, the answer, the passages it stands on (one for each thing they
    speak of first) and, last, the SPARQL it means, where that is short (--sparql prints any): copy it, change it, run
    it with kg sparql. A question that cannot be read is refused (exit 2) with the words not understood.

    \b
    kg ask "Qui copréside le Groupe des Amis ?"
    kg ask Which resolutions does Morocco plan to present
    kg ask --sparql "Who bridges China and Morocco?" > q.rq
    kg sparql -f q.rq                   # q.rq may be changed first
    """
    question = " ".join(words)

    def work() -> Asked:
        with settings.open() as graph:
            return graph.ask(question, lang, names_in(form))

    asked = patient(work, limits["timeout"])
    for warning in asked.warnings:
        settings.note(styled(warning, fg="yellow"))
    if sparql:
        from kg.query.catalog import describe

        click.echo(describe(asked.answer.described) + asked.sparql)
        return 0
    if form == "json":
        click.echo(json.dumps(asked.to_dict(), ensure_ascii=False, indent=1))
    elif form == "table":
        click.echo("\n".join(_lines(asked, limits["evidence"])))
    else:
        rows = asked.rows
        columns = tuple(rows[0]) if rows else asked.answer.columns
        click.echo(delimited(columns, [[_cell(row[name]) for name in columns] for row in rows], form))
    if not asked.rows and form != "table":
        settings.note(say("cli.no_row"))
    return EMPTY if limits["fail_empty"] and not asked.rows else 0


def _lines(asked: Asked, evidence: bool) -> Iterator[str]:
    yield f"{styled(say('ask.reading'), bold=True)} {clean(asked.reading)}"
    yield ""
    yield _answer(asked)
    if asked.quotes:
        yield ""
        yield from _passages(asked, evidence)
    yield ""
    length = asked.sparql.count("\n") + 1
    if length > _SHORT:
        yield styled(say("ask.long_sparql", lines=length), dim=True)
    else:
        yield styled(say("ask.sparql"), bold=True)
        yield styled(asked.sparql, dim=True)


def _answer(asked: Asked) -> str:
    if asked.answer.boolean is not None:
        return styled(say("ask.yes") if asked.answer.boolean else say("ask.no"), bold=True)
    from kg.query import tables

    return tables.table(asked.answer, width=screen()).rstrip("\n")


def _cell(value: object) -> object:
    from kg.query.display import display

    return display(value, "", language()) if isinstance(value, bool) else value


def _passages(asked: Asked, evidence: bool) -> Iterator[str]:
    from kg.ask.run import FEW

    shown = asked.quotes if evidence else asked.quotes[:FEW]
    several = len({passage.about for passage in asked.quotes}) > 1  # else the answer says it
    for passage in shown:
        about = f"{clean(str(passage.about))} · " if several and passage.about is not None else ""
        who = f" — {say('facts.according_to', who=clean(str(passage.speaker)))}" if passage.speaker else ""
        place = styled(f"{clean(str(passage.article))} {passage.start}–{passage.end}", dim=True)
        yield f"{about}« {clean(passage.quote)} » {place}{who}"
    if len(asked.quotes) > len(shown):
        yield say("ask.more_passages", count=len(asked.quotes) - len(shown))


COMMANDS = (ask_command,)
