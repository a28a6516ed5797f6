"""Floors on dispatches of our own, visible while rules are written: they show coverage, not generalisation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scoring import CORPUS, facts_of, figures

DISPATCHES = sorted((CORPUS / "dev").glob("*.txt"))


def test_the_dispatches_are_read_above_the_floor(tmp_path: Path) -> None:
    assert len(DISPATCHES) == 7
    found = []
    for path in DISPATCHES:
        text = path.read_text(encoding="utf-8")
        header = re.match(r"\s*date (\d{4}-\d{2})", text)
        found.append(figures(path.with_suffix(".gold.json"), facts_of(text, header and header.group(1), tmp_path)))
    macro = {key: sum(f[key] for f in found) / len(found) for key in ("core_recall", "precision")}
    assert macro["core_recall"] >= 0.55 and macro["precision"] >= 0.85, macro


@pytest.mark.parametrize(
    ("sentence", "forbidden"),
    [
        ("Que Dieu assiste le Roi Mohammed VI, a dit le ministre.", "assists"),
        ("Le texte passe sans l'aval ni la participation des États-Unis au Sommet de Bletchley.", "participatesIn"),
        ("Le Canada n'a pas signé l'Accord de Genève.", "signs"),
        ("Sur le plan politique, la France est d'accord.", "signs"),
        ("Le Niger aurait signé l'Accord d'Alger.", "signs"),
    ],
)
def test_traps(sentence: str, forbidden: str, tmp_path: Path) -> None:
    assert forbidden not in {f["relation"] for f in facts_of(sentence, "2025-07", tmp_path)}
