"""Graphs of our own shape and of any size, to measure with: readings of articles that nobody wrote.

How often each relation and status comes is what reading the dispatches of `tests/corpus` gives. What is named is named
again the more often it has been (rich get richer), so that a few states take part in thousands of facts and most
things in one or two; new things keep coming, ever more slowly. The same size and seed give the same graph.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.model import Document, Entity, Evidence, Extras, Fact, Reading, Value, mint
from kg.rdf import iris, write
from kg.rdf.names import RDF_TYPE, SKOS

FACTS = 20  # of an article
_AGAIN = 0.12  # how many facts an earlier article has told
_SAID = 0.4  # how many are told by someone
_EASE = 25  # how many new things come before old ones count
_RUN = "https://w3id.org/entente/id/run/bench"

# relation: weight, subjects, objects
_RELATIONS: dict[str, tuple[int, str, str]] = {
    "holdsPosition": (140, "person", "post"),
    "date": (107, "occasion", "date"),
    "says": (80, "person", "gist"),
    "about": (69, "text", "topic"),
    "heldIn": (68, "occasion", "place"),
    "partOf": (40, "body", "body"),
    "signs": (50, "actor", "text"),
    "participatesIn": (46, "actor", "occasion"),
    "represents": (37, "person", "actor"),
    "adopts": (32, "body", "text"),
    "hosts": (24, "actor", "occasion"),
    "launches": (24, "actor", "initiative"),
    "chairs": (23, "actor", "forum"),
    "coChairs": (21, "actor", "forum"),
    "sponsors": (18, "actor", "text"),
    "requests": (16, "actor", "actor"),
    "endorses": (15, "actor", "initiative"),
    "visits": (14, "person", "place"),
    "joins": (13, "actor", "forum"),
    "amount": (12, "fund", "amount"),
    "meets": (11, "person", "person"),
    "assists": (9, "initiative", "actor"),
    "locatedIn": (9, "body", "place"),
    "producedBy": (9, "text", "forum"),
    "follows": (8, "text", "text"),
    "memberOf": (8, "actor", "forum"),
    "partnersWith": (8, "actor", "actor"),
    "editionOf": (8, "occasion", "series"),
    "funds": (5, "fund", "initiative"),
    "votes": (4, "text", "tally"),
    "facilitates": (3, "actor", "text"),
    "drafts": (3, "actor", "text"),
    "ratifies": (6, "actor", "text"),
    "coSponsors": (4, "actor", "text"),
    "votesFor": (14, "actor", "text"),
    "opposes": (6, "actor", "text"),
    "abstainsOn": (8, "actor", "text"),
}
_STATUSES = {"realised": 560, "ongoing": 340, "planned": 92, "aspired": 20, "denied": 6, "unfulfilled": 4}
# kind of thing: its classes, then how readily a new one comes where an old one could
_KINDS: dict[str, tuple[tuple[str, ...], float]] = {
    "actor": (("State", "Organization", "Company", "ResearchInstitution"), 0.6),
    "person": (("Person",), 0.75),
    "body": (("OrganizationalBody", "IntergovernmentalOrganization"), 0.65),
    "occasion": (("ForumEdition", "Meeting", "Visit"), 0.88),
    "forum": (("Forum", "Coalition", "FriendsGroup", "Dialogue"), 0.7),
    "series": (("ForumSeries",), 0.6),
    "text": (("Resolution", "Agreement", "Declaration", "Strategy"), 0.85),
    "initiative": (("Programme", "Centre", "Strategy"), 0.8),
    "fund": (("Fund",), 0.75),
    "place": (("Place",), 0.5),
    "topic": (("Topic",), 0.4),
}
_WORDS = "accord action avenir cadre climat défense eau égalité espace forêt mer paix santé savoir terre".split()


@dataclass
class _Pool:
    """Things of one kind: those of the registry come first, the most often named is named the most."""

    kind: str
    known: list[Entity]
    named: list[Entity] = field(default_factory=list)
    distinct: int = 0

    def pick(self, chance: random.Random) -> Entity:
        classes, growth = _KINDS[self.kind]
        # a Pitman–Yor process: as many different things as the count of names to the power `growth`
        if chance.random() < (_EASE + growth * self.distinct) / (_EASE + len(self.named)):
            thing = self._new(classes, chance)
        else:
            thing = chance.choice(self.named)
        self.named.append(thing)
        return thing

    def _new(self, classes: tuple[str, ...], chance: random.Random) -> Entity:
        self.distinct += 1
        if self.distinct <= len(self.known):
            return self.known[self.distinct - 1]
        words = " ".join(chance.sample(_WORDS, 2))
        label = f"{self.kind} {self.distinct} {words}"
        return Entity(mint(self.kind, label), label, chance.choice(classes[-3:]))


class _World:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        known = {"actor": registered("states", "State"), "place": registered("places", "Place")}
        known["topic"] = registered("topics", "Topic")
        self.pools = {kind: _Pool(kind, known.get(kind, [])) for kind in _KINDS}
        self.told: list[Fact] = []

    def reading(self, number: int) -> Reading:
        """One article: its facts stand in it one after the other, a sentence each."""
        chance, text, facts = self.chance, f"Dépêche n° {number}. ", []
        for _ in range(FACTS):
            fact = self._retold() if self.told and chance.random() < _AGAIN else self._fact()
            quote = f"{fact.subject.label} — {fact.relation} — {_label(fact)} ({fact.status})."
            facts.append((fact, Evidence(len(text), len(text) + len(quote), quote)))
            text += quote + " "
        day = f"{chance.randint(2012, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        document = Document(text, name=f"{number}.txt", title=f"Dépêche {number}", date=day)
        return Reading(document, tuple(self._told(fact, evidence) for fact, evidence in facts))

    def _told(self, fact: Fact, evidence: Evidence) -> Fact:
        speaker = self.pools["person"].pick(self.chance) if self.chance.random() < _SAID else None
        sure = self.chance.choice((0.75, 0.85, 0.9))
        return replace(fact, evidence=evidence, speaker=speaker, confidence=sure, rule="bench")

    def _retold(self) -> Fact:
        fact = self.chance.choice(self.told)
        status = fact.status
        if status in ("planned", "aspired"):
            status = self.chance.choice(("realised", "planned", "unfulfilled"))
        elif self.chance.random() < 0.05:
            status = "denied"
        return replace(fact, status=status)

    def _fact(self) -> Fact:
        chance = self.chance
        relation = chance.choices(list(_RELATIONS), _WEIGHTS)[0]
        _, subjects, objects = _RELATIONS[relation]
        subject = self.pools[subjects].pick(chance)
        target = self._object(objects)
        while target == subject:
            target = self._object(objects)
        status = chance.choices(list(_STATUSES), list(_STATUSES.values()))[0]
        date = self._day() if relation != "date" and chance.random() < 0.4 else None
        fact = Fact(subject, relation, target, Evidence(0, 1, "…"), status, date, extras=self._extras(relation))
        self.told.append(fact)
        return fact

    def _object(self, kind: str) -> Entity | Value:
        chance = self.chance
        match kind:
            case "date":
                return Value(self._day(), "date")
            case "amount":
                return Value(f"{chance.randint(1, 900)}000000 EUR", "amount")
            case "tally":
                counts = (chance.randint(60, 150), chance.randint(0, 30), chance.randint(0, 40))
                return Value("{} voix pour, {} contre, {} abstentions".format(*counts), "tally")
            case "gist" | "post":
                return Value(f"{kind} {chance.randint(1, 400)} {chance.choice(_WORDS)}")
        return self.pools[kind].pick(chance)

    def _extras(self, relation: str) -> Extras:
        chance = self.chance
        match relation:
            case "holdsPosition":
                at = self.pools["body"].pick(chance) if chance.random() < 0.3 else None
                return Extras(of=self.pools["actor"].pick(chance), at=at)
            case "adopts":
                return Extras(method=chance.choice(("consensus", "vote")))
            case "partnersWith":
                return Extras(kind=chance.choice(("bilateral", "multilateral", "strategic")))
            case "requests":
                return Extras(content="soutenir le texte")
        return Extras()

    def _day(self) -> str:
        year, month = self.chance.randint(2012, 2029), self.chance.randint(1, 12)
        day = f"{year}-{month:02}-{self.chance.randint(1, 28):02}"
        return day[: self.chance.choice((4, 7, 10))]


def quads(size: int, seed: int = 0) -> Iterator[list[ox.Quad]]:
    """The quads of one article after the other, until there are `size` of them in all."""
    world, count, number = _World(seed), 0, 0
    while count < size:
        article = write.quads(world.reading(number), _RUN)
        yield article
        count, number = count + len(article), number + 1


@cache
def registered(file: str, kind: str) -> list[Entity]:
    """The entities of a class that a file of the registry declares, in a fixed order of our own: shuffled."""
    path = Path(str(resources.ontology("registry"))) / f"{file}.ttl"
    labels: dict[str, str] = {}
    kinds: set[str] = set()
    for triple in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        subject, predicate, target = triple.subject.value, triple.predicate, triple.object
        if predicate == SKOS.prefLabel and target.language == "fr":
            labels[subject] = target.value
        elif predicate == RDF_TYPE and target.value == f"{iris.ENT}{kind}":
            kinds.add(subject)
    found = [Entity(node.removeprefix(iris.DATA), labels[node], kind, registered=True) for node in sorted(kinds)]
    random.Random(0).shuffle(found)
    return found


def _label(fact: Fact) -> str:
    return fact.object.text if isinstance(fact.object, Value) else fact.object.label


_WEIGHTS = [weight for weight, _, _ in _RELATIONS.values()]
