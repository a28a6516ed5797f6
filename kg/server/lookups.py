"""What the explorer asks the store: each question looks up what it needs, and costs no more in a large graph."""

from __future__ import annotations

import weakref
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from kg.query.labels import fold
from kg.query.names import Names, solutions
from kg.query.terms import ReadableStore, iri
from kg.server.titles import openings

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CALLED = "SELECT DISTINCT ?e ?label WHERE { ?e ent:mentionedIn ?article ; skos:prefLabel|skos:altLabel ?label }"
_COUNTS = """SELECT ?e (COUNT(DISTINCT ?fact) AS ?n) WHERE {
  { VALUES ?e { #NODES# } ?fact ent:agent ?e } UNION { VALUES ?e { #NODES# } ?fact ent:target ?e } } GROUP BY ?e"""
_RANKED = """SELECT ?e (COUNT(?fact) AS ?n) WHERE { { ?fact ent:agent ?e } UNION { ?fact ent:target ?e } }
GROUP BY ?e ORDER BY DESC(?n) ?e LIMIT #MOST#"""
_LABELS = "SELECT ?e ?label WHERE { VALUES ?e { #NODES# } ?e skos:prefLabel ?label }"
_NEXT = """SELECT DISTINCT ?other WHERE {
  { VALUES ?e { #NODES# } ?fact ent:agent ?e . ?fact ent:target ?other }
  UNION { VALUES ?e { #NODES# } ?fact ent:target ?e . ?fact ent:agent ?other } } LIMIT 20000"""
_BETWEEN = """SELECT DISTINCT ?fact ?other WHERE {
  VALUES ?e { #NODES# } ?fact ent:agent ?e . ?fact ent:target ?other }"""
_OWN = """SELECT DISTINCT ?fact WHERE {
  { VALUES ?e { #NODES# } ?fact ent:agent ?e . ?fact ent:targetValue ?value }
  UNION { VALUES ?e { #NODES# } ?fact ent:agent ?e . ?fact ent:role ent:role-holdsPosition } } LIMIT 1500"""
_ANY = """SELECT ?e (MIN(STR(?told)) AS ?fact) WHERE {
  { VALUES ?e { #NODES# } ?told ent:agent ?e } UNION { VALUES ?e { #NODES# } ?told ent:target ?e } } GROUP BY ?e"""
_ENDS = """SELECT DISTINCT ?e WHERE {
  { VALUES ?fact { #NODES# } ?fact ent:agent ?e } UNION { VALUES ?fact { #NODES# } ?fact ent:target ?e } }"""
_PLACES = """SELECT ?fact ?article ?name ?start ?end WHERE { VALUES ?fact { #NODES# }
  ?claim ent:asserts ?fact ; ent:inArticle ?article ; ent:hasSpan ?span . ?span ent:start ?start ; ent:end ?end .
  ?article ent:documentName ?name }"""
_MENTIONS = """SELECT ?article ?name ?title ?url WHERE {
  #NODES# ent:mentionedIn ?article . ?article ent:documentName ?name
  OPTIONAL { ?article skos:prefLabel ?title } OPTIONAL { ?article schema:url ?url } } ORDER BY ?name ?article"""
_CAPITALS = "SELECT ?e ?seat WHERE { VALUES ?e { #NODES# } ?e ent:capital ?seat }"
_SAMPLE = "SELECT DISTINCT ?fact WHERE { ?fact ent:role ent:role-#NAME# } LIMIT 4"

_TOTALS = {
    "articles": "SELECT (COUNT(*) AS ?n) WHERE { ?x a ent:Article }",
    "entities": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x ent:mentionedIn ?article }",
    "told": """SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { { ?fact ent:agent ?x } UNION { ?fact ent:target ?x }
  FILTER (!CONTAINS(STR(?x), "/id/post/")) }""",
    "facts": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x ent:role ?role }",
}
_POST = "/id/post/"  # a post is no entity of the network: it is told of who holds it

_FORMS: weakref.WeakKeyDictionary[Any, dict[str, set[str]]] = weakref.WeakKeyDictionary()


def _rows(store: ReadableStore, query: str, nodes: Iterable[str] = ()) -> list[dict[str, Any]]:
    return list(solutions(store, _PREFIXES + query.replace("#NODES#", " ".join(map(iri, nodes)))))


def totals(store: ReadableStore) -> dict[str, int]:
    """How many articles, entities (`told`: those that facts are told of) and facts there are."""
    return {part: int(_rows(store, query)[0]["n"]) for part, query in _TOTALS.items()}


def called(store: ReadableStore) -> dict[str, set[str]]:
    """Every entity that articles speak of with its names, folded. Read once: a worker's store does not change."""
    if store not in _FORMS:
        found: dict[str, set[str]] = defaultdict(set)
        for row in _rows(store, _CALLED):
            found[row["e"]].add(fold(row["label"]))
        _FORMS[store] = found
    return _FORMS[store]


def entries(store: ReadableStore, nodes: Collection[str]) -> list[dict[str, Any]]:
    """What nodes are called (`label`, `labels` by language), what they are (`type`), how many `facts` touch them."""
    if not nodes:
        return []
    names, known = Names(store, nodes), labels(store, nodes)
    counts = {row["e"]: int(row["n"]) for row in _rows(store, _COUNTS, nodes)}
    return [
        {"iri": node, "label": names.label(node), "labels": known.get(node, {}), "type": names.type(node) or ""}
        | {"facts": counts.get(node, 0)}
        for node in nodes
    ]


def labels(store: ReadableStore, nodes: Collection[str]) -> dict[str, dict[str, str]]:
    """Preferred labels by language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    if nodes:
        query = _PREFIXES + _LABELS.replace("#NODES#", " ".join(map(iri, nodes)))
        for row in solutions(store, query, terms=True):
            found[row["e"].value].setdefault(row["label"].language or "", row["label"].value)
    return found


def ranked(store: ReadableStore, most: int) -> list[str]:
    """The entities of which most is said."""
    found = (row["e"] for row in _rows(store, _RANKED.replace("#MOST#", str(2 * most))))
    return [node for node in found if _POST not in node][:most]


def reach(store: ReadableStore, node: str, depth: int, most: int) -> dict[str, int]:
    """Entities within `depth` steps of one, with their distance; it goes no further once it has found `most`."""
    far, ring = {node: 0}, [node]
    for step in range(1, depth + 1):
        found = {row["other"] for row in _rows(store, _NEXT, ring)} if ring else set()
        others = {other for other in found - far.keys() if _POST not in other}
        far |= dict.fromkeys(sorted(others), step)
        ring = sorted(others) if len(far) < most else []
    return far


def counted(store: ReadableStore, nodes: Collection[str]) -> dict[str, int]:
    """How many facts touch each node."""
    return {row["e"]: int(row["n"]) for row in _rows(store, _COUNTS, nodes)} if nodes else {}


def between(store: ReadableStore, nodes: Collection[str]) -> list[str]:
    """The facts that link some nodes, and those told of one of them alone (dates, posts, statements)."""
    if not nodes:
        return []
    inside = {row["fact"] for row in _rows(store, _BETWEEN, nodes) if row["other"] in set(nodes)}
    return sorted(inside | {row["fact"] for row in _rows(store, _OWN, nodes)})


def one_each(store: ReadableStore, nodes: Collection[str]) -> list[str]:
    """A fact of each node."""
    return [row["fact"] for row in _rows(store, _ANY, nodes)] if nodes else []


def ends(store: ReadableStore, facts: Collection[str]) -> set[str]:
    """The entities at the ends of facts."""
    return {row["e"] for row in _rows(store, _ENDS, facts) if _POST not in row["e"]} if facts else set()


def places(store: ReadableStore, facts: Collection[str]) -> dict[tuple[str, str, int, int], str]:
    """Fact, name of the article, start, end → IRI of the article."""
    rows = _rows(store, _PLACES, facts) if facts else []
    return {(row["fact"], row["name"], int(row["start"]), int(row["end"])): row["article"] for row in rows}


def mentions(store: ReadableStore, node: str) -> list[dict[str, Any]]:
    """The articles that speak of a node."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(store, _MENTIONS, [node]):
        label = row.get("title") or row["name"]
        known = {"iri": row["article"], "label": label, "name": row["name"], "url": row.get("url")}
        found.setdefault(row["article"], known)
    untitled = [address for address, card in found.items() if card["label"] == card["name"]]
    for address, words in openings(store, untitled).items():
        found[address]["label"] = words
    return list(found.values())


def capitals(store: ReadableStore, nodes: Collection[str]) -> dict[str, str]:
    """The capital of each state among some nodes."""
    return {row["e"]: row["seat"] for row in _rows(store, _CAPITALS, nodes)} if nodes else {}


def sample(store: ReadableStore, relation: str) -> list[str]:
    """A few facts of a relation."""
    return [row["fact"] for row in _rows(store, _SAMPLE.replace("#NAME#", relation))]
