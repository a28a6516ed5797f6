"""Frames triggered by who does it: « X, coprésident du Forum », « X est partenaire de Y », « les coprésidents du Forum, X et Y »."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import Fits
from kg.extract.draft import Draft
from kg.extract.drafting import Filled
from kg.extract.mentions import Mention
from kg.extract.sides import Sides
from kg.extract.tools import Tools
from kg.extract.triggers import Trigger
from kg.extract.verbs import Verb

_COPULAS = frozenset({"être", "devenir", "rester", "demeurer", "élire"})


class AgentReader:
    """Fills the frames that the agent nouns of one scene trigger."""

    def __init__(self, sides: Sides, tools: Tools) -> None:
        self._sides, self._tools = sides, tools
        self._scene, self._arguments = sides.scene, sides.arguments

    def read(self, first: int, last: int, trigger: Trigger) -> Iterator[Draft]:
        """The facts that the agent noun at tokens [first, last) tells by one of its frames."""
        frame = trigger.frame
        objects = self._objects(first, last, trigger)
        if not objects:
            self._tools.tried(trigger, (first, last), "ongoing", ([], []))
            return
        copula = self._arguments.carrier(first, _COPULAS)
        fits = self._sides.fitter(frame.subject)
        found = self._subject(first, fits, objects, copula)
        subjects = [m for m in self._sides.spread(found, fits) if m not in objects]
        status = self._status(trigger, copula, objects)
        self._tools.tried(trigger, (first, last), status, (subjects, objects))
        if subjects and status is not None:
            more_subjects, more_objects = self._sides.company(
                frame, lambda role, fits: self._arguments.of_noun(last, role.prep, fits)
            )
            sides = subjects + more_subjects, objects + more_objects
            yield from self._tools.drafter.drafts(Filled(trigger, *sides, status, (first, last), "agent"), self._scene)

    def _objects(self, first: int, last: int, trigger: Trigger) -> list[Mention]:
        role = trigger.frame.object
        found = self._sides.of_noun(first, last, role)
        side = self._sides.fitter(role)
        return found or self._sides.spread(self._arguments.whose(first, side), side)

    def _subject(self, first: int, fits: Fits, objects: list[Mention], copula: Verb | None) -> Mention | None:
        """Whom the noun is said of: the person who carries it as a title, who stands before it, or the copula's subject."""
        for m in self._scene.actual:
            if m.kind == "person" and m.first <= first < m.last and fits(m):
                return m
        for m in self._scene.before(first):
            near = self._scene.preposition(m) == "" and first - m.last <= 3
            if near and fits(m) and m not in objects and not self._acts(m, first, copula):
                return m
        return (
            (self._arguments.subject(copula, fits) if copula is not None else None)
            or self._arguments.apposed(first, fits)
            or self._arguments.fronted(first, max(m.last for m in objects), fits)
            or self._arguments.among(first, fits)
        )

    def _acts(self, m: Mention, first: int, copula: Verb | None) -> bool:
        """« Elle a invité les signataires »: what she does is no copula."""
        between = [v for v in self._scene.verbs if m.last <= v.first < first and v.finite and v.voice == "active"]
        return any(v is not copula for v in between)

    def _status(self, trigger: Trigger, copula: Verb | None, objects: list[Mention]) -> str | None:
        if copula is not None and copula.negated:
            return None
        status = self._tools.status.of_verb(copula, self._scene, trigger.relation) if copula is not None else "ongoing"
        status = trigger.frame.status if status is not None and trigger.frame.status else status
        # « hôte de la prochaine édition »: it is still to come
        coming = (t.low in ("prochain", "prochaine") for m in objects for t in self._scene.tokens[m.first : m.last])
        return "planned" if status == "ongoing" and trigger.relation == "hosts" and any(coming) else status
