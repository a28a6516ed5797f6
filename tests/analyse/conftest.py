"""A small world of ties: Alpha and Gamma meet only through Bêta; two blocs; a plan that is no fact."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import KnowledgeGraph
from kg.ingest import ingest
from kg.model import Document, Entity, Evidence, Fact, Reading, mint

KINDS = {
    "State": ("Alpha", "Bêta", "Gamma", "Delta", "Epsilon", "Omega", "Zêta"),
    "Person": ("Nour Bel",),
    "OrganizationalBody": ("Agence de Bêta",),
    "FriendsGroup": ("Cercle du phare",),
    "Coalition": ("Ligue des détroits",),
    "ForumEdition": ("sommet de mai",),
    "Place": ("Port-Neuf",),
    "Resolution": ("résolution sur les marées",),
    "Post": (),
}
ENTITIES = {name: Entity(mint(kind.lower(), name), name, kind) for kind, names in KINDS.items() for name in names}

# document's date → (subject, relation, object, status, date)
DISPATCHES: dict[str, tuple[tuple[str, str, str, str, str | None], ...]] = {
    "2030-01-10": (
        ("Alpha", "coChairs", "Cercle du phare", "ongoing", None),
        ("Bêta", "coChairs", "Cercle du phare", "ongoing", None),
        ("Omega", "partnersWith", "Alpha", "ongoing", None),
        ("Alpha", "joins", "Ligue des détroits", "planned", None),
        ("sommet de mai", "heldIn", "Port-Neuf", "realised", None),
        ("Omega", "locatedIn", "Port-Neuf", "ongoing", None),
    ),
    "2031-05-02": (
        ("Bêta", "memberOf", "Ligue des détroits", "ongoing", None),
        ("Gamma", "memberOf", "Ligue des détroits", "ongoing", None),
        ("Delta", "memberOf", "Ligue des détroits", "ongoing", None),
        ("Epsilon", "memberOf", "Ligue des détroits", "ongoing", None),
        ("Nour Bel", "represents", "Bêta", "ongoing", None),
        ("Nour Bel", "participatesIn", "sommet de mai", "realised", "2031-05"),
        ("Gamma", "hosts", "sommet de mai", "realised", "2031-05"),
        ("Alpha", "abstainsOn", "résolution sur les marées", "realised", None),
        ("Gamma", "abstainsOn", "résolution sur les marées", "realised", None),
        ("Agence de Bêta", "partOf", "Bêta", "ongoing", None),
        ("Agence de Bêta", "meets", "Delta", "realised", None),
    ),
}


@pytest.fixture(scope="session")
def graph() -> Iterator[KnowledgeGraph]:
    readings = {date: _reading(date, rows) for date, rows in DISPATCHES.items()}
    with KnowledgeGraph.open("memory:") as opened:
        ingest([reading.document for reading in readings.values()], opened.store, lambda doc: readings[str(doc.date)])
        yield opened


def _reading(date: str, rows: tuple[tuple[str, str, str, str, str | None], ...]) -> Reading:
    text, facts = "", []
    for subject, relation, target, status, when in rows:
        passage = f"{subject} {relation} {target}, {status}."
        evidence = Evidence(len(text), len(text) + len(passage), passage)
        facts.append(Fact(ENTITIES[subject], relation, ENTITIES[target], evidence, status, date=when, rule="world"))
        text += passage + "\n"
    return Reading(Document(text, name=f"dépêche {date}", date=date), tuple(facts), ())
