"""Verb groups: « a, à cet égard, rappelé », « a récemment été sollicité », « s'est tenu », each read as one verb."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cache

from kg.extract.mentions import Mention
from kg.lexicon.load import Lexicon, head_key, load
from kg.lexicon.verbs import Form
from kg.text.tokens import Sentence, Text, Token

_SKIP = {
    "pas",
    "plus",
    "jamais",
    "guère",
    "-t",
    "-il",
    "-elle",
    "-ils",
    "-elles",
    "-on",
    "aussi",
    "ainsi",
    "tous",
    "toutes",
    "tout",
    "rien",
    "point",
    "non",
    "même",
    "y",
    "en",
    "donc",
    "bien",
    "déjà",
}
# Links of two words that may stand between an auxiliary and its participle.
_LINKS = {
    ("par", "ailleurs"), ("par", "conséquent"), ("en", "outre"), ("de", "plus"), ("de", "même"), ("en", "effet"),
    ("en", "revanche"), ("en", "conséquence"), ("de", "nouveau"), ("de", "surcroît"), ("d'", "abord"), ("d'", "ailleurs"),
}  # fmt: skip
_REFLEXIVE = {"se", "s'"}
_CLITICS = {"le", "la", "l'", "les", "lui", "leur", "y", "en", "se", "s'", "ne", "n'", "nous", "vous", "me", "m'"}
_NEGATIVE = {"pas", "plus", "jamais", "guère", "aucun", "aucune", "ni", "rien", "nullement", "aucunement", "point"}
_MOTION = {
    "aller",
    "venir",
    "arriver",
    "partir",
    "entrer",
    "sortir",
    "naître",
    "devenir",
    "rester",
    "parvenir",
    "intervenir",
    "monter",
    "retourner",
    "revenir",
    "tomber",
    "passer",
    "convenir",
    "paraître",
    "apparaître",
    "décéder",
    "mourir",
    "échoir",
    "advenir",
    "survenir",
    "provenir",
    "repartir",
    "rentrer",
    "descendre",
    "demeurer",
}
_PARTICIPLE = re.compile(r"(?:é|i|u|û|s|t)e?s?$")
_DETERMINERS = {"le", "la", "l'", "les", "un", "une", "son", "sa", "ses", "leur", "leurs", "ce", "cet", "cette", "ces"}
_BEFORE_INFINITIVE = {"à", "de", "d'", "pour", "sans"}
# After these a word is a noun whatever the tagger says (« son offre »); « le », « la », « les », « leur » may be pronouns.
_BEFORE_NOUN = {"son", "sa", "ses", "ce", "cet", "cette", "ces", "un", "une", "notre", "nos", "leurs"}
_PREPOSITIONS = {"devant", "pendant", "durant", "suivant", "moyennant", "concernant", "touchant"}
_OPENERS = {"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles", "si", "lorsque", "quand"}
_COMPOUND = {
    "present": "perfect",
    "imperfect": "pluperfect",
    "future": "future-perfect",
    "conditional": "conditional-past",
    "past": "pluperfect",
    "infinitive": "infinitive",
    "gerund": "gerund",
}


@cache
def _agent_nouns(lexicon_checksum: str) -> frozenset[str]:
    """Nouns for the one who does something (« signataire », « invité »), as the frames and titles (« envoyé ») name them."""
    nouns = [noun for file in load().frames for frame in file.frames for noun in frame.agents]
    titles = [word.split()[0] for title in load().titles.titles for word in (title.word, title.feminine) if word]
    return frozenset(head_key(noun) for noun in (*nouns, *titles))


@dataclass(eq=False)
class Verb:
    """Tokens [first, last) of a verb group; `head` is its lexical word.

    `lemmas`: infinitives of the lexicon it may be (empty: some other verb). `tense`: present, imperfect, past, perfect, pluperfect,
    future, future-perfect, conditional, conditional-past, participle, gerund, infinitive. `voice`: active or passive.
    `clitic`: an object pronoun before it. `previous` is the verb it is coordinated with (« a initié et copréside »), `governor` what an infinitive depends on.
    """

    first: int
    last: int
    head: int
    lemmas: frozenset[str]
    tense: str
    voice: str = "active"
    reflexive: bool = False
    negated: bool = False
    inverted: bool = False
    compound: bool = False
    clitic: str = ""
    previous: Verb | None = None
    governor: Verb | None = None
    clause: object = field(default=None, repr=False)

    @property
    def finite(self) -> bool:
        return self.tense not in ("participle", "gerund", "infinitive")


class VerbReader:
    """Reads the verb groups of a sentence; tokens inside names are left alone."""

    def __init__(self, text: Text, lexicon: Lexicon, mentions: list[Mention]) -> None:
        self.text, self.tokens, self._index = text, text.tokens, lexicon.verbs
        self._agents = _agent_nouns(lexicon.checksum)
        covering = [m for m in mentions if m.kind not in ("pronoun", "date")]
        self._covered = {i for m in covering for i in range(m.first, m.last)}
        # One bare word taken for a topic or a head may still turn out to be a verb (« la BAD finance le projet », « siège au Conseil »).
        self._bare = {m.first for m in covering if m.kind in ("topic", "noun") and m.last == m.first + 1}
        self._covered -= {i for i in self._bare if self.tokens[i].pos in ("VERB", "AUX") or self._after_subject(i)}
        self._ends = {
            m.last for m in covering if m.kind not in ("topic", "amount", "tally") and m.first not in self._bare
        }
        self._starts = {m.first for m in mentions}
        self._with_aside = {m.last for m in covering if any(t.text == "," for t in self.tokens[m.first : m.last])}
        self._dates = {m.first for m in mentions if m.kind == "date"}

    def read(self, sentence: Sentence) -> list[Verb]:
        verbs: list[Verb] = []
        i = sentence.first
        while i < sentence.last:
            verb = self._at(i, sentence) if i not in self._covered or self._fronted(i, sentence) else None
            if verb is not None:
                self._decorate(verb, sentence)
                verbs.append(verb)
                i = max(verb.last, i + 1)
            else:
                i += 1
        verbs = self._with_nouns(verbs, sentence)
        self._coordinate_participles(verbs)
        return verbs

    def _with_nouns(self, verbs: list[Verb], sentence: Sentence) -> list[Verb]:
        """Finite verbs that look like nouns or adjectives, where their clause has no other verb (« le Panama siège au Conseil »)."""
        for i in range(sentence.first + 1, sentence.last):
            readings = self._finite_noun(i, verbs, sentence)
            if readings:
                verb = self._simple(i, readings)
                self._decorate(verb, sentence)
                verbs = sorted([*verbs, verb], key=lambda v: v.first)
        for verb in verbs:
            finite = [r for r in self._index.readings(self.tokens[verb.head].low) if r.finite]
            if (
                finite
                and verb.tense == "participle"
                and verb.last == verb.first + 1
                and (verb.first in self._ends or self._after_aside(verb.first, sentence))
                and self.tokens[verb.last : verb.last + 1]
                and self.tokens[verb.last].low not in ("par", ",", ".")
                and not self._has_finite(verb.first, verbs, sentence, takes_object=False)
            ):
                # « ce document traduit dans les faits … »: the only verb of its clause is no participle
                verb.tense, verb.voice, verb.lemmas = finite[0].tense, "active", frozenset(r.verb for r in finite)
        return verbs

    def _finite_noun(self, i: int, verbs: list[Verb], sentence: Sentence) -> list[Form]:
        token = self.tokens[i]
        if token.is_capital or token.pos not in ("NOUN", "ADJ", "PROPN", "ADV") or i + 1 >= sentence.last:
            return []
        aside = self._after_aside(i, sentence)
        opens = (
            self.tokens[i - 1].low in ("que", "où", "dont") and i + 1 in self._starts
        )  # « que coprésidaient A et B »
        if (i in self._covered and i not in self._bare) or not (
            i in self._ends or self._after_clitic(i) or aside or opens
        ):
            return []
        readings = [r for r in self._index.readings(token.low) if r.finite]
        if not readings or any(v.first <= i < v.last for v in verbs):
            return []
        if self._in_relative(i, verbs, sentence):
            return readings
        after = self.tokens[i + 1]
        object_at = i + 2 if after.pos == "ADV" and i + 2 < sentence.last else i + 1
        takes_object = self.tokens[object_at].low in _DETERMINERS or (
            object_at > i + 1 and self.tokens[object_at].pos == "NUM"
        )
        if not takes_object and after.pos not in ("ADP", "DET", "ADV", "NUM") and i + 1 not in self._starts:
            return []
        return readings if not self._has_finite(i, verbs, sentence, takes_object and not aside) else []

    def _in_relative(self, i: int, verbs: list[Verb], sentence: Sentence) -> bool:
        """« que le Conseil européen codirigent », « dont X dément l'existence »: the relative before i still lacks its verb."""
        finite = {j for v in verbs if v.finite for j in range(v.first, v.last)}
        opener = next(
            (j for j in range(i - 1, sentence.first, -1) if self.tokens[j].low in _OPENERS - {"qui", "si"}), None
        )
        if opener is None or i not in self._ends or any(self.tokens[j].text in ",;:" for j in range(opener, i)):
            return False
        following = itertools.takewhile(lambda j: self.tokens[j].pos != "PUNCT", range(i + 1, sentence.last))
        return not any(j in finite for j in (*range(opener, i), *following))

    def _after_aside(self, i: int, sentence: Sentence) -> bool:
        """« Le texte, coparrainé par 65 pays, demande … »: a comma closes an aside that another comma opened after a mention."""
        return self.tokens[i - 1].text == "," and (
            i - 1 in self._with_aside
            or any(self.tokens[j].text == "," and j in self._ends for j in range(sentence.first + 1, i - 1))
        )

    def _after_clitic(self, i: int) -> bool:
        return self.tokens[i - 1].low in _REFLEXIVE | {"ne", "n'", "y", "lui"} and self.tokens[i - 1].pos != "DET"

    def _has_finite(self, i: int, verbs: list[Verb], sentence: Sentence, takes_object: bool) -> bool:
        """Whether the stretch around i up to the next clause already has a finite verb; commas end it when an object follows i."""
        finite = {v.first for v in verbs if v.finite}
        stops = {";", ":", *([","] if takes_object else [])}

        def ends(j: int) -> bool:
            token = self.tokens[j]
            joined = token.low in ("et", "mais", "puis", "ou") and (j + 1 in finite or j + 2 in finite)
            return token.text in stops or token.low in _OPENERS or joined

        right = itertools.takewhile(lambda j: not ends(j), range(i + 1, sentence.last))
        left = itertools.takewhile(lambda j: not ends(j), range(i - 1, sentence.first - 1, -1))
        covered = {j for v in verbs if v.finite for j in range(v.first, v.last)}
        return any(j in covered for j in (*left, *right))

    def _fronted(self, i: int, sentence: Sentence) -> bool:
        """« Réunis à Malabo, les chefs … », « Représentant le Maroc, X … »: a participle opens the sentence and a comma closes its phrase."""
        opening = self.tokens[sentence.first : i]
        if any(t.pos not in ("ADV", "PUNCT") for t in opening) or i + 1 >= sentence.last:
            return False
        if i in self._covered and i not in self._bare:
            return False
        if self.tokens[i].low in _PREPOSITIONS or not self._opening_forms(i):
            return False
        comma = next((j for j in range(i + 2, sentence.last) if self.tokens[j].text == ","), None)
        return comma is not None and not any(
            t.pos in ("VERB", "AUX") and t.form == "finite" for t in self.tokens[i + 1 : comma]
        )

    def _opening_forms(self, i: int) -> list[Form]:
        """The participles the word at i may be, given what follows: a complement after a past one, an object after a present one."""
        readings, after = self._index.readings(self.tokens[i].low), self.tokens[i + 1]
        if after.low in _DETERMINERS or (after.pos == "PROPN" and i + 1 in self._starts):
            gerunds = [r for r in readings if r.tense == "gerund"]
            if gerunds:
                return gerunds
        if after.low in ("de", "d'", "du", "des") and head_key(self.tokens[i].low) in self._agents:
            return []  # « Invité du sommet, … »: a noun
        if (
            after.pos in ("ADP", "ADV")
            or i + 1 in self._dates
            or (i + 1 in self._starts and after.pos in ("DET", "NUM"))
        ):
            return [r for r in readings if r.tense == "participle"]
        return []

    def _at(self, i: int, sentence: Sentence) -> Verb | None:
        token = self.tokens[i]
        if token.pos not in ("VERB", "AUX") and self._fronted(i, sentence):
            return self._simple(i, self._opening_forms(i))
        readings = self._readings(i)
        if i > sentence.first and (self._after_article(i) or self._summer(i)):
            return None
        if not readings and (token.pos not in ("VERB", "AUX") or not self._looks_verbal(token)):
            return None
        auxiliary = next((r for r in readings if r.verb in ("avoir", "être") and r.tense != "participle"), None)
        if auxiliary is not None and (verb := self._compound(i, auxiliary, sentence)) is not None:
            return verb
        return self._simple(i, readings)

    def _summer(self, i: int) -> bool:
        """« avant l'été », « d'ici à cet été »: no participle of « être »."""
        return self.tokens[i].low == "été" and self.tokens[i - 1].low in ("l'", "cet", "d'", "un", "en", "fin", "dès")

    def _after_article(self, i: int) -> bool:
        """Whether a word that allows no verb stands before it (« ce sera » is one all the same)."""
        if self.tokens[i - 1].low not in _BEFORE_NOUN or self.tokens[i].form == "infinitive":
            return False
        return self.tokens[i].pos != "AUX" and not any(
            r.verb == "être" for r in self._index.readings(self.tokens[i].low)
        )

    @staticmethod
    def _looks_verbal(token: Token) -> bool:
        """The tagger's participles must end like one (« signataire » does not)."""
        return token.form != "participle" or token.low.endswith("ant") or bool(_PARTICIPLE.search(token.low))

    def _simple(self, i: int, readings: list[Form]) -> Verb:
        token = self.tokens[i]
        usable = self._agreeing(token, readings)
        tense = usable[0].tense if usable else {"finite": "present", "": "present"}.get(token.form, token.form)
        if not usable and tense == "participle" and token.low.endswith("ant"):
            tense = "gerund"
        lemmas = frozenset(r.verb for r in usable if r.tense == tense)
        voice = "passive" if tense == "participle" else "active"
        return Verb(i, i + 1, i, lemmas, tense, voice)

    def _agreeing(self, token: Token, readings: list[Form]) -> list[Form]:
        """Readings that fit the tagger's verb form first (« dit », « fait », « conclut » are finite or participles)."""

        def rank(form: Form) -> int:
            wanted = {
                "finite": form.finite,
                "participle": form.tense == "participle",
                "infinitive": form.tense == "infinitive",
            }
            return 0 if wanted.get(token.form, False) else 1

        return sorted(readings, key=rank)

    def _compound(self, i: int, auxiliary: Form, sentence: Sentence) -> Verb | None:
        at = self._skip(i + 1, sentence)
        participle = self._participle(at, sentence)
        if participle is None:
            return None
        been = any(r.verb == "être" for r in participle)
        if been:
            further = self._skip(at + 1, sentence)
            inner = self._participle(further, sentence)
            if inner is None:
                return Verb(
                    i, at + 1, at, frozenset({"être"}), _COMPOUND.get(auxiliary.tense, "perfect"), compound=True
                )
            return self._grouped(i, further, inner, _COMPOUND.get(auxiliary.tense, "perfect"), "passive")
        lemmas = {r.verb for r in participle}
        if auxiliary.verb == "avoir":
            return self._grouped(i, at, participle, _COMPOUND.get(auxiliary.tense, "perfect"), "active")
        if self._reflexive(i) or (lemmas & _MOTION):
            return self._grouped(i, at, participle, _COMPOUND.get(auxiliary.tense, "perfect"), "active")
        return self._grouped(i, at, participle, auxiliary.tense, "passive")

    def _grouped(self, first: int, head: int, readings: list[Form], tense: str, voice: str) -> Verb:
        return Verb(first, head + 1, head, frozenset(r.verb for r in readings if r.verb), tense, voice, compound=True)

    def _participle(self, i: int, sentence: Sentence) -> list[Form] | None:
        if i >= sentence.last or i in self._covered:
            return None
        token = self.tokens[i]
        known = [r for r in self._index.readings(token.low) if r.tense == "participle"]
        if known:
            return known
        return [Form("", "participle")] if token.form == "participle" and self._looks_verbal(token) else None

    def _skip(self, i: int, sentence: Sentence) -> int:
        """Past adverbs, negations, clitics and one short aside between commas."""
        start = i
        while i < sentence.last:
            token = self.tokens[i]
            after = self.tokens[i + 1].low if i + 1 < sentence.last else ""
            if (token.low, after) in _LINKS:
                i += 2
            elif (
                token.pos == "ADV"
                or token.low in _SKIP
                or (token.low.endswith("ment") and token.pos in ("ADV", "NOUN", "ADJ"))
            ):
                i += 1
            elif token.text == "," and i == start:
                close = next((j for j in range(i + 1, min(i + 11, sentence.last)) if self.tokens[j].text == ","), None)
                if (
                    close is None
                    or any(self.tokens[j].pos in ("VERB", "AUX") for j in range(i + 1, close))
                    or self._participle(close + 1, sentence) is None
                ):
                    return i
                i = close + 1
            else:
                return i
        return i

    def _readings(self, i: int) -> list[Form]:
        """Readings of the word at i as a verb; a noun or name is one only where a verb may stand."""
        token = self.tokens[i]
        readings = self._index.readings(token.low)
        if not readings or token.pos in ("VERB", "AUX"):
            return readings
        before = self.tokens[i - 1] if i else None
        if before is not None and (before.low in _BEFORE_INFINITIVE) and not token.is_capital:
            infinitives = [r for r in readings if r.tense == "infinitive" and r.verb not in ("pouvoir", "devoir")]
            if infinitives:
                return infinitives
        if self._pronoun_after_preposition(i - 1) and not token.is_capital:
            infinitives = [r for r in readings if r.tense == "infinitive"]
            if infinitives:
                return infinitives
        if (
            before is None
            or token.is_capital
            or token.pos in ("DET", "ADP", "PRON", "SCONJ", "CCONJ", "ADV", "NUM", "PUNCT")
        ):
            return []
        if self.tokens[i + 1 : i + 2] and self.tokens[i + 1].low in _DETERMINERS:
            gerunds = [r for r in readings if r.tense == "gerund"]
            if gerunds and before.pos not in ("DET", "ADP", "NUM"):
                return gerunds
        if i in self._ends and (gerunds := [r for r in readings if r.tense == "gerund"]):
            return gerunds  # « la Hongrie votant contre »
        if token.pos == "ADJ" and self._after_subject(i) and (finite := [r for r in readings if r.finite]):
            return finite
        if token.pos == "ADJ" or (token.pos == "NOUN" and before.text == ","):
            return [r for r in readings if r.tense == "participle"]
        if before.low == "en" and before.pos == "ADP":
            return []  # « la mise en œuvre », « en date »
        opens = before.pos in ("PROPN", "ADV") or (
            before.low in _CLITICS | {"qui", "que", "qu'", "où", "dont", "et", "il", "elle", "ils", "elles"}
            and before.pos != "DET"
        )
        after_name = before.is_capital and before.pos in ("NOUN", "PROPN", "ADJ")
        finite = [r for r in readings if r.finite]
        return finite if finite and (opens or after_name) else []

    def _pronoun_after_preposition(self, i: int) -> bool:
        """« leur intention de le coprésider »: after « de » and « à », « le » and « les » are no articles."""
        return i > 0 and self.tokens[i].low in ("le", "les") and self.tokens[i - 1].low in ("de", "à")

    def _after_subject(self, i: int) -> bool:
        """Whether a pronoun that can only be a subject stands before the word at i."""
        return i > 0 and self.tokens[i - 1].low in ("il", "elle", "ils", "elles", "on", "qui")

    def _reflexive(self, first: int) -> bool:
        return any(
            self.tokens[j].low in _REFLEXIVE
            for j in range(max(0, first - 3), first)
            if all(self.tokens[x].low in _CLITICS for x in range(j, first))
        )

    def _decorate(self, verb: Verb, sentence: Sentence) -> None:
        i = verb.first
        while (
            i - 1 >= sentence.first
            and self.tokens[i - 1].low in _CLITICS
            and (
                self.tokens[i - 1].pos != "DET"
                or self.tokens[i - 1].low in ("ne", "n'")
                or self._pronoun_after_preposition(i - 1)
                or self._after_subject(i - 1)
            )
        ):
            i -= 1
            low = self.tokens[i].low
            if low in _REFLEXIVE:
                verb.reflexive = True
            elif low in ("le", "la", "l'", "les", "y", "lui", "leur") or (low == "en" and self.tokens[i].pos == "PRON"):
                verb.clitic = low
            elif low in ("ne", "n'"):
                window = self.tokens[verb.first : min(verb.last + 3, sentence.last)]
                verb.negated = any(t.low in _NEGATIVE for t in window) or (
                    i >= 1
                    and any(
                        t.low in ("ni", "aucun", "aucune", "jamais", "nul")
                        for t in self.tokens[max(sentence.first, i - 6) : i]
                    )
                )
        verb.first = i
        if i - 1 >= sentence.first and self.tokens[i - 1].low == "sans":
            verb.negated = True
        if i - 2 >= sentence.first and self.tokens[i - 1].low == "pas" and self.tokens[i - 2].low in ("ne", "n'"):
            verb.negated = True
        verb.inverted = any(
            self.tokens[j].low in ("-il", "-elle", "-ils", "-elles", "-on")
            for j in range(verb.first, min(verb.last + 2, sentence.last))
        )

    def _coordinate_participles(self, verbs: list[Verb]) -> None:
        """« a salué la naissance du Conseil et pressé ses homologues »: the second participle shares the auxiliary."""
        for before, verb in itertools.pairwise(verbs):
            if verb.tense != "participle" or not before.compound or not before.finite:
                continue
            j = verb.first - 1
            while j > before.last and (self.tokens[j].pos == "ADV"):
                j -= 1
            if self.tokens[j].low in ("et", "puis", "ou") or (self.tokens[j].text == "," and j == before.last):
                verb.tense, verb.voice, verb.compound = before.tense, before.voice, True
                verb.reflexive, verb.previous, verb.negated = before.reflexive, before, before.negated
