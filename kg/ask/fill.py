"""Frames into patterns: which words of a clause say a relation, and what fills its two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.ask.clause import Clause
from kg.ask.language import Slot, Trigger
from kg.ask.names import Named
from kg.ask.parts import Arg, Verb
from kg.lexicon import classes

_BY = ("par", "by")
_OF = ("de", "of")
_BETWEEN = ("entre", "between")


@dataclass(eq=False)
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
    found = [filled for filled in _all(clause) if filled.subject is not None or filled.object is not None]
    if not found:
        return []
    top = max(filled.score for filled in found)
    leading = [filled for filled in found if filled.score > top - 0.05]
    first = next((filled for filled in leading if filled.trigger.own), leading[0])
    alike = [f for f in leading if f.sides == first.sides and f.trigger.own == first.trigger.own]
    return [f for f in alike if f.verb is first.verb]


def _all(clause: Clause) -> Iterator[Filled]:
    for verb in [verb for verb in clause.verbs if not behind_noun(clause, verb)] or clause.verbs:
        for lemma in verb.lemmas:
            for trigger in clause.grammar.verbs.get(lemma, ()):
                used = _rest(clause, trigger, verb)
                if used is not None and _voice(trigger, verb):
                    yield from _verbal(clause, trigger, verb, used)
    for i, word in enumerate(clause.words):
        for trigger in clause.grammar.nouns.get(word.stem, ()):
            last = i + len(trigger.words)
            if tuple(w.stem for w in clause.words[i:last]) == trigger.words and not clause.named(i):
                yield from _nominal(clause, trigger, i, last)


def open_ended(filled: Filled) -> bool:
    """Whether only what is asked for stands by a verb that wants more."""
    wants = filled.trigger.object.place == "prep" or filled.trigger.subject.place == "prep"
    alone = [arg for arg in (filled.subject, filled.object) if arg is not None]
    return filled.verb is not None and wants and len(alone) == 1 and alone[0].gap


def said(clause: Clause, relation: str) -> set[int]:
    """The words of the verbs of the clause that say a relation in the words of questions."""
    found: set[int] = set()
    for verb in clause.verbs:
        for trigger in (t for lemma in verb.lemmas for t in clause.grammar.verbs.get(lemma, ())):
            if trigger.own and trigger.relation == relation:
                found |= _rest(clause, trigger, verb) or set()
    return found


def _rest(clause: Clause, trigger: Trigger, verb: Verb) -> set[int] | None:
    """The places of the other words of a verbal phrase, which follow the verb; None when they do not."""
    used: set[int] = {verb.at}
    at, allowed = verb.at + 1, 4
    for wanted in trigger.words[1:]:
        places = [j for j in range(at, min(len(clause.words), at + allowed)) if clause.words[j].stem == wanted]
        if not places and clause.grammar.language == "en" and clause.words[-1].stem == wanted:
            places = [len(clause.words) - 1]  # "what is the Charter of Riyadh about?"
        places = [j for j in places if not clause.named(j)]
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
        if patient is not None and actor is not None:
            patient.headed = _person(actor)
        for slot, side in ((trigger.subject, "subject"), (trigger.object, "object")):
            arg = _in_slot(clause, slot, actor, patient, taken)
            if arg is not None and not fits(arg, trigger.relation, side):
                arg = None
            if arg is not None:
                taken.append(arg)
            sides.append(arg)
        if halves := _halves(clause, trigger.relation, sides):
            taken.append(halves[1])
            sides = list(halves)
        if sides[1] is None and trigger.relation in ("about", "represents") and trigger.object.place == "prep":
            continue  # « qui a parlé ? » does not ask what is about something, nor in whose name
        yield _scored(clause, Filled(trigger, verb, sides[0], sides[1], used), taken)


def _halves(clause: Clause, relation: str, sides: Sequence[Arg | None]) -> tuple[Arg, Arg] | None:
    """« A et B se sont-ils rencontrés ? », « une rencontre entre A et B »: one with the other."""
    known = [arg for arg in sides if arg is not None]
    if relation not in classes.load().symmetric or clause.gap is not None or len(known) > 1:
        return None
    pairs = known or [arg for arg in clause.args if clause.preposition(arg) in _BETWEEN]
    if len(pairs) != 1 or len(pairs[0].also) != 1 or not fits(pairs[0].also[0], relation, "object"):
        return None
    return replace(pairs[0], also=[]), pairs[0].also[0]


def _person(arg: Arg) -> bool:
    """Whether it is, or may well be, somebody."""
    if arg.known:
        return all(thing.is_a({"Person"}) for thing in arg.known)
    return arg.gap and arg.classes in ((), ("Person",))


def _nominal(clause: Clause, trigger: Trigger, first: int, last: int) -> Iterator[Filled]:
    asked = [clause.gap, *(arg for arg in clause.args if clause.ask in ("most", "least") and not arg.known)]
    own = next((arg for arg in asked if arg and arg.first <= first < arg.last), None)
    others = [arg for arg in clause.args if arg is not own]
    if trigger.kind == "attribute":
        near, far = _owner(clause, trigger, others), own or clause.gap
        if near is None or far is None or not fits(near, trigger.relation, "subject"):
            return
    elif trigger.kind == "noun" and own is not None:
        return
    else:
        near, far = _sides_of_noun(clause, trigger, first, own, others)
    if near is not None and not fits(near, trigger.relation, "subject"):
        near = None
    if far is not None and trigger.kind != "attribute" and not fits(far, trigger.relation, "object"):
        far = None
    if near is None and far is None and clause.gap and fits(clause.gap, trigger.relation, "object"):
        far = clause.gap  # « quelle résolution est prévue pour adoption ? »
    taken = [arg for arg in (near, far) if arg]
    if halves := _halves(clause, trigger.relation, [near, far]):
        taken = [*taken, *(arg for arg in others if arg.also == [halves[1]]), halves[1]]
        near, far = halves
    used = set(range(first, last)) | (having(clause) if own is not None else set())
    yield _scored(clause, Filled(trigger, None, near, far, used), taken)


def having(clause: Clause) -> set[int]:
    """The verbs that give a thing what the question counts: « compter », "have"."""
    return {verb.at for verb in clause.verbs if set(clause.grammar.asking.having) & set(verb.lemmas)}


def _owner(clause: Clause, trigger: Trigger, others: list[Arg]) -> Arg | None:
    """« le poste de X », « X's position »."""
    known = [arg for arg in others if not arg.gap]
    after = [arg for arg in known if ends_with(clause, arg, (*trigger.subject.preps, *_OF))]
    return next(iter([*after, *(arg for arg in known if not clause.preposition(arg))]), None)


def _sides_of_noun(
    clause: Clause, trigger: Trigger, first: int, own: Arg | None, others: list[Arg]
) -> tuple[Arg | None, Arg | None]:
    turned = trigger.object.place == "actor"  # « bénéficiaires de »: the one named is the far end
    slot = trigger.subject if turned else trigger.object
    sides = ("subject", "object") if turned else ("object", "subject")
    there = [arg for arg in others if ends_with(clause, arg, slot.preps or _OF)]
    behind = next((arg for arg in there if fits(arg, trigger.relation, sides[0])), None)
    if behind is None:  # « Morocco's partners »
        behind = next((arg for arg in others if clause.folded(arg.last, first) == "s"), None)
    plain = [arg for arg in others if arg is not behind and not clause.preposition(arg)]
    if behind is None and own is not None and having(clause):  # « combien de membres compte X ? »
        behind = next((arg for arg in plain if fits(arg, trigger.relation, sides[0])), None)
    ahead = own or next(iter(plain), None)
    if ahead is None and trigger.subject.preps:
        ahead = next(
            (arg for arg in others if arg is not behind and ends_with(clause, arg, trigger.subject.preps)), None
        )
    return (behind, ahead) if turned else (ahead, behind)


def _grammatical(clause: Clause, verb: Verb) -> Iterator[tuple[Arg | None, Arg | None]]:
    """Who may act and who be acted on, the likelier first."""
    plain = [arg for arg in clause.args if not clause.preposition(arg)]
    before = [arg for arg in plain if arg.first < verb.at and not arg.gap]
    after = [arg for arg in plain if arg.first > verb.at and not arg.gap]
    gap = clause.gap if clause.gap in plain else None
    if verb.passive:
        agent = next(
            (arg for arg in clause.args if ends_with(clause, arg, _BY) and not _of_noun(clause, arg, verb)), None
        )
        if agent is None and set(clause.grammar.asking.by_of) & set(verb.lemmas):  # « de quoi est-elle suivie ? »
            agent = next((arg for arg in clause.args if ends_with(clause, arg, _OF)), None)
        patient = gap or next(iter([*before, *after]), None)
        yield agent, (patient if patient is not agent else None)
        return
    if gap is None:
        first = next(iter(before or after), None)
        yield first, next((arg for arg in [*before, *after] if arg is not first), None)
        return
    if gap.first > verb.at:
        yield next(iter([*before, *after]), None), gap
        return
    other = next(iter([*before, *after]), None)
    turned = bool(before) or verb.inverted
    if gap.side == "patient" or (turned and gap.side != "actor"):
        yield other, gap
        return
    if clause.grammar.language == "en" and "be" in verb.lemmas and other is not None:
        yield other, gap  # « what is it about »
    yield gap, other
    if gap.side != "actor" and gap.text and not _who(clause, gap):
        yield other, gap


def _of_noun(clause: Clause, arg: Arg, verb: Verb) -> bool:
    """« adopté, le texte présenté par le Maroc »: who acts in a participle behind a noun does not act in the verb."""
    others = (other for other in clause.verbs if other.at < arg.first and not other.at < verb.at < arg.first)
    return any(other is not verb and behind_noun(clause, other) for other in others)


def behind_noun(clause: Clause, verb: Verb) -> bool:
    """« le texte présenté par … »: a participle that tells which one is meant."""
    bare = verb.passive and verb.first == verb.at and any(arg.last == verb.at for arg in clause.args)
    return bare and any(arg.first > verb.at and ends_with(clause, arg, _BY) for arg in clause.args)


def _who(clause: Clause, gap: Arg) -> bool:
    """« qui » before its verb is who acts; « quels forums préside le Maroc » may be turned."""
    return gap.text.lower() in clause.grammar.asking.who


def _in_slot(clause: Clause, slot: Slot, actor: Arg | None, patient: Arg | None, taken: Sequence[Arg]) -> Arg | None:
    if slot.place == "actor":
        return actor if actor not in taken else None
    if slot.place == "patient":
        return patient if patient not in taken else None
    return next((arg for arg in clause.args if arg not in taken and ends_with(clause, arg, slot.preps)), None)


def ends_with(clause: Clause, arg: Arg, preps: Sequence[str]) -> bool:
    """Whether an argument stands after one of these prepositions; in English also one left at the end."""
    before = clause.before(arg)
    wanted = [clause.plain(prep) for prep in preps if prep]
    if any(tuple(before[-len(words) :]) == words for words in wanted):
        return True
    stranded = clause.grammar.language == "en" and arg.gap and not clause.preposition(arg)
    return stranded and any((clause.words[-1].fold,) == words for words in wanted)


def fits(arg: Arg, relation: str, side: str) -> bool:
    """Whether what an argument names, or may be, can stand at a side of the relation."""
    if relation in classes.LITERAL_RELATIONS and side == "object":
        return arg.gap and not arg.classes
    if arg.known:
        return bool(choose(arg, relation, side))
    ontology = classes.load()
    allowed = (ontology.domain if side == "subject" else ontology.range).get(relation, frozenset())
    if not allowed or not arg.classes:
        return True
    return any(ontology.is_a(kind, *allowed) or any(ontology.is_a(a, kind) for a in allowed) for kind in arg.classes)


def choose(arg: Arg, relation: str, side: str) -> tuple[Named, ...]:
    """What an argument names that can stand there: its names, else what it stands for."""
    ontology = classes.load()
    allowed = (ontology.domain if side == "subject" else ontology.range).get(relation, frozenset())
    if "Organization" in allowed:
        allowed = allowed | {"CountryGroup"}  # the G7 is presided over like any body
    if relation == "represents" and side == "subject":
        allowed = allowed | {"Actor"}  # a state may speak in the name of a group
    if relation == "chairs" and side == "object" and arg.headed:
        allowed = allowed | {"State"}
    for tier in (arg.names, arg.stands):
        if fitting := tuple(thing for thing in tier if thing.is_a(allowed)):
            return fitting
    return arg.names if arg.loose else ()


def _scored(clause: Clause, filled: Filled, taken: Sequence[Arg]) -> Filled:
    filled.left = [arg for arg in clause.args if arg not in taken]
    asked = 1.5 if clause.gap is None or clause.gap in taken else 0
    lost = sum(1 if clause.preposition(arg) else 2.5 for arg in filled.left if not arg.gap)
    own = 0.5 if filled.trigger.own else 0
    filled.score = 2 * len(taken) + asked - lost + 0.4 * len(filled.used) + own
    return filled
