"""The sentence around a passage: a claim quotes the words that say it, a reader wants to see them in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.analyse.network import facts

if TYPE_CHECKING:
    import networkx as nx

Span = tuple[str, int, int]  # article (IRI), start, end: code points in its stored text
Around = tuple[str, str]  # what stands before and after the passage in its sentence

REACH = 300  # code points looked at on each side: a longer sentence is cut, with an ellipsis
_TEXTS = "SELECT ?article ?text WHERE { #CHOSEN# ?article <https://w3id.org/entente/ontology#text> ?text }"
_FEW = 500  # articles: below, the store is asked for these only
# A full stop after a title or an initial (« M. Blinken », « A. Guterres ») ends nothing.
_STOP = r"(?<!\b[A-ZÉ])(?<!\bMM)(?<!\b(?:Dr|Pr|St|cf))[.!?…]+(?:\s?[»”\"’)\]])*(?=\s|$)|\n"
_START = re.compile(rf"(?:{_STOP})\s*")
_END = re.compile(_STOP)


def of(store: Any, graph: nx.MultiDiGraph[str]) -> dict[Span, Around]:
    """Passage of a graph's claims → the words of its sentence before and after it. One query; a passage whose article
    keeps no text is left out."""
    wanted: dict[str, set[Span]] = {}
    for fact in facts(graph):
        for claim in fact.claims:
            wanted.setdefault(claim.article, set()).add((claim.article, claim.start, claim.end))
    found: dict[Span, Around] = {}
    few = f"VALUES ?article {{ {' '.join(f'<{address}>' for address in wanted)} }}" if len(wanted) <= _FEW else ""
    for article, text in store.query(_TEXTS.replace("#CHOSEN#", few)):
        for span in wanted.get(article.value, ()):
            found[span] = (before(text.value, span[1]), after(text.value, span[2]))
    return found


def before(text: str, start: int) -> str:
    """What stands between the beginning of the sentence and `start`.

    >>> before("Rien de neuf. Hier, il a signé.", 20)
    'Hier, '
    """
    low = max(0, start - REACH)
    ends = [match.end() for match in _START.finditer(text, low, start)]
    if ends:
        return text[ends[-1] : start].replace("\n", " ")
    return _cut(text[low:start], low > 0, first=True)


def after(text: str, end: int) -> str:
    """What stands between `end` and the end of the sentence, its full stop included.

    >>> after("Il a signé hier. Puis rien.", 10)
    ' hier.'
    """
    if re.search(r"[.!?…]\s?[»”\"]?$", text[max(0, end - 3) : end]):
        return ""
    high = min(len(text), end + REACH)
    match = _END.search(text, end, high)
    if match:
        return text[end : match.end()].rstrip("\n")
    return _cut(text[end:high], high < len(text), first=False)


def _cut(part: str, broken: bool, first: bool) -> str:
    """An overlong side, at a word's border."""
    if not broken:
        return part.replace("\n", " ")
    kept = part.split(" ", 1)[-1] if first else part.rsplit(" ", 1)[0]
    return (f"… {kept}" if first else f"{kept} …").replace("\n", " ")
