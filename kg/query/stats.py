"""How much there is: articles, entities, facts, claims, and how many of each class, relation and status."""

from __future__ import annotations

from typing import Any

from kg.lexicon import classes
from kg.query.terms import ReadableStore, local, select

Stats = dict[str, int | dict[str, int]]

_PREFIX = "PREFIX ent: <https://w3id.org/entente/ontology#>\n"

_TOTALS = (
    _PREFIX
    + """SELECT ?articles ?entities ?facts ?claims WHERE {
  { SELECT (COUNT(DISTINCT ?x) AS ?articles) WHERE { ?x a ent:Article } }
  { SELECT (COUNT(DISTINCT ?x) AS ?entities) WHERE { ?x ent:mentionedIn ?article } }
  { SELECT (COUNT(DISTINCT ?x) AS ?facts) WHERE { ?claim ent:asserts ?x } }
  { SELECT (COUNT(DISTINCT ?x) AS ?claims) WHERE { ?x ent:asserts ?fact } }
}"""
)
_RELATIONS = (
    _PREFIX
    + """SELECT ?name (COUNT(DISTINCT ?x) AS ?n) WHERE { ?claim ent:asserts ?x . ?x ent:role ?name } GROUP BY ?name"""
)
_STATUSES = _PREFIX + "SELECT ?name (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x ent:currentStatus ?name } GROUP BY ?name"
_CLASSES = (
    _PREFIX
    + """SELECT DISTINCT ?x ?class WHERE {
  ?x ent:mentionedIn ?article
  GRAPH ?graph { ?x a ?class }
  FILTER (?graph != <https://w3id.org/entente/graph/derived>)
}"""
)


def stats(store: ReadableStore) -> Stats:
    """`articles`, `entities` (mentioned ones), `facts` (of the world), `claims` (of articles), each counted once, then
    `classes`, `relations` and `statuses`: name → how many, the most frequent first.
    """
    (totals,) = select(store, _TOTALS)
    return {
        **{name: int(count) for name, count in totals.items()},
        "classes": _classes(store),
        "relations": _by_name(select(store, _RELATIONS), "role-"),
        "statuses": _by_name(select(store, _STATUSES), "status-"),
    }


def _by_name(rows: list[dict[str, Any]], prefix: str) -> dict[str, int]:
    return _ranked({local(row["name"]).removeprefix(prefix): int(row["n"]) for row in rows})


def _classes(store: ReadableStore) -> dict[str, int]:
    """Each entity under its most specific class."""
    parents = classes.load().parents
    kinds: dict[str, str] = {}
    for row in select(store, _CLASSES):
        known = (kinds.get(row["x"], ""), local(row["class"]))
        kinds[row["x"]] = max(known, key=lambda name: (len(parents.get(name, ())), name))
    counts: dict[str, int] = {}
    for kind in kinds.values():
        counts[kind] = counts.get(kind, 0) + 1
    return _ranked(counts)


def _ranked(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
