"""What the explorer's page reads of a graph: functions for a worker. Everything is plain dicts, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.analyse.network import build
from kg.analyse.terms import terms
from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query import facts as told
from kg.query.labels import fold, resolve, similar
from kg.server import lookups
from kg.view.data import DASHES, FAMILIES, family, payload, words
from kg.view.sentences import of

if TYPE_CHECKING:
    import networkx as nx

Card = dict[str, Any]

_LOOKED = 60  # the likeliest names whose facts are counted to put the best known first
_FAR = 2000  # entities around one that are counted


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
    }


def summary(graph: KnowledgeGraph, most: int) -> Card:
    """How much there is, and the entities of which most is said, by family."""
    found: dict[str, list[Card]] = {}
    for entry in lookups.entries(graph.store, lookups.ranked(graph.store, 30 * most)):
        entries = found.setdefault(family(entry["type"]), [])
        if len(entries) < most:
            entries.append(entry)
    return {
        "totals": lookups.totals(graph.store),
        "families": {kind: found[kind] for kind in FAMILIES if kind in found},
    }


def search(graph: KnowledgeGraph, text: str, limit: int) -> list[Card]:
    """Entities that go by a name like `text`: the very name, then names that start so, then words, then parts. Where
    there is none, those it may be a slip for, marked `near`."""
    wanted = fold(text)
    ranks = ((min(_rank(form, wanted) for form in forms), node) for node, forms in lookups.called(graph.store).items())
    hits = sorted(pair for pair in ranks if pair[0] < 9)[: max(_LOOKED, limit)]
    if not hits:
        meant = [other.iri for other in similar(graph.store, text) if other.mentioned] if len(wanted) > 2 else []
        return [entry | {"near": True} for entry in lookups.entries(graph.store, meant[:limit])]
    order = {node: rank for rank, node in hits}
    found = lookups.entries(graph.store, list(order))
    return sorted(found, key=lambda entry: (order[entry["iri"]], -entry["facts"], entry["iri"]))[:limit]


def _rank(form: str, wanted: str) -> int:
    if not wanted or wanted not in form:
        return 9
    if form.startswith(wanted):
        return 0 if form == wanted else 1
    return 2 if f" {wanted}" in form else 3


def entity(graph: KnowledgeGraph, target: str) -> Card:
    """All that is said of an entity (its IRI or a name), each fact with its claims, and the articles that name it.

    Raises NotFoundError, QueryError for a name of several.
    """
    node = resolve(graph.store, target)
    card = placed(graph, graph.explain(node).to_dict())
    about = {
        "labels": lookups.labels(graph.store, [node]).get(node, {}),
        "articles": lookups.mentions(graph.store, node),
    }
    return card | about


def placed(graph: KnowledgeGraph, card: Card) -> Card:
    """Give each claim of an explanation the IRI of its article, and its ends their names in each language."""
    every = [row for fact in card["facts"] for row in (fact, *fact["contradictedBy"])]
    articles = lookups.places(graph.store, sorted({row["id"] for row in every}))
    named(graph, every)
    for row in every:
        for claim in row.get("claims", [row]):
            claim["article"] = articles.get((row["id"], claim["document"], claim["start"], claim["end"]))
    return card


def named(graph: KnowledgeGraph, rows: Iterable[dict[str, Any]]) -> None:
    """Give the ends of facts their names in each language (`labels`)."""
    ends = [end for row in rows for end in (row["subject"], row["object"]) if end.get("iri")]
    known = lookups.labels(graph.store, sorted({end["iri"] for end in ends}))
    for end in ends:
        end["labels"] = known.get(end["iri"], {})


def labels(graph: KnowledgeGraph, addresses: list[str]) -> dict[str, Card]:
    """What some IRIs are called and what they are, where the graph says it."""
    found = lookups.entries(graph.store, list(dict.fromkeys(addresses)))
    return {entry["iri"]: {key: entry[key] for key in ("label", "labels", "type")} for entry in found if entry["type"]}


def around(graph: KnowledgeGraph, target: str, depth: int, limit: int, lang: str) -> Card:
    """What is within `depth` steps of an entity, the nearest and best known `limit` nodes, drawn ready.

    Raises NotFoundError when nothing is told of it, QueryError for a name of several.
    """
    node = resolve(graph.store, target)
    far = lookups.reach(graph.store, node, depth, _FAR)
    counts = lookups.counted(graph.store, list(far))
    kept = sorted(far, key=lambda other: (far[other], -counts.get(other, 0), other))[:limit]
    part = between(graph, kept)
    if node not in part:
        raise NotFoundError(say("explore.nothing", name=target))
    return drawn(graph, part, lang) | {"centre": node, "total": len(far)}


def among(graph: KnowledgeGraph, addresses: list[str], limit: int, lang: str) -> Card:
    """What links some entities (or the entities of some facts) to each other; without any, those most is said of."""
    facts = [address for address in addresses if "/id/engagement/" in address]
    wanted = dict.fromkeys(address for address in addresses if address not in facts)
    known = list(wanted | dict.fromkeys(sorted(lookups.ends(graph.store, facts)))) if addresses else []
    nodes = (known if addresses else lookups.ranked(graph.store, limit))[:limit]
    totals = {} if addresses else lookups.totals(graph.store)
    about = {"centre": None, "total": totals.get("told", len(known)), "named": totals.get("entities")}
    return drawn(graph, between(graph, nodes), lang) | about


def between(graph: KnowledgeGraph, nodes: list[str]) -> nx.MultiDiGraph[str]:
    """The network of some nodes: what links them to each other, what is told of each."""
    facts = lookups.between(graph.store, nodes)
    whole = build(graph.store, engagements=facts)
    alone = [node for node in nodes if node not in whole]
    if alone:  # what is known of a node comes with a fact of its own
        whole = build(graph.store, engagements=[*facts, *lookups.one_each(graph.store, alone)])
    return whole.subgraph(nodes).copy()


def drawn(graph: KnowledgeGraph, part: nx.MultiDiGraph[str], lang: str) -> Card:
    """A part of the network as the canvas takes it (`kg.view.data`)."""
    return payload(part, lang, len(part), of(graph.store, part))


def facts(graph: KnowledgeGraph, addresses: list[str]) -> list[Card]:
    """Some facts, each once, with the claims that tell them."""
    found: dict[str, Card] = {}
    for row in told.facts(graph.store, engagements=addresses):
        claim = {name: row[name] for name in ("status", "speaker", "document", "quote", "start", "end", "confidence")}
        found.setdefault(row["id"], dict(row) | {"claims": [], "contradictedBy": []})["claims"].append(claim)
    cards = [found[address] for address in addresses if address in found]
    placed(graph, {"facts": cards})
    return cards


def explain(graph: KnowledgeGraph, fact: str) -> Card:
    """One fact with every claim behind it and what contradicts it. Raises NotFoundError."""
    found = placed(graph, graph.explain(fact).to_dict())
    return found | {"facts": found["facts"][:1]} if found["facts"] else found
