"""Questions in words that a graph answers, for its page to offer: about those it speaks of most, each asked first."""

from __future__ import annotations

import time

from kg.errors import KgError
from kg.graph import KnowledgeGraph
from kg.server import lookups
from kg.server.evaluate import counted
from kg.server.settings import Limits

_OFFERED = 4
_NAMES = 3  # that a pattern is tried with, those most is said of first
_LOOKED = 60  # entities among which names are sought

# {capital} stands for a state, {person} for itself: names that take no article in either language.
_PATTERNS = {
    "fr": (
        "Qui copréside un forum ?",
        "Quels textes {capital} a-t-il présentés ?",
        "Qui a signé une déclaration ?",
        "Quel poste occupe {person} ?",
        "Que préside {capital} ?",
        "Qui a adopté une résolution ?",
        "Qui participe à un sommet ?",
        "Avec qui {capital} coopère-t-il ?",
        "Qu’a dit {person} ?",
    ),
    "en": (
        "Which texts did {capital} present?",
        "Where are the summits held?",
        "Who is {person}?",
        "What does {capital} chair?",
        "With whom does {capital} cooperate?",
        "Who took part in a summit?",
        "What did {person} say?",
    ),
}


def answered(graph: KnowledgeGraph, lang: str, limits: Limits) -> list[str]:
    """A few questions, one a pattern, to which the graph has rows without any warning; those found in half the time a
    request may take."""
    until = time.monotonic() + limits.seconds / 2
    names = _names(graph, lang)
    found: list[str] = []
    for pattern in _PATTERNS[lang]:
        for text in _filled(pattern, names):
            if len(found) == _OFFERED or time.monotonic() > until:
                return found
            if _answers(graph, text, limits):
                found.append(text)
                break
    return found


def _answers(graph: KnowledgeGraph, question: str, limits: Limits) -> bool:
    try:
        asked = graph.ask(question)
        return sum(1 for _ in counted(asked.answer.solutions, limits.rows)) > 0 and not asked.warnings
    except KgError:
        return False


def _filled(pattern: str, names: dict[str, list[str]]) -> list[str]:
    for kind, some in names.items():
        if f"{{{kind}}}" in pattern:
            return [pattern.format(**{kind: name}) for name in some[:_NAMES]]
    return [pattern]


def _names(graph: KnowledgeGraph, lang: str) -> dict[str, list[str]]:
    """What may stand in a pattern, the best known first."""
    known = lookups.entries(graph.store, lookups.ranked(graph.store, _LOOKED))
    seats = lookups.capitals(graph.store, [entry["iri"] for entry in known])
    called = lookups.labels(graph.store, list(seats.values()))
    capitals = [called.get(seats[entry["iri"]], {}).get(lang) for entry in known if entry["iri"] in seats]
    people = [entry["label"] for entry in known if entry["type"] == "Person"]
    return {"capital": [name for name in capitals if name], "person": people}
