"""A network finding as one small SVG: nodes with their names, groups by colour and letter, or lines over time.

Plain SVG without script or outside reference; colours (Okabe and Ito) stay apart for colour-blind readers.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kg.analyse.finding import Sketch
from kg.view.layout import Box, place

if TYPE_CHECKING:
    import networkx as nx

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#555555")
_LETTER, _LINE, _LONG = 7.2, 15, 26  # width of a letter, height of a line (pixels), letters a line
_MARGIN = 30
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b1b1b;paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".main{font-weight:700}.venue{fill:#555}.word{font-size:11px;fill:#444}.edge{stroke:#b5b5b5}.axis{stroke:#ddd}"
)


def draw(sketch: Sketch) -> str:
    """The picture of a finding as SVG text; the same finding gives the same text."""
    return _lines(sketch.series) if sketch.graph is None else _network(sketch.graph)


def _network(graph: nx.Graph[str]) -> str:
    names = {node: _wrap(str(graph.nodes[node]["label"])) for node in graph}
    boxes = {node: _box(lines) for node, lines in names.items()}
    places = place(graph, boxes) if len(graph) else {}
    left = min((x - boxes[node][0] / 2 for node, (x, _) in places.items()), default=0) - _MARGIN
    top = min((y - boxes[node][1] / 2 for node, (_, y) in places.items()), default=0) - _MARGIN
    right = max((x + boxes[node][0] / 2 for node, (x, _) in places.items()), default=100) + _MARGIN
    bottom = max((y + boxes[node][1] / 2 for node, (_, y) in places.items()), default=40) + _MARGIN
    parts: list[str] = []
    for one, other in sorted(map(sorted, graph.edges)):
        (x1, y1), (x2, y2) = (_dot(node, places, boxes) for node in (one, other))
        parts.append(f'<line class="edge" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>')
        if word := graph.edges[one, other].get("label"):
            x, y = (x1 + x2) / 2, (y1 + y2) / 2
            parts.append(f'<text class="word" text-anchor="middle" x="{x:.0f}" y="{y:.0f}">{escape(word)}</text>')
    for node in sorted(graph):
        parts += _node(graph.nodes[node], names[node], places[node], boxes[node])
    return _svg(left, top, right - left, bottom - top, parts)


def _dot(node: str, places: dict[str, tuple[int, int]], boxes: dict[str, Box]) -> tuple[float, float]:
    x, y = places[node]
    return x, y - boxes[node][1] / 2 + 9


def _node(data: dict[str, object], lines: list[str], at: tuple[int, int], box: Box) -> list[str]:
    """A disc for an actor, a square for where they meet, its name below."""
    x, y = at[0], at[1] - box[1] / 2 + 9
    group, venue, main = data["group"], data["venue"], data["main"]
    colour = COLOURS[group % len(COLOURS)] if isinstance(group, int) else COLOURS[0] if main else "#777777"
    ring = ' stroke="#1b1b1b" stroke-width="3"' if main else ""
    size = 9 if main else 6
    shape = (
        f'<rect x="{x - 5:.0f}" y="{y - 5:.0f}" width="10" height="10" fill="#fff" stroke="{colour}" stroke-width="2"/>'
        if venue
        else f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size}" fill="{colour}"{ring}/>'
    )
    kind = "main" if main else "venue" if venue else "actor"
    texts = (
        f'<text class="{kind}" text-anchor="middle" x="{x:.0f}" y="{y + 10 + _LINE * number:.0f}">{escape(line)}</text>'
        for number, line in enumerate(lines, 1)
    )
    return [shape, *texts]


def _box(lines: list[str]) -> Box:
    return max(map(len, lines)) * _LETTER + 8, 22 + _LINE * len(lines)


def _wrap(text: str) -> list[str]:
    """At most three lines; a longer name ends in …"""
    import textwrap

    return textwrap.wrap(text, _LONG, max_lines=3, placeholder=" …") or ["?"]


def _lines(series: dict[str, list[tuple[str, float]]]) -> str:
    """Lines over time, their names at the right end, apart from each other."""
    width, height, legend = 640, 300, 200
    periods = [period for period, _ in next(iter(series.values()), [])]
    top = max((value for points in series.values() for _, value in points), default=0.0) or 1.0
    start, end = (_months(period) for period in (periods[0], periods[-1])) if periods else (0, 0)
    across = {period: width * (_months(period) - start) / max(1, end - start) for period in periods}
    parts = []
    for share in (0, 0.5, 1):
        y = height * (1 - share)
        parts.append(f'<line class="axis" x1="0" y1="{y:.0f}" x2="{width}" y2="{y:.0f}"/>')
        parts.append(f'<text class="venue" text-anchor="end" x="-8" y="{y + 4:.0f}">{top * share:.2f}</text>')
    free = float("inf")
    for period in reversed(periods):  # the latest always has its label
        if (x := across[period]) <= free:
            parts.append(f'<text class="venue" text-anchor="middle" x="{x:.0f}" y="{height + 22}">{period}</text>')
            free = x - 60
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        spots = [(across[period], height * (1 - value / top)) for period, value in points]
        joined = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
        parts.append(f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.5" fill="{colour}"/>' for x, y in spots]
        y = 20 * number + 10
        parts.append(f'<rect x="{width + 20}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{width + 36}" y="{y}">{escape(_short(name))}</text>')
    return _svg(-60, -20, width + legend + 80, max(height + 60, 20 * len(series) + 40), parts)


def _months(period: str) -> int:
    """`2024` or `2024-06` as a number of months."""
    return int(period[:4]) * 12 + int(period[5:7] or 1) - 1


def _short(name: str) -> str:
    return name if len(name) <= _LONG else name[: _LONG - 1].rstrip() + "…"


def _svg(left: float, top: float, width: float, height: float, parts: list[str]) -> str:
    view = f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width:.0f}" height="{height:.0f}">\n'
        f'<style>{_STYLE}</style>\n<rect x="{left:.0f}" y="{top:.0f}" width="100%" height="100%" fill="#fff"/>\n'
        f"{body}\n</svg>\n"
    )
