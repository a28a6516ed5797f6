"""Wrong usage: one line, what and what next, and the right exit code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli import app
from kg.cli.output import clean, delimited, table
from kg.cli.patience import patient
from kg.errors import NotFoundError

from .conftest import Kg


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nonsense"], "No such command"),
        (["qery"], "did you mean query?"),
        (["query", "roles", "--actor", "Maroc"], "did you mean -p actor=…?"),
        (["query", "roles", "--quite"], "did you mean --quiet?"),
        (["facts", "--nonsense"], "No such option"),
        (["facts", "--format", "yaml"], "yaml"),
        (["facts", "--status", "maybe"], "maybe"),
        (["build"], "Missing argument"),
        (["build", "missing.txt"], "no such file"),
        (["build", ".", "--date", "demain"], "not a date"),
        (["query", "no-such-question"], "no-such-question"),
        (["query", "co-chairs", "-p", "actor"], "not a parameter"),
        (["query", "co-chairs", "-p", "actor=Maroc", "-p", "actor=Togo"], "given twice"),
        (["query", "--format", "xml"], "table, json, csv or tsv"),
        (["sparql"], "-f FILE"),
        (["sparql", "ASK {}", "-f", "x.rq"], "-f FILE"),
        (["sparql", "-f", "missing.rq"], "missing.rq"),
        (["view", "--depth", "-1"], "-1"),
        (["view", "--draw", "0"], "0"),
        (["export", "--format", "excel"], "excel"),
        (["import", "missing.ttl"], "no such file"),
        (["import", "-f", "nquads"], "Missing argument"),
        (["explain"], "Missing argument"),
    ],
)
def test_wrong_usage(kg: Kg, tmp_path: Path, arguments: list[str], reason: str) -> None:
    outcome = kg(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("kg: ") and outcome.err.count("\n") == 1
    assert reason in outcome.err
    assert list(tmp_path.iterdir()) == [], "wrong usage leaves nothing behind"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "pas de commande nonsense ; voir"),
        (["query", "roles", "--actor=Maroc"], "pas d'option --actor ; vouliez-vous dire -p actor=… ? ; voir"),
        (["facts", "--format"], "L'option --format demande une valeur"),
        (["facts", "--format", "yaml"], "« yaml » n'est pas l'une des valeurs table, json"),
        (["facts", "--quiet=1"], "L'option --quiet ne prend pas de valeur"),
        (["query", "--nothing"], "Il n'y a pas d'option --nothing"),
        (["explain"], "Il manque FAIT|ENTITÉ|PHRASE"),
        (["import"], "Il manque FICHIER…"),
        (["analyse", "path", "Maroc"], "Il manque B"),
        (["analyse", "bloc"], "pas de commande bloc"),
        (["demo", "x"], "Mots en trop : x"),
        (["view", "--depth", "-1"], "n'est pas dans l'intervalle (≥ 0) ;"),
        (["build", "x", "-j", "99"], "--jobs / -j : 99 n'est pas dans l'intervalle (1–64) ;"),
        (["view", "--depth", "deux"], "n'est pas un nombre"),
    ],
)
def test_wrong_usage_is_said_in_one_language(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    refused = kg(*arguments).err
    assert said in refused and "No such" not in refused and "Invalid" not in refused


def test_a_language_there_is_not_is_said_to_be_so(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "de")
    assert "(fr)" in kg("query").err and "(fr)" not in kg("query", "--quiet").err


def test_an_unknown_suffix_asks_for_the_format(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "data.bin").write_bytes(b"x")
    outcome = kg("import", "data.bin")
    assert outcome.code == 2 and "--format" in outcome.err


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), 4), (NotFoundError("« Marok »: nothing;\n try « Maroc »"), 2), (ZeroDivisionError("x"), 2)],
)
def test_exceptions_become_one_line(kg: Kg, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int) -> None:
    def fail(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(app.cli, "main", fail)
    outcome = kg("facts")
    assert outcome.code == code
    assert outcome.err.count("\n") == 1 and outcome.err.startswith("kg: ")
    if code == 2:
        with pytest.raises(type(error)):
            kg("facts", "--debug")


@pytest.mark.parametrize(
    ("arguments", "code"), [("query", 0), ("query --format json", 0), ("query -h", 0), ("", 0), ("nonsense", 2)]
)
@pytest.mark.parametrize("noted", [subprocess.PIPE, subprocess.STDOUT], ids=["messages apart", "2>&1"])
def test_a_closed_pipe_is_quiet(tmp_path: Path, arguments: str, code: int, noted: int) -> None:
    """Nobody reads (`kg query | head`, the reader gone): no noise, and not the code that says « no »."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments.split()]
    environment = {**os.environ, "KG_LANG": "en"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, stdout=writer, stderr=noted, text=True, check=False)
    os.close(writer)
    assert done.returncode == code
    assert (done.stderr or "").count("\n") == (1 if code and noted == subprocess.PIPE else 0)


@pytest.mark.parametrize(("seconds", "interrupt"), [("0.3", False), ("60", True)])
def test_native_work_is_given_up(tmp_path: Path, seconds: str, interrupt: bool) -> None:
    """`time.sleep` in a thread stands for a store that computes: nothing interrupts it."""
    code = (
        "import time, sys; from kg.cli.patience import patient\n"
        f"print('started', flush=True); patient(lambda: time.sleep(60), {seconds})"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert child.stdout is not None and child.stdout.readline() == "started\n"
    if interrupt:
        time.sleep(0.2)
        os.kill(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=20)
    assert child.returncode == 4
    assert err.startswith("kg: ") and err.count("\n") == 1


def test_patient_hands_on_results_and_errors() -> None:
    assert patient(lambda: 7) == 7
    with pytest.raises(NotFoundError, match="nothing"):
        patient(_nothing)


def _nothing() -> int:
    raise NotFoundError("nothing")


def test_article_text_cannot_drive_the_terminal() -> None:
    assert clean("a\x1b[31mb\x07\u202ec\nd") == "a[31mbc d"
    assert "\x1b" not in table(["x"], [["\x1b]0;title\x07"]])


def test_tables_are_aligned_and_never_cut_in_a_pipe() -> None:
    long = "x" * 300
    lines = table(["name", "n"], [["a", "1"], [long, "22"]]).splitlines()
    assert lines[3] == f"{long}  22"
    assert all(len(line) < 70 for line in lines[:3]), "one long cell does not widen every row"


def test_tables_fit_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cli.output.terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    shown = table(["name", "[optional]"], [["a", "mot " * 30], ["\x1b[2J", "[bold]x[/bold]"]])
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert "[optional]" in plain and "[bold]x[/bold]" in plain and "\x1b" not in plain
    assert all(len(line) <= 40 for line in plain.splitlines())


def test_csv_quotes_what_needs_it() -> None:
    assert delimited(["a", "b"], [["x,y", 'say "z"'], [None, 3]], "csv") == 'a,b\n"x,y","say ""z"""\n,3'
