"""The figures are those of the shared scorer, and reading without a store gives what a store would give back."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg import KnowledgeGraph
from kg.evaluate.count import score
from kg.evaluate.figures import value
from kg.evaluate.gold import Gold, collect, load
from kg.evaluate.match import Prediction
from kg.evaluate.predict import fact_rows
from kg.extract.reader import read

ROOT = Path(__file__).resolve().parents[2]
SCORER = ROOT.parent / "shared" / "tools" / "score.py"
GOLDS = [gold for name in ("dev", "demo") for gold in collect([str(ROOT / "tests" / "corpus" / name)])[name]]
SAME = {
    "gold": "gold",
    "gold_core": "core",
    "predicted": "predicted",
    "judged": "judged",
    "hit": "hit",
    "hit_core": "core_hit",
    "right": "right",
    "status_n": "with_status",
    "status_ok": "status_right",
    "date_n": "with_date",
    "date_ok": "date_right",
    "speaker_n": "with_speaker",
    "speaker_ok": "speaker_right",
}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the shared scorer is not here (../shared/tools/score.py)")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def stored() -> dict[str, list[dict[str, Any]]]:
    """The facts of every document after a store: gold file name → rows of `kg facts --format json`."""
    found = {}
    for gold in GOLDS:
        with KnowledgeGraph.open("memory:") as graph:
            graph.add(gold.document())
            found[gold.name] = json.loads(json.dumps(list(graph.facts())))
    return found


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_a_store_would_give_the_same_rows(gold: Gold, stored: dict[str, list[dict[str, Any]]]) -> None:
    rows = fact_rows(read(gold.document()))
    assert len(rows) > 5
    for row, after in zip(rows, stored[gold.name], strict=True):
        assert row == {key: after[key] for key in row}
        assert set(after) - set(row) == {"id", "extras"}


@pytest.mark.parametrize("seed", range(200))
def test_the_counts_agree_on_made_up_facts(seed: int, scorer: ModuleType, tmp_path: Path) -> None:
    data, rows = made_up(random.Random(seed))
    path = tmp_path / "made-up.gold.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    path.with_name("made-up.txt").write_text("x", encoding="utf-8")
    theirs = scorer.score(scorer.Gold(str(path)), rows)
    ours = score(load(path), list(map(Prediction.of, rows)), ())
    assert {name: theirs[name] for name in SAME} == {name: getattr(ours.counts, here) for name, here in SAME.items()}


def made_up(rng: random.Random) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A gold file and facts read, drawn from few names so that many of them meet, rightly or not."""
    names = ("Maroc", "le Royaume du Maroc", "Togo", "79e session", "80e session", "Sommet de Paris sur l’IA")
    dates = ("2025-07-02", "2025-07", "2024", "--07", "2025-07-01/2025-07-03", None)
    words = ("109 milliards d'euros", "109000000000 EUR", "2 MAD", "ministre", "vice-ministre", "2025-07", "--07")
    relations = ("sponsors", "coSponsors", "partOf", "editionOf", "meets", "says", "about", "date", "amount", "votes")
    statuses = ("realised", "ongoing", "planned", None)

    def maybe(**extra: Any) -> dict[str, Any]:
        return {key: found for key, found in extra.items() if rng.random() < 0.3}

    def node(label: str) -> dict[str, Any]:
        return {"iri": f"e/{label}", "label": label, "type": "State", "altLabels": rng.sample(names, rng.randrange(2))}

    def row() -> dict[str, Any]:
        ends = {"subject": node(rng.choice(names)), "relation": rng.choice(relations)}
        target = node(rng.choice(names)) if rng.random() < 0.6 else {"literal": rng.choice(words), "datatype": "string"}
        speaker = {"iri": "e", "label": rng.choice(names)} if rng.random() < 0.4 else None
        return {**ends, "object": target, "status": rng.choice(statuses), "date": rng.choice(dates), "speaker": speaker}

    def fact() -> dict[str, Any]:
        literal = rng.random() < 0.4
        ends = {"s": rng.choice(names), "r": rng.choice(relations), "o": rng.choice(words if literal else names)}
        lists = maybe(alt=rng.sample(names, 2), alt_r=rng.sample(relations, 2))
        flags = maybe(literal=literal, symmetric=True, subject_optional=True, **({"core": True} if marked else {}))
        told = {"status": rng.choice(statuses), "date": rng.choice(dates), "speaker": rng.choice((*names, None))}
        return {**ends, **told, **lists, **flags}

    marked = rng.random() < 0.3
    listed = rng.sample(names, 4)
    entities = [{"label": name, "type": "State", "aliases": rng.sample(names, rng.randrange(2))} for name in listed]
    facts = [fact() for _ in range(12)]
    return {"document": {}, "entities": entities, "facts": facts}, [row() for _ in range(15)]


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_the_counts_are_the_shared_scorers(
    gold: Gold, stored: dict[str, list[dict[str, Any]]], scorer: ModuleType
) -> None:
    theirs = scorer.score(scorer.Gold(str(gold.path)), stored[gold.name])
    predictions = list(map(Prediction.of, fact_rows(read(gold.document()))))
    ours = score(gold, predictions, ())
    assert {name: theirs[name] for name in SAME} == {name: getattr(ours.counts, here) for name, here in SAME.items()}
    assert [f["evidence"] for f in theirs["missed"]] == [f.evidence for f in ours.missed]
    assert [p["quote"] for p in theirs["wrong"]] == [p.quote for p in ours.wrong]
    summary = scorer.summary(theirs)
    for name in ("core_recall", "recall", "precision", "core_f1", "status", "date", "speaker"):
        mine = value(name, ours.counts)
        assert summary[name] == (None if mine is None else pytest.approx(mine, abs=0.001))
