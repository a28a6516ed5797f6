"""Gold files: read, refused in one line, and linted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import SourceError
from kg.evaluate.check import check
from kg.evaluate.gold import collect, load

TEXT = "Le Maroc copréside le Forum de Rabat, a dit le ministre. Le Royaume est prêt pour cette rencontre de la paix."
FACT = {"s": "Maroc", "r": "coChairs", "o": "Forum de Rabat", "status": "ongoing", "evidence": "Le Maroc copréside"}


def write(folder: Path, name: str = "a", text: str | None = TEXT, **parts: Any) -> Path:
    """A sound gold file with its text, but for `parts`."""
    folder.mkdir(parents=True, exist_ok=True)
    entities = [
        {"label": "Maroc", "aliases": ["Royaume"], "type": "State"},
        {"label": "Forum de Rabat", "aliases": [], "type": "Forum"},
    ]
    data = {"document": {"lang": "fr", "date": "2025-07"}, "entities": entities, "facts": [FACT], **parts}
    path = folder / f"{name}.gold.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    if text is not None:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return path


def test_a_gold_file_gives_its_text_and_date(tmp_path: Path) -> None:
    document = load(write(tmp_path)).document()
    assert (document.text, document.date, document.name) == (TEXT, "2025-07", "a.txt")


def test_the_text_may_lie_where_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "b.txt").write_text(TEXT, encoding="utf-8")
    path = write(tmp_path / "gold", text=None, document={"file": "../texts/b.txt"})
    assert load(path).document().name == "b.txt"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "JSON"),
        ("[]", "object"),
        ('{"entities": []}', "facts: Field required"),
        ('{"entities": [], "facts": [{"s": "Maroc", "o": "x"}]}', "facts.0.r: Field required"),
        ('{"entities": [{"label": "Maroc"}], "facts": []}', "entities.0.type: Field required"),
        ('{"entities": [{"label": "", "type": "State"}], "facts": []}', "entities.0.label"),
        ('{"entities": [{"label": "M", "type": "State", "aliases": "R"}], "facts": []}', "entities.0.aliases"),
        ('{"entities": [], "facts": [{"s": 1, "r": "meets", "o": "x"}]}', "facts.0.s"),
        ('{"document": {"date": "juillet"}, "entities": [], "facts": []}', "document.date: juillet"),
    ],
)
def test_a_malformed_file_is_refused_in_one_line(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "bad.gold.json"
    path.write_text(content, encoding="utf-8")
    path.with_name("bad.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load(path)
    assert str(path) in str(error.value) and why in str(error.value) and "\n" not in str(error.value)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.gold\.json"):
        load(tmp_path / "nowhere.gold.json")
    with pytest.raises(SourceError, match=r"a\.txt"):
        load(write(tmp_path, text=None))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"empty.*\*\.gold\.json"):
        collect([str(tmp_path / "empty")])


def test_a_folder_is_a_set_and_files_of_one_folder_are_one(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    paths = [write(one, "a"), write(one, "b"), write(two, "c")]
    assert {name: [g.name for g in golds] for name, golds in collect([str(one), str(two)]).items()} == {
        "one": ["a", "b"],
        "two": ["c"],
    }
    assert list(collect([str(paths[0]), str(paths[1]), str(paths[0])])) == ["one"]
    assert len(collect([str(paths[0]), str(one)])["one"]) == 2, "a file is not counted twice"


def test_two_folders_of_one_name_stay_two_sets(tmp_path: Path) -> None:
    write(tmp_path / "x" / "dev")
    write(tmp_path / "y" / "dev")
    names = list(collect([str(tmp_path / "x" / "dev"), str(tmp_path / "y" / "dev")]))
    assert names == [str(tmp_path / "x" / "dev"), str(tmp_path / "y" / "dev")]


def test_a_sound_file_has_no_problem(tmp_path: Path) -> None:
    write(tmp_path / "one")
    assert check(collect([str(tmp_path / "one")])) == []


@pytest.mark.parametrize(
    ("change", "kind", "quoted"),
    [
        ({"s": "Togo"}, "unknown_entity", "Togo"),
        ({"o": "Sommet"}, "unknown_entity", "Sommet"),
        ({"speaker": "le ministre"}, "unknown_entity", "le ministre"),
        ({"r": "copreside"}, "unknown_relation", "copreside"),
        ({"alt_r": ["copreside"]}, "unknown_relation", "copreside"),
        ({"status": "done"}, "unknown_status", "done"),
        ({"status": None}, "unknown_status", "None"),
        ({"date": "juillet 2025"}, "bad_date", "juillet 2025"),
        ({"date": "2025-13"}, "bad_date", "2025-13"),
        ({"r": "date", "o": "demain", "literal": True}, "bad_date", "demain"),
        ({"r": "holdsPosition", "o": "Forum de Rabat"}, "literal", "Forum de Rabat"),
        ({"evidence": "Le Maroc préside"}, "evidence", "Le Maroc préside"),
        ({"evidence": ""}, "evidence", "coChairs"),
        ({"statut": "ongoing"}, "unknown_key", "statut"),
    ],
)
def test_each_mistake_in_a_fact_is_told(tmp_path: Path, change: dict[str, Any], kind: str, quoted: str) -> None:
    write(tmp_path / "one", facts=[FACT | change])
    (problem,) = check(collect([str(tmp_path / "one")]))
    assert problem.kind == kind and quoted in str(problem) and str(problem).startswith("one/a: ")


def test_dates_may_lack_a_year_or_be_intervals(tmp_path: Path) -> None:
    facts = [FACT | {"date": date} for date in ("--12", "--02-29", "2025-07-01/2025-07-02", "2024", None)]
    write(tmp_path / "one", facts=facts)
    assert check(collect([str(tmp_path / "one")])) == []


@pytest.mark.parametrize(
    ("entities", "kind", "quoted"),
    [
        ([{"label": "Maroc", "aliases": ["Rabat-Salé"], "type": "State"}], "name", "Rabat-Salé"),
        ([{"label": "Maroc", "type": "Pays"}], "unknown_type", "Pays"),
        ([{"label": "Maroc", "type": "State"}, {"label": "Maroc", "type": "State"}], "twice", "Maroc"),
        ([{"label": "Maroc", "type": "State", "alias": ["Royaume"]}], "unknown_key", "alias"),
    ],
)
def test_each_mistake_in_an_entity_is_told(
    tmp_path: Path, entities: list[dict[str, Any]], kind: str, quoted: str
) -> None:
    write(tmp_path / "one", entities=entities, facts=[])
    (problem,) = check(collect([str(tmp_path / "one")]))
    assert problem.kind == kind and quoted in str(problem)


def test_a_label_may_say_what_tells_two_entities_apart(tmp_path: Path) -> None:
    write(tmp_path / "one", entities=[{"label": "Rabat (ville)", "type": "Place"}], facts=[])
    assert check(collect([str(tmp_path / "one")])) == []


def test_the_same_fact_twice_is_told(tmp_path: Path) -> None:
    write(tmp_path / "one", facts=[FACT, FACT])
    assert [problem.kind for problem in check(collect([str(tmp_path / "one")]))] == ["twice"]


def test_two_sets_may_not_share_an_article_even_retouched(tmp_path: Path) -> None:
    other = (
        "La France et le Togo ont signé à Paris un accord sur la pêche, que le Parlement doit encore ratifier en mai."
    )
    sentences = " ".join(f"La délégation numéro {i} est arrivée à Rabat pour le Forum." for i in range(20))
    write(tmp_path / "one", "a", f"{TEXT} {sentences}")
    write(tmp_path / "two", "b", f"{TEXT} {sentences} Le Maroc a remercié tous les pays présents.")
    write(tmp_path / "two", "c", other, entities=[], facts=[])
    problems = check(collect([str(tmp_path / "one"), str(tmp_path / "two")]))
    assert [(problem.name, problem.kind) for problem in problems] == [("b", "shared_text")]
    assert "one/a" in problems[0].message
