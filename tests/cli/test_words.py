"""What people read: names instead of identifiers, words instead of codes, and a line instead of an empty table."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import output
from kg.cli.app import run

from .conftest import Kg

DEMO = Path(__file__).resolve().parents[2] / "kg" / "demo"
BRIDGE = "Qui fait le pont entre Washington et Berne ?"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of the shipped dispatches and of one more, that tells a month without its year, and a sum."""
    folder = tmp_path_factory.mktemp("words")
    more = folder / "more.txt"
    more.write_text("Le Kenya présidera le Conseil de sécurité en décembre. Le Togo a lancé le Fonds vert, doté de "
                    "11 milliards de dollars.\n", encoding="utf-8")  # fmt: skip
    address = str(folder / "store")
    assert run(["build", str(DEMO), str(more), "--store", address, "--quiet"]) == 0
    return address


@pytest.mark.parametrize(
    ("lang", "there", "absent"),
    [
        ("fr", ("État", "copréside", "réalisé"), ("State", "coChairs", "realised")),
        ("en", ("state", "co-chairs", "realised"), ("ForumEdition", "coChairs")),
    ],
)
def test_counts_name_classes_relations_and_statuses(
    kg: Kg, store: str, monkeypatch: pytest.MonkeyPatch, lang: str, there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    told = kg("stats", "--store", store).out
    assert all(word in told for word in there) and not any(word in told.split() for word in absent)
    assert "coChairs" in kg("stats", "--store", store, "--format", "csv").out


@pytest.mark.parametrize(
    ("lang", "month", "amount"), [("fr", "décembre", "11 000 000 000"), ("en", "December", "11,000,000,000")]
)
def test_a_month_without_a_year_and_a_sum_are_in_words(
    kg: Kg, store: str, monkeypatch: pytest.MonkeyPatch, lang: str, month: str, amount: str
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    for told in (kg("facts", "--store", store).out, kg("explain", "Kenya", "--store", store).out):
        assert month in told and "--12" not in told
    assert amount in " ".join(kg("facts", "--store", store).out.split())
    coded = kg("facts", "--store", store, "--format", "json").out
    assert '"--12"' in coded and "11000000000" in coded


def test_a_topic_has_no_status(kg: Kg, store: str) -> None:
    about = [line for line in kg("facts", "--store", store).out.splitlines() if " — is about — " in line]
    assert about and not any("realised" in line or "ongoing" in line for line in about)


def test_a_question_saved_reads_as_it_was_answered(kg: Kg, store: str) -> None:
    told = kg("ask", BRIDGE, "--store", store).out
    assert "--sparql prints it" in told and "SELECT" not in told
    query = kg("ask", "--sparql", BRIDGE, "--store", store).out
    Path("q.rq").write_text(query, encoding="utf-8")
    again = kg("sparql", "-f", "q.rq", "--store", store).out
    assert "forums, texts and partnerships with" in again and "http" not in again and "engagement" not in again
    assert "engagements" in kg("sparql", "-f", "q.rq", "--store", store, "--format", "csv").out


def test_a_short_query_is_shown_after_its_answer(kg: Kg, store: str) -> None:
    told = kg("ask", "Qui préside le Conseil de sécurité ?", "--store", store).out
    assert told.index("Understood") < told.index("SELECT") < told.index("ent:role-chairs") and "# columns" not in told


def test_nothing_is_one_line_that_says_where_to_look(kg: Kg, store: str) -> None:
    found = kg("query", "links", "-p", "a=Kenya", "-p", "b=Maldives", "--store", store)
    assert found.out.count("\n") == 1 and "kg analyse path Kenya Maldives" in found.out and found.err == ""
    assert kg("query", "tallies", "-p", "text=Fonds vert", "--store", store).code == 2
    assert kg("sparql", "SELECT ?x { ?x ent:chairs ent:nobody }", "--store", store).out == "nothing found\n"
    coded = kg("sparql", "SELECT ?x { ?x ent:chairs ent:nobody }", "--store", store, "--format", "csv")
    assert coded.out.split() == ["x"] and coded.err == "nothing found\n"


def test_a_path_is_in_one_language(kg: Kg, store: str) -> None:
    told = kg("analyse", "path", "Maroc", "France", "--store", store).out
    assert told.startswith("Morocco ") and "Maroc " not in told.splitlines()[0]


def test_a_screen_folds_tables_and_pages_what_is_long(kg: Kg, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paged: list[str] = []
    monkeypatch.setattr(output, "terminal", lambda: True)
    monkeypatch.setattr("kg.cli.facts.terminal", lambda: True)
    monkeypatch.setattr("click.echo_via_pager", paged.append)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    told = kg("analyse", "brokers", "--store", store).out
    assert told and all(len(line) <= 80 for line in told.splitlines())
    assert kg("facts", "--store", store).out == ""
    (facts,) = paged
    assert " facts from " in facts.splitlines()[0] and all(len(line) < 260 for line in facts.splitlines())
