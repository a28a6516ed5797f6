"""Who carries which stretch of text: quotes, « a-t-il dit », « a déclaré que … », « selon X », « expliquant que … »."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.arguments import REQUESTS, Arguments
from kg.extract.clauses import Clause
from kg.extract.mentions import CONTRACTED, Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, base_verb, load
from kg.text.tokens import Text

# Verbs that say nothing themselves of how the speaker stands to what is said.
_PLAIN = frozenset("dire affirmer déclarer assurer estimer".split())
_SAME_SOURCE = frozenset("source sources communiqué document texte".split())
_SPEAKERS = ("Person", "Organization", "State", "ActorGroup", "Instrument")


@dataclass
class Speech:
    """Tokens [first, last) are carried by `speaker`: by the verb of saying, or by « selon X » (`said`, its token, then).

    `quote` are the quotation marks around the words, when they stand in some. `stance`: the verb is part of what was said
    (« a rejeté tout déplacement »: without it the words would say the contrary). `gap` is what stands inside and was not said
    (« le Canada y a versé, selon l'ONU, 63 millions »). `others` are those who say it together with the speaker. `asked`:
    what is asked of someone (« a pressé les Parlements de ratifier le texte »), no statement of its own.
    """

    first: int
    last: int
    speaker: Node
    verb: Verb | None = None
    said: int = -1
    quote: tuple[int, int] | None = None
    stance: bool = False
    gap: tuple[int, int] | None = None
    others: tuple[Node, ...] = ()
    asked: bool = False


@dataclass(frozen=True)
class _Way:
    """How a verb takes what is said without « que »: « plaider pour … », « promettre de … », « rejeter … »."""

    tail: tuple[str, ...]
    reflexive: bool
    prepositions: tuple[str, ...]


@dataclass(frozen=True)
class _Cues:
    """Verbs of saying, the ways they take what is said by their base verb, and prepositions that attribute, in tokens."""

    verbs: frozenset[str]
    ways: dict[str, list[_Way]]
    prepositions: tuple[list[str], ...]


@cache
def _cues(lexicon_checksum: str) -> _Cues:
    """The cues of the shipped lexicon, indexed once."""
    lexicon = load()
    ways: dict[str, list[_Way]] = {}
    for file in lexicon.frames:
        for frame in file.frames if file.relation == "says" else ():
            for phrase in frame.verbs if frame.object.prep or frame.object.as_ else ():
                words = phrase.removeprefix("s'").removeprefix("se ").split()
                way = _Way(tuple(words[1:]), phrase.startswith(("se ", "s'")), frame.object.prep)
                ways.setdefault(words[0], []).append(way)
    return _Cues(
        frozenset(base_verb(v) for v in lexicon.speech_verbs),
        ways,
        tuple([w for part in phrase.split() for w in _split(part)] for phrase in lexicon.speech.prepositions),
    )


def _within(clause: Clause | None, outer: Clause | None) -> bool:
    while clause is not None and clause is not outer:
        clause = clause.parent
    return clause is outer


def _asserted(verb: Verb) -> bool:
    """Whether a verb says something by itself, outside a relative clause."""
    return not (isinstance(verb.clause, Clause) and verb.clause.kind == "relative")


def _split(word: str) -> list[str]:
    """« d'après » is two tokens."""
    return [word[:2], word[2:]] if word[1:2] == "'" and len(word) > 2 else [word]


class Attribution:
    """Finds reported speech, sentence by sentence, and answers who carries a token."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.tokens = text, text.tokens
        cues = _cues(lexicon.checksum)
        self._verbs, self._ways, self._prepositions = cues.verbs, cues.ways, cues.prepositions
        self.speeches: list[Speech] = []
        self.tags: list[tuple[int, int]] = []
        self.last_speaker: Node | None = None
        self._quotes = self._quote_spans()

    def read(self, scene: Scene) -> None:
        """Note the speech of one sentence; sentences come in text order."""
        arguments = Arguments(scene)
        before = len(self.speeches)
        for verb in scene.verbs:
            if not self._speaks(verb):
                continue
            tag = self._tag(verb, scene)
            speaker = self._speaker(verb, scene, arguments, tag)
            if speaker is None:
                continue
            self.last_speaker = speaker
            if tag is not None:
                self._add_tag(verb, tag, scene, speaker)
            elif not self._add_complement(verb, scene, speaker):
                self._add_object(verb, scene, speaker)
        self._prepositional(scene)
        self._for_whom(scene)
        if len(self.speeches) == before:
            self._still_quoted(scene)
        self._asked(scene, arguments)

    def _asked(self, scene: Scene, arguments: Arguments) -> None:
        """« a pressé les Parlements de ratifier le texte »: that they ratify it is said by the one who asks."""
        for verb in scene.verbs:
            if not verb.lemmas & REQUESTS or verb.voice == "passive" or verb.tense == "participle":
                continue
            done = next((v for v in scene.verbs if v.tense == "infinitive" and arguments.governor(v) is verb), None)
            speaker = self._speaker(verb, scene, arguments, None) if done is not None else None
            if done is not None and speaker is not None:
                end = self._end(done.first, verb, scene)
                self.speeches.append(Speech(done.first, end, speaker, verb, asked=True))

    def tag_of(self, verb: Verb) -> tuple[int, int] | None:
        """The tag [first, last) that a verb of saying stands in (« …, a-t-il dit »)."""
        return next(((a, b) for a, b in self.tags if a <= verb.first < b), None)

    def speaker_at(self, token: int) -> Node | None:
        """The innermost speaker of a token, or None in the article's own voice."""
        if any(first <= token < last for first, last in self.tags):
            return None
        holding = [s for s in self.speeches if s.first <= token < s.last and not s.others]
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
        if any(first == at for first, _ in self._quotes):
            return None
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
        words = [t.low for t in self.tokens[verb.last : min(verb.last + 4, scene.sentence.last)]]
        same = bool(words) and words[0] in ("la", "le", "cette", "ce") and bool(_SAME_SOURCE & set(words))
        if not same and (not follows or any(v.finite and verb.last <= v.first < follows[0].first for v in scene.verbs)):
            return None
        if follows and (cut := self._cut_in(verb, at, follows[0], scene)) is not None:
            verb.inverted = True
            return cut
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

    def _speaker(self, verb: Verb, scene: Scene, arguments: Arguments, tag: tuple[int, int] | None) -> Node | None:
        def fits(m: Mention) -> bool:
            return isinstance(m.node, Node) and classes.load().is_a(m.node.type, *_SPEAKERS) and m.kind != "date"

        if tag is not None:
            named = [m for m in scene.actual if tag[0] <= m.first < tag[1] and m.first >= verb.head - 2 and fits(m)]
            free = [m for m in named if scene.preposition(m) == ""]
            people = [m for m in free if isinstance(m.node, Node) and m.node.type == "Person"]
            chosen = (people or free)[:1]
            if chosen:
                return self._issuer(chosen[0])
            if verb.inverted and self.last_speaker is None:  # « L'ICESCO réunira …, indique-t-elle »
                own = [m for m in scene.actual if m.last <= tag[0] and fits(m) and scene.preposition(m) == ""]
                return self._issuer(own[0]) if own else None
            same = any(t.low in _SAME_SOURCE for t in self.tokens[tag[0] : tag[1]])
            return self.last_speaker if verb.inverted or same else None
        if verb.finite:
            found = arguments.subject(verb, fits)
        else:
            found = None
            if self.last_speaker is not None and verb.tense == "gerund" and self._same_sentence_speech(scene):
                return self.last_speaker
            controller = arguments.actor(verb, fits) if verb.tense in ("gerund", "infinitive") else None
            found = controller
        return self._issuer(found) if found is not None else None

    @staticmethod
    def _issuer(mention: Mention) -> Node | None:
        """Whose words they are: « indique un communiqué du ministère » are the ministry's."""
        is_a, node = classes.load().is_a, mention.node
        if not isinstance(node, Node):
            return None
        bodies = [i.node for i in mention.inner if isinstance(i.node, Node) and is_a(i.node.type, "Organization")]
        return bodies[0] if bodies and is_a(node.type, "Instrument") else node

    def _same_sentence_speech(self, scene: Scene) -> bool:
        return any(scene.sentence.first <= s.first < scene.sentence.last for s in self.speeches)

    def _add_tag(self, verb: Verb, tag: tuple[int, int], scene: Scene, speaker: Node) -> None:
        self.tags.append(tag)
        sentence = scene.sentence
        quote = next(
            ((a, b) for a, b in self._quotes if a <= tag[0] <= b + 1 or (b < tag[0] and tag[0] - b <= 2)), None
        )
        if quote is None:
            # « "Préparer le monde" : ainsi la directrice a-t-elle résumé … ».
            held = [q for q in self._quotes if sentence.first <= q[0] and q[1] < tag[0] and q[1] - q[0] > 4]
            quote = next((q for q in held[-1:] if not scene.verb_between(q[1], tag[0])), None)
        first = sentence.first
        if quote is not None and quote[0] < first:
            first = quote[0]
        self.speeches.append(Speech(first, sentence.last, speaker, verb, quote=quote))

    def _add_complement(self, verb: Verb, scene: Scene, speaker: Node) -> bool:
        """« X a rappelé que … », « X a dit : "…" »: from the conjunction or quote to the end of the sentence."""
        after = verb.last
        while after < scene.sentence.last and after <= verb.last + 14:
            token = self.tokens[after]
            if token.text == ";" or any(v.first == after and v.finite for v in scene.verbs):
                return False
            if token.low in ("que", "qu'"):
                if not self._introduces(after, verb, scene):
                    return False
                self.speeches.append(Speech(after + 1, self._end(after + 1, verb, scene), speaker, verb))
                return True
            opens = any(q[0] == after for q in self._quotes)
            if token.text == ":" or (opens and (after == verb.last or self.tokens[after - 1].text in (",", ":"))):
                quote = next((q for q in self._quotes if after <= q[0] <= after + 1), None)
                self.speeches.append(Speech(after, scene.sentence.last, speaker, verb, quote=quote))
                return True
            after += 1
        return False

    def _introduces(self, que: int, verb: Verb, scene: Scene) -> bool:
        """Whether « que » opens what is said, not a relative clause about a noun in between."""
        clause = scene.clause_of.get(que)
        if clause is None or clause.kind != "relative":
            return True
        between = [m for m in scene.actual if verb.last <= m.first < que]
        return que == verb.last or (bool(between) and all(scene.preposition(m) == "à" for m in between))

    def _add_object(self, verb: Verb, scene: Scene, speaker: Node) -> None:
        """« promet de rester », « plaide pour une stratégie », « y voit un succès »: what is said stands as a complement."""
        for way in self._ways_of(verb):
            first = self._object_start(verb, way, scene)
            if first is None:
                continue
            last = self._end(first, verb, scene)
            if last - first >= 3:
                self.speeches.append(
                    Speech(
                        first,
                        last,
                        speaker,
                        verb,
                        stance=not verb.lemmas & _PLAIN,
                        others=self._together(speaker, verb, scene),
                    )
                )
                return

    def _together(self, speaker: Node, verb: Verb, scene: Scene) -> tuple[Node, ...]:
        """Those coordinated with the one who says it."""
        group = next((scene.group(m) for m in scene.before(verb.first) if m.node is speaker), ())
        return tuple(m.node for m in group if isinstance(m.node, Node) and m.node is not speaker)

    def _ways_of(self, verb: Verb) -> Iterator[_Way]:
        if not verb.finite or verb.voice == "passive":
            return
        words = [t.low for t in self.tokens[verb.head + 1 : verb.head + 4]]
        for lemma in sorted(verb.lemmas):
            for way in self._ways.get(lemma, ()):
                if way.reflexive == verb.reflexive and tuple(words[: len(way.tail)]) == way.tail:
                    yield way

    def _object_start(self, verb: Verb, way: _Way, scene: Scene) -> int | None:
        """The first word of the complement that says it."""
        at = max(verb.last, verb.head + 1 + len(way.tail))
        dates = {m.first: m.last for m in scene.mentions if m.kind == "date"}
        while at < scene.sentence.last and (self.tokens[at].pos == "ADV" or at in dates or self.tokens[at].text == ","):
            at = dates.get(at, at + 1)
        if at >= scene.sentence.last:
            return None
        if not way.prepositions:
            opens = self.tokens[at].pos == "DET" or any(v.first == at and v.tense == "infinitive" for v in scene.verbs)
            opens = opens or (verb.reflexive and self.tokens[at].pos == "ADJ")
            return at if opens and not any(v.first == at and v.finite for v in scene.verbs) else None
        if way.prepositions == ("dans",):
            return self._seen_in(verb, at, scene)
        for j in range(at, min(at + 12, scene.sentence.last)):
            low = self.tokens[j].low
            if self.tokens[j].text in (",", ";", ":") or any(
                v.first == j and v.tense != "infinitive" for v in scene.verbs
            ):
                return None
            led = next((p for p in way.prepositions if self._stands(p, j)), None)
            if led is None:
                continue
            follows = j + len(led.split())
            infinitive = any(v.first == follows and v.tense == "infinitive" for v in scene.verbs)
            if j > at:
                return at if infinitive and any(m.first == at for m in scene.actual) else None
            if led == "à" and not infinitive:
                continue
            return j if low in CONTRACTED else follows
        return None

    def _stands(self, preposition: str, at: int) -> bool:
        words = [t.low for t in self.tokens[at : at + len(preposition.split())]]
        words = [CONTRACTED.get(w, "de" if w == "d'" else w) for w in words]
        return " ".join(words) == preposition

    def _seen_in(self, verb: Verb, at: int, scene: Scene) -> int | None:
        """« y voit un succès », « voit dans le texte un tournant », « dans lequel il voit un tournant »."""
        clause = scene.clause_of.get(verb.first)
        inside = isinstance(clause, Clause) and clause.kind == "relative" and clause.preposition == "dans"
        if verb.clitic == "y" or inside:
            return at if self.tokens[at].pos == "DET" else None
        if self.tokens[at].low != "dans":
            return None
        held = next((m for m in scene.actual if at < m.first <= at + 2), None)
        if held is None or held.last >= scene.sentence.last or self.tokens[held.last].pos != "DET":
            return None
        return held.last

    def _end(self, first: int, verb: Verb, scene: Scene) -> int:
        """Where what is said ends: at a semicolon, at the next verb of the one who says it, else with the sentence."""
        last = next((j for j in range(first, scene.sentence.last) if self.tokens[j].text == ";"), scene.sentence.last)
        for other in scene.verbs:
            if not (first < other.first < last and other.finite and other.clause is verb.clause and other is not verb):
                continue
            at = other.first
            while at > first and self.tokens[at - 1].pos == "ADV" and self.tokens[at - 1].low not in ("puis", "mais"):
                at -= 1
            if self.tokens[at - 1].low in ("et", "mais", "puis"):
                last = at - 1
                return last - (self.tokens[last - 1].text == ",")
        return last

    def _prepositional(self, scene: Scene) -> None:
        """« Selon X, … », « …, selon X », « Pour X, … » at the head of a sentence or after a semicolon."""
        for mention in scene.actual:
            node = mention.node
            if not isinstance(node, Node) or not classes.load().is_a(node.type, *_SPEAKERS):
                continue
            start = self._introduced(mention, scene)
            if start is None:
                continue
            opens = start <= scene.sentence.first + 1 or self.tokens[start - 1].text == ";"
            comma = mention.last < scene.sentence.last and self.tokens[mention.last].text == ","
            if self.tokens[start].low == "pour" and not (opens and comma and node.type == "Person"):
                continue
            cuts = [j for j in range(scene.sentence.first, scene.sentence.last) if self.tokens[j].text == ";"]
            left = max([j + 1 for j in cuts if j < start], default=scene.sentence.first)
            right = min([j for j in cuts if j > start], default=scene.sentence.last)
            if any(first <= start < last for first, last in self.tags):
                continue
            self.tags.append((start, mention.last))
            first, last, gap = (mention.last + comma, right, None) if opens else (left, start, None)
            if comma and not opens and right - mention.last > 2:
                last, gap = right, (start, mention.last + 1)
            told = any(first <= v.first < last and v.finite for v in scene.verbs)
            self.speeches.append(Speech(left, right, node))
            if told:
                self.speeches.append(Speech(first, last, node, said=start, gap=gap))

    def _introduced(self, mention: Mention, scene: Scene) -> int | None:
        """The first token of a preposition that attributes (« selon », « aux yeux de »), before a mention."""
        own = CONTRACTED.get(self.tokens[mention.first].low, "")
        for words in self._prepositions:
            if own:
                if words[-1] != own:
                    continue
                words = words[:-1]
            start = mention.first - len(words)
            if start < scene.sentence.first or not words:
                continue
            before = [t.low for t in self.tokens[start : mention.first]]
            if before == words or (words[-1] == "de" and before == [*words[:-1], "d'"]):
                return start
        return None

    def _for_whom(self, scene: Scene) -> None:
        """« Olof Gill, pour qui leurs griefs sont dépourvus de fondement »."""
        for mention in scene.actual:
            node = mention.node
            at = mention.last
            if not isinstance(node, Node) or node.type != "Person" or at + 3 >= scene.sentence.last:
                continue
            if [t.low for t in self.tokens[at : at + 3]] == [",", "pour", "qui"]:
                clause = scene.clause_of.get(at + 2)
                last = next(
                    (
                        j
                        for j in range(at + 3, scene.sentence.last)
                        if self.tokens[j].text == ";" or not _within(scene.clause_of.get(j), clause)
                    ),
                    scene.sentence.last,
                )
                self.speeches.append(Speech(at + 3, last, node, said=at + 2))

    def _still_quoted(self, scene: Scene) -> None:
        """A sentence wholly in quotation marks, with no tag of its own, goes on with the one who spoke last."""
        first, last = scene.sentence.first, scene.sentence.last
        held = any(a <= first and last - 2 <= b for a, b in self._quotes)
        index = self.text.sentence_of[first]
        spoke = any(self.text.sentence_of[s.first] >= index - 1 for s in self.speeches[-3:])
        if held and spoke and self.last_speaker is not None:
            self.speeches.append(Speech(first, last, self.last_speaker))

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
