"""What a noun phrase names: a thing the article or the registry knows by that name, or a new one."""

from __future__ import annotations

import re

from kg.extract.article import Article
from kg.extract.editions import YEAR, Editions
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, clean, name_key
from kg.extract.registered import Registered
from kg.extract.several import Several
from kg.extract.taken_up import TakenUp
from kg.lexicon.load import head_key

_PROPER_TAIL = re.compile(r"\s(?:d['’])?[A-ZÀ-Ý]")
# Texts filed under a number; a year is none, « accord n° 12 » has too short a one to tell it from others.
_FILED = frozenset({"Resolution"})
_NUMBER = re.compile(r"(?<![\w/.])(?:[A-Z]{1,4}/[\w/.]*\d|\d{1,3}/\d{1,3}|\d{3,4})(?![\w/])")


class Things:
    """The texts, meetings, bodies and programmes that an article names by a noun."""

    def __init__(
        self, article: Article, editions: Editions, several: Several, taken: TakenUp, registered: Registered
    ) -> None:
        self._article, self._editions, self._several = article, editions, several
        self._taken, self._registered = taken, registered
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def resolve(self, mention: Mention, index: int) -> Node:
        """The node of a noun phrase."""
        head = head_key(self._text.slice(mention.head, self._article.head_end(mention)))
        if (pointed := self._pointed_at(mention, index, head)) is not None:
            return pointed
        dated = self._dated(mention, index)
        label = dated if dated and mention.weak else self.label(mention)
        bare = mention.determiner == "dem" and mention.last == self._article.head_end(mention)
        if ((mention.weak and not dated) or bare) and (found := self._taken.bare(mention, head)) is not None:
            return found
        known = self._known(mention, label, head) or self._taken.described(mention) or self._taken.of_the_world(mention)
        alone = mention.last - mention.core == 1
        if known is None and alone and self._article.lexicon.takes_up.get(head) == ("IntergovernmentalOrganization",):
            known = self._taken.bare(mention, head)  # « l'Organisation » of the acronym just read
        return known or self._new(mention, index, label, head, dated)

    def _pointed_at(self, mention: Mention, index: int, head: str) -> Node | None:
        """« les deux textes », « la première édition », « son institution », and what a name in apposition explains."""
        determiner, before = mention.determiner, [t.low for t in self._tokens[mention.first : mention.head]]
        if mention.type == "Place" and "même" in before:
            return self._article.last("Place")  # « dans la même ville »
        if "deux" in before and determiner in ("def", "dem") and (pair := self._several.pair(mention, head)):
            return pair
        if head == "edition" and determiner in ("def", "indef", "dem"):
            edition = self._editions.of_last_series(mention, index)
            if edition is not None:
                return edition
        if determiner == "poss" and head in self._article.lexicon.own_bodies:
            own = self._taken.own_body(index)
            if own is not None:
                return own
        if (apposed := self._apposed_name(mention, index)) is not None:
            apposed.heads.add(head)
        return apposed

    def _new(self, mention: Mention, index: int, label: str, head: str, dated: str) -> Node:
        """A node for what the article has not spoken of before."""
        word = self._tokens[mention.head]
        node = Node(
            label, mention.type, proper=mention.proper, gender=word.gender, plural=word.number == "Plur", heads={head}
        )
        node.symbol = _symbol(label) if mention.type in _FILED else ""
        node.context = "" if self._named_in_full(mention, label) else self._article.context
        node.indefinite = mention.determiner == "indef"
        bodies = ("IntergovernmentalOrganization", "OrganizationalBody")
        inner = [i.node for i in mention.inner if isinstance(i.node, Node)]
        node.of = next((n for n in inner if self._is_a(n.type, *bodies)), None)
        if dated:
            node.add_form(dated)
        node.ordinal = next((t.fold for t in self._tokens[mention.core : mention.head]), "")
        node.year = self._editions.year_after(index, mention) if self._is_a(mention.type, "Occasion") else ""
        node.series = self._editions.series_of(mention)
        if node.year and label != dated:
            node.label = f"{label} ({node.year})"
            node.add_form(f"{label} en {node.year}")
        return self._article.add(node)

    def label(self, mention: Mention) -> str:
        """The words of a name without what the thing is worth (« fonds de 11 milliards »)."""
        last = mention.named_to or mention.last
        for amount in mention.inner:
            if amount.kind == "amount" and mention.kind == "noun":
                k = amount.first
                while k - 1 > mention.head and (
                    self._tokens[k - 1].low in self._article.lexicon.worth or self._tokens[k - 1].pos == "ADJ"
                ):
                    k -= 1
                if any(self._tokens[x].low in ("de", "d'") for x in range(k, amount.first)):
                    while self._tokens[k].low not in ("de", "d'"):
                        k += 1
                    last = min(last, k)
        label = clean(self._text.slice(mention.core, last))
        return label if label.count('"') % 2 == 0 else " ".join(label.replace('"', " ").split())

    def _apposed_name(self, mention: Mention, index: int) -> Node | None:
        """« EuroLingua, un consortium …»: what a name of unknown class is, told right after it."""
        before = self._article.previous(mention, index)
        if (
            before is None
            or before.kind != "name"
            or mention.determiner != "indef"
            or not isinstance(before.node, Node)
            or before.node.type != "Organization"
            or before.last + 1 != mention.first
            or self._tokens[before.last].text != ","
            or not self._is_a(mention.type, "Forum", "Initiative", "Organization", "Instrument")
        ):
            return None
        before.node.type = before.type = mention.type
        return before.node

    def _dated(self, mention: Mention, index: int) -> str:
        """« l'accord de 1991 », « le sommet de février 2022 »: the name with the date set to it by « de », or ""."""
        after = self._article.following(index)
        if (
            after is None
            or after.kind != "date"
            or self._text.sentence_of[after.first] != self._text.sentence_of[mention.first]
        ):
            return ""
        words = [t.low for t in self._tokens[mention.last : after.first + 1]]
        linked = words[:1] in (["de"], ["d'"]) and len(words) <= 2
        return self._text.slice(mention.core, after.last) if linked and YEAR.match(after.value) else ""

    def _named_in_full(self, mention: Mention, label: str) -> bool:
        """Whether a name says what it names to whoever reads another article: three words, or a text's two when one is
        a proper noun (« Déclaration de Nairobi », not « Assemblée nationale »)."""
        if not mention.proper:
            return False
        words = len(name_key(label))
        return words >= 3 or (
            words == 2 and self._is_a(mention.type, "Instrument") and bool(_PROPER_TAIL.search(label))
        )

    def _known(self, mention: Mention, label: str, head: str) -> Node | None:
        """The node already named so: the same words, or a capitalised short form of a longer name (never across ordinals or years)."""
        key = name_key(label)
        symbol = _symbol(label) if mention.type in _FILED else ""
        for node in reversed(self._article.nodes):
            if symbol and node.type == mention.type and node.symbol == symbol and not node.of:
                return node
            if node.key == key and not node.plural and self._is_a(node.type, *self._article.family(mention.type)):
                return node
        if (registered := self._registered.in_other_words(key, mention, head)) is not None:
            return registered
        if not mention.proper or mention.determiner == "indef":
            return None
        if mention.determiner == "def" and (lead := self._taken.announced(mention, head)) is not None:
            lead.label, lead.proper, lead.context = label, True, ""
            return lead
        for node in self._article.recent():
            long = node.key
            if (
                head in node.heads
                and node.proper
                and len(key) < len(long)
                and long[: len(key)] == key
                and not _numbers(long) - _numbers(key)
            ):
                return node
        return None


def _numbers(key: tuple[str, ...]) -> set[str]:
    return {w for w in key if w[0].isdigit() or re.fullmatch(r"(?:premier|second|[a-z]+ieme)e?", w)}


def _symbol(label: str) -> str:
    """The number or symbol of a text in its name: « résolution 2900 sur le Soudan » → « 2900 »; "" for none."""
    found = _NUMBER.search(label)
    return found[0] if found else ""
