"""Facts (the rows of `kg facts --format json`) → lines for people."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.cli.output import clean, styled, terminal
from kg.messages import say

FactRow = Mapping[str, Any]

_COLOURS = {"realised": "green", "ongoing": "green", "denied": "red", "unfulfilled": "red"}


def fact_lines(rows: Sequence[FactRow], relations: Mapping[str, str]) -> Iterator[str]:
    """Two lines a fact: « subject — relation — object · status · date · according to », then its passage.

    `relations` gives the label of a relation in the reader's language; one without label keeps its name.
    """
    for row in rows:
        relation = relations.get(str(row["relation"]), str(row["relation"]))
        ends = (label(row["subject"]), clean(relation), label(row["object"]))
        yield styled(" — ".join(ends), bold=True) + "".join(f" · {note}" for note in _notes(row))
        yield from _passage(row)


def label(end: Mapping[str, Any]) -> str:
    """How an end of a fact is called: its label, or the literal itself."""
    return clean(str(end.get("label") or end.get("literal") or end.get("iri") or ""))


def status_label(status: str) -> str:
    """« ongoing » in the reader's language."""
    return say(f"status.{status}")


def _notes(row: FactRow) -> Iterator[str]:
    status = str(row["status"])
    yield styled(status_label(status), fg=_COLOURS.get(status, "yellow"))
    if row.get("date"):
        yield str(row["date"])
    if row.get("speaker"):
        yield say("facts.according_to", who=label(row["speaker"]))


def _passage(row: FactRow) -> Iterator[str]:
    quote = row.get("quote")
    if not quote:
        return
    place = f"{clean(str(row.get('document') or ''))} {row.get('start')}–{row.get('end')}"
    text = f"« {clean(str(quote))} » {styled(place, dim=True)}"
    if not terminal():
        yield f"    {text}"
        return
    width = max(40, shutil.get_terminal_size().columns - 2)
    yield from textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    ")
