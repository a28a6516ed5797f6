"""Network answers on a small world whose right answers are known, and their outside: tables, JSON, pictures."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as xml
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg import KnowledgeGraph, NotFoundError, QueryError
from kg.analyse.brokers import betweenness
from kg.model import mint
from kg.rdf.iris import ENT, entity

ACTORS = (*"Alpha Bêta Gamma Delta Epsilon Omega".split(), "Ligue des détroits", "Agence de Bêta", "Nour Bel")
PREF = "http://www.w3.org/2004/02/skos/core#prefLabel"


def cells(answer: Any, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(_text(row[name]) for name in columns) for row in answer]


def _text(value: Any) -> Any:
    return tuple(map(str, value)) if isinstance(value, tuple) else value if isinstance(value, int) else str(value)


def test_who_bridges_two(graph: KnowledgeGraph) -> None:
    found = graph.analyse.between("Alpha", "Gamma")
    assert cells(found, "actor", "with", "through") == [
        ("Bêta", "Alpha", ("Cercle du phare",)),
        ("Bêta", "Gamma", ("sommet de mai", "Ligue des détroits")),
    ]
    # one tie of two, against one of two and one of four (its weight 1/3)
    assert found.rows[0].cells["strength"] == pytest.approx(2 * 1 * (4 / 3) / (1 + 4 / 3))
    assert {p["quote"] for p in found.passages()} >= {"Nour Bel participatesIn sommet de mai, realised."}


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(ACTORS, 2)))
def test_every_door_names_the_same_bridges(graph: KnowledgeGraph, one: str, other: str) -> None:
    """`kg analyse brokers --between`, `kg query bridges` and `kg ask` mean one thing."""
    try:
        expected = {str(row["actor"]) for row in graph.analyse.between(one, other, limit=100)}
    except NotFoundError:  # no fact ties one of the two: the other doors have no row
        expected = set()
    assert {str(row["actor"]) for row in graph.query("bridges", a=one, b=other)} == expected
    asked = graph.ask(f"Qui fait le pont entre {one} et {other} ?")
    if not expected:  # with a warning, what links the two
        assert asked.warnings and asked.meaning.form in ("bridge", "path")
        return
    assert {str(row["answer"]) for row in asked} == expected
    assert asked.meaning.form == "bridge" and asked.passages


def test_the_small_world_has_bridges(graph: KnowledgeGraph) -> None:
    """The pairs above are not all empty, nor is everybody a bridge."""
    found = {pair: len(graph.query("bridges", a=pair[0], b=pair[1])) for pair in itertools.combinations(ACTORS, 2)}
    assert 5 <= sum(map(bool, found.values())) < len(found)


def test_members_by_the_registry_sit_in_their_bloc(graph: KnowledgeGraph) -> None:
    """Alpha meets Bêta in the circle; nothing but a membership without an article ties it to the harbour union."""
    bloc, alpha = entity("group/ports").value, entity(mint("state", "Alpha")).value
    member = f'<{alpha}> <{ENT}memberOf> <{bloc}> . <{bloc}> a <{ENT}CountryGroup> ; <{PREF}> "Union des ports"@fr .'
    with KnowledgeGraph.open("memory:") as own:
        own.import_(graph.export("nquads"), "nquads")
        own.import_(member.encode(), "turtle")
        assert cells(own.analyse.between("Union des ports", "Bêta"), "actor") == [("Alpha",), ("Alpha",)]
        assert cells(own.query("bridges", a="Union des ports", b="Bêta"), "actor") == [("Alpha",)]


def test_a_plan_bridges_only_when_asked_for(graph: KnowledgeGraph) -> None:
    """Once Alpha's plan counts, it sits in the league itself: the league bridges nobody any more."""
    found = graph.analyse.between("Alpha", "Gamma", statuses=["realised", "ongoing", "planned"])
    assert cells(found, "actor", "with", "through")[1] == ("Bêta", "Gamma", ("sommet de mai",))
    assert found.notes and found.notes[0][1]["venues"] == "Ligue des détroits"


def test_nobody_bridges_what_nobody_meets(graph: KnowledgeGraph) -> None:
    assert len(graph.analyse.between("Omega", "Delta")) == 0


def test_brokers_are_ranked_and_say_which_blocs(graph: KnowledgeGraph) -> None:
    found = graph.analyse.brokers()
    ranked = list(dict.fromkeys(str(row["actor"]) for row in found))
    assert ranked[:2] == ["Bêta", "Alpha"]
    blocs = [str(row["bloc"]) for row in found if str(row["actor"]) == "Bêta"]
    assert [("Alpha" in bloc, "Gamma" in bloc) for bloc in blocs if "Alpha" in bloc or "Gamma" in bloc] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )
    assert "Nour Bel" not in ranked, "who represents a state acts for it"


def test_communities_part_the_two_sides(graph: KnowledgeGraph) -> None:
    members = [set(map(str, row["members"])) for row in graph.analyse.communities()]  # type: ignore[arg-type]
    (one,), (other,) = (
        [bloc for bloc in members if pair <= bloc] for pair in ({"Alpha", "Omega"}, {"Gamma", "Epsilon"})
    )
    assert not one & other
    assert "Zêta" not in set.union(*members)


def test_a_path_has_the_passage_of_each_step(graph: KnowledgeGraph) -> None:
    found = graph.analyse.path("Omega", "Epsilon")
    assert cells(found, "from", "relation", "to") == [
        ("Omega", "partnersWith", "Alpha"),
        ("Alpha", "coChairs", "Cercle du phare"),
        ("Cercle du phare", "coChairs⁻¹", "Bêta"),
        ("Bêta", "memberOf", "Ligue des détroits"),
        ("Ligue des détroits", "memberOf⁻¹", "Epsilon"),
    ]
    text = graph.sparql('SELECT ?t { ?a ent:text ?t FILTER (CONTAINS(STR(?t), "coChairs")) }').rows[0]["t"]
    assert str(text)[found.rows[0].cells["start"] : found.rows[0].cells["end"]] == found.rows[0].cells["quote"]  # type: ignore[misc]


def test_a_path_does_not_pass_through_places_or_plans(graph: KnowledgeGraph) -> None:
    through = {str(row["to"]) for row in graph.analyse.path("Omega", "Epsilon")}
    assert "Port-Neuf" not in through
    assert cells(graph.analyse.path("Alpha", "Gamma"), "to") == [("résolution sur les marées",), ("Gamma",)]


def test_a_path_that_is_not_there(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="Maroc"):
        graph.analyse.path("Alpha", "Maroc")
    with pytest.raises(NotFoundError, match="did you mean « Alpha »"):
        graph.analyse.path("Alpah", "Gamma")


def test_what_several_share(graph: KnowledgeGraph) -> None:
    assert cells(graph.analyse.common("Bêta", "Gamma"), "venue", "Bêta", "Gamma", "others") == [
        ("sommet de mai", "participatesIn", "hosts", 0),
        ("Ligue des détroits", "memberOf", "memberOf", 2),
    ]
    assert cells(graph.analyse.common("Bêta", "Gamma", "Delta"), "venue") == [("Ligue des détroits",)]
    assert len(graph.analyse.common("Alpha", "Delta")) == 0
    with pytest.raises(QueryError):
        graph.analyse.common("Alpha")


def test_a_body_of_a_state_meets_for_it(graph: KnowledgeGraph) -> None:
    (meeting,) = [row for row in graph.analyse.common("Bêta", "Delta") if "(" in str(row["venue"])]
    assert meeting["Bêta"] == "meets"


def test_centrality_over_time(graph: KnowledgeGraph) -> None:
    found = graph.analyse.centrality("Alpha", "Bêta")
    assert cells(found, "period", "actor", "rank", "venues") == [
        ("2030", "Alpha", 1, 2),
        ("2030", "Bêta", 2, 1),
        ("2031", "Bêta", 1, 3),
    ]
    assert [row["period"] for row in graph.analyse.centrality("Gamma", by="month")] == ["2031-05"]
    with pytest.raises(QueryError, match="week"):
        graph.analyse.centrality(by="week")


def test_betweenness_is_that_of_networkx() -> None:
    graph = nx.relabel_nodes(nx.gnm_random_graph(60, 120, seed=3), str)
    expected = nx.betweenness_centrality(graph)
    assert betweenness(graph) == pytest.approx(expected)


@pytest.mark.parametrize(
    "ask",
    [
        lambda it: it.brokers(),
        lambda it: it.between("Alpha", "Gamma"),
        lambda it: it.communities(),
        lambda it: it.path("Omega", "Epsilon"),
        lambda it: it.common("Bêta", "Gamma"),
        lambda it: it.centrality(),
    ],
)
def test_every_answer_has_its_outside(graph: KnowledgeGraph, ask: Any, tmp_path: Path) -> None:
    found, again = ask(graph.analyse), ask(graph.analyse)
    data = json.loads(json.dumps(found.to_dict()))
    assert data == again.to_dict(), "the same graph has the same answer"
    known = {passage["fact"] for passage in data["evidence"]}
    assert all(row["facts"] and set(row["facts"]) <= known for row in data["rows"])
    frame = found.to_dataframe()
    assert list(frame.columns) == list(found.columns) and len(frame) == len(found) > 0
    picture = found.svg()
    assert picture == again.svg()
    names = [node.text for node in xml.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]
    assert any(name in ("Bêta", "Alpha") for name in names)
    found.picture(tmp_path / "p.html")
    assert "<html" in (tmp_path / "p.html").read_text("utf-8")
    with pytest.raises(QueryError, match=r"\.svg.*p\.png"):
        found.picture(tmp_path / "p.png")
    assert "<td>" in found._repr_html_()


def test_two_that_no_fact_ties_are_named(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="Japon"):
        graph.analyse.between("Alpha", "Japon")
    with pytest.raises(QueryError):
        graph.analyse.between("Alpha", "Alpha")
