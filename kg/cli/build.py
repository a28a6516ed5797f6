"""`kg build`: articles in."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.help import Command
from kg.cli.options import Settings, common
from kg.cli.output import styled, table
from kg.errors import SourceError
from kg.messages import say
from kg.model import Document

if TYPE_CHECKING:
    from kg.ingest import Summary

UNREADABLE = 2
_NAMED = 3  # articles without a date told one by one


@click.command("build", cls=Command)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--date", metavar="D", help="When the articles appeared: 2025, 2025-07 or 2025-07-02.")
@click.option(
    "--lang", metavar="LANG", default="fr", show_default=True, help="The articles' language; only French is read."
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 64),
    metavar="N",
    default=1,
    show_default=True,
    help="How many processes read (at most 64).",
)
@common()
@click.pass_obj
def build_command(settings: Settings, sources: tuple[str, ...], date: str | None, lang: str, jobs: int) -> int:
    """Read articles into the graph. Reading one twice adds nothing.

    SOURCE: files (txt, md, html, pdf, jsonl, RSS and Atom feeds), folders, patterns, or - for standard input. Without
    --date, an article's date is the one its header, page, entry or record gives.
    """
    from kg.source import read

    articles = Articles(chain.from_iterable(read(source, date=date, lang=lang) for source in sources))
    documents = iter(articles)
    first = next(documents, None)
    if first is None:
        return UNREADABLE  # nothing to store: the store is not even opened
    with settings.open(read_only=False) as graph:
        summary = graph.add(progress(chain([first], documents), settings), jobs=jobs)
    report(summary, articles.failed, settings)
    if summary.facts and settings.store != "memory:":  # no command to come can open that one
        settings.note(say("build.next", store=settings.store, option=settings.option()))
    return UNREADABLE if articles.failed or summary.failed else 0


class Articles:
    """The readable documents among `found`; the others are said on stderr, one line each, and counted in `failed`."""

    def __init__(self, found: Iterable[Document | SourceError]) -> None:
        self._found = found
        self.failed = 0

    def __iter__(self) -> Iterator[Document]:
        for item in self._found:
            if isinstance(item, SourceError):
                self.failed += 1
                click.echo(f"kg: {' '.join(str(item).split())}", err=True)
            else:
                yield item


def progress(documents: Iterable[Document], settings: Settings) -> Iterator[Document]:
    """The documents, and on a terminal's stderr a line that says which one is being read."""
    if settings.quiet or not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("build.progress"), total=None)
        for document in documents:
            bar.update(task, description=f"{say('build.progress')} {document.name[:40]}")
            yield document
            bar.advance(task)


def report(summary: Summary, failed: int, settings: Settings) -> None:
    """What was read, as a table on stderr: stdout is for rows, a build has none. `failed`: sources not readable."""
    for failure in summary.failed:
        click.echo(f"kg: {failure.name}: {failure.why}" if failure.name else f"kg: {failure.why}", err=True)
    for name in summary.without_facts:
        settings.note(say("build.without_facts", name=name))
    for warning in _undated(summary, settings.option()):
        settings.note(styled(warning, fg="yellow", err=True))
    counts = {
        "new": summary.new,
        "unchanged": summary.unchanged,
        "replaced": summary.replaced,
        "failed": failed + len(summary.failed),
        "entities": summary.entities,
        "facts": summary.facts,
    }
    settings.note(table([say(f"build.{name}") for name in counts], [[str(n) for n in counts.values()]]))
    settings.note(say("build.counted"))


def _undated(summary: Summary, option: str) -> list[str]:
    if len(summary.undated) > _NAMED:
        return [say("build.undated_all", count=len(summary.undated), option=option)]
    return [say("build.undated", name=_path(name), option=option) for name in summary.undated]


def _path(name: str) -> str:
    """A file as one would type it here; an entry of a feed (« file#entry ») by its file."""
    file = name if Path(name).exists() else name.rpartition("#")[0] or name
    return shlex.quote(os.path.relpath(file)) if Path(file).is_absolute() else name


COMMANDS = (build_command,)
