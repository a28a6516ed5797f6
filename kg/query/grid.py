"""Rows of texts → an aligned table: folded where a screen is too narrow for it, one line a row where there is none."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest

_GAP = 2
_NARROWEST = 8
_PADDED = 60  # without a screen: a longer cell is whole, and runs over its column instead of widening all rows


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None) -> str:
    """Aligned columns under their headings; with a `width`, the widest columns fold until the table fits in it.
    Without, nothing is cut or folded.

    >>> print(grid(["who", "what"], [["Maroc", "copréside le Forum"]], width=20))
    who    what
    ─────  ─────────────
    Maroc  copréside le
           Forum
    """
    cells = [[one_line(cell) for cell in row] for row in (heads, *rows)]
    natural = [max(map(cells_wide, column)) for column in zip(*cells, strict=True)]
    if width is None:
        widths = [min(wide, _PADDED) for wide in natural]
    else:
        widths = _fitted(natural, width - _GAP * (len(natural) - 1))
    if width is None or widths == natural:
        drawn = [_lines([[cell] for cell in row], widths) for row in cells]
    else:
        drawn = [_lines([_folded(*pair) for pair in zip(row, widths, strict=True)], widths) for row in cells]
    apart = [""] * any(len(lines) > 1 for lines in drawn[1:])  # rows of several lines are told apart by an empty one
    body = [line for lines in drawn[1:] for line in (*lines, *apart)]
    rule = (" " * _GAP).join("─" * wide for wide in widths)
    return "\n".join([*drawn[0], rule, *body]).rstrip("\n")


def one_line(text: str) -> str:
    """On one line, without what could drive a terminal: articles and labels are other people's text."""
    kept = ("" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and not c.isspace() else c for c in text)
    return " ".join("".join(kept).split())


def cells_wide(text: str) -> int:
    """Cells a terminal gives a text: two for wide characters, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _fitted(widths: Sequence[int], available: int) -> list[int]:
    """The widths, those of the widest columns lowered alike until all fit."""
    cap = max(widths, default=0)
    while cap > _NARROWEST and sum(min(cap, width) for width in widths) > available:
        cap -= 1
    return [min(cap, width) for width in widths]


def _folded(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, break_on_hyphens=False) or [""]


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    parts = zip_longest(*row, fillvalue="")
    gap = " " * _GAP
    return [gap.join(_padded(*pair) for pair in zip(line, widths, strict=True)).rstrip() for line in parts]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells_wide(text))
