"""A reading as quads: the shape agreed on, the same every time, and nothing written that the article does not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.model import Document, Entity, Evidence, Extras, Fact, Reading, Value
from kg.rdf import iris, write
from kg.rdf.names import ENT, OA, PROV, RDF_TYPE, SCHEMA, SKOS

RUN = iris.run("1", "lexicon").value
TEXT = "Le Maroc, qui copréside le Groupe des Amis avec les États-Unis 🤝, a reçu l’envoyé du Chili."
MAROC = Entity("state/ma", "Maroc", "State", ("Maroc",), registered=True)
USA = Entity("state/us", "États-Unis", "State", ("États-Unis",), registered=True)
GROUP = Entity("forum/0123", "Groupe des Amis", "FriendsGroup", ("le Groupe des Amis", "Groupe des Amis"))
ENVOY = Entity("person/4567", "l’envoyé", "Person", ("envoyé",))


def evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(start, start + len(quote), quote)


DOCUMENT = Document(TEXT, name="depeche.txt", url="https://exemple.org/depeche", title="Une dépêche", date="2025-07")
CO_CHAIRS = Fact(MAROC, "coChairs", GROUP, evidence("copréside le Groupe des Amis"), "ongoing", rule="coChairs.yaml#1")


def told(*facts: Fact, document: Document = DOCUMENT) -> ox.Store:
    """The article graph of some facts, to look things up in."""
    store = ox.Store()
    store.extend(write.quads(Reading(document, facts), RUN))
    return store


def values(store: ox.Store, subject: ox.NamedNode | None, predicate: ox.NamedNode) -> list[str]:
    return sorted(quad.object.value for quad in store.quads_for_pattern(subject, predicate, None))


def one(store: ox.Store, kind: ox.NamedNode) -> ox.NamedNode:
    (quad,) = store.quads_for_pattern(None, RDF_TYPE, kind)
    return quad.subject


def test_a_fact_is_an_engagement_with_a_claim_of_the_article() -> None:
    store = told(CO_CHAIRS)
    engagement, claim = one(store, ENT.RoleTenure), one(store, ENT.Claim)
    assert values(store, engagement, ENT.role) == [ENT["role-coChairs"].value]
    assert values(store, engagement, ENT.agent) == [iris.entity("state/ma").value]
    assert values(store, engagement, ENT.target) == [iris.entity("forum/0123").value]
    assert values(store, claim, ENT.asserts) == [engagement.value]
    assert values(store, claim, ENT.claimedStatus) == [ENT["status-ongoing"].value]
    assert values(store, claim, ENT.inArticle) == [iris.article(DOCUMENT.key).value]
    assert values(store, claim, ENT.rule) == ["coChairs.yaml#1"]
    assert values(store, claim, PROV.wasGeneratedBy) == [RUN]
    assert values(store, claim, ENT.speaker) == []


def test_the_shortcut_is_left_to_the_rules() -> None:
    assert not list(told(CO_CHAIRS).quads_for_pattern(None, ENT.coChairs, None))


def test_a_span_gives_the_same_passage_in_three_ways() -> None:
    quote = "États-Unis 🤝, a reçu"
    store = told(replace(CO_CHAIRS, evidence=evidence(quote)))
    span = one(store, ENT.SourceSpan)
    position, words = one(store, OA.TextPositionSelector), one(store, OA.TextQuoteSelector)
    start, end = int(values(store, span, ENT.start)[0]), int(values(store, span, ENT.end)[0])
    assert TEXT[start:end] == quote == values(store, span, ENT.quote)[0]
    assert (values(store, position, OA.start), values(store, position, OA.end)) == ([str(start)], [str(end)])
    before, after = values(store, words, OA.prefix)[0], values(store, words, OA.suffix)[0]
    assert TEXT[start - len(before) : end + len(after)] == before + values(store, words, OA.exact)[0] + after


def test_offsets_count_code_points_as_sparql_does() -> None:
    store = told(replace(CO_CHAIRS, evidence=evidence("l’envoyé du Chili")))
    found = store.query(
        f"""SELECT (SUBSTR(?text, ?start + 1, ?end - ?start) AS ?found) ?quote WHERE {{ GRAPH ?g {{
            ?span {OA.hasSource}/{ENT.text} ?text ; {ENT.start} ?start ; {ENT.end} ?end ; {ENT.quote} ?quote }} }}"""
    )
    assert [(row["found"].value, row["quote"].value) for row in found] == [("l’envoyé du Chili",) * 2]


def test_evidence_that_is_not_in_the_text_is_refused() -> None:
    for start, end, quote in ((0, 5, "Rabat"), (5, 5, ""), (-3, 2, TEXT[-3:2]), (0, 10_000, TEXT)):
        with pytest.raises(ValueError, match="characters"):
            told(replace(CO_CHAIRS, evidence=Evidence(start, end, quote)))


def test_an_unknown_relation_or_class_is_refused() -> None:
    with pytest.raises(KeyError, match="coChairs"):
        told(replace(CO_CHAIRS, relation="coChair"))
    with pytest.raises(KeyError, match="FriendsGroup"):
        told(replace(CO_CHAIRS, object=replace(GROUP, type="FriendGroup")))


def test_a_literal_where_an_entity_belongs_is_refused_and_the_reverse() -> None:
    with pytest.raises(ValueError, match="takes an entity"):
        told(replace(CO_CHAIRS, object=Value("Groupe des Amis")))
    with pytest.raises(ValueError, match="takes a literal"):
        told(replace(CO_CHAIRS, relation="date"))


def test_a_registered_entity_keeps_its_names_in_the_registry() -> None:
    store = told(CO_CHAIRS)
    maroc, group = iris.entity("state/ma"), iris.entity("forum/0123")
    assert values(store, maroc, SKOS.prefLabel) == values(store, maroc, RDF_TYPE) == []
    assert values(store, maroc, ENT.mentionedIn) == [iris.article(DOCUMENT.key).value]
    assert values(store, group, RDF_TYPE) == [ENT.FriendsGroup.value]
    assert values(store, group, SKOS.prefLabel) == ["Groupe des Amis"]
    assert values(store, group, SKOS.altLabel) == ["le Groupe des Amis"]


def test_two_articles_give_one_fact_the_same_address_and_each_its_claim() -> None:
    other = replace(DOCUMENT, text=TEXT + " Fin.")
    first, second = told(CO_CHAIRS), told(CO_CHAIRS, document=other)
    assert one(first, ENT.RoleTenure) == one(second, ENT.RoleTenure)
    assert one(first, ENT.Claim) != one(second, ENT.Claim)


@pytest.mark.parametrize(
    "changed",
    [{"date": "2025"}, {"subject": USA}, {"relation": "chairs"}, {"extras": Extras(amount="5 EUR")}],
    ids=["date", "subject", "relation", "amount"],
)
def test_what_makes_another_fact_gives_another_address(changed: dict[str, object]) -> None:
    other = replace(CO_CHAIRS, **changed)  # type: ignore[arg-type]
    assert len(list(told(CO_CHAIRS, other).quads_for_pattern(None, RDF_TYPE, ENT.RoleTenure))) == 2


@pytest.mark.parametrize(
    "changed", [{"status": "planned"}, {"speaker": ENVOY}, {"confidence": 0.5}, {"rule": "other"}], ids=str
)
def test_how_it_is_told_is_no_other_fact(changed: dict[str, object]) -> None:
    other = replace(CO_CHAIRS, **changed)  # type: ignore[arg-type]
    assert one(told(CO_CHAIRS, other), ENT.RoleTenure)


def test_one_passage_read_by_two_rules_is_one_claim_of_the_surer() -> None:
    doubtful = replace(CO_CHAIRS, confidence=0.4, rule="other.yaml#2")
    for facts in ((CO_CHAIRS, doubtful), (doubtful, CO_CHAIRS)):
        store = told(*facts)
        assert values(store, one(store, ENT.Claim), ENT.confidence) == ["1"]
        assert values(store, None, ENT.rule) == ["coChairs.yaml#1"]


def test_a_symmetric_relation_has_one_direction() -> None:
    meets = Fact(USA, "meets", MAROC, evidence("Maroc"))
    there, back = told(meets), told(replace(meets, subject=MAROC, object=USA))
    assert set(there) == set(back)
    assert values(there, one(there, ENT.Consultation), ENT.agent) == [iris.entity("state/ma").value]


def test_a_date_is_kept_as_said_and_as_bounds() -> None:
    dated = replace(CO_CHAIRS, date="2025-02", extras=Extras(date_text="en février"))
    store = told(dated)
    engagement = one(store, ENT.RoleTenure)
    assert values(store, engagement, ENT.dateValue) == ["2025-02"]
    assert values(store, engagement, ENT.datePrecision) == ["month"]
    assert values(store, engagement, ENT.validFrom) == ["2025-02-01T00:00:00Z"]
    assert values(store, engagement, ENT.validUntil) == ["2025-02-28T23:59:59Z"]
    assert values(store, one(store, ENT.Claim), ENT.dateText) == ["en février"]


def test_a_month_without_a_year_has_no_bounds() -> None:
    store = told(replace(CO_CHAIRS, date="--12"))
    assert values(store, None, ENT.dateValue) == ["--12"]
    assert values(store, None, ENT.validFrom) == values(store, None, ENT.datePrecision) == []


def test_the_date_relation_is_dated_by_its_object() -> None:
    summit = Entity("occasion/1", "Sommet", "Summit")
    store = told(Fact(summit, "date", Value("2027", "date"), evidence("Maroc"), "planned"))
    engagement = one(store, ENT.Relation)
    assert values(store, engagement, ENT.targetValue) == values(store, engagement, ENT.dateValue) == ["2027"]
    assert values(store, engagement, ENT.validFrom) == ["2027-01-01T00:00:00Z"]


def test_a_post_is_a_node_that_represents() -> None:
    extras = Extras(of=MAROC, at=Entity("body/onu", "Nations Unies", "IntergovernmentalOrganization", registered=True))
    store = told(Fact(ENVOY, "holdsPosition", Value("représentant permanent"), evidence("envoyé"), extras=extras))
    post = one(store, ENT.Post)
    assert values(store, one(store, ENT.RoleTenure), ENT.target) == [post.value]
    assert values(store, post, SKOS.prefLabel) == ["représentant permanent"]
    assert values(store, post, ENT.postRepresents) == [iris.entity("state/ma").value]
    assert values(store, post, ENT.accreditedTo) == [iris.entity("body/onu").value]


def test_the_reader_may_name_the_post_itself() -> None:
    post = Entity("post/89ab", "ambassadeur", "Post", ("envoyé",))
    store = told(Fact(ENVOY, "holdsPosition", post, evidence("envoyé"), extras=Extras(of=MAROC)))
    node = iris.entity("post/89ab")
    assert one(store, ENT.Post) == node
    assert values(store, node, SKOS.prefLabel) == ["ambassadeur"]
    assert values(store, node, ENT.postRepresents) == [iris.entity("state/ma").value]


def test_amounts_ballots_and_statements_have_their_parts() -> None:
    fund = Entity("fund/1", "Fonds", "Fund")
    text = Entity("resolution/1", "résolution", "Resolution")
    store = told(
        Fact(fund, "amount", Value("11000000000 MAD", "amount"), evidence("Maroc")),
        Fact(text, "votes", Value("142 voix pour, 10 contre", "tally"), evidence("Maroc")),
        Fact(ENVOY, "says", Value("tout va bien"), evidence("envoyé"), speaker=ENVOY),
    )
    assert values(store, None, ENT.amountValue) == ["11000000000"]
    assert values(store, None, ENT.currency) == ["MAD"]
    ballot, statement = one(store, ENT.Ballot), one(store, ENT.Statement)
    assert values(store, ballot, ENT.countFor) == ["142"]
    assert values(store, ballot, ENT.countAgainst) == ["10"]
    assert values(store, ballot, ENT.countAbstained) == []
    assert values(store, statement, ENT.gist) == ["tout va bien"]
    assert values(store, statement, ENT.statedBy) == [iris.entity("person/4567").value]


def test_a_request_points_to_the_fact_it_asks_for_or_keeps_the_words() -> None:
    asked = Fact(USA, "requests", MAROC, evidence("Maroc"), extras=Extras(content="assists"))
    help_ = Fact(MAROC, "assists", USA, evidence("États-Unis"), "planned")
    store = told(asked, help_)
    assert values(store, one(store, ENT.Request), ENT.requestsThat) == [one(store, ENT.Assistance).value]
    assert values(store, None, ENT.requestText) == []
    alone = told(replace(asked, extras=Extras(content="de les accompagner")))
    assert values(alone, None, ENT.requestText) == ["de les accompagner"]


def test_the_article_says_where_it_comes_from() -> None:
    store = told()
    article = one(store, ENT.Article)
    assert values(store, article, ENT.text) == [TEXT]
    assert values(store, article, ENT.documentName) == ["depeche.txt"]
    assert values(store, article, SKOS.prefLabel) == ["Une dépêche"]
    assert values(store, article, SCHEMA.url) == ["https://exemple.org/depeche"]
    assert values(store, article, ENT.publishedOn) == ["2025-07"]
    assert values(store, article, ENT.publishedFrom) == ["2025-07-01T00:00:00Z"]


def test_writing_twice_gives_the_same_quads_without_blank_nodes_or_doubles() -> None:
    reading = Reading(DOCUMENT, (CO_CHAIRS, replace(CO_CHAIRS, subject=USA)), (ENVOY,))
    quads = write.quads(reading, RUN)
    assert quads == write.quads(reading, RUN)
    assert len(quads) == len(set(quads))
    assert {quad.graph_name for quad in quads} == {iris.article_graph(DOCUMENT.key)}
    assert not blank(quads)


def test_the_fingerprint_changes_with_what_a_document_says_of_itself_but_not_with_its_name() -> None:
    same = replace(DOCUMENT, name="copie.txt")
    assert write.fingerprint(same) == write.fingerprint(DOCUMENT)
    changes = ({"date": "2025-08"}, {"title": None}, {"url": None}, {"text": TEXT + " Fin."}, {"outlet": "Agence"})
    for change in changes:
        assert write.fingerprint(replace(DOCUMENT, **change)) != write.fingerprint(DOCUMENT)  # type: ignore[arg-type]


def blank(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
