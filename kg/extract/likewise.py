"""Who does as another does: « la Russie l'a signé, tout comme la Chine », « le Monténégro en a fait autant »."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.arguments import Arguments
from kg.extract.draft import Draft
from kg.extract.mentions import CONTRACTED, Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.status import StatusReader
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, base_verb

_CONFIDENCE = 0.7
# What several may each do.
_DONE_BY_EACH = frozenset(
    "signs ratifies joins endorses opposes abstainsOn votesFor participatesIn sponsors coSponsors memberOf funds".split()
)
_STAND = frozenset({"signs", "endorses", "joins", "votesFor", "coSponsors", "ratifies"})
_NEAR = 3  # tokens that may stand between a verb and the rest of its phrase


class LikewiseReader:
    """Reads scenes in order, with the drafts of each; remembers those of the sentence before."""

    def __init__(self, lexicon: Lexicon, status: StatusReader) -> None:
        cues = lexicon.likewise
        self._additions = [_words(phrase) for phrase in cues.additions]
        self._again = [(base_verb(p), _words(p)[1:], False) for p in cues.again]
        self._again += [(base_verb(p), _words(p.removeprefix("se "))[1:], True) for p in cues.among]
        self._status, self._is_a = status, classes.load().is_a
        self._before: list[Draft] = []

    def read(self, drafts: Iterable[Draft], scene: Scene) -> list[Draft]:
        """What the sentence says of others by saying that they do the same as the subject of one of its `drafts`."""
        own = [d for d in drafts if d.relation in _DONE_BY_EACH and d.status]
        found = [*self._added(own, scene), *self._said_again(own, scene)]
        self._before = [*own, *found]
        return found

    def _added(self, drafts: list[Draft], scene: Scene) -> Iterator[Draft]:
        for mention in scene.actual:
            if mention is not scene.group(mention)[0] or not self._follows_addition(mention, scene):
                continue
            earlier = [d for d in drafts if d.trigger < mention.first and self._alike(d.subject, mention)]
            last = max((d.trigger for d in earlier), default=None)
            done = [d for d in earlier if d.trigger == last]
            for other in scene.group(mention):
                yield from self._repeated(done, other, max(d.last for d in done) if done else 0)

    def _follows_addition(self, mention: Mention, scene: Scene) -> bool:
        """Whether « , tout comme » stands before it, and nothing it does itself after it."""
        if mention.kind == "pronoun" or not (mention.determiner or mention.proper or mention.kind == "registry"):
            return False
        words = ["que" if t.low == "qu'" else t.low for t in scene.tokens[scene.sentence.first : mention.first]]
        if contracted := CONTRACTED.get(scene.tokens[mention.first].low):  # « à l'instar du Togo »
            words.append(contracted)
        opening = next((w for w in self._additions if words[-len(w) - 1 :] == [",", *w]), None)
        if opening is None:
            return False
        comma = scene.sentence.first + len(words) - len(opening) - 1
        beside = next((m for m in scene.actual if m.last == comma), None)
        if beside is not None and opening != ["tout", "comme"] and self._same_kind(beside, mention):
            return False  # « les États du Golfe, comme le Qatar »; « le ministre, de même que son homologue », one list
        end = scene.group(mention)[-1].last
        return not any(end <= v.first <= end + 1 and v.finite for v in scene.verbs)

    def _same_kind(self, one: Mention, other: Mention) -> bool:
        person = self._is_a(one.type, "Person")
        return self._is_a(one.type, "Actor", "Place") and person == self._is_a(other.type, "Person")

    def _alike(self, subject: Node, mention: Mention) -> bool:
        node = mention.node
        if not isinstance(node, Node) or not self._is_a(node.type, "Actor", "Place") or node is subject:
            return False
        return self._is_a(subject.type, "Person") == self._is_a(node.type, "Person")

    def _said_again(self, drafts: list[Draft], scene: Scene) -> Iterator[Draft]:
        arguments = Arguments(scene)
        for verb in scene.verbs:
            for base, tail, among in self._again:
                if not verb.finite or verb.negated or base not in verb.lemmas or not _ends_with(verb, tail, scene):
                    continue
                told = [d for d in [*self._before, *drafts] if d.trigger < verb.first]
                if among:
                    told = [d for d in told if d.relation in _STAND and (d.subject.plural or d.subject.counted)]
                last = max((d.trigger for d in told), default=None)
                found = arguments.subject(verb, lambda m: isinstance(m.node, Node) and self._is_a(m.node.type, "Actor"))
                for subject in scene.group(found) if found is not None else ():
                    for draft in self._repeated([d for d in told if d.trigger == last], subject, verb.last + len(tail)):
                        status = self._status.of_verb(verb, scene, draft.relation)
                        if status is not None:
                            first = min(subject.first, verb.first)
                            yield replace(
                                draft,
                                status=status,
                                trigger=verb.first,
                                first=first,
                                clause=scene.clause_of[verb.first],
                            )

    def _repeated(self, drafts: list[Draft], subject: Mention, last: int) -> Iterator[Draft]:
        said: set[tuple[str, int]] = set()
        for draft in drafts:
            key = (draft.relation, id(draft.object))
            if key in said or not isinstance(subject.node, Node) or draft.object is None:
                continue
            if any(d.subject is subject.node and (d.relation, id(d.object)) == key for d in drafts):
                continue
            said.add(key)
            yield replace(
                draft, subject=subject.node, first=draft.first, last=max(last, subject.last), confidence=_CONFIDENCE,
                rule="likewise", extras={},
            )  # fmt: skip


def _words(phrase: str) -> list[str]:
    """The words of a phrase as the text has them."""
    return phrase.replace("'", "' ").split()


def _ends_with(verb: Verb, tail: list[str], scene: Scene) -> bool:
    words = [t.low for t in scene.tokens[verb.head + 1 : verb.last + len(tail) + _NEAR]]
    return any(words[i : i + len(tail)] == tail for i in range(len(words)))
