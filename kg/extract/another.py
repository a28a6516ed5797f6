"""Another thing of the kind just named: « celle prévue à New Delhi », « trois conventions …, la première … »."""

from __future__ import annotations

from kg.extract.article import Article
from kg.extract.editions import YEAR, Editions
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.lexicon.words import fold

_OF_TWO = ("premi", "second", "deuxi")


class Another:
    """Things named only by a pronoun and what sets them apart."""

    def __init__(self, article: Article, editions: Editions) -> None:
        self._article, self._editions = article, editions
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a
        self._counted: dict[int, dict[str, Node]] = {}

    def counted_off(self, mention: Mention, index: int) -> Node | None:
        """« trois conventions …, la première … »: one of those just named, or another of the kind."""
        wanted = "Fem" if mention.value == "fem" else "Masc"
        kindred = [m for m in reversed(self._article.mentions[:index]) if self._kindred(m, wanted)]
        several = [m for m in kindred if isinstance(m.node, Node) and m.node.plural]
        model = next((m.node for m in (*several, *kindred)), None)
        if not isinstance(model, Node):
            return None
        if not several and self._told_of_it(mention):
            return model
        if not several and (one := self._of_two(mention, kindred)) is not None:
            return one
        word = self._text.slice(mention.core, mention.last)
        known = self._counted.setdefault(id(model), {})
        if fold(word) not in known:
            node = Node(word, model.type, context=self._article.context, gender=wanted, heads=set(model.heads))
            node.add_form(f"{word} {self._noun_of(model)}")
            self._article.add(node)
            known[fold(word)] = node
        return known[fold(word)]

    def _of_two(self, mention: Mention, kindred: list[Mention]) -> Node | None:
        """« l'UE et l'UA …, la première … »: which of the last two of the kind, if « et » joins them."""
        which = next((i for i, start in enumerate(_OF_TWO) if self._tokens[mention.core].fold.startswith(start)), None)
        if which is None or len(kindred) < 2:
            return None
        pair = kindred[1::-1]
        between = [t.low for t in self._tokens[pair[0].last : pair[1].first]]
        node = pair[min(which, 1)].node
        return node if "et" in between and len(between) <= 4 and isinstance(node, Node) else None

    def _told_of_it(self, mention: Mention) -> bool:
        """« son rapport, le premier du genre », « C'était le premier … »: the thing just named, and no second one."""
        before = self._tokens[mention.first - 1]
        opens = self._text.sentences[self._text.sentence_of[mention.first]].first
        said = [t.low for t in self._tokens[opens : mention.first]]
        return before.text == "," or (said[:1] in (["c'"], ["ce"]) and len(said) <= 3)

    def demonstrative(self, mention: Mention, index: int) -> Node | None:
        """« celle prévue à New Delhi », « celui prévu à Dakhla »: another thing of the kind just named."""
        wanted = "Fem" if mention.value == "fem" else "Masc"
        many = self._tokens[mention.first].low in ("celles", "ceux")
        end = self._end_of_modifier(mention, index)
        if end is None:
            return None
        antecedent = next((m for m in reversed(self._article.mentions[:index]) if self._kindred(m, wanted, many)), None)
        if antecedent is None or not isinstance(antecedent.node, Node):
            return None
        model = antecedent.node
        label = self._text.slice(mention.first, end)
        year = next(
            (
                m.value[:4]
                for m in self._article.mentions[index + 1 : index + 5]
                if m.kind == "date" and YEAR.match(m.value) and m.first - end <= 1
            ),
            "",
        )
        series = model.series or (model if self._is_a(model.type, "ForumSeries") else None)
        if series is not None and year:
            node = self._editions.numbered(series, year)
        else:
            node = Node(
                f"{self._noun_of(model)} {label.split(' ', 1)[1]}".strip(),
                model.type,
                context=self._article.context,
                heads=set(model.heads),
                gender=wanted,
                year=year,
            )
            node.series = series
            self._article.add(node)
        node.add_form(label)
        return node

    def _end_of_modifier(self, mention: Mention, index: int) -> int | None:
        """Past « prévu à Dakhla », « de Paris » after the pronoun; None where nothing of the kind follows."""
        after = self._article.following(index)
        if (
            after is None
            or after.kind not in ("place", "registry", "date", "noun", "name")
            or after.first - mention.last > 3
        ):
            return None
        return after.last

    def _kindred(self, m: Mention, gender: str, many: bool = False) -> bool:
        if many and self._tokens[m.head].number == "Sing":
            return False  # « deux abstentions, celles de … » speaks of no single text
        if (
            m.kind not in ("noun", "registry", "name")
            or not isinstance(m.node, Node)
            or not self._is_a(m.node.type, "Occasion", "Instrument", "Initiative", "Organization", "ForumSeries")
        ):
            return False
        head = self._tokens[m.head]
        if m.kind == "name" and not m.node.heads:
            return False
        return m.kind == "name" or not head.gender or head.gender == gender

    @staticmethod
    def _noun_of(model: Node) -> str:
        """The common noun of a thing, as its own name begins (« Termes de Référence »)."""
        head = min(model.heads, default=model.label.split()[0])
        count = len(head.split())
        return " ".join(model.label.split()[:count]) if fold(model.label).startswith(head[:4]) else head
