"""A mention: a stretch of tokens that stands for something. Found first; everything else follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.text.tokens import Text

ARTICLES = {
    "le": "def", "la": "def", "l'": "def", "les": "def", "du": "def", "au": "def", "aux": "def", "des": "def",
    "un": "indef", "une": "indef", "ce": "dem", "cet": "dem", "cette": "dem", "ces": "dem", "ledit": "dem", "ladite": "dem",
    "son": "poss", "sa": "poss", "ses": "poss", "leur": "poss", "leurs": "poss", "notre": "poss", "nos": "poss",
    "laquelle": "dem", "lequel": "dem", "chaque": "indef", "tout": "indef", "toute": "indef",
}  # fmt: skip
CONTRACTED = {"du": "de", "des": "de", "au": "à", "aux": "à"}


@dataclass(eq=False)
class Mention:
    """Tokens [first, last) of a text, with what they name. `head` is the token that carries gender and number.

    `kind`: registry, noun, person, post, group, place, name, pronoun, date, amount, tally, topic. `type` is a class of the ontology
    (or the kind itself for dates and quantities). `value` is the canonical form of a date, amount or tally.
    `inner` are mentions inside this one; `determiner` is def, indef, dem, poss or "".
    """

    first: int
    last: int
    head: int
    kind: str
    type: str
    core: int = -1
    determiner: str = ""
    entry: str | None = None
    value: str = ""
    proper: bool = False
    name: tuple[int, int] | None = None
    titles: list[TitlePhrase] = field(default_factory=list)
    inner: list[Mention] = field(default_factory=list)
    acronym: str | None = None
    aliases: list[str] = field(default_factory=list)
    named_to: int = 0  # where its own name ends, when other names stand beside it
    node: object | None = None
    weak: bool = False

    def __post_init__(self) -> None:
        if self.core < 0:
            self.core = self.first

    def overlaps(self, other: Mention) -> bool:
        return self.first < other.last and other.first < self.last

    def contains(self, other: Mention) -> bool:
        return self.first <= other.first and other.last <= self.last

    def label(self, text: Text) -> str:
        """The words without the determiner (and without a following « (SIGLE) »)."""
        return text.slice(self.core, self.named_to or self.last)


@dataclass(eq=False)
class TitlePhrase:
    """A title with its complement: tokens [first, last), the title words [first, word_last). `complement` holds the
    tokens of a complement that stands elsewhere (« les présidents rwandais X et togolais Y »)."""

    first: int
    last: int
    word_last: int
    represents: bool = False
    chairs: bool = False
    head_of_state: bool = False
    complement: tuple[int, int] | None = None
    wording: str = ""  # the title's own words, where the text has them in another gender

    def label(self, text: Text) -> str:
        """The title in words."""
        own = self.wording or text.slice(self.first, self.last)
        return f"{own} {text.slice(*self.complement)}" if self.complement else own


_RANK = {
    "person": 0,
    "post": 1,
    "date": 1,
    "amount": 1,
    "tally": 1,
    "registry": 2,
    "realm": 2,
    "noun": 2,
    "group": 3,
    "place": 4,
    "name": 5,
    "topic": 6,
    "pronoun": 7,
}


def resolve_overlaps(candidates: Iterable[Mention]) -> list[Mention]:
    """Top-level mentions in text order, the longest first; what lies wholly inside one becomes its `inner`.

    A crossing candidate is dropped.
    """
    ordered = sorted(candidates, key=lambda m: (m.first - m.last, _RANK[m.kind], m.first))
    kept: list[Mention] = []
    for mention in ordered:
        clash = [k for k in kept if k.overlaps(mention)]
        if not clash:
            kept.append(mention)
        elif len(clash) == 1 and clash[0].contains(mention) and _worth_keeping(clash[0], mention):
            clash[0].inner.append(mention)
    for mention in kept:
        mention.inner.sort(key=lambda m: (m.first, -m.last))
    return sorted(kept, key=lambda m: m.first)


def _worth_keeping(outer: Mention, inner: Mention) -> bool:
    same_core = (inner.core, inner.last) == (outer.core, outer.last)
    return not same_core and outer.kind not in ("date", "amount", "tally")
