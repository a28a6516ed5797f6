"""How a name goes on to the right of its head: « de haut niveau », « de l'ONU », « sur l'IA », « et de sécurité »."""

from __future__ import annotations

from kg.extract.adjectives import Adjectives
from kg.extract.closings import Closings
from kg.extract.mentions import Mention
from kg.extract.topics import Topics
from kg.extract.wording import OF, TO, Head, Wording

_BODIES = ("Organization", "Forum", "State")
_OCCASIONS = ("Occasion",)
# What may count its members among its words: « Conseil des ministres », « conférence des donateurs ».
_GATHERINGS = ("OrganizationalBody", "Organization", "Forum", "Occasion", "Coalition")
_UNSETTLED = frozenset(
    "un une ce cet cette ces son sa ses leur leurs notre nos votre chaque tout toute plusieurs".split()
)


class Complements:
    """Finds where noun phrases end."""

    def __init__(self, wording: Wording, adjectives: Adjectives, topics: Topics, closings: Closings) -> None:
        self._wording, self._adjectives, self._topics, self._closings = wording, adjectives, topics, closings
        self._tokens, self._registry, self._heads = wording.tokens, wording.registry, wording.heads
        self._dates, self._amounts, self._people = wording.dates, wording.amounts, wording.people
        self._full_names, self._lexicon, self._cues = wording.full_names, wording.lexicon, wording.cues
        self._is_a = wording.is_a

    def extend(self, k: int, head: Head, mention: Mention) -> int:
        """Past all that goes on with the name from token k."""
        end = self._wording.end(head.first)
        seen_de = False
        if head.type == "Place":
            k = self._closings.place_name(k, end, mention)
        while k < end:
            token = self._tokens[k]
            if self._adjectives.follows(k, mention.proper):
                k += 1
            elif token.low in OF and (after := self._complement(k, head)):
                k, seen_de = after, True
            elif (further := self._further(k, head, mention, seen_de)) > k:
                k = further
            elif self._closings.is_number(k, head):
                k += 1
            elif (
                token.low in TO
                and self._tokens[k - 1].low in self._cues.towards
                and (purpose := self._topics.end_of(k + 1))
            ):
                k = purpose
            else:
                break
        return k

    def _further(self, k: int, head: Head, mention: Mention, seen_de: bool) -> int:
        """Past the next part of the name at token k (topic, purpose, place, acronym, title); k itself where there is none."""
        word = self._tokens[k].low
        after: int | None = None
        if word == "sur" or (word == "pour" and self._topics.takes_pour(mention, head, k)):
            after = self._topics.end_of(k + 1)
        elif word in ("en", "de", "d'") and (points := self._closings.measured(k + 1, head)):
            after = points
        elif word == "contre" and self._is_a(head.type, "Instrument", "Initiative", "Organization", "Forum"):
            after = self._topics.end_of(k + 1)
        elif word in ("en", "contre"):
            after = self._topics.place(k + 1, mention)
        elif (
            word in self._cues.relative
            and k + 1 < len(self._tokens)
            and self._tokens[k + 1].low in ("à", "au", "aux", "sur")
        ):
            after = self._topics.end_of(k + 2) if self._is_a(head.type, "Instrument", "Occasion") else None
        elif word == "concernant" and self._is_a(head.type, "Instrument"):
            after = self._topics.end_of(k + 1)
        elif word == "et":
            after = self._conjunct(k, mention.proper, seen_de, head) or self._adjectives.second(k)
        elif word == "(":
            after = self._closings.acronym(k, mention)
        return (
            after
            or self._closings.glued_state(k, head)
            or self._closings.apposed(k, head)
            or self._closings.quoted_title(k)
        )

    def _complement(self, k: int, head: Head) -> int | None:
        """End of a complement introduced by de at token k, or None when it is not part of the name."""
        j = self._wording.skip_determiner(k + 1)
        end = self._wording.end(head.first)
        if j >= end or j in self._dates or k + 1 in self._dates or k in self._dates:
            return None
        if (worth := self._worth(k, head, end)) is not None:
            return worth
        if self._tokens[j].pos == "NUM" or self._tokens[j].text[0].isdigit() or self._described(k + 1, j, end):
            return None
        if self._tokens[j].text == '"':
            return self._quoted(j, end)
        registered = self._registry.get(j)
        if registered is not None:
            return self._closings.acronym(registered.last, Mention(0, 0, 0, "noun", ""))
        inner = self._heads.get(self._wording.skip_ordinals(j))
        if inner is not None:
            return self._inner_head(inner, head)
        token = self._tokens[j]
        eponym = self._is_a(head.type, "Instrument", "Initiative") and j not in self._full_names
        if (j in self._people and not eponym) or self._wording.is_infinitive(token):
            return None
        if j in self._people:
            return j + 1
        if self._wording.is_title(j) and not self._members(j, k, head):
            return None
        return self._adjectives.noun(j, end)

    def _worth(self, k: int, head: Head, end: int) -> int | None:
        """Past « de 11 milliards de dirhams », « d'une valeur cumulée de 5 millions »: read here, left out of the label."""
        if not self._is_a(head.type, "Initiative", "Agreement", "Strategy"):
            return None
        j = k + 1
        while j < end and j - k < 6 and (self._tokens[j].low in self._lexicon.worth or self._tokens[j].pos == "ADJ"):
            j += 1
        amount = self._amounts.get(j)
        if amount is None or (j > k + 1 and not any(self._tokens[x].low in self._cues.measures for x in range(k, j))):
            return None
        return amount.last

    def _described(self, determiner: int, j: int, end: int) -> bool:
        """« d'une valeur de », « de longue date », « de sa maison »: no part of the name."""
        owned = self._tokens[determiner].low in ("son", "sa", "leur") and j in self._heads
        if self._tokens[determiner].low in _UNSETTLED and not owned:
            return True
        return any(self._tokens[x].low in self._cues.measures for x in range(j, min(j + 2, end)))

    def _members(self, j: int, k: int, head: Head) -> bool:
        """« Conseil des ministres », « réunion des chefs d'État »: those who meet, in the plural and without a name."""
        several = self._tokens[j].low.endswith("s") and self._tokens[k].low in ("de", "des", "d'")
        return several and self._is_a(head.type, *_GATHERINGS)

    def _quoted(self, j: int, end: int) -> int | None:
        """Past the quoted name at token j (« réunion de la « coalition des volontaires » »)."""
        close = next((x for x in range(j + 2, min(j + 9, end)) if self._tokens[x].text == '"'), None)
        if close is None or any(t.pos in ("VERB", "AUX") or t.text in ",;:" for t in self._tokens[j + 1 : close]):
            return None
        return close + 1

    def _inner_head(self, inner: Head, head: Head) -> int | None:
        is_a = self._is_a
        part = is_a(inner.type, *_BODIES) or (is_a(inner.type, *_OCCASIONS) and is_a(head.type, "Instrument", "Report"))
        text_of_text = (
            is_a(inner.type, "Instrument")
            and is_a(self._wording.type_of(head), "Instrument")
            and self._tokens[head.first].low.startswith(("projet", "avant-projet"))
        )
        kind_of_text = (
            is_a(head.type, "Instrument")
            and is_a(inner.type, "Initiative", "Agreement", "Fund")
            and not self._tokens[inner.first].is_capital
            and inner.first == self._wording.skip_ordinals(head.last + 1)
        )
        if not (part or text_of_text or kind_of_text) or (
            is_a(inner.type, "Forum") and is_a(head.type, "Forum") and inner.type != "Forum"
        ):
            return None
        within = self._tokens[inner.first].low.startswith(("croix-", "croissant-", "église"))
        if within or not part:  # « convention de prêt » is one text
            self._wording.absorbed.add(inner.first)
        return self.extend(
            inner.last,
            inner,
            Mention(
                inner.first, inner.last, inner.first, "noun", inner.type, proper=self._tokens[inner.first].is_capital
            ),
        )

    def _conjunct(self, k: int, proper: bool, seen_de: bool, head: Head) -> int | None:
        """« Termes de Référence et Modalités », « Conseil de paix et de sécurité »: the name goes on after « et »."""
        end = self._wording.end(k)
        if k + 1 >= end:
            return None
        after = self._tokens[k + 1]
        if seen_de and after.low in OF:
            j = self._wording.skip_determiner(k + 2)
            registered = self._registry.get(j)
            if registered is not None and registered.kind != "topic":
                return registered.last if self._ends_in_registry(k, head) else None
            if registered is not None:
                return self._topics.noun(j, end)
            if j < end and j not in self._heads and j not in self._dates:
                return self._adjectives.noun(j, end)
            return None
        if proper and after.is_capital and (k + 1) not in self._registry and self._tokens[k - 1].is_capital:
            return self._adjectives.noun(k + 1, end)
        return None

    def _ends_in_registry(self, k: int, head: Head) -> bool:
        """« Assemblées annuelles du FMI et de la Banque mondiale »: both complements are known names (neither the head's own)."""
        return any(
            m.last == k and m.first > head.first and self._is_a(m.type, "Organization") for m in self._registry.values()
        )
