"""The words that trigger a frame: which frames a verb of a sentence fits, which nouns of it may say a relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon.load import ANY_VERB, head_key, load
from kg.lexicon.schema import Frame, FrameFile
from kg.lexicon.words import Openings


@dataclass(frozen=True)
class Trigger:
    """A phrase of a frame: base verb or noun, the words that must follow, and where it comes from."""

    file: FrameFile
    frame: Frame
    reflexive: bool
    tail: tuple[str, ...]
    rule: str

    @property
    def relation(self) -> str:
        """The relation that the frame says."""
        return self.file.relation

    @property
    def of_any(self) -> bool:
        """Whether the frame holds whatever the verb."""
        return ANY_VERB in self.frame.verbs


@dataclass(frozen=True)
class Triggers:
    """Triggers by base verb, noun and agent noun."""

    verbs: dict[str, list[Trigger]]
    nouns: dict[str, list[Trigger]]
    agents: dict[str, list[Trigger]]

    @cached_property
    def openings(self) -> Openings:
        """Of nouns and agent nouns."""
        return Openings([*self.nouns, *self.agents])

    def of_verb(self, verb: Verb, scene: Scene) -> list[Trigger]:
        """Triggers of the verb; those with a fixed complement (« prendre part ») exclude the bare ones."""
        found = [t for lemma in sorted(verb.lemmas) for t in self.verbs.get(lemma, [])]
        of_any = self._of_any(verb)
        voice = "participle" if verb.tense == "participle" else "reflexive" if verb.reflexive else verb.voice
        fitting = []
        for trigger in found:
            voices = trigger.frame.voice
            if trigger.reflexive and not verb.reflexive and voice != "participle":
                continue
            if voices and voice not in voices and not (trigger.reflexive and "reflexive" not in voices):
                continue
            if not voices and voice == "reflexive" and not trigger.reflexive:
                continue
            fitting.append(trigger)
        bare = [t for t in fitting if not t.tail]
        ends = {id(t): end for t in fitting if t.tail and (end := tail_end(verb, t.tail, scene))}
        tailed = [t for t in fitting if id(t) in ends]
        if not tailed:
            return [*bare, *of_any]
        end = max(ends.values())
        if any(verb.last <= m.first < end for m in scene.actual):
            said = {t.relation for t in tailed}
            whole = any(len(t.tail) > 2 for t in tailed)  # « déposer ses instruments de ratification »
            return [*tailed, *(t for t in bare if not whole and t.relation not in said), *of_any]
        verb.last = max(verb.last, end)
        return [*tailed, *of_any]

    def _of_any(self, verb: Verb) -> list[Trigger]:
        """The frames that hold whatever the (finite) verb."""
        if not verb.finite:
            return []
        return [t for t in self.verbs.get(ANY_VERB, []) if not t.frame.voice or verb.voice in t.frame.voice]

    def words(self, scene: Scene) -> Iterator[tuple[int, int, str]]:
        """Nouns of the sentence that may be triggers, the longest phrase first: (first, last, folded)."""
        i = scene.sentence.first
        inside = {v.head for v in scene.verbs}
        while i < scene.sentence.last:
            token, step = scene.tokens[i], 1
            if token.fold not in self.openings or i in inside or token.pos in ("VERB", "AUX", "DET", "PUNCT"):
                i += 1
                continue
            for length in (4, 3, 2, 1):
                if i + length > scene.sentence.last or (token.pos == "ADP" and length == 1):
                    continue
                key = head_key(scene.text.slice(i, i + length))
                if key in self.nouns or key in self.agents:
                    yield i, i + length, key
                    step = length
                    break
            i += step


@cache
def triggers(lexicon_checksum: str) -> Triggers:
    """The triggers of the lexicon at hand, indexed once."""
    index = Triggers({}, {}, {})
    for file in load().frames:
        for number, frame in enumerate(file.frames, 1):
            rule = f"{file.relation}.yaml#{number}"
            for phrase in frame.verbs:
                words = phrase.removeprefix("s'").removeprefix("se ").split()
                trigger = Trigger(file, frame, phrase.startswith(("se ", "s'")), tuple(words[1:]), rule)
                index.verbs.setdefault(words[0], []).append(trigger)
            for nouns, by_noun in ((frame.nouns, index.nouns), (frame.agents, index.agents)):
                for noun in nouns:
                    by_noun.setdefault(head_key(noun), []).append(Trigger(file, frame, False, (), rule))
    return index


def tail_end(verb: Verb, tail: tuple[str, ...], scene: Scene) -> int | None:
    """Where the fixed complement of a verb ends (« prendre part »); None where the sentence has it not."""
    words = _tokens(tail)
    if words[0] not in scene.words:
        return None
    limit = min(verb.last + 14, scene.sentence.last)
    another = min((v.first for v in scene.verbs if v.finite and v.first >= verb.last), default=limit)
    for i in range(min(verb.head + 1, verb.last), min(another + 1, limit)):
        if scene.tokens[i].low == words[0] and [t.low for t in scene.tokens[i : i + len(words)]] == words:
            return i + len(words)
    return None


@cache
def _tokens(tail: tuple[str, ...]) -> list[str]:
    """The words of a fixed complement as the text has them: « d'accord » is two."""
    return [w for word in tail for w in word.replace("'", "' ").split()]
