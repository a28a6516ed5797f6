"""The « acteur-pont »: who stands between others, which blocs they bridge, through which forums and partnerships."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.analyse.communities import Communities, divide
from kg.analyse.finding import Finding, Notes, Row, Sketch, resource, telling
from kg.analyse.ties import Tie, Ties

if TYPE_CHECKING:
    import networkx as nx

BLOCS, VENUES = 3, 3  # blocs told of a broker, venues told of a bloc


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Node → the share of shortest paths that pass through it, in [0, 1]. rustworkx: 13 times as fast as networkx."""
    import rustworkx as rx

    order = sorted(graph)
    index = {node: i for i, node in enumerate(order)}
    fast = rx.PyGraph()
    fast.add_nodes_from(order)
    fast.add_edges_from_no_data(sorted((index[one], index[other]) for one, other in graph.edges))
    return {order[i]: float(value) for i, value in rx.betweenness_centrality(fast).items()}


def brokers(ties: Ties, limit: int = 10) -> Finding:
    """The actors with the highest betweenness, one row a bloc that each reaches, with what it reaches it through."""
    communities, scores = divide(ties), betweenness(ties.graph)
    ranked = sorted(ties.actors, key=lambda actor: (-scores[actor], ties.label(actor), actor))
    rows: list[Row] = []
    told: list[Tie] = []
    chosen = [actor for actor in ranked if scores[actor] > 0][:limit]
    for rank, actor in enumerate(chosen, 1):
        for community, venues in _blocs(ties, communities, actor):
            used = [tie for venue in venues[:VENUES] for tie in ties.graph.edges[actor, venue]["ties"]]
            told += used
            cells = {
                "rank": rank,
                "actor": resource(ties, actor),
                "centrality": scores[actor],
                "bloc": communities.name(community, without=actor),
                "through": tuple(resource(ties, venue) for venue in venues[:VENUES]),
            }
            rows.append(Row(cells, telling(used)))  # type: ignore[arg-type]
    columns = ("rank", "actor", "centrality", "bloc", "through")
    sketch = _sketch(ties, told, chosen, communities)
    notes: Notes = (("analyse.centrality_means", {}),) if rows else ()
    return Finding("brokers", columns, tuple(rows), sketch, ties.facts, notes)


def between(ties: Ties, one: str, other: str, limit: int = 10) -> Finding:
    """Who bridges two actors or blocs: those that meet each of them where the other is not (queries/bridges.rq names
    the same). The members of a bloc sit in it, whether an article or the registry says so.

    A meeting place counts for 1 / (its members - 1); `strength` is the harmonic mean of both sides, so that one who is
    close to a single side bridges little.
    """
    sides = _sides(ties, one, other)
    strengths = {actor: _strength(ties, found, one, other) for actor, found in sides.items()}
    ranked = sorted(strengths, key=lambda actor: (-strengths[actor], ties.label(actor), actor))
    rows: list[Row] = []
    told: list[Tie] = []
    chosen = ranked[:limit]
    for rank, actor in enumerate(chosen, 1):
        for end in (one, other):
            venues = sorted(sides[actor][end], key=lambda venue: (-ties.weight(venue), ties.label(venue), venue))
            used = [tie for venue in venues for who in (actor, end) for tie in _ties(ties, who, venue)]
            told += used
            cells = {
                "rank": rank,
                "actor": resource(ties, actor),
                "strength": strengths[actor],
                "with": resource(ties, end),
                "through": tuple(resource(ties, venue) for venue in venues),
            }
            rows.append(Row(cells, telling(used, most=20)))  # type: ignore[arg-type]
    shared = tuple(ties.label(venue) for venue in sorted(_places(ties, one) & _places(ties, other)))
    met = ("analyse.together", {"one": ties.label(one), "other": ties.label(other), "venues": " · ".join(shared)})
    notes: Notes = (*([met] if shared else ()), *([("analyse.strength_means", {})] if rows else ()))
    columns = ("rank", "actor", "strength", "with", "through")
    sketch = _sketch(ties, told, [*chosen, one, other], None)
    return Finding("between", columns, tuple(rows), sketch, ties.facts, notes)


def _sides(ties: Ties, one: str, other: str) -> dict[str, dict[str, set[str]]]:
    """Actor → end → where they meet without the other end; only actors that meet both."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {one: set(), other: set()})
    for end, far in ((one, other), (other, one)):
        for venue in _places(ties, end) - _places(ties, far) - {far}:
            if ties.graph.nodes[venue]["actor"]:
                found[venue][end].add(venue)  # a body that acts, and that the end sits in; or a member of the end
            for actor in ties.graph[venue]:
                if any(tie.venue == venue for tie in ties.between(actor, venue)):
                    found[actor][end].add(venue)
    return {actor: side for actor, side in found.items() if actor not in (one, other) and side[one] and side[other]}


def _places(ties: Ties, end: str) -> set[str]:
    """Where an actor or bloc meets others: what it has a part in, and who has a part in it."""
    return ties.venues(end) | {member for member in ties.members.get(end, ()) if member in ties.graph}


def _strength(ties: Ties, found: dict[str, set[str]], one: str, other: str) -> float:
    near, far = (sum(map(ties.weight, sorted(found[end]))) for end in (one, other))
    return 2 * near * far / (near + far)


def _ties(ties: Ties, actor: str, venue: str) -> list[Tie]:
    return ties.between(actor, venue) if ties.graph.has_edge(actor, venue) else []


def _blocs(ties: Ties, communities: Communities, actor: str) -> list[tuple[int, list[str]]]:
    """The communities whose actors this one meets, the closest first, with where."""
    weights: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for venue in ties.venues(actor):
        for other in [*ties.graph[venue], venue]:
            if other != actor and ties.graph.nodes[other]["actor"]:
                weights[communities.of[other]][venue] += ties.weight(venue)
    closest = sorted(weights, key=lambda number: (-sum(weights[number].values()), number))
    return [(c, sorted(weights[c], key=lambda v: (-weights[c][v], ties.label(v), v))) for c in closest[:BLOCS]]


def _sketch(ties: Ties, told: list[Tie], chosen: list[str], communities: Communities | None) -> Sketch:
    """The brokers, their venues, and who else is there, up to six a venue."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for venue in dict.fromkeys(tie.venue for tie in told):
        there = sorted(ties.graph[venue], key=lambda actor: (actor not in chosen, -ties.graph.degree(actor), actor))
        graph.add_edges_from((actor, venue) for actor in there[: max(6, sum(a in chosen for a in there))])
    for node in graph:
        group = communities.of.get(node) if communities else None
        graph.nodes[node].update(
            label=resource(ties, node).label,
            group=group,
            main=node in chosen,
            venue=not ties.graph.nodes[node]["actor"],
        )
    return Sketch(graph)
