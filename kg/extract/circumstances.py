"""When and where: the day and place told of a meeting or a signing are the occasion's or the text's own.

« Le Maroc et la Banque ont paraphé, jeudi à Rabat, trois conventions »: the frame reads who signed what; this reads that the
texts were signed on that day in that city. The frames of `date` and `heldIn` read what is said outright.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.extract.clauses import Clause
from kg.extract.match import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes

# Relations whose object was, there and then, held (an occasion) or made (a text).
_OF_OCCASION = frozenset({"hosts", "chairs", "coChairs", "participatesIn"})
_OF_TEXT = frozenset({"signs", "adopts", "coSponsors", "votesFor"})
_WHERE = frozenset({"à", "dans", "en", "au siège de"})


def circumstances(drafts: Iterable[Draft], scene: Scene, edition_of: Callable[[Node], Node]) -> Iterator[Draft]:
    """Dates and places of the occasions and texts that the drafts of one scene are about."""
    is_a = classes.load().is_a
    for draft in drafts:
        node = draft.object
        if node is None or not draft.status:
            continue
        occasion = draft.relation in _OF_OCCASION and is_a(node.type, "Occasion", "ForumSeries")
        text = draft.relation in _OF_TEXT and is_a(node.type, "Instrument")
        if not (occasion or text):
            continue
        place = _place(draft, scene)
        if node.type == "ForumSeries" and (draft.date or place is not None):
            node = edition_of(node)
        if draft.date and not _recurring(draft, scene):
            yield _of(draft, node, "date", None, draft.date)
        if place is not None and isinstance(place.node, Node):
            yield _of(draft, node, "heldIn", place.node, "", place)


def _place(draft: Draft, scene: Scene) -> Mention | None:
    """The place nearest to the trigger in its clause, set there by a preposition of place."""
    is_a = classes.load().is_a
    near = [
        m
        for m in scene.actual
        if isinstance(m.node, Node)
        and is_a(m.node.type, "Place")
        and scene.preposition(m) in _WHERE
        and (scene.clause_of.get(m.first) is draft.clause or draft.first <= m.first < draft.last)
        and not _behind_another_verb(m, draft, scene)
    ]
    return min(near, key=lambda m: abs(m.first - draft.trigger), default=None)


def _behind_another_verb(mention: Mention, draft: Draft, scene: Scene) -> bool:
    first, last = sorted((mention.first, draft.trigger))
    return any(
        first < v.first and v.last <= last and not v.first <= draft.trigger < v.last
        for v in scene.verbs
        if isinstance(draft.clause, Clause) and v.clause is draft.clause
    )


def _recurring(draft: Draft, scene: Scene) -> bool:
    """« exerce cette année la présidence »: the span of a tenure is no date of what is presided."""
    return draft.relation in ("chairs", "coChairs") and len(draft.date or "") == 4


def _of(
    draft: Draft, node: Node, relation: str, place: Node | None, value: str, mention: Mention | None = None
) -> Draft:
    first, last = draft.first, draft.last
    if mention is not None:
        first, last = min(first, mention.first), max(last, mention.last)
    return Draft(
        node, relation, place, value, draft.status, draft.trigger, first, last, round(draft.confidence - 0.1, 2),
        f"{draft.rule}+{relation}", draft.clause, date=draft.date, date_text=draft.date_text,
    )  # fmt: skip
