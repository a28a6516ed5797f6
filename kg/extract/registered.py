"""What the registry knows: states, bodies and texts by their names, a series by its edition, « le Royaume » by its state."""

from __future__ import annotations

from functools import cached_property

from kg.extract.article import Article
from kg.extract.chart import REALMS
from kg.extract.editions import Editions
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.taken_up import TakenUp
from kg.lexicon.load import head_key


class Registered:
    """The entries of the registry that an article names."""

    def __init__(self, article: Article, editions: Editions, taken: TakenUp) -> None:
        self._article, self._editions, self._taken = article, editions, taken
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def resolve(self, mention: Mention, index: int) -> Node:
        """The node of an entry, or the edition of a series that the mention or the date after it tells."""
        assert mention.entry is not None
        node = self._article.entry_node(mention.entry)
        if self._is_a(node.type, "ForumSeries"):
            year, ordinal = self._editions.year_after(index, mention), self._editions.ordinal(mention)
            if year or ordinal:
                return self._editions.numbered(node, year, ordinal)
        if mention.determiner == "def" and self._is_a(node.type, "Forum", "Initiative", "Instrument"):
            return self._same(self._taken.announced(mention, head_key(self._tokens[mention.head].text)), node)
        return node

    def realm(self, mention: Mention, index: int) -> Node | None:
        """« le Royaume », « l'archipel »: the last such state named, or the only one of the article."""
        if mention.type == "Place":  # « l'Arabie saoudite dans sa capitale »
            state = self._article.last("State")
            capital = self._article.gazetteer.registry.entries[state.entry].capital if state and state.entry else None
            return self._article.entry_node(capital) if capital else None
        wanted = {f"state/{code}" for code in REALMS.get(self._tokens[mention.head].low, ())}
        for node in self._article.recent():
            if node.entry is not None and node.entry in (wanted or self._states_in_text):
                return node
        if wanted or self._tokens[mention.head].low != "royaume":
            return None
        return self._article.entry_node(next(iter(self._states_in_text))) if self._states_in_text else None

    @cached_property
    def _states_in_text(self) -> dict[str, int]:
        """The monarchies that the text names, and where first."""
        entries = self._article.gazetteer.registry.entries
        found: dict[str, int] = {}
        for m in self._article.gazetteer.find(self._text):
            if m.entry is not None and entries[m.entry].monarchy and m.entry not in found:
                found[m.entry] = m.first
        return found

    def in_other_words(self, key: tuple[str, ...], mention: Mention, head: str) -> Node | None:
        """The entry with the same content words in its name, but for « de l'ONU » and the like.

        What the lead announced as « un groupe … » turns out to be it.
        """
        variants = self._article.gazetteer.by_words
        entry = variants.get(frozenset(key)) or variants.get(frozenset(w for w in key if w != "onu"))
        if entry is None:
            return None
        if self._article.is_known(entry):
            return self._article.entry_node(entry)
        lead = self._taken.announced(mention, head) if mention.determiner == "def" else None
        return self._same(lead, self._article.entry_node(entry))

    @staticmethod
    def _same(lead: Node | None, node: Node) -> Node:
        if lead is not None and lead is not node:
            lead.same_as = node
        return node
