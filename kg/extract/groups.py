"""Groups of actors: « plus de 70 États membres », « les pays d'Asie centrale », « universités marocaines »."""

from __future__ import annotations

from kg.extract.gazetteer import Gazetteer
from kg.extract.mentions import ARTICLES, Mention
from kg.extract.quantities import NUMBER_WORDS
from kg.lexicon.load import Lexicon
from kg.lexicon.words import fold
from kg.text.tokens import Text

_QUANTIFIERS = {
    "plusieurs",
    "divers",
    "diverses",
    "certains",
    "certaines",
    "quelques",
    "nombreux",
    "nombreuses",
    "tous",
    "toutes",
    "autres",
    "différents",
    "principaux",
    "nouveaux",
    "nouvelles",
    "jeunes",
}
_COLLECTIVES = {
    "dizaine",
    "dizaines",
    "douzaine",
    "quinzaine",
    "vingtaine",
    "trentaine",
    "quarantaine",
    "cinquantaine",
    "soixantaine",
    "centaine",
    "centaines",
    "millier",
    "milliers",
    "majorité",
    "ensemble",
}

# Nouns that stand as adjectives after « pays », « États », « villes ».
_APPOSED = {"membres", "partenaires", "voisins", "signataires", "hôtes", "candidats", "participants", "donateurs", "amis", "alliés", "tiers"}  # fmt: skip


class GroupGrammar:
    """Finds plural groups over one text."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, phrases: list[Mention]) -> None:
        self.text, self.tokens, self._gazetteer, self._verbs = text, text.tokens, gazetteer, lexicon.verbs
        self._months = frozenset(lexicon.time.months)
        self._types, self._openings = lexicon.group_words, lexicon.group_openings
        self._phrases = {p.core: p for p in phrases} | {p.first: p for p in phrases}

    def find(self) -> list[Mention]:
        found = []
        i = 0
        while i < len(self.tokens):
            mention = self._at(i)
            if mention is not None:
                found.append(mention)
                i = mention.last
            else:
                i += 1
        return found

    def _at(self, i: int) -> Mention | None:
        if self.tokens[i].fold not in self._openings:
            return None
        end = self.text.sentences[self.text.sentence_of[i]].last
        for length in (6, 5, 4, 3, 2, 1):
            if i + length > end:
                continue
            kind = self._types.get(fold(self.text.slice(i, i + length)).replace("-", " "))
            if kind is None:
                continue
            phrase = self._phrases.get(i)
            if (length == 1 and (self.tokens[i].pos in ("VERB", "AUX") or self._departed(i))) or (
                phrase is not None
                and phrase.kind == "registry"
                and phrase.type != "CountryGroup"
                and phrase.last > i + length
            ):
                return None
            mention = Mention(i, i + length, i, "group", kind)
            modified = self._extend_right(mention, end)
            counted = self._extend_left(mention)
            if not counted and self._singular(mention):
                return None
            mention.weak = not (modified or counted)
            return mention
        return None

    def _singular(self, mention: Mention) -> bool:
        """« l'Angola, pays hôte »: « pays » after a comma tells of one."""
        first = mention.first
        return self.tokens[first].low == "pays" and self.tokens[max(0, first - 1)].text == ","

    def _departed(self, i: int) -> bool:
        """« Partis de la Cédéao, … »: the participle that opens a sentence."""
        return self.tokens[i].low == "partis" and i == self.text.sentences[self.text.sentence_of[i]].first

    def _verb(self, k: int) -> bool:
        """« les deux ministres coprésideront »: a word that can only be a finite verb."""
        readings = self._verbs.readings(self.tokens[k].low)
        return bool(readings) and all(f.tense in ("future", "conditional", "imperfect", "past") for f in readings)

    def _extend_right(self, mention: Mention, end: int) -> bool:
        start = k = mention.last
        while k < end:
            token = self.tokens[k]
            if token.low in ("tel", "tels", "telle", "telles"):
                break
            if self._verb(k):
                break
            if (
                token.pos == "ADJ"
                or (self._gazetteer.demonym(token.fold) and not token.is_capital)
                or (k == start and token.low in _APPOSED and mention.last - mention.first == 1)
            ):
                k += 1
            elif (
                (
                    token.low in ("et", ",")
                    and k > start
                    and k + 1 < end
                    and self.tokens[k + 1].pos == "ADJ"
                    and self.tokens[k - 1].pos == "ADJ"
                    and not self.tokens[k + 1].low.startswith("tel")
                )
                or (
                    token.low == "en"
                    and k + 1 < end
                    and self.tokens[k + 1].pos == "NOUN"
                    and self.tokens[k + 1].low not in self._months
                    and (k + 1) not in self._phrases
                )
                or (token.low == "et" and k + 1 < end and self._types.get(self.tokens[k + 1].fold) and k == start)
            ):
                k += 2
            elif token.low in ("de", "du", "des", "d'") and k + 1 < end:
                j = k + 1
                if self.tokens[j].low in ARTICLES:
                    j += 1
                phrase = self._phrases.get(j)
                if phrase is not None and phrase.kind in ("registry", "noun", "topic"):
                    k = phrase.last
                elif (
                    j < end
                    and self.tokens[j].pos in ("NOUN", "PROPN")
                    and j not in self._phrases
                    and not self._types.get(self.tokens[j].fold)
                ) or (j < end and self.tokens[j].pos in ("NOUN", "PROPN")):
                    k = j + 1
                else:
                    break
            else:
                break
        mention.last = k
        return k > start

    def _extend_left(self, mention: Mention) -> bool:
        start = self.text.sentences[self.text.sentence_of[mention.first]].first
        i, counted = mention.first, False
        while i - 1 >= start:
            token = self.tokens[i - 1]
            if (
                token.pos == "NUM"
                or token.text.isdigit()
                or token.low in _QUANTIFIERS
                or (token.low in NUMBER_WORDS and token.low not in ("un", "une"))
            ):
                i, counted = i - 1, True
            elif (
                token.low in ("un", "une", "et")
                and i - 2 >= start
                and self.tokens[i - 2].low in NUMBER_WORDS | {"et": 0}
            ):
                i -= 1  # « vingt et un ambassadeurs »
            elif (
                token.low in ("de", "d'")
                and i - 2 >= start
                and (
                    self.tokens[i - 2].low in _COLLECTIVES
                    or (self.tokens[i - 2].low in ("plus", "moins", "près") and counted)
                )
            ):
                i, counted = i - 2, True
            elif (token.low in ("quelque", "environ") and counted) or token.low in (
                "nouveaux",
                "principaux",
                "petits",
                "grands",
                "autres",
                "mêmes",
            ):
                i -= 1
            else:
                break
        mention.core = i
        if i - 1 >= start and self.tokens[i - 1].low in ARTICLES:
            mention.determiner = ARTICLES[self.tokens[i - 1].low]
            i -= 1
        mention.first = i
        return counted
