"""Facts from two sides: every one with every other, each as the class that the role asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.draft import Draft
from kg.extract.link import Linker
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.sides import CONVENED, LITERALS
from kg.extract.triggers import Trigger
from kg.lexicon import classes
from kg.lexicon.schema import Role

# How sure each way of finding the two sides is: the share right among some 700 facts it found in tests/corpus/train and
# develop (24 November 2026), rounded; `kg eval --details` shows how they hold on other sets.
CONFIDENCE = {
    "active": 0.85,
    "passive": 0.85,
    "participle": 0.8,
    "infinitive": 0.75,
    "gerund": 0.75,
    "noun": 0.8,
    "agent": 0.75,
}


@dataclass(frozen=True)
class Filled:
    """A trigger with its two sides and its status. `span`: tokens [first, last) of the words that say it; `way`: how the
    sides were found."""

    trigger: Trigger
    subjects: list[Mention]
    objects: list[Mention]
    status: str
    span: tuple[int, int]
    way: str


class Drafter:
    """Makes facts of filled frames."""

    def __init__(self, linker: Linker, vague_places: frozenset[str]) -> None:
        self._linker, self._vague_places, self._ontology = linker, vague_places, classes.load()
        self._is_a = self._ontology.is_a

    def drafts(self, filled: Filled, scene: Scene) -> Iterator[Draft]:
        """Every subject with every object, each pair once."""
        frame, seen = filled.trigger.frame, set[tuple[int, int]]()
        for subject in dict.fromkeys(filled.subjects):
            for object_ in dict.fromkeys(filled.objects):
                for s in self._nodes(subject, frame.subject, frame.with_):
                    for o in self._nodes(object_, frame.object, None):
                        if isinstance(s, str) or s is o or (id(s), id(o)) in seen:
                            continue
                        ends = self._ends(filled, s, o, object_, scene)
                        if ends is not None:
                            seen.add((id(ends[0]), id(ends[1])))
                            yield self._draft(filled, ends, (subject, object_), scene)

    def _draft(
        self, filled: Filled, ends: tuple[Node, Node | str], said: tuple[Mention, Mention], scene: Scene
    ) -> Draft:
        (subject, object_), (start, end), trigger = ends, filled.span, filled.trigger
        pronoun = any(mention.kind == "pronoun" for mention in said)
        return Draft(
            subject=subject,
            relation=trigger.relation,
            object=object_ if isinstance(object_, Node) else None,
            value=object_ if isinstance(object_, str) else "",
            status=filled.status,
            trigger=start,
            first=min(start, *(mention.first for mention in said)),
            last=max(end, *(mention.last for mention in said)),
            confidence=CONFIDENCE[filled.way] - (0.1 if pronoun else 0),
            rule=trigger.rule,
            clause=scene.clause_of.get(start),
            method=trigger.frame.method,
        )

    def _ends(
        self, filled: Filled, subject: Node, object_: Node | str, said: Mention, scene: Scene
    ) -> tuple[Node, Node | str] | None:
        """The two ends as the relation has them; None where the words `said` of the object are no end of it."""
        file, frame = filled.trigger.file, filled.trigger.frame
        if said.kind == "noun" and not self._tells(said, file.object_nouns, scene):
            return None
        if filled.status in file.country_when and frame.object.as_ and isinstance(object_, Node) and object_.capital_of:
            return None  # « Rabat abritera le Forum », somewhere in the country: the state does
        subject = self._host_state(subject, filled.trigger.relation)
        if not file.binds_employer or not isinstance(object_, Node):
            return subject, object_
        subject, object_ = self._for_state(subject, object_), self._for_state(object_, subject)
        if subject is object_ or (frame.object.as_ and "Person" in (subject.type, object_.type)):
            return None  # « A et B ont signé un accord »: those they sign for, where it is said
        return subject, object_

    def _tells(self, noun: Mention, wanted: str, scene: Scene) -> bool:
        """Whether a noun phrase says enough to be an object: not « dans la salle », « au siège », « dans une ville »."""
        if wanted == "none":
            return False
        named = isinstance(noun.node, Node) and noun.node.entry is not None  # « dans la même ville »
        if noun.proper or named or wanted == "all":
            return True
        return wanted == "telling" and scene.tokens[noun.last - 1].low not in self._vague_places

    def _coerce(self, node: Node, types: tuple[str, ...]) -> Node | None:
        """The node as one of the classes: itself, for a capital its state, for a series the edition spoken of."""
        if self._is_a(node.type, *types):
            return node
        if node.capital_of is not None and self._is_a("State", *types):
            state = self._linker.entry_node(node.capital_of)
            state.add_form(node.label)
            return state
        if node.type in CONVENED and self._is_a("ForumEdition", *types):
            return self._linker.editions.of(node)
        return None

    def _for_state(self, side: Node, other: Node) -> Node:
        """« Le ministre canadien a scellé un partenariat avec l'Allemagne »: whoever holds an office binds its state or body."""
        if side.type != "Person" or (other.type == "Person" and not (other.states or other.office)):
            return side
        return self._linker.entry_node(next(iter(side.states))) if len(side.states) == 1 else side.office or side

    def _host_state(self, node: Node, relation: str) -> Node:
        """« Bruxelles accueille le sommet »: a capital stands for its state where a place cannot act."""
        if node.capital_of is not None and not self._ontology.allows(relation, node.type, None):
            return self._coerce(node, ("State",)) or node
        return node

    def _nodes(self, mention: Mention, role: Role, company: Role | None) -> list[Node | str]:
        """The nodes of a mention in a role, a group of two spelled out, a capital read as its state; a literal as its value."""
        if mention.kind in LITERALS:
            return [mention.value]
        node = mention.node
        assert isinstance(node, Node)
        types = (*role.type, *(company.type if company is not None else ()))
        members = [node, *node.members] if node.members and node.counted else node.members or [node]
        return [self._coerce(member, types) or member for member in members]
