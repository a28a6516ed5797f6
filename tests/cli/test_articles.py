"""Articles in and out again: their dates, what is said of them, what goes with them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from .conftest import Kg

FIRST = (
    "Le Maroc copréside le Groupe des Amis avec la Finlande. Mercredi, la France a rejoint le Partenariat mondial.\n"
)
SECOND = "Le Maroc copréside le Groupe des Amis. Le Japon a signé la Déclaration de Kigali.\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    return tmp_path


def dates(kg: Kg) -> list[str]:
    return kg("sparql", "SELECT ?d { ?a ent:publishedOn ?d }", "--format", "csv").out.split()[1:]


def test_an_article_without_a_date_is_warned_of(kg: Kg, texts: Path) -> None:
    told = kg("build", "first.txt", "--store", "s").err
    assert "first.txt" in told and "mercredi" in told and "kg build --store s first.txt --date" in told
    assert "no date" not in kg("build", "second.txt", "--store", "s", "--date", "2025-07").err


def test_the_command_proposed_can_be_run_as_it_stands(kg: Kg, texts: Path) -> None:
    (texts / "in here").mkdir()
    (texts / "first.txt").rename(texts / "in here" / "first.txt")
    told = kg("build", "in here/first.txt").err
    command = told[told.index("kg build") :].splitlines()[0]
    assert command.endswith("--date YYYY-MM-DD"), "no made-up day to copy"
    assert kg(*shlex.split(command)[1:-1], "2025-07-02").code == 0 and dates(kg) == ["2025-07-02"]


def test_what_is_known_already_is_not_warned_of_again(kg: Kg, texts: Path) -> None:
    assert "no date" in kg("build", "first.txt").err
    assert "no date" not in kg("build", "first.txt").err


def test_an_article_goes_by_the_path_it_was_built_from(kg: Kg, texts: Path) -> None:
    for folder in ("a", "b"):
        (texts / folder).mkdir()
        (texts / folder / "same.txt").write_text(f"{FIRST} {folder}", encoding="utf-8")
    kg("build", "a/same.txt", "b/same.txt", "--date", "2025")
    one = kg("facts", "--document", "b/same.txt", "--format", "json").out
    assert one.count('"document"') * 2 == kg("facts", "--format", "json").out.count('"document"') > 0
    assert kg("withdraw", "b/same.txt").code == 0
    assert kg("withdraw", "b/same.txt").code == 2 and kg("withdraw", "a/same.txt").code == 0


def test_many_without_a_date_are_told_in_one_line(kg: Kg, texts: Path) -> None:
    for number in range(6):
        (texts / f"more{number}.txt").write_text(f"{SECOND} {number}", encoding="utf-8")
    told = kg("build", "*.txt").err
    assert told.count("--date") == 1 and "8 articles" in told


def test_a_date_once_given_is_not_lost(kg: Kg, texts: Path) -> None:
    kg("build", "first.txt", "--date", "2025-07-02")
    again = kg("build", "first.txt")
    assert dates(kg) == ["2025-07-02"] and "no date" not in again.err
    (texts / "first.txt").write_text(FIRST + "Le Japon a signé la Déclaration de Kigali.\n", encoding="utf-8")
    kg("build", "first.txt")
    assert dates(kg) == ["2025-07-02"], "a changed text is the same article"
    kg("build", "first.txt", "--date", "2024")
    assert dates(kg) == ["2024"]


def test_commands_proposed_name_the_store_in_use(kg: Kg, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "kg facts --store 'my store' ·" in kg("build", "first.txt", "--store", "my store").err
    assert "--store" not in kg("build", "first.txt").err.replace("--store s", "")
    monkeypatch.setenv("KG_STORE", "other")
    assert "kg facts ·" in kg("build", "first.txt").err, "the environment says it already"
    assert "kg build article.txt --store nowhere" in kg("facts", "--store", "nowhere").err


def test_an_article_withdrawn_leaves_what_others_say(kg: Kg, texts: Path) -> None:
    kg("build", "first.txt", "second.txt", "--date", "2025-07")
    alone = kg("facts", "--document", "second.txt", "--format", "json").out
    before = kg("export", "-f", "nquads").out
    would = kg("withdraw", "first.txt", "--dry-run")
    assert would.code == 0 and "first.txt" in would.out
    assert sorted(kg("export", "-f", "nquads").out.splitlines()) == sorted(before.splitlines()), "nothing has changed"
    done = kg("withdraw", "first.txt")
    assert done.code == 0 and "first.txt" in done.out
    assert "France" not in kg("facts").out and kg("facts", "--format", "json").out == alone
    kg("build", "second.txt", "--store", "fresh", "--date", "2025-07")
    fresh = kg("facts", "--format", "json", "--store", "fresh").out
    assert fresh == alone, "as if the first had never been read"


def test_what_is_not_there_cannot_be_withdrawn(kg: Kg, texts: Path) -> None:
    kg("build", "first.txt")
    refused = kg("withdraw", "first.txt", "third.txt")
    assert refused.code == 2 and "third.txt" in refused.err
    assert "Maroc" in kg("facts").out, "then none is withdrawn"
    assert kg("withdraw", "first.txt", "--store", "nowhere").code == 3
    assert not (texts / "nowhere").exists()


def test_nothing_is_cut_in_a_pipe(kg: Kg, texts: Path) -> None:
    long = "Groupe des Amis pour la " + "très " * 20 + "longue coopération"
    text = f"SELECT ('{long}' AS ?name) {{}}"
    kg("build", "first.txt")
    assert long in kg("sparql", text).out


def test_counts_are_explained(kg: Kg, texts: Path) -> None:
    told = kg("build", "first.txt").err
    assert "who did what with whom" in told
    assert all(word in kg("stats").err for word in ("entity", "fact", "claim", "quads"))
    assert kg("stats", "--format", "json").err == ""
