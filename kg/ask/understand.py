"""A question → a Reading, or the reasons why it is none: the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.ask import clause as clauses
from kg.ask import companions, coordination, fill, forms, gloss, posts, relative
from kg.ask.clause import Clause
from kg.ask.fill import Filled
from kg.ask.language import Language, grammar, phrase
from kg.ask.names import Names
from kg.ask.parts import Arg
from kg.ask.reading import DONE, Node, Pattern, Reading
from kg.lexicon import classes
from kg.query.labels import fold

PROSPECTS = {
    "planned": ("planned",),
    "aspired": ("aspired", "hypothetical"),
    "prospect": ("planned", "aspired", "hypothetical"),  # « pas encore »
}
_TIMELESS = frozenset("about partOf editionOf date heldIn locatedIn amount votes follows producedBy says".split())
_WITHIN = ("partOf", "producedBy", "participatesIn")
_GATHERED = frozenset({"heldIn", "locatedIn"})
_OWN_PLACE = frozenset({"visits", *_GATHERED})


@dataclass(frozen=True)
class Unread:
    """A question that could not be read: the words that were not understood, and why."""

    question: str
    lang: str
    unknown: tuple[str, ...]
    why: str = "unread"


def understand(question: str, names: Names, lang: Language, loose: bool = False) -> Reading | Unread:
    """What a question means over the things that `names` knows; `loose`: whatever is named may stand on any side."""
    rules = grammar(lang)
    if "(" in question:
        question = gloss.plain(question, rules, names)
    reading = forms.shaped(question, rules, names)
    if reading is not None:
        return reading
    if split := forms.reported(question, rules, names):
        clause, rest = split
        return _reported(clause, understand(rest, names, lang))
    if both := coordination.split(question, rules, names):
        one, two = (understand(part, names, lang) for part in both)
        if isinstance(one, Reading) and isinstance(two, Reading):
            joined = coordination.together(question, one, two)
            if joined is not None:
                return joined
    clause = clauses.read(question, rules, names, loose)
    if clause.ask == "why":
        return Unread(question, lang, (), "why")
    if clause.ask == "rows" and clause.gap is None:
        # « quels sont les directeurs … »; « quel temps … »: what is asked for is no class known
        return _bare(clause, posts.read) or Unread(question, lang, unknown(clause, set()))
    found = _bare(clause, forms.bare) or _filled(clause) or _bare(clause, forms.circumstance, forms.listed)
    if found is None:
        return Unread(question, lang, unknown(clause, set(), clause.args if not clause.verbs else ()))
    if found.form == "yes" and found.unknown:
        return Unread(question, lang, found.unknown)  # « est-il un bon diplomate ? »: a yes would say more than is read
    found = relative.of_one_article(clause, found)
    if clause.order:
        found = _ordered(clause, found)
    if clause.speaker is not None:
        found = _said(clause, found)
    return found


def _bare(clause: Clause, *forms: Callable[[Clause], Reading | None]) -> Reading | None:
    reading = next(filter(None, (form(clause) for form in forms)), None)
    return reading and replace(reading, unknown=unknown(clause, {verb.at for verb in clause.verbs}))


def _filled(clause: Clause) -> Reading | None:
    found = fill.best(clause)
    if not found:
        return None
    first = found[0]
    if any(arg.known and not clause.preposition(arg) for arg in first.left):
        return None  # somebody stands there whom this reading has no place for
    if first.verb is None and any(arg.known and clause.preposition(arg) in ("de", "of") for arg in first.left):
        return None  # « les sessions du Conseil » are no editions of it
    relations = tuple(dict.fromkeys(filled.trigger.relation for filled in found))
    alone = clause.ask in ("most", "least") and len(clause.args) == 1
    if alone and any(fill.open_ended(filled) for filled in found):
        return None  # « qui a parlé le plus ? »
    if len(relations) > 1 and (alone or all(fill.open_ended(filled) for filled in found)):
        return None  # « qui a parlé ? »: with whom, of what, in whose name would tell the relation
    used = set().union(*(filled.used for filled in found))
    subject, object_ = (
        companions.node(clause, getattr(first, side), relations, side, used) for side in ("subject", "object")
    )
    method = first.trigger.method or ""
    base = Pattern(relations, subject, object_, _statuses(clause, first), clause.period, method=method)
    base, used = _method(clause, base, used)
    if first.subject and clause.preposition(first.subject) in companions.folded(clause.grammar.asking.initiating):
        base = replace(base, own=True)
    gap = clause.gap
    base = companions.headed(clause, base)
    gathered = first.verb is None and set(relations) <= classes.load().symmetric
    if relations == ("editionOf",) or gathered:  # « quelle édition a eu lieu »: that says nothing more of it
        used |= fill.said(clause, "heldIn")
    left = list(first.left)
    more = relative.described(clause, first, base, left, used)
    if clause.ask == "tally":
        counted = Pattern(("votes",), base.object or base.subject)
        missing = unknown(clause, used, left)
        return Reading(clause.question, clause.grammar.language, (counted,), "rows", "literal", unknown=missing)
    if clause.ask in ("when", "where", "how"):
        found_at = _circumstance(clause, base, left, used)
        return replace(found_at, patterns=(*found_at.patterns, *more))
    if gap and "Place" in gap.classes and set(relations) & {"hosts", "heldIn"} and first.object is not gap:
        return _circumstance(clause, base, left, used, "where")
    if clause.period and first.object is None and set(relations) & {"heldIn"}:
        base = replace(base, relations=("date",))
    return _asked(clause, first, (base, more), left, used)


def _asked(
    clause: Clause, first: Filled, told: tuple[Pattern, list[Pattern]], left: list[Arg], used: set[int]
) -> Reading | None:
    """Who or what is asked for, how many, or whether; the other arguments narrow it."""
    (base, more), gap = told, clause.gap
    if clause.ask == "count" and set(base.relations) <= {"amount", "votes"}:
        missing = unknown(clause, used, left)  # « à combien s'élève le fonds ? »
        return Reading(clause.question, clause.grammar.language, (base,), "rows", "literal", unknown=missing)
    if clause.ask == "count" and base.relations == ("funds",) and gap and not gap.classes:
        base = replace(base, object=None if base.object and base.object.gap else base.object)
        missing = unknown(clause, used, left)  # « combien la France a-t-elle versé ? »
        return Reading(clause.question, clause.grammar.language, (base,), "rows", "amount", unknown=missing)
    if gap is not None and gap not in (first.subject, first.object):
        return _beside(clause, first, base, gap, left, used)
    patterns, rest = companions.companions(clause, base, left)
    patterns += more
    for side in ("subject", "object"):
        patterns += _also(clause, getattr(first, side), side, base)
    awaited = clause.statuses == ("prospect",)  # « pas encore »
    if clause.undone or awaited:
        patterns.append(replace(base, statuses=DONE, absent=True))
    answer = "subject" if first.subject is not None and first.subject.gap else "object"
    if answer == "object" and set(base.relations) <= {"date", "amount", "votes", "says"}:
        answer = "literal"
    form = clause.ask if clause.ask in ("yes", "count", "most", "least") else "rows"
    if answer == "literal" and form == "count":
        form = "rows"  # « combien vaut le fonds ? »
    refused = bool(first.verb and first.verb.refused)
    negated = bool(first.verb and first.verb.negated and form == "rows" and not awaited and not refused)
    missing = unknown(clause, used, rest)
    if len(missing) > 1 and first.verb and None in (first.subject, first.object):
        return None  # « qui va gagner la prochaine élection ? »: what is not understood stands where a side is free
    reading = Reading(clause.question, clause.grammar.language, tuple(patterns), form, answer, negated, unknown=missing)
    if form in ("count", "most", "least"):
        reading = reading.counting()
    return reading.refusals() if refused else reading


def _beside(clause: Clause, first: Filled, base: Pattern, gap: Arg, left: list[Arg], used: set[int]) -> Reading | None:
    """« avec qui », « dans quelle ville », « lors de quel sommet »: what is asked for has no side of the frame."""
    prep = clause.preposition(gap)
    rest = [arg for arg in left if arg is not gap]
    if begun := companions.begun_by(clause, base, gap):
        patterns, rest = companions.companions(clause, begun, rest)
        missing = unknown(clause, used, rest)
        return Reading(clause.question, clause.grammar.language, tuple(patterns), "rows", "subject", unknown=missing)
    if prep in companions.folded(clause.grammar.asking.with_) and classes.load().symmetric & set(base.relations):
        base = replace(base, object=Node((), gap.classes, gap.text, gap=True))
        return Reading(
            clause.question, clause.grammar.language, (base,), "rows", "object", unknown=unknown(clause, used, rest)
        )
    if prep in companions.folded(clause.grammar.asking.with_):
        other = replace(base, subject=Node((), gap.classes, gap.text, gap=True))
        if base.subject is None:  # « avec quel organisme le hub sera-t-il établi ? »: nobody else is spoken of
            base = other
        patterns, rest = companions.companions(clause, base, rest)
        if base is other:
            return Reading(
                clause.question, clause.grammar.language, tuple(patterns), "rows", "subject",
                unknown=unknown(clause, used, rest),
            )  # fmt: skip
        missing = unknown(clause, used, rest)
        return Reading(clause.question, clause.grammar.language, (other, *patterns), "rows", "subject", unknown=missing)
    if prep in companions.folded(clause.grammar.asking.about) and base.object is not None:
        patterns, rest = companions.companions(clause, base, rest)
        patterns += _also(clause, first.subject, "subject", base)
        missing = unknown(clause, used, rest)
        return Reading(clause.question, clause.grammar.language, tuple(patterns), "rows", "topic", unknown=missing)
    ends = [node for node in (base.object, base.subject) if node is not None and node.names]
    if prep in companions.folded(clause.grammar.asking.within) and ends and _occasion(gap):
        far = Node((), gap.classes, gap.text, gap=True)
        patterns, rest = companions.companions(clause, Pattern(_WITHIN, ends[0], far, (), base.period), rest)
        missing = unknown(clause, used, rest)
        return Reading(clause.question, clause.grammar.language, tuple(patterns), "rows", "object", unknown=missing)
    if prep in companions.folded(clause.grammar.asking.here) and (
        not gap.classes or set(gap.classes) & {"Place", "State"}
    ):
        return _circumstance(clause, base, rest, used, "where")
    return None


def _occasion(gap: Arg) -> bool:
    return any(classes.load().is_a(kind, "Occasion") for kind in gap.classes)


def _circumstance(clause: Clause, base: Pattern, left: list[Arg], used: set[int], ask: str = "") -> Reading:
    ask, lang = ask or clause.ask, clause.grammar.language
    place = next((arg for arg in left if companions.is_place(clause, arg)), None) if ask == "when" else None
    if place is not None:  # « en quelle année se réunit-il à New York ? »
        left = [arg for arg in left if arg is not place]
    missing = unknown(clause, used, left)
    answer = "method"
    if ask == "where":
        answer = "object"
        if not set(base.relations) & _OWN_PLACE:
            base = Pattern(("heldIn", "locatedIn"), base.object or base.subject, None, (), base.period)
        else:
            kept = tuple(name for name in base.relations if name in _OWN_PLACE)
            base = replace(base, relations=("heldIn", "locatedIn") if set(kept) & _GATHERED else kept, object=None)
    elif ask == "when":
        base = replace(base, statuses=() if base.statuses == DONE else base.statuses)
        answer = "date"
        alone = base.object if base.subject is None else base.subject if base.object is None else None
        gathering = alone is not None and any(thing.is_a({"Occasion", "Forum"}) for thing in alone.names)
        if (
            base.relations == ("meets",)
            and alone is not None
            and not any(t.is_a({"Person", "State"}) for t in alone.names)
        ):
            gathering = True  # "when will the Council meet?"
        if any(verb.reflexive and "réunir" in verb.lemmas for verb in clause.verbs) and alone is not None:
            gathering = True
        gathering = gathering and "launches" not in base.relations  # it was founded, not held
        if gathering or set(base.relations) & {"heldIn", "date", "partOf"}:
            base = replace(base, subject=alone or base.subject)
            base, answer = replace(base, relations=("date",), object=None), "literal"
            if place is not None:
                answer = "date"
                base = replace(base, relations=("heldIn",), object=Node(place.names, text=place.text))
        elif place is not None:
            base = replace(base, place=Node(place.names, text=place.text))
    return Reading(clause.question, lang, (base,), "rows", answer, unknown=missing)


def _also(clause: Clause, arg: Arg | None, side: str, base: Pattern) -> list[Pattern]:
    """« le Maroc et la France »: what holds of one holds of the other."""
    if arg is None:
        return []
    nodes = [companions.node(clause, other, base.relations, side, set()) for other in arg.also]
    return [replace(base, subject=node) if side == "subject" else replace(base, object=node) for node in nodes if node]


def _method(clause: Clause, base: Pattern, used: set[int]) -> tuple[Pattern, set[int]]:
    """« par consensus »."""
    for method, phrases in clause.grammar.asking.methods.items():
        if found := clause.find(phrases):
            clause.use(*found)
            return replace(base, method=method), used
    return base, used


def _statuses(clause: Clause, filled: Filled) -> tuple[str, ...]:
    """Of which facts is asked: those a status word, a modal verb or the tense names; else what is done or going on."""
    verb = filled.verb or (clause.verbs[0] if clause.verbs else None)
    if clause.statuses:
        return PROSPECTS.get(clause.statuses[0], clause.statuses)
    if filled.trigger.status:
        return (filled.trigger.status,)
    if verb and verb.status:
        return PROSPECTS[verb.status]
    if verb and verb.tense in ("future", "future-perfect"):
        return PROSPECTS["planned"]
    return () if filled.trigger.relation in _TIMELESS else DONE


def _ordered(clause: Clause, reading: Reading) -> Reading:
    """« la dernière édition » is of those held, « la prochaine » of those to come."""
    statuses = {"last": DONE, "next": ("planned", "aspired")}.get(clause.order, reading.first.statuses)
    order = "last" if clause.order == "last" else "first"
    return replace(reading.with_statuses(statuses), order=order)


def _said(clause: Clause, reading: Reading) -> Reading:
    """« selon X … », « selon qui … »."""
    speaker = clause.speaker
    assert speaker is not None
    if speaker.gap:
        return replace(reading, form="rows", answer="speaker")
    node = Node(speaker.known, text=speaker.text)
    return replace(reading, patterns=(replace(reading.first, speaker=node), *reading.patterns[1:]))


def _reported(clause: Clause, inner: Reading | Unread) -> Reading | Unread:
    """« qui dit que … », « X dit-il que … »."""
    if isinstance(inner, Unread):
        return replace(inner, question=clause.question)
    inner = replace(inner, question=clause.question)
    if clause.gap is not None:
        return replace(inner, form="rows", answer="speaker")
    named = next((arg for arg in clause.args if arg.known), None)
    if named is None:
        return Unread(clause.question, inner.lang, ())
    return replace(inner, patterns=(replace(inner.first, speaker=Node(named.known)), *inner.patterns[1:]))


def unknown(clause: Clause, used: set[int], left: Sequence[Arg] = ()) -> tuple[str, ...]:
    """The words of a question that had no part in its reading."""
    asking = clause.grammar.asking
    small = (*asking.fillers, *asking.articles, *asking.contracted, *asking.prepositions, *asking.copula)
    quiet = {w for text in (*small, *asking.negative, *asking.yes_no) for w in phrase(text)}
    quiet |= set("abcdefghijklmnopqrstuvwxyz")  # initials
    done = clause.used | used
    lost = {i for arg in left if not arg.gap for i in range(arg.first, arg.last)}
    mute = {"avoir", "être", "be", "have", "do", "faire"}
    heard = {verb.at for verb in clause.verbs if not set(verb.lemmas) & mute}
    governed = {at for at in heard if clause.folded(at - 1, at) in ("to", "de", "d") and clause.verbs[0].at in used}
    missing = (heard - used - governed) | lost
    return tuple(
        word.text for word in clause.words if word.i in missing or (word.i not in done and fold(word.fold) not in quiet)
    )
