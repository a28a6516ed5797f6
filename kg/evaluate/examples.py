"""The examples of the frames are their tests: « [Le Maroc](s) copréside [le Forum](o). »"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.extract import read
from kg.lexicon import load
from kg.lexicon.schema import Example
from kg.messages import say
from kg.model import Document, Fact

_MARK = re.compile(r"\[([^\]]+)\]\(([so])\)")
_DATE = "2026-02"  # when examples are said: what is yet to come must be so for a while
_HOLDS = frozenset({"realised", "ongoing"})  # tense alone does not always tell them apart


@dataclass(frozen=True)
class Failure:
    """An example that is not read as it is marked, and why."""

    relation: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.relation}.yaml: « {self.text} »: {self.why}"


def failures(relations: Collection[str] = ()) -> Iterator[Failure]:
    """The examples and counterexamples, of these relations or of all, that are not read as they should be."""
    for file in load.load().frames:
        if relations and file.relation not in relations:
            continue
        for example in file.examples:
            if why := example_failure(file.relation, example):
                yield Failure(file.relation, example.text, why)
        for sentence in file.counterexamples:
            if why := counterexample_failure(file.relation, sentence):
                yield Failure(file.relation, sentence, why)


def example_failure(relation: str, example: Example) -> str | None:
    """Why an example is not read as marked: no fact, a marked end outside every fact, another status. None if it is."""
    text = _MARK.sub(r"\1", example.text)
    facts = _facts(text, relation)
    if not facts:
        return say("lexicon.no_fact", relation=relation)
    for surface, _ in _MARK.findall(example.text):
        start = text.index(surface)
        if not any(f.evidence.start < start + len(surface) and start < f.evidence.end for f in facts):
            return say("lexicon.outside", words=surface)
    allowed = {example.status} | (_HOLDS if example.status in _HOLDS else set())
    others = sorted({f.status for f in facts} - allowed)
    return say("lexicon.status", wanted=example.status, read=", ".join(others)) if example.status and others else None


def counterexample_failure(relation: str, sentence: str) -> str | None:
    """Why a counterexample fails: the relation is read in it after all."""
    found = _facts(sentence, relation)
    return say("lexicon.read_after_all", relation=relation, words=found[0].evidence.quote) if found else None


def _facts(text: str, relation: str) -> list[Fact]:
    return [fact for fact in read(Document(text, date=_DATE)).facts if fact.relation == relation]
