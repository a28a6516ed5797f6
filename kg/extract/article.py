"""One article while its mentions become nodes: its text, its mentions, and the nodes met so far."""

from __future__ import annotations

from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key
from kg.lexicon.words import fold, singular
from kg.text.tokens import Text

NO_NODE = frozenset({"date", "amount", "tally"})  # kinds of mention that have a value instead
_ALSO = {"Occasion": ("Forum",), "Forum": ("Occasion",)}  # what is told of as the one may be the other


class Article:
    """What those who resolve mentions share. `nodes` are in order of appearance; `context` keeps apart what articles may name alike."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, context: str) -> None:
        self.text, self.tokens, self.context = text, text.tokens, context
        self.lexicon, self.gazetteer, self.is_a = lexicon, gazetteer, classes.load().is_a
        self.mentions: list[Mention] = []
        self.nodes: list[Node] = []
        self._by_entry: dict[str, Node] = {}

    def add(self, node: Node) -> Node:
        """Take in a node that no mention before it has."""
        self.nodes.append(node)
        return node

    def is_known(self, entry_id: str) -> bool:
        """Whether the article has named a registry entry."""
        return entry_id in self._by_entry

    def entry_node(self, entry_id: str) -> Node:
        """The node of a registry entry."""
        node = self._by_entry.get(entry_id)
        if node is None:
            entry = self.gazetteer.registry.entries[entry_id]
            node = Node(entry.label, entry.type, entry_id, proper=True)
            node.heads = {singular(fold(n.split()[0])) for n in entry.names if n}
            node.capital_of = self.gazetteer.capitals.get(entry_id)
            self._by_entry[entry_id] = node
            self.add(node)
        return node

    def recent(self) -> list[Node]:
        """The nodes, the one last seen first."""
        return sorted(self.nodes, key=lambda n: n.last_seen)[::-1]

    def last(self, kind: str) -> Node | None:
        """The node of a class that was last seen."""
        return next((n for n in self.recent() if n.type == kind), None)

    def previous(self, mention: Mention, index: int) -> Mention | None:
        """The mention before the one at `index`, which `mention` is or stands in."""
        before = self.mentions[index - 1] if index else None
        return before if before is not mention else None

    def following(self, index: int) -> Mention | None:
        """The mention after the one at `index`."""
        return self.mentions[index + 1] if index + 1 < len(self.mentions) else None

    def head_end(self, mention: Mention) -> int:
        """Where the head of a noun phrase ends: « groupe des amis » is one of three words."""
        for length in (4, 3, 2, 1):
            if (
                mention.head + length <= mention.last
                and head_key(self.text.slice(mention.head, mention.head + length)) in self.lexicon.heads
            ):
                return mention.head + length
        return mention.head + 1

    def family(self, kind: str) -> tuple[str, ...]:
        """The classes that things named as of one class may turn out to be of."""
        for family in ("Instrument", "Occasion", "Initiative", "Organization", "Person", "Place"):
            if self.is_a(kind, family):
                return (family, *_ALSO.get(family, _ALSO.get(kind, ())))
        return (kind,)
