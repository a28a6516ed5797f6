"""A reading → quads: everything one article says, in its own named graph.

Engagements, posts, ballots and statements are facts of the world: two articles that tell the same one write the same
triples. Claims and spans are the article's own. The terms are those of the ontology: a typo raises.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from kg import resources
from kg.extract import quantities
from kg.model import Document, Entity, Fact, Reading
from kg.rdf import engagements, iris, literals
from kg.rdf.engagements import Triple
from kg.rdf.literals import text
from kg.rdf.names import ENT, OA, PROV, RDF_TYPE, SCHEMA, SKOS

_GROUPS = frozenset({"ActorGroup", "CountryGroup"})
CONTEXT = 32  # code points kept before and after a quote, to find it again in another copy of the text


def quads(reading: Reading, run: str) -> list[ox.Quad]:
    """The article graph of a reading by `run` (an IRI, see `kg.rdf.iris.run`): no duplicates, always the same.

    Raises KeyError for an unknown relation or class, ValueError for evidence that is not in the text or a malformed
    value: both are faults of the reader.
    """
    graph = iris.article_graph(reading.document.key)
    triples = dict.fromkeys(_article_graph(reading, ox.NamedNode(run)))
    return [ox.Quad(*triple, graph) for triple in triples]


def statements(reading: Reading, run: str) -> list[str]:
    """The same as the text `Store.write` takes, without a graph: held in memory it is small, and quickly written."""
    triples = _article_graph(reading, ox.NamedNode(run))
    return [*dict.fromkeys(f"{subject} {predicate} {target}" for subject, predicate, target in triples)]


def fingerprint(document: Document) -> str:
    """A checksum of all that a document says of itself; with the run, it tells whether it must be read again."""
    about = (document.key, document.title, document.date, document.lang, document.outlet)
    return f"sha256:{hashlib.sha256(repr(about).encode()).hexdigest()}"


def run_statements(run: str, version: str) -> list[str]:
    """What the graph of runs says of `run`: no time, so that two builds are the same."""
    node = ox.NamedNode(run)
    return [f"{node} {RDF_TYPE} {PROV.Activity}", f"{node} {SKOS.prefLabel} {text(f'Entente {version}')}"]


def _article_graph(reading: Reading, run: ox.NamedNode) -> Iterator[Triple]:
    document = reading.document
    graph = iris.article_graph(document.key)
    yield (graph, PROV.wasGeneratedBy, run)
    yield (graph, iris.VERSION, text(fingerprint(document)))
    yield from _article(document)
    for entity in entities(reading):
        yield from _entity(entity, document)
    addresses = [engagements.address(fact) for fact in reading.facts]
    for fact, engagement in zip(reading.facts, addresses, strict=True):
        yield from engagements.describe(fact, engagement, document)
        yield from engagements.request(fact, reading.facts)
    for node, (fact, engagement) in _claims(reading, addresses).items():
        yield from _claim(node, fact, engagement, document, run)


def _article(document: Document) -> Iterator[Triple]:
    node = iris.article(document.key)
    yield (node, RDF_TYPE, ENT.Article)
    yield (node, ENT.text, text(document.text))
    yield (node, ENT.checksum, text(hashlib.sha256(document.text.encode()).hexdigest()))
    yield (node, ENT.documentName, text(document.name))
    yield (node, SKOS.prefLabel, text(document.title, document.lang) if document.title else text(document.name))
    yield (node, SCHEMA.inLanguage, text(document.lang))
    if document.url:
        yield (node, SCHEMA.url, text(document.url))
    if document.outlet:
        yield (node, ENT.outlet, text(document.outlet))
    if document.date:
        yield (node, ENT.publishedOn, text(document.date))
        if (published := literals.period(document.date)) and published.start:
            yield (node, ENT.publishedFrom, literals.instant(published.start))


def entities(reading: Reading) -> list[Entity]:
    """Every entity of a reading once, with all its forms."""
    found: dict[str, Entity] = {}
    forms: dict[str, dict[str, None]] = {}
    for entity in (*reading.entities, *_in_facts(reading.facts)):
        found.setdefault(entity.id, entity)
        forms.setdefault(entity.id, {}).update(dict.fromkeys(entity.forms))
    return [replace(entity, forms=tuple(forms[name])) for name, entity in found.items()]


def _in_facts(facts: Iterable[Fact]) -> Iterator[Entity]:
    for fact in facts:
        for end in (fact.subject, fact.object, fact.speaker, fact.extras.of, fact.extras.at):
            if isinstance(end, Entity):
                yield end


def _entity(entity: Entity, document: Document) -> Iterator[Triple]:
    node = iris.entity(entity.id)
    yield (node, ENT.mentionedIn, iris.article(document.key))
    known = registry_labels().get(node.value, frozenset()) | {entity.label}
    if not entity.registered:
        yield (node, RDF_TYPE, ENT[entity.type])
        yield (node, SKOS.prefLabel, text(entity.label, document.lang))
        if entity.type in _GROUPS and (size := quantities.size(entity.label)):
            yield (node, ENT.memberCount, literals.integer(size))
    for form in entity.forms:
        if form not in known:
            yield (node, SKOS.altLabel, text(form, document.lang))


def claims(reading: Reading) -> dict[ox.NamedNode, Fact]:
    """The claims of a reading; where two rules read the same words alike, the surer one speaks."""
    addresses = [engagements.address(fact) for fact in reading.facts]
    return {node: fact for node, (fact, _) in _claims(reading, addresses).items()}


def _claims(reading: Reading, addresses: list[ox.NamedNode]) -> dict[ox.NamedNode, tuple[Fact, ox.NamedNode]]:
    """The claims of a reading, each with the engagement it asserts; `addresses` are those of its facts."""
    found: dict[ox.NamedNode, tuple[Fact, ox.NamedNode]] = {}
    facts = zip(reading.facts, addresses, strict=True)
    for fact, engagement in sorted(facts, key=lambda pair: (-pair[0].confidence, pair[0].rule)):
        who = fact.speaker.id if fact.speaker else ""
        place = (str(fact.evidence.start), str(fact.evidence.end))
        node = iris.claim(reading.document.key, engagement.value, fact.status, who, *place)
        found.setdefault(node, (fact, engagement))
    return found


def _claim(
    node: ox.NamedNode, fact: Fact, engagement: ox.NamedNode, document: Document, run: ox.NamedNode
) -> Iterator[Triple]:
    span = iris.span(document.key, fact.evidence.start, fact.evidence.end)
    yield (node, RDF_TYPE, ENT.Claim)
    yield (node, ENT.asserts, engagement)
    yield (node, ENT.claimedStatus, ENT[f"status-{fact.status}"])
    yield (node, ENT.inArticle, iris.article(document.key))
    yield (node, ENT.hasSpan, span)
    if fact.speaker:
        yield (node, ENT.speaker, iris.entity(fact.speaker.id))
    yield (node, ENT.confidence, literals.decimal(fact.confidence))
    if fact.extras.date_text:
        yield (node, ENT.dateText, text(fact.extras.date_text))
    if fact.rule:
        yield (node, ENT.rule, text(fact.rule))
    yield (node, PROV.wasGeneratedBy, run)
    yield from _span(span, fact, document)


def _span(node: ox.NamedNode, fact: Fact, document: Document) -> Iterator[Triple]:
    start, end, quote = fact.evidence.start, fact.evidence.end, fact.evidence.quote
    if not 0 <= start < end <= len(document.text) or document.text[start:end] != quote:
        raise ValueError(f"characters {start} to {end} of {document.name} do not read {quote!r}")
    position, words = ox.NamedNode(node.value + "#position"), ox.NamedNode(node.value + "#quote")
    yield (node, RDF_TYPE, ENT.SourceSpan)
    yield (node, OA.hasSource, iris.article(document.key))
    yield (node, ENT.start, literals.integer(start))
    yield (node, ENT.end, literals.integer(end))
    yield (node, ENT.quote, text(quote))
    yield (node, OA.hasSelector, position)
    yield (node, OA.hasSelector, words)
    yield (position, RDF_TYPE, OA.TextPositionSelector)
    yield (position, OA.start, literals.integer(start))
    yield (position, OA.end, literals.integer(end))
    yield (words, RDF_TYPE, OA.TextQuoteSelector)
    yield (words, OA.exact, text(quote))
    yield (words, OA.prefix, text(document.text[max(0, start - CONTEXT) : start]))
    yield (words, OA.suffix, text(document.text[end : end + CONTEXT]))


@cache
def registry_labels() -> dict[str, frozenset[str]]:
    """IRI → the names the registry gives it: an article need not repeat them."""
    labels: dict[str, set[str]] = {}
    for path in resources.ontology_files("registry/**/*.ttl"):
        for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            if triple.predicate in (SKOS.prefLabel, SKOS.altLabel):
                labels.setdefault(triple.subject.value, set()).add(triple.object.value)
    return {iri: frozenset(names) for iri, names in labels.items()}
