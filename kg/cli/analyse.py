"""`kg analyse`: who bridges whom, blocs, how two are linked, what they share, centrality over time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.help import Group
from kg.cli.options import Settings, common, fail_empty, names_in, row_format, statuses
from kg.cli.output import clean, delimited, table
from kg.errors import QueryError
from kg.messages import language, say

if TYPE_CHECKING:
    from kg.analysis import Analysis, Answer

EMPTY = 1
Function = TypeVar("Function", bound=Callable[..., Any])


@click.group("analyse", cls=Group)
def analyse_command() -> None:
    """Who bridges whom, blocs, how two are linked: network answers.

    \b
    kg analyse brokers --between États-Unis --and Chine
    kg analyse path Maroc Chine
    kg analyse communities --picture blocs.svg
    """


def _shared(function: Function) -> Function:
    """What every analysis takes."""
    picture = click.option("--picture", metavar="FILE", help="Also draw it: FILE.svg, or FILE.html for a page.")
    passages = click.option("--evidence", is_flag=True, help="Show the passages behind every row.")
    function = common()(function)
    for option in reversed((statuses, row_format("table", "json", "csv", "tsv"), passages, picture, fail_empty)):
        function = option(function)
    return function


def _limit(default: int, what: str) -> Callable[[Function], Function]:
    at_least_one = click.IntRange(min=1)
    return click.option("--limit", type=at_least_one, metavar="N", default=default, show_default=True, help=what)


@analyse_command.command("brokers")
@click.option("--between", "one", metavar="A", help="Who bridges A and B: one end …")
@click.option("--and", "other", metavar="B", help="… and the other.")
@_limit(10, "How many brokers.")
@_shared
@click.pass_obj
def brokers_command(settings: Settings, /, one: str | None, other: str | None, limit: int, **options: Any) -> int:
    """Who bridges others, and through which forums and partnerships.

    Without --between: the highest betweenness, with the blocs that each bridges. With it: who meets A where B is not,
    and B where A is not; kg ask "Who bridges A and B?" and kg query bridges name the same.

    \b
    kg analyse brokers
    kg analyse brokers --between États-Unis --and Chine
    """
    if (one is None) != (other is None):
        raise click.UsageError(say("analyse.both"))
    return _answer(settings, "brokers", {**options, "one": one, "other": other, "limit": limit})


@analyse_command.command("communities")
@_limit(10, "How many blocs.")
@_shared
@click.pass_obj
def communities_command(settings: Settings, /, limit: int, **options: Any) -> int:
    """Blocs: actors that meet each other more than others, and where."""
    return _answer(settings, "communities", {**options, "limit": limit})


@analyse_command.command("path")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option(
    "--paths", type=click.IntRange(min=1), metavar="N", default=1, show_default=True, help="How many chains to show."
)
@_shared
@click.pass_obj
def path_command(settings: Settings, /, one: str, other: str, paths: int, **options: Any) -> int:
    """How A and B are linked: the shortest chain, with passages."""
    return _answer(settings, "path", {**options, "one": one, "other": other, "paths": paths})


@analyse_command.command("common")
@click.argument("actors", nargs=-1, required=True, metavar="A B…")
@_shared
@click.pass_obj
def common_command(settings: Settings, /, actors: tuple[str, ...], **options: Any) -> int:
    """The forums, texts and partnerships that actors share."""
    return _answer(settings, "common", {**options, "actors": actors})


@analyse_command.command("centrality")
@click.argument("actors", nargs=-1, metavar="[ACTOR…]")
@click.option(
    "--by", type=click.Choice(("year", "month")), default="year", show_default=True, help="The period: year or month."
)
@_limit(5, "How many actors, when none is named.")
@_shared
@click.pass_obj
def centrality_command(settings: Settings, /, actors: tuple[str, ...], by: str, limit: int, **options: Any) -> int:
    """Who stands between others, year by year or month by month."""
    return _answer(settings, "centrality", {**options, "actors": actors, "by": by, "limit": limit})


def ask(analysis: Analysis, name: str, options: Mapping[str, Any]) -> Answer:
    """What `kg analyse NAME` asks, with the options of that command. Raises UsageError for half a pair."""
    status = options["status"] or None
    match name:
        case "brokers" if options["one"] is None and options["other"] is None:
            return analysis.brokers(options["limit"], status)
        case "brokers":
            if options["one"] is None or options["other"] is None:
                raise click.UsageError(say("analyse.both"))
            return analysis.between(options["one"], options["other"], options["limit"], status)
        case "communities":
            return analysis.communities(options["limit"], status)
        case "path":
            return analysis.path(options["one"], options["other"], options["paths"], status)
        case "common":
            return analysis.common(*options["actors"], statuses=status)
        case _:
            by, limit = options["by"], options["limit"]
            return analysis.centrality(*options["actors"], by=by, limit=limit, statuses=status)


def _answer(settings: Settings, name: str, options: dict[str, Any]) -> int:
    from kg.analysis import Analysis

    with settings.open() as graph:
        answer = ask(Analysis(graph.store, names_in(options["form"])), name, options)
    if options["picture"]:
        _draw(answer, options["picture"], settings)
    told = options["form"] == "table"
    if answer.rows or not told:
        click.echo(_rendered(answer, options["form"], options["evidence"] or answer.kind == "path"))
    if not answer.rows:
        click.echo(answer.nothing, err=not told)
    for key, fields in answer.notes:
        settings.note(say(key, **fields))
    return EMPTY if options["fail_empty"] and not answer.rows else 0


def _rendered(answer: Answer, form: str, evidence: bool) -> str:
    from kg.analyse.finding import flat

    if form == "json":
        return json.dumps(answer.to_dict(), ensure_ascii=False, indent=1)
    if form != "table":
        rows = [[flat(row[name]) for name in answer.columns] for row in answer]
        return delimited(answer.columns, rows, form)
    if answer.kind == "path":
        return "\n".join(_chain(answer))
    heads, grid = answer.table()
    return "\n".join([table(heads, grid), *(_passages(answer) if evidence else ())])


def _chain(answer: Answer) -> list[str]:
    """A path reads as sentences, each above the passage that says it."""
    from kg.analyse.finding import shown_as

    lines: list[str] = []
    for row in answer:
        told = {name: clean(shown_as(name, value)) for name, value in row.items()}
        if lines and row["step"] == 1:
            lines.append("")
        when = f", {told['date']}" if told["date"] else ""
        lines.append(f"{told['from']} {told['relation']} {told['to']}  ({told['status']}{when})")
        who = f" {say('facts.according_to', who=told['speaker'])}" if told["speaker"] else ""
        lines.append(f"    « {told['quote']} »{who}  {told['document']} {told['start']}–{told['end']}")
    return lines


def _passages(answer: Answer) -> list[str]:
    lines = [""]
    for passage in answer.passages():
        who = f" {say('facts.according_to', who=clean(passage['speaker']['label']))}" if passage["speaker"] else ""
        place = f"{clean(passage['document'])} {passage['start']}–{passage['end']}"
        lines.append(f"« {clean(passage['quote'])} »{who}  {place}")
    return lines


def _draw(answer: Answer, path: str, settings: Settings) -> None:
    try:
        answer.picture(path, language())
    except OSError as error:
        raise QueryError(say("cli.cannot_write", path=path, why=error.strerror or error)) from None
    settings.note(say("cli.wrote", path=path))


COMMANDS = (analyse_command,)
