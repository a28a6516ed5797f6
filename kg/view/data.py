"""What the page knows: nodes and edges as pyvis gives them to vis-network, and the cards behind them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.analyse.network import facts
from kg.analyse.terms import terms
from kg.model import STATUSES
from kg.view.layout import Box, place

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network  # type: ignore[import-untyped]

LANGS = ("fr", "en")
# Family of classes → shape. Colours are in page.css: shape and colour together tell families apart, in grey too.
FAMILIES = {
    "State": "dot",
    "ActorGroup": "hexagon",
    "Person": "dot",
    "Forum": "hexagon",
    "Organization": "square",
    "Occasion": "diamond",
    "Instrument": "square",
    "Initiative": "triangle",
    "Place": "triangleDown",
    "Topic": "dot",
    "Other": "dot",
}
DASHES: dict[str, list[int] | bool] = {
    "realised": False,
    "ongoing": False,
    "planned": [9, 6],
    "aspired": [2, 6],
    "hypothetical": [2, 6],
    "denied": [14, 4, 2, 4],
    "unfulfilled": [14, 4, 2, 4],
}
LINE, LINES = 20, 3  # letters a line, lines a label: longer ones end with … (the card has the whole)


def payload(graph: nx.MultiDiGraph[str], lang: str) -> dict[str, Any]:
    """Everything the page's script reads, ready for JSON. Lists and keys keep the graph's order."""
    net = _network(graph)
    return {
        "lang": lang,
        "articles": graph.graph.get("articles", 0),
        **_labels(graph),
        "families": FAMILIES,
        "dashes": DASHES,
        "nodes": net.nodes,
        "edges": net.edges,
        "entities": {node: _entity(data) for node, data in graph.nodes(data=True)},
        "facts": {key: _fact(data["fact"]) for _, _, key, data in graph.edges(keys=True, data=True)},
    }


def _network(graph: nx.MultiDiGraph[str]) -> Network:
    """The pyvis network: places, shapes, sizes, curves, dashes. Colours and language are the page's business."""
    import networkx as nx
    from pyvis.edge import Edge  # type: ignore[import-untyped]
    from pyvis.network import Network

    net = Network(directed=True)
    degrees = {node: int(degree) for node, degree in graph.degree()}
    texts = {node: {lang: wrap(name(data, lang)) for lang in LANGS} for node, data in graph.nodes(data=True)}
    places = place(nx.Graph(graph), {node: _box(texts[node], degrees[node]) for node in graph})
    for node, data in graph.nodes(data=True):
        kind = family(data["type"])
        (x, y), radius = places[node], _radius(degrees[node])
        # The box holds shape and label; vis-network wants the centre of the shape.
        y -= round(_box(texts[node], degrees[node])[1] / 2 - radius)
        options = {"size": radius, "x": x, "y": y, "texts": texts[node], "letters": _letters(degrees[node])}
        net.add_node(node, label=texts[node]["fr"], shape=FAMILIES[kind], group=kind, **options)
    # Not add_edge: it looks every end up in a list it builds anew, which is quadratic.
    net.edges = [Edge(source, target, directed=True, **options).options for source, target, options in _edges(graph)]
    return net


def _edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Edges between the same two nodes fan out: each gets its own curve, seen from the lesser end."""
    pairs: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source, target, key in graph.edges(keys=True):
        pairs[tuple(sorted((source, target)))].append(key)
    rows = []
    for source, target, key, data in graph.edges(keys=True, data=True):
        same = pairs[tuple(sorted((source, target)))]
        bend = (same.index(key) - (len(same) - 1) / 2) * 0.22 * (1 if source <= target else -1)
        side = "curvedCW" if bend > 0 else "curvedCCW"
        smooth = {"enabled": bool(bend), "type": side, "roundness": round(abs(bend), 2)}
        arrows = "" if data["relation"] in terms().symmetric else "to"
        dashes = DASHES.get(data["status"], False)
        rows.append((source, target, {"id": key, "smooth": smooth, "dashes": dashes, "arrows": arrows}))
    return rows


def wrap(text: str) -> str:
    """At most LINES lines of about LINE letters; what does not fit is an ellipsis."""
    import textwrap

    return "\n".join(textwrap.wrap(text, LINE, max_lines=LINES, placeholder=" …", break_on_hyphens=False)) or " "


def family(kind: str) -> str:
    """The legend's entry for a class: the nearest one above it."""
    return next((above for above in terms().ancestors(kind) if above in FAMILIES), "Other")


def name(data: dict[str, Any], lang: str) -> str:
    """A node's label in a language, else in French."""
    return str(data["labels"].get(lang) or data["label"])


def _radius(degree: int) -> int:
    return round(8 + 2.8 * math.sqrt(degree))


def _letters(degree: int) -> int:
    """Label height in pixels."""
    return round(14 + min(7, 1.4 * (math.sqrt(degree) - 1)))


def _box(texts: dict[str, str], degree: int) -> Box:
    """Room for the shape and, below it, the longer of its two labels."""
    lines = [text.split("\n") for text in texts.values()]
    letters = _letters(degree)
    wide = max(len(line) for text in lines for line in text) * letters * 0.56
    return max(wide, 2.0 * _radius(degree)), 2.0 * _radius(degree) + (max(map(len, lines)) + 0.5) * letters


def _labels(graph: nx.MultiDiGraph[str]) -> dict[str, dict[str, dict[str, str]]]:
    """The ontology's words for the terms this graph uses; what it has no word for the page spells from its name."""
    used = Counter(fact.relation for fact in facts(graph))
    used.update(data["type"] for _, data in graph.nodes(data=True))
    wanted = [*used, *(f"status-{status}" for status in STATUSES)]
    sources = {"labels": terms().labels, "inverses": terms().inverses}
    return {
        key: {it: {lang: known[it][lang] for lang in LANGS if lang in known[it]} for it in wanted if it in known}
        for key, known in sources.items()
    }


def _entity(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": data["label"],
        "labels": data["labels"],
        "type": data["type"],
        "family": family(data["type"]),
        "forms": data["forms"],
        "mentions": data["mentions"],
        "facts": [_fact(fact) for fact in data["facts"]],
    }


def _fact(fact: Any) -> dict[str, Any]:
    """A Fact as JSON, without what the page does not show."""
    return {key: value for key, value in asdict(fact).items() if value not in (None, {}, False)}
