"""Each question file keeps the rules of the catalogue, and each rule can be broken."""

from __future__ import annotations

import shlex

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import answer, catalog, find, groups, questions
from kg.query.params import bind
from kg.store import Store

NAMES = sorted(questions())


@pytest.mark.parametrize("name", NAMES)
def test_header_and_body_agree(name: str) -> None:
    assert catalog.problems(find(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_runs_as_it_stands_on_any_engine(name: str) -> None:
    """Without a value in it, the file is plain SPARQL 1.1: what a reader copies into another tool works."""
    list(ox.Store().query(find(name).sparql))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_something_of_their_own(name: str) -> None:
    question = find(name)
    for text in (question.title, question.description):
        assert text.fr and text.en and text.fr != text.en
    assert question.title.fr.endswith("?") and question.title.en.endswith("?")


@pytest.mark.parametrize("name", NAMES)
def test_the_example_can_be_typed(name: str) -> None:
    words = shlex.split(find(name).example)
    assert words[:3] == ["kg", "query", name]
    given = {pair.partition("=")[0] for flag, pair in zip(words[3::2], words[4::2], strict=True) if flag == "-p"}
    assert given <= {parameter.name for parameter in find(name).parameters}
    assert {parameter.name for parameter in find(name).parameters if parameter.required} <= given


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_rows_in_the_same_order(dispatches: Store, name: str) -> None:
    question = find(name)
    if any(parameter.required for parameter in question.parameters):
        return  # asked with values in test_expected
    rows = answer(dispatches, name).rows
    assert rows == answer(dispatches, name).rows
    assert len({tuple(map(repr, row.values())) for row in rows}) == len(rows)


def test_the_dispatches_speak_to_most_questions(dispatches: Store) -> None:
    free = [name for name in NAMES if not any(p.required for p in find(name).parameters)]
    silent = [name for name in free if not answer(dispatches, name).rows]
    assert len(silent) <= len(free) // 3, silent


def test_numbers_and_groups() -> None:
    numbers = [question.number for question in questions().values()]
    assert len(set(numbers)) == len(numbers) >= 38
    assert numbers == sorted(numbers)
    assert sum(map(len, groups().values())) == len(numbers)
    assert list(groups()) == list(catalog.GROUPS)


def test_an_unknown_question_suggests_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"« cochairs ».*did you mean co-chairs"):
        find("cochairs")
    assert find("co_chairs.rq").name == "co-chairs"


HEADER = """# number: 1
# group: Actors
# title: {fr: "Quoi ?", en: "What?"}
# description: {fr: "Ceci.", en: "This."}
# params:
#   actor: {type: "entity:Actor", fr: "acteur", en: "actor"}
# columns:
#   thing: {fr: "chose", en: "thing"}
#   engagement: {fr: "le fait", en: "the fact"}
# example: kg query what
"""
BODY = """SELECT ?thing ?engagement WHERE {
  # bind: actor
  ?actor ?p ?thing . ?engagement ?q ?actor
} ORDER BY ?thing
"""


def test_a_sound_question_has_no_problem() -> None:
    assert catalog.problems(catalog.parse("what", HEADER + BODY)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# bind: actor", "", "no `# bind: actor` line"),
        ("# bind: actor", "# bind: actr", "`# bind: actr` binds no parameter"),
        ("?actor ?p ?thing . ?engagement ?q ?actor", "?a ?p ?thing . ?engagement ?q ?a", "?actor is not used"),
        ("SELECT ?thing ?engagement", "SELECT ?thing ?engagement ?p", "?p is projected but not described"),
        ("SELECT ?thing ?engagement", "SELECT (1 AS ?n) ?engagement", "column thing is described but not projected"),
        (
            "?thing ?engagement",
            "?thing",
            "no column of engagement, joint, engagements: nothing leads from a row to its passages",
        ),
        ("ORDER BY ?thing", "", "no ORDER BY: the rows would come in any order"),
        ("group: Actors", "group: Actor", "unknown group Actor"),
        ("query what", "query who", "the example asks another question"),
    ],
)
def test_a_broken_rule_is_named(old: str, new: str, problem: str) -> None:
    assert problem in catalog.problems(catalog.parse("what", (HEADER + BODY).replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# number: 1\n", "", "incomplete or malformed near 'number'"),
        ("entity:Actor", "entry:Actor", "type entry of parameter actor"),
        (', en: "What?"', "", "near 'en'"),
        ("# example", "# exmple", "unknown header key exmple; did you mean example"),
        ('{fr: "chose"', '{fr: "chose', "the header is no YAML"),
        (HEADER, "", "has no header"),
    ],
)
def test_a_malformed_header_is_refused_in_one_line(old: str, new: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        catalog.parse("what", (HEADER + BODY).replace(old, new))
    assert "queries/what.rq" in str(caught.value) and "\n" not in str(caught.value)


def test_projection_reads_nested_expressions() -> None:
    text = "SELECT ?a (MIN(STR(?b)) AS ?c)\n (IF(?d = 1, (2), 3) AS ?e) ?f WHERE { ?a ?b ?d, ?f }"
    assert catalog.projection(text) == ["a", "c", "e", "f"]


def test_an_open_parameter_leaves_its_line(article: Store) -> None:
    assert "# bind: forum" in bind(find("chairs"), {}, article)


def test_labels_come_in_the_language_asked_for(article: Store) -> None:
    french, english = (answer(article, "chairs", lang=lang, forum="Groupe des Amis").rows for lang in ("fr", "en"))
    assert {str(row["chair"]) for row in french} == {"Maroc", "États-Unis"}
    assert {str(row["chair"]) for row in english} == {"Morocco", "United States"}
    assert [row["forum"] for row in french] == [row["forum"] for row in english]  # has a French name only
