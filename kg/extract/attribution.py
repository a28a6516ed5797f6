"""Who carries which stretch of text: quotes, « a-t-il dit », « a déclaré que … », « selon X », « expliquant que … »."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.arguments import REQUESTS, Arguments
from kg.extract.clauses import Clause
from kg.extract.mentions import CONTRACTED, Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.tags import SAME_SOURCE, TagReader
from kg.extract.verbs import Verb
from kg.extract.ways import Ways, cues
from kg.lexicon import classes
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text

# Verbs that say nothing themselves of how the speaker stands to what is said.
_PLAIN = frozenset("dire affirmer déclarer assurer estimer".split())
# « X l'a révélé »: verbs whose pronoun may stand for a whole sentence.
_TELLING = frozenset(
    "révéler annoncer indiquer confirmer préciser dire déclarer affirmer expliquer rappeler signaler souligner".split()
)
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


def _within(clause: Clause | None, outer: Clause | None) -> bool:
    while clause is not None and clause is not outer:
        clause = clause.parent
    return clause is outer


class Attribution:
    """Finds reported speech, sentence by sentence, and answers who carries a token."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self.text, self.tokens = text, text.tokens
        known = cues(lexicon.checksum)
        self._verbs, self._prepositions, self._closings = known.verbs, known.prepositions, known.closings
        self._ways = Ways(text.tokens, known.ways)
        self.speeches: list[Speech] = []
        self.tags: list[tuple[int, int]] = []
        self.last_speaker: Node | None = None
        self._last_person: Node | None = None  # of whom the sentence before is told
        self._issuers: dict[int, Node] = {}  # of communiqués
        self._quotes = self._quote_spans()
        self._tagged = TagReader(text.tokens, self._quotes, self.tags)

    def read(self, scene: Scene) -> None:
        """Note the speech of one sentence; sentences come in text order."""
        arguments = Arguments(scene)
        before = len(self.speeches)
        for verb in scene.verbs:
            if not self._speaks(verb):
                continue
            tag = self._tagged.read(verb, scene)
            cut = any(scene.clause_of[v.first].parent is verb.clause and v.inverted for v in scene.verbs)
            if tag is None and verb.finite and cut:
                continue  # « La Gambie, a-t-il ajouté, souhaite … »: in the words of whom the aside names
            speaker = self._speaker(verb, scene, arguments, tag)
            if speaker is None:
                continue
            if verb.tense != "infinitive":
                self.last_speaker = speaker
            if tag is not None:
                self._add_tag(verb, tag, scene, speaker)
            elif not self._add_complement(verb, scene, speaker):
                if verb.clitic in ("l'", "le") and verb.lemmas & _TELLING:
                    self._add_sentence_before(verb, scene, speaker)
                else:
                    self._add_object(verb, scene, speaker)
        self._announced(scene, arguments)
        self._prepositional(scene)
        self._for_whom(scene)
        if len(self.speeches) == before:
            self._still_quoted(scene)
        self._asked(scene, arguments)
        told = [m for v in scene.verbs if v.finite and (m := arguments.subject(v, self._fits)) is not None]
        people = [m.node for m in told if isinstance(m.node, Node) and m.node.type == "Person"]
        self._last_person = people[0] if people else None

    def _announced(self, scene: Scene, arguments: Arguments) -> None:
        """« L'annonce en a été faite par X », « X en a fait l'annonce »."""
        for verb in scene.verbs:
            if "faire" in verb.lemmas and not verb.negated and "annonce" in scene.words and verb.finite:
                actor = arguments.actor(verb, self._fits)
                speaker = self._issuer(actor) if actor is not None else None
                if speaker is not None:
                    self._add_sentence_before(verb, scene, speaker)

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
        tag = max((first for first, last in self.tags if first <= token < last), default=-1)
        holding = [s for s in self.speeches if tag < s.first <= token < s.last and not s.others]
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
        said = [lemma for lemma in verb.lemmas if lemma in self._verbs]
        if all(
            lemma in self._closings for lemma in said
        ):  # « tient à rappeler »; « la réunion s'est tenue » says nothing
            after = {t.low for t in self.tokens[verb.head + 1 : verb.head + 8]}
            if not any(self._closings[lemma] & after for lemma in said):
                return False
        return not verb.negated and verb.voice != "passive"

    def _speaker(self, verb: Verb, scene: Scene, arguments: Arguments, tag: tuple[int, int] | None) -> Node | None:
        fits = self._fits
        if tag is not None:
            named = [m for m in scene.actual if tag[0] <= m.first < tag[1] and m.first >= verb.head - 2 and fits(m)]
            free = [m for m in named if scene.preposition(m) == ""]
            people = [m for m in free if isinstance(m.node, Node) and m.node.type == "Person"]
            chosen = (people or free)[:1]
            pronoun = self._by_pronoun(verb) or (bool(chosen) and chosen[0].kind == "pronoun")
            if pronoun and (who := self._taken_up(scene)) is not None:
                return who
            if chosen:
                return self._issuer(chosen[0])
            same = any(t.low in SAME_SOURCE for t in self.tokens[tag[0] : tag[1]])
            if (self._by_pronoun(verb) or same) and self.last_speaker is None:  # « L'ICESCO réunira …, indique-t-elle »
                own = [m for m in scene.actual if m.last <= tag[0] and fits(m) and scene.preposition(m) == ""]
                return self._issuer(own[0]) if own else None
            return self.last_speaker if verb.inverted or same else None
        if verb.finite:
            found = self._voice(verb, scene) or arguments.subject(verb, fits)
        else:
            found = None
            if self.last_speaker is not None and verb.tense == "gerund" and self._same_sentence_speech(scene):
                return self.last_speaker
            controller = arguments.actor(verb, fits) if verb.tense in ("gerund", "infinitive") else None
            found = controller
        return self._issuer(found) if found is not None else None

    def _voice(self, verb: Verb, scene: Scene) -> Mention | None:
        """« Le Kenya, par la voix de sa ministre X, a promis … »: the words are hers."""
        before = [
            m for m in scene.before(verb.first) if m.kind == "person" and scene.clause_of.get(m.first) is verb.clause
        ]
        return next((m for m in before if self._spoken_through(m)), None)

    def _spoken_through(self, mention: Mention) -> bool:
        words = [t.low for t in self.tokens[max(0, mention.first - 4) : mention.first + 1]]
        return any(words[i : i + 2] in (["la", "voix"], ["la", "bouche"]) for i in range(len(words) - 1))

    @staticmethod
    def _fits(m: Mention) -> bool:
        return isinstance(m.node, Node) and classes.load().is_a(m.node.type, *_SPEAKERS) and m.kind != "date"

    def _taken_up(self, scene: Scene) -> Node | None:
        """Who « a-t-il dit » speaks of: the last speaker, unless the sentence before is told of somebody else."""
        index, sentences = self.text.sentence_of[scene.sentence.first], self.text.sentences
        told = [self.text.sentence_of[s.first] for s in self.speeches]
        spoke = any(i == index - 1 or sentences[i].paragraph == scene.sentence.paragraph for i in told)
        return self.last_speaker if spoke else self._last_person

    def _by_pronoun(self, verb: Verb) -> bool:
        """« a-t-il dit », « poursuit-elle »."""
        return any(t.low.startswith("-") and t.low != "-t" for t in self.tokens[verb.first : verb.last + 1])

    def _issuer(self, mention: Mention) -> Node | None:
        """Whose words they are: « indique un communiqué du ministère » are the ministry's, « poursuit le communiqué » too."""
        is_a, node = classes.load().is_a, mention.node
        if not isinstance(node, Node):
            return None
        bodies = [i.node for i in mention.inner if isinstance(i.node, Node) and is_a(i.node.type, "Organization")]
        if bodies and is_a(node.type, "Instrument"):
            self._issuers[id(node)] = bodies[0]
        return self._issuers.get(id(node), node)

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

    def _add_sentence_before(self, verb: Verb, scene: Scene, speaker: Node) -> None:
        """« L'accord est prêt. X l'a révélé lundi », « X en a fait l'annonce »: the sentence before is what was said."""
        index = self.text.sentence_of[scene.sentence.first]
        said = self.text.sentences[max(index - 1, 0)]
        if index > 0 and not any(s.first < said.last and said.first < s.last for s in self.speeches):
            self.speeches.append(Speech(said.first, said.last, speaker, verb))

    def _introduces(self, que: int, verb: Verb, scene: Scene) -> bool:
        """Whether « que » opens what is said, not a relative clause about a noun in between."""
        clause = scene.clause_of.get(que)
        if clause is None or clause.kind != "relative":
            return True
        between = [m for m in scene.actual if verb.last <= m.first < que]
        return que == verb.last or (bool(between) and all(scene.preposition(m) == "à" for m in between))

    def _add_object(self, verb: Verb, scene: Scene, speaker: Node) -> None:
        """« promet de rester », « plaide pour une stratégie », « y voit un succès »: what is said stands as a complement."""
        for way in self._ways.of(verb):
            first = self._ways.start(verb, way, scene)
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
