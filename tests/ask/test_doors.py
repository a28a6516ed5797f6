"""Asking through the command line, from Python, and of a server: the same answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import KnowledgeGraph
from kg.ask import UnreadError, ask
from kg.store import Store

Stores = Callable[[str], Store]
QUESTIONS = (
    "Qui copréside le PMIA ?",
    "Where was the PMIA summit held?",
    "Combien de pays souhaitent rejoindre le PMIA ?",
    "La France copréside-t-elle le PMIA ?",
    "Comment le Maroc est-il lié au Rwanda ?",
    "Quels pays ne coprésident pas le PMIA ?",
    "Qui copréside le plus de forums ?",
    "Que prévoit l'Union africaine ?",
    "Selon qui le Maroc souhaite-t-il entrer dans le PMIA ?",
    "Quand s'est tenu le premier Sommet mondial sur l'IA en Afrique ?",
)


def run(*arguments: str) -> int:
    from kg.cli.app import run as run_kg

    return run_kg(arguments)


@pytest.fixture
def folder(tmp_path: Path, store_of: Stores) -> str:
    """A store on disk with the dispatches."""
    with KnowledgeGraph.open(tmp_path / "graph.db") as graph:
        graph.import_(store_of("dev").dump("nquads"), "nquads")
    return str(tmp_path / "graph.db")


def test_the_command(folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    assert run("ask", QUESTIONS[0], "--store", folder) == 0
    out = capsys.readouterr().out
    assert "copréside" in out and "SELECT" in out and "Serbie" in out and "Belgrade et Bratislava coprésident" in out
    assert run("ask", QUESTIONS[0], "--store", folder, "--format", "json") == 0
    assert {"question", "sparql", "rows", "evidence", "reading"} <= json.loads(capsys.readouterr().out).keys()
    assert run("ask", QUESTIONS[3], "--store", folder) == 0
    assert "Non" in capsys.readouterr().out


def test_the_answer_comes_first_and_the_sparql_last(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    run("ask", QUESTIONS[0], "--store", folder)
    out = capsys.readouterr().out
    places = [out.index(text) for text in ("Compris", "Serbie  ", "« Belgrade", "PREFIX", "SELECT")]
    assert places == sorted(places)


def test_the_sparql_alone_can_be_run(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    assert run("ask", QUESTIONS[0], "--store", folder, "--sparql") == 0
    query = tmp_path / "q.rq"
    query.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run("sparql", "-f", str(query), "--store", folder) == 0
    assert "Serbie" in capsys.readouterr().out


def test_a_question_need_not_be_quoted(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", *QUESTIONS[0].split(), "--store", folder) == 0
    unquoted = capsys.readouterr().out
    run("ask", QUESTIONS[0], "--store", folder)
    assert capsys.readouterr().out == unquoted


def test_what_may_be_several_bridges_nothing(store_of: Stores) -> None:
    with pytest.raises(UnreadError, match="·"):
        ask(store_of("dev"), "Qui fait le pont entre le ministère et la France ?")


def test_a_capital_bridges_as_its_state(store_of: Stores) -> None:
    store = store_of("article")
    asked = ask(store, "Qui fait le pont entre Washington et Pékin ?")
    assert [str(row["answer"]) for row in asked] == ["Maroc"] and asked.passages
    assert ask(store, "Who bridges the US and China?").answer.engagements() == asked.answer.engagements()


def test_a_question_that_cannot_be_read_ends_with_2(
    folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    assert run("ask", "Combien mesure la tour Eiffel ?", "--store", folder) == 2
    error = capsys.readouterr().err
    assert "not understood: mesure" in error and "try:" in error and error.count("\n") == 1


def test_from_python(folder: str) -> None:
    with KnowledgeGraph.open(folder, read_only=True) as graph:
        asked = graph.ask(QUESTIONS[0])
        assert [str(row["answer"]) for row in asked] == ["Serbie", "Slovaquie"]
        pandas = pytest.importorskip("pandas")
        assert isinstance(asked.to_dataframe(), pandas.DataFrame)


def test_a_server_answers_the_same(store_of: Stores, sparql_server: str) -> None:
    here = store_of("dev")
    with KnowledgeGraph.open(sparql_server) as there:
        there.import_(here.dump("nquads"), "nquads")
        for question in QUESTIONS:
            one, two = ask(here, question), there.ask(question)
            assert [_plain(row) for row in one.rows] == [_plain(row) for row in two.rows], question
            assert len(one.passages) == len(two.passages), question


def _plain(row: dict[str, object]) -> dict[str, str]:
    return {name: str(cell) for name, cell in row.items()}


def test_a_name_that_nothing_has_is_not_left_out(store_of: Stores) -> None:
    """« Qui a rencontré Macrn ? » is not « who met anyone »."""
    with pytest.raises(UnreadError, match="Marc"):
        ask(store_of("dev"), "Qui a rencontré Marcccq ?")
