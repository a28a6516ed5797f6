"""Which fact read is which gold fact, and what it counts for."""

from __future__ import annotations

import pytest
from making import fact, gold, node, read, scored

from kg.evaluate.count import RelationCounts, score
from kg.evaluate.gold import Gold
from kg.evaluate.match import Node, Prediction, matches
from kg.evaluate.names import same_literal
from kg.evaluate.types import compatible


def match(made: Gold, prediction: Prediction) -> bool:
    (only,) = made.facts
    return matches(made, only, prediction)


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("sponsors", "coSponsors", True),
        ("coSponsors", "sponsors", True),
        ("editionOf", "partOf", True),
        ("negotiates", "facilitates", True),
        ("sponsors", "partOf", False),
        ("chairs", "coChairs", False),
    ],
)
def test_kin_relations(wanted: str, found: str, same: bool) -> None:
    assert match(gold(fact("Maroc", wanted, "résolution")), read("Maroc", found, "résolution")) is same


def test_alternatives_are_right_too() -> None:
    made = gold(fact("Maroc", "hosts", "Forum", alt=["Sommet", "rencontre de Rabat"], alt_r=["launches"]))
    assert match(made, read("Maroc", "launches", "Sommet"))
    assert match(made, read("Maroc", "hosts", "rencontre de Rabat"))
    assert not match(made, read("Maroc", "chairs", "Forum"))
    assert not match(made, read("Maroc", "hosts", "résolution"))


@pytest.mark.parametrize(
    ("relation", "more", "same"),
    [
        ("meets", {}, True),
        ("partnersWith", {}, True),
        ("assists", {}, False),
        ("assists", {"symmetric": True}, True),
    ],
)
def test_symmetric_relations_hold_both_ways(relation: str, more: dict[str, bool], same: bool) -> None:
    made = gold(fact("Maroc", relation, "Togo", **more))
    assert match(made, read("Maroc", relation, "Togo"))
    assert match(made, read("Togo", relation, "Maroc")) is same


def test_anybody_may_be_an_optional_subject() -> None:
    prediction = read("Togo", "adopts", "résolution")
    assert match(gold(fact("Maroc", "adopts", "résolution", subject_optional=True)), prediction)
    assert not match(gold(fact("Maroc", "adopts", "résolution")), prediction)
    assert not match(gold(fact("Maroc", "adopts", "Forum", subject_optional=True)), prediction)


def test_any_name_of_either_side_counts() -> None:
    made = gold(fact("Maroc", "chairs", "Forum"), aliases={"Maroc": ["le Royaume"], "Forum": ["FMDH"]})
    assert match(made, read("Royaume", "chairs", "F.M.D.H. (FMDH)")) is False
    assert match(made, read("Royaume", "chairs", "FMDH"))
    other = Prediction.of(
        {"subject": {**node("Rabat"), "altLabels": ["Royaume"]}, "relation": "chairs"} | {"object": node("FMDH")}
    )
    assert match(made, other)
    assert not match(gold(fact("Maroc", "chairs", "Forum")), read("Royaume", "chairs", "Forum"))


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("2025-07-02", "2025-07-02", True),
        ("2025-07", "2025-07-02", True),
        ("2025-07-02", "2025-07", False),
        ("2025", "2024-07", False),
        ("2025-07-01/2025-07-02", "2025-07-02", True),
        ("2025-07-01/2025-07-02", "2025-07-03", False),
        ("--12", "2024-12-19", True),
        ("--12", "2024-11-12", False),
    ],
)
def test_dates_hold_at_the_precision_of_the_gold(wanted: str, found: str, same: bool) -> None:
    assert match(gold(fact("Forum", "date", wanted, literal=True)), read("Forum", "date", found, literal=True)) is same
    facts = [fact("Maroc", "hosts", "Forum", date=wanted)]
    counts = scored(facts, [read("Maroc", "hosts", "Forum", date=found)]).counts
    assert (counts.with_date, counts.date_right) == (1, int(same))


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("109 milliards d'euros", "109000000000 EUR", True),
        ("1,5 million de dollars", "1500000 USD", True),
        ("11 000 000 MAD", "11 millions de dirhams", True),
        ("11 millions", "11000000 MAD", True),
        ("11 millions de dirhams", "11000000 EUR", False),
        ("11 millions de dirhams", "12000000 MAD", False),
        ("une aide", "12000000 MAD", False),
    ],
)
def test_amounts_agree_in_number_and_currency(wanted: str, found: str, same: bool) -> None:
    assert same_literal("amount", wanted, found) is same


def test_titles_need_words_in_common_and_the_same_rank() -> None:
    assert same_literal("holdsPosition", "ministre des Affaires étrangères", "ministre")
    assert not same_literal("holdsPosition", "vice-président", "président")
    assert not same_literal("holdsPosition", "ministre", "")
    assert not same_literal("votes", "12 pour, 3 contre", "12 pour, 4 contre")


def test_one_fact_read_pays_for_one_gold_fact() -> None:
    facts = [fact("Maroc", "sponsors", "résolution"), fact("Maroc", "coSponsors", "résolution")]
    score = scored(facts, [read("Maroc", "coSponsors", "résolution")])
    assert (score.counts.hit, score.counts.right, score.counts.predicted) == (1, 1, 1)
    assert [missed.r for missed in score.missed] == ["sponsors"], "the gold fact of the same relation is paid first"
    assert score.relations["coSponsors"] == RelationCounts(1, 1, 1, 1)
    assert score.relations["sponsors"] == RelationCounts(1, 0, 0, 0)


def test_a_gold_fact_read_twice_is_hit_once_and_nothing_is_wrong() -> None:
    twice = [read("Maroc", "chairs", "Forum", status="planned"), read("Maroc", "chairs", "Forum")]
    score = scored([fact("Maroc", "chairs", "Forum")], twice)
    assert (score.counts.hit, score.counts.right, score.counts.judged) == (1, 2, 2)
    assert (score.counts.with_status, score.counts.status_right) == (1, 1), "the one of the same status pays"
    assert score.wrong == ()


def test_what_nobody_wrote_down_is_wrong() -> None:
    score = scored([fact("Maroc", "chairs", "Forum")], [read("Togo", "chairs", "Forum", confidence=0.7)])
    assert (score.counts.hit, score.counts.right) == (0, 0)
    assert [p.subject.label for p in score.wrong] == ["Togo"]
    assert score.judged == ((0.7, False),)


def test_free_relations_count_for_recall_only() -> None:
    facts = [fact("Maroc", "says", "la paix d'abord", literal=True), fact("Maroc", "chairs", "Forum")]
    told = [read("Maroc", "says", "il fait beau", literal=True), read("Maroc", "chairs", "Forum")]
    counts = scored(facts, told).counts
    assert (counts.hit, counts.gold) == (1, 2)
    assert (counts.core_hit, counts.core) == (1, 1)
    assert (counts.right, counts.judged, counts.predicted) == (1, 1, 2)


def test_marked_core_facts_are_the_core() -> None:
    facts = [fact("Maroc", "chairs", "Forum", core=True), fact("Togo", "chairs", "Forum")]
    counts = scored(facts, [read("Togo", "chairs", "Forum")]).counts
    assert (counts.core, counts.core_hit, counts.hit) == (1, 0, 1)


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [("realised", "ongoing", 1), ("ongoing", "realised", 1), ("planned", "planned", 1), ("planned", "realised", 0)],
)
def test_done_and_under_way_are_one_status(wanted: str, found: str, right: int) -> None:
    counts = scored([fact("Maroc", "chairs", "Forum", status=wanted)], [read("Maroc", "chairs", "Forum", status=found)])
    assert (counts.counts.with_status, counts.counts.status_right) == (1, right)


@pytest.mark.parametrize(("said_by", "right"), [("Togo", 1), ("Maroc", 0), (None, 0)])
def test_the_speaker_must_be_the_golds(said_by: str | None, right: int) -> None:
    facts = [fact("Maroc", "chairs", "Forum", speaker="Togo")]
    counts = scored(facts, [read("Maroc", "chairs", "Forum", speaker=said_by)]).counts
    assert (counts.with_speaker, counts.speaker_right) == (1, right)


def test_a_mention_needs_a_name_and_a_link_also_a_fact_and_a_type() -> None:
    facts = [fact("Maroc", "chairs", "Sommet"), fact("Togo", "chairs", "Forum")]
    made = gold(*facts)
    nodes = [Node.of(node(name)) for name in ("Maroc", "Togo", "Sommet")]
    wrong_type = Prediction.of(
        {"subject": node("Maroc"), "relation": "chairs", "object": node("Sommet", "ForumSeries")}
    )
    counts = score(made, [wrong_type], nodes).counts
    assert (counts.mentioned, counts.entities) == (3, 5)
    assert (counts.linked, counts.ends) == (1, 4), "Maroc alone: a series is no summit, Togo and Forum are in no fact"
    right_type = Prediction.of({"subject": node("Maroc"), "relation": "chairs", "object": node("Sommet", "Occasion")})
    assert score(made, [right_type], nodes).counts.linked == 2


@pytest.mark.parametrize(
    ("wanted", "found", "agree"),
    [
        ("Summit", "Summit", True),
        ("Summit", "Occasion", True),
        ("Summit", "ForumSeries", False),
        ("InternationalOrganization", "IntergovernmentalOrganization", True),
        ("Organization", "University", True),
        ("Resolution", "Instrument", True),
        ("Resolution", "Declaration", False),
        ("Person", "Actor", False),
        ("Pays", "State", False),
        ("State", None, False),
    ],
)
def test_a_class_agrees_with_its_coarse_type_or_says_less(wanted: str, found: str | None, agree: bool) -> None:
    assert compatible(wanted, found) is agree
