"""How two are linked: the shortest chain of facts between them, each with its passage; and where several meet."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from kg.analyse.facts import Fact
from kg.analyse.finding import Cell, Finding, Row, Sketch, resource, telling
from kg.analyse.network import build
from kg.analyse.terms import terms
from kg.analyse.ties import TRUE_NOW, Ties, joint
from kg.errors import NotFoundError
from kg.messages import say
from kg.query.names import Names
from kg.query.terms import Resource

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx

_STEP = ("step", "from", "relation", "to", "status", "date", "speaker", "document", "start", "end", "quote")
_TRIED = 500  # shortest chains compared: a hub has thousands that tell no more


def path(
    store: Any, one: str, other: str, statuses: Collection[str] | None = None, most: int = 1, lang: str = "fr"
) -> Finding:
    """The `most` most telling of the shortest chains of facts from one entity (IRI) to another: one row a step.

    No chain passes through a place or a topic: all that happens in New York is not linked. Of chains of one length,
    what brings together (a chair, a signature) comes before votes and stances, and then the least general nodes.
    Names come in `lang` where it has one. Raises NotFoundError when one is in no fact, or none links them.
    """
    import networkx as nx

    facts = build(store, statuses=tuple(statuses or TRUE_NOW))
    for node in (one, other):
        if node not in facts:
            raise NotFoundError(say("analyse.no_fact", name=Names(store, [node], lang=lang).label(node)))
    for _, data in facts.nodes(data=True):
        data["label"] = data["labels"].get(lang, data["label"])
    plain = _passable(facts, {one, other})
    try:
        found = list(islice(nx.all_shortest_paths(plain, one, other), _TRIED))
    except nx.NetworkXNoPath:
        names = {"one": facts.nodes[one]["label"], "other": facts.nodes[other]["label"]}
        raise NotFoundError(say("analyse.no_path", **names)) from None
    found.sort(key=lambda chain: (_apart(facts, chain), sum(plain.degree(node) for node in chain[1:-1]), chain))
    rows: list[Row] = []
    for number, chain in enumerate(found[:most], 1):
        for step, (start, end) in enumerate(pairwise(chain), 1):
            rows.append(_step(facts, start, end, number if most > 1 else None, step))
    columns = ("chain",) * (most > 1) + _STEP
    notes = (("analyse.more_paths", {"count": len(found) - most}),) if len(found) > most else ()
    return Finding("path", columns, tuple(rows), _sketch(facts, rows, (one, other)), facts, notes)


def common(ties: Ties, actors: Mapping[str, str]) -> Finding:
    """Where all these actors (IRI → name) meet: one row a forum, text or partnership, with what each does there.

    Raises NotFoundError for an actor of no such fact.
    """
    for actor, name in actors.items():
        if actor not in ties.graph:
            raise NotFoundError(say("analyse.no_fact", name=name))
    shared = set.intersection(*(ties.venues(actor) for actor in actors))
    ordered = sorted(shared, key=lambda venue: (ties.graph.degree(venue), ties.label(venue), venue))
    rows = []
    for venue in ordered:
        cells: dict[str, Cell] = {"venue": resource(ties, venue)}
        used = {actor: telling(ties.between(actor, venue)) for actor in actors}
        for actor, facts in used.items():
            cells[ties.label(actor)] = ", ".join(dict.fromkeys(fact.relation for fact in facts))
        cells["others"] = ties.graph.degree(venue) - len(used)
        cells["date"] = _date([fact for facts in used.values() for fact in facts])
        rows.append(Row(cells, tuple({fact.engagement: fact for facts in used.values() for fact in facts}.values())))
    columns = ("venue", *map(ties.label, actors), "others", "date")
    return Finding("common", columns, tuple(rows), _meeting(ties, list(actors), ordered), ties.facts)


def _date(facts: list[Fact]) -> str | None:
    """The first date told in full: « --07 » is a month of no known year."""
    return next((fact.date for fact in facts if fact.date and fact.date[0].isdigit()), None)


def _passable(facts: nx.MultiDiGraph[str], ends: set[str]) -> nx.Graph[str]:
    import networkx as nx

    plain: nx.Graph[str] = nx.Graph()
    for source, target in sorted(facts.edges()):
        families = [set(terms().ancestors(facts.nodes[node]["type"])) for node in (source, target) if node not in ends]
        if source != target and not any(family & {"Place", "Topic"} for family in families):
            plain.add_edge(source, target)
    plain.add_nodes_from(ends)
    return plain


def _apart(facts: nx.MultiDiGraph[str], chain: list[str]) -> int:
    """How many steps of a chain no fact joins: only a vote, a stance, a request."""
    return sum(not any(joint(fact.relation) for fact, _ in _told(facts, *ends)) for ends in pairwise(chain))


def _told(facts: nx.MultiDiGraph[str], start: str, end: str) -> list[tuple[Fact, bool]]:
    """The facts between two nodes, and whether each is told from the other end."""
    ways = ((start, end, False), (end, start, True))
    return [
        (data["fact"], back)
        for source, target, back in ways
        if facts.has_edge(source, target)
        for data in facts[source][target].values()
    ]


def _step(facts: nx.MultiDiGraph[str], start: str, end: str, chain: int | None, step: int) -> Row:
    """The best attested fact between two neighbours; ⁻¹ marks one told from its other end."""
    fact, back = min(
        _told(facts, start, end),
        key=lambda pair: (not joint(pair[0].relation), pair[0].inferred, -len(pair[0].claims), pair[0].engagement),
    )
    claim = max(fact.claims, key=lambda claim: claim.confidence)
    back = back and fact.relation not in terms().symmetric
    cells: dict[str, Cell] = {} if chain is None else {"chain": chain}
    cells |= {
        "step": step,
        "from": Resource(start, facts.nodes[start]["label"]),
        "relation": fact.relation + "⁻¹" * back,
        "to": Resource(end, facts.nodes[end]["label"]),
        "status": fact.status,
        "date": fact.date,
        "speaker": _speaker(facts, *claim.speaker) if claim.speaker else None,
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
    }
    return Row(cells, (fact,))


def _speaker(facts: nx.MultiDiGraph[str], iri: str, label: str) -> Resource:
    return Resource(iri, facts.nodes[iri]["label"] if iri in facts else label)


def _sketch(facts: nx.MultiDiGraph[str], rows: list[Row], ends: tuple[str, str]) -> Sketch:
    import networkx as nx

    from kg.messages import language

    graph: nx.Graph[str] = nx.Graph()
    for row in rows:
        start, end, fact = row.cells["from"], row.cells["to"], row.facts[0]
        assert isinstance(start, Resource) and isinstance(end, Resource)
        graph.add_edge(start.iri, end.iri, label=terms().labels.get(fact.relation, {}).get(language(), fact.relation))
    for node in graph:
        graph.nodes[node].update(label=facts.nodes[node]["label"], group=None, main=node in ends, venue=False)
    return Sketch(graph)


def _meeting(ties: Ties, actors: list[str], venues: list[str]) -> Sketch:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((actor, venue) for venue in venues for actor in actors)
    for node in graph:
        graph.nodes[node].update(
            label=resource(ties, node).label, group=None, main=node in actors, venue=node not in actors
        )
    return Sketch(graph)
