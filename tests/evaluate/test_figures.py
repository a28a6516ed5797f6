"""Figures, their intervals, and calibration."""

from __future__ import annotations

import pytest

from kg.evaluate.calibration import bins, error
from kg.evaluate.count import Counts
from kg.evaluate.figures import NAMES, figures, value

GOOD = Counts(gold=10, hit=10, core=10, core_hit=10, judged=10, right=10)
BAD = Counts(gold=30, hit=3, core=30, core_hit=3, judged=10, right=5)


def test_micro_weighs_facts_and_macro_documents() -> None:
    micro, macro = figures([GOOD, BAD])
    assert micro["recall"].value == pytest.approx(13 / 40)
    assert macro["recall"].value == pytest.approx((1.0 + 0.1) / 2)
    assert micro["precision"].value == pytest.approx(15 / 20)
    assert micro["core_f1"].value == pytest.approx(2 * 0.325 * 0.75 / (0.325 + 0.75))


def test_nothing_to_count_is_no_figure() -> None:
    micro, macro = figures([GOOD, BAD])
    assert micro["speaker"].value is None and macro["speaker"].value is None
    _, macro = figures([GOOD, Counts(with_speaker=4, speaker_right=1)])
    assert macro["speaker"].value == 0.25, "the mean is over the documents that have a speaker"
    assert value("core_f1", Counts(core=5, judged=2)) == 0.0


def test_intervals_come_from_the_documents_and_are_always_the_same() -> None:
    documents = [GOOD, BAD, *(Counts(gold=7 + i, hit=i, core=5 + i, core_hit=i, judged=4, right=3) for i in range(9))]
    micro, macro = figures(documents)
    assert (micro, macro) == figures(documents)
    for found in (micro["recall"], macro["recall"], micro["core_f1"]):
        assert found.low is not None and found.high is not None and found.value is not None
        assert found.low < found.value < found.high
    alike, _ = figures([BAD, BAD, BAD])
    assert (alike["recall"].low, alike["recall"].high) == (0.1, 0.1), "documents that are alike leave no doubt"


def test_one_document_has_wilsons_interval() -> None:
    micro, macro = figures([Counts(gold=10, hit=8)])
    assert micro == macro
    recall = micro["recall"]
    assert (recall.value, recall.low, recall.high) == (
        0.8,
        pytest.approx(0.4902, abs=1e-4),
        pytest.approx(0.9433, abs=1e-4),
    )


def test_every_figure_is_there() -> None:
    assert tuple(figures([GOOD, BAD])[0]) == NAMES == tuple(figures([GOOD])[1])


def test_calibration_compares_confidence_with_correctness() -> None:
    held = bins([(0.95, True), (1.0, True), (0.9, False), (0.55, True), (0.3, False)])
    assert [(b.low, b.high, b.facts, b.right) for b in held] == [(0.0, 0.5, 1, 0), (0.5, 0.6, 1, 1), (0.9, 1.0, 3, 2)]
    assert held[-1].share == pytest.approx(2 / 3) and held[-1].confidence == pytest.approx(0.95)
    wanted = (1 * 0.3 + 1 * 0.45 + 3 * abs(2 / 3 - 0.95)) / 5
    assert error(held) == pytest.approx(wanted)
    assert error([]) is None
