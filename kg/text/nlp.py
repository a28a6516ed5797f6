"""Texts → tokens, sentences and names, by spaCy's tags and morphology (no parser, no lemmatiser).

The parser changes nothing in a surface design and the lemmatiser errs on this prose (measured; see the README).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
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
    words = list(doc)
    groups = _merge_hyphens(words)
    tokens = tuple(_token(i, words[a:b], plain) for i, (a, b) in enumerate(groups))
    of_spacy = {t: i for i, (a, b) in enumerate(groups) for t in range(a, b)}
    names = tuple(
        Name(of_spacy[e.start], of_spacy[e.end - 1] + 1, e.label_)
        for e in doc.ents
        if "\n" not in e.text and e.start in of_spacy and e.end - 1 in of_spacy
    )
    sentences, sentence_of = _sentences(plain, tokens)
    return Text(plain, tokens, sentences, names, sentence_of)


def _merge_hyphens(words: list[Any]) -> list[tuple[int, int]]:
    """Token ranges of the tagger, hyphenated words made one (« Royaume|-|Uni »), white space dropped."""
    groups: list[tuple[int, int]] = []
    for i, token in enumerate(words):
        if token.is_space:
            continue
        if groups and groups[-1][1] == i and not words[i - 1].whitespace_ and _joins(words, groups[-1][0], i):
            groups[-1] = (groups[-1][0], i + 1)
        else:
            groups.append((i, i + 1))
    return groups


def _joins(words: list[Any], first: int, i: int) -> bool:
    """Whether token `i` belongs to the word that began at `first`, with nothing between them."""
    text, previous = words[i].text, words[i - 1].text
    return bool(
        (previous.endswith("-") and text[0].isalnum() and words[first].text[0].isalnum())
        or (text == "-" and previous[-1].isalnum() and _followed_by_word(words, i))
        or _SYMBOL.match("".join(word.text for word in words[first : i + 1]))
        or (text[0] == "-" and len(text) > 1 and text.lower() not in _CLITICS and previous[-1].isalnum())
    )


def _followed_by_word(words: list[Any], i: int) -> bool:
    after = words[i + 1].text if i + 1 < len(words) and not words[i].whitespace_ else ""
    return after[:1].isalnum() and f"-{after.lower()}" not in _CLITICS


def _token(i: int, group: list[Any], plain: str) -> Token:
    head, last = group[0], group[-1]
    start, end = head.idx, last.idx + len(last.text)
    text = plain[start:end]
    pos = head.pos_
    if len(group) > 1 and pos not in {"NOUN", "PROPN", "NUM", "VERB"}:
        pos = "NOUN"
    gender, number, form = _features(str(head.morph))
    return Token(
        i, text, text.lower(), fold(text), pos, gender, number, form if pos in {"VERB", "AUX"} else "", start, end
    )


@cache
def _features(morphology: str) -> tuple[str, str, str]:
    """Gender, number and form in « Gender=Masc|Number=Sing|VerbForm=Part »."""
    given = dict(feature.split("=") for feature in morphology.split("|") if feature)
    kind = given.get("VerbForm", "")
    return given.get("Gender", "").replace(",", ""), given.get("Number", "").replace(",", ""), _FORMS.get(kind, "")


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
