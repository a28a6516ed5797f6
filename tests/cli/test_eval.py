"""`kg eval`: figures out, gates, wrong input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Kg

TEXT = (
    "Le Maroc copréside le Groupe des Amis sur l'intelligence artificielle avec les États-Unis. "
    "Le ministre français a rencontré son homologue à Rabat, et la France a signé la Déclaration de Rabat."
)
GOLD: dict[str, Any] = {
    "document": {"date": "2025-07"},
    "entities": [
        {"label": "Maroc", "type": "State"},
        {"label": "États-Unis", "type": "State"},
        {"label": "Groupe des Amis sur l'intelligence artificielle", "aliases": ["Groupe des Amis"], "type": "Forum"},
        {"label": "Togo", "type": "State"},
    ],
    "facts": [
        {"s": "Maroc", "r": "coChairs", "o": "Groupe des Amis", "status": "ongoing", "evidence": "Le Maroc copréside"},
        {"s": "Togo", "r": "meets", "o": "États-Unis", "status": "realised", "evidence": "les États-Unis"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of one dispatch, half of which is read; « Togo » is not in it."""
    path = tmp_path / "sample"
    path.mkdir()
    data = json.loads(json.dumps(GOLD))
    data["facts"][0]["o"] = data["entities"][2]["label"]
    (path / "a.gold.json").write_text(json.dumps(data), encoding="utf-8")
    (path / "a.txt").write_text(TEXT, encoding="utf-8")
    return path


def test_a_set_has_a_row(kg: Kg, folder: Path) -> None:
    outcome = kg("eval", str(folder))
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    micro, macro = (line.split() for line in lines if line.startswith("sample"))
    assert micro[:3] == ["sample", "1", "2"] and "0.500" in micro and macro[:2] == ["sample", "0.750"]
    assert "miss" not in outcome.out


def test_json_holds_everything(kg: Kg, folder: Path) -> None:
    (found,) = json.loads(kg("eval", str(folder), "--format", "json", "--misses").out)["sets"]
    assert found["name"] == "sample" and found["documents"] == 1 and found["gold"] == 2
    assert found["micro"]["recall"]["value"] == 0.5 == found["macro"]["core_recall"]["value"]
    assert 0 < found["micro"]["recall"]["low"] < 0.5 < found["micro"]["recall"]["high"] < 1
    assert found["relations"]["coChairs"]["recall"] == 1.0 and found["relations"]["meets"]["recall"] == 0.0
    assert sum(one["facts"] for one in found["calibration"]["bins"]) == found["by_document"][0]["counts"]["judged"] > 0
    assert [fact["s"] for fact in found["by_document"][0]["missed"]] == ["Togo"]
    assert len(found["sha256"]) == 64


def test_misses_come_with_their_passages(kg: Kg, folder: Path) -> None:
    out = kg("eval", str(folder), "--misses").out
    assert "sample/a: missed" in out and "Togo — meets — États-Unis" in out and "les États-Unis" in out
    assert "sample/a: wrong" in out


def test_misses_tell_how_facts_found_differ(kg: Kg, folder: Path) -> None:
    data = json.loads((folder / "a.gold.json").read_text(encoding="utf-8"))
    data["facts"][0] |= {"status": "planned", "date": "2024-06"}
    (folder / "a.gold.json").write_text(json.dumps(data), encoding="utf-8")
    out = kg("eval", str(folder), "--misses").out
    assert "sample/a: found, but not as the gold has it" in out and "planned" in out and "2024-06" in out
    (found,) = json.loads(kg("eval", str(folder), "--format", "json", "--misses").out)["sets"]
    differing = found["by_document"][0]["differing"]
    assert [(one["differs"], one["wanted"], one["found"]) for one in differing] == [
        ("status", "planned", "ongoing"),
        ("date", "2024-06", ""),
    ]


def test_details_and_markdown(kg: Kg, folder: Path) -> None:
    out = kg("eval", str(folder), "--details", "--format", "markdown").out
    for title in ("by document", "by relation", "by confidence"):
        assert f"### sample: {title}" in out
    assert "| coChairs | 1 | 1 |" in out
    bodies = [line for line in out.splitlines() if line.startswith("|")]
    assert bodies and all(line.endswith("|") for line in bodies)


def test_the_gate_opens_and_shuts(kg: Kg, folder: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert kg("eval", str(folder), "--write-baseline", str(floors)).code == 0
    held = kg("eval", str(folder), "--baseline", str(floors))
    assert (held.code, held.err) == (0, "every figure is at or above its floor\n")
    data = json.loads(floors.read_text(encoding="utf-8"))
    data["sets"]["sample"]["micro"]["recall"] = 0.75
    floors.write_text(json.dumps(data), encoding="utf-8")
    fallen = kg("eval", str(folder), "--baseline", str(floors))
    assert fallen.code == 1 and "sample" in fallen.out
    assert fallen.err.startswith("kg: sample: recall is 0.5, below its floor 0.75") and fallen.err.count("\n") == 1


def test_floors_are_not_lowered_by_accident(kg: Kg, folder: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    kg("eval", str(folder), "--write-baseline", str(floors))
    honest = floors.read_text(encoding="utf-8")
    data = json.loads(honest)
    data["sets"]["sample"]["macro"]["mentions"] = 1.0
    floors.write_text(json.dumps(data), encoding="utf-8")
    refused = kg("eval", str(folder), "--write-baseline", str(floors))
    assert refused.code == 1 and "mentions (macro) would fall from 1.0 to 0.75" in refused.err
    assert json.loads(floors.read_text(encoding="utf-8")) == data, "nothing was written"
    assert kg("eval", str(folder), "--write-baseline", str(floors), "--allow-lower").code == 0
    assert floors.read_text(encoding="utf-8") == honest


def test_a_changed_corpus_shuts_the_gate(kg: Kg, folder: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    kg("eval", str(folder), "--write-baseline", str(floors))
    with (folder / "a.txt").open("a", encoding="utf-8") as file:
        file.write("\nLe Maroc a remercié la France.\n")
    outcome = kg("eval", str(folder), "--baseline", str(floors))
    assert outcome.code == 1 and "the corpus changed; write the baseline again" in outcome.err


def test_check_says_what_is_wrong_with_the_files(kg: Kg, folder: Path) -> None:
    outcome = kg("eval", str(folder), "--check")
    assert outcome.code == 1
    assert outcome.out == "sample/a: « Togo », a name of « Togo », does not occur in the text\n"
    (problem,) = json.loads(kg("eval", str(folder), "--check", "--format", "json").out)
    assert problem["kind"] == "name"
    (folder / "a.txt").write_text(f"{TEXT} Le Togo les a félicités.", encoding="utf-8")
    sound = kg("eval", str(folder), "--check")
    assert (sound.code, sound.out, sound.err) == (0, "", "1 gold files follow the rules\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["eval"], "Missing argument"),
        (["eval", "nowhere"], "nowhere: no such file"),
        (["eval", "bad.gold.json"], "bad.gold.json: not a gold file (facts: Field required)"),
        (["eval", "lone.gold.json"], "lone.gold.json: its text is missing"),
        (["eval", "empty"], "empty: no gold file"),
        (["eval", "sample", "--baseline", "nowhere.json"], "nowhere.json: no such file"),
        (["eval", "sample", "--baseline", "bad.gold.json"], "bad.gold.json: not a baseline"),
        (["eval", "sample", "--baseline", "f", "--write-baseline", "f"], "give one of them"),
        (["eval", "sample", "--allow-lower"], "goes with --write-baseline"),
        (["eval", "sample", "--format", "csv"], "csv"),
    ],
)
def test_wrong_usage_is_one_line(kg: Kg, folder: Path, arguments: list[str], reason: str) -> None:
    Path("bad.gold.json").write_text('{"entities": []}', encoding="utf-8")
    Path("bad.txt").write_text(TEXT, encoding="utf-8")
    Path("lone.gold.json").write_text('{"entities": [], "facts": []}', encoding="utf-8")
    Path("empty").mkdir()
    outcome = kg(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("kg: ") and outcome.err.count("\n") == 1 and reason in outcome.err


def test_it_speaks_french(kg: Kg, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    assert "rappel" in kg("eval", str(folder)).out
