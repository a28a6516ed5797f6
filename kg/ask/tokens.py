"""A question as words: typographic variants made plain, elisions and hyphens cut, offsets kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.lexicon.words import fold, singular
from kg.text.tokens import normalise

# The symbol of a document is one word: « A/C.1/79/L.43 », « L.43 ».
_WORD = re.compile(r"(?=[\w./]*\d)[A-Za-z]\w*(?:[./]\w+)*/\w+(?:[./]\w+)*|[A-Z]\.\d+|\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `low` keeps accents, `fold` has none; `glued`: a hyphen joins it to the word before (« -t-il »);
    `start` and `end` are code points of the question."""

    i: int
    text: str
    low: str
    fold: str
    start: int
    end: int
    glued: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def stem(self) -> str:
        return stem(self.fold)


def words(question: str) -> list[Word]:
    """The words of a question, in order; marks are left out.

    >>> [word.fold for word in words("Le Maroc l’a-t-il signé ?")]
    ['le', 'maroc', 'l', 'a', 't', 'il', 'signe']
    """
    plain = normalise(question)
    found: list[Word] = []
    for match in _WORD.finditer(plain):
        glued = bool(found) and plain[found[-1].end : match.start()] == "-"
        text = match[0]
        found.append(Word(len(found), text, text.lower(), fold(text), match.start(), match.end(), glued))
    return found


def stem(folded: str) -> str:
    """What the forms of a noun or an adjective share: number and feminine mark taken off.

    >>> stem("africaines") == stem("africain"), stem("nationaux") == stem("nationale")
    (True, True)
    """
    plain = singular(folded)
    return plain[:-1] if len(plain) > 4 and plain.endswith("e") else plain
