"""Who was in the chair before: « Il succède à la Tunisie », « prend le relais du Chili » after an election to a chair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.arguments import Arguments
from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes

_CHAIR = ("chairs", "coChairs")
_SUCCEEDING = frozenset({"succéder", "remplacer"})


def successions(drafts: Iterable[Draft], scenes: Iterable[Scene]) -> Iterator[Draft]:
    """`chairs` of the predecessors, for those whom the text has put in a chair in this sentence or before it."""
    is_a = classes.load().is_a

    def holder(mention: Mention) -> bool:
        return isinstance(mention.node, Node) and is_a(mention.node.type, "Person", "State", "Organization")

    held = sorted((d for d in drafts if d.relation in _CHAIR and d.object is not None), key=lambda d: d.trigger)
    for scene in scenes:
        arguments = Arguments(scene)
        for verb in scene.verbs:
            if not verb.lemmas & _SUCCEEDING or not verb.finite or verb.negated:
                continue
            now = arguments.subject(verb, holder)
            before = arguments.complement_of(verb, holder, ("à",)) or arguments.patient(verb, holder)
            if now is None or before is None or now.node is before.node:
                continue
            chair = next((d for d in reversed(held) if d.subject is now.node and d.trigger <= verb.first), None)
            if chair is None or not isinstance(before.node, Node):
                continue
            first, last = min(now.first, verb.first), max(before.last, verb.last)
            yield Draft(
                before.node, "chairs", chair.object, "", "realised", verb.first, first, last, 0.75, "succession#chairs",
                scene.clause_of.get(verb.first),
            )  # fmt: skip
