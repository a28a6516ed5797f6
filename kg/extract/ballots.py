"""What stands beside a number: names in brackets after a count of votes, sums given to a programme, second places and dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.when import verb_at
from kg.lexicon import classes

_GIVES = frozenset("consacrer allouer affecter financer débloquer investir réserver attribuer octroyer dédier".split())
_SIDES = (
    ("abstainsOn", ("abstention", "abstentions", "abstentionnistes")),
    ("opposes", ("contre", "opposition", "oppositions", "contraire", "contraires", "non")),
    ("votesFor", ("pour", "favorable", "favorables", "oui")),
)


def named_votes(drafts: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
    """« 2 voix contre (États-Unis et Paraguay) et 2 abstentions (Tunisie et Ukraine) »: who voted how on the sentence's text."""
    is_a = classes.load().is_a
    tally = next((m for m in scene.mentions if m.kind == "tally"), None)
    if tally is None:
        return
    text = _voted_on(drafts)
    if text is None:
        return
    for first, last in _brackets(scene, tally.first):
        relation = _side(first, scene)
        if relation is None:
            continue
        for m in scene.actual:
            if (
                first < m.first
                and m.last <= last
                and isinstance(m.node, Node)
                and is_a(m.node.type, "State", "Organization")
            ):
                yield Draft(
                    m.node, relation, text.node, "", "realised", m.head, min(tally.first, m.first), max(tally.last, m.last), 0.85,
                    f"ballot#{relation}", date=text.date, date_text=text.date_text,
                )  # fmt: skip


class _Text:
    """The text of a ballot, and the day told of it."""

    def __init__(self, node: Node, draft: Draft) -> None:
        self.node, self.date, self.date_text = node, draft.date, draft.date_text


def _voted_on(drafts: Iterable[Draft]) -> _Text | None:
    for draft in drafts:
        if draft.relation == "votes":
            return _Text(draft.subject, draft)
        if draft.relation == "adopts" and draft.object is not None:
            return _Text(draft.object, draft)
    return None


def _brackets(scene: Scene, start: int) -> Iterator[tuple[int, int]]:
    opened = -1
    for i in range(start, scene.sentence.last):
        if scene.tokens[i].text == "(":
            opened = i
        elif scene.tokens[i].text == ")" and opened >= 0:
            yield opened, i
            opened = -1
        elif scene.tokens[i].low == "celles" and scene.tokens[i - 1].text == "," and opened < 0:
            # « et trois abstentions, celles de la Chine et de la Russie »
            ends = (v.first for v in scene.verbs if v.first > i)
            yield i - 1, min([*ends, scene.sentence.last])


def _side(bracket: int, scene: Scene) -> str | None:
    """The side that the words before a bracket count: the nearest of them decides (« 120 voix contre 5 (…) »)."""
    for token in reversed(scene.tokens[max(scene.sentence.first, bracket - 3) : bracket]):
        for relation, words in _SIDES:
            if token.low in words:
                return relation
    return None


def sums(drafts: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
    """« consacrera 104,7 millions au Projet », « finance un programme à hauteur de 40 millions »: the sum of what is paid for.

    Who pays has it as the `amount` of the payment, even of a part (« y verse 2 millions »).
    """
    amounts = [m for m in scene.mentions if m.kind == "amount" and m.value and not _counted_out(m, scene)]
    told = [d for d in drafts if d.relation == "funds" and d.object is not None and d.status]
    for draft in told:
        near = [m for m in amounts if scene.clause_of.get(m.first) is draft.clause]
        if len(near) == 1:
            draft.amount = near[0].value
            draft.first, draft.last = min(draft.first, near[0].first), max(draft.last, near[0].last)
    paid = [d for d in told if _whole(d, scene)]
    for draft in paid:
        near = [m for m in amounts if scene.clause_of.get(m.first) is draft.clause]
        shared = {id(d.object) for d in paid if d.trigger == draft.trigger}
        if len(near) == 1 and len(shared) == 1 and draft.object is not None:
            m = near[0]
            yield Draft(
                draft.object, "amount", None, m.value, draft.status, draft.trigger, min(draft.first, m.first), max(draft.last, m.last),
                0.75, f"{draft.rule}+amount", draft.clause,
            )  # fmt: skip


def _whole(draft: Draft, scene: Scene) -> bool:
    """Whether the verb gives the whole sum (« consacre »), not a part of it (« y verse »)."""
    verb = verb_at(draft.trigger, scene)
    return verb is not None and bool(verb.lemmas & _GIVES)


def _counted_out(amount: Mention, scene: Scene) -> bool:
    """A sum inside a name is that thing's own (« un prêt de 3 millions »)."""
    return any(m.first <= amount.first and amount.last <= m.last for m in scene.actual)


def and_then(drafts: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
    """« se tiendra à Genève en juillet 2026, puis à New York en 2027 »: a second place, each with its own day."""
    is_a = classes.load().is_a
    placed = [d for d in drafts if d.relation == "heldIn" and d.object is not None]
    for then in range(scene.sentence.first, scene.sentence.last):
        if scene.tokens[then].low not in ("puis", "ensuite"):
            continue
        place = next((m for m in scene.actual if 0 < m.first - then <= 3), None)
        before = [d for d in placed if d.trigger < then]
        if place is None or not before or not isinstance(place.node, Node) or not is_a(place.node.type, "Place"):
            continue
        if scene.preposition(place) not in ("à", "en", "dans") or scene.verb_between(then, place.first):
            continue
        first = before[-1]
        when = next(
            (m for m in scene.mentions if m.kind == "date" and m.value and 0 <= m.first - place.last <= 6), None
        )
        if when is not None and scene.verb_between(place.last, when.first):
            when = None
        value = when.value if when is not None else None
        last = when.last if when is not None else place.last
        yield Draft(
            first.subject, "heldIn", place.node, "", first.status, then, min(first.first, then), last, 0.75, "then#heldIn",
            first.clause, date=value,
        )  # fmt: skip
        if value is not None:
            yield Draft(
                first.subject, "date", None, value, first.status, then, min(first.first, then), last, 0.75, "then#date",
                first.clause, date=value,
            )  # fmt: skip
