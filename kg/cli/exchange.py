"""`kg view`, `kg check`, `kg export`, `kg import`, `kg lexicon`: the graph looked at, verified, taken elsewhere."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kg.cli.help import Command, Group
from kg.cli.options import Settings, common, row_format, statuses
from kg.cli.output import delimited, styled
from kg.errors import KgError, SourceError
from kg.messages import language, say

VIOLATED = 1
RDF = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")
_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".owl": "rdfxml",
}
_WRITTEN = {**_SUFFIXES, ".graphml": "graphml", ".gexf": "gexf", ".csv": "csv"}


@click.command("view", cls=Command)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="graph.html",
    show_default=True,
    help="The page to write (- for standard output).",
)
@click.option("--around", metavar="X", help="Only what is near X (a name or an IRI).")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    default=2,
    show_default=True,
    help="How near: at most N steps from X.",
)
@statuses
@click.option("--speaker", "speakers", multiple=True, metavar="X", help="Only what X says (repeatable).")
@click.option(
    "--draw", "drawn", type=click.IntRange(min=1), metavar="N", help="How many nodes it opens with [default: 300]."
)
@common()
@click.pass_obj
def view_command(settings: Settings, /, output: str, status: tuple[str, ...], **choice: Any) -> int:
    """Write the graph as one self-contained interactive page.

    A large graph opens on its 300 most central nodes (--draw says how many); the others come by click or search.
    """
    with settings.open() as graph:
        page = graph.view(statuses=status, lang=language(), **choice)
    write(output, page.encode(), settings)
    return 0


@click.command("check", cls=Command)
@click.option("--no-reasoner", is_flag=True, help="SHACL rules and known contradictions only; do not ask HermiT.")
@row_format("table", "json", "csv", "tsv")
@common()
@click.pass_obj
def check_command(settings: Settings, no_reasoner: bool, form: str) -> int:
    """Find contradictions and broken rules.

    Each comes with the articles behind it. Exit 1 when there are any.
    """
    with settings.open() as graph:
        violations = graph.check(hermit=not no_reasoner)
    failed = any(violation.severity == "violation" for violation in violations)
    if form == "json":
        click.echo(json.dumps([asdict(v) for v in violations], ensure_ascii=False, indent=1))
    elif form == "table":
        for v in violations:
            colour = {"violation": "red", "warning": "yellow"}.get(v.severity)
            click.echo(f"{styled(say(f'check.{v.severity}'), fg=colour)} {v.rule}: {' '.join(v.message.split())}")
        if not failed:
            settings.note(say("check.sound"))
    else:
        rows = [(v.severity, v.rule, v.focus, v.message, " ; ".join(v.articles)) for v in violations]
        click.echo(delimited(("severity", "rule", "focus", "message", "articles"), rows, form))
    return VIOLATED if failed else 0


@click.command("export", cls=Command)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice((*RDF, "graphml", "gexf", "csv")),
    help="How to write it [default: as the file's name ends, else nquads].",
)
@click.option("-o", "--output", metavar="FILE", default="-", help="The file to write [default: standard output].")
@common()
@click.pass_obj
def export_command(settings: Settings, form: str | None, output: str) -> int:
    """Write the whole graph for other programs.

    trig and nquads keep which article says what; the other RDF formats merge the graphs. graphml and gexf hold the
    network of facts (Gephi, Cytoscape), csv the facts with their passages.
    """
    with settings.open() as graph:
        data = graph.export(form or _WRITTEN.get(Path(output).suffix.lower(), "nquads"))
    write(output, data, settings)
    return 0


@click.command("import", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-f", "--format", "form", type=click.Choice(RDF), help="When the name does not tell.")
@common()
@click.pass_obj
def import_command(settings: Settings, files: tuple[str, ...], form: str | None) -> int:
    """Add RDF files to the graph.

    - stands for standard input. A file that does not parse adds nothing.
    """
    loaded = [(name, _format(name, form), _bytes(name)) for name in files]
    with settings.open(read_only=False) as graph:
        for name, kind, data in loaded:
            count = graph.import_(data, kind, name)
            settings.note(say("import.done", name=name, count=count))
    return 0


@click.group("lexicon", cls=Group)
def lexicon_group() -> None:
    """The frames, cues and registry that reading rests on."""


@lexicon_group.command("check")
@row_format("table", "json")
@common(store=False)
@click.pass_obj
def lexicon_check(settings: Settings, form: str) -> int:
    """Report every mistake in the frames, cues and registry.

    All at once, each with its file and line. Exit 1 when there are any.
    """
    from kg.lexicon.check import check

    problems = [str(problem) for problem in check()]
    if form == "json":
        click.echo(json.dumps(problems, ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(problem)
        if not problems:
            settings.note(say("lexicon.sound"))
    return VIOLATED if problems else 0


@lexicon_group.command("test")
@click.argument("relations", nargs=-1, metavar="[RELATION…]")
@common(store=False)
@click.pass_obj
def lexicon_test(settings: Settings, relations: tuple[str, ...]) -> int:
    """Read the frames' examples and say which are not read as marked.

    All of them, or those of some relations. Exit 1 when one is not.
    """
    from kg.evaluate.examples import failures
    from kg.lexicon.load import load

    known = {file.relation for file in load().frames}
    for name in relations:
        if name not in known:
            raise click.UsageError(say("lexicon.no_relation", name=name))
    failed = list(failures(relations))
    for failure in failed:
        click.echo(str(failure))
    if not failed:
        settings.note(say("lexicon.examples_hold"))
    return VIOLATED if failed else 0


def write(output: str, data: bytes, settings: Settings) -> None:
    """`data` to the file `output`, whole or not at all, or to stdout for `-`. Raises KgError."""
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise KgError(say("cli.cannot_write", path=output, why=error.strerror or error)) from None
    settings.note(say("cli.wrote", path=output))


def _format(name: str, form: str | None) -> str:
    found = form or _SUFFIXES.get(Path(name).suffix.lower())
    if not found:
        raise SourceError(say("import.format", name=name, formats=", ".join(sorted(set(_SUFFIXES)))))
    return found


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise SourceError(say("source.missing", name=name)) from None
    except OSError as error:
        raise SourceError(say("source.unreadable", name=name, why=error.strerror or error)) from None


COMMANDS = (view_command, check_command, export_command, import_command, lexicon_group)
