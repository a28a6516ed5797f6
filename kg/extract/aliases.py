"""Other names set beside a name: « l'Institut X (IX) », « le sommet mondial … (Global Ocean Summit) », « l'Institut X - IX ».

What stands there is the same thing in other words, so it becomes a form of the name and no mention of its own.
"""

from __future__ import annotations

from kg.extract.mentions import Mention
from kg.lexicon.words import fold
from kg.text.tokens import Text, Token

_KINDS = frozenset({"noun", "registry", "name"})
_ACTORLESS = frozenset({"State", "Place", "CountryGroup"})
# What may introduce a name in brackets and is no part of it: « (SIGLE / en anglais Y, Z) », « (acronyme anglais : Y) ».
_LEADS = frozenset(
    "en anglais anglaise acronyme sigle ou dit dite alias aussi français arabe espagnol abrégé le la l' son selon : \"".split()
)
_BREAKS = frozenset({"/", ",", ";", "ou", "-"})
_LINKS = frozenset("for of on and in the & de des du d' la le l' sur pour et en".split())
_LONGEST = 16


def widen(text: Text, mentions: list[Mention]) -> list[Mention]:
    """The mentions, those with other names beside them widened over these, the mentions inside left out."""
    _stretch(text, mentions)
    ends: dict[int, list[Mention]] = {}
    for m in mentions:
        if m.kind in _KINDS and m.type not in _ACTORLESS:
            ends.setdefault(m.last, []).append(m)
            _give_back(text, m, mentions)
    taken: list[tuple[int, int]] = []
    for at, named in sorted(ends.items()):
        after, forms = _beside(text, at, named)
        if not forms or any(m.kind == "person" and at < m.core < after for m in mentions):
            continue
        states = [m for m in mentions if at < m.first and m.last < after + 1 and m.type in _ACTORLESS]
        if any(text.slice(m.core, m.last) in forms for m in states):
            continue
        owner = _owner(text, named, forms)
        for m in named:
            if m.first <= owner.first:
                m.named_to, m.last = at, after
        owner.aliases += forms
        taken.append((at, after))
    return [m for m in mentions if not any(a <= m.first and m.last <= b for a, b in taken)]


def _beside(text: Text, at: int, named: list[Mention]) -> tuple[int, list[str]]:
    """(the token past the other names that begin at token `at`, these names); no names where something else stands there."""
    end = text.sentences[text.sentence_of[at - 1]].last
    if at + 1 >= end:
        return at, []
    tokens = text.tokens
    if tokens[at].text == "(":
        close = next((j for j in range(at + 1, min(at + _LONGEST, end)) if tokens[j].text == ")"), at)
        pieces = _pieces(tokens[at + 1 : close])
        forms = [f for piece in pieces if (f := _form(text, piece))]
        return (close + 1, forms) if forms and len(forms) == len(pieces) else (at, [])
    if tokens[at].text == "-" and _is_acronym(tokens[at + 1]):
        follows = tokens[at + 2] if at + 2 < end else None
        own = any(_initials(text, m) == tokens[at + 1].text.casefold() for m in named)
        if own and not (follows is not None and follows.text == "-"):
            return at + 2, [tokens[at + 1].text]
    return at, []


def _pieces(inside: tuple[Token, ...] | list[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token in inside:
        if token.low in _BREAKS:
            pieces.append([])
        elif pieces[-1] or token.low not in _LEADS:
            pieces[-1].append(token)
    return [p for p in pieces if p]


def _form(text: Text, piece: list[Token]) -> str:
    """A piece as another name: an acronym, or capitalised words (with links between them) of which two are words."""
    if len(piece) == 1:
        return piece[0].text if _is_acronym(piece[0]) else ""
    kept = [t for t in piece if t.text != '"']
    if len(kept) < 2 or not kept[0].is_capital or not all(t.is_capital or t.low in _LINKS for t in kept):
        return ""
    names = [t for t in kept if t.is_capital and len(t.text) > 2]
    return text.slice(kept[0].i, kept[-1].i + 1) if len(names) >= 2 else ""


def _is_acronym(token: Token) -> bool:
    return sum(c.isupper() for c in token.text) >= 2 and len(token.text) <= 14 and token.text[0].isalpha()


def _initials(text: Text, mention: Mention, last: int | None = None) -> str:
    words = text.tokens[mention.core : last or mention.last]
    return "".join(t.fold[0] for t in words if t.is_word and t.low not in _LINKS and not t.text.endswith("'"))


def _owner(text: Text, named: list[Mention], forms: list[str]) -> Mention:
    """Whose other names they are: where an acronym spells one of the names that end there, that one, else the longest."""
    spelt = [m for m in named if _initials(text, m) in {fold(f) for f in forms}]
    return min(spelt, key=lambda m: m.last - m.core) if spelt else max(named, key=lambda m: (m.last - m.core, m.kind))


def _stretch(text: Text, mentions: list[Mention]) -> None:
    """« l'Agence consultative en éthique du sport (ACES) »: the acronym tells how far the name before it goes."""
    by_end: dict[int, list[Mention]] = {}
    for m in mentions:
        by_end.setdefault(m.last, []).append(m)
    for token in text.tokens[2:-1]:
        inside, after = text.tokens[token.i + 1], [t.text for t in text.tokens[token.i + 2 : token.i + 3]]
        beside = (token.text == "(" and after == [")"]) or (token.text == "-" and after != ["-"])
        if not beside or not _is_acronym(inside):
            continue
        said, at = fold(inside.text), token.i
        if any(m.kind in _KINDS and _initials(text, m) == said for m in by_end.get(at, ())):
            continue
        start = text.sentences[text.sentence_of[at]].first
        for m in mentions:
            near = m.kind == "noun" and start <= m.first and at - _LONGEST < m.core and m.last < at
            if near and _initials(text, m, at) == said and not any(t.text in ",;:" for t in text.tokens[m.last : at]):
                m.last, m.weak, m.proper = at, False, True


def _give_back(text: Text, mention: Mention, mentions: list[Mention]) -> None:
    """« le Sommet du Partenariat pour l'eau (PPE) »: an acronym that spells the name inside is of that one."""
    if not mention.acronym or text.tokens[mention.last - 1].text != ")":
        return
    said, end = fold(mention.acronym), mention.last - 3
    if _initials(text, mention, end) == said:
        return
    inner = [m for m in mentions if m is not mention and m.kind in _KINDS and m.last in (end, mention.last)]
    spelt = [m for m in inner if m.core > mention.core and _initials(text, m, end) == said]
    if spelt:
        spelt[0].acronym, mention.acronym = mention.acronym, None
