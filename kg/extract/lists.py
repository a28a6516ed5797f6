"""Who belongs to a group, where the text lists them: « six pays : A, B et C », « …, dont A et B », « tels A ou B »."""

from __future__ import annotations

from kg.extract.article import Article
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, clean, name_key
from kg.lexicon.words import fold, singular

_LISTED = ("Instrument", "Occasion", "Initiative", "Organization")


class Lists:
    """The members of the groups of an article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def note(self) -> None:
        """Tell the groups who their members are, once all mentions have their nodes."""
        self._note_lists()
        self._note_named_later()

    def named(self, mention: Mention, index: int) -> Node:
        """The thing of a name that no noun explains: of the class of the list it stands in, where it does."""
        label = clean(mention.label(self._text))
        for node in self._article.nodes:
            if node.key == name_key(label) or label in node.forms:
                return node
        kind, group = self._under(mention, index)
        heads = {singular(w) for w in fold(group.label).split()[:1]} if group is not None else set()
        node = Node(label, kind or mention.type, proper=True, heads=heads)
        self._article.add(node)
        if group is not None:
            group.members.append(node)
        return node

    def _note_lists(self) -> None:
        """« six pays : le Mali, le Burkina Faso et le Niger »: what stands after the colon are the members."""
        for index, mention in enumerate(self._article.mentions):
            node = mention.node
            if not isinstance(node, Node) or node.members or mention.last >= len(self._tokens):
                continue
            family = ("Actor", "Place") if mention.kind == "group" else self._listed(mention, node)
            if not family:
                continue
            at = mention.last
            if (
                self._tokens[at].text == ","
                and at + 1 < len(self._tokens)
                and self._tokens[at + 1].low in ("dont", "parmi")
            ):
                at += 1
            if self._tokens[at].text not in (":", "(") and self._tokens[at].low not in ("dont", "parmi"):
                continue
            if self._tokens[at].low == "parmi":
                at += 1
            for later in self._article.mentions[index + 1 :]:
                gap = self._tokens[at : later.first]
                if (
                    len(gap) > 2
                    or not isinstance(later.node, Node)
                    or not self._is_a(later.node.type, *family)
                    or any(t.low not in (",", "et", ":", "(", "dont", "ou", "lesquels", "lesquelles") for t in gap)
                ):
                    break
                if any(t.pos in ("VERB", "AUX", "PRON") for t in self._tokens[later.last : later.last + 1]):
                    break  # « jeunes pousses, dont l'Algérie se propose … »: a relative clause
                node.members.append(later.node)
                node.counted, at = True, later.last

    def _listed(self, mention: Mention, node: Node) -> tuple[str, ...]:
        """« treize accords, parmi lesquels un mémorandum »: of which kind those of a plural noun are; () of no plural."""
        plural = mention.kind == "noun" and node.plural
        return next(((kind,) for kind in _LISTED if plural and self._is_a(node.type, kind)), ())

    def _note_named_later(self) -> None:
        """« Douze chefs d'État ont assisté au sommet, dont Emmanuel Macron et Paul Biya »: members named at the sentence's end."""
        for sentence in self._text.sentences:
            within = [m for m in self._article.mentions if sentence.first <= m.first < sentence.last]
            opens = [
                i
                for i in range(sentence.first + 2, sentence.last)
                if self._tokens[i].text == ":"
                or (
                    self._tokens[i].low in ("dont", "notamment", "lesquels", "lesquelles")
                    and "," in (self._tokens[i - 1].text, self._tokens[i - 2].text)
                )
            ]
            if not opens or any(t.pos in ("VERB", "AUX") for t in self._tokens[opens[-1] : sentence.last]):
                continue
            node = self._listed_group([m for m in within if m.last <= opens[-1]])
            named = [m for m in within if m.first > opens[-1] and isinstance(m.node, Node)]
            kinds = [
                self._is_a(m.node.type, "Person", "State", "Organization", "Place")
                for m in named
                if isinstance(m.node, Node)
            ]
            if node is not None and named and all(kinds) and named[0].first - opens[-1] <= 2:
                node.members = [m.node for m in named if isinstance(m.node, Node)]
                node.counted = True

    @staticmethod
    def _listed_group(before: list[Mention]) -> Node | None:
        """The group that a list behind these mentions is of: what the sentence is about, else the only one there is."""
        groups = [m for m in before if m.kind == "group"]
        leads = groups and all(m.kind in ("date", "amount") for m in before[: before.index(groups[0])])
        if not groups or not (leads or len(groups) == 1):
            return None
        node = groups[0].node
        return node if isinstance(node, Node) and not node.members else None

    def _under(self, mention: Mention, index: int) -> tuple[str, Node | None]:
        """« centres …, tels A ou B », « six pays : A, B et C »: the class and the group that a listed name belongs to."""
        before = self._tokens[mention.first - 1].low if mention.first else ""
        if before not in ("tels", "telles", "tel", "telle", "comme", "notamment"):
            return "", None
        gender = "" if not before.startswith("tel") else "Fem" if before.startswith("telle") else "Masc"
        for earlier in reversed(self._article.mentions[max(0, index - 4) : index]):
            node, word = earlier.node, self._tokens[earlier.head]
            if (
                isinstance(node, Node)
                and node.plural
                and earlier.kind in ("noun", "group")
                and gender in ("", word.gender)
            ):
                kind = self._article.lexicon.heads.get(singular(self._tokens[earlier.head].fold), "")
                if kind:
                    return kind, node
        return "", None
