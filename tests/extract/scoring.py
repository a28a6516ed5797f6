"""Reads a text with the real reader and scores it with the shared scorer, as `kg facts` output would be."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from kg import KnowledgeGraph
from kg.extract import read
from kg.model import Document, Entity

SHARED = Path(__file__).resolve().parents[3] / "shared"
ARTICLE = SHARED / "corpus" / "article.txt"
CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def scorer() -> ModuleType:
    """The shared scorer as a module; skips the test where it is missing."""
    path = SHARED / "tools" / "score.py"
    if not path.exists():
        pytest.skip("the shared scorer is not here (../shared/tools/score.py)")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(text: str) -> set[tuple[str, str, str]]:
    """(subject, relation, object) of every fact of a text of 10 February 2026."""
    facts = read(Document(text, date="2026-02-10")).facts
    return {
        (f.subject.label, f.relation, f.object.label if isinstance(f.object, Entity) else f.object.text) for f in facts
    }


def facts_of(text: str, date: str | None, tmp_path: Path) -> list[dict[str, object]]:
    """The facts of a text, through a file, the store and back."""
    source = tmp_path / "source.txt"
    source.write_text(text, encoding="utf-8")
    with KnowledgeGraph.open("memory:") as graph:
        graph.add(str(source), date=date)
        return json.loads(json.dumps(list(graph.facts())))


def figures(gold_path: Path, facts: list[dict[str, object]]) -> dict[str, float]:
    """The scorer's summary."""
    score = scorer()
    return score.summary(score.score(score.Gold(str(gold_path)), facts))


__all__ = ["ARTICLE", "CORPUS", "facts_of", "figures"]
