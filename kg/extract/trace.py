"""How a sentence was read: its mentions, every frame that a word of it triggered, what each one found or lacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.lexicon.schema import Frame, Role
from kg.model import Document, Fact, Reading

if TYPE_CHECKING:
    from kg.extract.scene import Scene


@dataclass(frozen=True)
class Named:
    """Words of the sentence that stand for something: `label` and `type` of what they were linked to."""

    words: str
    kind: str
    type: str
    label: str


@dataclass(frozen=True)
class Attempt:
    """One frame tried at one word. `rule` is its file and place in it (`signs.yaml#1`); `status` is None where the
    words deny it; `subjects` and `objects` are the words found for its sides, `wants` the classes and prepositions
    that the frame asks of each.
    """

    relation: str
    rule: str
    words: str
    start: int
    end: int
    status: str | None
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    wants: tuple[tuple[str, str], tuple[str, str]]

    @property
    def lacks(self) -> tuple[str, ...]:
        """What kept the frame from making a fact: `status`, `subject`, `object`; nothing when it was complete."""
        wanting = {"status": self.status is None, "subject": not self.subjects, "object": not self.objects}
        return tuple(name for name, missing in wanting.items() if missing)


@dataclass(frozen=True)
class SentenceTrace:
    """A sentence (characters [start, end) of the document), and what was seen, tried and found in it."""

    text: str
    start: int
    end: int
    mentions: tuple[Named, ...]
    attempts: tuple[Attempt, ...]
    facts: tuple[Fact, ...]

    def nearest(self) -> list[Attempt]:
        """The frames that came closest to a fact without making one: those that lack least, one of their sides found."""
        failed = [a for a in self.attempts if a.lacks and not {"subject", "object"} <= set(a.lacks)]
        least = min((len(attempt.lacks) for attempt in failed), default=0)
        return [attempt for attempt in failed if len(attempt.lacks) == least]


class Tried(Protocol):
    """A frame as it is triggered: the relation it says, itself, and where it is written."""

    @property
    def relation(self) -> str: ...
    @property
    def frame(self) -> Frame: ...
    @property
    def rule(self) -> str: ...


class Watch:
    """Takes down what the reader does, sentence by sentence. Given to `reader.read`."""

    def __init__(self) -> None:
        self._scenes: list[Scene] = []
        self._attempts: list[Attempt] = []

    def scene(self, scene: Scene) -> None:
        """A sentence is about to be read."""
        self._scenes.append(scene)

    def attempt(
        self, frame: Tried, span: tuple[int, int], status: str | None, sides: tuple[list[Mention], ...]
    ) -> None:
        """A frame was tried at tokens [first, last) of the current sentence and found these mentions for its sides."""
        scene = self._scenes[-1]
        first, last = span
        subjects, objects = (tuple(_words(m, scene) for m in side) for side in sides)
        start, end = scene.text.tokens[first].start, scene.text.tokens[last - 1].end
        words = scene.text.slice(first, last)
        wants = (_wants(frame.frame.subject), _wants(frame.frame.object))
        self._attempts.append(Attempt(frame.relation, frame.rule, words, start, end, status, subjects, objects, wants))

    def sentences(self, reading: Reading) -> Iterator[SentenceTrace]:
        """Every sentence with its facts; a fact belongs where its passage starts."""
        for scene in self._scenes:
            tokens = scene.text.tokens
            start, end = tokens[scene.sentence.first].start, tokens[scene.sentence.last - 1].end
            yield SentenceTrace(
                reading.document.text[start:end],
                start,
                end,
                tuple(_named(scene.mentions, scene)),
                tuple(attempt for attempt in self._attempts if start <= attempt.start < end),
                tuple(fact for fact in reading.facts if start <= fact.evidence.start < end),
            )


def trace(document: Document) -> list[SentenceTrace]:
    """Read a document and tell how, sentence by sentence, in order."""
    from kg.extract.reader import read

    watch = Watch()
    return list(watch.sentences(read(document, watch)))


def _named(mentions: Iterable[Mention], scene: Scene) -> Iterator[Named]:
    for mention in mentions:
        node = mention.node
        label = node.label if isinstance(node, Node) else mention.value
        kind = node.type if isinstance(node, Node) else mention.type
        yield Named(_words(mention, scene), mention.kind, kind, label)


def _wants(role: Role) -> tuple[str, str]:
    return " | ".join(role.type), " | ".join(filter(None, role.prep))


def _words(mention: Mention, scene: Scene) -> str:
    """The mention's words; what a frame only understood has those of the thing it means."""
    words = scene.text.slice(mention.first, mention.last)
    return mention.node.label if not words and isinstance(mention.node, Node) else words
