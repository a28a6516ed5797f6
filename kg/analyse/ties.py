"""Who meets whom where: actors tied to the forums, texts and partnerships they share, as one undirected graph.

A forum of forty members is forty ties, not 780 lines between members: every path goes actor – venue – actor. A
bilateral fact (a partnership, a meeting of two) is a venue of its own with two ties: paths have one measure of length.
A person who represents a state, and a body that is part of one, act for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.analyse.facts import Fact
from kg.analyse.network import build
from kg.analyse.terms import local, terms
from kg.query.names import Names
from kg.rdf.names import relations

if TYPE_CHECKING:
    import networkx as nx

TRUE_NOW = ("realised", "ongoing")
# What brings actors together; votes, decisions, stances and requests set them beside or against each other.
_JOINT = {"RoleTenure", "Sponsorship", "Drafting", "Negotiation", "TreatyAction", "Establishment", "Funding"}
_BILATERAL = {"Partnership", "Consultation", "Assistance", "Funding"}
_NO_VENUE = {"Place", "Topic", "Post"}

_ACTS_FOR = """PREFIX ent: <https://w3id.org/entente/ontology#>
SELECT DISTINCT ?one ?whole WHERE {
  { ?one ent:represents ?whole } UNION { ?one ent:partOf ?whole . ?whole a ent:State }
  FILTER (?one != ?whole)
} ORDER BY ?one ?whole"""
_MEMBERS = """PREFIX ent: <https://w3id.org/entente/ontology#>
SELECT DISTINCT ?member ?bloc WHERE { ?member ent:memberOf ?bloc } ORDER BY ?bloc ?member"""


def joint(relation: str) -> bool:
    """Whether a relation (by name) brings its ends together."""
    return local(relations()[relation].engagement) in _JOINT | _BILATERAL


@dataclass(frozen=True)
class Tie:
    """`actor` (IRI) is in `venue` (IRI, or the IRI of a bilateral fact) by `fact`; `by` (IRI) acted for it."""

    actor: str
    venue: str
    fact: Fact
    by: str


@dataclass(frozen=True)
class Ties:
    """`graph`: undirected, actors and venues by IRI (`label`, `type`, `actor`: whether it acts), edges with `ties`.
    `facts`: the graph of `kg.analyse.network.build` they come from. `members`: bloc → who is of it, by an article or
    by the registry; `names`: what those blocs are called that no fact ties."""

    graph: nx.Graph[str]
    facts: nx.MultiDiGraph[str]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def actors(self) -> list[str]:
        """Everyone who acts, sorted by IRI."""
        return sorted(node for node, data in self.graph.nodes(data=True) if data["actor"])

    def venues(self, actor: str) -> set[str]:
        """Where an actor meets others."""
        return set(self.graph[actor]) if actor in self.graph else set()

    def between(self, one: str, other: str) -> list[Tie]:
        """The ties on the edge of an actor and a venue."""
        found: list[Tie] = self.graph.edges[one, other]["ties"]
        return found

    def weight(self, venue: str) -> float:
        """How much meeting there says: 1 for a meeting of two, 1/39 for a forum of forty (Newman)."""
        return 1 / max(1, self.graph.degree(venue) - 1)

    def label(self, node: str) -> str:
        """What a node is called."""
        return str(self.graph.nodes[node]["label"] if node in self.graph else self.names[node])

    def restrict(self, ties: Iterable[Tie]) -> Ties:
        """The same with these ties only."""
        names = {node: (data["label"], data["type"]) for node, data in self.graph.nodes(data=True)}
        return Ties(_incidence(ties, names), self.facts, self.members, self.names)

    def __iter__(self) -> Iterator[Tie]:
        for _, _, data in self.graph.edges(data=True):
            yield from data["ties"]


def read(store: Any, statuses: Collection[str] | None = None, lang: str = "fr") -> Ties:
    """The ties of a store by facts of one of `statuses` (by default what is or was: `TRUE_NOW`), named in `lang`."""
    facts = build(store, statuses=tuple(statuses or TRUE_NOW))
    ties = list(_ties(facts, _acts_for(store)))
    nodes = {data["fact"].engagement: (data["fact"].relation, "") for _, _, data in facts.edges(data=True)}
    nodes |= {node: (data["labels"].get(lang, data["label"]), data["type"]) for node, data in facts.nodes(data=True)}
    members = _members(store)
    unnamed = ({tie.actor for tie in ties} | set(members)) - set(nodes)
    names = Names(store, unnamed, lang=lang)
    known = nodes | {node: (names.label(node), names.type(node) or "") for node in unnamed}
    return Ties(_incidence(ties, known), facts, members, {bloc: known[bloc][0] for bloc in members})


def _ties(facts: nx.MultiDiGraph[str], acts_for: Mapping[str, tuple[str, ...]]) -> Iterator[Tie]:
    kinds = {name: local(relation.engagement) for name, relation in relations().items() if not relation.literal}
    for source, target, data in sorted(facts.edges(data=True), key=lambda edge: edge[2]["fact"].engagement):
        fact: Fact = data["fact"]
        kind, families = kinds.get(fact.relation), _families(facts, target)
        if fact.inferred or families & _NO_VENUE:
            continue
        actors, others = acts_for.get(source, (source,)), acts_for.get(target, (target,))
        if kind in _BILATERAL and _is_actor(families):
            if set(actors) != set(others):
                yield from (Tie(actor, fact.engagement, fact, source) for actor in actors)
                yield from (Tie(other, fact.engagement, fact, target) for other in others)
        elif kind in _JOINT:
            yield from (Tie(actor, target, fact, source) for actor in actors if actor != target)


def _families(facts: nx.MultiDiGraph[str], node: str) -> set[str]:
    return set(terms().ancestors(facts.nodes[node]["type"]))


def _is_actor(families: set[str]) -> bool:
    return "Actor" in families and "Forum" not in families


def _acts_for(store: Any) -> dict[str, tuple[str, ...]]:
    """Person or body → whom it represents or is part of, and whom these act for in turn: the last of them."""
    direct: dict[str, set[str]] = defaultdict(set)
    for row in store.query(_ACTS_FOR):
        direct[row["one"].value].add(row["whole"].value)
    return {one: tuple(sorted(_last(one, direct, set()))) or (one,) for one in direct}


def _last(one: str, direct: Mapping[str, set[str]], seen: set[str]) -> set[str]:
    seen.add(one)  # two may be said to represent each other
    return {end for whole in direct[one] - seen for end in (_last(whole, direct, seen) if whole in direct else {whole})}


def _members(store: Any) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {}
    for row in store.query(_MEMBERS):
        bloc = row["bloc"].value
        members[bloc] = (*members.get(bloc, ()), row["member"].value)
    return members


def _incidence(ties: Iterable[Tie], names: Mapping[str, tuple[str, str]]) -> nx.Graph[str]:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for tie in ties:
        for node, actor in ((tie.actor, True), (tie.venue, False)):
            if node not in graph:
                label, kind = names[node]
                graph.add_node(node, label=label, type=kind, actor=actor)
            graph.nodes[node]["actor"] |= actor
        if not graph.has_edge(tie.actor, tie.venue):
            graph.add_edge(tie.actor, tie.venue, ties=[])
        graph.edges[tie.actor, tie.venue]["ties"].append(tie)
    return graph
