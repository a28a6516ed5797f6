"""What the words of a question name in the store: an exact name first, else the things whose names hold the words.

All names are read once a store and indexed: by the sequence of their full words, and by each word. What has an
acronym is compared by it (« intelligence artificielle » is « IA »), so that both ways of writing meet.
"""

from __future__ import annotations

import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.ask.tokens import stem, words
from kg.lexicon import classes
from kg.query.terms import PREFIXES, ReadableStore, local, select
from kg.rdf.iris import DERIVED, ENT

Key = tuple[str, ...]
_NEVER = frozenset({"Article", "Claim", "SourceSpan", "Engagement", "Ballot", "Statement"})
_SKOS = PREFIXES["skos"]
STOPS = frozenset(
    "le la les l un une de du des d a au aux en et sur pour dans par avec the of on for in at and to an s".split()
)
_CALLED = ("prefLabel", "altLabel", "officialName")
_INDEXES: weakref.WeakKeyDictionary[Any, tuple[int, Names]] = weakref.WeakKeyDictionary()

_LABELS = f"""PREFIX skos: <{_SKOS}> PREFIX ent: <{ENT}>
SELECT ?e ?p ?label (LANG(?label) AS ?tag) WHERE {{
  VALUES ?p {{ skos:prefLabel skos:altLabel ent:acronym ent:officialName ent:demonym }} ?e ?p ?label
}} ORDER BY ?e ?p ?label"""
_TYPES = f"""PREFIX skos: <{_SKOS}> PREFIX ent: <{ENT}>
SELECT DISTINCT ?e ?type WHERE {{ ?e skos:prefLabel ?any . GRAPH ?graph {{ ?e a ?type }}
  FILTER (?graph != <{DERIVED}> && STRSTARTS(STR(?type), STR(ent:))) }}"""
_MENTIONED = f"SELECT DISTINCT ?e WHERE {{ ?e <{ENT}mentionedIn> ?article }}"
_SIZE = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?e <{_SKOS}prefLabel>|<{_SKOS}altLabel> ?label }}"
_POSTS = f"SELECT ?e ?of WHERE {{ ?e <{ENT}postRepresents>|<{ENT}accreditedTo> ?of }}"
_EDITIONS = (
    f"SELECT ?e ?series WHERE {{ ?fact <{ENT}role> <{ENT}role-editionOf> ; <{ENT}agent> ?e ; <{ENT}target> ?series }}"
)
_MEETINGS = f"SELECT ?e ?body WHERE {{ ?fact <{ENT}role> <{ENT}role-partOf> ; <{ENT}agent> ?e ; <{ENT}target> ?body }}"
_CAPITALS = f"SELECT ?e ?seat WHERE {{ ?e <{ENT}capital> ?seat }}"


@dataclass(frozen=True)
class Named:
    """A thing of the store: what to call it, all it is called, its class and the classes above; `mentioned`: an
    article speaks of it."""

    iri: str
    label: str
    type: str
    classes: frozenset[str] = field(hash=False)
    mentioned: bool = False
    others: tuple[str, ...] = field(default=(), hash=False)
    english: str = field(default="", hash=False)

    def called(self, lang: str) -> str:
        """Its name in a language, where it has one; else in French."""
        return (self.english if lang == "en" else "") or self.label

    def is_a(self, wanted: Iterable[str]) -> bool:
        """Whether it belongs to one of the classes, or none is wanted."""
        names = frozenset(wanted)
        return not names or bool(self.classes & names)


@dataclass
class Names:
    """The index of one store. `exact`: full words → IRIs, `stands`: demonyms and capitals → IRIs of what they stand
    for, `postings`: word → IRIs, `phrases`: words of a long name → its acronym, `english`: English → the French."""

    things: dict[str, Named] = field(default_factory=dict)
    exact: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    preferred: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    stands: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    postings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    phrases: dict[Key, Key] = field(default_factory=dict)
    english: dict[Key, Key] = field(default_factory=dict)
    editions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # series → its editions
    meetings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # body → its gatherings
    posts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # post → of whom

    def key(self, text: str) -> Key:
        """A name as it is compared: full words, stemmed, long names as their acronym."""
        return self.shorten(content(text))

    def shorten(self, key: Key) -> Key:
        """Words with each long name of an acronym replaced by it."""
        return tuple(word for word, _ in replaced([(w, i) for i, w in enumerate(key)], self.phrases))

    def get(self, iris: Iterable[str]) -> tuple[Named, ...]:
        """The things of these addresses; those that articles speak of, where there are any; by label."""
        found = sorted((self.things[iri] for iri in iris), key=lambda thing: (thing.label, thing.iri))
        return tuple([thing for thing in found if thing.mentioned] or found)


def content(text: str) -> Key:
    """The full words of a name, stemmed."""
    given = (w for w in words(text) if len(w.fold) > 1 or w.fold.isdigit())  # no initials, no elisions
    full = (w for w in given if w.fold not in STOPS or w.text.isupper())
    return tuple(word.stem for word in full)


def replaced(words_at: Sequence[tuple[str, int]], phrases: Mapping[Key, Key]) -> list[tuple[str, int]]:
    """Stems with their places, the longest phrases replaced; what replaces one stands at its last word."""
    found: list[tuple[str, int]] = []
    i = 0
    while i < len(words_at):
        for size in range(min(7, len(words_at) - i), 0, -1):
            key = tuple(word for word, _ in words_at[i : i + size])
            if key in phrases:
                found += [(word, words_at[i + size - 1][1]) for word in phrases[key]]
                i += size
                break
        else:
            found.append(words_at[i])
            i += 1
    return found


def index(store: ReadableStore) -> Names:
    """The names of a store, read again when their number has changed."""
    size = int(str(select(store, _SIZE)[0]["n"]))
    cached = _INDEXES.get(store)
    if cached and cached[0] == size:
        return cached[1]
    names = _build(store)
    _INDEXES[store] = size, names
    return names


def _build(store: ReadableStore) -> Names:
    names = Names()
    labels: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, _LABELS):
        labels[str(row["e"])][local(str(row["p"]))].append((str(row["tag"] or ""), str(row["label"])))
    parents, mentioned = classes.load().parents, {str(row["e"]) for row in select(store, _MENTIONED)}
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _TYPES):
        kinds[str(row["e"])].add(local(str(row["type"])))
    for iri, types in kinds.items():
        if types & _NEVER or iri.startswith(ENT):
            continue
        own = labels[iri]
        narrowest = max(sorted(types), key=lambda name: len(parents.get(name, ())))
        above = frozenset().union(*(parents.get(name, frozenset({name})) for name in types))
        every = tuple(dict.fromkeys(text for texts in own.values() for _, text in texts))
        names.things[iri] = Named(
            iri, _label(own["prefLabel"]), narrowest, above, iri in mentioned, every, _english(own["prefLabel"])
        )
    _phrases(names, labels)
    for iri in names.things:
        _enter(names, iri, labels[iri])
    for row in select(store, _EDITIONS):
        names.editions[str(row["series"])].add(str(row["e"]))
    for row in select(store, _MEETINGS):
        if str(row["e"]) in names.things and names.things[str(row["e"])].is_a({"Occasion"}):
            names.meetings[str(row["body"])].add(str(row["e"]))
    for row in select(store, _POSTS):
        if str(row["of"]) in names.things:
            names.posts[str(row["e"])].add(str(row["of"]))
    for row in select(store, _CAPITALS):
        _stand(names, str(row["seat"]), str(row["e"]))
    return names


def _label(preferred: list[tuple[str, str]]) -> str:
    """In French, else in any language: the first in order."""
    return min(preferred, key=lambda pair: (pair[0] != "fr", pair[0] != "", pair[1]))[1]


def _english(preferred: list[tuple[str, str]]) -> str:
    return min((text for tag, text in preferred if tag == "en"), default="")


def _phrases(names: Names, labels: Mapping[str, Mapping[str, list[tuple[str, str]]]]) -> None:
    for iri in names.things:
        own = labels[iri]
        short = [content(text) for _, text in own.get("acronym", ()) if len(content(text)) == 1]
        if not short:
            continue
        for tag, text in (*own.get("prefLabel", ()), *own.get("altLabel", ()), *own.get("officialName", ())):
            key = content(text)
            if short[0][0] in key and len(key) > 1:
                continue  # « IA inclusive » is not all of « IA »
            if tag in ("fr", "") and (len(key) > 1 or (text.isupper() and key not in short)):
                names.phrases.setdefault(key, short[0])
        for other in short[1:]:
            names.phrases.setdefault(other, short[0])
    for key in [key for key in _also_called(names, labels) if _nested(key, names.phrases)]:
        del names.phrases[key]  # « Exécutif de l'Union africaine »: its Executive Council is no Commission of it


def _also_called(names: Names, labels: Mapping[str, Mapping[str, list[tuple[str, str]]]]) -> set[Key]:
    """The phrases that only other names of a thing are, not its own."""
    called = {kind: {content(text) for own in labels.values() for _, text in own.get(kind, ())} for kind in _CALLED}
    return {key for key in called["altLabel"] - called["prefLabel"] - called["officialName"] if key in names.phrases}


def _nested(key: Key, phrases: Mapping[Key, Key]) -> bool:
    """Whether a part of several words is a long name of its own."""
    runs = ((start, last) for start in range(len(key)) for last in range(start + 2, len(key) + 1))
    return any(key[start:last] in phrases for start, last in runs if last - start < len(key))


def _enter(names: Names, iri: str, own: Mapping[str, list[tuple[str, str]]]) -> None:
    french = names.key(names.things[iri].label)
    for kind, texts in own.items():
        for tag, text in texts:
            if tag == "ar":
                continue
            if tag == "en" and french:
                names.english.setdefault(content(text), french)
                continue
            key = names.key(text)
            if kind == "demonym":
                names.stands[key].add(iri)
                continue
            names.exact[key].add(iri)
            if kind == "prefLabel":
                names.preferred[key].add(iri)
            for word in key:
                names.postings[word].add(iri)
                names.postings[word.rsplit("/", 1)[-1]].add(iri)  # « L.43 » of « A/C.1/79/L.43 »


def _stand(names: Names, seat: str, state: str) -> None:
    if seat in names.things and state in names.things:
        for text in names.things[seat].others:
            names.stands[names.key(text)].add(state)


def stems(folded: Iterable[str]) -> Key:
    """The stems of folded words."""
    return tuple(stem(word) for word in folded)
