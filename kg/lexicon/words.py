"""How words are compared: one folding for the lexicon, the registry and the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, accents and ligatures removed.

    >>> fold("Représentant à l'Œuvre")
    "representant a l'oeuvre"
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def singular(folded: str) -> str:
    """A folded French noun or adjective without its plural mark: enough to compare heads.

    >>> singular("accords"), singular("journaux"), singular("assises")
    ('accord', 'journal', 'assise')
    """
    if folded.endswith("aux") and len(folded) > 4 and not folded.endswith("eaux"):
        return folded[:-3] + "al"
    if len(folded) > 3 and folded[-1] in "sx" and not folded.endswith("ss"):
        return folded[:-1]
    return folded


class Openings:
    """How a set of folded phrases begins: most words of a text open none of them, and are passed over at once.

    The first three letters tell, for no plural mark is among them.

    >>> "assises" in Openings(["assise de la jeunesse"]), "assurer" in Openings(["assise de la jeunesse"])
    (True, False)
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(phrase[:length] for phrase in phrases for length in range(4))

    def __contains__(self, folded: str) -> bool:
        return folded[:3].replace("-", " ").lstrip() in self._known
