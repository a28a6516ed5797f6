"""What the page knows, as JSON: nodes and edges with their claims, the most central nodes first and with their places.

The shape, which `assets/canvas.js` draws and anything else may (`kg serve` hands it out too):

- `articles`: {IRI: {label, url, published}}
- `nodes`: [{id, label, labels, type, family, forms, mentions: [article], facts: [fact], size, letters, x?, y?}]
- `edges`: [{from, to, bend?, symmetric?, …fact}]
- a fact: {id, relation, status, value?, date?, valid_from?, valid_until?, details?, inferred?, claims: [claim]}
- a claim: {article, speaker?: [IRI, label], status, quote, before?, after?, start, end, confidence}
- `labels`, `inverses`: the ontology's words; `words`: the page's own; `families`, `dashes`: shapes and strokes
- `drawn`: how many nodes to draw at first
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.analyse.network import facts
from kg.analyse.terms import terms
from kg.model import STATUSES
from kg.view.bends import around
from kg.view.central import central
from kg.view.layout import Box, place
from kg.view.sentences import Around, Span

if TYPE_CHECKING:
    import networkx as nx

LANGS = ("fr", "en")
DRAWN = 300  # nodes drawn at first: more is a crowd, not a picture
# Family of classes → shape. Colours are in palette.css: shape and colour together tell families apart, in grey too.
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
    "derived": [1, 3],  # no article writes it: it follows from another fact
}
LINE, LINES = 20, 3  # letters a line, lines a label: longer ones end with … (the card has the whole)


def payload(
    graph: nx.MultiDiGraph[str],
    lang: str = "fr",
    drawn: int = DRAWN,
    sentences: Mapping[Span, Around] | None = None,
) -> dict[str, Any]:
    """Everything the page's script reads, ready for JSON. Deterministic: the same graph gives the same lists.

    `sentences`: what stands around each passage (`kg.view.sentences.of`), where it is known.
    """
    articles: dict[str, dict[str, str | None]] = {}
    known = sentences or {}
    pack = _Pack(articles, known)
    nodes = _nodes(graph, pack, drawn)
    edges = _edges(graph, pack)
    around(nodes, edges)
    return {
        "lang": lang,
        "drawn": drawn,
        "articles": dict(sorted(articles.items())),
        **_labels(graph),
        "words": words(),
        "families": FAMILIES,
        "dashes": DASHES,
        "wrap": [LINE, LINES],
        "nodes": nodes,
        "edges": edges,
    }


@cache
def words() -> dict[str, Any]:
    """The page's own words, by language."""
    text = files(__package__).joinpath("assets/words.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


class _Pack:
    """Facts as JSON: what a claim says of its article goes to `articles`, once."""

    def __init__(self, articles: dict[str, dict[str, str | None]], sentences: Mapping[Span, Around]) -> None:
        self.articles, self.sentences = articles, sentences

    def fact(self, fact: Any) -> dict[str, Any]:
        names = ("relation", "status", "value", "date", "valid_from", "valid_until", "details", "inferred")
        packed = {name: value for name in names if (value := getattr(fact, name))}
        packed["id"] = fact.engagement
        packed["claims"] = [self._claim(claim) for claim in fact.claims]
        return packed

    def article(self, iri: str, label: str, url: str | None, published: str = "") -> str:
        known = self.articles.setdefault(iri, {"label": label, "url": url, "published": published})
        known["published"] = known["published"] or published
        return iri

    def _claim(self, claim: Any) -> dict[str, Any]:
        before, after = self.sentences.get((claim.article, claim.start, claim.end), ("", ""))
        packed = {key: getattr(claim, key) for key in ("status", "speaker", "quote", "start", "end", "confidence")}
        packed |= {"before": before, "after": after}
        packed["article"] = self.article(claim.article, claim.document, claim.url, claim.published[:10])
        return {key: value for key, value in packed.items() if value not in (None, "")}


def _nodes(graph: nx.MultiDiGraph[str], pack: _Pack, drawn: int) -> list[dict[str, Any]]:
    import networkx as nx

    plain = nx.Graph(graph)
    degrees = {node: int(degree) for node, degree in graph.degree()}
    order = central(plain)
    shown = plain.subgraph(order[:drawn]).copy()  # a view answers ten times as slowly
    boxes = {node: _box(graph.nodes[node], degrees[node]) for node in shown}
    places = place(shown, boxes)
    found = []
    for node in order:
        entry = _entity(node, graph.nodes[node], pack)
        entry |= {"size": _radius(degrees[node]), "letters": _letters(degrees[node])}
        if node in places:
            # The box holds shape and label; what is drawn is centred on the shape.
            x, y = places[node]
            entry |= {"x": x, "y": y - round(boxes[node][1] / 2 - entry["size"])}
        found.append(entry)
    return found


def _edges(graph: nx.MultiDiGraph[str], pack: _Pack) -> list[dict[str, Any]]:
    """Edges between the same two nodes fan out: each gets its own `bend`, seen from its source."""
    pairs: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source, target, key in graph.edges(keys=True):
        pairs[tuple(sorted((source, target)))].append(key)
    rows = []
    for source, target, key, data in graph.edges(keys=True, data=True):
        same = pairs[tuple(sorted((source, target)))]
        bend = (same.index(key) - (len(same) - 1) / 2) * 0.22 * (1 if source <= target else -1)
        row = {"from": source, "to": target, **pack.fact(data["fact"])}
        if len(same) > 1:
            row["bend"] = round(bend, 2)
        if data["relation"] in terms().symmetric:
            row["symmetric"] = True
        rows.append(row)
    return rows


def _entity(node: str, data: dict[str, Any], pack: _Pack) -> dict[str, Any]:
    return {
        "id": node,
        "label": data["label"],
        "labels": data["labels"],
        "type": data["type"],
        "family": family(data["type"]),
        "forms": data["forms"],
        "mentions": [pack.article(it["id"], it["label"], it["url"]) for it in data["mentions"]],
        "facts": [pack.fact(fact) for fact in data["facts"]],
    }


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
    return round(8 + 2.8 * math.sqrt(min(degree, 150)))


def _letters(degree: int) -> int:
    """Label height in pixels."""
    return round(14 + min(7, 1.4 * (math.sqrt(degree) - 1)))


def _box(data: dict[str, Any], degree: int) -> Box:
    """Room for the shape and, below it, the longer of its two labels."""
    lines = [wrap(name(data, lang)).split("\n") for lang in LANGS]
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
