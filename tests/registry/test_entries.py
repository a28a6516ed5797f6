"""What the registry says: enough of it, in three languages, of the ontology's classes, and no name for two things."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from kg.lexicon import classes, registry
from kg.lexicon.registry import Entry
from kg.lexicon.words import fold

ENTRIES = registry.load().entries
STATES = [entry for entry in ENTRIES.values() if entry.type == "State"]

# Names that two entries have, on purpose: a state and its capital, and the two Congos' adjective.
SHARED = {
    ("name", name): {state, "place/" + name.replace(" ", "-")}
    for state, name in (
        ("state/dj", "djibouti"), ("state/gt", "guatemala"), ("state/kw", "koweit"), ("state/lu", "luxembourg"),
        ("state/mc", "monaco"), ("state/pa", "panama"), ("state/sm", "saint marin"), ("state/sg", "singapour"),
        ("state/va", "vatican"),
    )
} | {
    ("name", "cite du vatican"): {"state/va", "place/vatican"},
    ("demonym", "congolais"): {"state/cd", "state/cg"},
    ("demonym", "congolaise"): {"state/cd", "state/cg"},
}  # fmt: skip

# How many entries of a class (those below it included) the reader may count on.
ENOUGH = {
    "State": 195, "CountryGroup": 40, "Place": 350, "Topic": 110, "IntergovernmentalOrganization": 60,
    "OrganizationalBody": 80, "Forum": 80, "ForumSeries": 50, "Agreement": 30, "Strategy": 8,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "number"), ENOUGH.items())
def test_there_are_enough_entries(kind: str, number: int) -> None:
    tree = classes.load()
    assert sum(tree.is_a(entry.type, kind) for entry in ENTRIES.values()) >= number


def test_every_entry_is_of_a_class_of_the_ontology() -> None:
    known = classes.load().parents
    assert {entry.id: entry.type for entry in ENTRIES.values() if entry.type not in known} == {}


def test_every_entry_has_a_name_in_three_languages() -> None:
    assert [
        e.id for e in ENTRIES.values() if sorted(k for k, label in e.labels.items() if label) != ["ar", "en", "fr"]
    ] == []


def test_arabic_names_are_in_arabic_letters() -> None:
    """A name that slipped into the next column would be in Latin letters."""
    assert [e.id for e in ENTRIES.values() if not re.search(r"[\u0600-\u06ff]", e.labels["ar"])] == []
    assert [e.id for e in ENTRIES.values() if re.search(r"[\u0600-\u06ff]", "".join((*e.names, e.labels["en"])))] == []


def test_ids_are_addresses() -> None:
    folders = {"state", "group", "place", "body", "topic", "forum", "series", "instrument", "initiative", "occasion"}
    for identifier in ENTRIES:
        assert re.fullmatch(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*", identifier), identifier
        assert identifier.partition("/")[0] in folders, identifier


def test_no_name_is_shared_unless_on_purpose() -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, entry_id, kind in registry.load().forms():
        found[kind, " ".join(re.findall(r"[^\W_]+", fold(form)))].add(entry_id)
    assert {key: ids for key, ids in found.items() if len(ids) > 1} == SHARED


@pytest.mark.parametrize("entry", STATES, ids=lambda entry: entry.id)
def test_a_state_has_a_capital_in_it_adjectives_and_regions(entry: Entry) -> None:
    assert entry.capital is not None and ENTRIES[entry.capital].type == "Place"
    assert ENTRIES[entry.capital].parent in (entry.id, None)
    assert len(entry.demonyms) >= 1 and all(word == word.lower() for word in entry.demonyms)
    assert entry.regions and all(ENTRIES[region].type == "CountryGroup" for region in entry.regions)


def test_only_a_few_states_have_one_adjective_for_both_genders() -> None:
    """Belge, russe, slave: forms that end in e. A masculine in any other letter lacks its feminine."""
    assert [e.id for e in STATES if len(e.demonyms) == 1 and not e.demonyms[0].endswith("e")] == []


def test_only_a_disputed_capital_lies_in_no_state() -> None:
    assert [e.id for e in STATES if ENTRIES[e.capital or ""].parent is None] == ["state/il"]


def test_wider_regions_follow() -> None:
    assert {"group/maghreb", "group/afrique-nord", "group/afrique", "group/monde-arabe"} == set(
        ENTRIES["state/ma"].regions
    )


def test_parents_fit_and_form_no_ring() -> None:
    tree = classes.load()
    for entry in ENTRIES.values():
        seen, at = {entry.id}, entry
        while at.parent is not None:
            assert at.parent not in seen, f"{entry.id} is part of itself"
            seen.add(at.parent)
            at = ENTRIES[at.parent]
        if entry.parent is not None:
            relation = {"Place": "locatedIn", "Topic": ""}.get(entry.type, "partOf")
            whole = ENTRIES[entry.parent].type
            assert tree.allows(relation, entry.type, whole) if relation else whole == "Topic", entry.id


def test_topics_are_topics() -> None:
    tree = classes.load()
    for entry in ENTRIES.values():
        for topic in entry.topics:
            assert ENTRIES[topic].type == "Topic" and tree.allows("about", entry.type, "Topic"), entry.id


def test_no_edition_is_a_name_of_its_series() -> None:
    edition = re.compile(r"\b(?:19|20)\d\d\b|\b\d+(?:e|er|re|ère|ème)\b|(?i:\bcop ?\d+|premier|deuxième|troisième)")
    series = [e for e in ENTRIES.values() if e.type == "ForumSeries"]
    assert [name for e in series for name in (*e.names, *e.acronyms) if edition.search(name)] == []


def test_bare_nouns_name_nothing() -> None:
    bare = {
        "conseil",
        "comite",
        "commission",
        "conseil executif",
        "assemblee",
        "forum",
        "sommet",
        "groupe",
        "union",
        "panel",
    }
    found = {fold(name): e.id for e in ENTRIES.values() for name in (*e.names, *e.acronyms)}
    assert bare & set(found) == set()


def test_iso_codes_are_those_of_the_standard() -> None:
    pycountry = pytest.importorskip("pycountry", reason="needs pycountry: pip install pycountry")
    for entry in STATES:
        country = pycountry.countries.get(alpha_2=entry.id.removeprefix("state/").upper())
        assert country is not None, entry.id
        assert set(_codes(entry.id)) == {country.alpha_2, country.alpha_3, country.numeric}, entry.id


def _codes(entry_id: str) -> list[str]:
    import pyoxigraph as ox

    from kg import resources

    if not _CODES:
        for quad in ox.parse(path=resources.ontology("registry", "states.ttl"), format=ox.RdfFormat.TURTLE):
            if "#iso" in quad.predicate.value:
                _CODES[quad.subject.value.partition("/id/")[2]].append(quad.object.value)
    return _CODES[entry_id]


_CODES: dict[str, list[str]] = defaultdict(list)
