"""Facts (the rows of `kg facts --format json`) → lines for people."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from kg.cli.output import clean, styled, terminal
from kg.messages import language, say
from kg.query.display import standing
from kg.query.facts import FactRow, ends
from kg.query.markup import around, forms

_COLOURS = {"realised": "green", "ongoing": "green", "denied": "red", "unfulfilled": "red"}
_LONGEST = 60  # characters of an end that is a whole sentence, on a terminal


def fact_lines(rows: Sequence[FactRow]) -> Iterator[str]:
    """How many there are, then two lines a fact: « subject — relation — object · status · date · according to » and
    its passage. On a terminal what is long is shortened: the passage around the names of the ends."""
    if rows:
        articles = len({row["document"] for row in rows})
        yield styled(say("facts.counted", facts=len({row["id"] for row in rows}), articles=articles), dim=True)
    for row in rows:
        told = " — ".join(_short(clean(end)) for end in ends(row, language()))
        yield styled(told, bold=True) + "".join(f" · {note}" for note in _notes(row))
        yield from _passage(row)


def _notes(row: FactRow) -> Iterator[str]:
    colour = _COLOURS.get(row["status"], "yellow")
    yield from (styled(note, fg=colour) for note in standing(row["relation"], row["status"], row["date"], language()))
    if row["speaker"]:
        yield say("facts.according_to", who=clean(str(row["speaker"]["label"])))


def _short(text: str) -> str:
    return textwrap.shorten(text, _LONGEST, placeholder=" …") if terminal() else text


def _passage(row: FactRow) -> Iterator[str]:
    place = styled(f"{clean(row['document'])} {row['start']}–{row['end']}", dim=True)
    quote = clean(row["quote"])
    if not terminal():
        yield f"    « {quote} » {place}"
        return
    width = max(40, shutil.get_terminal_size().columns - 2)
    shown = around(quote, (*forms(row["subject"]), *forms(row["object"])), 2 * width - 40)
    text = f"« {shown} » {place}"
    yield from textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
