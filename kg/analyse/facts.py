"""From the store's rows to facts: an engagement, its two ends, and the claims that carry it.

Two SPARQL queries, whatever the size of the store: one for the claims, one for the entities they speak of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kg.analyse.terms import local
from kg.model import STATUSES

PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""

CLAIMS = (
    PREFIXES
    + """SELECT ?engagement ?role ?agent ?target ?value ?current ?date ?from ?until ?mode ?kind ?amount ?currency
       ?content ?claim ?claimed ?speaker ?article ?confidence ?start ?end ?quote WHERE {
  ?claim ent:asserts ?engagement ; ent:claimedStatus ?claimed ; ent:inArticle ?article ; ent:hasSpan ?span .
  ?span ent:start ?start ; ent:end ?end ; ent:quote ?quote .
  ?engagement ent:role ?role ; ent:agent ?agent .
  OPTIONAL { ?engagement ent:target ?target } OPTIONAL { ?engagement ent:targetValue ?value }
  OPTIONAL { ?engagement ent:currentStatus ?current } OPTIONAL { ?engagement ent:dateValue ?date }
  OPTIONAL { ?engagement ent:validFrom ?from } OPTIONAL { ?engagement ent:validUntil ?until }
  OPTIONAL { ?engagement ent:adoptionMode ?mode } OPTIONAL { ?engagement ent:partnershipKind ?kind }
  OPTIONAL { ?engagement ent:amountValue ?amount ; ent:currency ?currency }
  OPTIONAL { ?engagement ent:requestText ?content }
  OPTIONAL { ?claim ent:speaker ?speaker } OPTIONAL { ?claim ent:confidence ?confidence }
} ORDER BY ?engagement ?claim ?start"""
)

# The nodes that facts speak of: of all, or of some.
_EVERY = """{ ?engagement ent:agent ?node } UNION { ?engagement ent:target ?node } UNION { ?claim ent:speaker ?node }
      UNION { ?claim ent:inArticle ?node } UNION { ?entity ent:mentionedIn ?node }
      UNION { ?post ent:postRepresents|ent:accreditedTo ?node }"""
_SOME = """{ #CHOSEN# ?engagement ent:agent ?node } UNION { #CHOSEN# ?engagement ent:target ?node }
      UNION { #CHOSEN# ?claim ent:asserts ?engagement . ?claim ent:speaker ?node }
      UNION { #CHOSEN# ?claim ent:asserts ?engagement . ?claim ent:inArticle ?node }
      UNION { #CHOSEN# ?engagement ent:agent ?entity . ?entity ent:mentionedIn ?node }
      UNION { #CHOSEN# ?engagement ent:target ?entity . ?entity ent:mentionedIn ?node }
      UNION { #CHOSEN# ?engagement ent:target ?post . ?post ent:postRepresents|ent:accreditedTo ?node }"""
ENTITIES = (
    PREFIXES
    + """SELECT DISTINCT ?node ?property ?object WHERE {
  { SELECT DISTINCT ?node WHERE {
#NODES# } }
  VALUES ?property { skos:prefLabel skos:altLabel rdf:type ent:mentionedIn ent:postRepresents ent:accreditedTo
                     schema:url ent:documentName ent:publishedOn ent:publishedFrom }
  ?node ?property ?object .
} ORDER BY ?node ?property ?object"""
).replace("#NODES#", _EVERY)


@dataclass(frozen=True)
class Claim:
    """One article's word for a fact. `speaker` is (IRI, label), or None when the article speaks for itself; `article`
    is its IRI, `document` its name.
    `start`/`end`: code points in its stored text; `published`: ISO 8601, as
    far as the article tells it (« 2025-07 »), or ""."""

    status: str
    speaker: tuple[str, str] | None
    article: str
    document: str
    url: str | None
    published: str
    quote: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Fact:
    """An engagement: `relation` (local name), `status` as of its latest article, its dates, what else it says
    (`details`: mode, kind, amount, content, of, at), and its claims. `value`: the literal, or a post's title, when
    the fact has no other end. `inferred`: it follows from another fact, whose claims it shows."""

    engagement: str
    relation: str
    status: str
    claims: tuple[Claim, ...]
    value: str | None = None
    date: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    inferred: bool = False


@dataclass(frozen=True)
class Link:
    """A fact between its two ends; `post` is the entity record of a held post."""

    source: str
    target: str | None
    fact: Fact
    post: Entity | None = None


Entity = dict[str, list[Any]]
Row = dict[str, Any]


def read(
    store: Any, speakers: Collection[str] | None = None, engagements: Collection[str] | None = None
) -> tuple[list[Link], dict[str, Entity]]:
    """Every fact of a store with its two ends, and the entities by IRI.

    `speakers` (IRIs or labels; "" for the articles' own voice) keeps the claims by them; `engagements` (IRIs) asks for
    these facts only, and costs no more in a large store.
    """
    entities = _entities(_rows(store, _of(ENTITIES, engagements)))
    wanted = None if speakers is None else {name.casefold() for name in speakers}
    return list(_links(_rows(store, _of(CLAIMS, engagements)), entities, wanted)), entities


def _of(query: str, engagements: Collection[str] | None) -> str:
    """The query over some engagements only: each of its groups that has one."""
    if engagements is None:
        return query
    chosen = f"VALUES ?engagement {{ {' '.join(f'<{address}>' for address in engagements)} }}"
    if query is CLAIMS:
        return query.replace("WHERE {", f"WHERE {{ {chosen}", 1)
    return query.replace(_EVERY, _SOME.replace("#CHOSEN#", chosen))


def _rows(store: Any, sparql: str) -> Iterator[Row]:
    """The solutions of a query, as dicts without the unbound."""
    solutions = store.query(sparql)
    names = [getattr(name, "value", name) for name in solutions.variables]
    for solution in solutions:
        yield {name: term for name, term in zip(names, solution, strict=True) if term is not None}


def _entities(rows: Iterable[Row]) -> dict[str, Entity]:
    """IRI → property (local name) → its values; labels as (language, text)."""
    entities: dict[str, Entity] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        name = row["property"].value.replace("#", "/").rsplit("/", 1)[1]
        term = row["object"]
        entities[row["node"].value][name].append((term.language or "", term.value) if "Label" in name else term.value)
    return entities


def label(iri: str, entity: Entity) -> str:
    """French first, then any; an IRI's last words when nobody named it."""
    labels = dict(reversed(entity.get("prefLabel", [])))
    first = next(iter(sorted(labels)), None)
    return labels.get("fr") or labels.get("") or (labels[first] if first else iri.rsplit("/", 1)[-1].replace("-", " "))


def _links(rows: Iterable[Row], entities: dict[str, Entity], speakers: set[str] | None) -> Iterator[Link]:
    """Facts with their claims gathered; rows come ordered by engagement, then claim."""
    gathered: dict[str, tuple[Row, dict[str, Claim]]] = {}
    for row in rows:
        claim = _claim(row, entities)
        if speakers is None or speakers & {name.casefold() for name in claim.speaker or ("",)}:
            key = row["engagement"].value
            # A claim with several passages is shown with its first.
            gathered.setdefault(key, (row, {}))[1].setdefault(row["claim"].value, claim)
    for key, (row, claims) in gathered.items():
        target = row["target"].value if "target" in row else None
        post = entities.get(target) if target and "Post" in map(local, entities[target].get("type", ())) else None
        fact = _fact(key, row, tuple(claims.values()))
        if post is not None and target is not None:
            fact = replace(fact, value=label(target, post), details=fact.details | _post_details(post, entities))
        elif "value" in row:
            fact = replace(fact, value=row["value"].value)
        yield Link(row["agent"].value, None if post is not None else target, fact, post)


def _claim(row: Row, entities: dict[str, Entity]) -> Claim:
    speaker = row["speaker"].value if "speaker" in row else None
    article = entities[row["article"].value]
    return Claim(
        status=_local_status(row["claimed"]),
        speaker=(speaker, label(speaker, entities[speaker])) if speaker else None,
        article=row["article"].value,
        document=document(row["article"].value, article),
        url=next(iter(article.get("url", ())), None),
        published=next(iter(article.get("publishedOn", article.get("publishedFrom", ()))), ""),
        quote=row["quote"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
        confidence=float(row["confidence"].value) if "confidence" in row else 1.0,
    )


def document(iri: str, article: Entity) -> str:
    return label(iri, article) if article.get("prefLabel") else next(iter(article.get("documentName", ())), iri)


def _fact(key: str, row: Row, claims: tuple[Claim, ...]) -> Fact:
    details: dict[str, str] = {name: row[name].value for name in ("kind", "content") if name in row}
    if "mode" in row:
        details["mode"] = local(row["mode"])
    if "amount" in row:
        details["amount"] = f"{row['amount'].value} {row['currency'].value}"
    return Fact(
        engagement=key,
        relation=local(row["role"]).removeprefix("role-"),
        # Without the derived graph, the rule it applies: the latest article wins, then the surest word.
        status=_local_status(row["current"])
        if "current" in row
        else max(claims, key=lambda claim: (claim.published, -STATUSES.index(claim.status))).status,
        claims=claims,
        date=row["date"].value if "date" in row else None,
        valid_from=row["from"].value if "from" in row else None,
        valid_until=row["until"].value if "until" in row else None,
        details=details,
    )


def _local_status(term: Any) -> str:
    return local(term).removeprefix("status-")


def _post_details(post: Entity, entities: dict[str, Entity]) -> dict[str, str]:
    """`of` whom and `at` what body a post is, as labels."""
    ends = (("of", "postRepresents"), ("at", "accreditedTo"))
    return {name: label(iri, entities[iri]) for name, key in ends for iri in post.get(key, ())[:1]}
