"""Frames into patterns: which words of a clause say a relation, and what fills its two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.ask.clause import Clause
from kg.ask.language import Slot, Trigger, phrase
from kg.ask.names import Named
from kg.ask.parts import Arg, Verb
from kg.lexicon import classes


@dataclass
class Filled:
    """A trigger in a clause with what fills its sides; `used`: its words; `left`: arguments it has no place for."""

    trigger: Trigger
    verb: Verb | None
    subject: Arg | None
    object: Arg | None
    used: set[int]
    left: list[Arg] = field(default_factory=list)
    score: float = 0.0

    @property
    def sides(self) -> tuple[int, int]:
        """Which arguments stand where: two readings with the same sides say the same of the same things."""
        return (self.subject.first if self.subject else -1, self.object.first if self.object else -1)


def best(clause: Clause) -> list[Filled]:
    """The readings that explain most of the clause, all with the same sides; [] when no word says a relation."""
    found = [filled for filled in _all(clause) if _explains(filled, clause)]
    if not found:
        return []
    top = max(filled.score for filled in found)
    leading = [filled for filled in found if filled.score > top - 0.05]
    own = [filled for filled in leading if filled.trigger.own]
    first = (own or leading)[0]
    return [f for f in (own or leading) if f.sides == first.sides and f.verb is first.verb]


def _all(clause: Clause) -> Iterator[Filled]:
    for verb in clause.verbs:
        for lemma in verb.lemmas:
            for trigger in clause.grammar.verbs.get(lemma, ()):
                used = _rest(clause, trigger, verb)
                if used is not None and _voice(trigger, verb):
                    yield from _verbal(clause, trigger, verb, used)
    for i, word in enumerate(clause.words):
        for trigger in clause.grammar.nouns.get(word.stem, ()):
            last = i + len(trigger.words)
            if tuple(w.stem for w in clause.words[i:last]) == trigger.words and not _inside(clause, i):
                yield from _nominal(clause, trigger, i, last)


def _inside(clause: Clause, i: int) -> bool:
    return any(arg.first <= i < arg.last and not arg.gap for arg in clause.args)


def _rest(clause: Clause, trigger: Trigger, verb: Verb) -> set[int] | None:
    """The places of the other words of a verbal phrase, which follow the verb; None when they do not."""
    used: set[int] = {verb.at}
    at, allowed = verb.at + 1, 3
    for wanted in trigger.words[1:]:
        places = [j for j in range(at, min(len(clause.words), at + allowed)) if clause.words[j].stem == wanted]
        if not places:
            return None
        used.add(places[0])
        at = places[0] + 1
    return used


def _voice(trigger: Trigger, verb: Verb) -> bool:
    if not trigger.voices:
        return True
    said = "passive" if verb.passive else "reflexive" if verb.reflexive else "active"
    return said in trigger.voices or (verb.passive and "participle" in trigger.voices)


def _verbal(clause: Clause, trigger: Trigger, verb: Verb, used: set[int]) -> Iterator[Filled]:
    for actor, patient in _grammatical(clause, verb):
        taken: list[Arg] = []
        sides: list[Arg | None] = []
        for slot, relation_side in ((trigger.subject, "subject"), (trigger.object, "object")):
            arg = _in_slot(clause, slot, actor, patient, taken)
            if arg is not None and not fits(arg, trigger.relation, relation_side):
                arg = None
            if arg is not None:
                taken.append(arg)
            sides.append(arg)
        yield _scored(clause, Filled(trigger, verb, sides[0], sides[1], used), taken)


def _nominal(clause: Clause, trigger: Trigger, first: int, last: int) -> Iterator[Filled]:
    used = set(range(first, last))
    others = [arg for arg in clause.args if not (arg.gap and arg.first <= first < arg.last)]
    own_gap = next((arg for arg in clause.args if arg.gap and arg.first <= first < arg.last), None)
    plain = [arg for arg in others if not clause.preposition(arg)]
    gap = clause.gap
    if trigger.kind == "attribute":
        if trigger.relation not in classes.LITERAL_RELATIONS and own_gap is None and gap is None:
            return
        near = next((arg for arg in others if arg is not gap and ends_with(clause, arg, trigger.subject.preps)), None)
        near = near or next((arg for arg in plain if arg is not gap), None)
        if near and fits(near, trigger.relation, "subject"):
            taken = [arg for arg in (near, own_gap or gap) if arg]
            yield _scored(clause, Filled(trigger, None, near, own_gap or gap, used), taken)
        return
    far_preps = trigger.object.preps or ("de", "of")
    after = [arg for arg in others if ends_with(clause, arg, far_preps)]
    far = next((arg for arg in after if fits(arg, trigger.relation, "object")), None)
    if trigger.object.place == "actor":  # « bénéficiaires de »: the one named is the far end
        far, near = own_gap or next(iter(plain), None), far
    else:
        near = own_gap or next((arg for arg in plain if arg is not far), None)
        if near is None and trigger.subject.preps:
            preps = trigger.subject.preps
            near = next((arg for arg in others if arg is not far and ends_with(clause, arg, preps)), None)
    if trigger.kind == "noun" and own_gap is not None:
        return
    if near is not None and not fits(near, trigger.relation, "subject"):
        return
    taken = [arg for arg in (near, far) if arg]
    yield _scored(clause, Filled(trigger, None, near, far, used), taken)


def _grammatical(clause: Clause, verb: Verb) -> Iterator[tuple[Arg | None, Arg | None]]:
    """Who may act and who be acted on, the likelier first."""
    plain = [arg for arg in clause.args if not clause.preposition(arg)]
    before = [arg for arg in plain if arg.first < verb.at and not arg.gap]
    after = [arg for arg in plain if arg.first > verb.at and not arg.gap]
    gap = clause.gap if clause.gap in plain else None
    if verb.passive:
        agent = next((arg for arg in clause.args if ends_with(clause, arg, ("par", "by"))), None)
        patient = gap or next(iter([*before, *after]), None)
        yield agent, (patient if patient is not agent else None)
        return
    if gap is None or gap.first > verb.at:
        first = next(iter(before or after), None)
        rest = [arg for arg in [*before, *after] if arg is not first]
        yield first, (gap or next(iter(rest), None))
        return
    other = next(iter([*before, *after]), None)
    turned = bool(before) or verb.inverted or clause.relative == "patient" or _object_word(clause, gap)
    if clause.relative == "actor" or (not turned and other is None):
        yield gap, other
        return
    if not turned:
        yield gap, other
        if gap.classes and clause.words[gap.first].fold not in _who(clause):
            yield other, gap
        return
    yield other, gap


def _who(clause: Clause) -> set[str]:
    return {word for text in clause.grammar.asking.who for word in phrase(text)}


def _object_word(clause: Clause, gap: Arg) -> bool:
    """« que », which is never the one who acts in French."""
    return clause.grammar.language == "fr" and clause.words[gap.first].fold in ("que", "qu", "quoi")


def _in_slot(clause: Clause, slot: Slot, actor: Arg | None, patient: Arg | None, taken: Sequence[Arg]) -> Arg | None:
    if slot.place == "actor":
        return actor if actor not in taken else None
    if slot.place == "patient":
        return patient if patient not in taken else None
    return next((arg for arg in clause.args if arg not in taken and ends_with(clause, arg, slot.preps)), None)


def ends_with(clause: Clause, arg: Arg, preps: Sequence[str]) -> bool:
    """Whether an argument stands after one of these prepositions."""
    before = clause.before(arg)
    return any(prep and tuple(before[-len(wanted) :]) == wanted for prep in preps for wanted in [tuple(prep.split())])


def fits(arg: Arg, relation: str, side: str) -> bool:
    """Whether what an argument names, or may be, can stand at a side of the relation."""
    return bool(choose(arg, relation, side)) if arg.names or arg.stands else _classes_fit(arg, relation, side)


def choose(arg: Arg, relation: str, side: str) -> tuple[Named, ...]:
    """What an argument names that can stand there: its names, else what it stands for."""
    ontology = classes.load()
    allowed = (ontology.domain if side == "subject" else ontology.range).get(relation, frozenset())
    if relation in classes.LITERAL_RELATIONS and side == "object":
        return ()
    for tier in (arg.names, arg.stands):
        fitting = tuple(thing for thing in tier if thing.is_a(allowed))
        if fitting:
            return fitting
    return ()


def _classes_fit(arg: Arg, relation: str, side: str) -> bool:
    ontology = classes.load()
    allowed = (ontology.domain if side == "subject" else ontology.range).get(relation, frozenset())
    if relation in classes.LITERAL_RELATIONS and side == "object":
        return not arg.classes
    if not allowed or not arg.classes:
        return True
    return any(ontology.is_a(kind, *allowed) or any(ontology.is_a(a, kind) for a in allowed) for kind in arg.classes)


def _scored(clause: Clause, filled: Filled, taken: Sequence[Arg]) -> Filled:
    filled.left = [arg for arg in clause.args if arg not in taken]
    gap_taken = clause.gap is None or clause.gap in taken
    lost = sum(1 for arg in filled.left if not arg.gap)
    own = 0.5 if filled.trigger.own else 0
    filled.score = 2 * len(taken) + (1.5 if gap_taken else 0) - lost + 0.4 * len(filled.used) + own
    return filled


def _explains(filled: Filled, clause: Clause) -> bool:
    """Whether anything of the question is explained: at least one side, and what is asked for if it needs a side."""
    return filled.subject is not None or filled.object is not None
