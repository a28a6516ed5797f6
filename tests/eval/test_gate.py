"""The gate: on every set of dispatches, nothing is read worse than before. Figures only: what the sealed dispatches
say is for nobody who writes rules.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.evaluate import baseline
from kg.evaluate.gold import SUFFIX, collect
from kg.evaluate.run import evaluate

HERE = Path(__file__).resolve().parent
SETS = sorted({path.parent for path in (HERE.parent / "corpus").glob(f"*/*{SUFFIX}")})


@cache
def floors() -> baseline.Baseline:
    return baseline.load(HERE / "baseline.json")


def test_every_set_has_its_floors_and_no_floor_is_left_over() -> None:
    assert [folder.name for folder in SETS] == sorted(floors().sets)
    assert {"dev", "demo", "sealed"} <= set(floors().sets)


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_no_figure_fell(folder: Path) -> None:
    complaints = baseline.complaints(floors(), evaluate(collect([str(folder)])))
    assert not complaints, "\n".join(complaints)
