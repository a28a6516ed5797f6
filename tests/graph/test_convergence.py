"""Articles that tell of one thing meet on one node: what is announced in one is kept in another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph import KnowledgeGraph
from kg.model import Document

ANNOUNCED = Document(
    "NAIROBI - Le Kenya accueillera le Sommet africain sur le climat en septembre 2025 à Nairobi. "
    "Le Rwanda compte signer la Déclaration de Nairobi. Le Ghana souhaite coprésider le sommet.",
    name="mars.txt",
    date="2025-03-10",
)
TOLD = Document(
    "NAIROBI - Le Kenya a accueilli le Sommet africain sur le climat du 4 au 6 septembre 2025 à Nairobi. "
    "Le Rwanda a signé la Déclaration de Nairobi. Le Ghana a coprésidé le sommet avec le Kenya.",
    name="septembre.txt",
    date="2025-09-07",
)
OTHER = Document(
    "ACCRA - Le Ghana a accueilli le Sommet africain sur le climat en mai 2019. "
    "L'Assemblée nationale a adopté la Déclaration finale.",
    name="ghana.txt",
    date="2019-05-30",
)


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open("memory:") as graph:
        graph.add([ANNOUNCED, TOLD, OTHER])
        yield graph


def test_promises_meet_what_became_of_them(graph: KnowledgeGraph) -> None:
    kept = {(str(row["actor"]), str(row["relation"]), str(row["target"])) for row in graph.query("promises-kept")}
    summit = "Sommet africain sur le climat (2025)"
    assert kept >= {
        ("Kenya", "hosts", summit),
        ("Ghana", "coChairs", summit),
        ("Rwanda", "signs", "Déclaration de Nairobi"),
    }


def test_another_year_is_another_edition(graph: KnowledgeGraph) -> None:
    hosted = {fact["object"]["label"]: fact["object"]["iri"] for fact in graph.facts(relation="hosts")}
    assert set(hosted) == {"Sommet africain sur le climat (2025)", "Sommet africain sur le climat (2019)"}
    assert len(set(hosted.values())) == 2


def test_what_only_its_article_can_tell_stays_with_it() -> None:
    """« l'Assemblée nationale », « la Déclaration finale »: of another country, of another meeting elsewhere."""
    with KnowledgeGraph.open("memory:") as graph:
        text = "L'Assemblée nationale a adopté la Déclaration finale."
        graph.add([Document(text, name="un.txt"), Document(text + " Elle salue ce texte.", name="deux.txt")])
        adopted = graph.facts(relation="adopts")
        assert len(adopted) == 2
        assert len({fact["object"]["iri"] for fact in adopted}) == 2


def test_a_text_is_known_by_its_number() -> None:
    """One article names its subject, the other does not; what they say of it can then contradict."""
    with KnowledgeGraph.open("memory:") as graph:
        graph.add(
            [
                Document("Le Conseil de sécurité a adopté la résolution 2900 sur le Soudan.", name="un.txt"),
                Document("L'Algérie a voté pour la résolution 2900.", name="deux.txt"),
                Document("L'Algérie s'est opposée à la résolution 2900.", name="trois.txt"),
                Document("L'Algérie s'est opposée à la résolution 2901.", name="quatre.txt"),
            ]
        )
        texts = {fact["document"]: fact["object"]["iri"] for fact in graph.facts() if fact["relation"] != "about"}
        assert texts["un.txt"] == texts["deux.txt"] == texts["trois.txt"] != texts["quatre.txt"]
        assert {str(row["article"]) for row in graph.query("conflicts")} == {"deux.txt"}
