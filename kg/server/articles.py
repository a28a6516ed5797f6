"""The articles of a graph, and one of them with its entities and facts in their places."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query.names import Names
from kg.query.terms import iri, literal, select
from kg.rdf.iris import ARTICLES, DATA
from kg.server import atlas
from kg.server.titles import openings
from kg.view.data import family

Card = dict[str, Any]

_PREFIXES = (
    "PREFIX ent: <https://w3id.org/entente/ontology#> PREFIX schema: <https://schema.org/>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)
_LIST = (
    _PREFIXES
    + """SELECT ?article ?name ?title ?url ?outlet ?published ?facts WHERE {
  ?article ent:documentName ?name .
  OPTIONAL { ?article skos:prefLabel ?title } OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article ent:outlet ?outlet } OPTIONAL { ?article ent:publishedOn ?published }
  { SELECT ?article (COUNT(DISTINCT ?fact) AS ?facts) WHERE {
      ?article ent:documentName ?any OPTIONAL { ?claim ent:inArticle ?article ; ent:asserts ?fact }
    } GROUP BY ?article }
  #FILTER#
} ORDER BY DESC(?published) ?name ?article LIMIT #LIMIT# OFFSET #OFFSET#"""
)
_TEXT = _PREFIXES + "SELECT ?text WHERE { #ARTICLE# ent:text ?text }"
_NAMED = _PREFIXES + "SELECT DISTINCT ?entity WHERE { ?entity ent:mentionedIn #ARTICLE# } ORDER BY ?entity"


def articles(graph: KnowledgeGraph, text: str, limit: int, offset: int) -> list[Card]:
    """Articles, the latest first; with `text`, those whose name or title holds it."""
    wanted = (
        f'FILTER (CONTAINS(LCASE(CONCAT(?name, " ", COALESCE(?title, ""))), LCASE({literal(text)})))' if text else ""
    )
    return _found(graph, wanted, limit, offset)


def article(graph: KnowledgeGraph, address: str) -> Card:
    """An article: its `text`, its `entities` with their places in it (`spans`), its `facts`.

    Offsets are code points, end-exclusive. Raises NotFoundError.
    """
    found = _found(graph, f"VALUES ?article {{ {iri(address)} }}", 1, 0)
    texts = select(graph.store, _TEXT.replace("#ARTICLE#", iri(address)))
    if not found or not texts:
        raise NotFoundError(say("explore.article", name=address))
    text = str(texts[0]["text"])
    facts = graph.facts(document=address)
    atlas.named(graph, facts)
    return found[0] | {"text": text, "entities": _entities(graph, address, text), "facts": list(facts)}


def _found(graph: KnowledgeGraph, wanted: str, limit: int, offset: int) -> list[Card]:
    query = _LIST.replace("#FILTER#", wanted).replace("#LIMIT#", str(limit)).replace("#OFFSET#", str(offset))
    known: dict[str, Card] = {}
    for row in select(graph.store, query):  # two titles give two rows
        address = str(row["article"])
        card = {key: row[key] and str(row[key]) for key in ("name", "title", "url", "outlet")}
        published = row["published"] and str(row["published"])[:10]
        known.setdefault(address, {"iri": address, **card, "published": published, "facts": int(str(row["facts"]))})
    untitled = [address for address, card in known.items() if card["title"] in (None, card["name"])]
    for address, words in openings(graph.store, untitled).items():
        known[address]["title"] = words
    return list(known.values())


def _entities(graph: KnowledgeGraph, address: str, text: str) -> list[Card]:
    nodes = [str(row["entity"]) for row in select(graph.store, _NAMED.replace("#ARTICLE#", iri(address)))]
    own = address.replace(f"{DATA}article/", ARTICLES)
    names = Names(graph.store, nodes, {own})
    forms = {node: {names.label(node, own), *names.others(node, own)} for node in nodes}
    places = _places(text, forms)
    return [
        {
            "iri": node,
            "label": names.label(node, own),
            "type": kind,
            "family": family(kind or ""),
            "spans": places[node],
        }
        for node in nodes
        for kind in (names.type(node),)
    ]


def _places(text: str, forms: dict[str, set[str]]) -> dict[str, list[tuple[int, int]]]:
    """Where entities are named: at each place the longest form. A form of several entities names none of them."""
    owners: dict[str, set[str]] = defaultdict(set)
    for node, called in forms.items():
        for form in called:
            owners[form].add(node)
    sought = sorted((form for form in owners if len(form) > 1), key=lambda form: (-len(form), form))
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    if sought:
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sought))})(?!\w)")
        for match in pattern.finditer(text):
            if len(owners[match.group()]) == 1:
                found[next(iter(owners[match.group()]))].append(match.span())
    return found
