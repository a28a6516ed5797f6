"""Noun phrases by head noun: « le premier Forum de haut niveau sur l'IA en Afrique » is an occasion because of « Forum ».

The grammar is surface only: determiner, ordinals, head, adjectives, complements in de/sur/pour/en, a quoted title, an acronym.
"""

from __future__ import annotations

from kg.extract.adjectives import Adjectives
from kg.extract.closings import Closings
from kg.extract.complements import Complements
from kg.extract.mentions import ARTICLES, Mention
from kg.extract.quantities import ORDINAL
from kg.extract.topics import Topics
from kg.extract.wording import OF, Head, Wording

_STANDING = (
    "State",
    "Place",
    "OrganizationalBody",
    "IntergovernmentalOrganization",
    "CountryGroup",
    "Company",
    "ResearchInstitution",
)


class NounGrammar:
    """Builds noun-phrase mentions over one text."""

    def __init__(self, wording: Wording) -> None:
        adjectives, self._closings = Adjectives(wording), Closings(wording)
        self._right = Complements(wording, adjectives, Topics(wording, adjectives), self._closings)
        self._wording = wording
        self._tokens, self._registry, self._heads = wording.tokens, wording.registry, wording.heads
        self._cues, self._is_a = wording.cues, wording.is_a

    def find(self) -> list[Mention]:
        """The noun phrases of the text, and its registered names with what belongs to them."""
        found = []
        i = 0
        while i < len(self._tokens):
            registered = self._registry.get(i)
            if registered and self._fixed(registered):
                found.append(self._registered(registered))
                i = registered.last
                continue
            head = self._heads.get(i)
            if head is not None and i not in self._wording.absorbed:
                found.append(self._phrase(head))
                i = head.last
                continue
            i += 1
        return found

    def _fixed(self, mention: Mention) -> bool:
        """Whether a known name ends where it ends, whatever noun it begins with."""
        return mention.kind == "name" or self._is_a(mention.type, *_STANDING)

    def _phrase(self, head: Head) -> Mention:
        mention = Mention(head.first, head.last, head.first, "noun", self._wording.type_of(head))
        mention.proper = self._tokens[head.first].is_capital
        self._extend_left(mention)
        mention.last = self._before_holder(mention, self._right.extend(head.last, head, mention))
        registered = self._registry.get(mention.core) or self._registry.get(head.first)
        if registered is not None and registered.last >= mention.last and registered.kind != "topic":
            mention.kind, mention.type, mention.entry = registered.kind, registered.type, registered.entry
            mention.last, mention.proper = registered.last, True
            return mention
        bare = mention.last == head.last and mention.core in (head.first, self._wording.counted(head.first))
        mention.weak = bare and not mention.proper
        return mention

    def _before_holder(self, mention: Mention, last: int) -> int:
        """« la directrice de l'Alliance pour l'eau Amina Kone »: the name of who carries the title is no part of the body's."""
        k = mention.first
        while k and (self._tokens[k - 1].low in ARTICLES or self._tokens[k - 1].low in OF):
            k -= 1
        titled = any(self._wording.is_title(w) for w in (k - 1, k - 2) if w >= self._wording.start(mention.first))
        for name in self._wording.text.names if titled else ():
            closes = name.label == "PER" and mention.head < name.first and name.last == last
            if closes and name.last - name.first > 1 and not self._tokens[name.first - 1].is_capital:
                return name.first
        return last

    def _registered(self, registered: Mention) -> Mention:
        """A registry name with its determiner, acronym and the body it belongs to (« … (CPS) de l'Union africaine »)."""
        mention = Mention(
            registered.first,
            registered.last,
            registered.head,
            registered.kind,
            registered.type,
            entry=registered.entry,
            proper=True,
        )
        self._extend_left(mention)
        k = self._closings.acronym(registered.last, mention)
        if (
            k < self._wording.end(registered.first)
            and self._tokens[k].low in OF
            and self._is_a(mention.type, "OrganizationalBody")
        ):
            j = self._wording.skip_determiner(k + 1)
            parent = self._registry.get(j)
            if parent and self._is_a(parent.type, "Organization"):
                k = self._closings.acronym(parent.last, Mention(0, 0, 0, "noun", ""))
        mention.last = k
        return mention

    def _extend_left(self, mention: Mention) -> None:
        i = mention.first
        start = self._wording.start(i)
        while i - 1 >= start:
            word = self._tokens[i - 1]
            if ORDINAL.match(word.text) and word.pos != "PRON":
                i -= 1
                mention.core = mention.first = i
                mention.proper = mention.proper or word.is_capital
            elif (counted := self._wording.counted(i)) < i:
                i = mention.core = mention.first = counted
            elif word.low in self._cues.before:
                i -= 1
                mention.first = i
                if word.low in self._cues.another:
                    mention.core = i
            elif word.is_capital and mention.proper and mention.type != "State" and self._foreign(i - 1, start):
                i -= 1
                mention.core = mention.first = i
            else:
                break
        if i - 1 >= start and self._tokens[i - 1].low in ARTICLES:
            mention.determiner = ARTICLES[self._tokens[i - 1].low]
            mention.first = i - 1

    def _foreign(self, i: int, start: int) -> bool:
        """« World Forum », « Africa Investment Forum »: a capitalised word glued before a capitalised head."""
        token = self._tokens[i]
        return (
            i > start
            and token.pos in ("PROPN", "NOUN", "X", "ADJ")
            and i not in self._heads
            and token.low not in ARTICLES
            and not self._wording.is_title(i)
            and not any(m.first <= i < m.last for m in (self._registry.get(i),) if m is not None and m.type == "State")
        )
