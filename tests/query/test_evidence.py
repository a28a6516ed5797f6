"""Each row of each question leads to its passages, and they read what the row says."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.errors import QueryError
from kg.query import answer, behind, evidence, footnotes, questions, sparql
from kg.query.run import Answer
from kg.store import Store

# question, values, row number → the articles and words its passages must come from, in order
ON_WORLD = (
    ("co-chairs", {}, ()),
    (
        "promises-kept",
        {"actor": "Borduria"},
        (("dépêche 2030-01", "signs"), ("dépêche 2030-06", "signs")),
    ),
    (
        "conflicts",
        {"actor": "Ligue des détroits"},
        (("dépêche 2030-06", "memberOf Ligue des détroits, ongoing"), ("dépêche 2030-09", "denied")),
    ),
    (
        "vote-alike",
        {"actor": "Arcadie"},
        tuple(("dépêche 2030-03", who) for who in ("Arcadie", "Arcadie", "Borduria", "Borduria")),
    ),
    (
        "common-partners",
        {"a": "Arcadie", "b": "Cocagne"},
        (("dépêche 2030-06", "Arcadie : partnersWith"), ("dépêche 2030-06", "Cocagne : partnersWith")),
    ),
    ("shared-forums", {"actor": "Arcadie"}, ()),
)


@pytest.mark.parametrize(("name", "values", "expected"), ON_WORLD, ids=[case[0] for case in ON_WORLD])
def test_the_first_row_rests_on_these_passages(
    world: Store, name: str, values: dict[str, str], expected: tuple[tuple[str, str], ...]
) -> None:
    found = answer(world, name, **values)
    rows = behind(world, found)
    assert len(rows) == len(found)
    if not expected:
        assert rows == []
        return
    told = sorted((str(passage.article), passage.quote) for passage in rows[0])
    assert len(told) == len(expected)
    assert all(
        article == where and words in quote for (article, quote), (where, words) in zip(told, expected, strict=True)
    )


@pytest.mark.parametrize("name", sorted(questions()))
def test_rows_of_articles_have_passages_that_stand_in_them(article: Store, dispatches: Store, name: str) -> None:
    """On the dispatches; where a question needs an actor, for Morocco."""
    question = questions()[name]
    values = {p.name: "Maroc" for p in question.parameters if p.required and p.type == "entity"}
    values |= {p.name: "planned" for p in question.parameters if p.required and p.type == "status"}
    values |= {p.name: "2025-07-02" for p in question.parameters if p.required and p.type == "date"}
    if name in ("chair-on-date", "lineage", "parts", "states-on-topic", "common-partners", "passages"):
        return  # they take other things than a state: below and in test_expected
    texts = {row["a"]: str(row["t"]) for row in sparql(dispatches, "SELECT ?a ?t { ?a ent:text ?t }").rows}
    found = answer(dispatches, name, **values)
    for row, passages in zip(found.rows, behind(dispatches, found), strict=True):
        assert passages or name == "strategy-funds", row
        for passage in passages:
            text = next(text for node, text in texts.items() if node.iri == passage.article.iri)  # type: ignore[union-attr]
            assert text[passage.start : passage.end] == passage.quote


def test_a_row_about_one_article_shows_the_passages_of_that_article(world: Store) -> None:
    found = answer(world, "status-history", actor="Arcadie")
    for row, passages in zip(found.rows, behind(world, found), strict=True):
        assert {str(passage.article) for passage in passages} == {str(row["article"])}


def test_evidence_stands_in_the_article(article: Store) -> None:
    found = answer(article, "roles", actor="Maroc")
    passages = evidence(article, found.engagements())
    text = next(iter(sparql(article, "SELECT ?text { ?a ent:text ?text }")))["text"]
    assert {p.engagement for p in passages} == set(found.engagements())
    assert all(str(text)[p.start : p.end] == p.quote for p in passages)
    speakers = {str(p.speaker) for p in passages}
    assert speakers == {"None", "Omar Hilale"}
    assert {p.status for p in passages} == {"ongoing", "realised", "aspired"}
    assert all(str(p.article) == "article.txt" and p.date and p.confidence == 0.9 for p in passages)
    assert evidence(article, []) == []
    with pytest.raises(QueryError, match="is no IRI"):
        evidence(article, "> } #")


def test_a_table_numbers_its_passages(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    found = answer(world, "unratified")
    lines = footnotes.render(found, behind(world, found), "table").splitlines()
    assert lines[0].endswith("passages") and lines[2].endswith("1, 2")
    assert lines[4].startswith("[1] « Borduria : signs charte des phares, planned. » — dépêche 2030-01 ")
    assert lines[4].endswith(" · 2030-01 · prévu") and lines[5].endswith(" · 2030-06 · réalisé")


def test_what_each_passage_is_about_stands_above_it(world: Store) -> None:
    found = answer(world, "roles", actor="Arcadie")
    rows = behind(world, found)
    lines = footnotes.render(found, rows, "table").splitlines()
    headings = [line for line in lines[len(rows) + 3 :] if not line.startswith("[")]
    abouts = [str(passage.about) for row in rows for passage in row]
    assert len(set(abouts)) > 1 and headings and set(headings) <= set(abouts)


def test_json_holds_a_list_of_passages_for_each_row(world: Store) -> None:
    found = answer(world, "vote-alike", actor="Arcadie")
    read = json.loads(footnotes.render(found, behind(world, found), "json"))
    assert len(read["evidence"]) == len(read["results"]["bindings"]) == 3
    assert all(passage["article"]["label"].startswith("dépêche") for row in read["evidence"] for passage in row)
    assert {passage["speaker"] for row in read["evidence"] for passage in row} == {None}


def test_csv_has_a_line_for_each_passage(world: Store) -> None:
    found = answer(world, "vote-alike", actor="Arcadie")
    rows = list(csv.DictReader(io.StringIO(footnotes.render(found, behind(world, found), "csv"), newline="")))
    assert len(rows) == sum(map(len, behind(world, found))) > len(found)
    assert rows[0]["passageQuote"] and rows[0]["otherLabel"] == "Borduria"


def test_what_has_no_article_behind_it_says_so(article: Store) -> None:
    found = answer(article, "parts", whole="Nations Unies")
    shown = footnotes.render(found, behind(article, found), "table")
    assert "—" in shown and ("registry" in shown or "registre" in shown)


def test_other_formats_have_no_place_for_passages() -> None:
    with pytest.raises(QueryError, match="xml has no place for passages; use table, json"):
        footnotes.render(Answer(""), [], "xml")
