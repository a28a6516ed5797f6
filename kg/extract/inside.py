"""Facts that stand inside a name: « Forum **de l'ECOSOC** », « Fonds **de 11 milliards** », « Sommet **de Paris sur l'IA** »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.draft import Draft, told_by_name
from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, name_key
from kg.lexicon import classes
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text, Token

_NAMED = ("Instrument", "Forum", "Occasion", "Initiative", "Organization")
# Bodies whose name tells their trade (« Agence de développement »): of 81 topics read there, 10 were topics.
_OF_A_TRADE = frozenset({"IntergovernmentalOrganization", "OrganizationalBody", "Centre"})


class InsideName:
    """Reads what the parts of a name tell of the thing."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, entry_node: Callable[[str], Node]) -> None:
        self._text, self._tokens, self._cues = text, text.tokens, lexicon.phrases
        self._gazetteer, self._entry_node, self._is_a = gazetteer, entry_node, classes.load().is_a

    def read(self, mention: Mention, node: Node) -> Iterator[Draft]:
        """The facts inside the name that a mention is."""
        span, about_seen = (mention.first, mention.last), node.type in _OF_A_TRADE
        if self._is_a(node.type, "Occasion", "ForumSeries") and (body := self._namesake(node, mention)) is not None:
            yield replace(told_by_name(node, "partOf", body, span, "name#namesake", 0.8), status="ongoing")
        for inner in mention.inner:
            if inner.kind == "amount" and self._is_a(node.type, "Initiative", "Instrument"):
                yield told_by_name(node, "amount", None, span, "name#amount", 0.7, inner.value)
            target = inner.node
            if not isinstance(target, Node) or target is node or self._of_a_part(mention, node, inner):
                continue
            before = preposition(inner, self._tokens)
            if before == "de" and self._is_part(node, inner, target):
                yield told_by_name(node, "partOf", target, span, "name#partOf", 0.88)
            if not about_seen and self._is_topic(mention, node, inner, before):
                about_seen = True
                yield told_by_name(node.series or node, "about", target, span, "name#about", 0.9)
            if before == "pour" and self._is_a(node.type, "Instrument") and self._is_a(target.type, "Forum"):
                yield told_by_name(node, "about", target, span, "name#about", 0.85)
            if before in ("de", "à") and is_city(target, self._gazetteer):
                yield from self._place(mention, node, inner, target)
            if before == "de" and self._is_maker(mention, node, target):
                yield told_by_name(node, "producedBy", target, span, "name#producedBy", 0.85)
        if self._is_a(node.type, "Occasion") and (year := self._year(mention)):
            yield told_by_name(node, "date", None, span, "name#date", 0.9, year)
        if not about_seen and (topic := self._plain_topic(mention)) is not None and self._is_a(node.type, *_NAMED):
            yield told_by_name(node, "about", topic, span, "name#about", 0.8)

    def _of_a_part(self, mention: Mention, node: Node, inner: Mention) -> bool:
        """« la session de l'Assemblée générale de l'ONU »: of the Assembly, which is of the UN."""
        holders = (i for i in mention.inner if i is not inner and i.contains(inner))
        return self._is_a(node.type, "Occasion") and any(self._is_a(i.type, "Organization") for i in holders)

    def _is_part(self, node: Node, inner: Mention, target: Node) -> bool:
        """« Forum de l'ECOSOC »: of a body, not of a kind nor of many."""
        of_body = self._is_a(target.type, "Organization") and target.type != "Company"
        part = self._is_a(node.type, "Organization", "Occasion", "Initiative") and not self._is_a(node.type, "State")
        return of_body and part and not node.plural and not self._many(inner) and not self._kind(inner)

    def _is_topic(self, mention: Mention, node: Node, inner: Mention, before: str) -> bool:
        if inner.kind != "topic" or self._at_work(inner) or not self._is_a(node.type, *_NAMED):
            return False
        if before == "sur" or (before == "à" and self._concerning(inner.first)):
            return True
        return before in ("de", "pour", "en") and self._of_topic(mention, inner)

    def _place(self, mention: Mention, node: Node, inner: Mention, city: Node) -> Iterator[Draft]:
        span = mention.first, mention.last
        # « l'Université Cheikh Anta Diop de Dakar »; « l'Université de Genève » is of the city, wherever it stands
        closing = inner.last == mention.last and inner.first - mention.head > 2
        if closing and self._is_a(node.type, "ResearchInstitution"):
            yield told_by_name(node, "locatedIn", city, span, "name#locatedIn", 0.85)
        if self._is_a(node.type, "Occasion"):
            yield told_by_name(node, "heldIn", city, span, "name#heldIn", 0.88)

    def _is_maker(self, mention: Mention, node: Node, target: Node) -> bool:
        """« la Déclaration du Sommet »: whose text it is; a founding one is of whom it founds (« la Charte des Nations unies »)."""
        if not self._is_a(node.type, "Instrument") or self._tokens[mention.head].fold == "charte":
            return False
        named = mention.kind == "registry" or mention.proper
        return self._is_a(target.type, "Occasion", *(("IntergovernmentalOrganization",) if named else ()))

    def _namesake(self, node: Node, mention: Mention) -> Node | None:
        """« le Sommet de la Francophonie »: the body of the registry that it is part of, where both close with one word."""
        entries = self._gazetteer.registry.entries
        series = node.series or node
        entry = entries.get(series.entry or "")
        parent = entries.get(entry.parent or "") if entry is not None else None
        if parent is None or entry is None or not self._is_a(parent.type, "Organization"):
            return None
        said, own = name_key(mention.label(self._text)), name_key(parent.label)
        shared = said[-1:] == own[-1:] and self._tokens[mention.last - 2].low in ("la", "le", "les", "l'", "de", "d'")
        return self._entry_node(parent.id) if shared else None

    def _at_work(self, inner: Mention) -> bool:
        """« groupe de travail », « séance de travail »: what is done there, not what it is about."""
        return self._tokens[inner.first].low == "travail" and self._tokens[inner.first - 1].low == "de"

    def _many(self, inner: Mention) -> bool:
        """« Conférence africaine des start-up »: common nouns in the plural are who meets, not whose the meeting is."""
        return inner.kind == "noun" and not inner.proper and self._tokens[inner.first].low == "des"

    def _kind(self, inner: Mention) -> bool:
        """« conseil d'association », « réseau de laboratoires »: a common noun without article tells the kind, no whole."""
        bare = inner.first == inner.core and self._tokens[inner.first - 1].low in ("de", "d'")
        return bare and inner.kind in ("noun", "group") and not inner.proper

    def _concerning(self, at: int) -> bool:
        """« consacré à », « relatif aux »: what follows is the topic."""
        return any(t.low in self._cues.concerning for t in self._tokens[max(0, at - 2) : at])

    def _of_topic(self, mention: Mention, inner: Mention) -> bool:
        """« Assises de l'IA », « Stratégie continentale d'IA »: the topic is the complement that closes the name."""
        return inner.last == mention.last or inner.first <= mention.head + 3

    def _plain_topic(self, mention: Mention) -> Node | None:
        """The words after « sur » when no registry topic stands there."""
        if mention.kind == "registry":
            return None
        for i in range(mention.head + 1, mention.last - 1):
            if self._tokens[i].text == '"':
                return next(
                    (t.node for t in mention.inner if t.kind == "topic" and t.first > i and isinstance(t.node, Node)),
                    None,
                )
            if (
                self._tokens[i].low == "sur"
                or (self._tokens[i].low == "pour" and self._for_topic(mention, i))
                or (self._tokens[i].low in ("à", "au", "aux") and self._concerning(i))
            ):
                start = i + 1
                while start < mention.last and self._tokens[start].low in ("le", "la", "l'", "les"):
                    start += 1
                end = next(
                    (j for j in range(start, mention.last) if self._tokens[j].low in ("pour", "(")), mention.last
                )
                return Node(self._text.slice(start, end), "Topic") if start < end else None
        return None

    def _for_topic(self, mention: Mention, i: int) -> bool:
        """« Alliance panafricaine pour le calcul », « Fonds pour les compétences »: what it is for, where no one is named."""
        if not self._is_a(mention.type, "Coalition", "FriendsGroup", "Centre"):
            return False
        acting = ("Actor", "Place", "Occasion")
        return mention.proper and not any(n.first > i and self._is_a(n.type, *acting) for n in mention.inner)

    def _year(self, mention: Mention) -> str:
        """« la Coupe du monde 2030 », « l'édition 2028 »: the year that closes a name."""
        last = self._tokens[mention.last - 1].text
        return last if re.fullmatch(r"(?:19|20)\d\d", last) else ""


def is_city(node: Node, gazetteer: Gazetteer) -> bool:
    """Whether a node is a place smaller than a state or continent: what meetings are named after."""
    if not classes.load().is_a(node.type, "Place"):
        return False
    entry = gazetteer.registry.entries.get(node.entry or "")
    within = entry is not None and (entry.parent or "").startswith(("state/", "place/"))
    return node.capital_of is not None or node.entry is None or within


def preposition(inner: Mention, tokens: tuple[Token, ...]) -> str:
    """The preposition inside the name that introduces an inner mention, looking past nouns (« pour l'Action sur l'IA »)."""
    first = inner.first
    token = tokens[first]
    if token.low in ("du", "des"):
        return "de"
    before = tokens[first - 1] if first else token
    while first and before.low in ("le", "la", "l'", "les"):
        first -= 1
        before = tokens[first - 1]
    low = {"d'": "de"}.get(before.low, before.low)
    if low in ("de", "du", "des"):
        # A longer « sur … de l'IA » is introduced by sur.
        back = first - 1
        while back > 0 and first - back < 8:
            back -= 1
            if tokens[back].low == "sur":
                return "sur"
        return "de"
    return "de" if low in ("du", "des") else low
