"""The named questions and questions in words, as a program asks them."""

from __future__ import annotations

import csv
import io

import pytest
from fastapi.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.query import catalog
from kg.query.tables import render


def test_the_list_describes_every_question(reading: TestClient) -> None:
    listed = reading.get("/questions", headers={"Accept-Language": "en-GB,en;q=0.9"}).json()
    assert [question["name"] for question in listed] == list(catalog.questions())
    roles = next(question for question in listed if question["name"] == "roles")
    assert roles["title"] == catalog.find("roles").title.en
    french = reading.get("/questions?lang=fr").json()
    assert next(q for q in french if q["name"] == "roles")["title"] == catalog.find("roles").title.fr


def test_every_question_and_its_parameters_are_described(reading: TestClient) -> None:
    paths = reading.get("/openapi.json").json()["paths"]
    for question in catalog.questions().values():
        described = paths[f"/questions/{question.name}"]["get"]
        there = {parameter["name"]: parameter for parameter in described["parameters"]}
        assert {p.name for p in question.parameters} | {"lang", "format", "evidence"} == set(there)
        for parameter in question.parameters:
            assert there[parameter.name]["required"] == parameter.required
            assert there[parameter.name]["description"]
    assert {"/sparql", "/data", "/questions", "/ask", "/health"} <= set(paths)


@pytest.mark.parametrize("name", list(catalog.questions()))
def test_every_question_answers_as_the_library_does(reading: TestClient, dispatches_db: str, name: str) -> None:
    values = {"entity": "Maroc", "status": "planned", "date": "2025"}
    required = {p.name: values[p.type] for p in catalog.find(name).parameters if p.required}
    if len(required) > 1:
        required = dict(zip(required, ("Maroc", "France"), strict=True))
    answer = reading.get(f"/questions/{name}", params={**required, "format": "results"})
    if answer.status_code == 400 and "what is asked for is" in answer.text:
        pytest.skip("this question is about another kind of thing than a state")
    assert answer.status_code == 200, answer.text
    with KnowledgeGraph.open(dispatches_db, read_only=True) as graph:
        assert answer.text == render(graph.query(name, **required), "json")


def test_rows_passages_and_sparql_come_together(reading: TestClient) -> None:
    told = reading.get("/questions/roles", params={"actor": "Maroc", "evidence": "1", "lang": "fr"}).json()
    assert told["question"] == "roles" and told["parameters"] == {"actor": "Maroc"}
    assert told["rows"] and "state/ma" in told["sparql"]
    assert set(told["rows"][0]) == {column["name"] for column in told["columns"]}
    assert told["evidence"] and all(passage["quote"] for passage in told["evidence"])
    facts = {row["engagement"]["iri"] for row in told["rows"]}
    assert {passage["engagement"] for passage in told["evidence"]} == facts


def test_csv_is_csv(reading: TestClient) -> None:
    accepted = reading.get("/questions/roles", params={"actor": "Maroc"}, headers={"Accept": "text/csv"})
    named = reading.get("/questions/roles", params={"actor": "Maroc", "format": "csv"})
    assert accepted.headers["content-type"] == "text/csv; charset=utf-8"
    assert accepted.content == named.content
    rows = list(csv.DictReader(io.StringIO(accepted.text)))
    assert rows and all("engagement" in row for row in rows)


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("/questions/role", 404, "roles"),
        ("/questions/states_on_topic", 404, "states_on_topic"),
        ("/questions/roles?actor=Marok", 404, "Maroc"),
        ("/questions/roles?actr=Maroc", 400, "actor"),
        ("/questions/roles", 400, "actor"),
        ("/questions/roles?actor=Maroc&actor=France", 400, "actor"),
        ("/questions/roles?actor=Maroc&status=maybe", 400, "planned"),
        ("/questions/roles?actor=Maroc&format=excel", 406, "csv"),
        ("/ask", 400, "q"),
        ("/ask?q=Pourquoi%20le%20ciel%20est-il%20bleu%20%3F", 400, ""),
        ("/ask?q=Qui%20pr%C3%A9side%20quoi&lang=de", 400, "lang"),
    ],
)
def test_what_cannot_be_answered_says_why(reading: TestClient, address: str, status: int, word: str) -> None:
    answer = reading.get(address)
    assert answer.status_code == status, answer.text
    assert word in answer.json()["detail"]


def test_a_question_in_words_is_answered_with_its_reading(reading: TestClient) -> None:
    told = reading.get("/ask", params={"q": "Que préside le Maroc ?"}).json()
    assert {"question", "reading", "sparql", "rows", "evidence", "warnings"} <= set(told)
    assert "Maroc" in told["reading"] and "SELECT" in told["sparql"]
    rows = reading.get("/ask", params={"q": "Que préside le Maroc ?", "format": "csv"})
    assert rows.headers["content-type"].startswith("text/csv")
    assert len(list(csv.reader(io.StringIO(rows.text)))) == len(told["rows"]) + 1


def test_messages_come_in_the_language_of_who_asks(reading: TestClient) -> None:
    french, english = (
        reading.get("/ask", params={"q": "Pourquoi ?"}, headers={"Accept-Language": lang}).json()["detail"]
        for lang in ("fr-MA", "en-US")
    )
    assert french != english


def test_an_answer_speaks_the_language_of_its_reader(reading: TestClient) -> None:
    question = {"q": "Qui fait le pont entre les États-Unis et la Chine ?"}
    english = reading.get("/ask", params=question, headers={"Accept-Language": "en"}).json()
    assert "United States" in english["reading"] and english["columns"][1]["label"].endswith("with United States")
    assert "États-Unis" in reading.get("/ask", params=question, headers={"Accept-Language": ""}).json()["reading"]
