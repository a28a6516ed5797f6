"""Counts → figures: shares of all facts alike (micro) and of documents alike (macro), with 95 % intervals.

The interval of several documents comes from drawing them again and again (a bootstrap, always the same draws), since
facts of one document are not independent; that of a single document is Wilson's.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from kg.evaluate.count import Counts

DRAWS = 1000
_SEED = 20250702
_Z = 1.959964  # 95 %, two-sided
_SHARES: dict[str, Callable[[Counts], tuple[int, int]]] = {
    "mentions": lambda c: (c.mentioned, c.entities),
    "links": lambda c: (c.linked, c.ends),
    "core_recall": lambda c: (c.core_hit, c.core),
    "recall": lambda c: (c.hit, c.gold),
    "precision": lambda c: (c.right, c.judged),
    "status": lambda c: (c.status_right, c.with_status),
    "date": lambda c: (c.date_right, c.with_date),
    "speaker": lambda c: (c.speaker_right, c.with_speaker),
}
NAMES = ("mentions", "links", "core_recall", "recall", "precision", "core_f1", "status", "date", "speaker")


@dataclass(frozen=True)
class Estimate:
    """A figure between 0 and 1 (None: nothing to count) and the 95 % interval around it, where there is one."""

    value: float | None
    low: float | None = None
    high: float | None = None


Figures = dict[str, Estimate]


def figures(documents: Sequence[Counts]) -> tuple[Figures, Figures]:
    """The micro and the macro figures of a set of documents, by `NAMES`."""
    if len(documents) == 1:
        alone = {name: _alone(name, documents[0]) for name in NAMES}
        return alone, alone
    rows = [astuple(counts) for counts in documents]
    values = [{name: value(name, counts) for name in NAMES} for counts in documents]
    generator, places = random.Random(_SEED), range(len(documents))
    draws = [generator.choices(places, k=len(documents)) for _ in range(DRAWS)] if documents else []
    micro, macro = _micro(rows), _macro(values)
    return (
        _around(micro, [_micro([rows[i] for i in draw]) for draw in draws]),
        _around(macro, [_macro([values[i] for i in draw]) for draw in draws]),
    )


def value(name: str, counts: Counts) -> float | None:
    """One figure of some counts; `core_f1` is the harmonic mean of core recall and precision."""
    if name == "core_f1":
        return f1(value("core_recall", counts), value("precision", counts))
    part, whole = _SHARES[name](counts)
    return part / whole if whole else None


def f1(recall: float | None, precision: float | None) -> float | None:
    """The harmonic mean; 0 when one of them is, None when one is unknown."""
    if recall is None or precision is None:
        return None
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share.

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    share, z2 = part / whole, _Z * _Z
    centre = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return max(0.0, centre - half), min(1.0, centre + half)


def _alone(name: str, counts: Counts) -> Estimate:
    found = value(name, counts)
    if found is None or name not in _SHARES:
        return Estimate(found)
    return Estimate(found, *wilson(*_SHARES[name](counts)))


def _micro(rows: Sequence[tuple[int, ...]]) -> dict[str, float | None]:
    total = Counts(*map(sum, zip(*rows, strict=True)))
    return {name: value(name, total) for name in NAMES}


def _macro(values: Sequence[dict[str, float | None]]) -> dict[str, float | None]:
    """The mean over the documents that have something to count."""
    found: dict[str, float | None] = {}
    for name in NAMES:
        some = [figure for one in values if (figure := one[name]) is not None]
        found[name] = sum(some) / len(some) if some else None
    return found


def _around(values: dict[str, float | None], draws: Sequence[dict[str, float | None]]) -> Figures:
    found = {}
    for name, middle in values.items():
        drawn = sorted(figure for draw in draws if (figure := draw[name]) is not None)
        ends = (_quantile(drawn, 0.025), _quantile(drawn, 0.975)) if drawn else (None, None)
        found[name] = Estimate(middle, *ends)
    return found


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
