"""One sentence ready for the frames: mentions with their prepositions, clauses and coordinations, and its verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.extract.clauses import Clause, ClauseReader
from kg.extract.mentions import ARTICLES, CONTRACTED, Mention
from kg.extract.verbs import Verb, VerbReader
from kg.lexicon import classes
from kg.lexicon.load import Lexicon
from kg.text.tokens import Sentence, Text, Token

# Prepositions of several words; the last is contracted with the article (« au sein du » → « au sein de »).
_LONG = (
    "aux côtés de", "au sein de", "à l'initiative de", "en présence de", "auprès de", "à côté de", "de la part de", "en faveur de", "au profit de",
    "au bénéfice de", "au nom de", "sous l'égide de", "sous la houlette de", "à la tête de", "dans le cadre de", "à l'occasion de", "lors de", "au cours de",
    "grâce à", "face à", "conjointement avec", "en coopération avec", "en partenariat avec", "en collaboration avec", "de concert avec", "en lien avec",
    "avec le soutien de", "avec l'appui de", "avec le concours de", "à destination de", "à l'égard de", "à l'issue de", "au terme de", "à l'invitation de",
    "à la demande de", "en marge de", "sur proposition de", "sur proposition conjointe de", "sous la présidence de", "sous la coprésidence de", "sous la direction de",
    "au lendemain de", "à la veille de", "à travers", "à l'attention de", "avec la participation de", "hors de", "près de", "à partir de", "dans le sillage de", "sous les auspices de", "avec le parrainage de", "avec le coparrainage de", "aux fins de", "en vertu de", "ainsi que", "de même que", "à la place de", "jusqu'à", "par rapport à", "en matière de", "en raison de", "autour de", "au large de", "en tête de", "au siège de", "par le biais de", "à la faveur de", "conformément à",
    "sous l'impulsion de", "avec l'aide de", "au service de", "à l'appel de", "dans les rangs de", "au bas de", "au centre de",
)  # fmt: skip
_TRANSPARENT = {"travaux", "débats", "discussions", "préparatifs", "assises"}


@cache
def _frame_phrases(lexicon_checksum: str) -> frozenset[str]:
    """The phrases of several words that frames name as prepositions: each is seen by the frames that name it only."""
    from kg.lexicon.load import load

    roles = [
        r
        for f in load().frames
        for frame in f.frames
        for r in (frame.subject, frame.object, frame.with_)
        if r is not None
    ]
    return frozenset(p for r in roles for p in r.prep if " " in p)


_SHORT = {
    "de", "d'", "à", "en", "dans", "par", "pour", "avec", "sans", "sur", "sous", "entre", "parmi", "contre", "devant", "chez", "vers", "après", "avant",
    "depuis", "dès", "selon", "outre", "malgré", "via", "durant", "pendant", "envers", "hors", "sauf", "comme", "lors", "moyennant", "concernant", "suivant",
}  # fmt: skip


_LONGEST_ASIDE = 18
_AS_WELL = frozenset({"ainsi que", "comme", "de même que"})
_LISTING = frozenset({"dont", "lesquels", "lesquelles"})


@dataclass(frozen=True)
class Link:
    """A mention in its sentence: the preposition before it, its clause, the mentions it is coordinated with (itself included)."""

    mention: Mention
    preposition: str
    clause: Clause
    group: tuple[Mention, ...]


class Scene:
    """The reading order of one sentence. All look-ups are by mention or token index."""

    def __init__(self, text: Text, lexicon: Lexicon, sentence: Sentence, mentions: list[Mention]) -> None:
        self.text, self.tokens, self.sentence, self.lexicon = text, text.tokens, sentence, lexicon
        self.mentions = mentions
        self.words = frozenset(token.low for token in self.tokens[sentence.first : sentence.last])
        self._phrases = _frame_phrases(lexicon.checksum)
        self.verbs: list[Verb] = VerbReader(text, lexicon, mentions).read(sentence)
        self.clause_of = ClauseReader(text, mentions).read(sentence, self.verbs)
        self.actual = [m for m in mentions if m.kind not in ("date", "amount", "tally")]
        words = {m: self._words_before(m) for m in mentions}
        self._preposition = {m: self._read_preposition(m, words[m]) for m in mentions}
        self._introductions = {m: self._read_phrases(words[m]) | ({self._preposition[m]} - {""}) for m in mentions}
        self._groups = self._coordinate()

    def preposition(self, mention: Mention) -> str:
        """The preposition that governs the mention (shared along a coordination), or ""."""
        group = self._groups.get(mention)
        own = self._preposition.get(mention, "")
        if group and group[0] is not mention and (own == "" or self._preposition[group[0]].endswith(own)):
            return self._preposition[group[0]]
        return own

    def introduced_by(self, mention: Mention, prepositions: tuple[str, ...]) -> bool:
        """Whether one of the prepositions stands before the mention: its own, or a phrase that a frame asks for."""
        if self.preposition(mention) in prepositions:
            return True
        own, first = (self._introductions.get(m, frozenset()) for m in (mention, self.group(mention)[0]))
        return not (own.isdisjoint(prepositions) and first.isdisjoint(prepositions))

    def clause(self, mention: Mention) -> Clause:
        return self.clause_of.get(mention.first) or self.clause_of[self.sentence.first]

    def group(self, mention: Mention) -> tuple[Mention, ...]:
        """The mentions coordinated with this one, itself included, in text order."""
        return self._groups.get(mention, (mention,))

    def start_of_preposition(self, mention: Mention) -> int:
        """The first token of the preposition before the mention, or the mention's own first token."""
        words = self._preposition.get(mention, "")
        return (
            mention.first - max(0, len(words.split()) - (self.tokens[mention.first].low in CONTRACTED))
            if words
            else mention.first
        )

    def before(self, token: int) -> list[Mention]:
        """Mentions ending at or before the token, the nearest first."""
        return [m for m in reversed(self.actual) if m.last <= token]

    def after(self, token: int) -> list[Mention]:
        """Mentions starting at or after the token, the nearest first."""
        return [m for m in self.actual if m.first >= token]

    def verb_between(self, first: int, last: int, finite: bool = True) -> bool:
        """Whether a (finite) verb begins at a token of [first, last)."""
        return any(first <= v.first < last and (v.finite or not finite) for v in self.verbs)

    def _words_before(self, mention: Mention) -> list[str]:
        token = self.tokens[mention.first]
        end = self._past_dated_aside(mention.first)
        before = [t.low for t in self.tokens[max(self.sentence.first, end - 6) : end]]
        contracted = CONTRACTED.get(token.low, "")
        if token.low == "des" and not self._governed_des(mention.first):
            contracted = ""
        words = self._through([*before, *([contracted] if contracted else [])])
        if words and words[-1] == "d'":
            words[-1] = "de"
        return ["que" if w == "qu'" else w for w in words]

    def _past_dated_aside(self, first: int) -> int:
        """« l'organisation, en 2027, du Sommet »: where the phrase before an aside of date ends; `first` without one."""
        if (
            first <= self.sentence.first
            or self.tokens[first - 1].text != ","
            or self.tokens[first].low not in CONTRACTED
        ):
            return first
        when = next((m for m in self.mentions if m.kind == "date" and m.last == first - 1), None)
        start = when.first if when is not None else first
        start -= start > self.sentence.first and self.tokens[start - 1].low in ("en", "le", "les", "dès")
        opened = when is not None and start > self.sentence.first and self.tokens[start - 1].text == ","
        return start - 1 if opened else first

    def _read_preposition(self, mention: Mention, words: list[str]) -> str:
        tail = " ".join(words).replace("' ", "'")
        while tail:  # the longest phrase that they end with
            if tail in _LONG:
                return tail
            tail = tail.partition(" ")[2]
        if words and words[-1] in _LISTING and self.clause(mention).opener != words[-1]:
            return words[-1]  # « douze pays, dont le Ghana »
        return words[-1] if words and (words[-1] in _SHORT or words[-1] in CONTRACTED.values()) else ""

    def _read_phrases(self, words: list[str]) -> frozenset[str]:
        tails = (" ".join(words[-n:]).replace("' ", "'") for n in range(2, len(words) + 1))
        return frozenset(t for t in tails if t in self._phrases)

    @staticmethod
    def _through(words: list[str]) -> list[str]:
        """« dirigent les travaux du Forum »: what is said of the proceedings is said of the meeting."""
        if (
            len(words) >= 3
            and words[-1] == "de"
            and words[-2] in _TRANSPARENT
            and words[-3] in ("les", "aux", "des", "ses", "leurs")
        ):
            return [*words[:-3], *({"aux": ["à"], "des": ["de"]}.get(words[-3], []))]
        if len(words) >= 3 and words[-1] == "de" and words[-2] in ("idée", "principe") and words[-3] in ("l'", "le"):
            return words[:-3]  # « apporter son soutien à l'idée d'un Conseil »
        return words

    def _governed_des(self, i: int) -> bool:
        """« des » after a noun is « de + les »; after a verb it is the plural article."""
        if i == self.sentence.first:
            return False
        before = self.tokens[i - 1]
        if any(v.first <= i - 1 < v.last for v in self.verbs):
            return False
        if before.low == "part" and any(v.last == i - 1 and "prendre" in v.lemmas for v in self.verbs):
            return False  # « Y ont pris part des experts »
        return before.pos in ("NOUN", "PROPN", "ADJ", "ADV", "NUM", "X", "ADP", "VERB") or before.low in (
            "lors",
            "auprès",
            ")",
            '"',
        )

    def _coordinate(self) -> dict[Mention, tuple[Mention, ...]]:
        groups: dict[Mention, tuple[Mention, ...]] = {}
        current: list[Mention] = []
        closed = False
        self._asides = {i for aside in self._appositions() for i in aside}
        listed = [m for m in self.actual if not self.bracketed(m) and m.first not in self._asides]
        for a, b in pairwise(listed):
            joint = self._joint(a, b)
            if not joint or (closed and joint == ","):
                self._settle(current, groups, closed)
                current, closed = [], False
                continue
            if not current:
                current = [a]
            current.append(b)
            closed = closed or joint == "et"
        self._settle(current, groups, closed)
        return groups

    def aside(self, mention: Mention) -> bool:
        """Whether a mention stands inside what is said of a person between two commas."""
        return mention.first in self._asides

    def _appositions(self) -> Iterator[range]:
        """« M. Kone, numéro deux de la Banque, et Mme Diop, maire de Lomé, ont … »: what is said of people, comma to comma."""
        people = [m for m in self.actual if m.kind == "person" and m.name is not None]
        for one, other in pairwise([*people, None]):
            if one is None:
                continue
            if other is not None:
                end = other.first - 1 - (self.tokens[other.first - 1].low == "et")
            else:
                end = next((v.first - 1 for v in self.verbs if v.finite and v.first > one.last), one.last)
            inside = range(one.last, end)
            commas = len(inside) > 2 and self.tokens[one.last].text == "," == self.tokens[end].text
            if not commas or len(inside) > _LONGEST_ASIDE or self.verb_between(one.last, end):
                continue
            marks = [i for i in inside if self.tokens[i].text in (",", ";", ":")]
            parts = [(i + 1, j) for i, j in pairwise([*marks, end])]
            if all(self.tokens[i].text == "," for i in marks) and all(self._describes(*part) for part in parts):
                yield inside

    def _describes(self, first: int, last: int) -> bool:
        """« numéro deux de la Banque »: a noun without its article, more than a name that could be one of a list."""
        opens = self.tokens[first]
        lone = any(m.first == first and m.last == last for m in self.actual)
        return not lone and opens.low not in ARTICLES and opens.pos in ("NOUN", "PROPN", "X", "ADJ")

    @staticmethod
    def _settle(current: list[Mention], groups: dict[Mention, tuple[Mention, ...]], closed: bool) -> None:
        if len(current) > 1 and closed:
            for mention in current:
                groups[mention] = tuple(current)

    def _joint(self, a: Mention, b: Mention) -> str:
        """How b continues a: « , », « et » (also « ainsi que », « comme », « ou »), or "" when it does not."""
        tokens = self._outside_brackets(a.last, b.first)
        between = [
            "que" if t.low == "qu'" else t.low
            for t in tokens
            if t.pos != "ADV" or t.low in ("et", "ainsi", "puis", "qu'")
        ]
        own = self._preposition.get(b, "")
        if own and between and not (own in CONTRACTED.values() and self.tokens[b.first].low in CONTRACTED):
            tail = own.split()
            between = between[: len(between) - len(tail)] if len(tail) < len(between) else between
        before = self._preposition.get(a, "")
        if own and own not in _AS_WELL and before != own and not before.endswith(" " + own):
            return ""
        if self._acts_next(a, b) or self._ends_relative(a, b):
            return ""
        if not _compatible(a, b) or (before in _REPEATED and not own and self._opens_anew(between, b)):
            return ""
        words = [w for w in between if w not in (",", "conjointement")]
        if own in _AS_WELL and not words:
            return "et"
        if (
            words
            in (
                ["et"],
                ["ainsi", "que"],
                ["ainsi"],
                ["comme"],
                ["ou"],
                ["puis"],
                ["de", "même", "que"],
                ["et", "aussi"],
                ["et", "de"],
                ["et", "par"],
                ["et", "avec"],
                [],
            )
            and between
        ):
            return "," if not words else "et"
        return ""

    def bracketed(self, mention: Mention) -> bool:
        """« Robert Dölger (Allemagne) et Vladimir Baybakov (Russie) »: what is told of a name beside it."""
        around = (mention.first - 1, mention.last)
        if around[0] < self.sentence.first or around[1] >= self.sentence.last:
            return False
        return (self.tokens[around[0]].text, self.tokens[around[1]].text) == ("(", ")")

    def _outside_brackets(self, first: int, last: int) -> list[Token]:
        kept, depth = [], 0
        for token in self.tokens[first:last]:
            depth += token.text == "("
            if depth == 0 and token.i not in self._asides:
                kept.append(token)
            depth -= token.text == ")"
        return kept

    def _acts_next(self, a: Mention, b: Mention) -> bool:
        """« est représenté par M. Gakosso et l'Allemagne a dépêché … »: b is the subject of a second verb."""
        if not self._preposition.get(a, ""):
            return False
        clause = self.clause_of.get(b.first)
        finite = [v for v in self.verbs if v.finite and v.clause is clause]
        return any(v.first == b.last for v in finite) and any(v.last <= a.first for v in finite)

    def _ends_relative(self, a: Mention, b: Mention) -> bool:
        """« l'entretien, auquel assistait Mme Sall, le Sénégal et la Fondation ont signé »: a closes a clause that b is not in."""
        if self._preposition.get(a, ""):
            return False  # « qu'il a signé avec le Pérou, le Chili et la Bolivie »
        inner, outer = self.clause_of.get(a.first), self.clause_of.get(b.first)
        return inner is not None and inner.kind == "relative" and outer is not inner

    def _opens_anew(self, between: list[str], b: Mention) -> bool:
        """« Réunis à Accra, la France et l'Italie … »: after a comma, a name without the preposition of the one before it."""
        return between == [","] and (b.determiner != "" or b.type in ("Place", "Person"))


# « à Paris, à Rome et à Berlin », « de la France, du Maroc et de l'Inde »: these are said again before each member.
_REPEATED = frozenset({"à", "en", "de"})
_ACTING = ("Actor", "Place", "Initiative")  # capitals act for states, centres and programmes for themselves
_FAMILIES = ("Actor", "Instrument", "Occasion", "Initiative", "Place", "Topic")


def _compatible(a: Mention, b: Mention) -> bool:
    is_a = classes.load().is_a
    if a.kind == "pronoun" or b.kind == "pronoun":
        return True
    return any(is_a(a.type, f) and is_a(b.type, f) for f in _FAMILIES) or (
        is_a(a.type, *_ACTING) and is_a(b.type, *_ACTING)
    )
