"""Two small dispatches of our own with their facts, in a store: what the page and network tests draw."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.model import Document, Entity, Evidence, Extras, Fact, Reading, Value
from kg.rdf import iris, rules, write
from kg.store import Store, open_store

SPRING = Document(
    "Le Chili copréside avec la Norvège le Groupe des amis de l’océan. Lucía Rojas, ambassadrice du Chili auprès "
    "de l’UNESCO, a dit que « la mer n’attend pas ». Le Chili compte accueillir à Valparaíso, en juin 2031, la "
    "Conférence du large. La Norvège a doté le Fonds bleu de 40 millions de dollars. Selon Lucía Rojas, la Norvège "
    "espère présenter une résolution sur les abysses.",
    name="printemps.txt",
    url="https://example.org/printemps",
    title="La mer n’attend pas",
    date="2030-04-02",
)
AUTUMN = Document(
    "Le Chili et la Norvège coprésident toujours le Groupe des amis de l’océan. La Conférence du large s’est tenue.",
    name="automne.txt",
    url="javascript:alert(1)",
    title="Après la Conférence",
    date="2031-10-09",
)

CHILE = Entity("state/cl", "Chili", "State", ("Chili", "République du Chili"))
NORWAY = Entity("state/no", "Norvège", "State", ("Norvège",))
UNESCO = Entity("body/unesco", "UNESCO", "IntergovernmentalOrganization", ("UNESCO",))
FRIENDS = Entity("forum/amis-ocean", "Groupe des amis de l’océan", "FriendsGroup", ("Groupe des amis de l’océan",))
ROJAS = Entity("person/rojas", "Lucía Rojas", "Person", ("Lucía Rojas", "l’ambassadrice"))
SUMMIT = Entity("occasion/large", "Conférence du large", "ForumEdition", ("Conférence du large",))
PORT = Entity("place/valparaiso", "Valparaíso", "Place", ("Valparaíso",))
FUND = Entity("initiative/fonds-bleu", "Fonds bleu", "Fund", ("Fonds bleu",))
ABYSS = Entity("instrument/abysses", "résolution sur les abysses", "Resolution", ())


def _evidence(document: Document, words: str) -> Evidence:
    """The sentence of the document that holds these words."""
    at = document.text.index(words)
    start = document.text.rfind(". ", 0, at) + 2 if ". " in document.text[:at] else 0
    end = document.text.index(".", at) + 1
    return Evidence(start, end, document.text[start:end])


def readings() -> list[Reading]:
    """Facts of every kind the page shows: two ends, a post, a statement, a date, an amount, a plan, a wish."""

    def spring(subject: Entity, relation: str, end: Entity | Value, words: str, **more: Any) -> Fact:
        return Fact(subject, relation, end, _evidence(SPRING, words), rule="sample", **more)

    def autumn(subject: Entity, relation: str, end: Entity | Value, words: str, **more: Any) -> Fact:
        return Fact(subject, relation, end, _evidence(AUTUMN, words), rule="sample", **more)

    june = "2031-06"
    first = (
        spring(CHILE, "coChairs", FRIENDS, "copréside", status="ongoing"),
        spring(NORWAY, "coChairs", FRIENDS, "copréside", status="ongoing"),
        spring(ROJAS, "holdsPosition", Value("ambassadrice"), "Lucía", status="ongoing", extras=Extras(CHILE, UNESCO)),
        spring(ROJAS, "says", Value("la mer n’attend pas"), "Lucía", speaker=ROJAS),
        spring(CHILE, "hosts", SUMMIT, "accueillir", status="planned", date=june, confidence=0.8),
        spring(SUMMIT, "heldIn", PORT, "accueillir", status="planned", date=june),
        spring(SUMMIT, "date", Value(june, "date"), "accueillir", status="planned", date=june),
        spring(NORWAY, "funds", FUND, "Fonds bleu", extras=Extras(amount="40000000 USD")),
        spring(FUND, "amount", Value("40000000 USD", "amount"), "Fonds bleu"),
        spring(NORWAY, "sponsors", ABYSS, "abysses", status="aspired", speaker=ROJAS),
        spring(CHILE, "partnersWith", NORWAY, "copréside"),
    )
    second = (
        autumn(CHILE, "coChairs", FRIENDS, "coprésident", status="ongoing"),
        autumn(SUMMIT, "heldIn", PORT, "tenue", date=june),
    )
    return [Reading(SPRING, first), Reading(AUTUMN, second)]


@cache
def sample_store() -> Store:
    """Both dispatches in memory, derived graph drawn. Tests only read it."""
    store = open_store("memory:")
    run = iris.run("test", "none").value
    for reading in readings():
        store.replace(iris.article_graph(reading.document.key).value, write.quads(reading, run))
    rules.rebuild(store)
    return store


def iri(entity: Entity) -> str:
    return iris.entity(entity.id).value


def nasty(graph: Any) -> Any:
    """The graph, with names that would run if they were taken for markup or code."""
    graph.nodes[iri(CHILE)]["label"] = NASTY
    graph.nodes[iri(CHILE)]["labels"] = {"fr": NASTY}
    graph.nodes[iri(CHILE)]["forms"] = ["</script><script>window.hacked = 2</script>", "<!-- @@data@@ \u2028 $& ${x}"]
    graph.nodes[iri(NORWAY)]["labels"] = {"fr": "النرويج 🇳🇴 <b>" + "très long " * 30}
    return graph


NASTY = "<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>"
