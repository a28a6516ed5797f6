"""The calibration drawn: a reliability diagram, as text in the tables and as an SVG file.

A point on the diagonal means what it says; below it, facts are right less often than their confidence claims. The
diagram is that of DeGroot and Fienberg (1983), with Wilson's 95 % intervals.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from kg.evaluate.calibration import Bin
from kg.evaluate.figures import wilson
from kg.evaluate.run import SetScore
from kg.messages import say

_WIDTH = 20  # characters of a bar of text
_SIZE, _MARGIN = 240, 46  # pixels of a panel's square, and around it


def bar(held: Bin) -> str:
    """The share of right facts as a bar of 20 characters, `┃` at the mean confidence.

    >>> bar(Bin(0.8, 0.9, 4, 0.85, 2))
    '██████████░░░░░░░┃░░'
    """
    marks = ["█"] * round(held.share * _WIDTH)
    marks += ["░"] * (_WIDTH - len(marks))
    marks[min(_WIDTH - 1, int(held.confidence * _WIDTH))] = "┃"
    return "".join(marks)


def diagram(scores: Sequence[SetScore]) -> str:
    """One panel a set: confidence across, the share right upwards, each point with its interval and its facts."""
    panel = _SIZE + 2 * _MARGIN
    drawn = "".join(_panel(score, number * panel) for number, score in enumerate(scores))
    width = panel * max(1, len(scores))
    style = "text{font:12px sans-serif;fill:#222}.axis{stroke:#888}.even{stroke:#bbb;stroke-dasharray:4 4}"
    style += ".range{stroke:#0072b2;stroke-width:2}circle{fill:#0072b2}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {panel}" width="{width}" height="{panel}">'
        f'<style>{style}</style><rect width="100%" height="100%" fill="#fff"/>{drawn}</svg>\n'
    )


def _panel(score: SetScore, left: int) -> str:
    parts = [
        _text(_SIZE / 2, -14, f"{score.name} ({sum(held.facts for held in score.bins())})", "middle"),
        _text(_SIZE / 2, _SIZE + 34, say("eval.confidence"), "middle"),
        f'<g transform="translate(-32,{_SIZE / 2}) rotate(-90)">{_text(0, 0, say("eval.share"), "middle")}</g>',
        f'<path class="axis" fill="none" d="M0 0V{_SIZE}H{_SIZE}"/>',
        f'<path class="even" d="M0 {_SIZE}L{_SIZE} 0"/>',
        *_ticks(),
        *(_point(held) for held in score.bins()),
    ]
    return f'<g transform="translate({left + _MARGIN},{_MARGIN})">{"".join(parts)}</g>'


def _ticks() -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        place = share * _SIZE
        yield _text(place, _SIZE + 16, f"{share:.1f}", "middle")
        yield _text(-6, _SIZE - place + 4, f"{share:.1f}", "end")


def _point(held: Bin) -> str:
    across = held.confidence * _SIZE
    low, high = (_SIZE * (1 - end) for end in wilson(held.right, held.facts))
    label = f"{held.right}/{held.facts}"
    return (
        f'<path class="range" d="M{across:.1f} {low:.1f}V{high:.1f}"/>'
        f'<circle cx="{across:.1f}" cy="{_SIZE * (1 - held.share):.1f}" r="4"><title>{label}</title></circle>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{html.escape(text)}</text>'
