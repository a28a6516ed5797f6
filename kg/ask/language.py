"""How a language asks: the words of `ontology/questions`, and what its verbs and nouns say of relations.

In French that is what the frames of the reader say: the same grammar reads articles and questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kg import resources
from kg.ask import inflect
from kg.ask.tokens import stem, words
from kg.lexicon import load as lexicon
from kg.lexicon.load import base_verb
from kg.lexicon.schema import Frame, Role, Words
from kg.lexicon.verbs import Form
from kg.lexicon.words import fold

Kind = Literal["verb", "noun", "agent", "attribute"]
Language = Literal["fr", "en"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ways(_Strict):
    """The ways of asking for a relation. `attributes`: nouns for its far end (« le thème de »)."""

    verbs: Words = ()
    nouns: Words = ()
    agents: Words = ()
    attributes: Words = ()


class Asking(_Strict):
    """`ontology/questions/LANGUAGE.yaml`."""

    detect: Words
    polite: Words
    list_: Words = Field(alias="list")
    who: Words
    what: Words
    acted: Words
    acting: Words
    and_: Words = Field(alias="and")
    or_: Words = Field(alias="or")
    say: Words
    which: Words
    which_one: Words
    where: Words
    when: Words
    how_many: Words
    tally: Words
    times_of: Words
    heads_of: Words
    how: Words
    why: Words
    yes_no: Words
    articles: Words
    contracted: dict[str, str]
    prepositions: Words
    fillers: Words
    negative: Words
    speakers: Words
    common: Words
    together: Words  # of two, what holds of both: they add nothing to « et »
    most: Words
    least: Words
    copula: Words
    about: Words
    here: Words
    with_: Words = Field(alias="with")
    without: Words
    undone: Words
    presiding: Words
    initiating: Words
    within: Words
    having: Words = ()  # verbs that give a thing its members, signatories …
    by_of: Words = ()  # verbs that name who acts after « de » in the passive
    refusing: Words = ()  # verbs that say of another that it was not done
    wishes: Words = ()  # verbs that make another one wished for, where « à » stands between them
    time: dict[str, Words]
    status: dict[str, Words]
    methods: dict[str, Words]
    classes: dict[str, Words]
    wide: dict[str, Words]
    relations: dict[str, Ways]
    patterns: dict[str, Words]
    examples: dict[str, Words]
    told: dict[str, str]
    irregular: dict[str, Words] = {}
    glossary: dict[str, str] = {}
    no_modals: Words = ()
    speech: bool = False  # whether the frames of `says` tell the verbs of speech


@dataclass(frozen=True)
class Slot:
    """Where a side of a relation stands: as the one who acts, the one acted on, or after one of `preps`."""

    place: Literal["actor", "patient", "prep"]
    preps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trigger:
    """Words that say a relation. Of a verb the first is its infinitive; all are folded, stemmed if nouns."""

    relation: str
    kind: Kind
    words: tuple[str, ...]
    subject: Slot
    object: Slot
    voices: tuple[str, ...] = ()
    status: str | None = None
    method: str | None = None
    own: bool = False  # from the words of questions, not from the frames of articles


@dataclass(frozen=True)
class Grammar:
    """One language. `verbs`: infinitive → triggers; `nouns`: first stem → triggers."""

    language: Language
    asking: Asking
    verbs: Mapping[str, tuple[Trigger, ...]] = field(repr=False)
    nouns: Mapping[str, tuple[Trigger, ...]] = field(repr=False)
    forms: Mapping[str, tuple[Form, ...]] = field(repr=False)
    heads: Mapping[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    generic: frozenset[tuple[str, ...]] = field(repr=False)  # nouns that no name need hold
    governs: Mapping[str, str] = field(repr=False)  # infinitive → the status it gives to another verb

    def readings(self, low: str) -> tuple[Form, ...]:
        """Which verbs a word may be a form of; accents may be missing."""
        return self.forms.get(low) or self.forms.get(fold(low), ())


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language, read once. Raises LexiconError for a malformed file."""
    asking = lexicon.parse(resources.ontology("questions") / f"{language}.yaml", Asking)
    triggers = [*_own(asking), *(_framed() if language == "fr" else ())]
    verbs: dict[str, list[Trigger]] = defaultdict(list)
    nouns: dict[str, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        (verbs if trigger.kind == "verb" else nouns)[trigger.words[0]].append(trigger)
    governs = _governs(language, asking)
    infinitives = {*verbs, *governs}
    forms = inflect.french(infinitives) if language == "fr" else inflect.english(infinitives, asking.irregular)
    return Grammar(
        language,
        asking,
        {key: tuple(found) for key, found in verbs.items()},
        {key: tuple(found) for key, found in nouns.items()},
        forms,
        _heads(language, asking),
        frozenset(_noun_words(noun) for nouns in asking.classes.values() for noun in nouns),
        governs,
    )


def detect(question: str) -> Language:
    """The language of the first small word that only one has, for names in the other may follow; else French."""
    french, english = ({fold(text) for text in grammar(name).asking.detect} for name in _LANGUAGES)
    own = (word.fold for word in words(question) if (word.fold in french) != (word.fold in english))
    return "en" if next(own, "") in english else "fr"


_LANGUAGES: tuple[Language, Language] = ("fr", "en")


def _own(asking: Asking) -> Iterable[Trigger]:
    kinds: tuple[tuple[Kind, str], ...] = (
        ("verb", "verbs"), ("noun", "nouns"), ("agent", "agents"), ("attribute", "attributes"),
    )  # fmt: skip
    if asking.speech:
        for verb in lexicon.load().speech_verbs:
            yield Trigger("says", "verb", _verb_words(verb), Slot("actor"), Slot("patient"))
    for relation, ways in asking.relations.items():
        for kind, name in kinds:
            for way in getattr(ways, name):
                yield _way(relation, kind, way)


def _way(relation: str, kind: Kind, way: str) -> Trigger:
    """A way as written: « se rendre|à », « benefit<|from »."""
    phrase, *preps = way.split("|")
    turned, acted = phrase.endswith("<"), phrase.startswith("^")
    phrase = phrase.removesuffix("<").removeprefix("^")
    far = Slot("prep", tuple(map(fold, preps))) if preps else Slot("patient")
    near = Slot("patient" if acted else "actor")
    if kind == "attribute":
        near, far = far, near
    subject, object_ = (far, near) if turned else (near, far)
    if kind == "verb":
        return Trigger(relation, kind, _verb_words(phrase), subject, object_, own=True)
    return Trigger(relation, kind, _noun_words(phrase), subject, object_, own=True)


def _framed() -> Iterable[Trigger]:
    """The frames of the reader as triggers."""
    for file in lexicon.load().frames:
        if file.relation in ("says", "date", "amount", "votes"):
            continue
        for frame in file.frames:
            yield from _of_frame(file.relation, frame)


def _of_frame(relation: str, frame: Frame) -> Iterable[Trigger]:
    subject, object_ = _slot(frame.subject, "actor"), _slot(frame.object, "patient")
    for verb in (verb for verb in frame.verbs if verb not in ("*", "être", "avoir")):  # alone they ask nothing
        yield Trigger(relation, "verb", _verb_words(verb), subject, object_, frame.voice, frame.status, frame.method)
    for noun in frame.nouns:
        near = Slot("actor", subject.preps)
        yield Trigger(relation, "noun", _noun_words(noun), near, object_, (), frame.status, frame.method)
    for noun in frame.agents:
        yield Trigger(relation, "agent", _noun_words(noun), Slot("actor"), object_, (), frame.status)


def _slot(role: Role, usual: Literal["actor", "patient"]) -> Slot:
    if role.prep and role.prep != ("",):
        return Slot("prep", tuple(" ".join(word.fold for word in words(prep)) for prep in role.prep))
    return Slot(role.as_ or usual)


def _verb_words(phrase: str) -> tuple[str, ...]:
    base = base_verb(phrase)
    rest = phrase.removeprefix("s'").removeprefix("se ").split(maxsplit=1)[1:]
    return (base, *(word.stem for part in rest for word in words(part)))


def _noun_words(phrase: str) -> tuple[str, ...]:
    return tuple(word.stem for word in words(phrase))


def _governs(language: Language, asking: Asking) -> dict[str, str]:
    """Which verbs make another planned or wished for."""
    found: dict[str, str] = {}
    for status, cue in lexicon.load().status.items() if language == "fr" else ():
        for verb in cue.verbs if status in ("planned", "aspired") else ():
            if base_verb(verb) not in asking.no_modals:
                found.setdefault(base_verb(verb), status)
    return found


def _heads(language: Language, asking: Asking) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Noun (stems) → the classes it asks for."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    if language == "fr":
        for head, kind in lexicon.load().heads.items():
            found[_noun_words(head)] = (kind,)
    given: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for kind, nouns in asking.classes.items():
        for noun in nouns:
            given[_noun_words(noun)].append(kind)
    found.update({noun: tuple(kinds) for noun, kinds in given.items()})
    return {
        noun: tuple(dict.fromkeys(wide for kind in kinds for wide in asking.wide.get(kind, (kind,))))
        for noun, kinds in found.items()
    }


@lru_cache(maxsize=8192)
def phrase(text: str) -> tuple[str, ...]:
    """The folded words of a phrase of the YAML files."""
    return tuple(word.fold for word in words(text))


@lru_cache(maxsize=8192)
def stemmed(text: str) -> tuple[str, ...]:
    """The stems of a phrase."""
    return tuple(stem(word) for word in phrase(text))
