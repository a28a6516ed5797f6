"""Where a question finds nothing, the nearest that answers is given, and never without saying so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.ask import UnreadError, ask
from kg.ask.run import Asked
from kg.store import Store


def _answers(asked: Asked) -> set[str]:
    return {str(row["answer"]) for row in asked.rows}


def test_what_no_fact_links_is_left_out(store_of: Callable[[str], Store]) -> None:
    store = store_of("dev")
    plain = ask(store, "Quels États ont pris part aux consultations informelles ?")
    linked = ask(store, "Quels États ont pris part aux consultations informelles du CPS ?")
    unlinked = ask(store, "Quels États ont pris part aux consultations informelles de l'UNESCO ?")
    assert _answers(plain) == _answers(linked) == _answers(unlinked) != set()
    assert not plain.warnings and not linked.warnings
    assert unlinked.warnings


def test_partners_of_each_where_nobody_is_a_partner_of_both(store_of: Callable[[str], Store]) -> None:
    store = store_of("article")
    both = ask(store, "Qui travaille à la fois avec Washington et Pékin ?")
    bridging = ask(store, "Qui fait le pont entre Washington et Pékin ?")
    assert _answers(both) == _answers(bridging) != set()
    assert both.warnings and not bridging.warnings


def test_who_is_left_out_is_told(store_of: Callable[[str], Store]) -> None:
    asked = ask(store_of("dev"), "Quel forum le Maroc préside-t-il sans les États-Unis ?")
    assert "sans que États-Unis" in asked.reading
    assert "FILTER NOT EXISTS" in asked.sparql
    assert not asked.warnings


@pytest.mark.parametrize("question", ["Antony Blinken est-il un bon diplomate ?", "Quel temps fait-il à Kigali ?"])
def test_a_refusal_names_the_words(question: str, store_of: Callable[[str], Store]) -> None:
    with pytest.raises(UnreadError) as refused:
        ask(store_of("dev"), question)
    assert ("bon" in str(refused.value)) is ("bon" in question)
    assert ("temps" in str(refused.value)) is ("temps" in question)


def test_who_did_not_is_what_articles_say_else_told_apart(store_of: Callable[[str], Store]) -> None:
    refusing = ask(store_of("rounds"), "Qui n'a pas signé la feuille de route régionale sur l'éthique de l'IA ?")
    assert _answers(refusing) == {"Argentine"} and not refusing.warnings
    unsaid = ask(store_of("rounds"), "Quels pays n'ont pas signé la Charte de Riyad sur l'IA ?")
    assert unsaid.warnings and len(unsaid.rows) < 10  # of the same articles, not of the whole graph


def test_of_whom_no_article_speaks_is_told(store_of: Callable[[str], Store]) -> None:
    asked = ask(store_of("rounds"), "Quels accords la Mongolie a-t-elle signés ?")
    assert not asked.rows and "Mongolie" in " ".join(asked.warnings)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Quels accords le Togo préside-t-il ?", "le Togo"),
        ("Que mijote Mohamed Ould Errachid ?", "Mohamed Ould Errachid"),
        ("Que mijotera-t-on à la COP31 ?", "la COP31"),
    ],
)
def test_what_is_proposed_can_be_asked_of_it_with_its_article(
    question: str, name: str, store_of: Callable[[str], Store]
) -> None:
    with pytest.raises(UnreadError) as refused:
        ask(store_of("rounds"), question)
    proposed = str(refused.value).rpartition(": ")[2]
    assert name in proposed and ask(store_of("rounds"), proposed, "fr").reading
