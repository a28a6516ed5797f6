"""Values reach a query as terms: labels find their entity, nothing changes the query's structure."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError, QueryError
from kg.query import answer, catalog, sparql
from kg.query.labels import candidates, fold, resolve
from kg.query.params import bind, period, status, terms
from kg.store import Store

NASTY = [
    '"',
    "'",
    "\\",
    '\\"',
    '"""',
    "} } DROP ALL #",
    '" } UNION { ?s ?p ?o } #',
    "# bind: actor",
    "x\n# bind: lang\ny",
    "\r\n} LIMIT 0 #",
    "?actor",
    "$FACTS",
    "\\u0022 } #",
    "<http://example.org/>",
    "a\u2028b\u0085c",
    "\u200f\u202eمرحبا",
    "\\1 \\g<name>",
    "𝒜😀",
    "\t",
]
TEXT_QUESTION = catalog.parse(
    "what",
    """# number: 1
# group: Actors
# title: {fr: "Quoi ?", en: "What?"}
# description: {fr: "Ceci.", en: "This."}
# params:
#   text: {type: text, fr: "texte", en: "text"}
# columns:
#   text: {fr: "texte", en: "text"}
# example: kg query what

SELECT ?text WHERE {
  # bind: text
} ORDER BY ?text
""",
)


@pytest.mark.parametrize("nasty", NASTY)
def test_a_text_comes_back_as_it_went_in(nasty: str) -> None:
    """One row, one value, the very one given: had it changed the query, it could not."""
    store = ox.Store()
    rows = list(store.query(bind(TEXT_QUESTION, {"text": nasty}, store)))  # type: ignore[arg-type]
    assert [row["text"].value for row in rows] == [nasty]  # type: ignore[union-attr,index]


@pytest.mark.parametrize("nasty", NASTY)
def test_a_nasty_value_is_an_error_and_never_another_query(world: Store, nasty: str) -> None:
    values = {"actor": "Arcadie", "relation": "hosts", "target": "sommet des îles"}
    for name in values:
        with pytest.raises(QueryError) as caught:
            answer(world, "who-asserts", **(values | {name: nasty}))
        assert caught.value.exit_code == 2
    with pytest.raises(QueryError):
        answer(world, "overdue", date=nasty)
    with pytest.raises(QueryError):
        answer(world, "by-status", status=nasty)


@pytest.mark.parametrize("address", ["http://x/> } #", "<http://x/ y>", "http://x/{y}", "<nope>", "http://x/\\u003e"])
def test_an_iri_that_is_none_is_refused(world: Store, address: str) -> None:
    with pytest.raises(QueryError):
        answer(world, "roles", actor=address)


@pytest.mark.parametrize(
    "text",
    ["Maroc", "maroc", " MAROC ", "le Maroc", "Royaume du Maroc", "Morocco", "state/ma", "id:state/ma", "المغرب"],
)
def test_a_state_by_any_of_its_names(article: Store, text: str) -> None:
    assert resolve(article, text) == resolve(article, "Maroc")


@pytest.mark.parametrize("text", ["États-Unis", "Etats Unis", "etats-unis", "les États-Unis", "ÉTATS‐UNIS"])
def test_accents_case_and_hyphens_do_not_matter(article: Store, text: str) -> None:
    assert resolve(article, text, ("Actor",)) == resolve(article, "États-Unis")


def test_apostrophes_do_not_matter(article: Store) -> None:
    typed, curly = resolve(article, "Forum de l'ECOSOC"), resolve(article, "forum de l’Ecosoc")
    assert typed == curly
    assert resolve(article, f"<{typed}>") == resolve(article, typed) == typed


def test_a_typo_suggests(article: Store) -> None:
    with pytest.raises(NotFoundError, match=r"« Marok »; did you mean .*« Maroc »"):
        resolve(article, "Marok")
    with pytest.raises(NotFoundError, match="did you mean « Groupe des Amis"):
        resolve(article, "Groupe d'Amis", ("Forum",))
    with pytest.raises(NotFoundError, match="check the spelling"):
        resolve(article, "zzzzqqqq")
    with pytest.raises(NotFoundError, match="has the address"):
        resolve(article, "https://example.org/nothing")


def test_the_wrong_kind_of_thing_is_said(article: Store) -> None:
    with pytest.raises(QueryError, match=r"« Maroc » is Maroc \(State\); what is asked for is Forum"):
        answer(article, "chair-on-date", forum="Maroc", date="2025")


def test_an_ambiguous_label_lists_its_candidates(world: Store) -> None:
    twin = ox.NamedNode("https://w3id.org/entente/id/test/twin")
    graph = ox.NamedNode("https://w3id.org/entente/graph/article/twin")
    skos, ent = "http://www.w3.org/2004/02/skos/core#", "https://w3id.org/entente/ontology#"
    quads = [
        ox.Quad(
            twin, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(ent + "State"), graph
        ),
        ox.Quad(twin, ox.NamedNode(skos + "prefLabel"), ox.Literal("Arcadie", language="fr"), graph),
        ox.Quad(twin, ox.NamedNode(ent + "mentionedIn"), graph, graph),
    ]
    world.replace(graph.value, quads)
    try:
        with pytest.raises(QueryError, match=r"« arcadie » may be 2 things: Arcadie \(State\) <.*>; Arcadie") as caught:
            resolve(world, "arcadie")
        assert twin.value in str(caught.value)
        # what no article speaks of steps back
        world.replace(graph.value, quads[:2])
        assert resolve(world, "arcadie") != twin.value
    finally:
        world.remove_graph(graph.value)
    assert resolve(world, "Arcadie") != twin.value


def test_labels_that_came_after_the_first_question_are_found(world: Store) -> None:
    with pytest.raises(NotFoundError):
        resolve(world, "nouvelle thulé")
    node, graph = ox.NamedNode("https://w3id.org/entente/id/test/thule"), "https://w3id.org/entente/graph/article/thule"
    name = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    state = ox.NamedNode("https://w3id.org/entente/ontology#State")
    where = ox.NamedNode(graph)
    world.replace(graph, [ox.Quad(node, name, ox.Literal("Nouvelle-Thulé"), where), ox.Quad(node, kind, state, where)])
    try:
        assert resolve(world, "nouvelle thulé") == node.value
    finally:
        world.remove_graph(graph)


def test_candidates_know_their_classes(article: Store) -> None:
    (found,) = candidates(article, [resolve(article, "Groupe des Amis")])
    assert found.mentioned and {"Forum", "Actor"} <= found.classes and "AdoptedInstrument" not in found.classes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", ("2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z")),
        ("2024-02", ("2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z")),
        ("2025-07-02", ("2025-07-02T00:00:00Z", "2025-07-02T23:59:59Z")),
        ("2025-07-01/2025-08", ("2025-07-01T00:00:00Z", "2025-08-31T23:59:59Z")),
    ],
)
def test_dates_are_intervals(text: str, expected: tuple[str, str]) -> None:
    assert period(text) == expected


def test_today() -> None:
    assert period("aujourd’hui")[0] in (f"{date.today()}T00:00:00Z", period("today")[0])


@pytest.mark.parametrize(
    "text", ["", "hier", "2025-13", "2025-02-30", "02/07/2025", "2025-08/2025-07", "20255", "0000"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        period(text)


@pytest.mark.parametrize(
    ("text", "code"), [("planned", "planned"), ("Prévue", "planned"), ("en cours", "ongoing"), ("REALISE", "realised")]
)
def test_statuses_in_both_languages(text: str, code: str) -> None:
    assert status(text) == code


def test_unknown_parameters_and_values_are_refused(article: Store) -> None:
    for values, message in (
        ({"actr": "Maroc"}, "no parameter actr; did you mean actor"),
        ({}, r"needs actor \(the actor\); for instance: kg query roles"),
        ({"actor": "Maroc", "status": "bientôt"}, "is no status.*the statuses are realised, ongoing"),
        ({"actor": ""}, "empty name"),
    ):
        with pytest.raises(QueryError, match=message):
            answer(article, "roles", **values)
    with pytest.raises(NotFoundError, match="no relation; did you mean"):
        answer(article, "who-asserts", actor="Maroc", relation="coChair")


def test_relations_by_name_and_by_label(article: Store) -> None:
    parameter = catalog.find("who-asserts").parameter("relation")
    (by_name,) = terms(parameter, "coChairs", article)
    assert by_name == "<https://w3id.org/entente/ontology#role-coChairs>"
    labels = sparql(article, "SELECT ?l { ent:coChairs skos:prefLabel ?l } ORDER BY ?l")
    assert len(labels) == 3
    assert [terms(parameter, str(row["l"]), article) for row in labels] == [[by_name]] * 3


def test_python_words_as_parameters(article: Store) -> None:
    assert answer(article, "co-chairs", actor="Maroc", with_="États-Unis").rows


def test_fold() -> None:
    assert fold("L’Œuvre") == fold("oeuvre") == "oeuvre"
    assert fold("le") == "le"
