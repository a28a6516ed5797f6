"""« qui a dit que … »: who said what shares most of its words, where it is no fact that could be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from kg.ask import clause as clauses
from kg.ask import companions, forms
from kg.ask.clause import Clause
from kg.ask.language import Language, grammar, phrase
from kg.ask.names import STOPS, Names
from kg.ask.reading import Node, Pattern, Reading
from kg.ask.tokens import Word
from kg.messages import say

_SHARED = 0.6  # of the words of the question, a gist holds so many
_FEWEST = 2
_WHOLE = 5  # characters of a word that all its forms keep
_BARE = frozenset({"pouvoir", "être", "avoir", "faire", "devoir", "aller", "be", "have", "do"})


def read(question: str, names: Names, lang: Language) -> Iterator[Reading]:
    """Who said something like what the question reports, by all its words, then by fewer; none where it asks for no
    speaker or holds too few words."""
    rules = grammar(lang)
    split = forms.reported(question, rules, names)
    if split is None or split[0].gap is None:
        return
    speaking, rest = split
    said = clauses.read(rest, rules, names)
    groups = [
        tuple(f" {_apart(text)} " for text in (arg.text.lower(), *companions.spoken(arg)))
        for arg in said.args
        if arg.known
    ]
    groups += [(f" {_stable(word)}",) for word in said.words if not said.named(word.i) and _content(said, word)]
    if len(groups) < _FEWEST or speaking.gap is None:
        return
    speaker = Node((), speaking.gap.classes, speaking.gap.text, gap=True)
    pattern = Pattern(("says",), speaker, None, words=tuple(groups), least=len(groups))
    for least in range(len(groups), max(_FEWEST, ceil(_SHARED * len(groups))) - 1, -1):
        fewer = (replace(pattern, least=least),)
        yield Reading(question, lang, fewer, "rows", "subject", notes=(say("ask.gist"),))


def _content(clause: Clause, word: Word) -> bool:
    asking = clause.grammar.asking
    small = (*asking.articles, *asking.prepositions, *asking.fillers, *asking.negative)
    if word.fold in STOPS or len(word.fold) < 3 or word.fold in {w for text in small for w in phrase(text)}:
        return False
    readings = clause.grammar.readings(word.low)
    return not any(reading.verb in _BARE and reading.tense != "infinitive" for reading in readings)


def _apart(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _stable(word: Word) -> str:
    return word.low[: max(_WHOLE, len(word.low) - 2)] if len(word.low) > _WHOLE else word.low
