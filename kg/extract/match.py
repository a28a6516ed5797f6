"""Frames over a scene: every trigger word, its two sides, and the facts they make."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.by_agent import AgentReader
from kg.extract.by_noun import NounReader
from kg.extract.by_verb import VerbReader
from kg.extract.draft import Draft
from kg.extract.drafting import Drafter
from kg.extract.link import Linker
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.sides import Sides
from kg.extract.status import StatusReader
from kg.extract.told import Told
from kg.extract.tools import Tools
from kg.extract.trace import Watch
from kg.extract.triggers import tail_end, triggers
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key


class Matcher:
    """Reads the scenes of an article in order, by all frames of the lexicon."""

    def __init__(self, lexicon: Lexicon, status: StatusReader, linker: Linker, watch: Watch | None = None) -> None:
        cues, index = lexicon.sides, triggers(lexicon.checksum)
        self._tools = Tools(index, cues, status, Told(), Drafter(linker, cues.vague_places), watch)
        self._is_a = classes.load().is_a

    def match(self, scene: Scene) -> Iterator[Draft]:
        """Every fact the frames find in the scene, which is the next of the article."""
        self._tools.told.note(scene)
        sides, index = Sides(scene, self._tools.told, self._tools.triggers), self._tools.triggers
        self._note_members(sides)
        said: dict[int, str] = {}  # tokens that a fixed complement has used, and the relation it says
        yield from self._by_verbs(sides, said)
        by_noun, by_agent = NounReader(sides, self._tools), AgentReader(sides, self._tools)
        for first, last, key in index.words(scene):
            if said.get(first, "endorses") != "endorses":
                continue
            for trigger in index.nouns.get(key, []):
                if trigger.relation != said.get(first):  # « se féliciter de la conclusion d'un accord » tells of it too
                    yield from by_noun.read(first, last, trigger)
            for trigger in index.agents.get(key, []):
                yield from by_agent.read(first, last, trigger)

    def _by_verbs(self, sides: Sides, said: dict[int, str]) -> Iterator[Draft]:
        scene, reader = sides.scene, VerbReader(sides, self._tools)
        fitting = [(verb, self._tools.triggers.of_verb(verb, scene)) for verb in scene.verbs]
        for verb, candidates in fitting:
            if verb.first in said:
                continue
            took: Node | None = None
            for trigger in candidates:
                drafts = list(reader.read(verb, trigger))
                to_it = verb.clitic == "y" and {"à", "dans"} & set(trigger.frame.object.prep)
                if to_it and drafts:  # « s'y sont associés »: to one thing, whatever else the verb may mean
                    took = took or drafts[0].object
                    drafts = [d for d in drafts if d.object is took]
                if drafts and trigger.tail:
                    tail = range(verb.head + 1, tail_end(verb, trigger.tail, scene) or verb.last)
                    said.update(dict.fromkeys(tail, trigger.relation))
                yield from drafts

    def _note_members(self, sides: Sides) -> None:
        """« A, B et C figurent parmi les pays qui ont voté contre »: what is told of the pays is told of A, B and C."""
        scene = sides.scene
        for verb in scene.verbs:
            if not verb.lemmas & self._tools.cues.listing or verb.negated or not verb.finite:
                continue
            group = next((m for m in scene.after(verb.last) if m.first - verb.last <= 3), None)
            if group is None or group.kind != "group" or scene.preposition(group) != "parmi":
                continue
            if (
                not isinstance(group.node, Node)
                or head_key(scene.tokens[group.head].text) in self._tools.triggers.agents
            ):
                continue  # « parmi les signataires » is said by a frame
            found = sides.arguments.subject(verb, lambda m, group=group: self._is_actor(m) and m is not group)  # type: ignore[misc]
            members = [m.node for m in (scene.group(found) if found is not None else ()) if isinstance(m.node, Node)]
            if members and not group.node.members:
                group.node.members, group.node.counted = members, not group.weak

    def _is_actor(self, mention: Mention) -> bool:
        return isinstance(mention.node, Node) and self._is_a(mention.node.type, "Actor", "Place")
