"""Whom a group stands for: « les 193 États membres », « les deux diplomates », « ces deux textes »; « ce pays » is one state."""

from __future__ import annotations

from kg.extract.article import NO_NODE, Article
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, clean, name_key
from kg.lexicon.words import fold, singular

_COUNTS = frozenset({"deux", "trois"})


class Several:
    """The groups of an article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def resolve(self, mention: Mention, index: int) -> Node | None:
        """The group, or the state that « le pays » is; None for two of whom fewer were named."""
        label = clean(mention.label(self._text))
        noun = fold(self._tokens[mention.head].text)
        before = [t.low for t in self._tokens[mention.first : mention.head]]
        if (
            noun == "pays"
            and any(w in ("le", "ce", "notre", "du", "au", "mon", "leur", "son") for w in before[:1])
            and mention.last - mention.head <= 2
        ):
            own = self._compatriots_state(index) if before[:1] in (["son"], ["leur"]) else None
            return own or self._article.last("State")
        if noun == "pays" and (holder := self._attribute_of(mention, index)) is not None:
            return holder
        if (
            any(w in _COUNTS for w in before)
            and mention.determiner in ("def", "dem")
            and mention.last - mention.head == 1
        ):
            return self._together(mention, noun, 3 if "trois" in before else 2)
        if mention.weak:
            same = [n for n in self._article.recent() if singular(noun) in n.heads and n.plural]
            if same:
                return same[0]
        key = name_key(label)
        for node in self._article.nodes:
            if node.plural and node.key == key and not node.members:
                return node
        node = Node(label, mention.type, plural=True, heads={singular(noun)}, context=self._article.context)
        self._article.add(node)
        after = [t.low for t in self._tokens[mention.head + 1 : mention.head + 2]]
        if mention.inner and before and after == ["membres"]:
            node.add_form(self._text.slice(mention.core, mention.head + 2))  # « les 193 États membres [de l'agence] »
        return node

    def _compatriots_state(self, index: int) -> Node | None:
        """« M. Sall a confié que son pays … »: the state whose office the person last named holds."""
        for m in reversed(self._article.mentions[max(0, index - 4) : index]):
            if m.kind == "person" and isinstance(m.node, Node):
                return self._article.entry_node(next(iter(m.node.states))) if len(m.node.states) == 1 else None
        return None

    def _attribute_of(self, mention: Mention, index: int) -> Node | None:
        """« X a été le seul pays arabe … », « X, premier pays africain à … »: the state spoken of."""
        before = [t.low for t in self._tokens[max(0, mention.first - 3) : mention.head]]
        if not any(w in ("seul", "premier", "deuxième", "un", "dernier") for w in before):
            return None
        previous = next((m for m in reversed(self._article.mentions[:index]) if m.kind not in NO_NODE), None)
        if previous is None or not isinstance(previous.node, Node) or previous.node.type != "State":
            return None
        between = [t.low for t in self._tokens[previous.last : mention.head]]
        copula = (
            any(w in ("est", "était", "fut", "été", "sera", "devient", "devenu") for w in between) or "," in between[:1]
        )
        return previous.node if copula and len(between) <= 7 else None

    def _together(self, mention: Mention, noun: str, count: int) -> Node | None:
        """« les deux diplomates », « ces trois pays »: those last named together."""
        wanted = self._article.lexicon.pair_classes.get(noun, "Organization")
        sentence = self._text.sentence_of[mention.first]
        recent = self._article.recent()
        named = list(dict.fromkeys(n for n in recent if self._is_a(n.type, wanted) and not n.plural))
        if wanted == "State" and len(named) < count:  # « Rome et Alger … les deux gouvernements »
            states = [self._article.entry_node(n.capital_of) if n.capital_of else n for n in recent]
            named = list(dict.fromkeys(n for n in states if n.type == "State"))
        here = [n for n in named if self._text.sentence_of[n.last_seen] == sentence]
        there = [n for n in named if n not in here]
        # « X, qui a désigné les deux diplomates »: those named together before, not X and one of them.
        pair = next((some[:count] for some in (here, there, named) if len(some) >= count), None)
        return self._of(pair, mention) if pair is not None else None

    def pair(self, mention: Mention, head: str) -> Node | None:
        """« les deux gouvernements », « ces deux textes »: the two states or things so called; None where fewer were named."""
        noun = self._tokens[mention.head].fold
        states = self._article.lexicon.pair_classes.get(noun) == "State"
        return self._together(mention, noun, 2) if states else self._last_two(mention, head)

    def _last_two(self, mention: Mention, head: str) -> Node | None:
        """« les deux textes », « ces deux réunions »: the last two of the kind."""
        family = self._article.lexicon.takes_up.get(head) or self._article.family(mention.type)
        last = [n for n in self._article.recent() if self._is_a(n.type, *family) and not n.plural][:2]
        last = self._told_together(mention, family) or last
        return None if len(last) < 2 or head == "journee" else self._of(last, mention)

    def _told_together(self, mention: Mention, family: tuple[str, ...]) -> list[Node]:
        """« un Groupe scientifique et un Dialogue mondial … les deux instances »: the last two of the kind joined by « et »,
        the latter first."""
        before = [m for m in self._article.mentions if m.last <= mention.first and isinstance(m.node, Node)]
        for one, other in zip(before[-2::-1], before[:0:-1], strict=False):
            between = [t.low for t in self._tokens[one.last : other.first] if t.text not in ("(", ")")]
            pair = [m.node for m in (other, one) if isinstance(m.node, Node) and not m.node.plural]
            joined = len(pair) == 2 and pair[0] is not pair[1] and "et" in between and len(between) <= 4
            if joined and all(self._is_a(node.type, *family) for node in pair):
                return pair
        return []

    def _of(self, members: list[Node], mention: Mention) -> Node:
        """The group of those last seen, as the mention calls it."""
        label = clean(mention.label(self._text))
        return Node(label, mention.type, plural=True, members=members[::-1], context=self._article.context)
