"""Noun phrases by head noun: « le premier Forum de haut niveau sur l'IA en Afrique » is an occasion because of « Forum ».

The grammar is surface only: determiner, ordinals, head, adjectives, complements in de/sur/pour/en, a quoted title, an acronym.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.mentions import ARTICLES, Mention
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key
from kg.text.tokens import Text, Token

ORDINAL = re.compile(
    r"^(?:\d+(?:e|ème|er|ère|re)|(?:[IVX]|[IVXLC]{2,6})e|[Pp]remi(?:er|ère)s?|[Ss]econd(?:e|s|es)?|[A-Za-zé-]+i[èe]mes?)$"
)
_SYMBOL = re.compile(r"^(?:[A-Z]{1,4}/)?\d[\d/.A-Z-]*$|^[A-Z]{1,4}(?:/[A-Z0-9.]+)+$")
_BEFORE = {
    "prochain", "prochaine", "prochains", "prochaines", "nouveau", "nouvel", "nouvelle", "nouveaux", "nouvelles", "dernier", "dernière",
    "derniers", "dernières", "grand", "grande", "vaste", "futur", "future", "tout", "toute", "haute", "double", "éventuel", "éventuelle",
    "important", "importante", "autre", "autres", "précédent", "précédente", "présent", "présente", "tout premier", "troisième", "récent", "récente", "ancien", "ancienne", "même", "seule", "seul", "véritable", "simple",
}  # fmt: skip
# Said of an edition or text, these make it another one than the last.
_OTHER = {"prochain", "prochaine", "précédent", "précédente"}
_NOT_TOPICS = {
    "proposition",
    "fond",
    "place",
    "invitation",
    "instruction",
    "initiative",
    "demande",
    "terrain",
    "recommandation",
    "décision",
}
# Fixed expressions whose noun names nothing: (words before, head, words after).
_FIXED = re.compile(
    r"\b(?:d'accord|sur le plan|à l'initiative d|dans le cadre|au sommet de (?:l'état|la)|en conseil|en présence|à l'agenda|au programme|en session|par voie d'accord|en accord|en cours|d'un commun accord|"
    r"sous forme|en commun|convention center|carte du groupe|à la tête du groupe)\b",
    re.I,
)
# Adjectives that the tagger takes for nouns, by their endings; « CELAC-UE », « Corée-Afrique »: the two sides of a summit.
_ADJECTIVAL = re.compile(
    r"^\w{4,}(?:ique|aires?|ales?|aux|elles?|els?|ives?|ifs?|toires?|iers?|ières?|iennes?|iens?|aises?|oises?|istes?|ables?|ibles?|partites?|latérale?s?)$"
)
_PAIRED = re.compile(r"^[A-ZÀ-Ý][\w']*(?:-[A-ZÀ-Ý][\w']*)+$")
_COMPOUND = re.compile(r"^[a-zàâéèêëïîôöûü]+o-[a-zàâéèêëïîôöûü]+(?:en|enne|ais|aise|ois|oise|ain|aine|in|ine|ique)s?$")
# « appui à », « relatif à »: nouns and adjectives whose complement is part of the name.
_TOWARDS = {
    "appui",
    "aide",
    "soutien",
    "accès",
    "assistance",
    "adaptation",
    "contribution",
    "adhésion",
    "retour",
    "accession",
}
CONCERNING = {"relatif", "relative", "relatifs", "relatives", "portant", "consacré", "consacrée", "consacrés", "consacrées", "lié", "liée", "dédié", "dédiée"}  # fmt: skip
_BODIES = ("Organization", "Forum", "State")
_OCCASIONS = ("Occasion",)


@dataclass(frozen=True)
class Head:
    """A head noun at tokens [first, last) and its class."""

    first: int
    last: int
    type: str


class NounGrammar:
    """Builds noun-phrase mentions over one text. `taken` maps a token to the registry mention that starts there."""

    def __init__(self, text: Text, lexicon: Lexicon, registry_mentions: list[Mention], dates: list[Mention]) -> None:
        self.text, self.tokens = text, text.tokens
        self._lexicon = lexicon
        self._ontology = classes.load()
        self._registry: dict[int, Mention] = {}
        for mention in registry_mentions:
            known = self._registry.get(mention.first)
            if known is None or known.last < mention.last:
                self._registry[mention.first] = mention
        self._dates = {m.first: m for m in dates}
        self._group_nouns = {
            head_key(w)
            for names in (lexicon.groups.states, lexicon.groups.people, lexicon.groups.organizations)
            for w in names
        }
        self._titles = {head_key(w) for t in lexicon.titles.titles for w in (t.word, t.feminine)}
        self._heads = {h.first: h for i in range(len(self.tokens)) if (h := self._head_at(i))}

    def find(self) -> list[Mention]:
        found = []
        i = 0
        while i < len(self.tokens):
            registered = self._registry.get(i)
            if registered and self._fixed(registered):
                found.append(self._registered(registered))
                i = registered.last
                continue
            head = self._heads.get(i)
            if head is not None:
                found.append(self._phrase(head))
                i = head.last
                continue
            i += 1
        return found

    def _fixed(self, mention: Mention) -> bool:
        return self._ontology.is_a(
            mention.type,
            "State",
            "Place",
            "OrganizationalBody",
            "IntergovernmentalOrganization",
            "CountryGroup",
            "Company",
            "ResearchInstitution",
        )

    def _head_at(self, i: int) -> Head | None:
        sentence_end = self._end(i)
        for length in (4, 3, 2, 1):
            if i + length > sentence_end:
                continue
            words = self.text.slice(i, i + length)
            kind = self._lexicon.heads.get(head_key(words))
            if kind is None:
                continue
            token = self.tokens[i]
            opens = i == self.text.sentences[self.text.sentence_of[i]].first
            nominal = (
                token.pos in ("NOUN", "PROPN", "X")
                or (token.is_capital and not opens)
                or (token.pos in ("ADJ", "VERB") and i > 0 and self.tokens[i - 1].low in ARTICLES)
            )
            if nominal and not self._fixed_expression(i):
                return Head(i, i + length, kind)
        return None

    def _fixed_expression(self, i: int) -> bool:
        token = self.tokens[i]
        if token.is_capital and i > self.text.sentences[self.text.sentence_of[i]].first:
            return False
        window = self.text.plain[max(0, token.start - 25) : token.end + 12]
        at = token.start - max(0, token.start - 25)
        return any(m.start() <= at < m.end() for m in _FIXED.finditer(window))

    def _phrase(self, head: Head) -> Mention:
        mention = Mention(head.first, head.last, head.first, "noun", self._type_of(head))
        mention.proper = self.tokens[head.first].is_capital
        self._extend_left(mention)
        mention.last = self._extend_right(head.last, head, mention)
        registered = self._registry.get(mention.core) or self._registry.get(head.first)
        if registered is not None and registered.last >= mention.last and registered.kind != "topic":
            mention.kind, mention.type, mention.entry, mention.last, mention.proper = (
                "registry",
                registered.type,
                registered.entry,
                registered.last,
                True,
            )
            return mention
        bare = mention.last == head.last and mention.core == head.first
        mention.weak = bare and not mention.proper
        return mention

    def _type_of(self, head: Head) -> str:
        """« projet d'accord », « projet de résolution »: a draft is of the class of what it drafts."""
        drafts = self.tokens[head.first].low in ("projet", "avant-projet") and head.last - head.first == 1
        if drafts and head.last < self._end(head.first) and self.tokens[head.last].low in ("de", "d'"):
            drafted = self._heads.get(head.last + 1)
            if drafted is not None and self._ontology.is_a(drafted.type, "Instrument"):
                return drafted.type
        return head.type

    def _registered(self, registered: Mention) -> Mention:
        """A registry name with its determiner, acronym and the body it belongs to (« … (CPS) de l'Union africaine »)."""
        mention = Mention(
            registered.first,
            registered.last,
            registered.head,
            "registry",
            registered.type,
            entry=registered.entry,
            proper=True,
        )
        self._extend_left(mention)
        k = self._acronym(registered.last, mention)
        if (
            k < self._end(registered.first)
            and self.tokens[k].low in ("de", "du", "des", "d'")
            and self._ontology.is_a(mention.type, "OrganizationalBody")
        ):
            j = self._skip_determiner(k + 1)
            parent = self._registry.get(j)
            if parent and self._ontology.is_a(parent.type, "Organization"):
                k = self._acronym(parent.last, Mention(0, 0, 0, "noun", ""))
        mention.last = k
        return mention

    def _extend_left(self, mention: Mention) -> None:
        i = mention.first
        start = self.text.sentences[self.text.sentence_of[i]].first
        while i - 1 >= start:
            word = self.tokens[i - 1]
            if ORDINAL.match(word.text) and word.pos != "PRON":
                i -= 1
                mention.core = mention.first = i
                mention.proper = mention.proper or word.is_capital
            elif word.low in _BEFORE:
                i -= 1
                mention.first = i
                if word.low in _OTHER:
                    mention.core = i
            elif word.is_capital and mention.proper and self._foreign(i - 1, start):
                i -= 1
                mention.core = mention.first = i
            else:
                break
        if i - 1 >= start and self.tokens[i - 1].low in ARTICLES:
            mention.determiner = ARTICLES[self.tokens[i - 1].low]
            mention.first = i - 1
        elif i - 2 >= start and self.tokens[i - 1].pos == "NUM" and self.tokens[i - 2].low in ARTICLES:
            mention.determiner = ARTICLES[self.tokens[i - 2].low]
            mention.first = i - 2

    def _foreign(self, i: int, start: int) -> bool:
        """« World Forum », « Africa Investment Forum »: a capitalised word glued before a capitalised head."""
        token = self.tokens[i]
        return (
            i > start
            and token.pos in ("PROPN", "NOUN", "X", "ADJ")
            and i not in self._heads
            and token.low not in ARTICLES
            and head_key(token.text) not in self._titles
            and not any(m.first <= i < m.last for m in (self._registry.get(i),) if m is not None and m.type == "State")
        )

    # ---- to the right of the head

    def _extend_right(self, k: int, head: Head, mention: Mention) -> int:
        end = self._end(head.first)
        seen_de = False
        while k < end:
            token = self.tokens[k]
            if self._adjective(k, mention.proper):
                k += 1
            elif token.low in ("de", "du", "des", "d'") and (after := self._complement(k, head)):
                k, seen_de = after, True
            elif (further := self._further(k, head, mention, seen_de)) > k:
                k = further
            elif self._number_of(k, head):
                k += 1
            elif (
                token.low in ("à", "au", "aux")
                and self.tokens[k - 1].low in _TOWARDS
                and (purpose := self._topic(k + 1))
            ):
                k = purpose
            else:
                break
        return k

    def _further(self, k: int, head: Head, mention: Mention, seen_de: bool) -> int:
        """Past the next part of the name at token k (topic, purpose, place, acronym, title); k itself where there is none."""
        word = self.tokens[k].low
        after: int | None = None
        if word == "sur" or (word == "pour" and self._takes_pour(mention, head)):
            after = self._topic(k + 1)
        elif word in ("en", "contre"):
            after = self._place_or_noun(k + 1, mention)
        elif word in CONCERNING and k + 1 < len(self.tokens) and self.tokens[k + 1].low in ("à", "au", "aux", "sur"):
            after = self._topic(k + 2) if self._ontology.is_a(head.type, "Instrument", "Occasion") else None
        elif word == "concernant" and self._ontology.is_a(head.type, "Instrument"):
            after = self._topic(k + 1)
        elif word == "et":
            after = self._conjunct(k, mention.proper, seen_de) or self._second_adjective(k)
        elif word == "(":
            after = self._acronym(k, mention)
        return after or self._present_participle(k, head) or self._title_quote(k)

    def _adjective(self, k: int, proper: bool) -> bool:
        token = self.tokens[k]
        if k in self._registry and self._registry[k].kind != "topic" and token.is_capital:
            return False
        if token.pos == "ADJ" or _COMPOUND.match(token.low):
            participle = any(f.tense == "participle" for f in self._lexicon.verbs.readings(token.low))
            return not (participle and not token.is_capital)
        if (
            token.pos in ("NOUN", "X")
            and not token.is_capital
            and k not in self._heads
            and _ADJECTIVAL.match(token.low)
        ):
            before = self.tokens[k - 1]
            return before.pos in ("NOUN", "PROPN", "ADJ") and head_key(token.text) not in self._titles
        if _PAIRED.match(token.text) and k not in self._registry:
            return True
        capital_word = proper and token.is_capital and token.pos in ("NOUN", "PROPN", "ADJ", "VERB", "X")
        return capital_word and k not in self._heads and len(token.text) > 2 and not token.text.isupper()

    def _complement(self, k: int, head: Head) -> int | None:
        """End of a complement introduced by de at token k, or None when it is not part of the name."""
        j = self._skip_determiner(k + 1)
        end = self._end(head.first)
        if j >= end or j in self._dates or k + 1 in self._dates or k in self._dates:
            return None
        if self.tokens[j].pos == "NUM" or self.tokens[j].text[0].isdigit():
            return self._amount_end(j, end) if head.type == "Fund" else None
        registered = self._registry.get(j)
        if registered is not None:
            return self._acronym(registered.last, Mention(0, 0, 0, "noun", ""))
        inner = self._heads.get(self._skip_ordinals(j))
        if inner is not None:
            return self._inner_head(inner, head)
        token = self.tokens[j]
        if head_key(token.text) in self._titles or self._infinitive(token):
            return None
        return self._generic(j, end)

    def _inner_head(self, inner: Head, head: Head) -> int | None:
        is_a = self._ontology.is_a
        part = is_a(inner.type, *_BODIES) or (is_a(inner.type, *_OCCASIONS) and is_a(head.type, "Instrument", "Report"))
        text_of_text = (
            is_a(inner.type, "Instrument")
            and is_a(head.type, "Instrument")
            and self.tokens[head.first].low.startswith("projet")
        )
        kind_of_text = (
            is_a(head.type, "Instrument")
            and is_a(inner.type, "Initiative", "Agreement", "Fund")
            and not self.tokens[inner.first].is_capital
            and inner.first == self._skip_ordinals(head.last + 1)
        )
        if not (part or text_of_text or kind_of_text) or (
            is_a(inner.type, "Forum") and is_a(head.type, "Forum") and inner.type != "Forum"
        ):
            return None
        return self._extend_right(
            inner.last,
            inner,
            Mention(
                inner.first, inner.last, inner.first, "noun", inner.type, proper=self.tokens[inner.first].is_capital
            ),
        )

    def _generic(self, j: int, end: int) -> int | None:
        """[adjective]* noun [adjective]*, the noun not being a verb or a date."""
        k = j
        while k < end and (
            ORDINAL.match(self.tokens[k].text)
            or self.tokens[k].low in _BEFORE
            or (self.tokens[k].pos == "ADJ" and k + 1 < end and self.tokens[k + 1].pos in ("NOUN", "PROPN"))
        ):
            k += 1
        if k >= end or not (
            self.tokens[k].pos in ("NOUN", "PROPN", "X") or (self.tokens[k].is_capital and self.tokens[k].is_word)
        ):
            return None
        k += 1
        while k < end and self._adjective(k, self.tokens[k - 1].is_capital):
            k += 1
        return k

    def _topic(self, j: int) -> int | None:
        """End of what a text or meeting is about: « la Science, la Technologie et l'Innovation », « le rôle de l'IA dans … »."""
        end = self._end(j - 1)
        start = self._skip_determiner(j)
        bare = start == j and start < end and self.tokens[start].low in _NOT_TOPICS
        if start >= end or bare or self._infinitive(self.tokens[start]) or start in self._dates:
            return None
        k = self._topic_noun(start, end)
        while k is not None and k < end:
            token = self.tokens[k]
            after: int | None = None
            if token.low in ("de", "du", "des", "d'", "dans", "en", "entre"):
                inner = self._skip_determiner(k + 1)
                after = self._topic_noun(inner, end) if inner not in self._dates else None
            elif token.low in (",", "et"):
                after = self._topic_conjunct(k, end)
            elif token.low == "pour" and self.tokens[k - 1].is_capital:
                after = self._topic_noun(self._skip_determiner(k + 1), end)
            if after is None:
                break
            k = after
        return k

    def _topic_noun(self, j: int, end: int) -> int | None:
        registered = self._registry.get(j)
        if registered is not None:
            k = registered.last
            while k < end and self._adjective(k, self.tokens[k - 1].is_capital) and not self.tokens[k].is_capital:
                k += 1
            return k
        if j < end and self._infinitive(self.tokens[j]):
            return None
        return self._generic(j, end)

    def _topic_conjunct(self, k: int, end: int) -> int | None:
        """A further topic after « , » or « et »: same case as the first, closed by « et » in a list, never an actor."""
        j = k + 1
        while j < end and self.tokens[j].low in ("de", "du", "des", "d'", "et"):
            j += 1
        j = self._skip_determiner(j)
        registered = self._registry.get(j)
        if (
            j >= end
            or (registered and registered.kind != "topic")
            or (j in self._heads and not self.tokens[j].is_capital)
        ):
            return None
        after = self._topic_noun(j, end)
        if after is None:
            return None
        if self.tokens[k].low == ",":
            closing = any(self.tokens[x].low == "et" for x in range(after, min(after + 6, end)))
            articled = self.tokens[j - 1].low in ("le", "la", "l'", "les")
            return after if closing and (self.tokens[j].is_capital or articled) else None
        follows = self.tokens[after] if after < end else None
        subject_of_verb = follows is not None and (follows.pos in ("VERB", "AUX") and not follows.is_capital)
        return None if subject_of_verb else after

    def _takes_pour(self, mention: Mention, head: Head) -> bool:
        return mention.proper or head.type in ("FriendsGroup", "Coalition", "Fund", "Programme", "Strategy", "Centre")

    def _place_or_noun(self, j: int, mention: Mention) -> int | None:
        registered = self._registry.get(self._skip_determiner(j))
        if registered is None or not mention.proper or self._ontology.is_a(registered.type, "State"):
            return None
        return registered.last if self._ontology.is_a(registered.type, "Place", "CountryGroup", "Topic") else None

    def _conjunct(self, k: int, proper: bool, seen_de: bool) -> int | None:
        """« Termes de Référence et Modalités », « Conseil de paix et de sécurité »: the name goes on after « et »."""
        end = self._end(k)
        if k + 1 >= end:
            return None
        after = self.tokens[k + 1]
        if seen_de and after.low in ("de", "du", "des", "d'"):
            j = self._skip_determiner(k + 2)
            if j < end and j not in self._registry and j not in self._heads and j not in self._dates:
                return self._generic(j, end)
            return None
        if proper and after.is_capital and (k + 1) not in self._registry and self.tokens[k - 1].is_capital:
            return self._generic(k + 1, end)
        return None

    def _second_adjective(self, k: int) -> int | None:
        """« partenariat stratégique et global »: an adjective on either side of « et », and no noun after."""
        if k + 2 >= self._end(k) or self.tokens[k - 1].pos != "ADJ" or self.tokens[k + 1].pos != "ADJ":
            return None
        return k + 2 if self.tokens[k + 2].pos not in ("NOUN", "PROPN", "ADJ") else None

    def _acronym(self, k: int, mention: Mention) -> int:
        """Past « (SIGLE) » at token k, noting the acronym; k itself where there is none."""
        end = self._end(k) if k < len(self.tokens) else k
        if k + 2 < end and self.tokens[k].text == "(" and self.tokens[k + 2].text == ")":
            inside = self.tokens[k + 1].text
            if sum(c.isupper() for c in inside) >= 2 and len(inside) <= 14:
                mention.acronym = inside
                return k + 3
        return k

    def _present_participle(self, k: int, head: Head) -> int | None:
        """« résolution reprenant les attentes du continent »: what a text is described by."""
        token = self.tokens[k]
        if not (
            token.low.endswith("ant") and token.form == "participle" and self._ontology.is_a(head.type, "Instrument")
        ):
            return None
        return self._topic(k + 1)

    def _title_quote(self, k: int) -> int:
        """Past a quoted title at token k (« sous le thème » may come first); k itself where there is none."""
        end = self._end(k) if k < len(self.tokens) else k
        j = k
        words = [t.low for t in self.tokens[k : k + 5]]
        for opening in (
            ["sous", "le", "thème"],
            ["ayant", "pour", "thème"],
            ["sur", "le", "thème"],
            ["intitulé"],
            ["intitulée"],
            ["baptisé"],
            ["baptisée"],
            ["dénommé"],
            ["dénommée"],
        ):
            if words[: len(opening)] == opening:
                j = k + len(opening)
                if j < end and self.tokens[j].low in (":", "de"):
                    j += 1
        if j < end and self.tokens[j].text == '"':
            for close in range(j + 2, min(j + 32, end)):
                if self.tokens[close].text == '"':
                    return close + 1
        return k

    def _number_of(self, k: int, head: Head) -> bool:
        """« résolution 78/265 », « Agenda 2063 », « COP30 »: a symbol or year that belongs to the name."""
        token = self.tokens[k]
        is_symbol = bool(_SYMBOL.match(token.text))
        if not is_symbol:
            return False
        year = bool(re.fullmatch(r"20\d\d", token.text)) and self._ontology.is_a(head.type, "Occasion")
        return (
            self._ontology.is_a(head.type, "Instrument")
            or year
            or (k == head.last and self.tokens[head.first].is_capital and token.text.isdigit())
        )

    def _amount_end(self, j: int, end: int) -> int | None:
        k = j
        while k < end and (self.tokens[k].pos in ("NUM", "NOUN") or self.tokens[k].low in ("de", "d'")) and k - j < 6:
            k += 1
        return k

    def _infinitive(self, token: Token) -> bool:
        return token.pos == "VERB" and token.low.endswith(("er", "ir", "re", "oir"))

    def _skip_determiner(self, j: int) -> int:
        return (
            j + 1
            if j < len(self.tokens) and (self.tokens[j].low in ARTICLES or self.tokens[j].low in ("cette", "cet"))
            else j
        )

    def _skip_ordinals(self, j: int) -> int:
        while j < len(self.tokens) and (ORDINAL.match(self.tokens[j].text) or self.tokens[j].low in _BEFORE):
            j += 1
        return j

    def _end(self, i: int) -> int:
        return self.text.sentences[self.text.sentence_of[i]].last
