"""Amounts of money (« 11 milliards de dirhams » → « 11000000000 MAD ») and voting tallies (« 14 voix et une abstention »)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.lexicon.words import fold

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "soixante-dix": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
}
ORDINAL = re.compile(
    r"^(?:\d+(?:e|ème|er|ère|re)|(?:[IVX]|[IVXLC]{2,6})e|[Pp]remi(?:er|ère)s?|[Ss]econd(?:e|s|es)?|[A-Za-zé-]+i[èe]mes?)$"
)
NUMBER_WORDS = (
    {w: i + 1 for i, w in enumerate(_UNITS)} | _TENS | {"une": 1, "cent": 100, "cents": 100, "aucune": 0, "aucun": 0}
)
_SCALES = {"mille": 10**3, "millier": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**12}
# Currency words → ISO 4217; a bare « dollar » is the US dollar, a bare « franc » is left out (too many).
_CURRENCIES = {
    "euro": "EUR", "dollar": "USD", "dollar americain": "USD", "dollar canadien": "CAD", "dollar australien": "AUD", "dirham": "MAD",
    "dirham emirati": "AED", "livre sterling": "GBP", "yen": "JPY", "yuan": "CNY", "franc cfa": "XOF", "franc suisse": "CHF",
    "rand": "ZAR", "naira": "NGN", "roupie": "INR", "real": "BRL", "riyal": "SAR", "rouble": "RUB", "won": "KRW", "dinar": "DZD", "€": "EUR", "$": "USD",
}  # fmt: skip
_WORD = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_COUNT = rf"(?:\d+|\bzéro\b|\b{_WORD}(?:[- ](?:et[- ])?{_WORD})*\b)"
_NUMBER = rf"(?:\d{{1,3}}(?:[ .]\d{{3}})+|\d+(?:,\d+)?|{_COUNT})"
_AMOUNT = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?:(?P<scale>mille|milliers?|millions?|milliards?|billions?)\s+)?(?:(?:de|d')\s*)?"
    r"(?P<cur>dollars américains|dollars canadiens|dollars australiens|dollars?|euros?|dirhams émiratis|dirhams?|livres sterling|yens?|yuans?|francs cfa|francs suisses|rands?|nairas?|roupies?|reals|riyals?|roubles?|wons?|dinars?|€|\$)(?!\w)",
    re.I,
)
_TALLY = re.compile(
    rf"\b(?P<for>{_COUNT})\s+(?:voix|votes?|suffrages?)(?:\s+pour|\s+favorables?)?(?P<rest>(?:(?:\s*,\s*(?:et\s+)?|\s+et\s+|\s+)(?:avec\s+)?(?:contre\s+|à\s+)?{_COUNT}(?:\s+(?:voix|contre|abstentions?|contraires?|oppositions?))*)*)",
    re.I,
)
# The result of a vote, told line by line: « Pour : 336 », « Contre : 1 », « Abstentions : 12 ».
_SCORE = re.compile(
    r"\bpour\s*:\s*(\d+)(?:\s+voix)?[\s;,.-]{1,6}contre\s*:\s*(\d+)(?:\s+voix)?(?:[\s;,.-]{1,6}abstentions?\s*:\s*(\d+))?",
    re.I,
)
_OPENING = re.compile(rf"({_NUMBER})\s+(?!%|pour\s+cent\b|mille|milli)", re.I)
# Names in brackets stand beside the count of votes (« 2 voix contre (États-Unis et Paraguay) et 2 abstentions »).
_BRACKETS = re.compile(r"\([^()\n]{1,200}\)")
# « onze élus s'abstenant », « la Russie s'étant abstenue » stands for « 11 abstentions ».
_ABSTAINING = re.compile(rf"\s*,\s*(?P<n>{_COUNT})\s+[\w-]+\s+s'(?:abstenant|étant\s+abstenue?s?)", re.I)


@dataclass(frozen=True)
class Quantity:
    """Characters [start, end), `amount` or `tally`, and the canonical value."""

    start: int
    end: int
    kind: str
    value: str


def number(words: str) -> int | None:
    """A cardinal in digits or words.

    >>> number("quatre-vingt-trois"), number("cent vingt-trois"), number("12 500")
    (83, 123, 12500)
    """
    flat = fold(words).strip()
    if flat == "zero":
        return 0
    if re.fullmatch(r"\d+(?:[ .]\d{3})*", flat):
        return int(re.sub(r"\D", "", flat))
    total = 0
    for word in re.sub(r"\bet\b", " ", flat.replace("quatre-vingt", "quatrevingt").replace("-", " ")).split():
        value = {"quatrevingt": 80, "quatrevingts": 80}.get(word, NUMBER_WORDS.get(word))
        if value is None:
            return None
        total = (total or 1) * 100 if value == 100 else total + value
    return total if flat else None


def size(label: str) -> int | None:
    """How many a counted group is said to be; None where no number, or only an approximate one, opens its name.

    >>> size("123 États membres"), size("quarante experts"), size("soixantaine de pays")
    (123, 40, None)
    """
    opening = _OPENING.match(label)
    counted = number(opening[1]) if opening else None
    return counted if counted and counted > 1 else None


def find(plain: str) -> list[Quantity]:
    """Amounts and tallies in a normalised text."""
    found = [Quantity(m.start(), m.end(), "amount", v) for m in _AMOUNT.finditer(plain) if (v := _amount(m))]
    bare = _BRACKETS.sub(lambda m: " " * len(m.group()), plain)
    for match in _TALLY.finditer(bare):
        value, length = _tally(match)
        if value:
            bracket = plain.find("(", match.start(), match.start() + length)
            end = match.start() + length if bracket < 0 else bracket
            found.append(Quantity(match.start(), len(plain[:end].rstrip()), "tally", value))
    for match in _SCORE.finditer(plain):
        counts = [f"{match[1]} voix pour", f"{match[2]} contre", *([f"{match[3]} abstentions"] if match[3] else [])]
        found.append(Quantity(match.start(), match.end(), "tally", ", ".join(counts)))
    return found


def _amount(match: re.Match[str]) -> str | None:
    written = match["n"].replace(" ", "").replace(".", "").replace(",", ".")
    try:
        base = Decimal(written)
    except ArithmeticError:
        counted = number(match["n"])
        if counted is None:
            return None
        base = Decimal(counted)
    scale = _SCALES[fold(match["scale"]).rstrip("s")] if match["scale"] else 1
    words = " ".join(w.rstrip("s") for w in fold(match["cur"]).split())
    value = (base * scale).normalize()
    return f"{value:f} {_CURRENCIES.get(words, '')}".strip()


def _tally(match: re.Match[str]) -> tuple[str | None, int]:
    """(« 142 voix pour, 10 contre, 12 abstentions », length in characters), or (None, 0) when it is no tally."""
    in_favour = number(match["for"])
    if in_favour is None:
        return None, 0
    parts, length = [f"{in_favour} voix pour"], match.start("rest") - match.start()
    for piece in re.finditer(
        rf"(?P<lead>contre\s+|à\s+)?(?P<n>{_COUNT})(?P<what>(?:\s+(?:voix|contre|abstentions?|contraires?|oppositions?))*)",
        match["rest"],
    ):
        count = number(piece["n"])
        if count is None:
            continue
        what = piece["what"].lower()
        if "abst" in what:
            parts.append(f"{count} abstention" + "s" * (count > 1))
        elif piece["lead"] or "contr" in what or "oppos" in what:
            parts.append(f"{count} contre")
        else:
            continue
        length = match.start("rest") - match.start() + piece.end()
    after = _ABSTAINING.match(match.string, match.start() + length)
    if after is not None and "abst" not in parts[-1] and (count := number(after["n"])) is not None:
        parts.append(f"{count} abstention" + "s" * (count > 1))
    if len(parts) == 1 and not re.search(r"voix|suffrage", match.group()):
        return None, 0
    return ", ".join(parts), length
