"""A question → a Reading, or the reasons why it is none: the one place where the parts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.ask import clause as clauses
from kg.ask import fill, forms
from kg.ask.clause import Clause
from kg.ask.fill import Filled
from kg.ask.language import Language, grammar, phrase
from kg.ask.names import Names
from kg.ask.parts import Arg
from kg.ask.reading import Node, Pattern, Reading

DONE = ("realised", "ongoing")
_TIMELESS = frozenset("about partOf editionOf date heldIn locatedIn amount votes follows producedBy says".split())


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
    special = forms.read(question, rules, names)
    if special is not None:
        return special
    clause = clauses.read(question, rules, names)
    if clause.ask == "why":
        return Unread(question, lang, (), "why")
    found = fill.best(clause)
    reading = _reading(clause, found) if found else _bare(clause)
    if reading is None:
        return Unread(question, lang, unknown(clause, set()))
    return reading


def _reading(clause: Clause, found: Sequence[Filled]) -> Reading | None:
    first = found[0]
    relations = tuple(dict.fromkeys(filled.trigger.relation for filled in found))
    used = set().union(*(filled.used for filled in found))
    subject, object_ = (_node(clause, getattr(first, side), relations, side) for side in ("subject", "object"))
    method = first.trigger.method or ""
    base = Pattern(relations, subject, object_, statuses(clause, first), clause.period, method=method)
    return _asked(clause, first, base, list(first.left), used)


def _asked(clause: Clause, first: Filled, base: Pattern, left: list[Arg], used: set[int]) -> Reading | None:
    """What is asked of the pattern, and where the other arguments go."""
    lang = clause.grammar.language
    if clause.ask == "when":
        return _moment(clause, base, left, used)
    if clause.ask == "where" and not set(base.relations) & {"visits", "heldIn", "locatedIn"}:
        thing = base.object or base.subject
        base = Pattern(("heldIn", "locatedIn"), thing, None, (), base.period)
        return Reading(clause.question, lang, (base,), "rows", "object", unknown=unknown(clause, used, left))
    if clause.ask == "where":
        return Reading(clause.question, lang, (base,), "rows", "object", unknown=unknown(clause, used, left))
    if clause.ask == "how":
        return Reading(clause.question, lang, (base,), "rows", "method", unknown=unknown(clause, used, left))
    answer = "subject" if first.subject is not None and first.subject.gap else "object"
    if answer == "object" and set(base.relations) <= {"date", "amount", "votes", "says"}:
        answer = "literal"
    patterns, rest = _companions(clause, base, left)
    form = {"yes": "yes", "count": "count"}.get(clause.ask, "rows")
    if clause.gap is None and form == "rows":
        return None
    negated = bool(first.verb and first.verb.negated and form == "rows")
    return Reading(clause.question, lang, patterns, form, answer, negated, clause.order, unknown(clause, used, rest))


def _moment(clause: Clause, base: Pattern, left: list[Arg], used: set[int]) -> Reading:
    lang = clause.grammar.language
    base = replace(base, statuses=() if base.statuses == DONE else base.statuses)
    if set(base.relations) & {"heldIn", "date"}:
        base = replace(base, relations=("date",), object=None)
        return Reading(clause.question, lang, (base,), "rows", "literal", unknown=unknown(clause, used, left))
    return Reading(clause.question, lang, (base,), "rows", "date", unknown=unknown(clause, used, left))


def _companions(clause: Clause, base: Pattern, left: list[Arg]) -> tuple[tuple[Pattern, ...], list[Arg]]:
    """Arguments without a side: places, topics, wholes and sources as conditions; who is « avec » or « et » as a
    second fact."""
    asking, patterns, rest = clause.grammar.asking, [base], []
    for arg in left:
        prep = clause.preposition(arg)
        node = Node(arg.names or arg.stands, arg.classes, arg.text)
        if prep in _folded(asking.speakers) and node.names:
            patterns[0] = replace(patterns[0], speaker=node)
        elif prep in _folded(asking.about):
            patterns[0] = _narrow(patterns[0], "about", node)
        elif prep in _folded(asking.here) and any(t.is_a({"Place"}) for t in arg.names):
            patterns[0] = replace(patterns[0], place=node)
        elif node.names:
            patterns[0] = _narrow(patterns[0], "linked", node)
        else:
            rest.append(arg)
    return tuple(patterns), rest


def _narrow(pattern: Pattern, how: str, node: Node) -> Pattern:
    """A condition on the end that is asked for, else on the far end."""
    side = "subject" if pattern.subject is not None and pattern.subject.gap else "object"
    end = getattr(pattern, side) or Node()
    about, linked = (node,) if how == "about" else (), (node,) if how == "linked" else ()
    end = replace(end, about=(*end.about, *about), linked=(*end.linked, *linked))
    return replace(pattern, subject=end) if side == "subject" else replace(pattern, object=end)


def _folded(texts: Sequence[str]) -> set[str]:
    return {" ".join(phrase(text)) for text in texts}


def _node(clause: Clause, arg: Arg | None, relations: tuple[str, ...], side: str) -> Node | None:
    if arg is None:
        return None
    if arg.gap:
        return Node((), arg.classes, arg.text, gap=True)
    named = [thing for relation in relations for thing in fill.choose(arg, relation, side)]
    return Node(tuple(dict.fromkeys(named)), arg.classes if not named else (), arg.text)


def statuses(clause: Clause, filled: Filled) -> tuple[str, ...]:
    """Of which facts is asked: those a status word, a modal verb or the tense names; else what is done or going on."""
    verb = filled.verb or (clause.verbs[0] if clause.verbs else None)
    if clause.statuses:
        return clause.statuses
    if filled.trigger.status:
        return (filled.trigger.status,)
    if verb and verb.status:
        return ("aspired", "hypothetical") if verb.status == "aspired" else (verb.status,)
    if verb and verb.tense in ("future", "future-perfect"):
        return ("planned",)
    return () if filled.trigger.relation in _TIMELESS else DONE


def _bare(clause: Clause) -> Reading | None:
    """A question without a verb that says a relation: about everything known of a thing."""
    named = [arg for arg in clause.args if arg.names]
    lang = clause.grammar.language
    if clause.ask in ("where", "when") and len(named) == 1:
        node = Node(named[0].names, text=named[0].text)
        relations, answer = (("heldIn", "locatedIn"), "object") if clause.ask == "where" else (("date",), "literal")
        return Reading(
            clause.question, lang, (Pattern(relations, node),), "rows", answer, unknown=unknown(clause, set())
        )
    return None


def unknown(clause: Clause, used: set[int], left: Sequence[Arg] = ()) -> tuple[str, ...]:
    """The words of a question that had no part in its reading."""
    asking = clause.grammar.asking
    quiet = {w for text in (*asking.fillers, *asking.articles, *asking.contracted, *asking.prepositions, *asking.copula,
                            *asking.negative, *asking.yes_no) for w in phrase(text)}  # fmt: skip
    done = clause.used | used
    lost = {i for arg in left for i in range(arg.first, arg.last)}
    quiet_verbs = {"avoir", "être", "be", "have", "do", "faire"}
    heard = {v.at for v in clause.verbs if not set(v.lemmas) <= quiet_verbs}
    missing = (heard - used) | lost
    return tuple(
        word.text for word in clause.words
        if word.i in missing or (word.i not in done and word.fold not in quiet and not word.fold.isdigit())
    )  # fmt: skip
