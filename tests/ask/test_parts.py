"""The parts of asking: words, time, names, language, the reading back, what is refused."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from kg.ask import Asked, UnreadError, ask, times
from kg.ask import names as naming
from kg.ask.language import detect, grammar
from kg.ask.tokens import stem, words
from kg.store import Store

Stores = Callable[[str], Store]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_relation_can_be_asked_for(language: str) -> None:
    from kg.rdf.names import relations

    rules = grammar("en" if language == "en" else "fr")
    asked = {trigger.relation for triggers in (*rules.verbs.values(), *rules.nouns.values()) for trigger in triggers}
    assert set(relations()) - asked == set()


def test_words_keep_their_places() -> None:
    question = "L’ambassadeur a-t-il signé ?"
    assert [question[word.start : word.end] for word in words(question)] == [word.text for word in words(question)]
    assert [word.glued for word in words(question)] == [False, False, False, True, True, False]


@pytest.mark.parametrize(
    ("one", "other"), [("africaine", "africains"), ("journaux", "journal"), ("résolutions", "résolution")]
)
def test_forms_of_a_noun_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Qui préside le Conseil ?", "fr"),
        ("Who chairs the Council?", "en"),
        ("Quels accords France et Japon ont-ils signés ?", "fr"),
        ("Is Morocco a member of the Union?", "en"),
        ("???", "fr"),
    ],
)
def test_the_language_is_found(question: str, language: str) -> None:
    assert detect(question) == language


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("Qui a signé en 2025 ?", "2025-01-01", "2025-12-31"),
        ("Qui a signé depuis juin 2024 ?", "2024-06-01", None),
        ("Qui a signé avant 2024 ?", None, "2024-01-01"),
        ("Qui a signé après 2024 ?", "2024-12-31", None),
        ("Qui a signé entre 2023 et 2025 ?", "2023-01-01", "2025-12-31"),
        ("Qui a signé le 2 juillet 2025 ?", "2025-07-02", "2025-07-02"),
        ("Who signed in June 2024?", "2024-06-01", "2024-06-30"),
        ("Who signed since 2024?", "2024-01-01", None),
    ],
)
def test_times(question: str, start: str | None, end: str | None) -> None:
    period = times.read(question, words(question), grammar(detect(question)), set())
    assert period is not None
    assert (period.start and period.start[:10], period.end and period.end[:10]) == (start, end)


def test_a_long_name_and_its_acronym_are_one(store_of: Stores) -> None:
    names = naming.index(store_of("dev"))
    assert names.key("résolution sur l'intelligence artificielle") == names.key("Résolution sur l’IA")


def test_the_reading_is_told_back(store_of: Stores) -> None:
    asked = ask(store_of("dev"), "Quels pays comptent rejoindre le PMIA depuis 2024 ?")
    assert "État" in asked.reading and "rejoint" in asked.reading and "depuis 2024" in asked.reading
    asked = ask(store_of("dev"), "Which countries want to join the PMIA?")
    assert "state" in asked.reading and "joins" in asked.reading and "aspired" in asked.reading


@pytest.mark.parametrize(
    ("question", "words_named"),
    [("Qui a désigné Omar Hilale ?", "désigné"), ("Combien mesure la tour Eiffel ?", "mesure"), ("", "«  »")],
)
def test_what_cannot_be_read_is_refused(store_of: Stores, question: str, words_named: str) -> None:
    with pytest.raises(UnreadError, match=words_named):
        ask(store_of("dev"), question)


def test_words_left_out_are_said(store_of: Stores) -> None:
    asked = ask(store_of("dev"), "Qui copréside joyeusement le PMIA ?")
    assert any("joyeusement" in warning for warning in asked.warnings)


def test_a_plan_is_given_with_a_warning_where_nothing_is_done(store_of: Stores) -> None:
    asked = ask(store_of("dev"), "Qui a rejoint le PMIA ?")
    assert {row["status"] for row in asked.rows} == {"aspired"} and asked.warnings


def test_passages_stand_behind_rows_counts_and_yes(store_of: Stores) -> None:
    store = store_of("dev")
    for question in (
        "Qui copréside le PMIA ?",
        "Combien de pays coprésident le PMIA ?",
        "La Serbie copréside-t-elle le PMIA ?",
    ):
        asked = ask(store, question)
        assert asked.passages, question
        assert all(passage.quote for passage in asked.passages)


def test_json_has_what_the_contract_says(store_of: Stores) -> None:
    given = ask(store_of("dev"), "Qui copréside le PMIA ?").to_dict()
    assert {"question", "reading", "sparql", "rows", "evidence"} <= given.keys()
    assert {row["answer"]["label"] for row in given["rows"]} == {"Serbie", "Slovaquie"}


def test_a_notebook_shows_no_markup_of_others(store_of: Stores) -> None:
    asked = ask(store_of("dev"), "Qui copréside le PMIA ?")
    hostile = Asked(asked.question, "<script>", asked.meaning, asked.answer, asked.passages, ("<b>",))
    assert "<script>" not in hostile._repr_html_() and "<b>" not in hostile._repr_html_()


@pytest.mark.parametrize(
    "text", ['Qui copréside « " } DROP ALL # » ?', "Qui préside le \\u0022 ?", "qui " * 400, "🙂 ?", "a\x00b"]
)
def test_hostile_text_is_refused_or_answered_but_never_runs(store_of: Stores, text: str) -> None:
    store = store_of("dev")
    before = len(list(store.query("SELECT ?s { ?s ?p ?o }")))
    with contextlib.suppress(UnreadError):
        ask(store, text)
    assert len(list(store.query("SELECT ?s { ?s ?p ?o }"))) == before
