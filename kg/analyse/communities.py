"""Blocs: actors that meet each other more than the rest, found by Louvain on actors and venues together."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analyse.finding import Finding, Row, Sketch, decimal, resource, telling
from kg.analyse.ties import Ties

SEED = 1  # the same store has the same blocs
NAMES, VENUES = 3, 3
_DRAWN = 8  # actors drawn of each bloc


@dataclass(frozen=True)
class Communities:
    """`of`: node → number of its bloc; `members`: its actors, the best connected first; `venues`: likewise, forums and
    texts before meetings of two."""

    ties: Ties
    of: dict[str, int]
    members: tuple[tuple[str, ...], ...]
    venues: tuple[tuple[str, ...], ...]
    modularity: float

    def name(self, number: int, without: str = "") -> str:
        """What to call a bloc: its best connected actors, and how many more there are."""
        actors = [actor for actor in self.members[number] if actor != without]
        more = len(actors) - NAMES
        return ", ".join(map(self.ties.label, actors[:NAMES])) + (f" (+{more})" if more > 0 else "")


def divide(ties: Ties) -> Communities:
    """The blocs of the ties, the largest first."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ties.graph))
    graph.add_edges_from(sorted(map(sorted, ties.graph.edges)))  # type: ignore[arg-type]
    parts = nx.community.louvain_communities(graph, seed=SEED) if graph.number_of_edges() else []
    actors = set(ties.actors)
    parts = sorted(parts, key=lambda part: (-len(part & actors), min(part)))
    degree = dict(ties.graph.degree)

    def ordered(nodes: set[str]) -> tuple[str, ...]:
        return tuple(sorted(nodes, key=lambda node: (-degree[node], ties.label(node), node)))

    return Communities(
        ties,
        {node: number for number, part in enumerate(parts) for node in part},
        tuple(ordered(part & actors) for part in parts),
        tuple(tuple(sorted(ordered(part - actors), key=lambda v: not ties.graph.nodes[v]["type"])) for part in parts),
        nx.community.modularity(graph, parts) if parts else 0.0,
    )


def communities(ties: Ties, limit: int = 10) -> Finding:
    """One row a bloc of two actors or more: its actors, and the forums and texts most of them share."""
    found = divide(ties)
    numbers = [number for number, members in enumerate(found.members) if len(members) > 1]
    rows = [_row(ties, found, number, rank) for rank, number in enumerate(numbers[:limit], 1)]
    alone = sum(len(members) == 1 for members in found.members)
    notes: list[tuple[str, dict[str, object]]] = [("analyse.modularity", {"value": decimal(found.modularity, 2)})]
    if len(numbers) > limit:
        notes.append(("analyse.more_blocs", {"count": len(numbers) - limit}))
    if alone:
        notes.append(("analyse.alone", {"count": alone}))
    sketch = _sketch(ties, found, numbers[:limit])
    columns = ("rank", "bloc", "size", "members", "through")
    return Finding("communities", columns, tuple(rows), sketch, ties.facts, tuple(notes))


def _row(ties: Ties, found: Communities, number: int, rank: int) -> Row:
    members, venues = found.members[number], found.venues[number][:VENUES]
    used = [tie for venue in venues for actor in ties.graph[venue] for tie in ties.between(actor, venue)]
    return Row(
        {
            "rank": rank,
            "bloc": found.name(number),
            "size": len(members),
            "members": tuple(resource(ties, actor) for actor in members),
            "through": tuple(resource(ties, venue) for venue in venues),
        },
        telling(used, most=12),
    )


def _sketch(ties: Ties, found: Communities, numbers: list[int]) -> Sketch:
    import networkx as nx

    kept = {node for n in numbers for node in (*found.members[n][:_DRAWN], *found.venues[n][:_DRAWN])}
    kept |= {v for v in ties.graph if not ties.graph.nodes[v]["type"] and len(kept & set(ties.graph[v])) > 1}
    graph: nx.Graph[str] = nx.Graph(ties.graph.subgraph(kept).edges)
    for node in graph:
        label, group = resource(ties, node).label, found.of[node]
        venue = not ties.graph.nodes[node]["actor"]
        graph.nodes[node].update(label=label, group=group, main=found.members[group][:1] == (node,), venue=venue)
    return Sketch(graph)
