"""What a text or meeting is about, as far as its name says: « sur la Science, la Technologie et l'Innovation »."""

from __future__ import annotations

from kg.extract.adjectives import Adjectives
from kg.extract.mentions import Mention
from kg.extract.wording import TO, Head, Wording
from kg.lexicon.load import head_key

_POINTING = frozenset({"ce", "cet", "cette", "ces"})


class Topics:
    """Finds where topics end."""

    def __init__(self, wording: Wording, adjectives: Adjectives) -> None:
        self._wording, self._adjectives = wording, adjectives
        self._tokens, self._registry, self._heads = wording.tokens, wording.registry, wording.heads
        self._dates, self._cues, self._is_a = wording.dates, wording.cues, wording.is_a

    def end_of(self, j: int) -> int | None:
        """End of what a text or meeting is about: « la Science, la Technologie et l'Innovation », « le rôle de l'IA dans … »."""
        end = self._wording.end(j - 1)
        start = self._wording.skip_determiner(j)
        if j < end and self._tokens[j].low in _POINTING and self._tokens[j].pos != "PRON":
            return None  # « les pourparlers sur ce texte »: another thing, taken up
        bare = start == j and start < end and self._tokens[start].low in self._cues.no_topics
        if start >= end or bare or self._wording.is_infinitive(self._tokens[start]) or start in self._dates:
            return None
        k = self.noun(start, end)
        while k is not None and k < end:
            token = self._tokens[k]
            after: int | None = None
            if token.low in TO:
                after = self._topic_towards(k, end)
            elif token.low in ("de", "du", "des", "d'", "dans", "en", "entre"):
                inner = self._wording.skip_determiner(k + 1)
                after = self.noun(inner, end) if inner not in self._dates else None
            elif token.low in (",", "et"):
                after = self._topic_conjunct(k, end)
            elif token.low == "pour" and self._tokens[k - 1].is_capital:
                after = self.noun(self._wording.skip_determiner(k + 1), end)
            if after is None:
                break
            k = after
        return k

    def _topic_towards(self, k: int, end: int) -> int | None:
        """« sur les subventions à la pêche », « sur le droit au développement »: never a place nor an actor."""
        j = self._wording.skip_determiner(k + 1) if self._tokens[k].low == "à" else k + 1
        if j >= end or self._tokens[j].is_capital or self._tokens[k - 1].is_capital or j in self._heads:
            return None
        word = head_key(self._tokens[j].text)
        if (
            self._wording.is_title(j)
            or word in self._wording.lexicon.group_heads
            or (j == k + 1 and self._tokens[k].low == "à")
        ):
            return None
        return self.noun(j, end)

    def noun(self, j: int, end: int) -> int | None:
        """Past the registered topic or the plain noun at token j."""
        registered = self._registry.get(j)
        if registered is not None:
            k = registered.last
            while (
                k < end
                and self._adjectives.follows(k, self._tokens[k - 1].is_capital)
                and not self._tokens[k].is_capital
            ):
                k += 1
            return k + 1 if k < end and self._adjectives.closes(k, end) else k
        if j < end and self._wording.is_infinitive(self._tokens[j]):
            return None
        return self._adjectives.noun(j, end)

    def _topic_conjunct(self, k: int, end: int) -> int | None:
        """A further topic after « , » or « et »: same case as the first, closed by « et » in a list, never an actor."""
        j = k + 1
        while j < end and self._tokens[j].low in ("de", "du", "des", "d'", "et"):
            j += 1
        j = self._wording.skip_determiner(j)
        registered = self._registry.get(j)
        if (
            j >= end
            or (registered and registered.kind != "topic")
            or (j in self._heads and not self._tokens[j].is_capital)
            or self._wording.is_title(j)
        ):
            return None
        after = self.noun(j, end)
        if after is None:
            return None
        if self._tokens[k].low == ",":
            closing = any(self._tokens[x].low == "et" for x in range(after, min(after + 6, end)))
            articled = self._tokens[j - 1].low in ("le", "la", "l'", "les")
            return after if closing and (self._tokens[j].is_capital or articled) else None
        follows = self._tokens[after] if after < end else None
        subject_of_verb = follows is not None and (follows.pos in ("VERB", "AUX") and not follows.is_capital)
        return None if subject_of_verb else after

    def takes_pour(self, mention: Mention, head: Head, mention_end: int) -> bool:
        """Whether « pour … » goes on with the name."""
        if head.type == "ForumEdition" and not mention.proper:
            follows = self._registry.get(self._wording.skip_determiner(mention_end + 1))
            return follows is not None and self._is_a(follows.type, "State", "Place", "CountryGroup", "Topic")
        return mention.proper or head.type in ("FriendsGroup", "Coalition", "Fund", "Programme", "Strategy", "Centre")

    def place(self, j: int, mention: Mention) -> int | None:
        """Past the place or topic at token j that closes a name of its own (« Forum … en Afrique »)."""
        registered = self._registry.get(self._wording.skip_determiner(j))
        if registered is None or not mention.proper or self._is_a(registered.type, "State"):
            return None
        return registered.last if self._is_a(registered.type, "Place", "CountryGroup", "Topic") else None
