"""The examples of every frame are its tests: « [Le Maroc](s) copréside [le Forum](o). »"""

from __future__ import annotations

import re

import pytest

from kg.extract import read
from kg.lexicon import classes, load
from kg.lexicon.check import check
from kg.lexicon.schema import Example
from kg.model import Document

MARK = re.compile(r"\[([^\]]+)\]\(([so])\)")
EXAMPLES = [(f.relation, e) for f in load.load().frames for e in f.examples]
COUNTER = [(f.relation, s) for f in load.load().frames for s in f.counterexamples]


def test_the_lexicon_has_no_mistake() -> None:
    assert check() == []


def test_every_relation_can_be_said() -> None:
    assert {f.relation for f in load.load().frames} == set(classes.load().relations)


@pytest.mark.parametrize(("relation", "example"), EXAMPLES, ids=[f"{r}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_example(relation: str, example: Example) -> None:
    """Every marked object is related, over the right stretch, and has the status where one is given."""
    text = MARK.sub(r"\1", example.text)
    facts = [f for f in read(Document(text, date="2026-02")).facts if f.relation == relation]
    assert facts, f"no {relation} read in: {text}"
    for surface, _ in MARK.findall(example.text):
        start = text.index(surface)
        assert any(f.evidence.start < start + len(surface) and start < f.evidence.end for f in facts), surface
    if example.status:
        assert {f.status for f in facts} <= {example.status} | (
            {"realised", "ongoing"} if example.status in ("realised", "ongoing") else set()
        )


@pytest.mark.parametrize(("relation", "sentence"), COUNTER)
def test_counterexample(relation: str, sentence: str) -> None:
    assert relation not in {f.relation for f in read(Document(sentence, date="2026-02")).facts}
