"""The article of the project's first user: what must be read, and that no rule knows its names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from scoring import ARTICLE, facts_of, figures

# Every name of the article for another of its kind, longest first; gender and the article before the name are kept so that the French stays French.
SWAP = {
    "Mohammed VI": "Felipe VI", "Omar Hilale": "Bernardo Arruda", "Hilale": "Arruda", "États-Unis": "Pays-Bas", "Chinoise": "Indienne", "chinoise": "indienne",
    "UM6P": "UTC3", "PNUD": "UNICEF", "Salé": "Grenade", "Dakhla": "Bilbao", "New Delhi": "Tokyo", "Paris": "Berlin", "Rabat": "Madrid", "ECOSOC": "UNESCO",
    "AI Movement": "Data Horizon", "Asie centrale": "Amérique centrale", "Maroc 2030": "Portugal 2040", "marocaines": "danoises", "marocain": "danois", "Maroc": "Danemark",
}  # fmt: skip
_NAMES = re.compile("|".join(re.escape(n) for n in sorted(SWAP, key=len, reverse=True)))


def swapped(text: str) -> str:
    """The text with the article's names swapped, quotation marks and accents as they stand."""
    return _NAMES.sub(lambda m: SWAP[m.group()], text)


@pytest.fixture(scope="module")
def article() -> str:
    if not ARTICLE.exists():
        pytest.skip("the article is not here (../shared/corpus/article.txt)")
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def facts(article: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    return facts_of(article, "2025-07", tmp_path_factory.mktemp("article"))


def test_the_article_is_read(facts: list[dict[str, object]]) -> None:
    found = figures(ARTICLE.with_suffix(".gold.json"), facts)
    assert found["recall"] >= 0.93 and found["core_recall"] >= 0.97 and found["precision"] >= 0.95, found
    assert found["status"] >= 0.97 and found["date"] >= 0.95 and found["speaker"] >= 0.97, found


def test_every_quote_stands_in_the_text(article: str, facts: list[dict[str, object]]) -> None:
    assert facts
    for fact in facts:
        assert article[int(str(fact["start"])) : int(str(fact["end"]))] == fact["quote"]


def test_no_rule_knows_the_names(article: str, tmp_path: Path) -> None:
    gold = json.loads(ARTICLE.with_suffix(".gold.json").read_text(encoding="utf-8"))
    for entity in gold["entities"]:
        entity["label"] = swapped(entity["label"])
        entity["aliases"] = [swapped(a) for a in entity.get("aliases", [])]
        if entity["id"] in ("chine", "ecosoc", "pnud"):
            entity["label"] = {"chine": "Inde", "ecosoc": "UNESCO", "pnud": "UNICEF"}[entity["id"]]
    for fact in gold["facts"]:
        fact["o"] = fact["o"] if fact["o"] in {e["id"] for e in gold["entities"]} else swapped(fact["o"])
    path = tmp_path / "swapped.gold.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    found = figures(path, facts_of(swapped(article), "2025-07", tmp_path))
    assert found["core_recall"] >= 0.85 and found["precision"] >= 0.88, found
