"""« le projet présenté par Amr Talaat »: what a participle behind a noun says of it, as a second fact."""

from __future__ import annotations

from dataclasses import replace

from kg.ask import companions, fill
from kg.ask.clause import Clause
from kg.ask.fill import Filled
from kg.ask.parts import Arg, Verb
from kg.ask.reading import DONE, Pattern, Reading

_BY = ("par", "by")
INDEFINITE = frozenset({"un", "une", "a", "an"})


def described(clause: Clause, first: Filled, base: Pattern, left: list[Arg], used: set[int]) -> list[Pattern]:
    """The facts that participles tell of the ends of a fact; who acts in them is taken out of `left`."""
    found = []
    for verb in clause.verbs:
        arg = next((arg for arg in (first.subject, first.object) if arg is not None and arg.last == verb.at), None)
        by = next((arg for arg in left if arg.first > verb.at and fill.ends_with(clause, arg, _BY)), None)
        relations = _told(clause, verb)
        if verb is first.verb or not verb.passive or arg is None or by is None or not by.known or not relations:
            continue
        end = base.subject if arg is first.subject else base.object
        for who in (by, *by.also):
            found.append(Pattern(relations, companions.node(clause, who, relations, "subject", set()), end, DONE))
        left.remove(by)
        used.add(verb.at)
    return found


def _told(clause: Clause, verb: Verb) -> tuple[str, ...]:
    """What the verb says of whoever acts and what is acted on."""
    triggers = [trigger for lemma in verb.lemmas for trigger in clause.grammar.verbs.get(lemma, ())]
    plain = [
        t for t in triggers if t.own and len(t.words) == 1 and (t.subject.place, t.object.place) == ("actor", "patient")
    ]
    return tuple(dict.fromkeys(trigger.relation for trigger in plain))


def of_one_article(clause: Clause, reading: Reading) -> Reading:
    """« qui a signé un accord avec X ? »: many agreements have no other name, so that one article tells of both."""
    unnamed = [
        arg for arg in clause.args if arg.first and clause.words[arg.first - 1].fold in INDEFINITE and not arg.gap
    ]
    end = reading.first.object
    if len(reading.patterns) < 2 or not any(end and end.text == arg.text for arg in unnamed):
        return reading
    first, *more = reading.patterns
    return replace(reading, patterns=(first, *(replace(p, together=p.object == end and not p.absent) for p in more)))
