"""What the reader sees of a text: tokens with offsets into the stored text, sentences, and name spans."""

from __future__ import annotations

from dataclasses import dataclass, field

_ONE_TO_ONE = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip


def normalise(text: str) -> str:
    """The text with typographic variants made plain, one code point for one, so that offsets hold."""
    return text.translate(_ONE_TO_ONE)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark. `start`/`end` are code points in the document; `i` its index in the document;
    `form` is `finite`, `infinitive`, `participle` or "" (as tagged)."""

    i: int
    text: str
    low: str
    fold: str
    pos: str
    gender: str
    number: str
    form: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [first, last) of one sentence; `paragraph` counts from 0."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name that the statistical recogniser saw: tokens [first, last), `PER`, `LOC`, `ORG` or `MISC`."""

    first: int
    last: int
    label: str


@dataclass(frozen=True)
class Text:
    """A document cut into tokens and sentences. `plain` has the same length as the stored text."""

    plain: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()
    sentence_of: tuple[int, ...] = field(default=())

    def slice(self, first: int, last: int) -> str:
        """The words of tokens [first, last) as they stand in the text."""
        return self.plain[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""
