"""Facts that stand inside a name or beside it: « Forum **de l'ECOSOC** », « **sur l'IA** », « (1-2 juillet) », « Fonds de 11 milliards »."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.beside import BesideName
from kg.extract.draft import Draft, told_by_name
from kg.extract.gazetteer import Gazetteer
from kg.extract.inside import InsideName
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.owners import Owners
from kg.extract.scene import Scene
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text

_NAMES = ("noun", "registry", "name")


class LocalReader:
    """Reads one scene's mentions; the status of what it finds is settled later from the node's other facts ("")."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, entry_node: Callable[[str], Node]) -> None:
        self._tokens = text.tokens
        self._inside = InsideName(text, lexicon, gazetteer, entry_node)
        self._beside = BesideName(text, gazetteer)
        self._owners = Owners(text, lexicon, gazetteer, entry_node)

    def read(self, scene: Scene) -> Iterator[Draft]:
        """The facts that the names of a scene tell, which is the next of the article."""
        for index, mention in enumerate(scene.mentions):
            if isinstance(mention.node, Node):
                yield from self._of(mention, mention.node, scene, index)
        self._owners.note(scene)

    def _of(self, mention: Mention, node: Node, scene: Scene, index: int) -> Iterator[Draft]:
        if mention.kind == "pronoun":
            yield from self._beside.pronoun(mention, node, scene, index)
        if mention.kind == "noun":
            yield from self._owners.of(mention, node, scene)
        if mention.kind in _NAMES:
            yield from self._inside.read(mention, node)
        if mention.kind == "group" and node.type == "CountryGroup":
            yield from self._owners.members(mention, node, scene)
        if mention.kind in (*_NAMES, "person", "group", "post"):
            for inner in mention.inner:
                if inner.kind in ("noun", "registry") and isinstance(inner.node, Node):
                    inner.inner = [i for i in mention.inner if i is not inner and inner.contains(i)]
                    yield from self._inside.read(inner, inner.node)
            yield from self._beside.read(mention, node, scene, index)
        if node.series is not None and self._names_an_edition(mention):
            span = mention.first, mention.last
            yield told_by_name(node, "editionOf", node.series, span, "name#edition", 0.85)

    def _names_an_edition(self, mention: Mention) -> bool:
        """« celle prévue à New Delhi » names another edition; « elle » speaks of one already named.

        « le XIXe Sommet de la Francophonie » is a name, and says nothing apart of the series.
        """
        if mention.kind == "registry":
            return False
        if mention.kind == "pronoun" and self._tokens[mention.first].low not in ("celle", "celui"):
            return False
        return not mention.weak or self._tokens[mention.head].low.startswith("édition")
