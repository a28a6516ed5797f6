"""`kg query`, `kg sparql`, `kg facts`, `kg explain`, `kg stats`: answers out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import complete
from kg.cli.help import Command
from kg.cli.options import Settings, common, fail_empty, names_in, row_format, statuses, timeout
from kg.cli.output import clean, delimited, page, screen, table
from kg.cli.patience import patient
from kg.errors import QueryError, SourceError
from kg.messages import language, say

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.query import Answer

EMPTY = 1


@click.command("query", cls=Command)
@click.argument("name", required=False, shell_complete=complete.questions)
@click.option(
    "-p",
    "--param",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    shell_complete=complete.parameters,
    help="A parameter; labels are accepted.",
)
@click.option("--evidence", is_flag=True, help="Show the passages behind every row.")
@row_format("table", "json", "csv", "tsv", "xml")
@fail_empty
@timeout
@common()
@click.pass_obj
def query_command(
    settings: Settings, /, name: str | None, pairs: tuple[str, ...], evidence: bool, form: str, **limits: Any
) -> int:
    """List the questions, or answer the one called NAME.

    \b
    kg query
    kg query co-chairs -p actor=Maroc -p with=États-Unis
    kg query roles -p actor=Maroc --evidence
    """
    if name is None:
        from kg.cli.questions import listing

        click.echo(listing(form))
        return 0
    from kg.query import find

    find(name)  # a wrong name is said before any store is opened
    values = parameters(pairs)

    def work() -> tuple[str, bool]:
        with settings.open() as graph:
            found = graph.query(name, lang=names_in(form), **values)
            return _rendered(found, form) if not evidence else _with_passages(graph, found, form)

    return _print(patient(work, limits["timeout"]), form, settings, limits["fail_empty"])


@click.command("sparql", cls=Command)
@click.argument("text", required=False)
@click.option("-f", "--file", "path", metavar="FILE", help="Read the query from FILE (- for standard input).")
@row_format("table", "json", "csv", "tsv", "xml", "turtle", "ntriples")
@fail_empty
@timeout
@common()
@click.pass_obj
def sparql_command(
    settings: Settings, text: str | None, path: str | None, form: str, fail_empty: bool, timeout: float | None
) -> int:
    """Run any SPARQL 1.1 query, read-only.

    SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes (ent:, skos: …) need no declaration.

    \b
    kg sparql 'SELECT ?state ?forum { ?state ent:coChairs ?forum }'
    kg sparql -f question.rq --format csv
    """
    query = query_text(text, path)

    def work() -> tuple[str, bool]:
        with settings.open() as graph:
            return _rendered(graph.sparql(query, language()), form)

    return _print(patient(work, timeout), form, settings, fail_empty)


@click.command("facts", cls=Command)
@click.option("--document", metavar="D", help="Only facts of this article (its file, name, address or checksum).")
@statuses
@row_format("table", "json", "csv", "tsv")
@fail_empty
@common()
@click.pass_obj
def facts_command(
    settings: Settings, document: str | None, status: tuple[str, ...], form: str, fail_empty: bool
) -> int:
    """Every fact with its evidence.

    Who, what, how certain, when, according to whom, and the passage it was read from.
    """
    with settings.open() as graph:
        rows = graph.facts(document=document, status=status, lang=names_in(form))
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "table":
        from kg.cli.facts import fact_lines

        page(fact_lines(rows))
    else:
        from kg.query.facts import COLUMNS, flat

        click.echo(delimited(COLUMNS, [[flat(row)[name] for name in COLUMNS] for row in rows], form))
    if not rows:
        settings.note(say("facts.none_there", name=document) if document else say("facts.none"))
    return EMPTY if fail_empty and not rows else 0


@click.command("explain", cls=Command)
@click.argument("target", metavar="FACT|ENTITY|SENTENCE")
@click.option("--trace", is_flag=True, help="How it was read: words seen, frames tried, what the nearest one lacked.")
@click.option("--date", metavar="D", help="With --trace: when a sentence that is in no article was said.")
@row_format("table", "json")
@common()
@click.pass_obj
def explain_command(settings: Settings, target: str, trace: bool, date: str | None, form: str) -> int:
    """Who says it, where, and who says otherwise.

    FACT: its identifier, as kg facts --format json gives it. ENTITY: a name, « Maroc », « Groupe des Amis ».
    SENTENCE: any in French, with --trace.

    \b
    kg explain Maroc
    kg explain --trace "Rabat accueillera le sommet en mai."
    """
    if trace:
        with settings.open_if_there() as graph:
            told = graph.trace(target, date)
        if form == "json":
            click.echo(json.dumps([sentence.to_dict() for sentence in told], ensure_ascii=False, indent=1))
        else:
            click.echo("\n\n".join("\n".join(map(_indented, sentence.lines())) for sentence in told))
        return 0
    with settings.open() as graph:
        explanation = graph.explain(target, names_in(form))
    click.echo(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=1) if form == "json" else str(explanation))
    return 0


@click.command("stats", cls=Command)
@row_format("table", "json", "csv", "tsv")
@common()
@click.pass_obj
def stats_command(settings: Settings, form: str) -> int:
    """Count articles, entities and facts."""
    with settings.open() as graph:
        stats = graph.stats()
    if form == "json":
        click.echo(json.dumps(stats, ensure_ascii=False, indent=1))
        return 0
    rows = [
        (part, name, count)
        for part, counts in stats.items()
        for name, count in (counts.items() if isinstance(counts, dict) else [("", counts)])
    ]
    columns = ("what", "name", "count")
    if form != "table":
        click.echo(delimited(columns, rows, form))
        return 0
    told = [(say(f"stats.{part}"), _term(part, name), str(count)) for part, name, count in rows]
    click.echo(table([say(f"stats.{column}") for column in columns], told))
    settings.note(say("stats.explained"))
    return 0


def _term(part: str, name: str) -> str:
    """A class, relation or status in words."""
    from kg.query.display import display

    return display(name, "status" if part == "statuses" else "type", language())


def _indented(line: str) -> str:
    """The line without control characters, its indentation kept."""
    return line[: len(line) - len(line.lstrip())] + clean(line)


def _rendered(answer: Answer, form: str) -> tuple[str, bool]:
    from kg.query import tables

    return tables.render(answer, form, width=screen()).rstrip("\n"), answer.boolean is not None or len(answer) > 0


def _with_passages(graph: KnowledgeGraph, answer: Answer, form: str) -> tuple[str, bool]:
    from kg.query import footnotes

    return footnotes.render(answer, graph.passages(answer), form, width=screen()).rstrip("\n"), len(answer) > 0


def _print(result: tuple[str, bool], form: str, settings: Settings, fail_empty: bool) -> int:
    text, found = result
    click.echo(text)
    if not found and form != "table":  # a table says so itself
        settings.note(say("cli.no_row"))
    return EMPTY if fail_empty and not found else 0


def parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    """`key=value` pairs as a dict. Raises QueryError for a pair that is none, or a key given twice."""
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise QueryError(say("query.pair", pair=pair))
        if key.strip() in values:
            raise QueryError(say("query.twice", name=key.strip()))
        values[key.strip()] = value.strip()
    return values


def query_text(text: str | None, path: str | None) -> str:
    """`text` itself, or what the file `path` (- for standard input) holds. Raises SourceError, UsageError."""
    if (text is None) == (path is None):
        raise click.UsageError(say("query.text_or_file"))
    if text is not None:
        return text
    try:
        return sys.stdin.read() if path == "-" else Path(str(path)).read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(say("source.unreadable", name=path, why=error.strerror or error)) from None
    except UnicodeDecodeError:
        raise SourceError(say("source.encoding", name=path)) from None


COMMANDS = (query_command, sparql_command, facts_command, explain_command, stats_command)
