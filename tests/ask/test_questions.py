"""Every question of ours has its answer; those written blind are counted and held to what was measured.

`questions-*.yaml` are our own. `blind*.yaml` are written by someone who has not seen the rules: of these the share that
is right, and that is wrong without a warning, is printed (`pytest -s`) and compared with `FLOOR` and `CEILING`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from judging import judge, load, table

from kg.store import Store

HERE = Path(__file__).parent
OWN = [item for path in sorted(HERE.glob("questions-*.yaml")) for item in load(path)]
BLIND = sorted(HERE.glob("blind*.yaml"))
FLOOR, CEILING = 0.8, 0.1  # right, wrong without a warning: below what is aimed at (0.85, 0.03), so that a fall shows


@pytest.mark.parametrize("item", OWN, ids=[item["question"] for item in OWN])
def test_question(item: dict[str, Any], store_of: Callable[[str], Store]) -> None:
    outcome = judge(store_of(item["store"]), item)
    assert outcome.outcome == "right", f"{outcome.got} ≠ {outcome.expected}"


@pytest.mark.parametrize("path", BLIND, ids=[path.stem for path in BLIND])
def test_blind(path: Path, store_of: Callable[[str], Store]) -> None:
    outcomes = [judge(store_of(item["store"]), item) for item in load(path)]
    print(f"\n{path.stem}: {table(outcomes)}")
    shares = {kind: sum(one.outcome == kind for one in outcomes) / len(outcomes) for kind in ("right", "wrong")}
    assert shares["right"] >= FLOOR and shares["wrong"] <= CEILING
