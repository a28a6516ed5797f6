"""Clauses by surface order: where a relative opens and ends, which verb belongs to which clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.mentions import Mention
from kg.extract.verbs import Verb
from kg.text.tokens import Sentence, Text

_RELATIVE = {
    "qui",
    "que",
    "qu'",
    "dont",
    "où",
    "lequel",
    "laquelle",
    "lesquels",
    "lesquelles",
    "auquel",
    "auxquels",
    "duquel",
    "desquels",
    "auxquelles",
    "desquelles",
}
_SUBORDINATE = {
    "si",
    "lorsque",
    "lorsqu'",
    "quand",
    "puisque",
    "comme",
    "tandis",
    "alors",
    "afin",
    "bien",
    "pendant",
    "après",
    "avant",
}
_COORDINATORS = {"et", "ou", "mais", "puis", "ni"}


@dataclass(eq=False)
class Clause:
    """`kind`: main, relative, complement, adverbial. A relative keeps its pronoun, the token before it and its preposition."""

    kind: str
    first: int
    parent: Clause | None = None
    opener: str = ""
    before: int = -1
    preposition: str = ""
    comma: bool = False
    verbs: list[Verb] = field(default_factory=list)

    @property
    def has_finite(self) -> bool:
        return any(v.finite for v in self.verbs)


class ClauseReader:
    """Assigns every token of a sentence to a clause and every verb to its clause."""

    def __init__(self, text: Text, mentions: list[Mention]) -> None:
        self.text, self.tokens = text, text.tokens
        self._covered = {i for m in mentions if m.kind not in ("pronoun",) for i in range(m.first, m.last)}
        self._people = {m.first for m in mentions if m.kind == "person"}
        self._dates = {m.first for m in mentions if m.kind == "date"}
        self._starts = {m.first for m in mentions if m.kind not in ("pronoun", "date", "topic")}
        self._last_words = {m.last - 1 for m in mentions if m.kind not in ("pronoun", "date", "topic", "person")}
        self._ends = {m.last for m in mentions if m.kind not in ("pronoun", "date", "topic")}
        # « le traité de 1977, que … »: the year closes the name before it.
        self._last_words |= {m.last - 1 for m in mentions if m.kind == "date" and m.first in self._ends}

    def read(self, sentence: Sentence, verbs: list[Verb]) -> dict[int, Clause]:
        """Token index → clause."""
        by_token = {v.first: v for v in verbs}
        finite_at = sorted(v.first for v in verbs if v.finite)
        top = Clause("main", sentence.first)
        of: dict[int, Clause] = {}
        verb_of = {i: v for v in verbs for i in range(v.first, v.last)}
        i = sentence.first
        while i < sentence.last:
            if i not in self._covered and (start := self._cleft(i, top)) is not None:
                parent = top.parent or top
                top = Clause(top.kind, start, parent, top.opener, top.before, top.preposition, top.comma)
                of.update(dict.fromkeys(range(start, i), top))
            elif i not in self._covered and (opened := self._opens(i, top, sentence)) is not None:
                listed = self._lists(i, sentence, finite_at) or self._as_well(i, top, finite_at)
                top = top if listed else opened
            elif self.tokens[i].text == "," and self._closes(i, top, finite_at):
                top = top.parent or top
            elif self.tokens[i].text in (";", ":"):
                while top.parent is not None and top.kind != "complement":
                    top = top.parent
                if self.tokens[i].text == ";" and top.parent is None and top.has_finite:
                    top = Clause("main", i + 1)  # what follows a semicolon has its own subject and objects
            verb = by_token.get(i)
            if verb is not None and (end := self._tag(verb, top, sentence, finite_at)) is not None:
                verb.clause = aside = Clause("tag", i, top)
                aside.verbs.append(verb)
                of.update(dict.fromkeys(range(i, end), aside))
                i = end
                continue
            if verb is not None:
                top = self._attach(verb, top)
                for j in range(i, verb.last):
                    of[j] = top
                i = verb.last
                continue
            if i not in verb_of:
                of[i] = top
            i += 1
        return of

    def _opens(self, i: int, top: Clause, sentence: Sentence) -> Clause | None:
        token = self.tokens[i]
        before = i - 1
        nominal = token.low in ("que", "qu'") and (
            before in self._last_words or (self.tokens[before].text == "," and before - 1 in self._last_words)
        )
        if (
            token.low in _RELATIVE
            and (token.pos != "SCONJ" or nominal or self._continues_relative(i, top))
            and i > sentence.first
        ):
            if token.low in ("laquelle", "lequel") and i + 1 in self._covered and self.tokens[before].pos != "ADP":
                return None  # « laquelle résolution »; « à laquelle le Bénin adhère » is a clause
            preposition = ""
            if self.tokens[before].pos == "ADP" or self.tokens[before].low in (
                "auprès",
                "sein",
                "cours",
                "lors",
                "duquel",
            ):
                preposition, before = self.tokens[before].low, before - 1
                while (
                    before > sentence.first
                    and self.tokens[before].pos in ("ADP", "NOUN")
                    and before not in self._covered
                ):
                    before -= 1
            if self.tokens[before].low in ("et", "ou") and top.kind == "relative" and top.has_finite:
                return Clause("relative", i, top.parent, token.low, top.before, preposition, top.comma)
            comma = self.tokens[before].text == ","
            return Clause("relative", i, top, token.low, before - comma, preposition, comma)
        if token.low in ("que", "qu'") and token.pos == "SCONJ":
            return Clause("complement", i, top, token.low, before)
        if token.low in _SUBORDINATE and token.pos == "SCONJ":
            return Clause("adverbial", i, top, token.low, before)
        return None

    def _lists(self, i: int, sentence: Sentence, finite_at: list[int]) -> bool:
        """« douze pays, dont le Ghana et le Japon. », « parmi lesquels … »: what no verb follows is a list, no clause."""
        if self.tokens[i].low not in ("dont", "lesquels", "lesquelles"):
            return False
        end = next((j for j in range(i, sentence.last) if self.tokens[j].text in (";", ":")), sentence.last)
        return not any(i < f < end for f in finite_at)

    def _as_well(self, i: int, top: Clause, finite_at: list[int]) -> bool:
        """« le Togo ainsi que le Bénin ont signé », « ainsi que M. Kono »: one more, where « ainsi que l'a dit … » is a clause."""
        if self.tokens[i].low not in ("que", "qu'") or self.tokens[i - 1].low not in ("ainsi", "même", "temps"):
            return False
        end = min((e for e in self._ends if e > i + 1), default=i)
        return i + 1 in self._starts and not (top.has_finite and end in finite_at)

    def _tag(self, verb: Verb, top: Clause, sentence: Sentence, finite_at: list[int]) -> int | None:
        """« La Gambie, a-t-il ajouté, souhaite … »: where the aside that tells who says it ends; None for any other verb."""
        if top.has_finite or not verb.finite or self.tokens[verb.first - 1].text != ",":
            return None
        commas = sum(t.text == "," for t in self.tokens[top.first : verb.first])
        # « Le Ghana, a dit le ministre Kofi Mensah, aidera … »
        told = verb.last in self._people and verb.first - 1 in self._ends and commas == 1 and not verb.clitic
        if not verb.inverted and not told:
            return None
        end = next((j for j in range(verb.last, sentence.last) if self.tokens[j].text == ","), sentence.last)
        return end if any(f > end for f in finite_at) and not any(verb.first < f < end for f in finite_at) else None

    def _cleft(self, i: int, top: Clause) -> int | None:
        """« C'est à Rabat que se tiendra … »: where the complement of the verb after « que » starts; None when i is no such « que »."""
        if self.tokens[i].low not in ("que", "qu'"):
            return None
        being = top.verbs[-1] if top.verbs else None
        if being is None or "être" not in being.lemmas or being.negated or being.first == 0:
            return None
        if self.tokens[being.first - 1].low not in ("c'", "ce"):
            return None
        start = being.last
        while start < i and self.tokens[start].pos == "ADV":
            start += 1
        set_apart = start < i and (self.tokens[start].pos == "ADP" or start in self._dates)
        return start if set_apart else None

    def _continues_relative(self, i: int, top: Clause) -> bool:
        """« que les deux pays ont cofacilitée et que l'Assemblée a adoptée »."""
        return (
            self.tokens[i].low in ("que", "qu'")
            and self.tokens[i - 1].low in ("et", "ou")
            and top.kind == "relative"
            and top.opener in ("que", "qu'")
        )

    def _closes(self, i: int, top: Clause, finite_at: list[int]) -> bool:
        """Whether the comma at i ends the top relative or adverbial clause."""
        if top.kind not in ("relative", "adverbial") or not top.verbs or top.parent is None:
            return False
        if (i in self._ends) and (i + 1 in self._starts) and self._in_list(i):
            return False
        if top.comma:
            return True
        return not top.parent.has_finite and any(f > i for f in finite_at)

    def _in_list(self, i: int) -> bool:
        """« A, B et C » after the comma at i: a mention that a comma or « et » and another mention follow."""
        j = i + 1
        while j < len(self.tokens) and j not in self._ends:
            j += 1
        return j < len(self.tokens) and self.tokens[j].low in ("et", "ainsi") and j + 1 in self._starts

    def _attach(self, verb: Verb, top: Clause) -> Clause:
        if verb.finite and verb.previous is None:
            coordinated = self._coordinated(verb, top)
            if not coordinated:
                while top.has_finite and top.parent is not None:
                    top = top.parent
            if coordinated or top.has_finite:
                finite = [v for v in top.verbs if v.finite]
                if finite and self._shares_subject(verb):
                    verb.previous = finite[-1]
        verb.clause = top
        top.verbs.append(verb)
        return top

    def _coordinated(self, verb: Verb, top: Clause) -> bool:
        return top.has_finite and self._shares_subject(verb)

    def _shares_subject(self, verb: Verb) -> bool:
        """Only adverbs stand between the verb and a coordinator or comma."""
        j = verb.first - 1
        while j >= 0 and (self.tokens[j].pos == "ADV" and self.tokens[j].low not in _COORDINATORS):
            j -= 1
        return j >= 0 and self.tokens[j].low in _COORDINATORS
