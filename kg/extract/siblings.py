"""Sessions numbered alike belong alike: « la 46e session de la Conférence … ; la 47e session se tiendra … »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene

_CONFIDENCE = 0.7
_ORDINAL = re.compile(r"(?:\d+|[ivxl]+)(?:e|eme|er|ere|re|nde?)|(?:premier|second|dernier|prochain).*|.*ieme")
_BELONGING = frozenset({"partOf", "editionOf"})


def siblings(drafts: Iterable[Draft], scenes: Iterable[Scene]) -> Iterator[Draft]:
    """`partOf` and `editionOf` of what bears another number than one of its kind, and is not said to be of anything."""
    told = [d for d in drafts if d.relation in _BELONGING and d.object is not None]
    placed = {id(d.subject) for d in told}
    numbered = [d for d in told if _ORDINAL.fullmatch(d.subject.ordinal)]
    for scene in scenes:
        for mention in scene.actual:
            node = mention.node
            if not isinstance(node, Node) or id(node) in placed or not _ORDINAL.fullmatch(node.ordinal):
                continue
            alike = [d for d in numbered if d.subject.heads & node.heads and d.subject.ordinal != node.ordinal]
            wholes = {id(d.object) for d in alike}
            if len(wholes) == 1 and not _complemented(mention, scene):
                placed.add(id(node))
                yield replace(
                    alike[0], subject=node, trigger=mention.first, first=mention.first, last=mention.last,
                    confidence=_CONFIDENCE, rule="siblings", clause=scene.clause(mention),
                )  # fmt: skip


def _complemented(mention: Mention, scene: Scene) -> bool:
    """« la 80e session de l'Assemblée générale », « leur premier sommet »: it says itself of what it is."""
    bare = mention.last - mention.core == 2 and mention.determiner != "poss"
    return not bare or bool(mention.inner) or scene.tokens[mention.last].low in ("de", "du", "des", "d'")
