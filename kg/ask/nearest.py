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
    alone = _everywhere(reading, lambda node: replace(node, linked=()) if _linked(node) else node)
    if alone != reading:
        yield alone, say("ask.unlinked")
    if longer := _longer(reading, names):
        near = " · ".join(thing.label for things in longer.values() for thing in things)
        meant = " · ".join(thing.label for thing in longer)
        wider = _everywhere(reading, lambda node: replace(node, names=_instead(node.names, longer)))
        yield wider, say("ask.longer_name", name=meant, names=near)
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
