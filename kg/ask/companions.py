"""What stands beside the two sides of a fact: who is along, where, about what, at which body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.ask import fill, spans
from kg.ask.clause import Clause
from kg.ask.language import phrase, stemmed
from kg.ask.names import Named
from kg.ask.parts import Arg
from kg.ask.reading import DONE, Node, Pattern
from kg.lexicon import classes
from kg.lexicon import load as lexicon

_BETWEEN = ("entre", "between")
INITIATING = ("sponsors", "launches", "drafts")


def companions(clause: Clause, base: Pattern, left: list[Arg]) -> tuple[list[Pattern], list[Arg]]:
    """Arguments without a side: places, topics, wholes and sources as conditions; who is « avec » as a second fact."""
    asking, patterns, rest = clause.grammar.asking, [base], []
    for arg in left:
        prep = clause.preposition(arg)
        other = Node((*arg.known, *_posts_at(clause, arg)), arg.classes, arg.text)
        if not other.names:
            rest.append(arg)
        elif turn := next((t for t in ("before", "after") if prep in folded(asking.time[t])), ""):
            gap = base.subject is not None and base.subject.gap
            when = any(thing.is_a(("Occasion", "Forum")) for thing in arg.known)
            if not gap or when or arg.also or not fill.choose(arg, base.relations[0], "subject"):
                rest.append(arg)  # before an event: when that was is not read here
                continue
            clause.use(arg.first - len(prep.split()), arg.first)
            rival = node(clause, arg, base.relations[:1], "subject", set())
            patterns[0] = replace(patterns[0], rival=rival, turn=turn)
        elif prep in folded(asking.presiding):
            ends = (patterns[0].object, patterns[0].subject)
            over = next((end for end in ends if end and _presided(end)), None)
            if over is None:
                rest.append(arg)
                continue
            clause.use(arg.first - len(prep.split()), arg.first)
            patterns.append(Pattern(("chairs",), other, over, DONE))
        elif prep in folded(asking.initiating) and (end := _begun(base)):
            clause.use(*_before(clause, arg))
            patterns.append(Pattern(INITIATING, other, end, DONE, own=True))
        elif prep in folded(asking.with_) and fill.choose(arg, base.relations[0], "subject"):
            nodes = [node(clause, one, base.relations, "subject", set()) for one in (arg, *arg.also)]
            patterns += [replace(base, subject=one) for one in nodes]
        elif prep in folded(asking.without):
            if not fill.choose(arg, base.relations[0], "subject"):
                rest.append(arg)
                continue
            nodes = [node(clause, one, base.relations, "subject", set()) for one in (arg, *arg.also)]
            patterns += [replace(base, subject=one, absent=True) for one in nodes]
            clause.use(arg.first - len(prep.split()), arg.first)
        elif base.relations == ("says",):
            patterns[0] = replace(patterns[0], words=(*patterns[0].words, spoken(arg)))
        elif prep in folded(asking.about):
            patterns[0] = _narrow(patterns[0], "about", other)
        elif is_place(clause, arg):
            patterns[0] = replace(patterns[0], place=other)
        else:
            side = _followed(clause, arg, patterns[0])
            if prep in _BETWEEN and not side:  # « qui a gagné le match entre … ? »: nothing known is between them
                rest.append(arg)
                continue
            patterns[0] = _narrow(patterns[0], "linked", other, side)
            for one in arg.also if prep in _BETWEEN else ():
                patterns[0] = _narrow(patterns[0], "linked", Node(one.known, text=one.text), side)
    return patterns, rest


def begun_by(clause: Clause, base: Pattern, arg: Arg) -> Pattern | None:
    """« à l'initiative de quel pays … »: who tabled or launched what somebody adopted, signed or held."""
    end = _begun(base)
    if end is None or clause.preposition(arg) not in folded(clause.grammar.asking.initiating):
        return None
    clause.use(*_before(clause, arg))
    return Pattern(INITIATING, Node((), arg.classes, arg.text, gap=True), end, DONE, base.period, own=True)


def _begun(base: Pattern) -> Node | None:
    """What somebody began."""
    return next(
        (end for end in (base.object, base.subject) if end and (end.names or end.classes) and not end.gap), None
    )


def _before(clause: Clause, arg: Arg) -> tuple[int, int]:
    """The words of the preposition before an argument."""
    return max(0, arg.first - len(clause.preposition(arg).split())), arg.first


def is_place(clause: Clause, arg: Arg) -> bool:
    """« à New York »."""
    return clause.preposition(arg) in folded(clause.grammar.asking.here) and any(t.is_a({"Place"}) for t in arg.names)


def _presided(node: Node) -> bool:
    """Whether somebody may preside over it."""
    wanted = ("Occasion", "Organization")
    return any(thing.is_a(wanted) for thing in node.names) or any(
        classes.load().is_a(kind, *wanted) for kind in node.classes
    )


def _followed(clause: Clause, arg: Arg, pattern: Pattern) -> str:
    """The side that « de » and a name stand right behind: « les consultations du Conseil »; "" for none."""
    ahead = [other for other in clause.args if other.last <= arg.first]
    if not ahead or clause.preposition(arg) not in ("de", "of", *_BETWEEN) or arg.first - ahead[-1].last > 2:
        return ""
    ends = {"subject": pattern.subject, "object": pattern.object}
    return next((side for side, end in ends.items() if end and end.names and end.text == ahead[-1].text), "")


def _narrow(pattern: Pattern, how: str, node: Node, side: str = "") -> Pattern:
    """A condition on a side: without one on the end that is asked for, else on the far end."""
    side = side or ("subject" if pattern.subject is not None and pattern.subject.gap else "object")
    end = getattr(pattern, side) or Node()
    about, linked = (node,) if how == "about" else (), (node,) if how == "linked" else ()
    end = replace(end, about=(*end.about, *about), linked=(*end.linked, *linked))
    return replace(pattern, subject=end) if side == "subject" else replace(pattern, object=end)


def _posts_at(clause: Clause, arg: Arg) -> tuple[Named, ...]:
    """The posts whose title names a body: « représentant permanent auprès de l'UNESCO »."""
    key = spans.key_of(clause, arg.first, arg.last)
    held = set.intersection(*(clause.names.postings.get(word, set()) for word in key)) if key else set()
    return tuple(thing for thing in clause.names.get(held) if thing.is_a({"Post"}))


def spoken(arg: Arg) -> tuple[str, ...]:
    """The ways of saying what an argument names, as a gist may."""
    return tuple(dict.fromkeys(text.lower() for thing in arg.known for text in (thing.label, arg.text, *thing.others)))


def headed(clause: Clause, base: Pattern) -> Pattern:
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


def folded(texts: Sequence[str]) -> set[str]:
    return {" ".join(phrase(text)) for text in texts}


def node(clause: Clause, arg: Arg | None, relations: tuple[str, ...], side: str, used: set[int]) -> Node | None:
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
