"""Every question of ours has its answer; those written blind are counted and held to what was measured.

`questions-*.yaml` are our own. `blind*.yaml` are written by someone who has not seen the rules: of these the share that
is right, and that is wrong without a warning, is printed (`pytest -s`) and compared with `FLOOR` and `CEILING` for each
file and store. What they were when first asked stands at the head of each file.
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
SETS = [(path, name) for path in BLIND for name in dict.fromkeys(item["store"] for item in load(path))]
FLOOR, CEILING = 0.95, 0.03  # right, wrong without a warning: a little below what is reached, so that a fall shows
MET = {"blind-sixth": (0.8, 0.08)}  # sets hardly learnt from yet: as when first met


@pytest.mark.parametrize("item", OWN, ids=[item["question"] for item in OWN])
def test_question(item: dict[str, Any], store_of: Callable[[str], Store]) -> None:
    outcome = judge(store_of(item["store"]), item)
    assert outcome.outcome == "right", f"{outcome.got} ≠ {outcome.expected}"


@pytest.mark.parametrize(("path", "name"), SETS, ids=[f"{path.stem}-{name}" for path, name in SETS])
def test_blind(path: Path, name: str, store_of: Callable[[str], Store]) -> None:
    outcomes = [judge(store_of(name), item) for item in load(path) if item["store"] == name]
    print(f"\n{path.stem} on {name}: {table(outcomes)}")
    shares = {kind: sum(one.outcome == kind for one in outcomes) / len(outcomes) for kind in ("right", "wrong")}
    floor, ceiling = MET.get(path.stem, (FLOOR, CEILING))
    assert shares["right"] >= floor and shares["wrong"] <= ceiling
