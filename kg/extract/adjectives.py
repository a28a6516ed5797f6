"""What an adjective or a plain noun of a name is: « partenariat stratégique et global », « l'accès équitable »."""

from __future__ import annotations

import re

from kg.extract.quantities import ORDINAL
from kg.extract.wording import Wording

# Adjectives that the tagger takes for nouns, by their endings; « CELAC-UE », « Corée-Afrique »: the two sides of a summit.
_ADJECTIVAL = re.compile(
    r"^\w{4,}(?:ique|aires?|ales?|aux|elles?|els?|ives?|ifs?|toires?|iers?|ières?|iennes?|iens?|aises?|oises?|istes?|ables?|ibles?|partites?|latérale?s?)$"
)
_NUMERAL = re.compile(r"^(?:[IVX]{1,4}|XI[IV]|XVI{0,3})$")
_PAIRED = re.compile(r"^[A-ZÀ-Ý][\w']*(?:-[A-ZÀ-Ý][\w']*)+$")
_COMPOUND = re.compile(r"^[a-zàâéèêëïîôöûü]+o-[a-zàâéèêëïîôöûü]+(?:en|enne|ais|aise|ois|oise|ain|aine|in|ine|ique)s?$")
# « participe passé + par, à »: what happened to the thing is no part of its name.
_PAST = re.compile(r"^\w{3,}(?:é|i|u|is|it|ert)(?:e|s|es)?$")
_DETERMINERS = frozenset("le la l' les un une des son sa ses leur leurs ce cet cette ces que qu'".split())


class Adjectives:
    """Tells adjectives from verbs, names and titles over one text."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._tokens, self._registry, self._heads = wording.tokens, wording.registry, wording.heads
        self._dates, self._people, self._lexicon = wording.dates, wording.people, wording.lexicon
        self._cues, self._demonym = wording.cues, wording.demonym

    def follows(self, k: int, proper: bool) -> bool:
        """Whether the token is an adjective of the noun before it, or a further word of a `proper` name."""
        token = self._tokens[k]
        if k in self._registry and self._registry[k].kind != "topic" and token.is_capital:
            return False
        eponym = proper and token.is_capital  # « Centre de conférences Abdelatif-Rahal »
        if (k in self._people and not eponym) or token.low in self._cues.concerning or self._predicative(k):
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
            before = self._tokens[k - 1]
            return before.pos in ("NOUN", "PROPN", "ADJ") and not self._wording.is_title(k)
        if _PAIRED.match(token.text) and k not in self._registry:
            return True
        if proper and _NUMERAL.match(token.text) and self._tokens[k - 1].is_capital:
            return True  # « Université Mohammed V »
        capital_word = proper and token.is_capital and token.pos in ("NOUN", "PROPN", "ADJ", "VERB", "X")
        return capital_word and k not in self._heads and len(token.text) > 2 and not token.text.isupper()

    def _predicative(self, k: int) -> bool:
        """« lettre d'intention scelle le … », « déclaration censée fixer », « accord signé par »: a verb or a participle."""
        token = self._tokens[k]
        if token.is_capital or k + 1 >= self._wording.end(k):
            return False
        after = self._tokens[k + 1]
        if (after.low in _DETERMINERS or after.text == '"') and (k + 1) not in self._dates:
            return any(f.tense not in ("participle", "infinitive") for f in self._lexicon.verbs.readings(token.low))
        if (
            after.low in ("de", "d'")
            and k + 2 < self._wording.end(k)
            and self._wording.is_infinitive(self._tokens[k + 2])
        ):
            return any(f.finite for f in self._lexicon.verbs.readings(token.low))  # « le fonds ambitionne de réunir »
        past = bool(_PAST.match(token.low)) and token.pos != "NOUN"
        return past and (after.low in ("par", "à", "au", "aux", "grâce", "lors") or self._wording.is_infinitive(after))

    def noun(self, j: int, end: int) -> int | None:
        """[adjective]* noun [adjective]*, the noun not being a verb or a date."""
        k = j
        while k < end and (
            ORDINAL.match(self._tokens[k].text)
            or self._tokens[k].low in self._cues.before
            or (self._tokens[k].pos == "ADJ" and k + 1 < end and self._tokens[k + 1].pos in ("NOUN", "PROPN"))
        ):
            k += 1
        if k >= end or not (
            self._tokens[k].pos in ("NOUN", "PROPN", "X") or (self._tokens[k].is_capital and self._tokens[k].is_word)
        ):
            return None
        if k in self._people:
            return None
        k += 1
        while k < end and self.follows(k, self._tokens[k - 1].is_capital):
            k += 1
        return k + 1 if k < end and self.closes(k, end) else k

    def closes(self, k: int, end: int) -> bool:
        """« sur les données ouvertes. »: a participle of the plural noun before it, with nothing behind it."""
        word, noun = self._tokens[k], self._tokens[k - 1]
        agrees = noun.pos == "NOUN" and word.pos == "ADJ" and noun.low.endswith("s") and word.low.endswith("s")
        return agrees and not word.is_capital and (k + 1 >= end or self._tokens[k + 1].text in (".", ";", ")", ":"))

    def second(self, k: int) -> int | None:
        """« partenariat stratégique et global »: an adjective on either side of « et », and no noun after."""
        if k + 2 >= self._wording.end(k) or self._tokens[k + 1].pos != "ADJ":
            return None
        if self._tokens[k - 1].pos != "ADJ" and not self.follows(k - 1, False):  # « une IA inclusive »: tagged a noun
            return None
        return k + 2 if self._tokens[k + 2].pos not in ("NOUN", "PROPN", "ADJ") else None
