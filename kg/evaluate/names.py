"""When two names, dates, amounts or phrases say the same."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_STOP = frozenset(
    "le la les l un une des du de d a au aux en et sur pour par dans the of for in on and to s sous".split()
)
_ORDINALS = frozenset(
    "premier premiere deuxieme second seconde troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme "
    "first third fourth fifth".split()
)
_SCALE = {"millier": 3, "million": 6, "milliard": 9, "thousand": 3, "billion": 9, "trillion": 12}
_CURRENCY = {
    "euro": "EUR",
    "dollar": "USD",
    "dirham": "MAD",
    "livre": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "franc": "",  # of which country?
    "eur": "EUR",
    "usd": "USD",
    "mad": "MAD",
    "gbp": "GBP",
}
_SAME = (  # said one way or the other
    (re.compile(r"\bintelligence artificielle\b"), "ia"),
    (re.compile(r"\bartificial intelligence\b"), "ai"),
    (re.compile(r"\b(organisation des )?nations unies\b"), "onu"),
)
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The content words of a name, without case, accents, punctuation, articles and plural s.

    >>> tokens("le Groupe des Amis sur l’Intelligence artificielle")
    ('groupe', 'ami', 'ia')
    """
    flat = _flat(text.replace("’", "'"))
    for pattern, short in _SAME:
        flat = pattern.sub(short, flat)
    words = re.findall(r"[^\W_]+", flat)
    kept = [word.rstrip("s") if len(word) > 3 else word for word in words if word not in _STOP]
    return tuple(kept or words)


@cache
def same_name(one: str, other: str) -> bool:
    """Whether two names are one: the same words, or at least three and four fifths of them, and no other number.

    >>> same_name("Royaume du Maroc", "le royaume du Maroc"), same_name("79e session", "80e session")
    (True, False)
    """
    x, y = tokens(one), tokens(other)
    if not x or not y:
        return False
    if x == y:
        return True
    a, b = set(x), set(y)
    if _numerals(a) and _numerals(b) and _numerals(a) != _numerals(b):
        return False
    common = len(a & b)
    return common >= 3 and 2 * common / (len(a) + len(b)) >= 0.8


def same_date(gold: str, value: str) -> bool:
    """Whether a date or interval shares an end with the gold's, at the gold's precision; `--12` is of any year.

    >>> same_date("2025-07", "2025-07-02"), same_date("2025-07-02", "2025-07"), same_date("--12", "2024-12-19")
    (True, False, True)
    """
    values = [end for end in value.strip().split("/") if end]
    for end in gold.strip().split("/"):
        if end.startswith("--"):
            values_of_any_year = [re.sub(r"^\d{4}", "-", found) for found in values]
            if any(found.startswith(end) for found in values_of_any_year):
                return True
        elif end and any(found.startswith(end) for found in values):
            return True
    return False


def same_literal(relation: str, gold: str, value: str) -> bool:
    """Whether a literal object says what the gold's does: the date, the sum, or enough of the words."""
    if not value:
        return False
    if relation == "date":
        return same_date(gold, value)
    if relation in ("amount", "funds"):
        return _same_money(gold, value)
    a, b = set(tokens(gold)), set(tokens(value))
    if relation == "votes" and _numerals(a) != _numerals(b):
        return False
    if ("vice" in a) != ("vice" in b):
        return False
    common = a & b
    return bool(common) and (a <= b or b <= a or len(common) / len(a | b) >= 0.4)


def money(text: str) -> tuple[float | None, str]:
    """The number and the currency (ISO 4217, or "") of an amount.

    >>> money("109 milliards d'euros") == money("109000000000 EUR")
    True
    """
    flat = _THOUSANDS.sub("", _flat(text))
    found = re.search(r"\d+(?:[.,]\d+)?", flat)
    if not found:
        return None, ""
    words = [word.rstrip("s") for word in re.findall(r"[a-z]+", flat)]
    number = float(found.group().replace(",", "."))
    for word in words:
        number *= 10 ** _SCALE.get(word, 0)
    return number, next((_CURRENCY[word] for word in words if word in _CURRENCY), "")


def _same_money(gold: str, value: str) -> bool:
    (number, currency), (found, other) = money(gold), money(value)
    return number is not None and number == found and (not currency or not other or currency == other)


def _flat(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _numerals(words: set[str]) -> set[str]:
    return {word for word in words if word[0].isdigit() or word in _ORDINALS}
