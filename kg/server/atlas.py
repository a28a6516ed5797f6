"""What the explorer's page reads of a graph: functions for a worker, over its network read once.

Everything is plain dicts, ready for JSON. A worker keeps the network of the store it has open.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.analyse.network import build, facts
from kg.analyse.terms import terms
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query.labels import fold, resolve
from kg.query.names import Names
from kg.view.central import central
from kg.view.data import DASHES, FAMILIES, family, payload, words
from kg.view.sentences import of

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

Card = dict[str, Any]
_NETWORKS: weakref.WeakKeyDictionary[Any, Network] = weakref.WeakKeyDictionary()


def network(graph: KnowledgeGraph) -> Network:
    """The whole network of a store, read at the first call."""
    if graph.store not in _NETWORKS:
        _NETWORKS[graph.store] = build(graph.store)
    return _NETWORKS[graph.store]


def vocabulary(_: KnowledgeGraph) -> Card:
    """The ontology's labels by language, the page's words, the families of classes with their shapes, the strokes."""
    known = terms()
    families = {kind: family(kind) for kind in known.labels if kind[:1].isupper()}
    return {
        "labels": known.labels,
        "inverses": known.inverses,
        "words": words(),
        "families": FAMILIES,
        "dashes": DASHES,
        "familyOf": families,
        "classes": sorted(families),
        "properties": sorted(kind for kind in known.labels if not kind[:1].isupper() and "-" not in kind),
    }


def summary(graph: KnowledgeGraph, most: int) -> Card:
    """How much there is, and the entities of which most is said, by family."""
    whole = network(graph)
    found: dict[str, list[Card]] = {}
    for node in central_first(whole):
        entries = found.setdefault(family(whole.nodes[node]["type"]), [])
        if len(entries) < most:
            entries.append(_entry(whole, node))
    totals = {part: count for part, count in graph.stats().items() if isinstance(count, int)}
    return {"totals": totals, "families": {kind: found[kind] for kind in FAMILIES if kind in found}}


def central_first(whole: Network) -> list[str]:
    """Nodes from the most to the least connected."""
    return sorted(whole, key=lambda node: (-whole.degree(node), node))


def search(graph: KnowledgeGraph, text: str, limit: int) -> list[Card]:
    """Entities that go by a name like `text`: the very name, then names that start so, then words, then parts."""
    whole, wanted = network(graph), fold(text)
    ranked = []
    for node, data in whole.nodes(data=True):
        called = {data["label"], *data["labels"].values(), *data["forms"]}
        ranks = [_rank(fold(form), wanted) for form in called]
        best = min(ranks, default=9)
        if best < 9:
            ranked.append((best, -whole.degree(node), node))
    return [_entry(whole, node) for _, _, node in sorted(ranked)[:limit]]


def _rank(form: str, wanted: str) -> int:
    if not wanted or wanted not in form:
        return 9
    if form.startswith(wanted):
        return 0 if form == wanted else 1
    return 2 if f" {wanted}" in form else 3


def _entry(whole: Network, node: str) -> Card:
    data = whole.nodes[node]
    count = whole.degree(node) + len(data["facts"])
    return {"iri": node, **{key: data[key] for key in ("label", "labels", "type")}, "facts": count}


def entity(graph: KnowledgeGraph, target: str) -> Card:
    """All that is said of an entity (its IRI or a name), each fact with its claims, and the articles that name it.

    Raises NotFoundError, QueryError for a name of several.
    """
    node = resolve(graph.store, target)
    card = placed(graph, graph.explain(node).to_dict())
    data = network(graph).nodes.get(node, {})
    articles = [_article_of(mention) for mention in data.get("mentions", ())]
    return card | {"labels": data.get("labels", {}), "articles": articles}


def placed(graph: KnowledgeGraph, card: Card) -> Card:
    """Give each claim of an explanation the IRI of its article, and its ends their names in each language."""
    whole = network(graph)
    if "places" not in whole.graph:
        claims = [claim for fact in facts(whole) for claim in fact.claims]
        whole.graph["places"] = {
            (claim.document, claim.start, claim.end, claim.quote): claim.article for claim in claims
        }
    for fact in card["facts"]:
        named(graph, [fact, *fact["contradictedBy"]])
        for claim in (*fact["claims"], *fact["contradictedBy"]):
            key = (claim["document"], claim["start"], claim["end"], claim["quote"])
            claim["article"] = whole.graph["places"].get(key)
    return card


def named(graph: KnowledgeGraph, rows: Iterable[dict[str, Any]]) -> None:
    """Give the ends of facts their names in each language (`labels`)."""
    whole = network(graph)
    for row in rows:
        for end in (row["subject"], row["object"]):
            if end.get("iri") in whole:
                end["labels"] = whole.nodes[end["iri"]]["labels"]


def _article_of(mention: dict[str, Any]) -> Card:
    return {"iri": mention["id"], "label": mention["label"], "url": mention["url"]}


def labels(graph: KnowledgeGraph, addresses: list[str]) -> dict[str, Card]:
    """What some IRIs are called and what they are, where the graph says it."""
    whole = network(graph)
    names = Names(graph.store, addresses)
    known: dict[str, Card] = {}
    for address in addresses:
        kind = names.type(address)
        if address in whole:
            known[address] = {key: whole.nodes[address][key] for key in ("label", "labels", "type")}
        elif kind:
            known[address] = {"label": names.label(address), "labels": {}, "type": kind}
    return known


def around(graph: KnowledgeGraph, target: str, depth: int, limit: int, lang: str) -> Card:
    """What is within `depth` steps of an entity, the nearest and best connected `limit` nodes, drawn ready.

    Raises NotFoundError when nothing links it to anything, QueryError for a name of several.
    """
    import networkx as nx

    whole = network(graph)
    node = resolve(graph.store, target)
    if node not in whole:
        raise NotFoundError(say("explore.nothing", name=target))
    far = nx.single_source_shortest_path_length(whole.to_undirected(as_view=True), node, cutoff=depth)
    kept = sorted(far, key=lambda other: (far[other], -whole.degree(other), other))[:limit]
    return drawn(graph, whole.subgraph(kept).copy(), lang) | {"centre": node, "total": len(far)}


def among(graph: KnowledgeGraph, addresses: list[str], limit: int, lang: str) -> Card:
    """What links some entities (or the entities of some facts) to each other; without any, the most central ones."""
    import networkx as nx

    whole = network(graph)
    wanted = set(addresses)
    told = {end for one, other, key in whole.edges(keys=True) if key in wanted for end in (one, other)}
    kept = sorted((wanted | told) & set(whole)) if wanted else central(nx.Graph(whole))
    return drawn(graph, whole.subgraph(kept[:limit]).copy(), lang) | {"centre": None, "total": len(kept)}


def drawn(graph: KnowledgeGraph, part: Network, lang: str) -> Card:
    """A part of the network as the canvas takes it (`kg.view.data`)."""
    return payload(part, lang, len(part), of(graph.store, part))


def explain(graph: KnowledgeGraph, fact: str) -> Card:
    """One fact with every claim behind it and what contradicts it. Raises NotFoundError."""
    found = placed(graph, graph.explain(fact).to_dict())
    return found | {"facts": found["facts"][:1]} if found["facts"] else found
