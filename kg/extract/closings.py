"""What may close a name: « (CPS) », « 78/265 », « en 55 points », « Rockefeller », « sous le thème … »."""

from __future__ import annotations

import re

from kg.extract.mentions import Mention
from kg.extract.quantities import NUMBER_WORDS
from kg.extract.wording import Head, Wording

_SYMBOL = re.compile(r"^(?:[A-Z]{1,4}/)?\d[\d/.A-Z-]*$|^[A-Z]{1,4}(?:/[A-Z0-9.]+)+$")
_ENTITLED = [
    ["sous", "le", "thème"],
    ["ayant", "pour", "thème"],
    ["sur", "le", "thème"],
    *([word] for word in "intitulé intitulée baptisé baptisée dénommé dénommée".split()),
]


class Closings:
    """Finds where names end that something set apart closes."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._tokens, self._registry, self._heads = wording.tokens, wording.registry, wording.heads
        self._people, self._cues, self._is_a = wording.people, wording.cues, wording.is_a

    def acronym(self, k: int, mention: Mention) -> int:
        """Past « (SIGLE) » at token k, noting the acronym; k itself where there is none."""
        end = self._wording.end(k) if k < len(self._tokens) else k
        if k + 2 < end and self._tokens[k].text == "(" and self._tokens[k + 2].text == ")":
            inside = self._tokens[k + 1].text
            if sum(c.isupper() for c in inside) >= 2 and len(inside) <= 14:
                mention.acronym = inside
                return k + 3
        return k

    def apposed(self, k: int, head: Head) -> int | None:
        """« fondation Rockefeller », « accord ACCTS », « palais Mariinsky »: a name set beside a common noun."""
        end = self._wording.end(head.first)
        if self._tokens[head.first].is_capital or self._tokens[k - 1].is_capital:
            return None
        j = k
        while j < end and self._names_a_thing(j, head):
            j += 1
        return j if j > k else None

    def _names_a_thing(self, j: int, head: Head) -> bool:
        token = self._tokens[j]
        registered = self._registry.get(j)
        eponym = self._is_a(head.type, "Company", "ResearchInstitution") or self._tokens[head.first].low == "fondation"
        person = j in self._people and not eponym
        return (
            token.is_capital
            and token.pos in ("PROPN", "X", "NOUN", "ADJ")
            and not person
            and (registered is None or not self._is_a(registered.type, "State", "Place"))
            and j not in self._heads
            and not self._wording.is_title(j)
        )

    def quoted_title(self, k: int) -> int:
        """Past a quoted title at token k (« sous le thème » may come first); k itself where there is none."""
        end = self._wording.end(k) if k < len(self._tokens) else k
        j = k
        words = [t.low for t in self._tokens[k : k + 5]]
        for opening in _ENTITLED:
            if words[: len(opening)] == opening:
                j = k + len(opening)
                if j < end and self._tokens[j].low in (":", "de"):
                    j += 1
        named = j > k or (j + 1 < end and (self._tokens[j + 1].is_capital or self._tokens[j + 1].text.isdigit()))
        if j < end and self._tokens[j].text == '"' and named:  # « la convention « sans traîner » » names none
            for close in range(j + 2, min(j + 32, end)):
                if self._tokens[close].text == '"':
                    return close + 1
        return k

    def is_number(self, k: int, head: Head) -> bool:
        """« résolution 78/265 », « Agenda 2063 », « COP30 »: a symbol or year that belongs to the name."""
        token = self._tokens[k]
        is_symbol = bool(_SYMBOL.match(token.text))
        if not is_symbol:
            return False
        year = bool(re.fullmatch(r"20\d\d", token.text)) and self._is_a(head.type, "Occasion")
        return (
            self._is_a(head.type, "Instrument")
            or year
            or (k == head.last and self._tokens[head.first].is_capital and token.text.isdigit())
        )

    def measured(self, k: int, head: Head) -> int | None:
        """« communiqué en 55 points », « trêve de trente jours »: how long a text is, or lasts."""
        j = k
        while j < self._wording.end(head.first) and (
            self._tokens[j].low in NUMBER_WORDS or self._tokens[j].text.isdigit()
        ):
            j += 1
        measured = j > k and j < self._wording.end(head.first) and self._tokens[j].low in self._cues.units
        return j + 1 if measured and self._is_a(head.type, "Instrument", "Initiative") else None

    def glued_state(self, k: int, head: Head) -> int | None:
        """« sommet Choose France »: a state without article closes a name in another language."""
        state = self._registry.get(k)
        if state is None or state.type != "State" or state.first != k or k <= head.last:
            return None
        return state.last if self._tokens[k - 1].is_capital and self._tokens[k - 1].is_word else None

    def place_name(self, k: int, end: int, mention: Mention) -> int:
        """« la villa Doria Pamphili », « le palais Farnèse »: the capitals right after its noun name a place."""
        after = k
        while after < end and self._tokens[after].is_capital and self._tokens[after].is_word:
            after += 1
        mention.proper = mention.proper or after > k
        return after
