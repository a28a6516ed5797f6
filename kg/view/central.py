"""Which nodes come first when not all can be drawn: outwards from the best connected, hubs before leaves."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def central(graph: nx.Graph[str]) -> list[str]:
    """Every node, the most central first: any beginning of the list hangs together as far as the graph does.

    >>> import networkx as nx
    >>> central(nx.Graph([("hub", "a"), ("hub", "b"), ("hub", "c"), ("a", "leaf")]))[:2]
    ['hub', 'a']
    """
    degrees = dict(graph.degree())
    seen: set[str] = set()
    order: list[str] = []
    for start in sorted(graph, key=lambda node: (-degrees[node], node)):
        if start in seen:
            continue
        seen.add(start)
        queue = [(-degrees[start], start)]
        while queue:
            node = heappop(queue)[1]
            order.append(node)
            for other in graph[node]:
                if other not in seen:
                    seen.add(other)
                    heappush(queue, (-degrees[other], other))
    return order
