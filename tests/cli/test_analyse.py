"""`kg analyse` as people call it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli.app import run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("analyse")
    text = folder / "dépêche.txt"
    text.write_text(
        "Publié le 2 juillet 2025\n\nLe Maroc copréside, avec la Finlande, le Forum de l'ECOSOC sur la science et la "
        "technologie. Le Maroc et le Chili ont signé l'accord sur les océans.\n",
        encoding="utf-8",
    )
    assert run(["build", str(text), "--store", str(folder / "db"), "--quiet"]) == 0
    return str(folder / "db")


def test_who_bridges_two(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["analyse", "brokers", "--between", "Finlande", "--and", "Chili", "--store", store]
    assert run([*arguments, "--evidence"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[2].split()[:2] == ["1", "Morocco"]
    assert "« Le Maroc copréside, avec la Finlande" in out
    assert run([*arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rows"][0]["actor"]["label"] == "Maroc" and found["evidence"]
    assert run([*arguments, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["with"] for row in rows] == ["Finlande", "Chili"]


def test_a_path_reads_as_sentences(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    assert run(["analyse", "path", "Finlande", "Chili", "--store", store]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Finlande → copréside → Forum de l'ECOSOC")
    assert len(lines) == 8 and all("«" in line for line in lines[1::2])


def test_a_picture_is_written(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", "common", "Maroc", "Chili", "--store", store, "--picture", str(tmp_path / "p.svg")]) == 0
    assert "Morocco" in (tmp_path / "p.svg").read_text("utf-8")
    assert (
        run(["analyse", "common", "Maroc", "Chili", "--store", store, "--picture", str(tmp_path / "no" / "p.svg")]) == 2
    )
    assert run(["analyse", "common", "Maroc", "Chili", "--store", store, "--picture", "p.gif"]) == 2
    assert ".svg" in capsys.readouterr().err


def test_no_answer_says_what_to_try(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", "common", "Finlande", "Chili", "--store", store, "--fail-empty"]) == 1
    assert "analyse path" in capsys.readouterr().out
    assert run(["analyse", "brokers", "--between", "Chili", "--store", store]) == 2
    assert run(["analyse", "path", "Chili", "Atlantide", "--store", store]) == 2
    assert run(["analyse", "path", "Chili", "Japon", "--store", store]) == 2
    assert "Japan" in capsys.readouterr().err
