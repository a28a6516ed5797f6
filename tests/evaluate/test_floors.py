"""The baseline: what shuts the gate, what may be written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.evaluate import baseline
from kg.evaluate.count import Counts, DocumentScore
from kg.evaluate.figures import figures
from kg.evaluate.gold import collect
from kg.evaluate.run import SetScore, checksum

COUNTS = Counts(gold=20, hit=10, core=16, core_hit=8, judged=10, right=9, predicted=12, with_status=10, status_right=9)


def scored(name: str = "dev", sha256: str = "s", **changes: int) -> SetScore:
    documents = [replace(COUNTS, **changes), COUNTS]
    micro, macro = figures(documents)
    return SetScore(
        name, tuple(DocumentScore(f"d{i}", counts) for i, counts in enumerate(documents)), micro, macro, sha256
    )


@pytest.fixture
def kept() -> baseline.Baseline:
    return baseline.updated(baseline.Baseline(), [scored()])


def test_the_same_figures_pass(kept: baseline.Baseline) -> None:
    assert baseline.complaints(kept, [scored()]) == []
    assert baseline.complaints(kept, [scored(hit=11, core_hit=9, right=10)]) == []


@pytest.mark.parametrize(
    ("change", "figure"),
    [({"hit": 9}, "recall"), ({"core_hit": 7}, "core recall"), ({"right": 8}, "precision")],
)
def test_a_gated_figure_below_its_floor_is_told(
    kept: baseline.Baseline, change: dict[str, int], figure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    (complaint,) = baseline.complaints(kept, [scored(**change)])
    assert complaint.startswith(f"dev: {figure} is ")


def test_other_figures_are_kept_but_shut_no_gate(kept: baseline.Baseline) -> None:
    assert baseline.complaints(kept, [scored(status_right=1)]) == []
    assert kept.sets["dev"].micro["status"] == 0.9


def test_a_changed_corpus_is_noticed(kept: baseline.Baseline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    (complaint,) = baseline.complaints(kept, [scored(sha256="other")])
    assert "the corpus changed" in complaint


def test_a_set_without_floor_is_told(kept: baseline.Baseline) -> None:
    (complaint,) = baseline.complaints(kept, [scored("new")])
    assert complaint.startswith("new: ")


def test_no_figure_falls_unseen(kept: baseline.Baseline) -> None:
    assert baseline.lowered(kept, [scored(hit=11)]) == []
    told = baseline.lowered(kept, [scored(status_right=8)])
    assert len(told) == 2, "micro and macro, though status shuts no gate"
    assert baseline.lowered(kept, [scored("new", hit=1)]) == [], "a new set has nothing to lower"


def test_a_figure_that_vanishes_has_fallen(kept: baseline.Baseline) -> None:
    nothing = SetScore("dev", (), *figures([]), "s")
    assert len(baseline.complaints(kept, [nothing])) == 3
    assert len(baseline.lowered(kept, [nothing])) > 6


def test_sets_that_were_not_scored_keep_their_floors(kept: baseline.Baseline) -> None:
    both = baseline.updated(kept, [scored("sealed")])
    assert list(both.sets) == ["dev", "sealed"]
    assert both.sets["dev"] == kept.sets["dev"]


def test_what_is_written_is_read_again(kept: baseline.Baseline, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline.text(kept), encoding="utf-8")
    assert baseline.load(path) == kept
    assert (kept.sets["dev"].documents, kept.sets["dev"].facts) == (2, 40)


@pytest.mark.parametrize("content", ["{", "[]", '{"sets": {"dev": {}}}', '{"set": {}}'])
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"bad\.json"):
        baseline.load(path)


@pytest.mark.parametrize("changed", ["a.txt", "a.gold.json", None])
def test_the_checksum_sees_texts_and_golds(tmp_path: Path, changed: str | None) -> None:
    (tmp_path / "a.gold.json").write_text(json.dumps({"entities": [], "facts": []}), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Le Maroc.", encoding="utf-8")
    before = checksum(collect([str(tmp_path)])[tmp_path.name])
    if changed:
        with (tmp_path / changed).open("a", encoding="utf-8") as file:
            file.write("\n")
    assert (checksum(collect([str(tmp_path)])[tmp_path.name]) == before) is (changed is None)
