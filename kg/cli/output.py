"""Rows → a table for people, or JSON, CSV and TSV for programs."""

from __future__ import annotations

import csv
import io
import os
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


def screen() -> int | None:
    """How wide a table may be: as the terminal is; in a pipe as it needs."""
    return shutil.get_terminal_size().columns if terminal() else None


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Aligned columns. On a terminal cells fold to its width; in a pipe nothing is cut."""
    from kg.query.grid import grid

    return grid(columns, rows, screen())


def delimited(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> str:
    """CSV (RFC 4180 quoting, `\\n` line ends) or TSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().rstrip("\n")


def styled(text: str, err: bool = False, **style: object) -> str:
    """`text` in colour or bold on a terminal that wants it (NO_COLOR is honoured); `err`: for stderr."""
    if os.environ.get("NO_COLOR") or not (sys.stderr.isatty() if err else terminal()):
        return text
    return click.style(text, **style)  # type: ignore[arg-type]


def page(lines: Iterable[str]) -> None:
    """Print lines; on a terminal, those that do not fit its height go through a pager ($PAGER, else `less`), as git
    has it."""
    if not terminal():
        for line in lines:
            click.echo(line)
        return
    text = "\n".join(lines) + "\n"
    if text.count("\n") < shutil.get_terminal_size().lines:
        click.echo(text, nl=False)
        return
    os.environ.setdefault("LESS", "FRX")  # colours; nothing to page ends at once
    click.echo_via_pager(text)
