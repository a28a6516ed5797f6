"""How the time of each question grows with the graph, and with its answer: two plots in one SVG, without a library."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

_WIDE, _HIGH, _LEFT, _TOP, _APART = 330, 260, 60, 40, 90
Points = Sequence[tuple[float, float]]


def plot(found: dict[int, dict[str, dict[str, Any]]], path: Path) -> None:
    """Write the SVG: `found` is size → question → `ms` and `rows` (questions without `ms` are left out)."""
    names = [name for name in next(iter(found.values())) if all("ms" in found[size].get(name, {}) for size in found)]
    lines = [[(size, found[size][name]["ms"]) for size in found] for name in names]
    median = [(size, statistics.median(found[size][name]["ms"] for name in names)) for size in found]
    dots = [[(max(1, found[size][name]["rows"]), found[size][name]["ms"])] for size in found for name in names]
    width, height = 2 * (_LEFT + _WIDE) + _APART, _TOP + _HIGH + 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_frame(_LEFT, "each question as the graph grows (bold: median)", "quads", lines, lines, median),
        *_frame(_LEFT + _WIDE + _APART, "each question as its answer grows", "rows", dots, [], []),
        "</svg>",
    ]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _frame(
    left: int, title: str, unit: str, points: Sequence[Points], lines: Sequence[Points], bold: Points
) -> Iterator[str]:
    xs, ys = _decades(x for line in points for x, _ in line), _decades(y for line in points for _, y in line)

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - xs[0]) / (xs[-1] - xs[0])
        up = (math.log10(y) - ys[0]) / (ys[-1] - ys[0])
        return round(left + across * _WIDE, 1), round(_TOP + (1 - up) * _HIGH, 1)

    yield f'<text x="{left}" y="20" font-weight="bold">{title}</text>'
    for power in ys:
        x, y = place(10 ** xs[0], 10**power)
        yield f'<path d="M{x} {y}h{_WIDE}" stroke="#ddd"/>'
        yield f'<text x="{x - 6}" y="{y + 4}" text-anchor="end">{10**power:g} ms</text>'
    for power in xs:
        x, y = place(10**power, 10 ** ys[0])
        yield f'<text x="{x}" y="{y + 18}" text-anchor="middle">{10**power:,}</text>'
    yield f'<text x="{left + _WIDE / 2}" y="{_TOP + _HIGH + 40}" text-anchor="middle">{unit}</text>'
    for line in lines:
        yield f'<polyline points="{_joined(place, line)}" fill="none" stroke="#4a7ab5" stroke-opacity="0.5"/>'
    if bold:
        yield f'<polyline points="{_joined(place, bold)}" fill="none" stroke="#b5302a" stroke-width="3"/>'
    for line in points if not lines else []:
        x, y = place(*line[0])
        yield f'<circle cx="{x}" cy="{y}" r="3" fill="#4a7ab5" fill-opacity="0.5"/>'


def _joined(place: Any, line: Points) -> str:
    return " ".join("{},{}".format(*place(x, y)) for x, y in line)


def _decades(values: Iterable[float]) -> list[int]:
    known = [math.log10(value) for value in values]
    first, last = math.floor(min(known)), math.ceil(max(known))
    return list(range(first, max(last, first + 1) + 1))
