"""Why a fact was read, and why none was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import NotFoundError
from kg.graph import KnowledgeGraph
from kg.lexicon.load import frame_line
from kg.model import Document
from kg.resources import ontology

TEXT = "Le Maroc copréside le Forum des lacs avec la Finlande. La France n'a pas signé l'Accord de Paris."


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph.open("memory:") as graph:
        graph.add(Document(TEXT, name="lacs.txt", date="2025-07"))
        yield graph


def test_a_fact_names_its_frame_its_word_and_its_ends(graph: KnowledgeGraph) -> None:
    fact = graph.facts(relation="coChairs")[0]
    (traced,) = graph.trace(fact["id"])
    assert traced.document == "lacs.txt" and traced.relation == "coChairs"
    told = "\n".join(traced.lines())
    assert "« copréside »" in told and "Le Maroc" in told and "ontology/frames/coChairs.yaml:" in told
    assert traced.to_dict()["facts"][0]["rule"] == "coChairs.yaml#1"


def test_a_sentence_of_an_article_is_read_where_it_stands(graph: KnowledgeGraph) -> None:
    (traced,) = graph.trace("La France n'a pas signé l'Accord de Paris.")
    assert (traced.document, traced.sentence.start) == ("lacs.txt", TEXT.index("La France"))


@pytest.mark.parametrize(
    ("sentence", "relation", "lacks"),
    [
        ("La France n'a pas signé l'Accord de Paris.", "signs", ("status",)),
        ("La France a signé hier.", "signs", ("object",)),
        ("Il a fallu coprésider le Forum des lacs.", "coChairs", ("subject",)),
    ],
)
def test_the_nearest_frame_says_what_it_lacks(
    graph: KnowledgeGraph, sentence: str, relation: str, lacks: tuple[str, ...]
) -> None:
    (traced,) = graph.trace(sentence)
    near = traced.sentence.nearest()
    assert not traced.sentence.facts
    assert (relation, lacks) in {(attempt.relation, attempt.lacks) for attempt in near}


def test_words_without_a_frame_are_said_so(graph: KnowledgeGraph) -> None:
    (traced,) = graph.trace("Il pleut.")
    assert not traced.sentence.nearest()
    assert len(list(traced.lines())) == 3


def test_an_address_that_is_no_fact(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError):
        graph.trace("https://w3id.org/entente/id/state/ma")


def test_a_watched_reading_is_the_same() -> None:
    from kg.extract.reader import read
    from kg.extract.trace import Watch

    document = Document(TEXT, date="2025-07")
    assert read(document, Watch()) == read(document)


def test_the_line_of_a_frame_is_where_it_starts() -> None:
    lines = ontology("frames", "signs.yaml").read_text(encoding="utf-8").splitlines()
    _, first = frame_line("signs", 1)
    path, second = frame_line("signs", 2)
    assert path == ontology("frames", "signs.yaml") and first < second
    assert lines[second - 1].lstrip().startswith("- ")
