"""How a verb takes what is said without « que »: « plaider pour … », « promettre de … », « rejeter … »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.clauses import Clause
from kg.extract.mentions import CONTRACTED
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon.load import base_verb, load
from kg.text.tokens import Token


@dataclass(frozen=True)
class Way:
    """How a verb takes what is said without « que »: « plaider pour … », « promettre de … », « rejeter … »."""

    tail: tuple[str, ...]
    reflexive: bool
    prepositions: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """Verbs of saying, the ways they take what is said by their base verb, and prepositions that attribute, in tokens.

    `closings`: of verbs that say something with other words only (« tenir à rappeler »), the words that must follow.
    """

    verbs: frozenset[str]
    closings: dict[str, frozenset[str]]
    ways: dict[str, list[Way]]
    prepositions: tuple[list[str], ...]


@cache
def cues(lexicon_checksum: str) -> Cues:
    """The cues of the shipped lexicon, indexed once."""
    lexicon = load()
    ways: dict[str, list[Way]] = {}
    for file in lexicon.frames:
        for frame in file.frames if file.relation == "says" else ():
            for phrase in frame.verbs if frame.object.prep or frame.object.as_ else ():
                words = phrase.removeprefix("s'").removeprefix("se ").split()
                way = Way(tuple(words[1:]), phrase.startswith(("se ", "s'")), frame.object.prep)
                ways.setdefault(words[0], []).append(way)
    bases = frozenset(base_verb(v) for v in lexicon.speech_verbs)
    last = {
        base: frozenset(w[-1] for v in lexicon.speech_verbs if base_verb(v) == base and (w := _words(v)))
        for base in bases
    }
    return Cues(
        bases,
        {base: words for base, words in last.items() if base not in words},
        ways,
        tuple([w for part in phrase.split() for w in _split(part)] for phrase in lexicon.speech.prepositions),
    )


def _words(phrase: str) -> list[str]:
    return phrase.removeprefix("s'").removeprefix("se ").replace("l'", "").split()


def _split(word: str) -> list[str]:
    """« d'après » is two tokens."""
    return [word[:2], word[2:]] if word[1:2] == "'" and len(word) > 2 else [word]


class Ways:
    """Where the complement of a verb of saying begins."""

    def __init__(self, tokens: Sequence[Token], ways: dict[str, list[Way]]) -> None:
        self.tokens, self._ways = tokens, ways

    def of(self, verb: Verb) -> Iterator[Way]:
        """The ways of a verb that its own words allow."""
        if not verb.finite or verb.voice == "passive":
            return
        words = [t.low for t in self.tokens[verb.head + 1 : verb.head + 4]]
        for lemma in sorted(verb.lemmas):
            for way in self._ways.get(lemma, ()):
                if way.reflexive == verb.reflexive and tuple(words[: len(way.tail)]) == way.tail:
                    yield way

    def start(self, verb: Verb, way: Way, scene: Scene) -> int | None:
        """The first word of the complement that says it."""
        at = max(verb.last, verb.head + 1 + len(way.tail))
        dates = {m.first: m.last for m in scene.mentions if m.kind == "date"}
        while at < scene.sentence.last and (self.tokens[at].pos == "ADV" or at in dates or self.tokens[at].text == ","):
            # « a confirmé, pour sa part, son intention »
            aside = comma_after(at + 1, scene) if self.tokens[at].text == "," else None
            at = dates.get(at, (at if aside is None else aside) + 1)
        if at >= scene.sentence.last:
            return None
        if not way.prepositions:
            opens = self.tokens[at].pos == "DET" or any(v.first == at and v.tense == "infinitive" for v in scene.verbs)
            opens = opens or (verb.reflexive and self.tokens[at].pos == "ADJ")
            return at if opens and not any(v.first == at and v.finite for v in scene.verbs) else None
        if way.prepositions == ("dans",):
            return self._seen_in(verb, at, scene)
        for j in range(at, min(at + 12, scene.sentence.last)):
            low = self.tokens[j].low
            if self.tokens[j].text in (",", ";", ":") or any(
                v.first == j and v.tense != "infinitive" for v in scene.verbs
            ):
                return None
            led = next((p for p in way.prepositions if self._stands(p, j)), None)
            if led is None:
                continue
            follows = j + len(led.split())
            infinitive = any(v.first == follows and v.tense == "infinitive" for v in scene.verbs)
            if j > at:
                return at if infinitive and any(m.first == at for m in scene.actual) else None
            if led == "à" and not infinitive:
                continue
            return j if low in CONTRACTED else follows
        return None

    def _stands(self, preposition: str, at: int) -> bool:
        words = [t.low for t in self.tokens[at : at + len(preposition.split())]]
        words = [CONTRACTED.get(w, "de" if w == "d'" else w) for w in words]
        return " ".join(words) == preposition

    def _seen_in(self, verb: Verb, at: int, scene: Scene) -> int | None:
        """« y voit un succès », « voit dans le texte un tournant », « dans lequel il voit un tournant »."""
        clause = scene.clause_of.get(verb.first)
        inside = isinstance(clause, Clause) and clause.kind == "relative" and clause.preposition == "dans"
        if verb.clitic == "y" or inside:
            return at if self.tokens[at].pos == "DET" else None
        if self.tokens[at].low != "dans":
            return None
        held = next((m for m in scene.actual if at < m.first <= at + 2), None)
        if held is None or held.last >= scene.sentence.last or self.tokens[held.last].pos != "DET":
            return None
        return held.last


def comma_after(at: int, scene: Scene) -> int | None:
    """The comma at the end of « …, poursuit le communiqué, … », « …, pour sa part, … »."""
    return next((j for j in range(at, min(at + 5, scene.sentence.last - 1)) if scene.tokens[j].text == ","), None)
