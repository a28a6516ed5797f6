"""From mentions to nodes, in reading order: registry first, then names already met, then « ce texte », « le Forum », « il »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

from kg.extract.chart import REALMS
from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, clean, name_key
from kg.extract.nouns import ORDINAL, WORTH
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key
from kg.lexicon.words import fold, singular
from kg.text.tokens import Text

# Bare nouns that may take up a thing named otherwise, and the classes they take up.
_GENERIC = {
    "texte": ("Instrument",), "document": ("Instrument",), "initiative": ("Initiative", "Instrument"), "projet": ("Instrument", "Initiative"), "instrument": ("Instrument",),
    "rendez vou": ("Occasion",), "rassemblement": ("Occasion",), "grand messe": ("Occasion",), "evenement": ("Occasion",), "manifestation": ("Occasion",), "rencontre": ("Occasion",), "reunion": ("Occasion",), "evenement parallele": ("Occasion",), "edition": ("Occasion",),
    "seance": ("Occasion",), "session": ("Occasion",), "conference": ("Occasion",), "debat": ("Occasion",), "sommet": ("Occasion",), "forum": ("Forum", "Occasion"),
    "organe": ("Organization",), "organisation": ("IntergovernmentalOrganization",), "instance": ("Organization", "Forum"), "mecanisme": ("Forum", "Programme"), "union": ("IntergovernmentalOrganization",),
    "agence": ("OrganizationalBody", "IntergovernmentalOrganization"), "institution": ("OrganizationalBody", "IntergovernmentalOrganization"), "accord": ("Agreement",), "pacte": ("Agreement",), "centre": ("Centre",), "programme": ("Programme",), "fond": ("Fund",), "decision": ("Instrument",),
    "partenariat": ("Forum", "Programme"), "groupe": ("Forum",), "enceinte": ("Organization",), "comite": ("Organization",), "conseil": ("Organization",), "travaux": ("Occasion",), "travail": ("Occasion",), "journee": ("Occasion",), "visioconference": ("Occasion",),
}  # fmt: skip
# Nouns so general that the nearest thing of the class is meant, whatever it was called.
_LOOSE = {
    "texte",
    "document",
    "initiative",
    "projet",
    "instrument",
    "rendez vou",
    "decision",
    "rencontre",
    "evenement",
    "manifestation",
    "rassemblement",
    "grand messe",
}
_DUAL_STATES = frozenset("pays capitales etats parties nations gouvernements voisins royaumes republiques".split())
_LISTED = ("Instrument", "Occasion", "Initiative", "Organization")
_DUAL = {"deux", "trois"}
_ARTICLES = {"le": "Masc", "du": "Masc", "au": "Masc", "la": "Fem"}
_PROPER_TAIL = re.compile(r"\s(?:d['’])?[A-ZÀ-Ý]")
# Texts filed under a number; a year is none, « accord n° 12 » has too short a one to tell it from others.
_FILED = frozenset({"Resolution"})
_NUMBER = re.compile(r"(?<![\w/.])(?:[A-Z]{1,4}/[\w/.]*\d|\d{1,3}/\d{1,3}|\d{3,4})(?![\w/])")
_OWN = frozenset({"institution", "organisation", "agence", "etablissement"})
# Adjectives that tell an international body from a national one.
_WORLDLY = re.compile(
    r"^(?:onusien|pan[a-z]{4,}|(?:inter)?(?:nationale|gouvernementale|continentale)|mondiale|multilaterale|regionale|genevois|viennois|strasbourgeois|bruxellois|new-yorkais)"
)
# « une conférence nationale », « intergouvernementale »: of a kind that a name with other words would tell too.
_KIND = re.compile(r"^\S+ \S+(?:nale|tale|nal|tal)\b")
_YEAR = re.compile(r"^(?:19|20)\d\d")


class Linker:
    """Gives every mention its nodes (`mention.node`); keeps the nodes of the article in order of appearance."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, context: str) -> None:
        self.text, self.tokens, self._lexicon, self._gazetteer, self._context = (
            text,
            text.tokens,
            lexicon,
            gazetteer,
            context,
        )
        self._is_a = classes.load().is_a
        self.nodes: list[Node] = []
        self._by_entry: dict[str, Node] = {}
        self._counted: dict[int, dict[str, Node]] = {}

    def _note_lists(self) -> None:
        """« six pays : le Mali, le Burkina Faso et le Niger »: what stands after the colon are the members."""
        for index, mention in enumerate(self._mentions):
            node = mention.node
            if not isinstance(node, Node) or node.members or mention.last >= len(self.tokens):
                continue
            family = ("Actor", "Place") if mention.kind == "group" else self._listed(mention, node)
            if not family:
                continue
            at = mention.last
            if (
                self.tokens[at].text == ","
                and at + 1 < len(self.tokens)
                and self.tokens[at + 1].low in ("dont", "parmi")
            ):
                at += 1
            if self.tokens[at].text not in (":", "(") and self.tokens[at].low not in ("dont", "parmi"):
                continue
            if self.tokens[at].low == "parmi":
                at += 1
            for later in self._mentions[index + 1 :]:
                gap = self.tokens[at : later.first]
                if (
                    len(gap) > 2
                    or not isinstance(later.node, Node)
                    or not self._is_a(later.node.type, *family)
                    or any(t.low not in (",", "et", ":", "(", "dont", "ou", "lesquels", "lesquelles") for t in gap)
                ):
                    break
                if self.tokens[later.last].pos in ("VERB", "AUX", "PRON"):
                    break  # « jeunes pousses, dont l'Algérie se propose … »: a relative clause
                node.members.append(later.node)
                node.counted, at = True, later.last

    def _listed(self, mention: Mention, node: Node) -> tuple[str, ...]:
        """« treize accords, parmi lesquels un mémorandum »: of which kind those of a plural noun are; () of no plural."""
        plural = mention.kind == "noun" and node.plural
        return next(((kind,) for kind in _LISTED if plural and self._is_a(node.type, kind)), ())

    def _note_named_later(self) -> None:
        """« Douze chefs d'État ont assisté au sommet, dont Emmanuel Macron et Paul Biya »: members named at the sentence's end."""
        for sentence in self.text.sentences:
            within = [m for m in self._mentions if sentence.first <= m.first < sentence.last]
            opens = [
                i
                for i in range(sentence.first + 2, sentence.last)
                if self.tokens[i].low in ("dont", "notamment", "lesquels", "lesquelles")
                and "," in (self.tokens[i - 1].text, self.tokens[i - 2].text)
            ]
            if not opens or any(t.pos in ("VERB", "AUX") for t in self.tokens[opens[-1] : sentence.last]):
                continue
            node = self._listed_group([m for m in within if m.last <= opens[-1]])
            named = [m for m in within if m.first > opens[-1] and isinstance(m.node, Node)]
            kinds = [
                self._is_a(m.node.type, "Person", "State", "Organization") for m in named if isinstance(m.node, Node)
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

    def link(self, mentions: list[Mention]) -> None:
        """Resolve mentions in text order, inner mentions before the one that holds them."""
        self._mentions = mentions
        for index, mention in enumerate(mentions):
            for inner in mention.inner:
                if inner.kind not in ("date", "amount", "tally", "pronoun"):
                    self._settle(inner, index, salient=mention.kind not in ("person", "post"))
            if mention.kind not in ("date", "amount", "tally"):
                self._settle(mention, index)
        self._note_lists()
        self._note_named_later()

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
        if mention.acronym:
            node.add_form(mention.acronym)

    def _form(self, mention: Mention) -> str:
        if mention.kind == "person":
            return self.text.slice(*mention.name) if mention.name else mention.label(self.text)
        label = self._label(mention)
        if mention.determiner == "dem" and mention.core > mention.first:
            return self.text.slice(mention.first, mention.last)
        return label

    def _label(self, mention: Mention) -> str:
        """The words of a name without what the thing is worth (« fonds de 11 milliards »)."""
        last = mention.last
        for amount in mention.inner:
            if amount.kind == "amount" and mention.kind == "noun":
                k = amount.first
                while k - 1 > mention.head and (self.tokens[k - 1].low in WORTH or self.tokens[k - 1].pos == "ADJ"):
                    k -= 1
                if any(self.tokens[x].low in ("de", "d'") for x in range(k, amount.first)):
                    while self.tokens[k].low not in ("de", "d'"):
                        k += 1
                    last = min(last, k)
        label = clean(self.text.slice(mention.core, last))
        return label if label.count('"') % 2 == 0 else " ".join(label.replace('"', " ").split())

    def _resolve(self, mention: Mention, index: int) -> Node | None:
        if mention.entry is not None and mention.kind in ("registry", "topic"):
            return self._registered(mention, index)
        reader = {
            "person": self._person,
            "post": self._post,
            "group": self._group,
            "pronoun": self._pronoun,
            "noun": self._noun,
            "realm": self._realm,
        }.get(mention.kind, self._named)
        return reader(mention, index)

    # ---- registry

    def entry_node(self, entry_id: str) -> Node:
        """The node of a registry entry."""
        node = self._by_entry.get(entry_id)
        if node is None:
            entry = self._gazetteer.registry.entries[entry_id]
            node = Node(entry.label, entry.type, entry_id, proper=True)
            node.heads = {singular(fold(n.split()[0])) for n in entry.names if n}
            node.capital_of = self._gazetteer.capitals.get(entry_id)
            self._by_entry[entry_id] = node
            self.nodes.append(node)
        return node

    def _registered(self, mention: Mention, index: int) -> Node:
        assert mention.entry is not None
        node = self.entry_node(mention.entry)
        if self._is_a(node.type, "ForumSeries"):
            year, ordinal = self._year_after(index, mention), self._ordinal_of(mention)
            if year or ordinal:
                return self._edition(node, year, ordinal)
        lead = (
            self._announced(mention, head_key(self.tokens[mention.head].text))
            if mention.determiner == "def" and self._is_a(node.type, "Forum", "Initiative", "Instrument")
            else None
        )
        if lead is not None and lead is not node:
            lead.same_as = node
        return node

    def _ordinal_of(self, mention: Mention) -> str:
        """« le XIXe Sommet de la Francophonie », « la COP30 »: the words that count an edition, or ""."""
        words = [t for t in self.tokens[mention.core : mention.last] if ORDINAL.match(t.text)]
        return words[0].text if words else ""

    def edition_of(self, series: Node) -> Node:
        """The edition of a series that an article speaks of without saying which: the only one it names, else one of its own."""
        known = [n for n in self.nodes if n.series is series]
        if len(known) == 1:
            return known[0]
        return self._edition(series, "", "")

    def date_editions(self, dates: Iterable[tuple[Node, str]]) -> None:
        """Give editions known only by their series the year of their date, so that articles meet on one node.

        `dates`: nodes with the ISO dates told of them. One with dates of several years stays as it is.
        """
        years: dict[int, set[str]] = {}
        editions = {id(node): node for node, _ in dates if node.implied and node.series is not None}
        for node, date in dates:
            years.setdefault(id(node), set()).update(re.findall(r"\b\d{4}\b", date.partition("T")[0])[:2])
        for key, node in editions.items():
            series = node.series
            if series is None or len(years[key]) != 1:
                continue
            (year,) = years[key]
            known = next((n for n in self.nodes if n.series is series and n.year == year), None)
            if known is not None:
                node.same_as = known
                continue
            node.label, node.year, node.implied = f"{node.label} ({year})", year, False
            node.context = series.entry or " ".join(series.key)

    def gathering(self, node: Node | None) -> Node | None:
        """The one edition of a series that the article tells of, for what happens at a gathering; else the node itself."""
        if node is None or node.type != "ForumSeries":
            return node
        known = [n for n in self.nodes if n.series is node and n.same_as is None]
        return known[0] if len(known) == 1 and known[0].year else node

    def _edition(self, series: Node, year: str, ordinal: str = "") -> Node:
        for node in self.nodes:
            if node.series is series and node.year == year and fold(node.ordinal) == fold(ordinal):
                return node
        label = f"{ordinal} {series.label}".strip() + (f" ({year})" if year else "")
        node = Node(
            label, "ForumEdition", year=year, proper=True, series=series, heads=set(series.heads), gender=series.gender
        )
        node.ordinal = ordinal
        node.context = series.entry or " ".join(series.key)
        if not year and not ordinal:
            node.context, node.implied = self._context, True
            node.forms = list(series.forms)
        self.nodes.append(node)
        return node

    def _year_after(self, index: int, mention: Mention) -> str:
        """The year of a date that follows the mention at once (« le Sommet … en 2027 »)."""
        for later in self._mentions[index + 1 : index + 3]:
            if (
                later.kind == "date"
                and later.first - mention.last <= 1
                and re.fullmatch(r"(?:19|20)\d\d(?:-\d\d)?", later.value)
            ):
                between = [t.low for t in self.tokens[mention.last : later.first]]
                if between in ([], ["en"], ["de"]) and (
                    between
                    or self.tokens[later.first].low in ("en", "de")
                    or later.value[:4] == self.tokens[later.first].text
                ):
                    return later.value[:4]
        return ""

    # ---- people

    def _person(self, mention: Mention, index: int) -> Node | None:
        if mention.name is None:
            return self._holder(mention)
        node = self._named_person(mention)
        self._note_apposed_title(mention, index, node)
        return node

    def _note_apposed_title(self, mention: Mention, index: int, node: Node) -> None:
        """« Le président de la conférence, le diplomate Kofi Mensah, a dit … »: both titles are of the one person."""
        before = self._mentions[index - 1] if index and self._mentions[index - 1] is not mention else None
        if before is None or before.kind != "person" or before.name is not None or not before.titles:
            return
        apart = [t.text for t in self.tokens[before.last : mention.first]] == [","]
        closing = [t.low for t in self.tokens[mention.last : mention.last + 2]]
        own = isinstance(before.node, Node) and not before.node.proper and before.node in self.nodes
        if apart and own and closing[:1] == [","] and closing[1:] != ["et"] and before.determiner == "def":
            self.nodes.remove(before.node)  # type: ignore[arg-type]
            before.node = node
            self._note_titles(node, before)

    def _named_person(self, mention: Mention) -> Node:
        assert mention.name is not None
        words = [fold(t.text) for t in self.tokens[mention.name[0] : mention.name[1]] if t.text != "."]
        for node in reversed(self.nodes):
            if (
                node.type == "Person"
                and node.proper
                and words[-1] == fold(node.label).split()[-1]
                and self._same_names(words, fold(node.label).replace(".", " ").split())
            ):
                if len(words) > len(node.label.split()):  # « Poutine » comes before « Vladimir Poutine »
                    node.add_form(node.label)
                    node.label = self.text.slice(*mention.name)
                self._note_titles(node, mention)
                return node
        node = Node(self.text.slice(*mention.name), "Person", proper=True, gender=self._gender(mention))
        self._note_titles(node, mention)
        self.nodes.append(node)
        return node

    @staticmethod
    def _same_names(words: list[str], known: list[str]) -> bool:
        return set(words) <= set(known) or (len(known) == 1 and known[0] == words[-1])

    def _post(self, mention: Mention, index: int) -> Node:
        """A post named without its holder, one per mention: what it is a post of is read when a frame fills it."""
        node = Node(mention.titles[0].label(self.text), "Post", context=self._context)
        self.nodes.append(node)
        return node

    def _states_of(self, mention: Mention) -> set[str]:
        """Registry ids of the states that the titles of a person name."""
        found = {
            i.node.entry for i in mention.inner if isinstance(i.node, Node) and i.node.type == "State" and i.node.entry
        }
        for title in mention.titles:
            for first, last in ((title.first, title.last), title.complement or (0, 0)):
                found |= {
                    s for t in self.tokens[first:last] if not t.is_capital and (s := self._gazetteer.demonym(t.fold))
                }
        return found

    def _note_titles(self, node: Node, mention: Mention) -> None:
        node.states |= self._states_of(mention)
        bodies = [i.node for i in mention.inner if isinstance(i.node, Node) and self._is_a(i.node.type, "Organization")]
        node.office = bodies[0] if bodies else node.office
        node.titles += [head_key(t.label(self.text)) for t in mention.titles]
        for title in mention.titles:
            node.add_form(title.label(self.text))

    def _gender(self, mention: Mention) -> str:
        if mention.titles:
            word = self.tokens[mention.titles[0].first]
            return "Fem" if singular(word.fold) in self._lexicon.feminine_titles else word.gender
        before = self.tokens[mention.first].low
        return {"mme": "Fem", "m": "Masc", "m.": "Masc"}.get(before, "")

    def _holder(self, mention: Mention) -> Node | None:
        """« l'ambassadeur », « le diplomate », « sa présidente exécutive »: the last person who carries the title, else a new one."""
        own = head_key(self.text.slice(mention.core, mention.last))
        word = own.split()[0]
        people = [n for n in reversed(self._recent()) if n.type == "Person" and n.proper]
        if mention.titles:
            states = self._states_of(mention)
            same = [
                n
                for n in people
                if any(t.startswith(word) for t in n.titles) and (not states or not n.states or states & n.states)
            ]
            longer = len(own.split()) > 1
            if same and (not longer or any(self._same_title(own, t) for n in same[:1] for t in n.titles)):
                return same[0]
            compatriots = [n for n in people if states and states & n.states]
            if compatriots and len({id(n) for n in compatriots}) == 1:
                self._note_titles(compatriots[0], mention)
                return compatriots[0]
            if (envoy := self._envoy(own, states, people, self._gender(mention))) is not None:
                self._note_titles(envoy, mention)
                return envoy
            if longer and mention.determiner == "def":
                node = Node(mention.label(self.text), "Person", context=self._context, gender=self._gender(mention))
                node.titles, node.states = [own], states
                self.nodes.append(node)
                return node
            return same[0] if same else None
        return people[0] if people else None

    def _envoy(self, title: str, states: set[str], people: list[Node], gender: str) -> Node | None:
        """« L'ambassadeur X … Le représentant permanent du Maroc … »: one who may be sent so, and of no other state."""
        sent = [head_key(word) for t in self._lexicon.titles.titles if t.represents for word in (t.word, t.feminine)]

        def is_sent(words: str) -> bool:
            return any(words == key or words.startswith(f"{key} ") for key in sent)

        if not states or not is_sent(title):
            return None
        fitting = [n for n in people if not n.states and n.gender in ("", gender) and any(map(is_sent, n.titles))]
        return fitting[0] if len(fitting) == 1 else None

    @staticmethod
    def _same_title(a: str, b: str) -> bool:
        x, y = set(a.split()), set(b.split())
        return x <= y or y <= x

    # ---- groups

    def _group(self, mention: Mention, index: int) -> Node | None:
        label = clean(mention.label(self.text))
        noun = fold(self.tokens[mention.head].text)
        before = [t.low for t in self.tokens[mention.first : mention.head]]
        if (
            noun == "pays"
            and any(w in ("le", "ce", "notre", "du", "au", "mon", "leur", "son") for w in before[:1])
            and mention.last - mention.head <= 2
        ):
            own = self._compatriots_state(index) if before[:1] in (["son"], ["leur"]) else None
            return own or self._last("State")
        if noun == "pays" and (holder := self._attribute_of(mention, index)) is not None:
            return holder
        if (
            any(w in _DUAL for w in before)
            and mention.determiner in ("def", "dem")
            and mention.last - mention.head == 1
        ):
            return self._dual(mention, noun, 3 if "trois" in before else 2)
        if mention.weak:
            same = [n for n in reversed(self._recent()) if singular(noun) in n.heads and n.plural]
            if same:
                return same[0]
        key = name_key(label)
        for node in self.nodes:
            if node.plural and node.key == key and not node.members:
                return node
        node = Node(label, mention.type, plural=True, heads={singular(noun)}, context=self._context)
        self.nodes.append(node)
        if mention.inner and before and self.tokens[mention.head + 1].low == "membres":
            node.add_form(self.text.slice(mention.core, mention.head + 2))  # « les 193 États membres [de l'agence] »
        return node

    def _compatriots_state(self, index: int) -> Node | None:
        """« M. Sall a confié que son pays … »: the state whose office the person last named holds."""
        for m in reversed(self._mentions[max(0, index - 4) : index]):
            if m.kind == "person" and isinstance(m.node, Node):
                return self.entry_node(next(iter(m.node.states))) if len(m.node.states) == 1 else None
        return None

    def _attribute_of(self, mention: Mention, index: int) -> Node | None:
        """« X a été le seul pays arabe … », « X, premier pays africain à … »: the state spoken of."""
        before = [t.low for t in self.tokens[max(0, mention.first - 3) : mention.head]]
        if not any(w in ("seul", "premier", "deuxième", "un", "dernier") for w in before):
            return None
        previous = next(
            (m for m in reversed(self._mentions[:index]) if m.kind not in ("date", "amount", "tally")), None
        )
        if previous is None or not isinstance(previous.node, Node) or previous.node.type != "State":
            return None
        between = [t.low for t in self.tokens[previous.last : mention.head]]
        copula = (
            any(w in ("est", "était", "fut", "été", "sera", "devient", "devenu") for w in between) or "," in between[:1]
        )
        return previous.node if copula and len(between) <= 7 else None

    def _dual(self, mention: Mention, noun: str, count: int) -> Node | None:
        person = noun in (
            "diplomates",
            "dirigeants",
            "ministres",
            "hommes",
            "responsables",
            "présidents",
            "presidents",
            "chefs",
            "ambassadeurs",
        )
        wanted = ("Person",) if person else ("State",) if noun in _DUAL_STATES else ("Organization",)
        sentence = self.text.sentence_of[mention.first]
        recent = list(reversed(self._recent()))
        named = list(dict.fromkeys(n for n in recent if self._is_a(n.type, *wanted) and not n.plural))
        if wanted == ("State",) and len(named) < count:  # « Rome et Alger … les deux gouvernements »
            states = [self.entry_node(n.capital_of) if n.capital_of else n for n in recent]
            named = list(dict.fromkeys(n for n in states if n.type == "State"))
        here = [n for n in named if self.text.sentence_of[n.last_seen] == sentence]
        there = [n for n in named if n not in here]
        # « X, qui a désigné les deux diplomates »: those named together before, not X and one of them.
        pair = next((some[:count] for some in (here, there, named) if len(some) >= count), None)
        if pair is None:
            return None
        return Node(
            clean(mention.label(self.text)), mention.type, plural=True, members=pair[::-1], context=self._context
        )

    # ---- pronouns

    def _pronoun(self, mention: Mention, index: int) -> Node | None:
        low = self.tokens[mention.first].low
        plural = low.lstrip("-") in ("ils", "elles", "ceux", "celles")
        if mention.core > mention.first:
            return self._counted_off(mention, index)
        if low in ("tous", "toutes"):
            return self._together(mention, index)
        if mention.last - mention.first > 1 or low.endswith(("-ci", "-là")):
            return self._latter(mention, index)
        if low in ("celle", "celui", "ceux", "celles"):
            return self._demonstrative(mention, index)
        gender = "Fem" if mention.value == "fem" else "Masc"
        sentence = self.text.sentences[self.text.sentence_of[mention.first]]
        earlier = [
            m
            for m in self._mentions[:index]
            if m.node is not None and m.kind not in ("date", "amount", "tally", "topic")
        ]
        subjects = [m for m in earlier if m.first >= self._start_of_previous(sentence.first)]
        parted = next(
            (i for i in range(mention.first - 1, sentence.first, -1) if self.tokens[i].text in (";", ":")), None
        )
        if parted is not None and mention.first - parted <= 3:  # « Ce texte … ; il … »: said of the same subject
            own = [m for m in earlier if m.first >= sentence.first]
            subjects = own if any(self._can_be(m, gender, plural) for m in own) else subjects
        if low.startswith("-"):
            subjects = [m for m in subjects if isinstance(m.node, Node) and m.node.type == "Person"] or [
                m for m in earlier if isinstance(m.node, Node) and m.node.type == "Person"
            ][::-1]
        if plural and not low.startswith("-") and (pair := self._together(mention, index)) is not None:
            return pair
        if self.tokens[mention.first - 1].low in ("qu'", "que"):
            # « Le Japon a annoncé qu'il … »: the subject of the clause above, sooner than the sentence before
            own = [m for m in subjects if m.first >= sentence.first and self._is_free(m)]
            subjects = own if own and self._can_be(own[0], gender, plural) else subjects
        likely = self._by_salience(subjects, sentence.first)
        found = next((m for m in likely if self._can_be(m, gender, plural)), None)
        if found is None or not self._is_free(found):
            for m in likely:  # « Rabat s'est rallié à … ; il … »
                if self._is_free(m) and isinstance(m.node, Node) and m.node.capital_of and not plural:
                    return self.entry_node(m.node.capital_of)
        return found.node if found is not None and isinstance(found.node, Node) else None

    def _together(self, mention: Mention, index: int) -> Node | None:
        """« Ils ont signé »: those whom the sentence before sets together as its subject (« A et B »), else its two people."""
        start = self._start_of_previous(self.text.sentences[self.text.sentence_of[mention.first]].first)
        told = [m for m in self._mentions[:index] if m.first >= start and m.kind not in ("date", "amount", "tally")]
        acting = [
            m for m in told if isinstance(m.node, Node) and (self._is_a(m.node.type, "Actor") or m.node.capital_of)
        ]
        joint = acting[:1] if told and acting and acting[0] is told[0] else []
        for m in acting[1:]:
            words = [t.low for t in self.tokens[joint[-1].last : m.first] if t.pos != "ADV"] if joint else [""]
            if words not in (["et"], [","], [",", "et"]):
                break
            joint.append(m)
        people = list(dict.fromkeys(m.node for m in acting if m.kind == "person"))
        pair = [m.node for m in joint] if len(joint) > 1 else people if len(people) == 2 else []
        members = [n for n in pair if isinstance(n, Node)]
        if not members or any(isinstance(m.node, Node) and m.node.plural for m in acting):
            return None
        return Node(self.text.slice(mention.first, mention.last), "ActorGroup", plural=True, members=members)

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
        plural = self.tokens[mention.first].low in ("ceux", "celles", "ces")
        for m in reversed(self._mentions[:index]):
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

    def _counted_off(self, mention: Mention, index: int) -> Node | None:
        """« trois conventions …, la première … »: one of those just named, or another of the kind."""
        wanted = "Fem" if mention.value == "fem" else "Masc"
        kindred = [m for m in reversed(self._mentions[:index]) if self._kindred(m, wanted)]
        several = [m for m in kindred if isinstance(m.node, Node) and m.node.plural]
        model = next((m.node for m in (*several, *kindred)), None)
        if not isinstance(model, Node):
            return None
        if not several and self._told_of_it(mention):
            return model
        word = self.text.slice(mention.core, mention.last)
        known = self._counted.setdefault(id(model), {})
        if fold(word) not in known:
            node = Node(word, model.type, context=self._context, gender=wanted, heads=set(model.heads))
            node.add_form(f"{word} {self._noun_of(model)}")
            self.nodes.append(node)
            known[fold(word)] = node
        return known[fold(word)]

    def _told_of_it(self, mention: Mention) -> bool:
        """« son rapport, le premier du genre », « C'était le premier … »: the thing just named, and no second one."""
        before = self.tokens[mention.first - 1]
        opens = self.text.sentences[self.text.sentence_of[mention.first]].first
        said = [t.low for t in self.tokens[opens : mention.first]]
        return before.text == "," or (said[:1] in (["c'"], ["ce"]) and len(said) <= 3)

    def _by_salience(self, mentions: list[Mention], sentence_first: int) -> list[Mention]:
        """Subjects first: the first unprepositioned mention of the sentence before, then of this one, then the rest."""

        return sorted(mentions, key=lambda m: (not self._is_free(m), m.first))

    def _is_free(self, m: Mention) -> bool:
        """Whether no preposition stands before a mention or in its article."""
        return (not m.first or self.tokens[m.first - 1].pos != "ADP") and self.tokens[m.first].low not in (
            "du",
            "des",
            "au",
            "aux",
        )

    def _gender_of(self, mention: Mention, gender: str) -> bool:
        word = self.tokens[mention.head]
        if mention.kind == "registry" and word.pos == "PROPN":  # its article tells: « la Chine », « du Maroc »
            return _ARTICLES.get(self.tokens[mention.first].low, gender) == gender
        return mention.kind == "person" or not word.gender or word.gender == gender

    def _start_of_previous(self, first: int) -> int:
        at = self.text.sentence_of[first]
        return self.text.sentences[max(0, at - 1)].first

    def _demonstrative(self, mention: Mention, index: int) -> Node | None:
        """« celle prévue à New Delhi », « celui prévu à Dakhla »: another thing of the kind just named."""
        wanted = "Fem" if mention.value == "fem" else "Masc"
        many = self.tokens[mention.first].low in ("celles", "ceux")
        end = self._end_of_modifier(mention, index)
        if end is None:
            return None
        antecedent = next((m for m in reversed(self._mentions[:index]) if self._kindred(m, wanted, many)), None)
        if antecedent is None or not isinstance(antecedent.node, Node):
            return None
        model = antecedent.node
        label = self.text.slice(mention.first, end)
        year = next(
            (
                m.value[:4]
                for m in self._mentions[index + 1 : index + 5]
                if m.kind == "date" and _YEAR.match(m.value) and m.first - end <= 1
            ),
            "",
        )
        series = model.series or (model if self._is_a(model.type, "ForumSeries") else None)
        if series is not None and year:
            node = self._edition(series, year)
        else:
            node = Node(
                f"{self._noun_of(model)} {label.split(' ', 1)[1]}".strip(),
                model.type,
                context=self._context,
                heads=set(model.heads),
                gender=wanted,
                year=year,
            )
            node.series = series
            self.nodes.append(node)
        node.add_form(label)
        return node

    def _kindred(self, m: Mention, gender: str, many: bool = False) -> bool:
        if many and self.tokens[m.head].number == "Sing":
            return False  # « deux abstentions, celles de … » speaks of no single text
        if (
            m.kind not in ("noun", "registry", "name")
            or not isinstance(m.node, Node)
            or not self._is_a(m.node.type, "Occasion", "Instrument", "Initiative", "Organization", "ForumSeries")
        ):
            return False
        head = self.tokens[m.head]
        if m.kind == "name" and not m.node.heads:
            return False
        return m.kind == "name" or not head.gender or head.gender == gender

    @staticmethod
    def _noun_of(model: Node) -> str:
        """The common noun of a thing, as its own name begins (« Termes de Référence »)."""
        head = min(model.heads, default=model.label.split()[0])
        count = len(head.split())
        return " ".join(model.label.split()[:count]) if fold(model.label).startswith(head[:4]) else head

    def _end_of_modifier(self, mention: Mention, index: int) -> int | None:
        """Past « prévu à Dakhla », « de Paris » after the pronoun; None where nothing of the kind follows."""
        after = self._mentions[index + 1] if index + 1 < len(self._mentions) else None
        if (
            after is None
            or after.kind not in ("place", "registry", "date", "noun", "name")
            or after.first - mention.last > 3
        ):
            return None
        return after.last

    # ---- noun phrases and names

    def _noun(self, mention: Mention, index: int) -> Node | None:
        label = self._label(mention)
        head = head_key(self.text.slice(mention.head, self._head_end(mention)))
        if "deux" in [t.low for t in self.tokens[mention.first : mention.head]] and mention.determiner in (
            "def",
            "dem",
        ):
            noun = self.tokens[mention.head].fold
            pair = self._dual(mention, noun, 2) if noun in _DUAL_STATES else self._pair_of(mention, head)
            if pair is not None:
                return pair
        if (
            head == "edition"
            and mention.determiner in ("def", "indef", "dem")
            and (found := self._of_series(mention, index))
        ):
            return found
        if mention.determiner == "poss" and head in _OWN and (own := self._own_body(index)) is not None:
            return own
        if (apposed := self._apposed_name(mention, index)) is not None:
            apposed.heads.add(head)
            return apposed
        dated = self._dated(mention, index)
        if dated and mention.weak:
            label = dated
        if (mention.weak and not dated) or (mention.determiner == "dem" and mention.last == self._head_end(mention)):
            found = self._take_up(mention, head)
            if found is not None:
                return found
        known = self._known(mention, label, head) or self._described(mention) or self._of_the_world(mention, head)
        alone = mention.last - mention.core == 1
        if known is None and alone and _GENERIC.get(head) == ("IntergovernmentalOrganization",):
            known = self._take_up(mention, head)  # « l'Organisation » of the acronym just read
        if known is not None:
            return known
        word = self.tokens[mention.head]
        node = Node(
            label, mention.type, proper=mention.proper, gender=word.gender, plural=word.number == "Plur", heads={head}
        )
        node.symbol = _symbol(label) if mention.type in _FILED else ""
        node.context = "" if self._named_in_full(mention, label) else self._context
        node.indefinite = mention.determiner == "indef"
        node.of = next(
            (
                i.node
                for i in mention.inner
                if isinstance(i.node, Node)
                and self._is_a(i.node.type, "IntergovernmentalOrganization", "OrganizationalBody")
            ),
            None,
        )
        if dated:
            node.add_form(dated)
        node.ordinal = next((t.fold for t in self.tokens[mention.core : mention.head]), "")
        node.year = self._year_after(index, mention) if self._is_a(mention.type, "Occasion") else ""
        node.series = self._numbered(mention)
        if node.year and label != dated:
            node.label = f"{label} ({node.year})"
            node.add_form(f"{label} en {node.year}")
        self.nodes.append(node)
        return node

    def _own_body(self, index: int) -> Node | None:
        """« M. Steiner, administrateur du PNUD, a dit que son institution … »: the body that the person last named is of."""
        holder = next((m for m in reversed(self._mentions[:index]) if m.kind == "person" and m.inner), None)
        named = [m.node for m in holder.inner] if holder is not None else []
        return next((n for n in named if isinstance(n, Node) and self._is_a(n.type, "Organization") and n.entry), None)

    def _of_the_world(self, mention: Mention, head: str) -> Node | None:
        """« l'agence onusienne », « l'organisation panarabe »: the last international body, told by an adjective."""
        adjective = self.tokens[mention.last - 1]
        told = mention.determiner == "def" and mention.last - mention.core == 2 and _WORLDLY.match(adjective.fold)
        if not told or not self._is_a(mention.type, "Organization"):
            return None
        own, entries = ("IntergovernmentalOrganization", "OrganizationalBody"), self._gazetteer.registry.entries
        bodies = [n for n in reversed(self._recent()) if n.entry is not None and self._is_a(n.type, *own)]
        if adjective.fold.startswith("onu"):
            bodies = [n for n in bodies if n.entry and (entries[n.entry].parent or "").startswith("body/")]
        return next(iter(bodies), None)

    def _apposed_name(self, mention: Mention, index: int) -> Node | None:
        """« EuroLingua, un consortium …»: what a name of unknown class is, told right after it."""
        before = self._mentions[index - 1] if index and self._mentions[index - 1] is not mention else None
        if (
            before is None
            or before.kind != "name"
            or mention.determiner != "indef"
            or not isinstance(before.node, Node)
            or before.node.type != "Organization"
            or before.last + 1 != mention.first
            or self.tokens[before.last].text != ","
            or not self._is_a(mention.type, "Forum", "Initiative", "Organization", "Instrument")
        ):
            return None
        before.node.type = before.type = mention.type
        return before.node

    def _numbered(self, mention: Mention) -> Node | None:
        """« la troisième Conférence africaine des start-up » is one of a series, which is named without its number.

        A first one may stay the only one; what is not a name of its own (« la troisième réunion ») tells of no series.
        """
        words = self.tokens[mention.core : mention.head]
        number = next((t for t in words if ORDINAL.match(t.text)), None)
        after = self.tokens[mention.head + 1 : mention.last]
        named = self.tokens[mention.head].is_capital and any(t.is_capital or t.pos == "ADP" for t in after)
        named = named or any(t.is_capital and not ORDINAL.match(t.text) for t in words)
        if number is None or not named or mention.type != "ForumEdition" or number.fold.startswith("premi"):
            return None
        label = clean(self.text.slice(number.i + 1, mention.last))
        key = name_key(label)
        known = next(
            (n for n in self.nodes if n.type in ("ForumSeries", "ForumEdition") and n.key == key and not n.year), None
        )
        if known is not None:
            known.type = "ForumSeries" if known.entry is None else known.type
            return known if known.type == "ForumSeries" else None
        series = Node(label, "ForumSeries", proper=True, heads={head_key(self.tokens[mention.head].text)})
        self.nodes.append(series)
        series.add_form(label)
        return series

    def _dated(self, mention: Mention, index: int) -> str:
        """« l'accord de 1991 », « le sommet de février 2022 »: the name with the date set to it by « de », or ""."""
        after = self._mentions[index + 1] if index + 1 < len(self._mentions) else None
        if (
            after is None
            or after.kind != "date"
            or self.text.sentence_of[after.first] != self.text.sentence_of[mention.first]
        ):
            return ""
        words = [t.low for t in self.tokens[mention.last : after.first + 1]]
        linked = words[:1] in (["de"], ["d'"]) and len(words) <= 2
        return self.text.slice(mention.core, after.last) if linked and _YEAR.match(after.value) else ""

    def _pair_of(self, mention: Mention, head: str) -> Node | None:
        """« les deux textes », « ces deux réunions »: the last two of the kind."""
        family = _GENERIC.get(head, self._family(mention.type))
        last = [n for n in reversed(self._recent()) if self._is_a(n.type, *family) and not n.plural][:2]
        last = self._told_together(mention, family) or last
        if len(last) < 2 or head == "journee":
            return None
        return Node(
            clean(mention.label(self.text)), mention.type, plural=True, members=last[::-1], context=self._context
        )

    def _told_together(self, mention: Mention, family: tuple[str, ...]) -> list[Node]:
        """« un Groupe scientifique et un Dialogue mondial … les deux instances »: the last two of the kind joined by « et »,
        the latter first."""
        before = [m for m in self._mentions if m.last <= mention.first and isinstance(m.node, Node)]
        for one, other in zip(before[-2::-1], before[:0:-1], strict=False):
            between = [t.low for t in self.tokens[one.last : other.first] if t.text not in ("(", ")")]
            pair = [m.node for m in (other, one) if isinstance(m.node, Node) and not m.node.plural]
            joined = len(pair) == 2 and pair[0] is not pair[1] and "et" in between and len(between) <= 4
            if joined and all(self._is_a(node.type, *family) for node in pair):
                return pair
        return []

    def _head_end(self, mention: Mention) -> int:
        for length in (4, 3, 2, 1):
            if (
                mention.head + length <= mention.last
                and head_key(self.text.slice(mention.head, mention.head + length)) in self._lexicon.heads
            ):
                return mention.head + length
        return mention.head + 1

    @staticmethod
    def _named_in_full(mention: Mention, label: str) -> bool:
        """Whether a name says what it names to whoever reads another article: three words, or a text's two when one is
        a proper noun (« Déclaration de Nairobi », not « Assemblée nationale »)."""
        if not mention.proper:
            return False
        words = len(name_key(label))
        return words >= 3 or (
            words == 2 and classes.load().is_a(mention.type, "Instrument") and bool(_PROPER_TAIL.search(label))
        )

    def _of_series(self, mention: Mention, index: int) -> Node | None:
        """« la première édition tenue à Paris en février 2025 »: an edition of the summit last named."""
        occasions = [
            n for n in reversed(self._recent()) if self._is_a(n.type, "Occasion", "ForumSeries", "Forum") and n.proper
        ]
        if not occasions:
            return None
        model = occasions[0]
        series = model.series or (model if self._is_a(model.type, "ForumSeries") or model.year else None)
        if series is None or self.tokens[mention.last - 1].low != "édition":
            return None
        if series is model and model.year:
            base = re.sub(r"\s*\((?:19|20)\d\d\)$", "", model.label)
            series = Node(base, "ForumSeries", proper=True, heads=set(model.heads))
            self.nodes.append(series)
            model.series = series
        nearby = [
            m
            for m in self._mentions[index + 1 : index + 5]
            if m.kind == "date" and self.text.sentence_of[m.first] == self.text.sentence_of[mention.first]
        ]
        year = next(
            (
                m.value[:4]
                for m in nearby
                if _YEAR.match(m.value) and not any(t.text == "," for t in self.tokens[mention.last : m.first])
            ),
            "",
        )
        if not year:
            return None
        node = self._edition(series, year)
        node.ordinal = self.tokens[mention.core].fold
        return node

    def _take_up(self, mention: Mention, head: str) -> Node | None:
        """A bare noun after le/ce: the last thing with that head, else of that class; an indefinite one starts anew."""
        if mention.determiner in ("indef", "") and not mention.proper:
            return None
        beside = self._beside(mention, head)
        recent = [n for n in reversed(self._recent()) if not any(n is b for b in beside)]
        number = self.tokens[mention.head].number
        if head in _LOOSE:
            generic = _GENERIC[head]
            return next(
                (
                    n
                    for n in recent
                    if (head in n.heads or self._is_a(n.type, *generic))
                    and not n.plural
                    and n.last_seen < mention.first
                ),
                None,
            )
        for node in recent:
            if head in node.heads and node.plural == (number == "Plur"):
                return node
        generic = _GENERIC.get(head, ())
        return next((n for n in recent if generic and self._is_a(n.type, *generic) and not n.plural), None)

    def _described(self, mention: Mention) -> Node | None:
        """« la Convention, premier traité contraignant dans ce domaine », « Premier du genre, le texte … »: what it describes."""
        if mention.determiner or not ORDINAL.match(self.tokens[mention.core].text):
            return None
        if not self._is_a(mention.type, "Instrument") or self.tokens[mention.head].is_capital:
            return None
        before = next((m for m in reversed(self._mentions) if m.last <= mention.first), None)
        opens = self.text.sentences[self.text.sentence_of[mention.first]].first == mention.first
        aside = before is not None and mention.first - before.last == 1 and self.tokens[before.last].text == ","
        if not (opens or aside):
            return None
        if aside and before is not None and isinstance(before.node, Node):
            return before.node if self._is_a(before.node.type, "Instrument") else None
        return next((n for n in reversed(self._recent()) if self._is_a(n.type, "Instrument") and not n.plural), None)

    def _beside(self, mention: Mention, head: str) -> list[Node]:
        """What the same clause names by another head: « la convention remplace l'accord » speaks of two things."""
        if mention.determiner != "def":
            return []
        sentence, found = self.text.sentence_of[mention.first], []
        for m in self._mentions:
            if m.first >= mention.first:
                break
            if self.text.sentence_of[m.first] != sentence or m.kind != "noun" or not isinstance(m.node, Node):
                continue
            other = head_key(self.text.slice(m.head, self._head_end(m)))
            if other != head and not any(self.tokens[k].text in (",", ";", ":") for k in range(m.last, mention.first)):
                found.append(m.node)
        return found

    def _known(self, mention: Mention, label: str, head: str) -> Node | None:
        """The node already named so: the same words, or a capitalised short form of a longer name (never across ordinals or years)."""
        key = name_key(label)
        symbol = _symbol(label) if mention.type in _FILED else ""
        for node in reversed(self.nodes):
            if symbol and node.type == mention.type and node.symbol == symbol and not node.of:
                return node
            if node.key == key and not node.plural and self._is_a(node.type, *self._family(mention.type)):
                return node
        registered = self._registry_variant(key, mention)
        if registered is not None:
            return self._by_entry.get(registered) or self._named_lead(registered, mention, head)
        if not mention.proper or mention.determiner == "indef":
            return None
        if mention.determiner == "def" and (lead := self._announced(mention, head)) is not None:
            lead.label, lead.proper, lead.context = label, True, ""
            return lead
        for node in reversed(self._recent()):
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

    def _announced(self, mention: Mention, head: str) -> Node | None:
        """A lead speaks of « un groupe accessible à tous », the next lines name it: « le Groupe des Amis … »."""
        here = self.text.sentence_of[mention.first]
        for node in reversed(self._recent()):
            if (
                head.split()[0] in {h.split()[0] for h in node.heads}
                and not node.proper
                and node.indefinite
                and not node.plural
                and not _KIND.search(node.label)
                and here - self.text.sentence_of[node.last_seen] <= 3
            ):
                return node
        return None

    def _named_lead(self, entry_id: str, mention: Mention, head: str) -> Node:
        """The registry node; what the lead announced as « un groupe … » turns out to be it."""
        lead = self._announced(mention, head) if mention.determiner == "def" else None
        node = self.entry_node(entry_id)
        if lead is not None and lead is not node:
            lead.same_as = node
        return node

    def _registry_variant(self, key: tuple[str, ...], mention: Mention) -> str | None:
        """A registry name in other words: the same content words but for « de l'ONU » and the like."""
        variants = _variants(self._gazetteer)
        return variants.get(frozenset(key)) or variants.get(frozenset(w for w in key if w != "onu"))

    def _family(self, kind: str) -> tuple[str, ...]:
        for family in ("Instrument", "Occasion", "Initiative", "Organization", "Person", "Place"):
            if self._is_a(kind, family):
                return (
                    (family, "Forum")
                    if family == "Occasion"
                    else (family, "Occasion")
                    if kind == "Forum"
                    else (family,)
                )
        return (kind,)

    def _named(self, mention: Mention, index: int) -> Node | None:
        label = clean(mention.label(self.text))
        for node in self.nodes:
            if node.key == name_key(label) or label in node.forms:
                return node
        kind, group = self._listed_under(mention, index)
        heads = {singular(w) for w in fold(group.label).split()[:1]} if group is not None else set()
        node = Node(label, kind or mention.type, proper=True, heads=heads)
        self.nodes.append(node)
        if group is not None:
            group.members.append(node)
        return node

    def _listed_under(self, mention: Mention, index: int) -> tuple[str, Node | None]:
        """« centres …, tels A ou B », « six pays : A, B et C »: the class and the group that a listed name belongs to."""
        before = self.tokens[mention.first - 1].low if mention.first else ""
        if before not in ("tels", "telles", "tel", "telle", "comme", "notamment"):
            return "", None
        gender = "" if not before.startswith("tel") else "Fem" if before.startswith("telle") else "Masc"
        for earlier in reversed(self._mentions[max(0, index - 4) : index]):
            node, word = earlier.node, self.tokens[earlier.head]
            if (
                isinstance(node, Node)
                and node.plural
                and earlier.kind in ("noun", "group")
                and gender in ("", word.gender)
            ):
                kind = self._lexicon.heads.get(singular(self.tokens[earlier.head].fold), "")
                if kind:
                    return kind, node
        return "", None

    def _realm(self, mention: Mention, index: int) -> Node | None:
        """« le Royaume », « l'archipel »: the last such state named, or the only one of the article."""
        if mention.type == "Place":  # « l'Arabie saoudite dans sa capitale »
            state = self._last("State")
            capital = self._gazetteer.registry.entries[state.entry].capital if state and state.entry else None
            return self.entry_node(capital) if capital else None
        wanted = {f"state/{code}" for code in REALMS.get(self.tokens[mention.head].low, ())}
        for node in reversed(self._recent()):
            if node.entry is not None and node.entry in (wanted or self._states_in_text):
                return node
        if wanted or self.tokens[mention.head].low != "royaume":
            return None
        return self.entry_node(next(iter(self._states_in_text))) if self._states_in_text else None

    @cached_property
    def _states_in_text(self) -> dict[str, int]:
        """The monarchies that the text names, and where first."""
        entries = self._gazetteer.registry.entries
        found: dict[str, int] = {}
        for m in self._gazetteer.find(self.text):
            if m.entry is not None and entries[m.entry].monarchy and m.entry not in found:
                found[m.entry] = m.first
        return found

    def _last(self, kind: str) -> Node | None:
        return next((n for n in reversed(self._recent()) if n.type == kind), None)

    def _recent(self) -> list[Node]:
        return sorted(self.nodes, key=lambda n: n.last_seen)


@cache
def _variants(gazetteer: Gazetteer) -> dict[frozenset[str], str]:
    """Registry entries by the content words of their names."""
    is_a, found = classes.load().is_a, dict[frozenset[str], str]()
    for entry in gazetteer.registry.entries.values():
        if is_a(entry.type, "Forum", "Instrument", "Occasion", "Initiative"):
            for name in entry.names:
                found.setdefault(frozenset(name_key(name)), entry.id)
    return found


def _numbers(key: tuple[str, ...]) -> set[str]:
    return {w for w in key if w[0].isdigit() or re.fullmatch(r"(?:premier|second|[a-z]+ieme)e?", w)}


def _symbol(label: str) -> str:
    """The number or symbol of a text in its name: « résolution 2900 sur le Soudan » → « 2900 »; "" for none."""
    found = _NUMBER.search(label)
    return found[0] if found else ""
