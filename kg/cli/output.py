"""Rows → a table for people, or JSON, CSV and TSV for programs."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from collections.abc import Iterable, Sequence

import click

# Articles and labels are other people's text: an escape sequence in it must not drive the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` on one line, without control characters."""
    return " ".join(_CONTROL.sub("", text).split())


def terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Aligned columns. On a terminal cells wrap to its width; in a pipe nothing is cut."""
    cells = [[clean(cell) for cell in row] for row in rows]
    if terminal():
        return _wrapped(columns, cells)
    widths = [max(len(line[i]) for line in [columns, *cells]) for i in range(len(columns))]
    lines = [columns, ["-" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _wrapped(columns: Sequence[str], cells: list[list[str]]) -> str:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(Text(column))  # Text: « [optional] » is no markup
    for row in cells:
        grid.add_row(*(Text(cell) for cell in row))
    console = Console(file=io.StringIO(), force_terminal=True, width=shutil.get_terminal_size().columns)
    console.print(grid)
    lines = str(console.file.getvalue()).splitlines()  # type: ignore[attr-defined]
    return "\n".join(line for line in lines if line.strip())


def delimited(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> str:
    """CSV (RFC 4180 quoting, `\\n` line ends) or TSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().rstrip("\n")


def styled(text: str, err: bool = False, **style: object) -> str:
    """`text` in colour or bold on a terminal that wants it (NO_COLOR is honoured); `err`: for stderr."""
    import os

    if os.environ.get("NO_COLOR") or not (sys.stderr.isatty() if err else terminal()):
        return text
    return click.style(text, **style)  # type: ignore[arg-type]
