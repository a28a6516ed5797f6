"""From the store to networkx: who did what with whom, each edge with the claims that carry it.

One edge stands for one engagement (a fact of the world) and lists its claims: two articles that report the same
co-chairing make one line with two sources, not two lines.

Nodes (key: IRI): `label` (French when there is one), `labels` {language: label}, `type` (most specific class, local
name), `forms` (other names), `mentions` (list of {"id", "label", "url"}: articles), `facts` (list of Fact: what has a
value and no other end: dates, amounts, tallies, statements, posts).
Edges (key: engagement IRI): `relation`, `status`, `date`, `valid_from`, `valid_until`, `inferred`, and `fact`, the Fact
with its claims.
Graph: `articles` (how many the shown claims come from).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.analyse.facts import Entity, Fact, Link, document, label, read
from kg.analyse.terms import local, terms
from kg.errors import NotFoundError

if TYPE_CHECKING:
    import networkx as nx


def build(
    store: Any,
    statuses: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
    around: str | None = None,
    depth: int = 2,
    engagements: Collection[str] | None = None,
) -> nx.MultiDiGraph[str]:
    """The graph of a store's claims, as the module describes it.

    `statuses` keeps engagements whose status is among them; `speakers` (IRIs or labels; "" for the articles' own
    voice) keeps claims by them; `around` (an IRI) keeps what is within `depth` steps of it; `engagements` (IRIs) asks
    the store for these facts only.
    Raises NotFoundError when `around` is not in the graph.
    """
    import networkx as nx

    links, entities = read(store, speakers, engagements)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for link in links:
        if statuses is None or link.fact.status in statuses:
            _add(graph, link, entities)
    _represents(graph, entities)
    if around is not None:
        if around not in graph:
            raise NotFoundError(f"{around}: nothing is said of it in this graph; try another name or drop --around")
        near = nx.ego_graph(graph.to_undirected(as_view=True), around, radius=depth)
        graph = graph.subgraph(near).copy()
    graph.graph["articles"] = len({claim.document for fact in facts(graph) for claim in fact.claims})
    return graph


def facts(graph: nx.MultiDiGraph[str]) -> Iterator[Fact]:
    """Every fact of a graph built here: those on its edges, then those in its nodes."""
    for _, _, edge in graph.edges(data=True):
        yield edge["fact"]
    for _, node in graph.nodes(data=True):
        yield from node["facts"]


def _add(graph: nx.MultiDiGraph[str], link: Link, entities: dict[str, Entity]) -> None:
    for iri in filter(None, (link.source, link.target)):
        if iri not in graph:
            graph.add_node(iri, **_node(iri, entities))
    if link.target is not None:
        connect(graph, link.source, link.target, link.fact)
    else:
        graph.nodes[link.source]["facts"].append(link.fact)
    for represented in (link.post or {}).get("postRepresents", ()):
        graph.graph.setdefault("posts", []).append((link.source, represented, link.fact))


def connect(graph: nx.MultiDiGraph[str], source: str, target: str, fact: Fact) -> None:
    """Adds a fact as an edge: flat attributes for algorithms and exports, `fact` for whoever wants its claims."""
    graph.add_edge(
        source,
        target,
        key=fact.engagement,
        relation=fact.relation,
        status=fact.status,
        date=fact.date or "",
        valid_from=fact.valid_from or "",
        valid_until=fact.valid_until or "",
        inferred=fact.inferred,
        fact=fact,
    )


def _node(iri: str, entities: dict[str, Entity]) -> dict[str, Any]:
    entity = entities[iri]
    name = label(iri, entity)
    articles = [(article, entities[article]) for article in entity.get("mentionedIn", ())]
    return {
        "label": name,
        "labels": dict(reversed(entity.get("prefLabel", []))),
        "type": terms().most_specific(filter(None, map(local, entity.get("type", ())))),
        "forms": sorted({text for _, text in entity.get("altLabel", ())} - {name}),
        "mentions": [
            {"id": key, "label": document(key, it), "url": next(iter(it.get("url", ())), None)} for key, it in articles
        ],
        "facts": [],
    }


def _represents(graph: nx.MultiDiGraph[str], entities: dict[str, Entity]) -> None:
    """A post's holder represents whom the post represents (a chain of the ontology), unless an article says it."""
    for person, represented, fact in graph.graph.pop("posts", []):
        said = graph[person].get(represented, {}).values()
        if any(edge["relation"] == "represents" for edge in said):
            continue
        if represented not in graph:
            graph.add_node(represented, **_node(represented, entities))
        key = f"{fact.engagement}#represents"
        derived = replace(fact, engagement=key, relation="represents", value=None, inferred=True)
        connect(graph, person, represented, derived)
