"""Counts of votes with names beside them, sums given to a programme, second places and dates."""

from __future__ import annotations

import pytest

from kg.extract import read
from kg.extract.quantities import find
from kg.model import Document, Entity


def _facts(text: str) -> set[tuple[str, str, str]]:
    found = read(Document(text, date="2026-02-10")).facts
    return {
        (f.subject.label, f.relation, f.object.label if isinstance(f.object, Entity) else f.object.text) for f in found
    }


def test_names_in_brackets_voted_so() -> None:
    facts = _facts(
        "Par 117 voix pour, 2 voix contre (États-Unis et Paraguay) et 2 abstentions (Tunisie et Ukraine), "
        "l'Assemblée générale a adopté la résolution."
    )
    assert {("États-Unis", "opposes", "résolution"), ("Paraguay", "opposes", "résolution")} <= facts
    assert {("Tunisie", "abstainsOn", "résolution"), ("Ukraine", "abstainsOn", "résolution")} <= facts
    assert ("résolution", "votes", "117 voix pour, 2 contre, 2 abstentions") in facts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("par 14 voix et une abstention", "14 voix pour, 1 abstention"),
        ("par 14 voix et une abstention (Russie)", "14 voix pour, 1 abstention"),
        ("334 suffrages contre 324, onze élus s'abstenant", "334 voix pour, 324 contre, 11 abstentions"),
        ("Douze voix, aucune opposition, trois abstentions", "12 voix pour, 0 contre, 3 abstentions"),
        ("120 voix contre 5 (Russie, Syrie), avec 30 abstentions", "120 voix pour, 5 contre, 30 abstentions"),
    ],
)
def test_tallies(text: str, value: str) -> None:
    assert [q.value for q in find(text) if q.kind == "tally"] == [value]


def test_a_sum_given_is_that_of_what_it_pays_for() -> None:
    facts = _facts("La Banque consacrera 104,7 millions d'euros au Projet de digitalisation.")
    assert ("Projet de digitalisation", "amount", "104700000 EUR") in facts


def test_and_then_elsewhere() -> None:
    facts = _facts("Le Dialogue se tiendra à Genève en juillet 2026, puis à New York en 2027.")
    assert {("Dialogue", "heldIn", "New York"), ("Dialogue", "date", "2027"), ("Dialogue", "heldIn", "Genève")} <= facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # the text of a vote stands elsewhere in the sentence
        ("La résolution 12 a recueilli 12 voix ; la Chine s'est abstenue.", ("Chine", "abstainsOn", "résolution 12")),
        ("La résolution 12 a été approuvée par 31 voix, la Hongrie votant contre.", ("Hongrie", "opposes", "résolution 12")),
        ("L'Inde a refusé d'endosser la résolution 12.", ("Inde", "opposes", "résolution 12")),
        # « figurent parmi »: what is told of the group is told of its members
        (
            "L'Inde et le Pérou figurent parmi les pays qui ont voté contre la résolution 12.",
            ("Pérou", "opposes", "résolution 12"),
        ),
    ],
)  # fmt: skip
def test_sides_of_a_vote(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in _facts(text)
