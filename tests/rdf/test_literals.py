"""Canonical literals come back from Oxigraph as they were written; ISO dates become the instants they span."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf import literals


@pytest.mark.parametrize(
    ("iso", "start", "end", "precision"),
    [
        ("2025", "2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "year"),
        ("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z", "month"),
        ("2025-07-02", "2025-07-02T00:00:00Z", "2025-07-02T23:59:59Z", "day"),
        ("2025-07-01/2025-07-02", "2025-07-01T00:00:00Z", "2025-07-02T23:59:59Z", "interval"),
        ("2024-11/2025", "2024-11-01T00:00:00Z", "2025-12-31T23:59:59Z", "interval"),
        ("2025-07/..", "2025-07-01T00:00:00Z", None, "interval"),
        ("/2030", None, "2030-12-31T23:59:59Z", "interval"),
    ],
)
def test_a_date_spans_its_first_to_its_last_second(
    iso: str, start: str | None, end: str | None, precision: str
) -> None:
    assert literals.period(iso) == literals.Period(start, end, precision)


@pytest.mark.parametrize("iso", ["--12", "--07-14"])
def test_a_month_without_its_year_spans_nothing(iso: str) -> None:
    assert literals.period(iso) is None


@pytest.mark.parametrize("iso", ["juillet 2025", "2025-13", "2025-02-30", "2025-7", "", "25", "2025-07-02T10:00:00Z"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError):
        literals.period(iso)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.9, "0.9"),
        ("0.90", "0.9"),
        (1.0, "1"),
        ("11000000000", "11000000000"),
        ("1E+3", "1000"),
        (0, "0"),
        ("100", "100"),
    ],
)
def test_decimals_are_written_as_oxigraph_keeps_them(value: str | float, written: str) -> None:
    literal = literals.decimal(value)
    assert literal.value == written
    assert _kept(literal) == literal


@pytest.mark.parametrize("value", ["beaucoup", "nan", "inf", ""])
def test_what_is_no_decimal_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="decimal"):
        literals.decimal(value)


@pytest.mark.parametrize(
    "literal",
    [
        literals.integer(0),
        literals.integer(2210),
        literals.instant("2025-02-28T23:59:59Z"),
        literals.text('l’ONU « 🇲🇦 »\n\t"guillemets" \\ fin', "fr-MA"),
        literals.text("a\u2028b\x07"),
    ],
)
def test_every_literal_comes_back_as_written(literal: ox.Literal) -> None:
    assert _kept(literal) == literal


def test_an_amount_is_a_number_and_a_currency() -> None:
    amount = literals.amount("11000000000 MAD")
    assert amount is not None
    assert (amount[0].value, amount[1]) == ("11000000000", "MAD")
    bare = literals.amount("2.50")
    assert bare is not None
    assert (bare[0].value, bare[1]) == ("2.5", None)
    assert literals.amount("onze milliards de dirhams") is None


@pytest.mark.parametrize(
    ("tally", "counts"),
    [
        ("142 voix pour, 10 contre, 12 abstentions", {"For": 142, "Against": 10, "Abstained": 12}),
        ("161 voix pour, 1 abstention", {"For": 161, "Abstained": 1}),
        ("unanimité", {}),
    ],
)
def test_a_tally_gives_the_counts_it_says(tally: str, counts: dict[str, int]) -> None:
    assert literals.counts(tally) == counts


def _kept(literal: ox.Literal) -> ox.Literal:
    """The literal after a stay in Oxigraph, written as SPARQL like an article is."""
    store = ox.Store()
    store.update(f"INSERT DATA {{ <urn:s> <urn:p> {literal} }}")
    (quad,) = store
    assert isinstance(quad.object, ox.Literal)
    return quad.object
