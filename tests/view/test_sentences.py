"""The sentence around a passage."""

from __future__ import annotations

import pytest
from sample_graph import sample_store

from kg.analyse.network import build, facts
from kg.view.sentences import REACH, after, before, of

TEXT = (
    "Rien de neuf. Selon M. Hilale, le Maroc a signé l’accord avec l’O.N.U. hier.\n"
    "« Bien. » Puis A. Guterres a parlé à Rabat ; tous ont écouté"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("le Maroc a signé", ("Selon M. Hilale, ", " l’accord avec l’O.N.U. hier.")),
        ("Rien de neuf.", ("", "")),
        ("Rien", ("", " de neuf.")),
        ("Guterres a parlé", ("Puis A. ", " à Rabat ; tous ont écouté")),
        ("Puis A. Guterres", ("", " a parlé à Rabat ; tous ont écouté")),
    ],
)
def test_a_sentence_starts_after_a_full_stop_and_ends_with_one(words, expected):
    start = TEXT.index(words)
    assert (before(TEXT, start), after(TEXT, start + len(words))) == expected


def test_an_overlong_sentence_is_cut_at_a_word():
    text = "mot " * 300
    assert before(text, 1000).startswith("… mot ") and len(before(text, 1000)) <= REACH + 2
    assert after(text, 100).endswith("mot …") and len(after(text, 100)) <= REACH + 2


def test_every_passage_of_a_store_gets_its_sentence():
    graph = build(sample_store())
    found = of(sample_store(), graph)
    spans = {(claim.article, claim.start, claim.end) for fact in facts(graph) for claim in fact.claims}
    assert found.keys() == spans
