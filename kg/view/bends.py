"""Links bent around the nodes that stand in their way: one that runs through a third looks like two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36)  # of a link's length, the least first
CLEAR = 5.0  # space wanted beside a node
MANY = 2_000_000  # links × nodes above which nothing is looked at
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # where along a link one looks


def around(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
    """Give `bend` to the edges that would run through a node, where one of `BENDS` runs through fewer.

    >>> line = [{"id": name, "x": x, "y": 0, "size": 8} for name, x in (("a", 0), ("b", 100), ("c", 200))]
    >>> edges = [{"from": "a", "to": "c"}, {"from": "a", "to": "b"}]
    >>> around(line, edges)
    >>> edges
    [{'from': 'a', 'to': 'c', 'bend': 0.24}, {'from': 'a', 'to': 'b'}]
    """
    import numpy as np

    index = {node["id"]: place for place, node in enumerate(node for node in nodes if "x" in node)}
    placed = [node for node in nodes if "x" in node]
    straight = [
        edge for edge in edges if "bend" not in edge and edge["from"] in index and edge["to"] in index
        and edge["from"] != edge["to"]
    ]  # fmt: skip
    if not straight or len(straight) * len(placed) > MANY:
        return
    spots = np.array([(node["x"], node["y"]) for node in placed], dtype=float)
    sizes = np.array([node["size"] for node in placed], dtype=float) + CLEAR
    ends = np.array([(index[edge["from"]], index[edge["to"]]) for edge in straight])
    hits = np.stack([_hits(spots, sizes, ends, bend) for bend in BENDS])
    for edge, best in zip(straight, hits.argmin(axis=0), strict=True):  # of equals, the least bent
        if BENDS[best]:
            edge["bend"] = BENDS[best]


def _hits(spots: Array, sizes: Array, ends: Any, bend: float) -> Any:
    """How many other nodes each link runs through when it is bent so."""
    import numpy as np

    one, other = spots[ends[:, 0]], spots[ends[:, 1]]
    along = other - one
    bow = (one + other) / 2 + np.stack([along[:, 1], -along[:, 0]], axis=1) * bend  # as vis-network draws it
    met = np.zeros((len(ends), len(spots)), dtype=bool)
    for share in _SHARES:
        point = one * (1 - share) ** 2 + bow * 2 * share * (1 - share) + other * share**2
        met |= np.linalg.norm(point[:, None] - spots[None], axis=2) < sizes[None]
    met[np.arange(len(ends))[:, None], ends] = False
    return met.sum(axis=1)
