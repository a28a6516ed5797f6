"""Whether a confidence of 0.8 means that four facts in five are right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.5, 0.6, 0.7, 0.8, 0.9)  # the last bin includes 1.0; what is surer of less than 0.5 has a bin of its own


@dataclass(frozen=True)
class Bin:
    """The facts whose confidence lies in [low, high): how many, how sure on average, how many right."""

    low: float
    high: float
    facts: int
    confidence: float
    right: int

    @property
    def share(self) -> float:
        """The share of right facts."""
        return self.right / self.facts


def bins(judged: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold facts, from (confidence, right) pairs."""
    held = list(judged)
    edges = (0.0, *EDGES, 1.0)
    found = []
    for low, high in pairwise(edges):
        inside = [(sure, right) for sure, right in held if low <= sure and (sure < high or high == 1.0)]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            found.append(Bin(low, high, len(inside), mean, sum(right for _, right in inside)))
    return found


def error(held: Sequence[Bin]) -> float | None:
    """The expected calibration error: how far confidence and correctness are apart, on average over the facts.

    >>> error(bins([(0.9, True), (0.9, False)]))
    0.4
    """
    facts = sum(one.facts for one in held)
    return sum(one.facts * abs(one.share - one.confidence) for one in held) / facts if facts else None
