"""Facts come back as they went in, in the shape scripts rely on."""

from __future__ import annotations

import csv
import io
import json

import goldreading
import pytest

from kg.graph import KnowledgeGraph
from kg.ingest import ingest
from kg.model import STATUSES, Entity, Fact
from kg.store import open_store

KEYS = ["id", "subject", "relation", "object", "status", "date", "speaker"]
KEYS += ["document", "quote", "start", "end", "confidence", "extras"]


def told(fact: Fact) -> tuple[object, ...]:
    """What a fact says, by the addresses and words of its parts."""
    base = "https://w3id.org/entente/id/"
    target = fact.object
    ends = [base + fact.subject.id, base + target.id if isinstance(target, Entity) else target.text]
    if fact.relation in ("meets", "partnersWith"):
        ends.sort()
    evidence = fact.evidence
    speaker = base + fact.speaker.id if fact.speaker else None
    date = fact.date or (ends[1] if fact.relation == "date" else None)
    return (*ends, fact.relation, fact.status, date, speaker, evidence.start, evidence.end, evidence.quote)


def test_every_fact_of_every_gold_text_comes_back(gold: KnowledgeGraph) -> None:
    rows: dict[str, set[tuple[object, ...]]] = {}
    for row in gold.facts():
        target, speaker = row["object"], row["speaker"]
        ends = (row["subject"]["iri"], target.get("iri", target.get("literal")))
        said = (row["relation"], row["status"], row["date"], speaker and speaker["iri"])
        rows.setdefault(row["document"], set()).add((*ends, *said, row["start"], row["end"], row["quote"]))
    for document in goldreading.documents():
        assert rows[document.name] == {told(fact) for fact in goldreading.read(document).facts}


def test_the_shape_is_that_of_the_contract(gold: KnowledgeGraph) -> None:
    rows = gold.facts()
    assert json.loads(json.dumps(rows)) == rows
    for row in rows:
        assert list(row) == KEYS
        assert list(row["subject"]) == ["iri", "label", "type", "altLabels"]
        assert list(row["object"]) in (["iri", "label", "type", "altLabels"], ["literal", "datatype"])
        assert row["speaker"] is None or list(row["speaker"]) == ["iri", "label"]
        assert row["status"] in STATUSES
        assert 0 < row["confidence"] <= 1 and isinstance(row["confidence"], float)
        assert row["subject"]["type"] and row["subject"]["label"]
        assert row["subject"]["label"] not in row["subject"]["altLabels"]


def test_quotes_are_where_they_are_said_to_be(gold: KnowledgeGraph) -> None:
    texts = {document.name: document.text for document in goldreading.documents()}
    for row in gold.facts():
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"]


def test_a_registered_entity_has_its_names_in_three_languages_and_those_of_its_article(gold: KnowledgeGraph) -> None:
    rows = [row for row in gold.facts() if row["subject"]["iri"].endswith("/id/state/ma")]
    assert rows
    for row in rows:
        subject = row["subject"]
        assert (subject["label"], subject["type"]) == ("Maroc", "State")
        assert {"Morocco", "المغرب", "Royaume du Maroc"} <= set(subject["altLabels"])


def test_an_article_does_not_lend_its_words_to_another(dispute: KnowledgeGraph) -> None:
    """The forms of an entity are those under which this very article mentions it."""
    names = {row["document"]: row["subject"]["altLabels"] for row in dispute.facts(relation="says")}
    assert names == {"second.txt": ["la ministre"]}
    dispute.store.update(
        """INSERT { GRAPH ?other { ?who <http://www.w3.org/2004/02/skos/core#altLabel> "l'oratrice"@fr } }
        WHERE { VALUES ?who { <https://w3id.org/entente/id/person/0011223344556677> }
          GRAPH ?other { ?a <https://w3id.org/entente/ontology#documentName> "premier.txt" } }"""
    )
    assert {tuple(row["subject"]["altLabels"]) for row in dispute.facts(relation="says")} == {("la ministre",)}


@pytest.mark.parametrize("by", ["name", "address", "checksum", "iri"])
def test_one_article_alone(gold: KnowledgeGraph, by: str) -> None:
    (document,) = goldreading.documents("visite-etat-rabat")
    named = {
        "name": document.name,
        "checksum": document.key,
        "iri": f"https://w3id.org/entente/id/article/{document.key}",
        "address": "https://example.org/visite",
    }[by]
    if by == "address":
        from dataclasses import replace

        with open_store("memory:") as store:
            other = replace(document, url=named)
            ingest([other, *goldreading.documents("assises-ia-sale")], store, goldreading.read)
            rows = KnowledgeGraph(store).facts(document=named)
    else:
        rows = gold.facts(document=named)
    assert {row["document"] for row in rows} == {document.name}
    assert len(rows) > 10


@pytest.mark.parametrize("document", ['nothing"} . ?s ?p ?o {', "a b", "<>", "é\n", "\\"])
def test_an_unknown_article_has_no_facts(gold: KnowledgeGraph, document: str) -> None:
    assert gold.facts(document=document) == []


def test_statuses_and_relations_narrow_down(gold: KnowledgeGraph) -> None:
    every = gold.facts()
    planned = gold.facts(status="planned")
    assert 0 < len(planned) < len(every)
    assert planned == [row for row in every if row["status"] == "planned"]
    some = gold.facts(status=["planned", "aspired"], relation=["hosts", "heldIn"])
    wanted = [r for r in every if r["status"] in ("planned", "aspired") and r["relation"] in ("hosts", "heldIn")]
    assert some == wanted and wanted


def test_a_post_is_told_by_its_title_and_whom_it_represents(gold: KnowledgeGraph) -> None:
    rows = gold.facts(relation="holdsPosition")
    assert rows
    assert all(set(row["object"]) == {"literal", "datatype"} for row in rows)
    assert any(row["extras"].get("of") == "Maroc" for row in rows)


def test_the_number_of_questions_does_not_grow(gold: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    query = gold.store.query
    monkeypatch.setattr(gold.store, "query", lambda text: (asked.append(text), query(text))[1])
    assert len(gold.facts()) > 300
    assert len(asked) == 2


def test_tables_hold_labels(gold: KnowledgeGraph) -> None:
    rows = gold.facts()
    read = list(csv.DictReader(io.StringIO(gold.export("csv").decode())))
    assert len(read) == len(rows)
    assert [cell["quote"] for cell in read] == [row["quote"] for row in rows]
    assert read[0]["subject"] == rows[0]["subject"]["label"]
    frame = rows.to_dataframe()
    assert list(frame.columns) == list(read[0])
    assert "<table>" in rows._repr_html_()
