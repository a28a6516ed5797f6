"""Where each node stands, computed before the page opens: same graph, same picture, no label on another.

Stress majorisation (distances on paper follow distances in the graph) on each connected part, boxes pushed apart,
parts packed side by side. Lengths are in the page's units (one pixel at zoom 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Ends = np.ndarray[Any, np.dtype[np.int64]]
    Part = tuple[list[str], Array, Array]  # nodes, their places, their boxes
    Flags = np.ndarray[Any, np.dtype[np.bool_]]

Box = tuple[float, float]  # width, height of a node with its label
Places = dict[str, tuple[int, int]]

STEP = 165.0  # wished length of an edge
GAP = 18.0  # least space between two boxes
CLEAR = 20_000  # nodes × edges up to which nodes are moved off the edges that pass under them
CROWD = 150  # nodes above which room is kept for the shapes only, no longer for each name
SLIM = 64.0  # that room
ROOMY = 2.6  # a crowd's sheet is so many times as large as what stands on it
DENSE = 700  # above this many nodes the full distance matrix costs too much: pivots only
AGAIN = 5  # rounds of pushing after which who is near whom is looked up again
ASPECT = 1.45  # width : height of the picture


def place(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> Places:
    """Node → (x, y) of its box's centre. Deterministic: depends on the graph and boxes only."""
    import networkx as nx
    import numpy as np

    graph = _with_lengths(graph)
    parts = []
    for nodes in sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part))):
        order = sorted(nodes)
        sizes = np.array([boxes[node] for node in order], dtype=float) + GAP
        index = {node: i for i, node in enumerate(order)}
        lines = [(index[one], index[other]) for one, other in graph.subgraph(order).edges if one != other]
        ends = np.array(sorted(map(sorted, lines)), dtype=int).reshape(-1, 2)
        if len(order) > CROWD:  # names show closer: what must not overlap is the shapes
            sizes = np.minimum(sizes, [SLIM, SLIM])
        places = _wide(_spread(_draw(graph, order), sizes))
        parts.append((order, _apart(places, sizes, ends), sizes))
    return _fill(parts)


def _draw(graph: nx.Graph[str], order: list[str]) -> Array:
    """Positions of one connected part, boxes not yet looked at."""
    import numpy as np

    if len(order) == 1:
        return np.zeros((1, 2))
    pivots = order if len(order) <= DENSE else _pivots(graph, order)
    far = _distances(graph, pivots, order)
    start = _scale(far)
    return _majorise(start, far) if len(order) <= DENSE else start


def _with_lengths(graph: nx.Graph[str]) -> nx.Graph[str]:
    """A plain copy whose edges have their wished `length`. Two hubs want more: both need room."""
    import networkx as nx

    degrees = {node: min(int(degree), 40) for node, degree in graph.degree()}
    copy: nx.Graph[str] = nx.Graph()
    copy.add_nodes_from(graph)
    for one, other in graph.edges:
        copy.add_edge(one, other, length=STEP * (0.55 + 0.15 * min(degrees[one], degrees[other]) ** 0.5))
    return copy


def _distances(graph: nx.Graph[str], pivots: list[str], order: list[str]) -> Array:
    """Pivot × node distances on paper."""
    import networkx as nx
    import numpy as np

    index = {node: i for i, node in enumerate(order)}
    far = np.zeros((len(pivots), len(order)))
    for row, pivot in enumerate(pivots):
        for node, distance in nx.single_source_dijkstra_path_length(graph, pivot, weight="length").items():
            far[row, index[node]] = distance
    return far


def _pivots(graph: nx.Graph[str], order: list[str], count: int = 60) -> list[str]:
    """Nodes far from each other, starting at the best connected."""
    import networkx as nx

    chosen = [max(order, key=lambda node: (graph.degree(node), node))]
    nearest = dict.fromkeys(order, len(order))
    while len(chosen) < count:
        for node, hops in nx.single_source_shortest_path_length(graph, chosen[-1]).items():
            nearest[node] = min(nearest[node], hops)
        chosen.append(max(order, key=lambda node: (nearest[node], node)))
    return chosen


def _scale(far: Array) -> Array:
    """Classical (pivot) multidimensional scaling, with a small seeded noise: the leaves of a star would coincide."""
    import numpy as np

    squared = far**2
    centred = -0.5 * (squared - squared.mean(0) - squared.mean(1)[:, None] + squared.mean())
    _, vectors = np.linalg.eigh(centred @ centred.T)
    axes = centred.T @ vectors[:, ::-1][:, : min(2, len(far))]
    axes = np.pad(axes, ((0, 0), (0, 2 - axes.shape[1])))
    axes *= np.sign(axes[np.abs(axes).argmax(0), [0, 1]] + 1e-12)  # an eigenvector has no sign of its own
    axes *= far.max() / max(float(np.abs(axes).max()), 1e-9) / 2
    return axes + np.random.default_rng(7).normal(scale=STEP / 10, size=axes.shape)


def _majorise(start: Array, far: Array, rounds: int = 200) -> Array:
    """SMACOF: each round moves every node to where the others, weighted by nearness, wish it."""
    import numpy as np

    weights = far + np.eye(len(far))
    weights = weights**-2.0 - np.eye(len(far))
    ones = np.full(far.shape, 1 / len(far))
    inverse = np.linalg.inv(np.diag(weights.sum(1)) - weights + ones) - ones  # the pseudo-inverse of a Laplacian
    places = start
    for _ in range(rounds):
        squares = (places**2).sum(1)
        gaps = np.sqrt(np.maximum(squares[:, None] + squares[None] - 2 * places @ places.T, 0))
        ratios = weights * far / np.maximum(gaps, 1e-9)
        np.fill_diagonal(ratios, 0)
        moved = inverse @ ((np.diag(ratios.sum(1)) - ratios) @ places)
        if np.abs(moved - places).max() < 1:
            break
        places = moved
    return places


def _wide(places: Array) -> Array:
    """Turned so that the long side lies flat, then stretched: screens and labels are wider than high."""
    import numpy as np

    places = places - places.mean(0)
    if len(places) > 2:
        _, axes = np.linalg.eigh(places.T @ places)
        places = places @ axes[:, ::-1]
        places = places * np.sign(places[np.abs(places).argmax(0), [0, 1]] + 1e-12)
    return places * np.array([ASPECT**0.5, ASPECT**-0.5])  # type: ignore[no-any-return]


def _spread(places: Array, sizes: Array) -> Array:
    """A crowd drawn as evenly as its sheet allows: who is how far out keeps its order, the dense middle gets room."""
    import numpy as np

    if len(places) <= CROWD:
        return places
    away = places - places.mean(0)
    far = np.linalg.norm(away, axis=1)
    even = np.empty_like(far)
    even[np.argsort(far, kind="stable")] = np.sqrt((np.arange(len(far)) + 0.5) / len(far))
    reach = np.sqrt(ROOMY * float(sizes.prod(1).sum()) / np.pi)
    return np.asarray(away / np.maximum(far, 1e-9)[:, None] * (even * reach)[:, None])


def _apart(places: Array, sizes: Array, ends: Ends) -> Array:
    """Boxes pushed apart along the shorter way out, a little at a time, until none overlaps; in the first half also
    out of the way of edges that pass under them."""
    import numpy as np

    if len(places) > 3 * DENSE:  # quadratic; a picture this crowded is read zoomed in
        return places
    rounds = 400 if len(places) < 150 else 150
    clear = ends if len(places) * len(ends) < CLEAR else ends[:0]
    for turn in range(rounds):
        if turn % AGAIN == 0:
            near = _near(places, sizes)
        push = _shove(places, sizes, near)
        if turn < rounds / 2:
            push = push + _off(places, sizes, clear)
        if not push.any():
            if turn % AGAIN == 0:
                break
            continue
        places = places + push * 0.35
    return np.asarray(places)


def _near(places: Array, sizes: Array) -> tuple[Ends, Ends]:
    """The pairs (lesser index first) whose boxes overlap or may within a few rounds."""
    import numpy as np

    gaps = np.abs(places[:, None] - places[None])
    close = (gaps < (sizes[:, None] + sizes[None]) * 0.75).all(axis=2)
    one, other = np.nonzero(np.triu(close, 1))
    return one, other


def _shove(places: Array, sizes: Array, near: tuple[Ends, Ends]) -> Array:
    """What moves each of these pairs out of the other's box, along the shorter way, summed by node."""
    import numpy as np

    one, other = near
    apart = places[one] - places[other]
    wanted = (sizes[one] + sizes[other]) / 2
    overlap = wanted - np.abs(apart)
    hit = np.asarray((overlap > 0).all(axis=1))
    flat = overlap[:, 0] * wanted[:, 1] < overlap[:, 1] * wanted[:, 0]  # as shares: else all would go up or down
    side = np.where(apart == 0, -1.0, np.sign(apart))
    push = np.where(np.stack([flat, ~flat], axis=1) & hit[:, None], overlap, 0) * side
    total = np.zeros_like(places)
    np.add.at(total, one, push)
    np.add.at(total, other, -push)
    return total


def _off(places: Array, sizes: Array, ends: Ends) -> Array:
    """How far each box must move to leave the edges it is no end of: an edge counts as a string of small boxes."""
    import numpy as np

    moves = np.zeros_like(places)
    nodes = np.arange(len(places))[:, None]
    foreign = (nodes != ends[None, :, 0]) & (nodes != ends[None, :, 1])
    for share in (0.2, 0.35, 0.5, 0.65, 0.8):
        points = places[ends[:, 0]] * (1 - share) + places[ends[:, 1]] * share
        need = np.repeat(sizes[:, None] / 2, len(ends), axis=1)
        moves += _push(places, points, need, foreign) * 0.2
    return moves


def _push(places: Array, others: Array, need: Array, may: Flags) -> Array:
    """The sum of what moves each place out of the others' boxes, along the shorter axis."""
    import numpy as np

    apart = places[:, None] - others[None]
    overlap = need - np.abs(apart)
    hit = np.asarray((overlap > 0).all(axis=2)) & may
    flat = overlap[..., 0] < overlap[..., 1]
    push = np.where(np.stack([flat, ~flat], axis=2) & hit[..., None], overlap, 0)
    side = np.where(apart == 0, 1.0, np.sign(apart))
    return np.asarray((push * side).sum(1))


def _fill(parts: list[Part]) -> Places:
    """All parts on one sheet, the largest stretched (which brings no box nearer another) to the shape of a screen."""
    import numpy as np

    spots: dict[str, Array] = {}
    for stretch in (1.0, 1.1, 1.2, 1.3, 1.4, 1.5) if parts else ():
        order, places, sizes = parts[0]
        spots, wide, tall = _pack([(order, places * np.array([stretch, 1.0]), sizes), *parts[1:]])
        if wide >= ASPECT * tall:
            break
    return {node: (round(x), round(y)) for node, (x, y) in spots.items()}


def _pack(parts: list[Part]) -> tuple[dict[str, Array], float, float]:
    """The largest part first, the others in rows under it; with the sheet's width and height."""
    import numpy as np

    found: dict[str, Array] = {}
    area = sum(float(sizes.prod(1).sum()) for _, _, sizes in parts)
    width = left = top = row = 0.0
    for order, places, sizes in parts:
        low, high = (places - sizes / 2).min(0), (places + sizes / 2).max(0)
        wide, tall = high - low
        width = width or max(wide, float(np.sqrt(area * ASPECT * 1.5)))
        if left and left + wide > width:
            left, top, row = 0.0, top + row + GAP, 0.0
        found |= dict(zip(order, places - low + [left, top], strict=True))
        left, row = left + wide + GAP, max(row, tall)
    return found, width, top + row
