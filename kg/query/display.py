"""A value as people read it: names for IRIs and terms, months without a year in words, sums in groups of three."""

from __future__ import annotations

import re

from kg.query.params import STATUS_LABELS
from kg.query.terms import Resource, Value
from kg.rdf import names
from kg.rdf.iris import ENT

# Columns of local names of the ontology: relations, ways of adopting, classes.
_TERMS = frozenset({"relation", "how", "link", "contrary", "mode", "type"})
_STATUSES = frozenset({"status", "contrary"})
_TERM = re.compile(r"[A-Za-z]+")
_LONG = 7  # digits of a number that nobody reads at a glance
_SUM = re.compile(r"(\d{5,})(\.\d+)?( [A-Z]{3})?")
_YEARLESS = re.compile(r"--(\d{2})(?:-(\d{2}))?")
# What always holds where it holds at all: of a topic or a part nobody asks whether it is done.
_TIMELESS = frozenset({"about", "amount", "editionOf", "locatedIn", "partOf"})
_HOLDS = frozenset({"realised", "ongoing"})
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def display(cell: Value, column: str, lang: str) -> str:
    """A cell as people read it; programs get it as it stands.

    >>> display("11000000000 MAD", "amount", "en"), display("--12", "date", "fr"), display("coChairs", "relation", "fr")
    ('11,000,000,000 MAD', 'décembre', 'copréside')
    """
    lang = "fr" if lang.startswith("fr") else "en"
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return {True: ("oui", "yes"), False: ("non", "no")}[cell][lang == "en"]
    text = str(cell)
    if isinstance(cell, Resource) and cell.iri == f"{ENT}{text}":
        return term(text, lang)
    if column in _STATUSES and text in STATUS_LABELS:
        return STATUS_LABELS[text][lang == "en"]
    if column in _TERMS and _TERM.fullmatch(text):
        return term(text, lang)
    whole = _SUM.fullmatch(text)
    if whole and (whole[3] or len(whole[1]) >= _LONG):
        return _sum(whole, lang)
    return date(text, lang) if text.startswith("--") else text


def term(name: str, lang: str) -> str:
    """How a relation or a class is called (its local name where the ontology knows none)."""
    return names.label(name, "fr" if lang.startswith("fr") else "en") or name


def date(text: str, lang: str) -> str:
    """A date as the articles give it; a month whose year is not told (`--12`) by its name.

    >>> date("--07-14", "fr"), date("--12", "en"), date("2025-07", "en")
    ('14 juillet', 'December', '2025-07')
    """
    months = _MONTHS["fr" if lang.startswith("fr") else "en"]

    def named(match: re.Match[str]) -> str:
        day = f"{int(match[2])} " if match[2] else ""
        return day + months[int(match[1]) - 1] if 1 <= int(match[1]) <= len(months) else match[0]

    return _YEARLESS.sub(named, text)


def standing(relation: str, status: str, when: str | None, lang: str) -> list[str]:
    """What is said of a fact besides its ends: how certain, and when; of what has no time, only what departs from that.

    >>> standing("chairs", "ongoing", "--12", "en"), standing("about", "ongoing", None, "en")
    (['ongoing', 'December'], [])
    """
    certain = "" if relation in _TIMELESS and status in _HOLDS else display(status, "status", lang)
    told = date(when, lang) if when and relation != "date" else ""  # that relation's object is the date
    return [note for note in (certain, told) if note]


def _sum(match: re.Match[str], lang: str) -> str:
    whole = f"{int(match[1]):,}"
    fraction = match[2] or ""
    if lang == "fr":
        whole, fraction = whole.replace(",", "\u202f"), fraction.replace(".", ",")
    return f"{whole}{fraction}{match[3] or ''}"
