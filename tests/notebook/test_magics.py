"""The magics, in a real IPython shell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

import kg

Run = Callable[[str], ExecutionResult]


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    main = sys.modules["__main__"]  # the shell puts a module of its own there, which starting a process would trip over
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = main


@pytest.fixture
def run(shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one cell, in an empty folder, in English, with the extension loaded and a graph of one dispatch."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.delenv("KG_STORE", raising=False)
    shell.reset(new_session=False)
    shell.run_cell("%reload_ext kg")
    shell.run_cell("%kg use memory:")
    article = Path(kg.__file__).parent / "demo" / "onu-environnement-sain.txt"
    shell.run_cell(f"%kg build --quiet '{article}'")
    return shell.run_cell


def html(result: ExecutionResult) -> str:
    assert result.success, result.error_in_exec
    return str(result.result._repr_html_())


def test_rows_show_and_are_kept(run: Run, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("%kg query adoptions -o votes").success
    assert f"votes: {len(shell.user_ns['votes'])} rows" in capsys.readouterr().out
    assert not shell.user_ns["votes"].empty
    assert "<table>" in html(run("%kg query adoptions"))


def test_no_command_is_proposed_that_cannot_open_the_graph(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    article = Path(kg.__file__).parent / "demo" / "sommet-action-ia-paris.txt"
    assert run(f"%kg build '{article}'").success
    assert "--store memory:" not in "".join(capsys.readouterr())


def test_a_cell_of_sparql(run: Run, shell: InteractiveShell) -> None:
    assert run("%%sparql -o kept\nSELECT ?who ?what WHERE { ?who ent:adopts ?what }").success
    assert list(shell.user_ns["kept"].columns) == ["who", "what"]


@pytest.mark.parametrize(
    "cell", ["%ask -o told Qui a adopté la résolution ?", "%%ask -o told\nQui a adopté la résolution ?"]
)
def test_a_question_in_words(run: Run, shell: InteractiveShell, cell: str) -> None:
    assert run(cell).success
    assert not shell.user_ns["told"].empty


@pytest.mark.parametrize(
    "cell",
    [
        "%ask Who adopts the resolution?",
        "%ask Qui a adopté la résolution ?",
        "x = 1\n%ask Who adopts the resolution ?",
        "%%ask\nWho adopts the resolution?",
    ],
)
def test_a_question_may_end_in_its_mark(run: Run, capsys: pytest.CaptureFixture[str], cell: str) -> None:
    assert "Human Rights Council" in html(run(cell)), "in English as all else, whatever the language of the question"
    assert "not found" not in "".join(capsys.readouterr())


def test_an_answer_may_be_kept_and_help_be_asked_for(run: Run, shell: InteractiveShell) -> None:
    assert run("kept = %ask Who adopts the resolution ?").success and len(shell.user_ns["kept"]) > 0
    assert run("%ask?").success and run("len?").success
    assert run("text = '''\n%ask me ?\n'''").success and shell.user_ns["text"] == "\n%ask me ?\n"


def test_names_are_the_same_in_every_table(run: Run, shell: InteractiveShell) -> None:
    assert "adopts</td>" in html(run("%kg facts")) and "Human Rights Council" in html(run("%kg facts"))
    run("%kg facts -o kept")
    assert "adopts" in set(shell.user_ns["kept"].relation)
    asked = html(run("%ask Qui a adopté la résolution ?"))
    assert "Human Rights Council" in asked and "engagement" not in asked and "onu-environnement-sain.txt" in asked
    named = html(run("%%sparql\nSELECT ?who ?fact { ?fact ent:agent ?who ; ent:role ent:role-adopts }"))
    assert "Human Rights Council" in named and "— adopts —" in named


def test_networks_show_as_tables_and_are_kept(run: Run, shell: InteractiveShell) -> None:
    folder = Path(kg.__file__).parent / "demo"
    run(f"%kg build --quiet '{folder}'")
    assert "<th>" in html(run("%kg analyse brokers"))
    assert run("%kg analyse communities -o blocs").success and "members" in shell.user_ns["blocs"]
    assert "<th>Slovenia</th>" in html(run("%kg analyse common 'Costa Rica' Slovenia"))


def test_a_build_that_succeeds_is_no_error(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    article = Path(kg.__file__).parent / "demo" / "sommet-action-ia-paris.txt"
    assert run(f"%kg build '{article}'").success
    told = capsys.readouterr()
    assert "entities" in told.out and told.err == ""


def test_facts_and_entities_mark_their_passage(run: Run) -> None:
    assert "<mark>" in html(run("%kg facts"))
    assert "<mark>" in html(run("%kg explain 'Assemblée générale des Nations unies'"))


def test_a_report_and_a_page(run: Run) -> None:
    assert "nothing contradicts itself" in html(run("%kg check --no-reasoner"))
    page = html(run("%kg view"))
    assert page.startswith("<iframe srcdoc=") and "http-equiv" in page


def test_a_page_can_be_written(run: Run, tmp_path: Path) -> None:
    assert run("%kg view -o seen.html").success
    assert (tmp_path / "seen.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_another_graph_by_its_variable(run: Run, shell: InteractiveShell) -> None:
    run("from kg import KnowledgeGraph\nempty = KnowledgeGraph.open('memory:')")
    run("%kg use empty")
    assert run("%kg facts").result == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%kg query adoptionz", "did you mean adoptions"),
        ("%kg query adoptions -o 2x", "name of a variable"),
        ("%%sparql\nSELECT nonsense", "line 1"),
        ("%kg view --around 'Atlantis of Nowhere'", "Atlantis"),
        ("%ask", "write the question"),
        ("%kg explain", "Missing argument"),
        ("%kg explain 'unfinished", "quotation"),
    ],
)
def test_a_fault_is_one_line(run: Run, capsys: pytest.CaptureFixture[str], cell: str, said: str) -> None:
    result = run(cell)
    printed = "".join(capsys.readouterr())
    assert not result.success
    assert said in printed and "Traceback" not in printed


def complete(shell: InteractiveShell, line: str) -> list[Any]:
    return list(shell.complete(None, line, len(line))[1])


def test_completion(run: Run, shell: InteractiveShell) -> None:
    assert "build" in complete(shell, "%kg bu")
    assert "adoptions" in complete(shell, "%kg query ado")
    assert "coChairs" in complete(shell, "SELECT * { ?a ent:coCh")
