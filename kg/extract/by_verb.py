"""Frames triggered by a verb: « la France a signé le traité », « l'accord conclu par A et B »."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.draft import Draft
from kg.extract.drafting import Filled
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.sides import Sides
from kg.extract.tools import Tools
from kg.extract.triggers import Trigger, tail_end
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.schema import Frame, Role


class VerbReader:
    """Fills the frames that the verbs of one scene trigger."""

    def __init__(self, sides: Sides, tools: Tools) -> None:
        self._sides, self._tools, self._cues = sides, tools, tools.cues
        self._scene, self._arguments = sides.scene, sides.arguments
        self._ontology = classes.load()
        self._is_a = self._ontology.is_a

    def read(self, verb: Verb, trigger: Trigger) -> Iterator[Draft]:
        """The facts that a verb tells by one of its frames. All sides are sought where someone watches."""
        frame, watched = trigger.frame, self._tools.watch is not None
        status = self._status(verb, trigger)
        refused = self._tools.status.of_refusal(verb, self._scene) if status is None and trigger.file.refused else None
        status = status or refused
        if status is None and not watched:
            return
        objects = self._objects(verb, trigger)
        if not objects and not watched:
            return
        subjects = self._subjects(verb, trigger, objects)
        more_subjects, more_objects = self._company(verb, frame)
        if not subjects and verb.voice == "passive":
            subjects, more_subjects = more_subjects, []
        span, sides = (verb.first, verb.last), (subjects + more_subjects, objects + more_objects)
        self._tools.tried(trigger, span, status, sides)
        if status is None or not subjects or not objects or not self._holds(verb, trigger, subjects, objects):
            return
        way = verb.tense if verb.tense in ("participle", "infinitive", "gerund") else verb.voice
        for draft in self._tools.drafter.drafts(Filled(trigger, *sides, status, span, way), self._scene):
            if refused and trigger.file.refused:
                draft.relation = trigger.file.refused
            self._tools.told.note_adopted(draft)
            draft.method = draft.method or (self._method(verb) if trigger.file.tells_method else None)
            yield draft

    def _status(self, verb: Verb, trigger: Trigger) -> str | None:
        given = trigger.frame.status
        if given:
            return None if verb.negated else given
        return self._tools.status.of_verb(verb, self._scene, trigger.relation)

    def _objects(self, verb: Verb, trigger: Trigger) -> list[Mention]:
        role = trigger.frame.object
        objects = self._sides.of_verb(verb, role, "patient")
        end = tail_end(verb, trigger.tail, self._scene) if trigger.tail and role.prep and "" not in role.prep else None
        if end is not None:  # « s'ajouter à la liste des coauteurs »: the list is how it is said, no text
            objects = [o for o in objects if not verb.last <= o.first < end <= o.last]
        return objects

    def _subjects(self, verb: Verb, trigger: Trigger, objects: list[Mention]) -> list[Mention]:
        """Who does it, in the sentence or, where the frame's file says so, by what was told before."""
        frame, unnamed = trigger.frame, trigger.file.unnamed_subject
        subjects = self._in_name_of(verb, trigger) or self._sides.of_verb(verb, frame.subject, "actor")
        if subjects or not objects or unnamed is None:
            return subjects
        if unnamed == "organ":
            agentless = verb.voice == "passive" and not frame.subject.prep and not self._by_someone(verb)
            return self._tools.told.adopting_body(objects) if agentless else []
        asked = any(not (o.weak and isinstance(o.node, Node) and o.node.plural) for o in objects)
        text = self._arguments.actor(verb, self._is_text) if verb.finite and asked else None
        return self._tools.told.behind(text) if text is not None else []

    def _is_text(self, mention: Mention) -> bool:
        return isinstance(mention.node, Node) and self._is_a(mention.node.type, "Instrument")

    def _company(self, verb: Verb, frame: Frame) -> tuple[list[Mention], list[Mention]]:
        """Who joins in: « avec C », « conjointement »."""
        subjects, objects = self._sides.company(
            frame,
            lambda role, fits: (
                self._arguments.complement_of(verb, fits, role.prep)
                if verb.tense == "participle"
                else self._arguments.complement(verb, role.prep, fits)
            ),
        )
        if not subjects and frame.with_ is not None and self._jointly(verb):
            subjects = self._partner(verb, frame.with_)
        return subjects, objects

    def _holds(self, verb: Verb, trigger: Trigger, subjects: list[Mention], objects: list[Mention]) -> bool:
        """Whether two sides so found are those of one saying."""
        frame = trigger.frame
        if frame.object.as_ == "actor" and trigger.relation in self._ontology.symmetric:
            # « A et B vont coopérer »: the two sides of one subject, where no third is named (« avec C »)
            third = self._arguments.complement(verb, ("avec",), self._sides.fitter(frame.object))
            if len(subjects) != 2 or third is not None or self._cues.opponents & self._scene.words:
                return False
        if not trigger.of_any:
            return True
        if (objects if frame.subject.prep else subjects)[0].first > verb.first:
            return False  # « …, a fait savoir le ministre »: a tag is of another clause
        # « y voit le prolongement du plan adopté lors du sommet »: said of the nearer verb
        return not any(verb.last <= v.first < objects[0].first for v in self._scene.verbs)

    def _in_name_of(self, verb: Verb, trigger: Trigger) -> list[Mention]:
        """« a apporté le soutien du Royaume à … »: whose support it is, whoever brings it."""
        taken = trigger.frame.object.prep  # « fait partie de la Communauté »: that complement is the other side
        if (
            not trigger.tail
            or not taken
            or {"", "de"} & set(taken)
            or trigger.frame.subject.prep
            or verb.voice == "passive"
        ):
            return []
        end = tail_end(verb, trigger.tail, self._scene)
        fits = self._sides.fitter(trigger.frame.subject)
        near = next((m for m in self._scene.after(end) if m.first - end <= 1), None) if end else None
        if near is None or self._scene.preposition(near) != "de" or not fits(near):
            return []
        return [near] if self._is_a(near.type, "State", "Organization") else []

    def _by_someone(self, verb: Verb) -> bool:
        """« endossée par plus de 140 coauteurs »: an agent is named, although it is no mention; « par 159 voix » names none."""
        after = [t.low for t in self._scene.tokens[verb.last : min(verb.last + 5, self._scene.sentence.last)]]
        return after[:1] == ["par"] and not any(w in self._cues.manners for w in after[1:])

    def _jointly(self, verb: Verb) -> bool:
        return any(t.low in ("conjointement", "ensemble") for t in self._scene.tokens[verb.first : verb.last + 2])

    def _partner(self, verb: Verb, role: Role) -> list[Mention]:
        """« sollicité par X pour présenter conjointement … »: jointly with the one who asked."""
        governor = self._arguments.governor(verb)
        fits = self._sides.fitter(role)
        return self._sides.spread(self._arguments.actor(governor, fits), fits) if governor is not None else []

    def _method(self, verb: Verb) -> str | None:
        """How a text was adopted: « par consensus », « à l'unanimité »."""
        words = " ".join(t.low for t in self._scene.tokens[verb.last : verb.last + 6])
        return next((method for method, cues in self._cues.methods.items() if any(cue in words for cue in cues)), None)
