"""Shell completion: what a Tab proposes, in bash as bash cuts and pastes words, and in the other shells."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import KnowledgeGraph

from .conftest import process

TEXT = "Le Maroc copréside, avec les États-Unis, le Groupe des Amis de l'IA pour le développement durable.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store `entente.db` that knows one sentence."""
    where = tmp_path_factory.mktemp("completion")
    (where / "one.txt").write_text(TEXT, encoding="utf-8")
    with KnowledgeGraph.open(where / "entente.db") as graph:
        graph.add(where / "one.txt")
    return where


def complete(folder: Path, line: str, shell: str = "bash", **environment: str) -> list[str]:
    """What is proposed at the end of `line`; in bash the words are cut at `=`, as bash does."""
    words = line.split(" ")
    if shell == "bash":
        words = [part for word in words for part in (word.replace("=", " = ").split(" ") if "=" in word else [word])]
        words = [word for i, word in enumerate(words) if word or i == len(words) - 1]
    done = process(
        cwd=folder,
        _KG_COMPLETE=f"{shell}_complete",
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
        KG_STORE=environment.pop("KG_STORE", ""),
        **{"KG_LANG": "fr", **environment},
    )
    assert done.stderr == "" and done.returncode == 0
    lines = done.stdout.splitlines()
    if shell == "bash":  # its function takes one backslash of two away
        return [line.split(",", 1)[1].replace("\\\\", "\\") for line in lines if line]
    return lines[1::3]


def test_commands_and_questions(folder: Path) -> None:
    assert complete(folder, "kg fa") == ["facts"]
    assert "co-chairs" in complete(folder, "kg query co-")
    assert complete(folder, "kg query zzz") == []


def test_parameters_not_given_yet(folder: Path) -> None:
    assert complete(folder, "kg query co-chairs -p ") == ["actor=", "with=", "forum="]
    assert complete(folder, "kg query co-chairs -p w") == ["with="]
    assert complete(folder, "kg query co-chairs -p actor=Maroc -p ") == ["with=", "forum="]
    assert complete(folder, "kg query zzz -p ") == []


def test_names_of_the_class_asked_for(folder: Path) -> None:
    assert complete(folder, "kg query co-chairs -p actor=Mar") == ["Maroc"]
    assert complete(folder, "kg query co-chairs -p actor=etats") == ["États-Unis"]
    assert complete(folder, "kg query co-chairs -p actor=", KG_LANG="en")[-1] == "United\\ States"
    assert complete(folder, "kg query chairs -p forum=Mar") == []
    assert complete(folder, "kg query chairs -p forum=amis")[0].startswith("Groupe\\ des\\ Amis\\ de\\ l")


def test_statuses_and_relations(folder: Path) -> None:
    assert complete(folder, "kg query by-status -p status=pr") == ["prévu"]
    assert complete(folder, "kg query by-status -p relation=coC") == ["coChairs"]
    assert complete(folder, "kg query overdue -p date=20") == []


@pytest.mark.parametrize(
    "line", ["kg query --store {} co-chairs -p actor=Mar", "kg --store {} query co-chairs -p actor=Mar"]
)
def test_the_store_of_the_line(folder: Path, tmp_path: Path, line: str) -> None:
    assert complete(tmp_path, line.format(folder / "entente.db")) == ["Maroc"]
    assert complete(folder, line.format("nowhere")) == []


def test_a_store_that_is_not_there_proposes_nothing(tmp_path: Path) -> None:
    assert complete(tmp_path, "kg query co-chairs -p actor=Mar") == []
    assert list(tmp_path.iterdir()) == []


def test_zsh_and_fish_get_whole_words(folder: Path) -> None:
    assert complete(folder, "kg query co-chairs -p actor=uni", "zsh") == ["actor=États-Unis"]


def test_bash_itself_pastes_what_it_is_given(folder: Path) -> None:
    """The function that bash calls, with the words as bash cuts them, gives one word for a name with spaces."""
    script = f"""
        kg() {{ '{sys.executable}' -c 'import sys; sys.argv[0] = "kg"; from kg.cli import main; main()' "$@"; }}
        env() {{ command env "${{@:1:2}}" _KG_COMPLETE=bash_complete '{sys.executable}' -c \
            'from kg.cli import main; main()'; }}
        eval "$(_KG_COMPLETE=bash_source kg | sed '/_setup;$/d')"
        COMP_WORDS=(kg query chairs -p forum = groupe); COMP_CWORD=6
        _kg_completion kg
        printf '%s\\n' "${{#COMPREPLY[@]}}" "${{COMPREPLY[0]}}"
    """
    env = {**os.environ, "KG_LANG": "fr", "KG_STORE": str(folder / "entente.db")}
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False)
    count, first = done.stdout.splitlines()
    assert count == "1" and first.startswith("Groupe\\ des\\ Amis\\ de\\ l")
