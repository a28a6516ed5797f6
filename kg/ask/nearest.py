"""Readings close to one that found nothing, each with what to say of it: the nearest there is, never in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kg.ask.names import Named, Names
from kg.ask.reading import Node, Pattern, Reading
from kg.lexicon import classes
from kg.messages import say

_MANY = 12
_ASIDE = frozenset({"Actor", "Place", "Topic", "Post"})  # a longer name of one of these is another one


def of(reading: Reading, names: Names) -> Iterator[tuple[Reading, str]]:
    """Other readings in the order in which to try them."""
    any_kind = reading.of_any_kind()
    if any_kind != reading:
        yield any_kind, say("ask.other_kind")
    if reading.first.period and reading.answer not in ("date", "literal"):
        undated = tuple(replace(p, period=p.period and replace(p.period, unsaid=True)) for p in reading.patterns)
        yield replace(reading, patterns=undated), say("ask.undated", period=reading.first.period.text)
    if any(pattern.together for pattern in reading.patterns):
        apart = tuple(replace(pattern, together=False) for pattern in reading.patterns)
        yield replace(reading, patterns=apart), say("ask.articles_apart")
    if reading.answer == "topic":
        yield replace(reading, answer="object"), say("ask.no_topic")
    if reading.order:
        yield replace(reading, order=""), say("ask.unordered")
    alone = _everywhere(reading, lambda node: replace(node, linked=()) if _linked(node) else node)
    if alone != reading:
        yield alone, say("ask.unlinked")
    if reading.answer == "amount" and reading.first.object is not None and reading.first.subject is not None:
        whole = (replace(reading.first, object=None), *reading.patterns[1:])  # whatever it was paid for
        yield replace(reading, patterns=whole), say("ask.unlinked")
    if longer := _longer(reading, names):
        near = " · ".join(thing.label for things in longer.values() for thing in things)
        meant = " · ".join(thing.label for thing in longer)
        wider = _everywhere(reading, lambda node: replace(node, names=_instead(node.names, longer)))
        yield wider, say("ask.longer_name", name=meant, names=near)
    if gathering := _gatherings(reading, names):
        yield gathering, say("ask.gathering", name=_called(reading.first.subject))
    if series := _series(reading, names):
        yield series, say("ask.series", name=_called(series.first.object))
    if between := _between(reading):
        yield between, say("ask.each_apart")


def _instead(things: tuple[Named, ...], others: Mapping[Named, tuple[Named, ...]]) -> tuple[Named, ...]:
    return tuple(other for thing in things for other in others.get(thing, (thing,)))


def _linked(node: Node) -> bool:
    """Whether a thing named for sure is narrowed by another, as « les consultations du Conseil », or whoever is asked
    for, as « quels membres du Conseil »."""
    return bool(node.linked) and (not (node.classes or node.names) if node.gap else len(node.names) == 1)


def _everywhere(reading: Reading, change: Callable[[Node], Node]) -> Reading:
    def changed(node: Node | None) -> Node | None:
        return node and change(node)

    patterns = [replace(p, subject=changed(p.subject), object=changed(p.object)) for p in reading.patterns]
    return replace(reading, patterns=tuple(patterns))


def _longer(reading: Reading, names: Names) -> dict[Named, tuple[Named, ...]]:
    """Gatherings and texts whose names hold that of one asked about: « les premières Assises » for « les Assises »."""
    found: dict[Named, tuple[Named, ...]] = {}
    for pattern in reading.patterns:
        for node in (pattern.subject, pattern.object):
            for thing in node.names if node and not node.gap else ():
                key = names.key(thing.label)
                if thing.is_a(_ASIDE) or len(key) < 2:
                    continue
                held = set.intersection(*(names.postings.get(word, set()) for word in key)) - {thing.iri}
                same = tuple(o for o in names.get(held) if o.mentioned and o.is_a({thing.type}))
                if same and len(same) <= _MANY:
                    found[thing] = same
    return found


def _gatherings(reading: Reading, names: Names) -> Reading | None:
    """« où se réunira le Groupe des Amis ? »: where and when its meetings or editions are held."""
    first = reading.first
    if not set(first.relations) & {"heldIn", "date"} or first.subject is None or first.subject.gap:
        return None
    own = {iri for thing in first.subject.names for held in (names.meetings, names.editions) for iri in held[thing.iri]}
    if not own:
        return None
    return replace(reading, patterns=(replace(first, subject=Node(names.get(own))), *reading.patterns[1:]))


def _series(reading: Reading, names: Names) -> Reading | None:
    """« qui a présidé la dernière édition du Sommet ? »: what is said of the Sommet, its edition not told."""
    end = reading.first.object
    if end is None or end.gap or not end.names:
        return None
    own = {thing.iri for thing in end.names}
    held = {series for series, editions in names.editions.items() if own <= editions and series in names.things}
    if not held:
        return None
    held |= {iri for series in held for iri in names.preferred.get(names.key(names.things[series].label), ())}
    first = replace(reading.first, object=replace(end, names=names.get(held)))
    return replace(reading, patterns=(first, *reading.patterns[1:]), order="")


def _called(node: Node | None) -> str:
    return node.names[0].label if node and node.names else ""


def _between(reading: Reading) -> Reading | None:
    """« qui travaille avec A et B »: who meets each of them, where nobody is a partner of both."""
    if reading.form != "rows" or len(reading.patterns) != 2 or reading.answer != "subject":
        return None
    if not all(p.relations and set(p.relations) <= classes.load().symmetric for p in reading.patterns):
        return None
    ends = [pattern.object for pattern in reading.patterns]
    if any(end is None or len(end.names) != 1 for end in ends) or ends[0] == ends[1]:
        return None
    return replace(
        reading, patterns=(Pattern((), ends[0], ends[1], reading.first.statuses),), form="bridge", answer="bridge"
    )
