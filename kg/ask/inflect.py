"""Verb forms: word → the verbs it may be a form of, in French by the reader's own tables, in English by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.lexicon.verbs import Form, VerbIndex
from kg.lexicon.words import fold

_AUXILIARIES = (
    ("is", "be", "present"), ("are", "be", "present"), ("was", "be", "past"), ("were", "be", "past"),
    ("be", "be", "infinitive"), ("been", "be", "participle"), ("being", "be", "gerund"),
    ("has", "have", "present"), ("have", "have", "present"), ("had", "have", "past"),
)  # fmt: skip


def french(infinitives: Iterable[str]) -> dict[str, tuple[Form, ...]]:
    index = VerbIndex([*infinitives, "avoir", "être", "pouvoir", "faire"])
    found: dict[str, list[Form]] = defaultdict(list)
    for word in index.known():
        for key in {word, fold(word)}:
            found[key] += [form for form in index.readings(word) if form not in found[key]]
    return {key: tuple(forms) for key, forms in found.items()}


def english(infinitives: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = defaultdict(list)
    for word, verb, tense in _AUXILIARIES:
        found[word].append(Form(verb, tense))
    for verb in sorted({*infinitives} - {"be", "have"}):
        past, participle = irregular.get(verb, (_ed(verb), _ed(verb)))
        own = ((verb, "infinitive"), (verb, "present"), (_s(verb), "present"))
        for word, tense in (*own, (past, "past"), (participle, "participle"), (_ing(verb), "gerund")):
            found[word].append(Form(verb, tense))
    return {key: tuple(forms) for key, forms in found.items()}


def _s(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _ed(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeo":
        return verb[:-1] + "ied"
    return verb + "d" if verb.endswith("e") else verb + "ed"


def _ing(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
