"""One text as the grammar of noun phrases looks at it: which heads, names, dates, sums and people start at which token."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.mentions import ARTICLES, Mention
from kg.extract.quantities import NUMBER_WORDS, ORDINAL
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key
from kg.text.tokens import Text, Token

OF = frozenset({"de", "du", "des", "d'"})
TO = frozenset({"à", "au", "aux"})
# Fixed expressions whose noun names nothing: (words before, head, words after).
_FIXED = re.compile(
    r"\b(?:d'accord|sur proposition|à la proposition|au cours d(?:e|u|es)?|sur le plan|à l'initiative d(?:e|u|es)?|dans le cadre|au sommet de (?:l'état|la)|en conseil|en présence|(?:faire|fait|font|faisant) état|à l'agenda|(?:inscri\w+|figur\w+|est|sont|étai\w+) au programme|au programme(?= ?(?:[:,.;]|figur))|en session|par voie d'accord|en accord|en cours|lettre morte|(?:en|par) visioconférence|d'un commun accord|(?:par|du|de|au|le) consensus|"
    r"sous forme|en commun|statut d'(?:obs|asso|invi)\w*|statut de (?!rome|la|l')\w+|convention center|carte du groupe|à la tête du groupe)\b",
    re.I,
)

_STUDYING = frozenset({"centre", "institut", "bureau", "école"})


@dataclass(frozen=True)
class Head:
    """A head noun at tokens [first, last) and its class."""

    first: int
    last: int
    type: str


class Wording:
    """The tokens of a text, with the head nouns found among them. `absorbed`: heads that a longer phrase has taken."""

    def __init__(
        self,
        text: Text,
        lexicon: Lexicon,
        named: list[Mention],
        timed: list[Mention],
        demonym: Callable[[str], str | None],
    ) -> None:
        self.text, self.tokens, self.lexicon, self.demonym = text, text.tokens, lexicon, demonym
        self.cues, self.is_a = lexicon.phrases, classes.load().is_a
        self.registry: dict[int, Mention] = {}  # the longest registered name that starts at a token
        for mention in named:
            known = self.registry.get(mention.first)
            if known is None or known.last < mention.last:
                self.registry[mention.first] = mention
        self.dates = {m.first: m for m in timed if m.kind == "date"}
        self.amounts = {m.first: m for m in timed if m.kind == "amount"}
        people = [n for n in text.names if n.label == "PER"]
        self.people = {i for n in people for i in range(n.first, n.last)}
        self.full_names = {i for n in people if n.last - n.first > 1 for i in range(n.first, n.last)}
        self.absorbed: set[int] = set()
        self.heads = {h.first: h for i in range(len(self.tokens)) if (h := self._head_at(i))}

    def is_title(self, i: int) -> bool:
        """Whether a token is a title that people carry."""
        return head_key(self.tokens[i].text) in self.lexicon.title_words

    def start(self, i: int) -> int:
        """Where the sentence of token i starts."""
        return self.text.sentences[self.text.sentence_of[i]].first

    def end(self, i: int) -> int:
        """Where the sentence of token i ends."""
        return self.text.sentences[self.text.sentence_of[i]].last

    def _head_at(self, i: int) -> Head | None:
        if self.tokens[i].fold not in self.lexicon.head_openings:
            return None
        sentence_end = self.end(i)
        for length in (4, 3, 2, 1):
            if i + length > sentence_end:
                continue
            words = self.text.slice(i, i + length)
            kind = self.lexicon.heads.get(head_key(words))
            if kind is None:
                continue
            token = self.tokens[i]
            opens = i == self.start(i)
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
        token, end = self.tokens[i], self.end(i)
        if token.low in ("parti", "partis") and i == self.start(i):
            return after < end and self.tokens[after].low in ("de", "du", "des", "d'", "à", "pour", "en")
        studied = [t.low for t in self.tokens[max(0, i - 4) : i]]
        if token.low == "études" and studied[-1:] == ["d'"] and _STUDYING.intersection(studied):
            return True  # « Centre africain d'études sur le climat »
        if token.low == "conclusion":  # « la conclusion d'un accord »; « conclusions » are a text
            return True
        if token.low in ("candidature", "candidatures"):  # a text only when it says whose
            return after >= end or self.tokens[after].low not in OF
        if token.low == "institution" and after < end and self.tokens[after].low in OF:
            return True  # « l'institution d'un fonds »
        if token.low != "organisation" or token.is_capital or after >= end:
            return False
        j = self.skip_ordinals(self.skip_determiner(after + (self.tokens[after].low in ("de", "d'"))))
        if j == after or j >= end:
            return False
        registered = self.registry.get(j)
        held = registered.type if registered is not None else self.lexicon.heads.get(head_key(self.tokens[j].text), "")
        return bool(held) and self.is_a(held, "Occasion", "ForumSeries", "Forum")

    def _fixed_expression(self, i: int) -> bool:
        token = self.tokens[i]
        if token.is_capital and i > self.start(i):
            return False
        window = self.text.plain[max(0, token.start - 25) : token.end + 12]
        at = token.start - max(0, token.start - 25)
        return any(m.start() <= at < m.end() for m in _FIXED.finditer(window))

    def type_of(self, head: Head) -> str:
        """« projet d'accord », « projet de résolution »: a draft is of the class of what it drafts."""
        drafts = self.tokens[head.first].low in ("projet", "avant-projet") and head.last - head.first == 1
        if drafts and head.last < self.end(head.first) and self.tokens[head.last].low in ("de", "d'"):
            drafted = self.heads.get(head.last + 1)
            if drafted is not None and self.is_a(drafted.type, "Instrument"):
                return drafted.type
        if head.type == "Centre" and self.tokens[head.first].low == "centre":  # « Centre africain d'études »
            after = [t.low for t in self.tokens[head.last : min(head.last + 4, self.end(head.first))]]
            if {"études", "réflexion"}.intersection(after) and {"d'", "de"}.intersection(after):
                return "ResearchInstitution"
        return head.type

    def counted(self, i: int) -> int:
        """The first token of the number before token i (« vingt et un »), i itself where there is none."""
        start = self.start(i)
        k = i
        while k - 1 >= start and self.is_number(k - 1, k):
            k -= 1
        return k

    def is_number(self, i: int, after: int) -> bool:
        """Whether the token is part of a number; `after`: the token that follows it."""
        token = self.tokens[i]
        if i in self.dates or token.low in ("un", "une"):
            return token.low in ("un", "une") and i > 0 and self.tokens[i - 1].low == "et" and self.is_number(i - 1, i)
        if token.low == "et":
            return self.tokens[after].low in ("un", "une", "onze") and i > 0 and self.tokens[i - 1].low in NUMBER_WORDS
        digits = token.text.isdigit() and not re.fullmatch(r"(?:19|20)\d\d", token.text)
        return token.low in NUMBER_WORDS or digits

    def skip_determiner(self, j: int) -> int:
        """The token after the determiner at j, else j."""
        return j + 1 if j < len(self.tokens) and self.tokens[j].low in ARTICLES else j

    def skip_ordinals(self, j: int) -> int:
        """The token after the ordinals and adjectives that may stand before a noun."""
        while j < len(self.tokens) and (ORDINAL.match(self.tokens[j].text) or self.tokens[j].low in self.cues.before):
            j += 1
        return j

    def is_infinitive(self, token: Token) -> bool:
        """Whether a token is an infinitive."""
        return token.pos == "VERB" and token.low.endswith(("er", "ir", "re", "oir"))
