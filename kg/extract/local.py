"""Facts that stand inside a name or beside it: « Forum **de l'ECOSOC** », « **sur l'IA** », « (1-2 juillet) », « Fonds de 11 milliards »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.draft import Draft
from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, name_key
from kg.extract.scene import Scene
from kg.lexicon import classes
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text

_NAMED = ("Instrument", "Forum", "Occasion", "Initiative", "Organization")
# Bodies whose name tells their trade (« Agence de développement »): of 81 topics read there, 10 were topics.
_OF_A_TRADE = frozenset({"IntergovernmentalOrganization", "OrganizationalBody", "Centre"})
# Meetings between people, and bodies that are not their owner's: « leur entretien », « son gouvernement ».
_BETWEEN = (
    "entreti",
    "rencontr",
    "entrevue",
    "tete",
    "echange",
    "conversation",
    "discuss",
    "gouvernement",
    "delegation",
    "ministere",
    "institution",
    "departement",
    "travaux",
)
_SERIES = ("ForumSeries", "Forum", "ForumEdition")


class LocalReader:
    """Reads one scene's mentions; the status of what it finds is settled later from the node's other facts ("")."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, entry_node: Callable[[str], Node]) -> None:
        self.text, self.tokens, self._gazetteer, self._entry_node = text, text.tokens, gazetteer, entry_node
        self._is_a, self._concerning_words = classes.load().is_a, lexicon.phrases.concerning
        self._last_body: Node | None = None

    def read(self, scene: Scene) -> Iterator[Draft]:
        yield from self._read(scene)
        free = [
            m.node
            for m in scene.actual
            if isinstance(m.node, Node)
            and self._is_a(m.node.type, "Organization")
            and scene.preposition(m) == ""
            and m.kind != "pronoun"
        ]
        self._last_body = free[0] if free else self._last_body

    def _read(self, scene: Scene) -> Iterator[Draft]:
        for index, mention in enumerate(scene.mentions):
            node = mention.node
            if not isinstance(node, Node):
                continue
            if mention.kind == "pronoun" and self._is_a(node.type, "Instrument") and index + 1 < len(scene.mentions):
                forum = scene.mentions[index + 1]
                if (
                    isinstance(forum.node, Node)
                    and self._is_a(forum.node.type, "Forum")
                    and scene.preposition(forum) == "de"
                    and forum.first == mention.last
                ):
                    yield self._draft(node, "about", forum.node, mention.first, forum.last, "beside#about", 0.8)
            if mention.kind == "noun":
                yield from self._owner(mention, node, scene)
            if mention.kind in ("noun", "registry", "name"):
                yield from self._inside(mention, node)
            words = [t.low for t in self.tokens[mention.head : mention.head + 2]]
            counted = mention.core < mention.head or words in (["états", "membres"], ["pays", "membres"])
            if mention.kind == "group" and node.type == "CountryGroup" and counted:
                yield from self._members(mention, node, scene)
            if mention.kind in ("noun", "registry", "name", "person", "group", "post"):
                for inner in mention.inner:
                    if inner.kind in ("noun", "registry") and isinstance(inner.node, Node):
                        inner.inner = [i for i in mention.inner if i is not inner and inner.contains(i)]
                        yield from self._inside(inner, inner.node)
                yield from self._beside(mention, node, scene, index)
            # « celle prévue à New Delhi » names another edition; « elle » speaks of one already named.
            # « le XIXe Sommet de la Francophonie » is a name, and says nothing apart of the series.
            edition = self.tokens[mention.head].low.startswith("édition")
            names = (mention.kind != "registry" and (edition or not mention.weak)) and (
                mention.kind != "pronoun" or self.tokens[mention.first].low in ("celle", "celui")
            )
            if node.series is not None and names:
                yield self._draft(node, "editionOf", node.series, mention.first, mention.last, "name#edition", 0.85)

    def _owner(self, mention: Mention, node: Node, scene: Scene) -> Iterator[Draft]:
        """« leur première résolution »: whose text it is; « l'initiative chinoise »: whose initiative."""
        if mention.determiner == "poss" and node.type == "Resolution" and not mention.weak:
            plural = self.tokens[mention.first].low in ("leur", "leurs")
            for owner in scene.before(mention.first):
                o = owner.node
                if (
                    isinstance(o, Node)
                    and self._is_a(o.type, "State", "CountryGroup", "Person", "ActorGroup")
                    and (o.plural or o.type == "CountryGroup" or len(scene.group(owner)) > 1) == plural
                ):
                    yield self._draft(o, "sponsors", node, owner.first, mention.last, "possessive#sponsors", 0.7)
                    break
        head = self.tokens[mention.head].fold
        if (whole := self._whose(mention, node, scene)) is not None:
            relation = "editionOf" if head.startswith("edition") and self._is_a(whole.type, *_SERIES) else "partOf"
            yield self._draft(node, relation, whole, mention.first, mention.last, "dont#partOf", 0.75)
        if (
            mention.determiner == "poss"
            and self._is_a(node.type, "Occasion", "OrganizationalBody")
            and node.type != "Visit"
            and not head.startswith(_BETWEEN)
        ):
            whole = self._possessor(mention, scene)
            several = self.tokens[mention.first].low in ("leur", "leurs")
            if whole is not None and not (several and whole.type == "IntergovernmentalOrganization"):
                yield self._draft(node, "partOf", whole, mention.first, mention.last, "possessive#partOf", 0.6)
        its_report = self.tokens[mention.first].low == "son" and head.startswith(("rapport", "baromètre", "guide"))
        if its_report and node.type == "Report" and (maker := self._possessor(mention, scene)):
            yield self._draft(node, "producedBy", maker, mention.first, mention.last, "possessive#producedBy", 0.7)
        if node.type == "Programme" and mention.last - mention.core == 2:
            state = self._gazetteer.demonym(self.tokens[mention.last - 1].fold)
            if state is not None:
                yield self._draft(
                    self._entry_node(state), "launches", node, mention.first, mention.last, "name#origin", 0.7
                )

    def _whose(self, mention: Mention, node: Node, scene: Scene) -> Node | None:
        """« le consortium, dont le secrétariat s'installera … », « le Forum, dont la septième édition … »: the whole."""
        clause = scene.clause_of.get(mention.first)
        if clause is None or clause.opener != "dont" or mention.first - clause.first > 1 or node.plural:
            return None
        if not self._is_a(node.type, "Occasion", "OrganizationalBody"):
            return None
        for m in scene.before(clause.before + 1):
            if isinstance(m.node, Node) and self._is_a(m.node.type, "Organization", "Occasion", "ForumSeries"):
                return m.node if clause.before + 1 - m.last <= 2 and not m.node.plural else None
        return None

    def _possessor(self, mention: Mention, scene: Scene) -> Node | None:
        """The body behind « sa 45e session »: the clause's free body, before or (after a fronted phrase) after it."""
        close = next(iter(scene.before(mention.first)), None)
        if close is not None and mention.first - close.last <= 4 and isinstance(close.node, Node):
            met = any(t.form == "participle" for t in self.tokens[close.last : mention.first])
            if met and self._is_a(close.node.type, "Organization") and not close.node.plural:
                return close.node  # « par le Conseil, réuni pour sa 116e session »
        near = [*scene.before(mention.first), *scene.after(mention.last)]
        for m in near:
            if (
                isinstance(m.node, Node)
                and self._is_a(m.node.type, "Organization")
                and not m.node.plural
                and scene.preposition(m) == ""
            ):
                return m.node
        return self._last_body

    def _members(self, mention: Mention, node: Node, scene: Scene) -> Iterator[Draft]:
        """« les trente-deux pays de l'Alliance », « 166 membres de l'OMC »: a group of states is of the body it is named by."""
        for inner in mention.inner:
            target = inner.node
            if (
                isinstance(target, Node)
                and self._is_a(target.type, "Organization")
                and not target.plural
                and self._preposition(inner) == "de"
            ):
                draft = self._draft(node, "memberOf", target, mention.first, mention.last, "name#memberOf", 0.85)
                yield replace(draft, status="ongoing")  # whatever they did
                return
        fellows = any(t.low == "membres" for t in self.tokens[mention.head : mention.head + 2])
        body = self._whole_of(mention, scene) if fellows else None
        if body is not None and body is not node:
            draft = self._draft(node, "memberOf", body, mention.first, mention.last, "body#memberOf", 0.7)
            yield replace(draft, status="ongoing")

    def _whole_of(self, mention: Mention, scene: Scene) -> Node | None:
        """« Ses 43 membres », « la CEDEAO, forte de douze États membres »: the body meant."""
        is_body: Callable[[Mention], bool] = lambda m: (  # noqa: E731
            isinstance(m.node, Node) and not m.node.plural and self._is_a(m.node.type, "Organization", "Forum")
        )
        before = [t.low for t in self.tokens[max(0, mention.first - 2) : mention.first]]
        if before[:1] in (["fort"], ["forte"]):
            near = next((m for m in scene.before(mention.first) if is_body(m)), None)
            return near.node if near is not None and isinstance(near.node, Node) else None
        return self._possessor(mention, scene) if mention.determiner == "poss" else None

    # ---- inside the name

    def _namesake(self, node: Node, mention: Mention) -> Node | None:
        """« le Sommet de la Francophonie »: the body of the registry that it is part of, where both close with one word."""
        entries = self._gazetteer.registry.entries
        series = node.series or node
        entry = entries.get(series.entry or "")
        parent = entries.get(entry.parent or "") if entry is not None else None
        if parent is None or entry is None or not self._is_a(parent.type, "Organization"):
            return None
        said, own = name_key(mention.label(self.text)), name_key(parent.label)
        shared = said[-1:] == own[-1:] and self.tokens[mention.last - 2].low in ("la", "le", "les", "l'", "de", "d'")
        return self._entry_node(parent.id) if shared else None

    def _inside(self, mention: Mention, node: Node) -> Iterator[Draft]:
        about_seen = node.type in _OF_A_TRADE
        if self._is_a(node.type, "Occasion", "ForumSeries") and (body := self._namesake(node, mention)) is not None:
            body_draft = self._draft(node, "partOf", body, mention.first, mention.last, "name#namesake", 0.8)
            yield replace(body_draft, status="ongoing")
        for inner in mention.inner:
            target = inner.node
            if inner.kind in ("amount",) and self._is_a(node.type, "Initiative", "Instrument"):
                yield self._draft(node, "amount", None, mention.first, mention.last, "name#amount", 0.7, inner.value)
            if not isinstance(target, Node) or target is node:
                continue
            if self._is_a(node.type, "Occasion") and any(
                i is not inner and i.contains(inner) and self._is_a(i.type, "Organization") for i in mention.inner
            ):
                continue  # « la session de l'Assemblée générale de l'ONU »: of the Assembly, which is of the UN
            before = self._preposition(inner)
            if (
                before == "de"
                and not node.plural
                and not self._many(inner)
                and not self._kind(inner)
                and target.type != "Company"
                and self._is_a(target.type, "Organization")
                and self._is_a(node.type, "Organization", "Occasion", "Initiative")
            ) and not self._is_a(node.type, "State"):
                yield self._draft(node, "partOf", target, mention.first, mention.last, "name#partOf", 0.88)
            if (
                (before in ("sur", "de", "pour", "en") or (before == "à" and self._concerning(inner.first)))
                and inner.kind == "topic"
                and not about_seen
                and not self._at_work(inner)
                and self._is_a(node.type, *_NAMED)
            ) and (before in ("sur", "à") or self._of_topic(mention, inner)):
                about_seen = True
                yield self._draft(node.series or node, "about", target, mention.first, mention.last, "name#about", 0.9)
            if before == "pour" and self._is_a(node.type, "Instrument") and self._is_a(target.type, "Forum"):
                yield self._draft(node, "about", target, mention.first, mention.last, "name#about", 0.85)
            # « l'Université Cheikh Anta Diop de Dakar »; « l'Université de Genève » is of the city, wherever it stands
            closing = inner.last == mention.last and self._city(target) and inner.first - mention.head > 2
            if before in ("de", "à") and closing and self._is_a(node.type, "ResearchInstitution"):
                yield self._draft(node, "locatedIn", target, mention.first, mention.last, "name#locatedIn", 0.85)
            if before in ("de", "à") and self._is_a(node.type, "Occasion") and self._city(target):
                yield self._draft(node, "heldIn", target, mention.first, mention.last, "name#heldIn", 0.88)
            makers = (
                ("Occasion", "IntergovernmentalOrganization")
                if mention.kind == "registry" or mention.proper
                else ("Occasion",)
            )
            founding = self.tokens[mention.head].fold == "charte"  # « la Charte des Nations unies »
            if (
                before == "de"
                and self._is_a(node.type, "Instrument")
                and self._is_a(target.type, *makers)
                and not founding
            ):
                yield self._draft(node, "producedBy", target, mention.first, mention.last, "name#producedBy", 0.85)
        if self._is_a(node.type, "Occasion") and (year := self._year(mention)):
            yield self._draft(node, "date", None, mention.first, mention.last, "name#date", 0.9, year, year)
        if not about_seen and (topic := self._plain_topic(mention)) is not None and self._is_a(node.type, *_NAMED):
            yield self._draft(node, "about", topic, mention.first, mention.last, "name#about", 0.8)

    def _at_work(self, inner: Mention) -> bool:
        """« groupe de travail », « séance de travail »: what is done there, not what it is about."""
        return self.tokens[inner.first].low == "travail" and self.tokens[inner.first - 1].low == "de"

    def _many(self, inner: Mention) -> bool:
        """« Conférence africaine des start-up »: common nouns in the plural are who meets, not whose the meeting is."""
        return inner.kind == "noun" and not inner.proper and self.tokens[inner.first].low == "des"

    def _kind(self, inner: Mention) -> bool:
        """« conseil d'association », « réseau de laboratoires »: a common noun without article tells the kind, no whole."""
        bare = inner.first == inner.core and self.tokens[inner.first - 1].low in ("de", "d'")
        return bare and inner.kind in ("noun", "group") and not inner.proper

    def _concerning(self, at: int) -> bool:
        """« consacré à », « relatif aux »: what follows is the topic."""
        return any(t.low in self._concerning_words for t in self.tokens[max(0, at - 2) : at])

    def _city(self, node: Node) -> bool:
        """A place smaller than a state or continent: what meetings are named after."""
        return self._is_a(node.type, "Place") and (
            node.capital_of is not None or node.entry is None or self._within(node)
        )

    def _within(self, node: Node) -> bool:
        entry = self._gazetteer.registry.entries.get(node.entry or "")
        return entry is not None and (entry.parent or "").startswith(("state/", "place/"))

    def _year(self, mention: Mention) -> str:
        """« la Coupe du monde 2030 », « l'édition 2028 »: the year that closes a name."""
        last = self.tokens[mention.last - 1].text
        return last if re.fullmatch(r"(?:19|20)\d\d", last) else ""

    def _of_topic(self, mention: Mention, inner: Mention) -> bool:
        """« Assises de l'IA », « Stratégie continentale d'IA »: the topic is the complement that closes the name."""
        return inner.last == mention.last or inner.first <= mention.head + 3

    def _plain_topic(self, mention: Mention) -> Node | None:
        """The words after « sur » when no registry topic stands there."""
        if mention.kind == "registry":
            return None
        for i in range(mention.head + 1, mention.last - 1):
            if self.tokens[i].text == '"':
                return next(
                    (t.node for t in mention.inner if t.kind == "topic" and t.first > i and isinstance(t.node, Node)),
                    None,
                )
            if (
                self.tokens[i].low == "sur"
                or (self.tokens[i].low == "pour" and self._for_topic(mention, i))
                or (self.tokens[i].low in ("à", "au", "aux") and self._concerning(i))
            ):
                start = i + 1
                while start < mention.last and self.tokens[start].low in ("le", "la", "l'", "les"):
                    start += 1
                end = next((j for j in range(start, mention.last) if self.tokens[j].low in ("pour", "(")), mention.last)
                return Node(self.text.slice(start, end), "Topic") if start < end else None
        return None

    def _for_topic(self, mention: Mention, i: int) -> bool:
        """« Alliance panafricaine pour le calcul », « Fonds pour les compétences »: what it is for, where no one is named."""
        if not self._is_a(mention.type, "Coalition", "FriendsGroup", "Centre"):
            return False
        acting = ("Actor", "Place", "Occasion")
        return mention.proper and not any(n.first > i and self._is_a(n.type, *acting) for n in mention.inner)

    def _preposition(self, inner: Mention) -> str:
        """The preposition inside the name that introduces an inner mention, looking past nouns (« pour l'Action sur l'IA »)."""
        first = inner.first
        token = self.tokens[first]
        if token.low in ("du", "des"):
            return "de"
        before = self.tokens[first - 1] if first else token
        while first and before.low in ("le", "la", "l'", "les"):
            first -= 1
            before = self.tokens[first - 1]
        low = {"d'": "de"}.get(before.low, before.low)
        if low in ("de", "du", "des"):
            # A longer « sur … de l'IA » is introduced by sur.
            back = first - 1
            while back > 0 and first - back < 8:
                back -= 1
                if self.tokens[back].low == "sur":
                    return "sur"
            return "de"
        return "de" if low in ("du", "des") else low

    @staticmethod
    def _within_reach(scene: Scene, mention: Mention) -> list[Mention]:
        return [m for m in scene.mentions if mention.last <= m.first < mention.last + 14]

    # ---- beside the name

    def _beside(self, mention: Mention, node: Node, scene: Scene, index: int) -> Iterator[Draft]:
        following = scene.mentions[index + 1 : index + 3]
        if (
            self._is_a(node.type, "Instrument")
            and mention.last < scene.sentence.last
            and self.tokens[mention.last].form == "participle"
            and self.tokens[mention.last].low.endswith("ant")
        ):
            # « une résolution reprenant les attentes du continent face à l'IA »: what a text takes up is its topic.
            topics = [m for m in self._within_reach(scene, mention) if m.kind == "topic" and isinstance(m.node, Node)]
            for topic in topics[:1]:
                assert isinstance(topic.node, Node)
                yield self._draft(node, "about", topic.node, mention.first, topic.last, "beside#about", 0.7)
        if (
            following
            and isinstance(following[0].node, Node)
            and following[0].node is not node
            and not node.plural
            and (mention.kind == "name" or (mention.kind == "noun" and self._is_a(node.type, "Occasion")))
            and self._is_a(following[0].node.type, "Organization", "ForumEdition", "ForumSeries")
        ):
            between = [t.low for t in self.tokens[mention.last : following[0].first]]
            own = self.tokens[following[0].first].low
            if between in (["de"], ["d'"]) or (not between and own in ("du", "des")):
                yield self._draft(
                    node, "partOf", following[0].node, mention.first, following[0].last, "beside#partOf", 0.85
                )
        if following and following[0].kind == "amount" and self._is_a(node.type, "Initiative", "Instrument"):
            sum_ = following[0]
            between = [t.low for t in self.tokens[mention.last : sum_.first]]
            if between in (
                ["de"],
                ["d'"],
                [
                    "(",
                ],
            ) or (between[:1] == ["d'"] and between[-1:] in (["de"], ["d'"]) and len(between) <= 5):
                yield self._draft(node, "amount", None, mention.first, sum_.last, "beside#amount", 0.7, sum_.value)
        dated = self._is_a(node.type, "Occasion") or node.year
        if dated and following and following[0].kind == "date" and following[0].value:
            date = following[0]
            between = [t.low for t in self.tokens[mention.last : date.first]]
            if between in ([], [","], ["en"], [",", "en"], ["de"], ["("], ["le"], [",", "le"], ["du"], ["à"]):
                yield self._draft(
                    node, "date", None, mention.first, date.last, "beside#date", 0.85, date.value, date.value
                )
        if (
            following
            and mention.kind == "noun"
            and mention.proper
            and self._is_a(node.type, "Place", "ResearchInstitution", "Centre")
        ):
            city, between = following[0], [t.low for t in self.tokens[mention.last : following[0].first]]
            near = between in (["à"], [",", "à"], ["de"], ["d'"])
            if near and isinstance(city.node, Node) and self._city(city.node) and city.kind != "person":
                yield self._draft(node, "locatedIn", city.node, mention.first, city.last, "beside#locatedIn", 0.8)
        for place in following:
            if (
                isinstance(place.node, Node)
                and self._is_a(node.type, "Occasion")
                and self._is_a(place.node.type, "Place")
            ):
                between = [t.low for t in self.tokens[mention.last : place.first]]
                if between in (["à"], ["("], [",", "à"], ["de"], ["d'"]) and (
                    mention.kind != "registry" or node.series is not None
                ):
                    yield self._draft(node, "heldIn", place.node, mention.first, place.last, "beside#heldIn", 0.85)
                    break

    def _draft(
        self,
        s: Node,
        relation: str,
        o: Node | None,
        first: int,
        last: int,
        rule: str,
        confidence: float,
        value: str = "",
        date: str | None = None,
    ) -> Draft:
        return Draft(s, relation, o, value, "", first, first, last, confidence, rule, date=date)
