"""The reliability diagram."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from kg.evaluate.calibration import Bin
from kg.evaluate.plot import bar, diagram
from kg.evaluate.run import SetScore


class _Set(SetScore):
    """A set whose bins are given."""

    def bins(self) -> list[Bin]:
        return [Bin(0.8, 0.9, 20, 0.85, 15), Bin(0.9, 1.0, 10, 1.0, 10)]


def test_a_bar_shows_what_is_right_and_what_was_claimed() -> None:
    assert bar(Bin(0.9, 1.0, 10, 1.0, 10)) == "█" * 19 + "┃"
    assert bar(Bin(0.0, 0.5, 10, 0.0, 0)) == "┃" + "░" * 19


def test_a_point_stands_at_its_confidence_and_share() -> None:
    drawn = ET.fromstring(diagram([_Set("<a> & b", (), {}, {}, "")]))
    places = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in drawn.iter("{http://www.w3.org/2000/svg}circle")]
    assert places == [(0.85 * 240, 0.25 * 240), (240.0, 0.0)]
    assert any(text.text == "<a> & b (30)" for text in drawn.iter("{http://www.w3.org/2000/svg}text"))
