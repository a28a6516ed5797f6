"""A fact of the world as an engagement node: who, in which role, towards what, when, how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import Document, Entity, Fact, Value, mint
from kg.rdf import iris, literals
from kg.rdf.literals import text
from kg.rdf.names import ENT, RDF_TYPE, SKOS, relation

Object = ox.NamedNode | ox.Literal
Triple = tuple[ox.NamedNode, ox.NamedNode, Object]


def address(fact: Fact) -> ox.NamedNode:
    """The fact of the world behind a fact of an article."""
    known = relation(fact.relation)
    target = _target(fact)
    ends = [iris.entity(fact.subject.id).value, target.value]
    if known.symmetric:
        ends.sort()
    if fact.extras.amount:
        ends.append(fact.extras.amount)  # two sums are two facts
    return iris.engagement(known.engagement.value, known.name, ends, date_of(fact) or "")


def describe(fact: Fact, node: ox.NamedNode, document: Document) -> Iterator[Triple]:
    """The engagement `node` of a fact, with the post, ballot or statement that belongs to it."""
    known = relation(fact.relation)
    agent: ox.NamedNode = iris.entity(fact.subject.id)
    target = _target(fact)
    if isinstance(target, ox.NamedNode) and swapped(fact):
        agent, target = target, agent
    yield (node, RDF_TYPE, known.engagement)
    yield (node, ENT.role, known.role)
    yield (node, ENT.agent, agent)
    yield (node, ENT.targetValue if isinstance(target, ox.Literal) else ENT.target, target)
    yield from _dates(fact, node)
    yield from _details(fact, node)
    if fact.relation == "holdsPosition" and isinstance(target, ox.NamedNode):
        yield from _post(fact, target, document)


def swapped(fact: Fact) -> bool:
    """Whether the ends of a symmetric fact change places: it is written once, in the order of their addresses."""
    target = _target(fact)
    ordered = not isinstance(target, ox.NamedNode) or iris.entity(fact.subject.id).value <= target.value
    return relation(fact.relation).symmetric and not ordered


def _target(fact: Fact) -> Object:
    """The other end: an entity, the literal of a literal relation, or the post that a title names."""
    if isinstance(fact.object, Entity):
        if relation(fact.relation).literal:
            raise ValueError(f"{fact.relation} takes a literal, not the entity {fact.object.id}")
        return iris.entity(fact.object.id)
    if fact.relation == "holdsPosition":
        ends = (end.id if end else "" for end in (fact.extras.of, fact.extras.at))
        return iris.entity(mint("post", fact.object.text, *ends))
    if not relation(fact.relation).literal:
        raise ValueError(f"{fact.relation} takes an entity, not the literal {fact.object.text!r}")
    return text(fact.object.text)


def _post(fact: Fact, post: ox.NamedNode, document: Document) -> Iterator[Triple]:
    """A post that the reader only names by its title, and whom any post represents before whom."""
    if isinstance(fact.object, Value):
        yield (post, RDF_TYPE, ENT.Post)
        yield (post, SKOS.prefLabel, text(fact.object.text, document.lang))
        yield (post, ENT.mentionedIn, iris.article(document.key))
    if fact.extras.of:
        yield (post, ENT.postRepresents, iris.entity(fact.extras.of.id))
    if fact.extras.at:
        yield (post, ENT.accreditedTo, iris.entity(fact.extras.at.id))


def date_of(fact: Fact) -> str | None:
    """The date of a fact; that of `date` is its object."""
    if fact.date is None and fact.relation == "date" and isinstance(fact.object, Value):
        return fact.object.text
    return fact.date


def _dates(fact: Fact, node: ox.NamedNode) -> Iterator[Triple]:
    date = date_of(fact)
    if not date:
        return
    yield (node, ENT.dateValue, text(date))
    if period := literals.period(date):
        yield (node, ENT.datePrecision, text(period.precision))
        if period.start:
            yield (node, ENT.validFrom, literals.instant(period.start))
        if period.end:
            yield (node, ENT.validUntil, literals.instant(period.end))


def _details(fact: Fact, node: ox.NamedNode) -> Iterator[Triple]:
    """What a relation carries besides its two ends."""
    extras = fact.extras
    if extras.method:
        yield (node, ENT.adoptionMode, ENT[extras.method])
    if extras.kind:
        yield (node, ENT.partnershipKind, text(extras.kind))
    sum_said = fact.object.text if fact.relation == "amount" and isinstance(fact.object, Value) else extras.amount
    if sum_said and (amount := literals.amount(sum_said)):
        yield (node, ENT.amountValue, amount[0])
        if amount[1]:
            yield (node, ENT.currency, text(amount[1]))
    if isinstance(fact.object, Value) and fact.relation == "votes":
        ballot = iris.part("ballot", node)
        yield (node, ENT.ballot, ballot)
        yield (ballot, RDF_TYPE, ENT.Ballot)
        for name, count in literals.counts(fact.object.text).items():
            yield (ballot, ENT["count" + name], literals.integer(count))
    if isinstance(fact.object, Value) and fact.relation == "says":
        statement = iris.part("statement", node)
        yield (node, ENT.statement, statement)
        yield (statement, RDF_TYPE, ENT.Statement)
        yield (statement, ENT.gist, text(fact.object.text))
        yield (statement, ENT.statedBy, iris.entity(fact.subject.id))


def request(fact: Fact, facts: Iterable[Fact]) -> Iterator[Triple]:
    """What a fact of an article asks for: one of its `facts`, by whom it is asked of, else the words."""
    content = fact.extras.content
    if not content or not isinstance(fact.object, Entity):
        return
    for other in facts:
        if other.relation == content and other.subject.id == fact.object.id:
            yield (address(fact), ENT.requestsThat, address(other))
            return
    yield (address(fact), ENT.requestText, text(content))
