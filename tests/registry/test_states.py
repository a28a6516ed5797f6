"""The states: all of them, with codes, capitals and demonyms that hold against the ISO lists and the CLDR."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import resources
from kg.lexicon import registry
from kg.lexicon.registry import Entry, Registry
from kg.lexicon.words import fold

ENT = "https://w3id.org/entente/ontology#"
NOT_MEMBERS = {"ps", "va"}


@pytest.fixture(scope="module")
def reg() -> Registry:
    return registry.load()


@pytest.fixture(scope="module")
def states(reg: Registry) -> list[Entry]:
    return [entry for entry in reg.entries.values() if entry.type == "State"]


def codes(name: str) -> dict[str, str]:
    """State id → its value of ent:{name}."""
    path = resources.ontology("registry", "states.ttl")
    return {
        quad.subject.value.removeprefix("https://w3id.org/entente/id/"): quad.object.value
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == ENT + name
    }


def test_members_and_observers_of_the_un(states: list[Entry]) -> None:
    found = {state.id.removeprefix("state/") for state in states}
    assert len(found) == len(states) == 195
    assert found >= NOT_MEMBERS
    assert found.isdisjoint({"tw", "xk", "eh", "hk", "gl"})


def test_codes_are_those_of_iso_3166(states: list[Entry]) -> None:
    pycountry = pytest.importorskip("pycountry")
    two, three, number = codes("isoCode"), codes("isoAlpha3"), codes("isoNumeric")
    for state in states:
        country = pycountry.countries.get(alpha_2=two[state.id])
        assert state.id == f"state/{country.alpha_2.lower()}"
        assert (three[state.id], number[state.id]) == (country.alpha_3, country.numeric)


def test_the_name_of_the_cldr_is_known(reg: Registry, states: list[Entry]) -> None:
    babel = pytest.importorskip("babel")
    territories = babel.Locale("fr").territories
    for state in states:
        name = territories[state.id.removeprefix("state/").upper()].split(" (")[0]
        # « Territoires palestiniens » names an area, not the state
        assert state in reg.find(name) or state.id in NOT_MEMBERS, (state.id, name)


def test_a_demonym_for_each_gender(states: list[Entry]) -> None:
    for state in states:
        assert state.demonyms, state.id
        for word in state.demonyms:
            assert word == word.lower() and not word.endswith("aux"), (state.id, word)
        feminine = [word for word in state.demonyms if fold(word)[-1] in "eiu"]
        assert feminine, state.id


def test_a_capital_in_the_state(reg: Registry, states: list[Entry]) -> None:
    disputed = {"place/jerusalem"}
    for state in states:
        assert state.capital is not None, state.id
        for seat in state.seats:
            assert reg.entries[seat].type == "Place"
            assert reg.entries[seat].parent == state.id or seat in disputed, (state.id, seat)


def test_no_capital_serves_two_states(states: list[Entry]) -> None:
    seats = [seat for state in states for seat in state.seats]
    assert len(seats) == len(set(seats))


@pytest.mark.parametrize(
    ("code", "monarchy"),
    [("ma", True), ("gb", True), ("jp", True), ("kw", True), ("lu", True), ("fr", False), ("bb", False), ("va", False)],
)
def test_monarchies(reg: Registry, code: str, monarchy: bool) -> None:
    assert reg.entries[f"state/{code}"].monarchy is monarchy


def test_a_kingdom_is_a_monarchy(states: list[Entry]) -> None:
    for state in states:
        realm = any(name.startswith(("Royaume", "Sultanat", "Grand-Duché", "Principauté")) for name in state.names)
        republic = any(name.startswith("République") for name in state.names)
        assert not (realm and not state.monarchy), state.id
        assert not (republic and state.monarchy), state.id


@pytest.mark.parametrize(
    ("group", "size"),
    [
        ("afrique", 54),
        ("monde-arabe", 22),
        ("maghreb", 5),
        ("asie-centrale", 5),
        ("golfe", 6),
        ("asie-sud-est", 11),
        ("pays-baltes", 3),
        ("amerique-latine", 33),
        ("oceanie", 14),
    ],
)
def test_regions_hold_their_states(states: list[Entry], group: str, size: int) -> None:
    assert sum(f"group/{group}" in state.regions for state in states) == size


def test_every_state_is_on_a_continent(states: list[Entry]) -> None:
    continents = {f"group/{name}" for name in ("afrique", "asie", "europe", "ameriques", "oceanie")}
    for state in states:
        assert continents & set(state.regions), state.id
