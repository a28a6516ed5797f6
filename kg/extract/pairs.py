"""Two mentions of one sentence, described for a classifier: what stands between them, which verb each hangs on, in which role.

The features are those of supervised relation extraction (entity types, words between, governing words and roles), after
Zhou et al., « Exploring various knowledge in relation extraction », ACL 2005, over the surface clauses of `Scene` instead of a parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, base_verb, head_key
from kg.text.tokens import Token

LITERAL_KINDS = {"date": ("date",), "amount": ("amount", "funds"), "tally": ("votes",)}
_FAMILIES = (
    "Person", "State", "CountryGroup", "Forum", "Organization", "Actor", "Occasion", "Instrument", "Initiative", "Place", "Topic",
)  # fmt: skip
_CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "ADV", "X")
_REACH = 45


@dataclass(frozen=True)
class Place:
    """How a mention stands in its sentence: the verb it hangs on, its role there, and the noun that governs it."""

    role: str
    verb: str
    voice: str
    tense: str
    noun: str
    at: Verb | None


@dataclass(frozen=True)
class Pair:
    """An ordered candidate. `subject` and `object` are mentions of one scene; `object` may be a date, an amount or a tally."""

    subject: Mention
    object: Mention


class PairReader:
    """Candidates and features of one scene."""

    def __init__(self, scene: Scene, triggers: Triggers) -> None:
        self.scene, self.tokens, self._triggers = scene, scene.tokens, triggers
        self._is_a = classes.load().is_a
        self._outer: dict[int, Mention] = {}
        self._places: dict[int, Place] = {}
        self.mentions = self._all()
        self._words = {
            i: stem(self.tokens[i])
            for i in range(scene.sentence.first, scene.sentence.last)
            if self.tokens[i].pos in _CONTENT and self.tokens[i].is_word
        }

    def _all(self) -> list[Mention]:
        found: list[Mention] = []
        for m in self.scene.mentions:
            if isinstance(m.node, Node) or m.value:
                found.append(m)
            for inner in m.inner:
                if isinstance(inner.node, Node) or inner.value:
                    self._outer[id(inner)] = m
                    found.append(inner)
        return found

    def candidates(self) -> Iterator[Pair]:
        """Ordered pairs of different things whose classes some relation may link."""
        for a in self.mentions:
            if not isinstance(a.node, Node) or a.kind == "post":
                continue
            for b in self.mentions:
                if b is a or abs(a.first - b.first) > _REACH or b.kind == "post":
                    continue
                if b.kind in LITERAL_KINDS or (isinstance(b.node, Node) and b.node is not a.node):
                    yield Pair(a, b)

    def trigger(self, pair: Pair) -> tuple[int, Verb | None]:
        """The token that most likely says the relation, and its verb where it is one."""
        a, b = self.place(pair.subject), self.place(pair.object)
        verb = b.at if b.role not in ("subject",) and b.at is not None else a.at or b.at
        if verb is None:
            return min(pair.subject.first, pair.object.first), None
        return verb.first, verb

    # ---- features

    def features(self, pair: Pair) -> list[str]:
        """Sparse binary features, as strings."""
        a, b = self._anchor(pair.subject), self._anchor(pair.object)
        pa, pb = self.place(a), self.place(b)
        ta, tb = self._family(pair.subject), self._family(pair.object)
        fa, fb = self._kind(pair.subject), self._kind(pair.object)
        types = f"{ta}>{tb}"
        nested = "a-in-b" if self._outer.get(id(a)) is b else "b-in-a" if self._outer.get(id(b)) is a else ""
        first, second = (a, b) if a.first <= b.first else (b, a)
        order = "ab" if first is a else "ba"
        lo, hi = first.last, second.first
        between = range(lo, hi)
        gap = hi - lo
        verbs = [v for v in self.scene.verbs if lo <= v.first < hi]
        same = pa.at is not None and pa.at is pb.at
        out = [
            f"t={types}",
            f"ft={fa}>{fb}",
            f"fa={fa}",
            f"fb={fb}",
            f"o={order}|{types}",
            f"n={nested}|{types}",
            f"g={_bucket(gap)}|{order}",
            f"vb={min(len(verbs), 3)}|{order}",
            f"mb={min(sum(1 for m in self.scene.actual if lo <= m.first < hi), 4)}",
            f"cl={self.scene.clause(a) is self.scene.clause(b)}|{types}",
            f"ra={pa.role}|{ta}",
            f"rb={pb.role}|{tb}",
            f"r={pa.role}>{pb.role}|{order}",
            f"rt={pa.role}>{pb.role}|{types}",
            f"na={pa.noun}|{tb}",
            f"nb={pb.noun}|{ta}",
            f"ha={self._head(pair.subject)}|{tb}",
            f"hb={self._head(pair.object)}|{ta}",
        ]
        if same:
            out += [
                f"v={pa.verb}",
                f"v={pa.verb}|{pa.role}>{pb.role}",
                f"v={pa.verb}|{types}",
                f"v={pa.verb}|{pa.role}>{pb.role}|{types}",
                f"vv={pa.voice}|{pa.role}>{pb.role}|{types}",
            ]
        else:
            out += [f"va={pa.verb}|{pa.role}", f"vb={pb.verb}|{pb.role}", f"vab={pa.verb}>{pb.verb}"]
        if pb.noun:
            out += [f"nv={pb.noun}|{pa.verb}", f"nr={pb.noun}|{pa.role}|{pb.role}"]
        if pa.noun:
            out += [f"nva={pa.noun}|{pb.verb}", f"nra={pa.noun}|{pa.role}|{pb.role}"]
        if gap <= 25 and not nested:
            words = [self._words[i] for i in between if i in self._words and not self._covered(i)]
            out += [f"w={w}|{types}" for w in words]
            out += [f"w={w}|{order}" for w in words]
            out += [f"ww={x}_{y}" for x, y in zip(words, words[1:], strict=False)]
            if gap <= 4:
                out.append("lit=" + "_".join(self.tokens[i].low for i in between) + f"|{order}")
                out.append("lit=" + "_".join(self.tokens[i].low for i in between) + f"|{types}")
        elif nested:
            inner, outer = (a, b) if nested == "a-in-b" else (b, a)
            before = self.tokens[inner.first - 1].low if inner.first > outer.first else ""
            out += [f"in={nested}|{before}|{types}", f"in={nested}|{self.tokens[inner.first].low}|{types}"]
        for i in range(max(self.scene.sentence.first, first.first - 4), first.first):
            if i in self._words:
                out.append(f"<{self._words[i]}|{order}")
        for i in range(second.last, min(self.scene.sentence.last, second.last + 4)):
            if i in self._words:
                out.append(f">{self._words[i]}|{order}")
        out += self._trigger_features(first, second, order, types, pa, pb)
        return out

    def _trigger_features(self, first: Mention, second: Mention, order: str, types: str, pa: Place, pb: Place) -> list[str]:
        out = []
        for i, relations in self._fired.items():
            if i < first.first - 12 or i >= second.last + 12:
                continue
            where = (
                "before" if i < first.first else "in1" if i < first.last else "between" if i < second.first else "in2" if i < second.last else "after"
            )
            carries_a = pa.at is not None and pa.at.first <= i < pa.at.last
            carries_b = pb.at is not None and pb.at.first <= i < pb.at.last
            for r in relations:
                out += [f"k={r}|{where}|{order}", f"k={r}|{types}"]
                if carries_a or carries_b:
                    out.append(f"kv={r}|{carries_a}{carries_b}|{pa.role}>{pb.role}")
                    out.append(f"kv={r}|{pa.role}>{pb.role}|{types}")
        return out

    @cached_property
    def _fired(self) -> dict[int, tuple[str, ...]]:
        """Token → relations of the lexicon that one of its verbs, nouns or agent nouns there may say."""
        found: dict[int, tuple[str, ...]] = {}
        for verb in self.scene.verbs:
            said = {r for lemma in verb.lemmas for r in self._triggers.verbs.get(base_verb(lemma), ())}
            if said:
                found[verb.head] = tuple(sorted(said))
        for i in range(self.scene.sentence.first, self.scene.sentence.last):
            if i not in found and self.tokens[i].pos in ("NOUN", "ADJ", "PROPN", "X"):
                said_ = self._triggers.nouns.get(head_key(self.tokens[i].text), ())
                if said_:
                    found[i] = said_
        return found

    def place(self, mention: Mention) -> Place:
        known = self._places.get(id(mention))
        if known is None:
            known = self._places[id(mention)] = self._read_place(mention)
        return known

    def _read_place(self, mention: Mention) -> Place:
        scene = self.scene
        outer = self._outer.get(id(mention))
        if outer is not None:
            host = self.place(outer)
            return Place(f"in-{host.role}"[:24], host.verb, host.voice, host.tense, stem(self.tokens[outer.head]), host.at)
        clause = scene.clause_of.get(mention.first)
        inside = [v for v in scene.verbs if v.clause is clause]
        before = [v for v in inside if v.last <= mention.first]
        after = [v for v in inside if v.first >= mention.last]
        preposition = scene.preposition(mention)
        start = scene.start_of_preposition(mention)
        noun = self._governor(start) if preposition else ""
        comma = mention.first > scene.sentence.first and self.tokens[mention.first - 1].text in (",", "(")
        verb: Verb | None
        if preposition:
            verb, role = (before[-1] if before else after[0] if after else None), preposition
        elif before:
            verb = before[-1]
            role = "object" if not comma else "aside"
            if after and after[0].finite and comma:
                verb, role = after[0], "subject"
        elif after:
            verb, role = next((v for v in after if v.finite), after[0]), "subject"
        else:
            verb, role = None, "free"
        if verb is None:
            return Place(role, "", "", "", noun, None)
        return Place(role, _verb_key(verb, self.tokens), verb.voice, verb.tense, noun, verb)

    def _governor(self, at: int) -> str:
        """The noun right before a preposition (adjectives between skipped)."""
        for i in range(at - 1, max(self.scene.sentence.first - 1, at - 4), -1):
            if self.tokens[i].pos == "NOUN":
                return stem(self.tokens[i])
            if self.tokens[i].pos != "ADJ":
                return ""
        return ""

    def _anchor(self, mention: Mention) -> Mention:
        """The first of a coordination stands for all of it: what is said of one is said of each."""
        if id(mention) in self._outer:
            return mention
        return self.scene.group(mention)[0]

    def _covered(self, i: int) -> bool:
        return any(m.first <= i < m.last and m.proper for m in self.scene.actual)

    def _kind(self, mention: Mention) -> str:
        return mention.node.type if isinstance(mention.node, Node) else mention.kind

    def _family(self, mention: Mention) -> str:
        if not isinstance(mention.node, Node):
            return mention.kind
        kind = mention.node.type
        return next((f for f in _FAMILIES if self._is_a(kind, f)), kind)

    def _head(self, mention: Mention) -> str:
        if mention.kind in ("date", "amount", "tally", "pronoun"):
            return mention.kind
        if mention.kind == "person":
            return stem(self.tokens[mention.titles[0].first]) if mention.titles else "person"
        return stem(self.tokens[mention.head])


@dataclass(frozen=True)
class Triggers:
    """Words of the lexicon → relations they may say."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Triggers:
        verbs: dict[str, set[str]] = {}
        nouns: dict[str, set[str]] = {}
        for file in lexicon.frames:
            if file.relation == "says":
                continue
            for frame in file.frames:
                for phrase in frame.verbs:
                    verbs.setdefault(base_verb(phrase), set()).add(file.relation)
                for noun in (*frame.nouns, *frame.agents):
                    nouns.setdefault(head_key(noun).split()[0], set()).add(file.relation)
        freeze = lambda d: {k: tuple(sorted(v)) for k, v in d.items()}  # noqa: E731
        return cls(freeze(verbs), freeze(nouns))


def _verb_key(verb: Verb, tokens: tuple[Token, ...]) -> str:
    return min(verb.lemmas) if verb.lemmas else stem(tokens[verb.head])


def stem(token: Token) -> str:
    """A crude stem: six folded letters hold a French word family together well enough for features."""
    return token.fold[:6]


def _bucket(gap: int) -> str:
    for limit in (0, 1, 2, 4, 7, 12, 20):
        if gap <= limit:
            return str(limit)
    return "far"
