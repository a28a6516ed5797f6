"""Noun phrases by head noun: « le premier Forum de haut niveau sur l'IA en Afrique » is an occasion because of « Forum ».

The grammar is surface only: determiner, ordinals, head, adjectives, complements in de/sur/pour/en, a quoted title, an acronym.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.mentions import ARTICLES, Mention
from kg.extract.quantities import NUMBER_WORDS
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
    r"\b(?:d'accord|sur proposition|à la proposition|au cours d(?:e|u|es)?|sur le plan|à l'initiative d(?:e|u|es)?|dans le cadre|au sommet de (?:l'état|la)|en conseil|en présence|(?:faire|fait|font|faisant) état|à l'agenda|(?:inscri\w+|figur\w+|est|sont|étai\w+) au programme|au programme(?= ?(?:[:,.;]|figur))|en session|par voie d'accord|en accord|en cours|lettre morte|(?:en|par) visioconférence|d'un commun accord|(?:par|du|de|au|le) consensus|"
    r"sous forme|en commun|statut d'(?:obs|asso|invi)\w*|statut de (?!rome|la|l')\w+|convention center|carte du groupe|à la tête du groupe)\b",
    re.I,
)
# Adjectives that the tagger takes for nouns, by their endings; « CELAC-UE », « Corée-Afrique »: the two sides of a summit.
_ADJECTIVAL = re.compile(
    r"^\w{4,}(?:ique|aires?|ales?|aux|elles?|els?|ives?|ifs?|toires?|iers?|ières?|iennes?|iens?|aises?|oises?|istes?|ables?|ibles?|partites?|latérale?s?)$"
)
_NUMERAL = re.compile(r"^(?:[IVX]{1,4}|XI[IV]|XVI{0,3})$")
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
    "préparatoire",
}
CONCERNING = {"relatif", "relative", "relatifs", "relatives", "portant", "consacré", "consacrée", "consacrés", "consacrées", "lié", "liée", "dédié", "dédiée"}  # fmt: skip
_RELATIVE = {"relatif", "relative", "relatifs", "relatives", "lié", "liée"}
_BODIES = ("Organization", "Forum", "State")
_OCCASIONS = ("Occasion",)
# What may count its members among its words: « Conseil des ministres », « conférence des donateurs ».
_GATHERINGS = ("OrganizationalBody", "Organization", "Forum", "Occasion", "Coalition")
# Complements that describe a thing rather than name it: « d'une valeur de », « de longue date ».
_MEASURES = {
    "valeur",
    "montant",
    "durée",
    "coût",
    "hauteur",
    "date",
    "part",
    "fait",
    "façon",
    "sorte",
    "ici",
    "suite",
    "haleine",
    "envergure",
    "ampleur",
    "portée",
}
# « participe passé + par, à »: what happened to the thing is no part of its name.
WORTH = _MEASURES | {"de", "d'", "un", "une", "total", "totale", "cumulé", "cumulée", "global", "globale"}
_MEASURED = {"points", "articles", "jours", "mois", "ans", "chapitres", "mesures", "heures"}
_PAST = re.compile(r"^\w{3,}(?:é|i|u|is|it|ert)(?:e|s|es)?$")
_DETERMINERS = {
    "le",
    "la",
    "l'",
    "les",
    "un",
    "une",
    "des",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "ce",
    "cet",
    "cette",
    "ces",
    "que",
    "qu'",
}
_POINTING = frozenset({"ce", "cet", "cette", "ces"})
_UNSETTLED = {
    "un",
    "une",
    "ce",
    "cet",
    "cette",
    "ces",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "notre",
    "nos",
    "votre",
    "chaque",
    "tout",
    "toute",
    "plusieurs",
}


@dataclass(frozen=True)
class Head:
    """A head noun at tokens [first, last) and its class."""

    first: int
    last: int
    type: str


class NounGrammar:
    """Builds noun-phrase mentions over one text. `taken` maps a token to the registry mention that starts there."""

    def __init__(
        self,
        text: Text,
        lexicon: Lexicon,
        registry_mentions: list[Mention],
        timed: list[Mention],
        demonym: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self.text, self.tokens = text, text.tokens
        self._lexicon, self._demonym = lexicon, demonym
        self._ontology = classes.load()
        self._registry: dict[int, Mention] = {}
        for mention in registry_mentions:
            known = self._registry.get(mention.first)
            if known is None or known.last < mention.last:
                self._registry[mention.first] = mention
        self._dates = {m.first: m for m in timed if m.kind == "date"}
        self._amounts = {m.first: m for m in timed if m.kind == "amount"}
        self._group_nouns, self._titles = lexicon.group_heads, lexicon.title_words
        self._people = {i for n in text.names if n.label == "PER" for i in range(n.first, n.last)}
        full = [n for n in text.names if n.label == "PER" and n.last - n.first > 1]
        self._full_names = {i for n in full for i in range(n.first, n.last)}
        self._absorbed: set[int] = set()
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
            if head is not None and i not in self._absorbed:
                found.append(self._phrase(head))
                i = head.last
                continue
            i += 1
        return found

    def _fixed(self, mention: Mention) -> bool:
        return mention.kind == "name" or self._ontology.is_a(
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
        if self.tokens[i].fold not in self._lexicon.head_openings:
            return None
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
            if nominal and not self._fixed_expression(i) and not self._action(i, i + length):
                return Head(i, i + length, kind)
        return None

    def _action(self, i: int, after: int) -> bool:
        """« brigue l'organisation du Forum », « Partis de la Cédéao »: a deed, where the word may also name a thing."""
        token, end = self.tokens[i], self._end(i)
        if token.low in ("parti", "partis") and i == self.text.sentences[self.text.sentence_of[i]].first:
            return after < end and self.tokens[after].low in ("de", "du", "des", "d'", "à", "pour", "en")
        if token.low == "conclusion":  # « la conclusion d'un accord »; « conclusions » are a text
            return True
        if token.low in ("candidature", "candidatures"):  # a text only when it says whose
            return after >= end or self.tokens[after].low not in ("de", "du", "des", "d'")
        if token.low == "institution" and after < end and self.tokens[after].low in ("de", "du", "des", "d'"):
            return True  # « l'institution d'un fonds »
        if token.low != "organisation" or token.is_capital or after >= end:
            return False
        j = self._skip_ordinals(self._skip_determiner(after + (self.tokens[after].low in ("de", "d'"))))
        if j == after or j >= end:
            return False
        registered = self._registry.get(j)
        held = registered.type if registered is not None else self._lexicon.heads.get(head_key(self.tokens[j].text), "")
        return bool(held) and self._ontology.is_a(held, "Occasion", "ForumSeries", "Forum")

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
                registered.kind,
                registered.type,
                registered.entry,
                registered.last,
                True,
            )
            return mention
        bare = mention.last == head.last and mention.core in (head.first, self._counted(head.first))
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
            registered.kind,
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

    def _counted(self, i: int) -> int:
        """The first token of the number before token i (« vingt et un »), i itself where there is none."""
        start = self.text.sentences[self.text.sentence_of[i]].first
        k = i
        while k - 1 >= start and self._is_number(k - 1, k):
            k -= 1
        return k

    def _is_number(self, i: int, after: int) -> bool:
        token = self.tokens[i]
        if i in self._dates or token.low in ("un", "une"):
            return token.low in ("un", "une") and i > 0 and self.tokens[i - 1].low == "et" and self._is_number(i - 1, i)
        if token.low == "et":
            return self.tokens[after].low in ("un", "une", "onze") and i > 0 and self.tokens[i - 1].low in NUMBER_WORDS
        digits = token.text.isdigit() and not re.fullmatch(r"(?:19|20)\d\d", token.text)
        return token.low in NUMBER_WORDS or digits

    def _extend_left(self, mention: Mention) -> None:
        i = mention.first
        start = self.text.sentences[self.text.sentence_of[i]].first
        while i - 1 >= start:
            word = self.tokens[i - 1]
            if ORDINAL.match(word.text) and word.pos != "PRON":
                i -= 1
                mention.core = mention.first = i
                mention.proper = mention.proper or word.is_capital
            elif (counted := self._counted(i)) < i:
                i = mention.core = mention.first = counted
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
        if head.type == "Place":
            k = self._place_name(k, end, mention)
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

    def _place_name(self, k: int, end: int, mention: Mention) -> int:
        """« la villa Doria Pamphili », « le palais Farnèse »: the capitals right after its noun name a place."""
        after = k
        while after < end and self.tokens[after].is_capital and self.tokens[after].is_word:
            after += 1
        mention.proper = mention.proper or after > k
        return after

    def _further(self, k: int, head: Head, mention: Mention, seen_de: bool) -> int:
        """Past the next part of the name at token k (topic, purpose, place, acronym, title); k itself where there is none."""
        word = self.tokens[k].low
        after: int | None = None
        if word == "sur" or (word == "pour" and self._takes_pour(mention, head, k)):
            after = self._topic(k + 1)
        elif word in ("en", "de", "d'") and (points := self._points(k + 1, head)):
            after = points
        elif word == "contre" and self._ontology.is_a(head.type, "Instrument", "Initiative", "Organization", "Forum"):
            after = self._topic(k + 1)
        elif word in ("en", "contre"):
            after = self._place_or_noun(k + 1, mention)
        elif word in _RELATIVE and k + 1 < len(self.tokens) and self.tokens[k + 1].low in ("à", "au", "aux", "sur"):
            after = self._topic(k + 2) if self._ontology.is_a(head.type, "Instrument", "Occasion") else None
        elif word == "concernant" and self._ontology.is_a(head.type, "Instrument"):
            after = self._topic(k + 1)
        elif word == "et":
            after = self._conjunct(k, mention.proper, seen_de, head) or self._second_adjective(k)
        elif word == "(":
            after = self._acronym(k, mention)
        return after or self._glued_state(k, head) or self._apposed(k, head) or self._title_quote(k)

    def _glued_state(self, k: int, head: Head) -> int | None:
        """« sommet Choose France »: a state without article closes a name in another language."""
        state = self._registry.get(k)
        if state is None or state.type != "State" or state.first != k or k <= head.last:
            return None
        return state.last if self.tokens[k - 1].is_capital and self.tokens[k - 1].is_word else None

    def _points(self, k: int, head: Head) -> int | None:
        """« communiqué en 55 points », « trêve de trente jours »: how long a text is, or lasts."""
        j = k
        while j < self._end(head.first) and (self.tokens[j].low in NUMBER_WORDS or self.tokens[j].text.isdigit()):
            j += 1
        measured = j > k and j < self._end(head.first) and self.tokens[j].low in _MEASURED
        return j + 1 if measured and self._ontology.is_a(head.type, "Instrument", "Initiative") else None

    def _adjective(self, k: int, proper: bool) -> bool:
        token = self.tokens[k]
        if k in self._registry and self._registry[k].kind != "topic" and token.is_capital:
            return False
        eponym = proper and token.is_capital  # « Centre de conférences Abdelatif-Rahal »
        if (k in self._people and not eponym) or token.low in CONCERNING or self._predicative(k):
            return False
        if not token.is_capital and self._demonym(token.fold) is not None:
            return True  # « le ministère émirati », whatever the tagger takes it for
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
        if proper and _NUMERAL.match(token.text) and self.tokens[k - 1].is_capital:
            return True  # « Université Mohammed V »
        capital_word = proper and token.is_capital and token.pos in ("NOUN", "PROPN", "ADJ", "VERB", "X")
        return capital_word and k not in self._heads and len(token.text) > 2 and not token.text.isupper()

    def _predicative(self, k: int) -> bool:
        """« lettre d'intention scelle le … », « déclaration censée fixer », « accord signé par »: a verb or a participle."""
        token = self.tokens[k]
        if token.is_capital or k + 1 >= self._end(k):
            return False
        after = self.tokens[k + 1]
        if after.low in _DETERMINERS and (k + 1) not in self._dates:
            return any(f.tense not in ("participle", "infinitive") for f in self._lexicon.verbs.readings(token.low))
        if after.low in ("de", "d'") and k + 2 < self._end(k) and self._infinitive(self.tokens[k + 2]):
            return any(f.finite for f in self._lexicon.verbs.readings(token.low))  # « le fonds ambitionne de réunir »
        past = bool(_PAST.match(token.low)) and token.pos != "NOUN"
        return past and (after.low in ("par", "à", "au", "aux", "grâce", "lors") or self._infinitive(after))

    def _complement(self, k: int, head: Head) -> int | None:
        """End of a complement introduced by de at token k, or None when it is not part of the name."""
        j = self._skip_determiner(k + 1)
        end = self._end(head.first)
        if j >= end or j in self._dates or k + 1 in self._dates or k in self._dates:
            return None
        if (worth := self._worth(k, head, end)) is not None:
            return worth
        if self.tokens[j].pos == "NUM" or self.tokens[j].text[0].isdigit() or self._described(k + 1, j, end):
            return None
        if self.tokens[j].text == '"':
            return self._quoted(j, end)
        registered = self._registry.get(j)
        if registered is not None:
            return self._acronym(registered.last, Mention(0, 0, 0, "noun", ""))
        inner = self._heads.get(self._skip_ordinals(j))
        if inner is not None:
            return self._inner_head(inner, head)
        token = self.tokens[j]
        eponym = self._ontology.is_a(head.type, "Instrument", "Initiative") and j not in self._full_names
        if (j in self._people and not eponym) or self._infinitive(token):
            return None
        if j in self._people:
            return j + 1
        if head_key(token.text) in self._titles and not self._members(j, k, head):
            return None
        return self._generic(j, end)

    def _worth(self, k: int, head: Head, end: int) -> int | None:
        """Past « de 11 milliards de dirhams », « d'une valeur cumulée de 5 millions »: read here, left out of the label."""
        if not self._ontology.is_a(head.type, "Initiative", "Agreement", "Strategy"):
            return None
        j = k + 1
        while j < end and j - k < 6 and (self.tokens[j].low in WORTH or self.tokens[j].pos == "ADJ"):
            j += 1
        amount = self._amounts.get(j)
        if amount is None or (j > k + 1 and not any(self.tokens[x].low in _MEASURES for x in range(k, j))):
            return None
        return amount.last

    def _described(self, determiner: int, j: int, end: int) -> bool:
        """« d'une valeur de », « de longue date », « de sa maison »: no part of the name."""
        owned = self.tokens[determiner].low in ("son", "sa", "leur") and j in self._heads
        if self.tokens[determiner].low in _UNSETTLED and not owned:
            return True
        return any(self.tokens[x].low in _MEASURES for x in range(j, min(j + 2, end)))

    def _members(self, j: int, k: int, head: Head) -> bool:
        """« Conseil des ministres », « réunion des chefs d'État »: those who meet, in the plural and without a name."""
        several = self.tokens[j].low.endswith("s") and self.tokens[k].low in ("de", "des", "d'")
        return several and self._ontology.is_a(head.type, *_GATHERINGS)

    def _quoted(self, j: int, end: int) -> int | None:
        """Past the quoted name at token j (« réunion de la « coalition des volontaires » »)."""
        close = next((x for x in range(j + 2, min(j + 9, end)) if self.tokens[x].text == '"'), None)
        if close is None or any(t.pos in ("VERB", "AUX") or t.text in ",;:" for t in self.tokens[j + 1 : close]):
            return None
        return close + 1

    def _inner_head(self, inner: Head, head: Head) -> int | None:
        is_a = self._ontology.is_a
        part = is_a(inner.type, *_BODIES) or (is_a(inner.type, *_OCCASIONS) and is_a(head.type, "Instrument", "Report"))
        text_of_text = (
            is_a(inner.type, "Instrument")
            and is_a(self._type_of(head), "Instrument")
            and self.tokens[head.first].low.startswith(("projet", "avant-projet"))
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
        within = self.tokens[inner.first].low.startswith(("croix-", "croissant-", "église"))
        if within or not part:  # « convention de prêt » is one text
            self._absorbed.add(inner.first)
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
        if k in self._people:
            return None
        k += 1
        while k < end and self._adjective(k, self.tokens[k - 1].is_capital):
            k += 1
        return k

    def _topic(self, j: int) -> int | None:
        """End of what a text or meeting is about: « la Science, la Technologie et l'Innovation », « le rôle de l'IA dans … »."""
        end = self._end(j - 1)
        start = self._skip_determiner(j)
        if j < end and self.tokens[j].low in _POINTING and self.tokens[j].pos != "PRON":
            return None  # « les pourparlers sur ce texte »: another thing, taken up
        bare = start == j and start < end and self.tokens[start].low in _NOT_TOPICS
        if start >= end or bare or self._infinitive(self.tokens[start]) or start in self._dates:
            return None
        k = self._topic_noun(start, end)
        while k is not None and k < end:
            token = self.tokens[k]
            after: int | None = None
            if token.low in ("à", "au", "aux"):
                after = self._topic_towards(k, end)
            elif token.low in ("de", "du", "des", "d'", "dans", "en", "entre"):
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

    def _topic_towards(self, k: int, end: int) -> int | None:
        """« sur les subventions à la pêche », « sur le droit au développement »: never a place nor an actor."""
        j = self._skip_determiner(k + 1) if self.tokens[k].low == "à" else k + 1
        if j >= end or self.tokens[j].is_capital or self.tokens[k - 1].is_capital or j in self._heads:
            return None
        word = head_key(self.tokens[j].text)
        if word in self._titles or word in self._group_nouns or (j == k + 1 and self.tokens[k].low == "à"):
            return None
        return self._topic_noun(j, end)

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
            or head_key(self.tokens[j].text) in self._titles
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

    def _takes_pour(self, mention: Mention, head: Head, mention_end: int) -> bool:
        if head.type == "ForumEdition" and not mention.proper:
            follows = self._registry.get(self._skip_determiner(mention_end + 1))
            return follows is not None and self._ontology.is_a(follows.type, "State", "Place", "CountryGroup", "Topic")
        return mention.proper or head.type in ("FriendsGroup", "Coalition", "Fund", "Programme", "Strategy", "Centre")

    def _place_or_noun(self, j: int, mention: Mention) -> int | None:
        registered = self._registry.get(self._skip_determiner(j))
        if registered is None or not mention.proper or self._ontology.is_a(registered.type, "State"):
            return None
        return registered.last if self._ontology.is_a(registered.type, "Place", "CountryGroup", "Topic") else None

    def _conjunct(self, k: int, proper: bool, seen_de: bool, head: Head) -> int | None:
        """« Termes de Référence et Modalités », « Conseil de paix et de sécurité »: the name goes on after « et »."""
        end = self._end(k)
        if k + 1 >= end:
            return None
        after = self.tokens[k + 1]
        if seen_de and after.low in ("de", "du", "des", "d'"):
            j = self._skip_determiner(k + 2)
            registered = self._registry.get(j)
            if registered is not None and registered.kind != "topic":
                return registered.last if self._ends_in_registry(k, head) else None
            if registered is not None:
                return self._topic_noun(j, end)
            if j < end and j not in self._heads and j not in self._dates:
                return self._generic(j, end)
            return None
        if proper and after.is_capital and (k + 1) not in self._registry and self.tokens[k - 1].is_capital:
            return self._generic(k + 1, end)
        return None

    def _ends_in_registry(self, k: int, head: Head) -> bool:
        """« Assemblées annuelles du FMI et de la Banque mondiale »: both complements are known names (neither the head's own)."""
        return any(
            m.last == k and m.first > head.first and self._ontology.is_a(m.type, "Organization")
            for m in self._registry.values()
        )

    def _second_adjective(self, k: int) -> int | None:
        """« partenariat stratégique et global »: an adjective on either side of « et », and no noun after."""
        if k + 2 >= self._end(k) or self.tokens[k + 1].pos != "ADJ":
            return None
        if self.tokens[k - 1].pos != "ADJ" and not self._adjective(k - 1, False):  # « une IA inclusive »: tagged a noun
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

    def _apposed(self, k: int, head: Head) -> int | None:
        """« fondation Rockefeller », « accord ACCTS », « palais Mariinsky »: a name set beside a common noun."""
        end = self._end(head.first)
        if self.tokens[head.first].is_capital or self.tokens[k - 1].is_capital:
            return None
        j = k
        while j < end and self._names_a_thing(j, head):
            j += 1
        return j if j > k else None

    def _names_a_thing(self, j: int, head: Head) -> bool:
        token = self.tokens[j]
        registered = self._registry.get(j)
        eponym = (
            self._ontology.is_a(head.type, "Company", "ResearchInstitution")
            or self.tokens[head.first].low == "fondation"
        )
        person = j in self._people and not eponym
        return (
            token.is_capital
            and token.pos in ("PROPN", "X", "NOUN", "ADJ")
            and not person
            and (registered is None or not self._ontology.is_a(registered.type, "State", "Place"))
            and j not in self._heads
            and head_key(token.text) not in self._titles
        )

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
