"""From mentions to nodes, in reading order: registry first, then names already met, then « ce texte », « le Forum », « il »."""

from __future__ import annotations

from kg.extract.another import Another
from kg.extract.article import NO_NODE, Article
from kg.extract.editions import Editions
from kg.extract.gazetteer import Gazetteer
from kg.extract.holders import Holders
from kg.extract.lists import Lists
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.pronouns import Pronouns
from kg.extract.registered import Registered
from kg.extract.several import Several
from kg.extract.taken_up import TakenUp
from kg.extract.things import Things
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text


class Linker:
    """Gives every mention its nodes (`mention.node`); keeps the nodes of the article in order of appearance."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, context: str) -> None:
        self._article = article = Article(text, lexicon, gazetteer, context)
        self.editions, taken, several = Editions(article), TakenUp(article), Several(article)
        self._lists = Lists(article)
        registered, holders = Registered(article, self.editions, taken), Holders(article)
        self._things = Things(article, self.editions, several, taken, registered)
        self._readers = {
            "registry": registered.resolve,
            "topic": registered.resolve,
            "realm": registered.realm,
            "person": holders.resolve,
            "post": holders.post,
            "group": several.resolve,
            "pronoun": Pronouns(article, Another(article, self.editions)).resolve,
            "noun": self._things.resolve,
        }

    @property
    def nodes(self) -> list[Node]:
        """The nodes of the article, in order of appearance."""
        return self._article.nodes

    def entry_node(self, entry_id: str) -> Node:
        """The node of a registry entry."""
        return self._article.entry_node(entry_id)

    def link(self, mentions: list[Mention]) -> None:
        """Resolve mentions in text order, inner mentions before the one that holds them."""
        self._article.mentions = mentions
        for index, mention in enumerate(mentions):
            for inner in mention.inner:
                if inner.kind not in NO_NODE and inner.kind != "pronoun":
                    self._settle(inner, index, salient=mention.kind not in ("person", "post"))
            if mention.kind not in NO_NODE:
                self._settle(mention, index)
        self._lists.note()

    def _settle(self, mention: Mention, index: int, salient: bool = True) -> None:
        """Resolve one mention. A body named only in someone's title is not what « l'organe » takes up (`salient`)."""
        node = self._resolve(mention, index)
        mention.node = node
        if node is None:
            return
        if salient:
            node.last_seen = mention.first
        if mention.kind != "pronoun" or mention.last - mention.first > 1:
            node.add_form(self._form(mention))
        for other in (mention.acronym, *mention.aliases):
            node.add_form(other or "")

    def _form(self, mention: Mention) -> str:
        if mention.kind == "person":
            return self._article.text.slice(*mention.name) if mention.name else mention.label(self._article.text)
        label = self._things.label(mention)
        if mention.determiner == "dem" and mention.core > mention.first:
            return self._article.text.slice(mention.first, mention.last)
        return label

    def _resolve(self, mention: Mention, index: int) -> Node | None:
        unregistered = mention.kind in ("registry", "topic") and mention.entry is None
        reader = self._lists.named if unregistered else self._readers.get(mention.kind, self._lists.named)
        return reader(mention, index)
