"""Whom a pronoun stands for: « il », « elles », « celle-ci », « ce dernier », « tous »."""

from __future__ import annotations

from kg.extract.another import Another
from kg.extract.article import NO_NODE, Article
from kg.extract.mentions import CONTRACTED, Mention
from kg.extract.nodes import Node

_ARTICLES = {"le": "Masc", "du": "Masc", "au": "Masc", "la": "Fem"}

_MASCULINE = frozenset({"Mexique", "Mozambique", "Cambodge", "Zimbabwe", "Belize", "Suriname", "Timor oriental"})


def _of_state(mention: Mention) -> str:
    """The gender of a state whose article does not tell (« l'Arménie »): of its name, or "" where that is plural."""
    node = mention.node
    if not isinstance(node, Node) or node.type != "State" or node.plural:
        return ""
    return "Fem" if node.label.endswith("e") and node.label not in _MASCULINE else "Masc"


class Pronouns:
    """What the pronouns of an article take up."""

    def __init__(self, article: Article, another: Another) -> None:
        self._article, self._another = article, another
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def resolve(self, mention: Mention, index: int) -> Node | None:
        """What a pronoun stands for; None where nothing before it fits."""
        low = self._tokens[mention.first].low
        if mention.core > mention.first:
            return self._another.counted_off(mention, index)
        if low in ("tous", "toutes"):
            return self._together(mention, index)
        if mention.last - mention.first > 1 or low.endswith(("-ci", "-là")):
            return self._latter(mention, index)
        if low in ("celle", "celui", "ceux", "celles"):
            return self._another.demonstrative(mention, index)
        return self._personal(mention, index, low)

    def _personal(self, mention: Mention, index: int, low: str) -> Node | None:
        """« il », « elles », « -t-il »: those set together, else the likeliest mention of the same gender and number."""
        gender, plural = "Fem" if mention.value == "fem" else "Masc", low.lstrip("-") in ("ils", "elles")
        if plural and not low.startswith("-") and (pair := self._together(mention, index)) is not None:
            return pair
        subjects = self._subjects(mention, index, gender, plural)
        likely = sorted(subjects, key=lambda m: (not self._is_free(m), m.first))
        found = next((m for m in likely if self._can_be(m, gender, plural)), None)
        if found is None or not self._is_free(found):
            for m in likely:  # « Rabat s'est rallié à … ; il … »
                if self._is_free(m) and isinstance(m.node, Node) and m.node.capital_of and not plural:
                    return self._article.entry_node(m.node.capital_of)
        return found.node if found is not None and isinstance(found.node, Node) else None

    def _subjects(self, mention: Mention, index: int, gender: str, plural: bool) -> list[Mention]:
        """Among which mentions of this sentence and the one before a personal pronoun has its own."""
        first = self._text.sentences[self._text.sentence_of[mention.first]].first
        named = [m for m in self._article.mentions[:index] if isinstance(m.node, Node)]
        earlier = [m for m in named if m.kind not in (*NO_NODE, "topic")]
        subjects = [m for m in earlier if m.first >= self._start_of_previous(first)]
        parted = next((i for i in range(mention.first - 1, first, -1) if self._tokens[i].text in (";", ":")), None)
        if parted is not None and mention.first - parted <= 3:  # « Ce texte … ; il … »: said of the same subject
            own = [m for m in earlier if m.first >= first]
            subjects = own if any(self._can_be(m, gender, plural) for m in own) else subjects
        if self._tokens[mention.first].low.startswith("-"):
            subjects = list(filter(self._is_person, subjects)) or list(filter(self._is_person, earlier))[::-1]
        if self._tokens[mention.first - 1].low in ("qu'", "que"):
            # « Le Japon a annoncé qu'il … »: the subject of the clause above, sooner than the sentence before
            own = [m for m in subjects if m.first >= first and self._is_free(m)]
            subjects = own if own and self._can_be(own[0], gender, plural) else subjects
        return subjects

    @staticmethod
    def _is_person(m: Mention) -> bool:
        return isinstance(m.node, Node) and m.node.type == "Person"

    def _together(self, mention: Mention, index: int) -> Node | None:
        """« Ils ont signé »: those whom the sentence before sets together as its subject (« A et B »), else its two people."""
        start = self._start_of_previous(self._text.sentences[self._text.sentence_of[mention.first]].first)
        told = [m for m in self._article.mentions[:index] if m.first >= start and m.kind not in NO_NODE]
        acting = [
            m for m in told if isinstance(m.node, Node) and (self._is_a(m.node.type, "Actor") or m.node.capital_of)
        ]
        joint = acting[:1] if told and acting and acting[0] is told[0] else []
        for m in acting[1:]:
            words = [t.low for t in self._tokens[joint[-1].last : m.first] if t.pos != "ADV"] if joint else [""]
            if words not in (["et"], [","], [",", "et"]):
                break
            joint.append(m)
        people = list(dict.fromkeys(m.node for m in acting if m.kind == "person"))
        pair = [m.node for m in joint] if len(joint) > 1 else people if len(people) == 2 else []
        members = [n for n in pair if isinstance(n, Node)]
        if not members or any(isinstance(m.node, Node) and m.node.plural for m in acting):
            return None
        return Node(self._text.slice(mention.first, mention.last), "ActorGroup", plural=True, members=members)

    def _can_be(self, m: Mention, gender: str, plural: bool) -> bool:
        """Whether « il », « elles » may stand for a mention."""
        node = m.node
        return (
            isinstance(node, Node)
            and node.plural == plural
            and (not node.gender or node.gender == gender)
            and self._gender_of(m, gender)
            and not self._is_a(node.type, "Place", "Topic")
        )

    def _latter(self, mention: Mention, index: int) -> Node | None:
        """« celle-ci », « ce dernier »: what was named last, of that gender and number."""
        gender = "Fem" if mention.value == "fem" else "Masc"
        plural = self._tokens[mention.first].low in ("ceux", "celles", "ces")
        for m in reversed(self._article.mentions[:index]):
            node = m.node
            if (
                isinstance(node, Node)
                and m.kind not in ("topic", "pronoun", "post")
                and node.plural == plural
                and node.gender in ("", gender)
                and self._gender_of(m, gender)
                and not self._is_a(node.type, "Place", "Topic")
            ):
                return node
        return None

    def _is_free(self, m: Mention) -> bool:
        """Whether no preposition stands before a mention or in its article."""
        apart = not m.first or self._tokens[m.first - 1].pos != "ADP"
        return apart and self._tokens[m.first].low not in CONTRACTED

    def _gender_of(self, mention: Mention, gender: str) -> bool:
        word = self._tokens[mention.head]
        if mention.kind == "registry" and word.pos == "PROPN":  # its article tells: « la Chine », « du Maroc »
            return _ARTICLES.get(self._tokens[mention.first].low, _of_state(mention) or gender) == gender
        return mention.kind == "person" or not word.gender or word.gender == gender

    def _start_of_previous(self, first: int) -> int:
        at = self._text.sentence_of[first]
        return self._text.sentences[max(0, at - 1)].first
