"""A question → a Reading, or the reasons why it is none: the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.ask import clause as clauses
from kg.ask import fill, forms, spans
from kg.ask.clause import Clause
from kg.ask.fill import Filled
from kg.ask.language import Language, grammar, phrase, stemmed
from kg.ask.names import Named, Names
from kg.ask.parts import Arg
from kg.ask.reading import Node, Pattern, Reading
from kg.lexicon import classes
from kg.lexicon import load as lexicon
from kg.query.labels import fold

DONE = ("realised", "ongoing")
PROSPECTS = {"planned": ("planned",), "aspired": ("aspired", "hypothetical")}
_TIMELESS = frozenset("about partOf editionOf date heldIn locatedIn amount votes follows producedBy says".split())
_GATHERED = frozenset({"heldIn", "locatedIn"})
_OWN_PLACE = frozenset({"visits", *_GATHERED})


@dataclass(frozen=True)
class Unread:
    """A question that could not be read: the words that were not understood, and why."""

    question: str
    lang: str
    unknown: tuple[str, ...]
    why: str = "unread"


def understand(question: str, names: Names, lang: Language) -> Reading | Unread:
    """What a question means over the things that `names` knows."""
    rules = grammar(lang)
    reading = forms.shaped(question, rules, names)
    if reading is not None:
        return reading
    if split := forms.reported(question, rules, names):
        clause, rest = split
        return _reported(clause, understand(rest, names, lang))
    clause = clauses.read(question, rules, names)
    if clause.ask == "why":
        return Unread(question, lang, (), "why")
    found = _bare(clause, forms.bare) or _filled(clause) or _bare(clause, forms.circumstance, forms.listed)
    if found is None:
        return Unread(question, lang, unknown(clause, set(), clause.args if not clause.verbs else ()))
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
    if not first.trigger.own and any(arg.known and not clause.preposition(arg) for arg in first.left):
        return None  # somebody stands there whom this reading has no place for
    if first.verb is None and any(arg.known and clause.preposition(arg) in ("de", "of") for arg in first.left):
        return None  # « les sessions du Conseil » are no editions of it
    relations = tuple(dict.fromkeys(filled.trigger.relation for filled in found))
    used = set().union(*(filled.used for filled in found))
    subject, object_ = (_node(clause, getattr(first, side), relations, side, used) for side in ("subject", "object"))
    method = first.trigger.method or ""
    base = Pattern(relations, subject, object_, _statuses(clause, first), clause.period, method=method)
    base, used = _method(clause, base, used)
    gap = clause.gap
    base = _headed(clause, base)
    if clause.ask == "tally":
        counted = Pattern(("votes",), base.object or base.subject)
        missing = unknown(clause, used, first.left)
        return Reading(clause.question, clause.grammar.language, (counted,), "rows", "literal", unknown=missing)
    if clause.ask in ("when", "where", "how"):
        return _circumstance(clause, base, list(first.left), used)
    if gap and "Place" in gap.classes and set(relations) & {"hosts", "heldIn"} and first.object is not gap:
        return _circumstance(clause, base, list(first.left), used, "where")
    if clause.period and first.object is None and set(relations) & {"heldIn"}:
        base = replace(base, relations=("date",))
    return _asked(clause, first, base, list(first.left), used)


def _headed(clause: Clause, base: Pattern) -> Pattern:
    """Who presides over a body is also who holds the post of its president."""
    if "chairs" not in base.relations or base.object is None or not base.object.names:
        return base
    bodies = {thing.iri for thing in base.object.names}
    heads = clause.grammar.asking.heads_of
    known = [title for title in lexicon.load().titles.titles if title.word.startswith(heads)]
    titles = {stemmed(text) for title in known for text in (title.word, title.feminine)}
    posts = [
        clause.names.things[post]
        for post, of in clause.names.posts.items()
        if of & bodies
        and post in clause.names.things
        and _begins(clause.names.key(clause.names.things[post].label), titles)
    ]
    if not posts:
        return base
    far = replace(base.object, names=(*base.object.names, *sorted(posts, key=lambda post: post.iri)))
    return replace(base, relations=(*base.relations, "holdsPosition"), object=far)


def _begins(key: tuple[str, ...], titles: set[tuple[str, ...]]) -> bool:
    return any(key[: len(title)] == title for title in titles)


def _asked(clause: Clause, first: Filled, base: Pattern, left: list[Arg], used: set[int]) -> Reading | None:
    """Who or what is asked for, how many, or whether; the other arguments narrow it."""
    gap = clause.gap
    if clause.ask == "count" and set(base.relations) <= {"amount", "votes"}:
        missing = unknown(clause, used, left)  # « à combien s'élève le fonds ? »
        return Reading(clause.question, clause.grammar.language, (base,), "rows", "literal", unknown=missing)
    if clause.ask == "count" and base.relations == ("funds",) and gap and not gap.classes:
        base = replace(base, object=None if base.object and base.object.gap else base.object)
        missing = unknown(clause, used, left)  # « combien la France a-t-elle versé ? »
        return Reading(clause.question, clause.grammar.language, (base,), "rows", "amount", unknown=missing)
    if gap is not None and gap not in (first.subject, first.object):
        return _beside(clause, first, base, gap, left, used)
    patterns, rest = _companions(clause, base, left)
    for side in ("subject", "object"):
        patterns += _also(clause, getattr(first, side), side, base)
    answer = "subject" if first.subject is not None and first.subject.gap else "object"
    if answer == "object" and set(base.relations) <= {"date", "amount", "votes", "says"}:
        answer = "literal"
    form = clause.ask if clause.ask in ("yes", "count", "most", "least") else "rows"
    if answer == "literal" and form == "count":
        form = "rows"  # « combien vaut le fonds ? »
    negated = bool(first.verb and first.verb.negated and form == "rows")
    missing = unknown(clause, used, rest)
    return Reading(clause.question, clause.grammar.language, tuple(patterns), form, answer, negated, unknown=missing)


def _beside(clause: Clause, first: Filled, base: Pattern, gap: Arg, left: list[Arg], used: set[int]) -> Reading | None:
    """« avec qui », « dans quelle ville », « lors de quel sommet »: what is asked for has no side of the frame."""
    prep = clause.preposition(gap)
    rest = [arg for arg in left if arg is not gap]
    if prep in _folded(clause.grammar.asking.with_) and classes.load().symmetric & set(base.relations):
        base = replace(base, object=Node((), gap.classes, gap.text, gap=True))
        return Reading(
            clause.question, clause.grammar.language, (base,), "rows", "object", unknown=unknown(clause, used, rest)
        )
    if prep in _folded(clause.grammar.asking.with_):
        other = replace(base, subject=Node((), gap.classes, gap.text, gap=True))
        patterns, rest = _companions(clause, base, rest)
        missing = unknown(clause, used, rest)
        return Reading(clause.question, clause.grammar.language, (other, *patterns), "rows", "subject", unknown=missing)
    if prep in _folded(clause.grammar.asking.here) and (not gap.classes or set(gap.classes) & {"Place", "State"}):
        return _circumstance(clause, base, rest, used, "where")
    return None


def _circumstance(clause: Clause, base: Pattern, left: list[Arg], used: set[int], ask: str = "") -> Reading:
    ask, lang = ask or clause.ask, clause.grammar.language
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
        if gathering or set(base.relations) & {"heldIn", "date", "partOf"}:
            base = replace(base, subject=alone or base.subject)
            base, answer = replace(base, relations=("date",), object=None), "literal"
    return Reading(clause.question, lang, (base,), "rows", answer, unknown=missing)


def _also(clause: Clause, arg: Arg | None, side: str, base: Pattern) -> list[Pattern]:
    """« le Maroc et la France »: what holds of one holds of the other."""
    if arg is None:
        return []
    nodes = [_node(clause, other, base.relations, side, set()) for other in arg.also]
    return [replace(base, subject=node) if side == "subject" else replace(base, object=node) for node in nodes if node]


def _companions(clause: Clause, base: Pattern, left: list[Arg]) -> tuple[list[Pattern], list[Arg]]:
    """Arguments without a side: places, topics, wholes and sources as conditions; who is « avec » as a second fact."""
    asking, patterns, rest = clause.grammar.asking, [base], []
    for arg in left:
        prep = clause.preposition(arg)
        node = Node((*arg.known, *_posts_at(clause, arg)), arg.classes, arg.text)
        if not node.names:
            rest.append(arg)
        elif prep in _folded(asking.with_) and fill.choose(arg, base.relations[0], "subject"):
            nodes = [_node(clause, one, base.relations, "subject", set()) for one in (arg, *arg.also)]
            patterns += [replace(base, subject=one) for one in nodes]
        elif base.relations == ("says",):
            patterns[0] = replace(patterns[0], words=(*patterns[0].words, _spoken(arg)))
        elif prep in _folded(asking.about):
            patterns[0] = _narrow(patterns[0], "about", node)
        elif prep in _folded(asking.here) and any(t.is_a({"Place"}) for t in arg.names):
            patterns[0] = replace(patterns[0], place=node)
        else:
            patterns[0] = _narrow(patterns[0], "linked", node)
    return patterns, rest


def _spoken(arg: Arg) -> tuple[str, ...]:
    """The ways of saying what an argument names, as a gist may."""
    return tuple(dict.fromkeys(text.lower() for thing in arg.known for text in (thing.label, arg.text, *thing.others)))


def _posts_at(clause: Clause, arg: Arg) -> tuple[Named, ...]:
    """The posts whose title names a body: « représentant permanent auprès de l'UNESCO »."""
    key = spans.key_of(clause, arg.first, arg.last)
    held = set.intersection(*(clause.names.postings.get(word, set()) for word in key)) if key else set()
    return tuple(thing for thing in clause.names.get(held) if thing.is_a({"Post"}))


def _narrow(pattern: Pattern, how: str, node: Node) -> Pattern:
    """A condition on the end that is asked for, else on the far end."""
    side = "subject" if pattern.subject is not None and pattern.subject.gap else "object"
    end = getattr(pattern, side) or Node()
    about, linked = (node,) if how == "about" else (), (node,) if how == "linked" else ()
    end = replace(end, about=(*end.about, *about), linked=(*end.linked, *linked))
    return replace(pattern, subject=end) if side == "subject" else replace(pattern, object=end)


def _method(clause: Clause, base: Pattern, used: set[int]) -> tuple[Pattern, set[int]]:
    """« par consensus »."""
    for method, phrases in clause.grammar.asking.methods.items():
        if found := clause.find(phrases):
            clause.use(*found)
            return replace(base, method=method), used
    return base, used


def _folded(texts: Sequence[str]) -> set[str]:
    return {" ".join(phrase(text)) for text in texts}


def _node(clause: Clause, arg: Arg | None, relations: tuple[str, ...], side: str, used: set[int]) -> Node | None:
    if arg is None:
        return None
    region = (Node(arg.region),) if arg.region else ()
    if not arg.known:
        if arg.last - 1 in used:  # the noun says the relation: « les signataires »
            return Node((), (), arg.text, arg.gap)
        return Node(spans.called(clause, arg), arg.classes, arg.text, arg.gap, region=region)
    named = [thing for relation in relations for thing in fill.choose(arg, relation, side)]
    linked = (Node(arg.linked),) if arg.linked else ()
    return Node(tuple(dict.fromkeys(named)), (), arg.text, linked=linked)


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
