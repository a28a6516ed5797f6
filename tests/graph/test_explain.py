"""Who says it, where, and who says otherwise."""

from __future__ import annotations

import json

import pytest

from kg.errors import NotFoundError, QueryError
from kg.graph import KnowledgeGraph
from kg.query.explain import Explained

ID = "https://w3id.org/entente/id/"


def explained(graph: KnowledgeGraph, target: str, relation: str) -> Explained:
    (found,) = [
        fact
        for fact in graph.explain(target).facts
        if fact.claims[0]["relation"] == relation and fact.claims[0]["subject"]["iri"] == f"{ID}state/ma"
    ]
    return found


def test_a_denied_fact_shows_both_sides(dispute: KnowledgeGraph) -> None:
    """The latest article holds (March: done); the ministry's denial (February) stands against it."""
    hosting = explained(dispute, "Forum des lacs", "hosts")
    assert hosting.status == "realised"
    assert [claim["document"] for claim in hosting.claims] == ["premier.txt", "second.txt"]
    (denial,) = hosting.contradicted_by
    assert (denial["status"], denial["speaker"]["label"]) == ("denied", "Awa Diop")
    assert denial["quote"] == "n'accueille pas le forum"


def test_stances_that_exclude_each_other_contradict(dispute: KnowledgeGraph) -> None:
    for relation, contrary in (("votesFor", "opposes"), ("opposes", "votesFor")):
        stance = explained(dispute, "résolution des lacs", relation)
        assert [claim["relation"] for claim in stance.contradicted_by] == [contrary]


def test_a_wish_contradicts_nothing(dispute: KnowledgeGraph) -> None:
    (wish,) = dispute.explain("France").facts
    assert (wish.status, wish.contradicted_by) == ("aspired", ())


@pytest.mark.parametrize("ask_by", ["engagement", "claim", "short"])
def test_a_fact_is_explained_by_its_identifier(dispute: KnowledgeGraph, ask_by: str) -> None:
    (row, *_) = dispute.facts(document="premier.txt")
    target = row["id"].removeprefix(ID) if ask_by == "short" else row["id"]
    if ask_by == "claim":
        rows = dispute.sparql(f"SELECT ?claim {{ ?claim ent:asserts <{row['id']}> }}").solutions
        target = rows[0][0].value  # type: ignore[union-attr]
    (fact,) = dispute.explain(target).facts
    assert fact.claims[0]["id"] == row["id"]


def test_an_entity_is_explained_by_any_of_its_names(dispute: KnowledgeGraph) -> None:
    by_name = [dispute.explain(name).to_dict() for name in ("Maroc", "royaume du maroc", "state/ma", "Morocco")]
    assert all(told == by_name[0] for told in by_name)
    assert by_name[0]["iri"] == f"{ID}state/ma" and by_name[0]["type"] == "State"
    assert "le Royaume" in by_name[0]["altLabels"]
    assert {fact["relation"] for fact in by_name[0]["facts"]} == {"hosts", "votesFor", "opposes"}


def test_what_somebody_says_is_part_of_who_they_are(dispute: KnowledgeGraph) -> None:
    relations = [fact.claims[0]["relation"] for fact in dispute.explain("Awa Diop").facts]
    assert sorted(relations) == ["hosts", "says"]


def test_it_prints_for_people_and_for_programs(dispute: KnowledgeGraph) -> None:
    explanation = dispute.explain("Forum des lacs", "fr")
    text = str(explanation)
    assert text.startswith(f"Forum des lacs (enceinte) <{ID}entity/8899aabbccddeeff>")
    assert "premier.txt 0–29" in text and "« n'accueille pas le forum »" in text and "Awa Diop" in text
    told = json.loads(json.dumps(explanation.to_dict()))
    (fact,) = (fact for fact in told["facts"] if fact["contradictedBy"])
    assert list(fact) == ["id", "subject", "relation", "object", "status", "date", "claims", "contradictedBy"]
    assert fact["contradictedBy"][0]["document"] == "second.txt"


def test_an_entity_nobody_speaks_of_is_said_to_be_so(dispute: KnowledgeGraph) -> None:
    explanation = dispute.explain("Chili")
    assert explanation.facts == () and len(str(explanation).splitlines()) <= 3


def test_the_number_of_questions_does_not_grow(gold: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    query = gold.store.query
    monkeypatch.setattr(gold.store, "query", lambda text: (asked.append(text), query(text))[1])
    assert len(gold.explain(f"{ID}state/ma").facts) > 20
    assert len(asked) <= 8


def test_control_characters_do_not_reach_the_terminal(dispute: KnowledgeGraph) -> None:
    label = "<http://www.w3.org/2004/02/skos/core#altLabel>"
    dispute.store.update(f'INSERT DATA {{ GRAPH <{ID}x> {{ <{ID}state/fr> {label} "a\\u001b[2Jb" }} }}')
    text = str(dispute.explain("France"))
    assert "a [2Jb" in text and "\x1b" not in text


@pytest.mark.parametrize("target", ["Atlantide", f"{ID}engagement/none", "engagement/none"])
def test_what_is_unknown_is_said_to_be_so(dispute: KnowledgeGraph, target: str) -> None:
    with pytest.raises(NotFoundError):
        dispute.explain(target)


def test_no_name_is_no_question(dispute: KnowledgeGraph) -> None:
    with pytest.raises(QueryError):
        dispute.explain("  ")
