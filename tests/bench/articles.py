"""Articles to measure with: the sentences of our dispatches in new company, with other states, people and dates.

Nobody should read facts in them: they only have the words, the length and the variety of real ones.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = 200  # about the length of a dispatch

_MASCULINE = (
    "Maroc Sénégal Togo Rwanda Kenya Mali Niger Tchad Cameroun Gabon Bénin Ghana Brésil Chili Japon Qatar".split()
)
_FEMININE = "France Tunisie Finlande Jordanie Turquie Norvège Mauritanie Guinée Suisse Colombie Pologne Serbie".split()
_FIRST = "Amina Paul Leïla Jean Fatou Omar Claire Karim Awa Louis Salma Victor Nadia Hugo Mariam Samuel".split()
_LAST = "Benali Diop Laurent Mensah Kaboré Haddad Moreau Sow Rahmani Traoré Garnier Ndiaye Fassi Okou Marchand".split()
_CITIES = "Rabat Dakar Lomé Kigali Paris Tunis Nairobi Genève Brasilia Amman Libreville Oslo".split()
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_STATE = re.compile(rf"\b(?:{'|'.join([*_MASCULINE, *_FEMININE])})\b")
_SENTENCE_END = re.compile(r"(?<=[.!?»])\s+(?=[A-ZÀ-Ý«])")


def articles(count: int) -> list[str]:
    """`count` different texts, always the same."""
    return [_article(number) for number in range(count)]


def _article(number: int) -> str:
    chance = random.Random(number)
    city, day, month, year = (
        chance.choice(_CITIES), chance.randint(1, 28), chance.choice(_MONTHS), chance.randint(2019, 2026)
    )  # fmt: skip
    who = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    lead = f"{city}, {day} {month} {year} – {who}, ministre des Affaires étrangères, a ouvert la réunion n° {number}."
    body: list[str] = [lead]
    while sum(len(sentence.split()) for sentence in body) < WORDS:
        body.append(chance.choice(_sentences()))
    return re.sub(r"\b20[12]\d\b", str(year), _recast(" ".join(body), chance))


def _recast(text: str, chance: random.Random) -> str:
    """The text with each state in the place of another, the same one throughout, of the same gender."""
    others = {
        state: other
        for states in (_MASCULINE, _FEMININE)
        for state, other in zip(states, chance.sample(states, len(states)), strict=True)
    }
    return _STATE.sub(lambda found: others[found.group()], text)


@cache
def _sentences() -> list[str]:
    paths = [*(ROOT / "kg" / "demo").glob("*.txt"), *(ROOT / "tests" / "corpus" / "dev").glob("*.txt")]
    found = []
    for path in sorted(paths):
        for paragraph in path.read_text(encoding="utf-8").splitlines():
            found += [sentence for sentence in _SENTENCE_END.split(paragraph.strip()) if len(sentence.split()) > 4]
    return found
