"""Places: no label on another, neighbours near, quick enough to be computed at every opening."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

from kg.view.layout import place

GRAPHS = {
    "star": nx.star_graph(25),
    "path": nx.path_graph(12),
    "tree": nx.balanced_tree(3, 3),
    "dense": nx.gnm_random_graph(60, 110, seed=3),
    "islands": nx.disjoint_union_all([nx.star_graph(6), nx.path_graph(2), nx.path_graph(3), nx.empty_graph(4)]),
    "clique": nx.complete_graph(9),
}


def named(graph):
    return nx.relabel_nodes(graph, {node: f"n{node:05}" for node in graph})


def overlaps(places, boxes):
    for one, other in combinations(places, 2):
        (ax, ay), (bx, by) = places[one], places[other]
        wide = (boxes[one][0] + boxes[other][0]) / 2
        tall = (boxes[one][1] + boxes[other][1]) / 2
        if abs(ax - bx) < wide and abs(ay - by) < tall:
            yield one, other


@pytest.mark.parametrize("kind", GRAPHS)
def test_no_box_covers_another(kind):
    graph = named(GRAPHS[kind])
    boxes = {node: (90 + 40 * (index % 3), 45 + 15 * (index % 2)) for index, node in enumerate(graph)}
    assert list(overlaps(place(graph, boxes), boxes)) == []


def test_same_graph_same_places_whatever_the_order():
    graph = named(GRAPHS["dense"])
    other = nx.Graph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    boxes = dict.fromkeys(graph, (100, 50))
    assert place(graph, boxes) == place(other, boxes)


def test_neighbours_are_nearer_than_strangers():
    graph = named(GRAPHS["tree"])
    places = place(graph, dict.fromkeys(graph, (60, 40)))
    hops = dict(nx.all_pairs_shortest_path_length(graph))

    def mean(test):
        gaps = [
            ((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5
            for a, b in combinations(graph, 2)
            if test(hops[a][b])
        ]
        return sum(gaps) / len(gaps)

    assert mean(lambda n: n == 1) < 0.5 * mean(lambda n: n >= 4)


def test_nothing_and_one():
    assert place(nx.Graph(), {}) == {}
    assert len(place(named(nx.empty_graph(1)), {"n00000": (10, 10)})) == 1


def test_a_loop_is_no_obstacle():
    graph = nx.Graph([("a", "a"), ("a", "b")])
    assert set(place(graph, {"a": (50, 20), "b": (50, 20)})) == {"a", "b"}


@pytest.mark.slow
@pytest.mark.parametrize("size", [300, 1000])
def test_large_graphs_are_placed(size):
    graph = named(nx.barabasi_albert_graph(size, 2, seed=5))
    places = place(graph, dict.fromkeys(graph, (110, 50)))
    assert len(places) == size and len(set(places.values())) > 0.9 * size
