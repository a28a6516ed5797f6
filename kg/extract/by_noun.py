"""Frames triggered by a noun: « la signature du traité par la France », « procéder à la ratification de … »."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import Fits
from kg.extract.draft import Draft
from kg.extract.drafting import Filled
from kg.extract.mentions import CONTRACTED, Mention
from kg.extract.nodes import Node
from kg.extract.sides import Sides
from kg.extract.tools import Tools
from kg.extract.triggers import Trigger
from kg.extract.unsaid import POSSESSIVES
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import SUPPORT, base_verb, head_key
from kg.lexicon.schema import Frame


class NounReader:
    """Fills the frames that the nouns of one scene trigger."""

    def __init__(self, sides: Sides, tools: Tools) -> None:
        self._sides, self._tools = sides, tools
        self._scene, self._arguments = sides.scene, sides.arguments
        self._symmetric = classes.load().symmetric

    def read(self, first: int, last: int, trigger: Trigger) -> Iterator[Draft]:
        """The facts that the noun at tokens [first, last) tells by one of its frames."""
        if any(m.kind in ("registry", "person") and m.first <= first < m.last for m in self._scene.actual):
            return
        frame, file, told = trigger.frame, trigger.file, self._tools.told
        carrier = self._carrier(first, frame)
        status = frame.status or self._tools.status.of_noun(first, self._scene, carrier, trigger.relation)
        if status is None:
            return
        support = frozenset(base_verb(v) for v in frame.support)
        objects = self._sides.of_noun(first, last, frame.object, support)
        if not objects and (planned := self._planned_for(first)) is not None:
            objects, status = self._sides.of_verb(planned, frame.object, "patient"), "planned"
        if frame.object.as_ == "actor":
            side = self._sides.fitter(frame.object)
            objects = self._sides.spread(self._arguments.bearer(first, support, side), side)
            carrier = None
        if carrier is not None and file.not_with & {t.low for t in self._scene.tokens[carrier.head : first]}:
            return  # « ont apporté leur soutien à la création d'un fonds »: no founders
        if carrier is not None and self._under_other_noun(carrier.last, first, trigger):
            carrier = None
        subjects = self._subjects(first, last, frame, carrier, objects)
        if not subjects and objects and file.unnamed_subject == "organ":
            subjects = told.adopting_body(objects)
        if objects and file.circumstances:
            yield from self._circumstances(first, last, objects, status)
        if trigger.relation in self._symmetric:
            subjects, objects = _shared(subjects, objects)
        self._tools.tried(trigger, (first, last), status, (subjects, objects))
        if subjects and objects:
            more_subjects, more_objects = self._sides.company(
                frame, lambda role, fits: self._arguments.of_noun(last, role.prep, fits)
            )
            sides = subjects + more_subjects, objects + more_objects
            yield from self._tools.drafter.drafts(Filled(trigger, *sides, status, (first, last), "noun"), self._scene)

    def _carrier(self, first: int, frame: Frame) -> Verb | None:
        """The verb that carries the noun: « procéder à la signature »."""
        carrier = self._arguments.carrier(first, frozenset(base_verb(v) for v in (*frame.support, *SUPPORT)))
        # « veulent nouer un pacte, qui comprendrait l'achat de puces, la création d'un fonds »
        return None if carrier is not None and self._scene.verb_between(carrier.last, first) else carrier

    def _subjects(
        self, first: int, last: int, frame: Frame, carrier: Verb | None, taken: list[Mention]
    ) -> list[Mention]:
        """Who does what the noun says: beside it, else who does what the verb that carries it says."""
        prepositions = frame.subject.prep or ("par", "de")
        fits = self._sides.fitter(frame.subject)
        free: Fits = lambda m: fits(m) and m not in taken  # noqa: E731
        found = self._arguments.of_noun(last, prepositions, free)
        if found is None:
            found = self._inside(first, last, prepositions, free) or self._arguments.recipient(last, free)
        if found is None and "de" in prepositions and carrier is None:
            found = self._arguments.whose(first, free)  # « l'agence, dont le siège se trouve à Rabat »
        named = frame.subject.prep == ("entre",)  # the parties stand there: « un accord entre A et B »
        if found is None and carrier is not None and not carrier.lemmas & self._tools.cues.reactions and not named:
            found = self._arguments.actor(carrier, free)
            if found is None and carrier.voice == "passive":
                found = self._arguments.subject(carrier, free)
        if found is None and self._possessed(first):
            found = next((m for m in self._scene.before(first) if free(m) and self._scene.preposition(m) == ""), None)
        return [m for m in self._sides.spread(found, fits) if m not in taken]

    def _inside(self, first: int, last: int, prepositions: tuple[str, ...], fits: Fits) -> Mention | None:
        """« la visite de Mme Kallas » read as one phrase: the side stands inside it, after one of the prepositions."""
        holder = next((m for m in self._scene.actual if m.first <= first < m.last), None)
        for inner in holder.inner if holder is not None else ():
            own = CONTRACTED.get(self._scene.tokens[inner.first].low) or self._scene.tokens[inner.first - 1].low
            if inner.first >= last and {"d'": "de"}.get(own, own) in prepositions and fits(inner):
                return inner
        return None

    def _possessed(self, first: int) -> bool:
        words = [t.low for t in self._scene.tokens[max(self._scene.sentence.first, first - 2) : first]]
        return any(w in POSSESSIVES for w in words)

    def _planned_for(self, first: int) -> Verb | None:
        """« la résolution est prévue pour adoption », « soumise à ratification »: the verb whose subject the noun acts on."""
        if self._scene.tokens[first - 1].low not in ("pour", "à") or first - 2 < self._scene.sentence.first:
            return None
        return next((v for v in self._scene.verbs if v.last == first - 1 and v.voice == "passive"), None)

    def _under_other_noun(self, start: int, first: int, trigger: Trigger) -> bool:
        """« participe aux négociations pour la rédaction de … »: the verb carries the first noun, not the one below it."""
        words = self._scene.tokens[start:first]
        if any(t.low in ("et", ",") for t in words):
            return False
        return any(
            t.pos == "NOUN"
            and any(x.relation != trigger.relation for x in self._tools.triggers.nouns.get(head_key(t.text), []))
            for t in words
        )

    def _circumstances(self, first: int, last: int, objects: list[Mention], status: str) -> Iterator[Draft]:
        """« l'adoption à New York, en septembre, du Pacte »: place and day of a text's adoption or signing."""
        end = max(m.first for m in objects)
        for m in self._scene.mentions:
            if not last <= m.first < end:
                continue
            for object_ in objects:
                node = object_.node
                assert isinstance(node, Node)
                span = (first, max(object_.last, m.last))
                if m.kind == "date" and m.value:
                    yield Draft(node, "date", None, m.value, status, first, *span, 0.85, "noun#date", date=m.value)
                elif isinstance(m.node, Node) and m.node.type == "Place" and self._scene.preposition(m) == "à":
                    yield Draft(node, "heldIn", m.node, "", status, first, *span, 0.85, "noun#heldIn")


def _shared(subjects: list[Mention], objects: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """« un accord entre A et B »: the two sides of a relation that goes both ways, where they stand as one."""
    if not objects and len(subjects) >= 2:
        return subjects[:1], subjects[1:]
    if not subjects and len(objects) >= 2:
        return objects[:1], objects[1:]
    return subjects, objects
