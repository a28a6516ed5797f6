"""Texts → tokens, sentences and names, by spaCy's tags and morphology (no parser, no lemmatiser).

The parser changes nothing in a surface design and the lemmatiser errs on this prose (measured; see the README).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kg.lexicon.words import fold
from kg.text import model
from kg.text.sentences import sentence_ends
from kg.text.tokens import Name, Sentence, Text, Token, normalise

_CLITICS = {"-t", "-il", "-elle", "-ils", "-elles", "-on", "-je", "-nous", "-vous", "-ce", "-là", "-ci"}
_SYMBOL = re.compile(r"^[A-Z]{1,4}(?:/[A-Z0-9.]*)+$|^\d{1,2}/\d+$")  # A/78/L.49, S/PRST/2024/1, 78/265
_BATCH = 8  # texts tagged together: more are hardly quicker and take much memory
_FORMS = {"Fin": "finite", "Inf": "infinitive", "Part": "participle"}


_prepared: dict[str, Text] = {}


def prepare(texts: Iterable[str]) -> None:
    """Tag several texts together, which is quicker than one by one: `read_text` then has them at hand, each once."""
    plain = [normalise(text) for text in texts]
    _prepared.clear()
    for text, doc in zip(plain, model.load().pipe(plain, batch_size=_BATCH), strict=True):
        _prepared[text] = _text(text, doc)


def read_text(text: str) -> Text:
    """Tokenise, tag and cut a stored (NFC) text. Offsets are those of `text`."""
    plain = normalise(text)
    return _prepared.pop(plain, None) or _text(plain, model.load()(plain))


def _text(plain: str, doc: Any) -> Text:
    groups = _merge_hyphens(doc)
    tokens = tuple(_token(i, doc, group, plain) for i, group in enumerate(groups))
    of_spacy = {t: i for i, (a, b) in enumerate(groups) for t in range(a, b)}
    names = tuple(
        Name(of_spacy[e.start], of_spacy[e.end - 1] + 1, e.label_)
        for e in doc.ents
        if "\n" not in e.text and e.start in of_spacy and e.end - 1 in of_spacy
    )
    sentences, sentence_of = _sentences(plain, tokens)
    return Text(plain, tokens, sentences, names, sentence_of)


def _merge_hyphens(doc: Any) -> list[tuple[int, int]]:
    """Token ranges of the tagger, hyphenated words made one (« Royaume|-|Uni »), white space dropped."""
    groups: list[tuple[int, int]] = []
    for token in doc:
        if token.is_space:
            continue
        glued = bool(groups) and groups[-1][1] == token.i and not doc[token.i - 1].whitespace_
        previous = doc[token.i - 1].text if glued else ""
        word = token.text.lower()
        joins = glued and bool(
            (previous.endswith("-") and token.text[0].isalnum() and _joinable(doc, groups[-1]))
            or (word == "-" and previous[-1].isalnum() and _followed_by_word(doc, token.i))
            or _SYMBOL.match(doc[groups[-1][0] : token.i + 1].text)
            or (word[0] == "-" and len(word) > 1 and word not in _CLITICS and previous[-1].isalnum())
        )
        if joins:
            groups[-1] = (groups[-1][0], token.i + 1)
        else:
            groups.append((token.i, token.i + 1))
    return groups


def _joinable(doc: Any, group: tuple[int, int]) -> bool:
    return bool(doc[group[0]].text[0].isalnum())


def _followed_by_word(doc: Any, i: int) -> bool:
    after = doc[i + 1] if i + 1 < len(doc) and not doc[i].whitespace_ else None
    return after is not None and after.text[0].isalnum() and f"-{after.text.lower()}" not in _CLITICS


def _token(i: int, doc: Any, group: tuple[int, int], plain: str) -> Token:
    head = doc[group[0]]
    start, end = head.idx, doc[group[1] - 1].idx + len(doc[group[1] - 1].text)
    text = plain[start:end]
    pos = head.pos_ if group[1] - group[0] == 1 or head.pos_ in {"NOUN", "PROPN", "NUM", "VERB"} else "NOUN"
    morph = head.morph
    gender, number = "".join(morph.get("Gender")), "".join(morph.get("Number"))
    form = _FORMS.get("".join(morph.get("VerbForm")), "") if pos in ("VERB", "AUX") else ""
    return Token(i, text, text.lower(), fold(text), pos, gender, number, form, start, end)


def _sentences(plain: str, tokens: tuple[Token, ...]) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:
    found: list[Sentence] = []
    sentence_of: list[int] = []
    at, paragraph, previous_end = 0, 0, 0
    for end in sentence_ends(plain):
        first = at
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if at > first:
            paragraph += plain.count("\n", previous_end, tokens[first].start) > 0
            found.append(Sentence(first, at, paragraph))
            sentence_of.extend([len(found) - 1] * (at - first))
            previous_end = end
    return tuple(found), tuple(sentence_of)
