"""What notices and releases say without a verb."""

from __future__ import annotations

import pytest

from kg.extract import read
from kg.model import Document, Entity

PROGRAMME = "La conférence de Lima s'est ouverte. Au programme : dix ateliers et une table ronde."
BALLOT = "Le Sénat a adopté la résolution sur le Chili.\nPour : 30\nContre : 2\nAbstentions : 4\n"


def said(text: str) -> set[tuple[str, str, str]]:
    """(subject, relation, object) of every fact."""
    facts = read(Document(text, date="2026-02-10")).facts
    return {
        (f.subject.label, f.relation, f.object.label if isinstance(f.object, Entity) else f.object.text) for f in facts
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (PROGRAMME, ("dix ateliers", "partOf", "conférence de Lima")),
        (PROGRAMME, ("table ronde", "partOf", "conférence de Lima")),
        ("Une réunion entre la France et le Kenya a eu lieu à Lomé.", ("Kenya", "participatesIn", "réunion")),
        ("Ils iront à Lima (également théâtre de la réunion des chefs).", ("réunion des chefs", "heldIn", "Lima")),
        (BALLOT, ("résolution sur le Chili", "votes", "30 voix pour, 2 contre, 4 abstentions")),
        # those who open a sentence after its date, without an article
        ("Les 4 et 5 mai, dirigeants et experts se sont réunis à Lima pour le sommet.", ("dirigeants et experts", "participatesIn", "sommet")),
    ],
)  # fmt: skip
def test_told_without_a_verb(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(text)


def test_what_is_to_be_chosen_between_takes_no_part() -> None:
    assert not any(r == "participatesIn" for _, r, _ in said("Le Kenya hésite entre la France et le Chili."))
