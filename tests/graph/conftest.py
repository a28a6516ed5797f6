"""One graph of every gold text, and a small one in which articles contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

import goldreading
import pytest

from kg.graph import KnowledgeGraph
from kg.ingest import ingest
from kg.model import Document, Entity, Evidence, Fact, Reading, Value

MAROC = Entity("state/ma", "Maroc", "State", ("le Royaume",), registered=True)
FRANCE = Entity("state/fr", "France", "State", ("France",), registered=True)
MINISTER = Entity("person/0011223344556677", "Awa Diop", "Person", ("la ministre",))
FORUM = Entity("entity/8899aabbccddeeff", "Forum des lacs", "Forum", ("le forum",))
TEXT_ = Entity("entity/0123456789abcdef", "résolution des lacs", "Resolution", ("le texte",))

FIRST = Document("Le Royaume accueille le forum et vote le texte.", name="premier.txt", date="2024-03")
SECOND = Document("Non, dit la ministre, le Royaume n'accueille pas le forum.", name="second.txt", date="2024-02-10")
THIRD = Document(
    "Le Royaume s'oppose au texte ; la France accueillerait le forum.", name="troisième.txt", date="2024-01"
)


def fact(document: Document, quote: str, *ends: object, **more: object) -> Fact:
    start = document.text.index(quote)
    return Fact(*ends, Evidence(start, start + len(quote), quote), **more)  # type: ignore[arg-type]


READINGS = {
    FIRST.name: (
        fact(FIRST, "Le Royaume accueille le forum", MAROC, "hosts", FORUM, status="realised"),
        fact(FIRST, "vote le texte", MAROC, "votesFor", TEXT_, status="realised"),
    ),
    SECOND.name: (
        fact(SECOND, "n'accueille pas le forum", MAROC, "hosts", FORUM, status="denied", speaker=MINISTER),
        fact(SECOND, SECOND.text, MINISTER, "says", Value("Le forum n'aura pas lieu"), speaker=MINISTER),
    ),
    THIRD.name: (
        fact(THIRD, "Le Royaume s'oppose au texte", MAROC, "opposes", TEXT_),
        fact(THIRD, "la France accueillerait le forum", FRANCE, "hosts", FORUM, status="aspired"),
    ),
}


@pytest.fixture(scope="session")
def gold() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open("memory:") as graph:
        ingest(goldreading.documents(), graph.store, goldreading.read)
        yield graph


@pytest.fixture
def dispute() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open("memory:") as graph:
        ingest([FIRST, SECOND, THIRD], graph.store, lambda document: Reading(document, READINGS[document.name]))
        yield graph
