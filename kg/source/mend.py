"""Lines as a page shows them → running text: words cut at line ends made whole, lines joined into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?\W*", re.IGNORECASE)
_CUT = re.compile(r"(\w+)[-\u2010\u00ad]$")
_SOFT = "\u00ad"
_SENTENCE_END = re.compile(r"[.!?…:][\s»”\")\]]*$")
# After these a hyphen belongs to the word, and before those it does too: « dit-il », « lui-même », « celui-ci ».
_BEFORE = frozenset(
    "afro américano anglo algéro arabo franco germano gréco hispano indo irako irano israélo italo libano luso maroco "
    "nippo palestino russo saoudo sino soviéto sénégalo tuniso turco ukraino après arrière demi non nord porte quasi "
    "sous sud vice celui celle ceux celles lui elle eux".split()
)
_AFTER = frozenset("il ils elle elles on je tu nous vous ce là ci y en même mêmes être unis unies".split())
_WIDE = 0.8  # of the usual width: a line shorter than that was ended, not broken


def flow(pages: list[list[str]]) -> str:
    """The text of pages of lines, a paragraph a line, without page numbers and the lines every page repeats."""
    lines = [line.strip() for page in _without_margins(pages) for line in page]
    known = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(lines).lower()))
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    paragraphs: list[str] = []
    ended = True
    for line, after in pairwise([*lines, ""]):
        if not line:
            ended = True
            continue
        if ended:
            paragraphs.append(line)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line, known)
        ended = _ends(line, after, usual)
    return "\n".join(paragraphs).replace(_SOFT, "")


def _ends(line: str, after: str, usual: int) -> bool:
    """Whether a paragraph ends with `line`: it is short, and what follows begins like something new."""
    short = len(line) < _WIDE * usual
    if not after or not short or _CUT.search(line):
        return False
    new = after[0].isupper() or after[0].isdigit() or after[0] in '«“"—–-•'
    return new and (bool(_SENTENCE_END.search(line)) or len(line) < 0.6 * usual)


def _joined(text: str, line: str, known: Counter[str]) -> str:
    """`text` and the line after it: « coopé-/ration » is one word, « franco-/marocain » keeps its hyphen."""
    cut = _CUT.search(text)
    rest = re.match(r"\w+", line)
    if not cut or not rest:
        return f"{text} {line}"
    if text.endswith(_SOFT):
        return text[:-1] + line
    first, second = cut[1].lower(), rest[0].lower()
    if not rest[0][0].islower() or cut[1][-1].isdigit():
        return text + line
    whole, compound = known[first + second], known[f"{first}-{second}"]
    if whole != compound:
        return text[:-1] + line if whole > compound else text + line
    return text + line if first in _BEFORE or second in _AFTER else text[:-1] + line


def _without_margins(pages: list[list[str]]) -> Iterable[list[str]]:
    """The pages without blank lines at their ends, page numbers, and first or last lines that most pages share."""
    written = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(shape for page in written for shape in {_shape(line) for line in (*page[:2], *page[-2:])})
    repeated = {shape for shape, count in edges.items() if count >= max(2, 0.6 * len(pages))}
    for page in pages:
        first, last = 0, len(page)
        while first < last and _is_margin(page[first], repeated):
            first += 1
        while last > first and _is_margin(page[last - 1], repeated):
            last -= 1
        yield page[first:last]


def _is_margin(line: str, repeated: set[str]) -> bool:
    return not line.strip() or bool(_PAGE_NUMBER.fullmatch(line.strip())) or _shape(line) in repeated


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())
