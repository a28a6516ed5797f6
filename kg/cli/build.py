"""`kg build` and `kg demo`: articles in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from kg.cli.options import Settings, common
from kg.cli.output import table
from kg.errors import SourceError
from kg.messages import say

if TYPE_CHECKING:
    from kg.ingest import Summary
    from kg.model import Document

PARTLY_READ = 2  # some sources could not be read: as for any unreadable input


@click.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--date", metavar="D", help="When the articles appeared: 2025, 2025-07 or 2025-07-02.")
@click.option("--lang", default="fr", show_default=True, help="The articles' language; only French is read.")
@common()
@click.pass_obj
def build_command(settings: Settings, sources: tuple[str, ...], date: str | None, lang: str) -> int:
    """Read articles into the graph. Reading one twice adds nothing.

    SOURCE: files (txt, md, html, jsonl), folders, patterns, or - for standard input. Without --date, an article's
    date is the one its header, page or JSON record gives.
    """
    documents, failed = _first(chain.from_iterable(_read(source, date, lang) for source in sources), settings)
    if documents is None:
        return PARTLY_READ  # nothing to store: the store is not even opened
    with settings.open(read_only=False) as graph:
        summary = graph.add(_progress(documents, settings))
    _report(summary, settings)
    return PARTLY_READ if failed or summary.failed else 0
