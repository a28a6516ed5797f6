"""Who carries which stretch of text: quotes, « a-t-il dit », « a déclaré que … », « selon X », « expliquant que … »."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.arguments import Arguments
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, base_verb
from kg.text.tokens import Text

_SPEAKERS = ("Person", "Organization", "State", "ActorGroup", "Instrument")


@dataclass
class Speech:
    """Tokens [first, last) are carried by `speaker`. `gist` marks the stretch that is what was said; `verb` what carries it."""

    first: int
    last: int
    speaker: Node
    gist: bool = True
    verb: Verb | None = None


class Attribution:
    """Finds reported speech, sentence by sentence, and answers who carries a token."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.tokens = text, text.tokens
        self._verbs = frozenset(base_verb(v) for v in lexicon.speech_verbs)
        self._tails = {
            v.split(" ", 1)[0]: v.split(" ", 1)[1] for v in lexicon.speech_verbs if " " in v and not v.startswith("se ")
        }
        self._prepositions = tuple(lexicon.speech.prepositions)
        self.speeches: list[Speech] = []
        self.tags: list[tuple[int, int]] = []
        self.last_speaker: Node | None = None
        self._quotes = self._quote_spans()

    def read(self, scene: Scene) -> None:
        """Note the speech of one sentence; sentences come in text order."""
        arguments = Arguments(scene)
        speaker_here: Node | None = None
        for verb in scene.verbs:
            if not self._speaks(verb):
                continue
            tag = self._tag(verb, scene)
            speaker = self._speaker(verb, scene, arguments, tag)
            if speaker is None:
                continue
            speaker_here = self.last_speaker = speaker
            if tag is not None:
                self._add_tag(verb, tag, scene, speaker)
            else:
                self._add_complement(verb, scene, speaker)
        self._prepositional(scene)
        if speaker_here is None:
            return

    def speaker_at(self, token: int) -> Node | None:
        """The innermost speaker of a token, or None in the article's own voice."""
        if any(first <= token < last for first, last in self.tags):
            return None
        holding = [s for s in self.speeches if s.first <= token < s.last]
        return min(holding, key=lambda s: s.last - s.first).speaker if holding else None

    # ---- verbs of saying

    def _speaks(self, verb: Verb) -> bool:
        if not (verb.lemmas & self._verbs):
            return False
        if verb.lemmas <= {"faire", "laisser", "mettre"}:
            return any(
                self.tokens[j].low
                in ("savoir", "observer", "remarquer", "valoir", "part", "entendre", "avant", "garde")
                for j in range(verb.last, min(verb.last + 2, len(self.tokens)))
            )
        return not verb.negated and verb.voice != "passive"

    def _tag(self, verb: Verb, scene: Scene) -> tuple[int, int] | None:
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
        if not opens and not verb.inverted:
            return None
        if (
            not verb.inverted and self.tokens[verb.last].low in ("que", "qu'")
            if verb.last < len(self.tokens)
            else False
        ):
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
        if not follows or any(v.finite and verb.last <= v.first < follows[0].first for v in scene.verbs):
            return None
        before = [v for v in scene.verbs if v.finite and v.last <= verb.first]
        if not before and not self._in_or_after_quote(at):
            return None
        verb.inverted = True
        return (at, scene.sentence.last)

    def _in_or_after_quote(self, at: int) -> bool:
        return any(first <= at <= last + 1 for first, last in self._quotes)

    def _speaker(self, verb: Verb, scene: Scene, arguments: Arguments, tag: tuple[int, int] | None) -> Node | None:
        def fits(m: Mention) -> bool:
            return isinstance(m.node, Node) and classes.load().is_a(m.node.type, *_SPEAKERS) and m.kind != "date"

        if tag is not None:
            named = [m for m in scene.actual if tag[0] <= m.first < tag[1] and m.first >= verb.head - 2 and fits(m)]
            free = [m for m in named if scene.preposition(m) == ""]
            people = [m for m in free if isinstance(m.node, Node) and m.node.type == "Person"]
            chosen = (people or free)[:1]
            if chosen:
                assert isinstance(chosen[0].node, Node)
                return chosen[0].node
            return self.last_speaker if verb.inverted else None
        if verb.finite:
            found = arguments.subject(verb, fits)
        else:
            found = None
            if self.last_speaker is not None and verb.tense == "gerund" and self._same_sentence_speech(scene):
                return self.last_speaker
            controller = arguments.actor(verb, fits) if verb.tense in ("gerund", "infinitive") else None
            found = controller
        if found is not None and isinstance(found.node, Node):
            return found.node
        return None

    def _same_sentence_speech(self, scene: Scene) -> bool:
        return any(scene.sentence.first <= s.first < scene.sentence.last for s in self.speeches)

    def _add_tag(self, verb: Verb, tag: tuple[int, int], scene: Scene, speaker: Node) -> None:
        self.tags.append(tag)
        sentence = scene.sentence
        quote = next(
            ((a, b) for a, b in self._quotes if a <= tag[0] <= b + 1 or (b < tag[0] and tag[0] - b <= 2)), None
        )
        first = sentence.first
        if quote is not None and quote[0] < first:
            first = quote[0]
        self.speeches.append(Speech(first, sentence.last, speaker, True, verb))

    def _add_complement(self, verb: Verb, scene: Scene, speaker: Node) -> None:
        """« X a rappelé que … », « X a dit : "…" »: from the conjunction or quote to the end of the sentence."""
        end = scene.sentence.last
        after = verb.last
        while after < end and after <= verb.last + 14:
            token = self.tokens[after]
            if token.low in ("que", "qu'") or token.text in (":", '"'):
                self.speeches.append(Speech(after + (token.low in ("que", "qu'")), end, speaker, True, verb))
                return
            if any(v.first == after and v.finite for v in scene.verbs):
                return
            after += 1

    def _prepositional(self, scene: Scene) -> None:
        """« Selon X, … », « …, selon X », « Pour X, … » at the head of a sentence."""
        for mention in scene.actual:
            node = mention.node
            if not isinstance(node, Node) or not classes.load().is_a(node.type, *_SPEAKERS):
                continue
            preposition = scene.preposition(mention)
            opens = mention.first - len(preposition.split()) <= scene.sentence.first + 1
            if preposition not in self._prepositions or (
                preposition == "pour"
                and not (opens and self.tokens[mention.last].text == "," and node.type == "Person")
            ):
                continue
            first = scene.start_of_preposition(mention) - 1
            self.tags.append((first, mention.last))
            self.speeches.append(Speech(scene.sentence.first, scene.sentence.last, node))

    def _quote_spans(self) -> list[tuple[int, int]]:
        """Pairs of quotation marks (token indices), within a paragraph."""
        spans, open_at, paragraph = [], -1, -1
        for token in self.tokens:
            here = self.text.sentences[self.text.sentence_of[token.i]].paragraph
            if here != paragraph:
                open_at, paragraph = -1, here
            if token.text == '"':
                if open_at < 0:
                    open_at = token.i
                else:
                    spans.append((open_at, token.i))
                    open_at = -1
        return spans
