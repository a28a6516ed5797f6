"""Where a verb of saying stands beside what is said: « …, a-t-il dit, … », « …, a déclaré X »."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.clauses import Clause
from kg.extract.mentions import Mention
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.extract.ways import comma_after
from kg.text.tokens import Token

# « poursuit le communiqué », « précise la même source ».
SAME_SOURCE = frozenset({"source", "sources", "communiqué", "document", "texte"})


def _asserted(verb: Verb) -> bool:
    """Whether a verb says something by itself, outside a relative clause."""
    return not (isinstance(verb.clause, Clause) and verb.clause.kind == "relative")


class TagReader:
    """Reads tags; `quotes` are the pairs of quotation marks of the text, `tags` those read so far."""

    def __init__(self, tokens: Sequence[Token], quotes: list[tuple[int, int]], tags: list[tuple[int, int]]) -> None:
        self.tokens, self._quotes, self.tags = tokens, quotes, tags

    def read(self, verb: Verb, scene: Scene) -> tuple[int, int] | None:
        """The tag [first, last) of « …, a-t-il dit, … » or « …, a déclaré X »; None when what is said follows the verb."""
        if not verb.finite:
            return None
        at = verb.first - 1
        while (
            at > scene.sentence.first
            and self.tokens[at].low in ("que", "qu'", '"')
            and self.tokens[at - 1].text in (",", '"')
        ):
            at -= 1
        opens = at >= scene.sentence.first and self.tokens[at].text in (",", '"', "?", "!")
        if any(first == at for first, _ in self._quotes) or any(last in (at, verb.first) for _, last in self.tags):
            return None  # after a quotation mark that opens, or the comma that closes a tag
        if not opens and not verb.inverted:
            return None
        if not verb.inverted and verb.last < len(self.tokens) and self.tokens[verb.last].low in ("que", "qu'"):
            return None
        if not verb.inverted and any(
            m.last == at and scene.preposition(m) == "" for m in scene.actual if m.kind == "person"
        ):
            return None
        if verb.inverted:
            end = verb.last
            while (
                end < scene.sentence.last
                and self.tokens[end].text not in (",", '"', ";")
                and self.tokens[end].text != "."
            ):
                end += 1
            return (at, end)
        follows = [m for m in scene.actual if m.first >= verb.last]
        words = [t.low for t in self.tokens[verb.last : min(verb.last + 4, scene.sentence.last)]]
        same = bool(words) and words[0] in ("la", "le", "cette", "ce") and bool(SAME_SOURCE & set(words))
        if not same and (not follows or any(v.finite and verb.last <= v.first < follows[0].first for v in scene.verbs)):
            return None
        if follows and (cut := self._cut_in(verb, at, follows[0], scene)) is not None:
            verb.inverted = True
            return cut
        if same and (comma := comma_after(verb.last, scene)):
            verb.inverted = True
            return (at, comma)
        before = [v for v in scene.verbs if v.finite and v.last <= verb.first and _asserted(v)]
        if not before and not self._in_or_after_quote(at):
            return None
        verb.inverted = True
        return (at, scene.sentence.last)

    def _cut_in(self, verb: Verb, at: int, speaker: Mention, scene: Scene) -> tuple[int, int] | None:
        """« Le Royaume, a rappelé X, reste … »: a tag between two commas, before the verb of what is said."""
        end = speaker.last
        direct = (
            speaker.first - verb.last <= 3
            and scene.preposition(speaker) == ""
            and speaker.kind in ("person", "pronoun")
        )
        comma = end < scene.sentence.last and self.tokens[end].text == "," and self.tokens[at].text == ","
        resumes = [v for v in scene.verbs if v.first >= end and v.finite]
        if direct and comma and resumes and resumes[0].first - end <= 4 and _asserted(resumes[0]):
            return (at, end + 1)
        return None

    def _in_or_after_quote(self, at: int) -> bool:
        return any(first <= at <= last + 1 for first, last in self._quotes)
