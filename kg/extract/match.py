"""Frames over a scene: a trigger word, its two sides, and the facts they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from kg.extract.arguments import Arguments
from kg.extract.clauses import Clause
from kg.extract.link import Linker
from kg.extract.mentions import CONTRACTED, Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.status import StatusReader
from kg.extract.trace import Watch
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import ANY_VERB, SUPPORT, Lexicon, base_verb, head_key, load
from kg.lexicon.schema import Frame, Role
from kg.lexicon.words import Openings

Fits = Callable[[Mention], bool]
LITERALS = frozenset({"date", "amount", "tally", "gist"})
# Who refuses to do one of these opposes the text.
_REFUSABLE = frozenset({"signs", "ratifies", "adopts", "endorses", "votesFor"})
_AMONG = frozenset({"figurer", "compter"})
_TREATY_ACTS = frozenset({"ratifies", "joins"})
_MANNERS = frozenset("voix consensus acclamation vote scrutin bulletins écrasante".split())
_POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs"})
# Verbs that tell how someone takes what others did: their subject is no party to it.
_REACTIONS = frozenset(
    "saluer féliciter réjouir applaudir célébrer fêter condamner regretter déplorer dénoncer évoquer examiner commenter".split()
)
# What those agree on who were no partners: « un accord de paix ».
_ENEMIES = frozenset({"paix", "cessez-le-feu", "trêve", "armistice", "belligérants", "prisonniers"})
# Standing forums that meet: told of as a gathering, an edition of them is meant.
_CONVENED = frozenset({"ForumSeries", "Forum", "Dialogue"})
# What « le », « les », « lui », « leur » take up from an earlier sentence: things; people are left to the one who reads.
_THINGS = ("Instrument", "Occasion", "Initiative", "ResearchInstitution", "Forum")
_ANY_PLACE = frozenset({"ville", "lieu", "endroit", "pays"})  # « dans la même ville » names none
_LATELY = 1.5  # mentions that one in the sentence just before is worth
# How sure each way of finding the two sides is: the share right among some 700 facts it found in tests/corpus/train and
# develop (24 November 2026), rounded; `kg eval --details` shows how they hold on other sets.
CONFIDENCE = {
    "active": 0.85,
    "passive": 0.85,
    "participle": 0.8,
    "infinitive": 0.75,
    "gerund": 0.75,
    "noun": 0.8,
    "agent": 0.75,
}


@dataclass(eq=False)
class Draft:
    """A fact before it has entities: nodes, and tokens [first, last) of the words it rests on; `trigger` is the word that says it."""

    subject: Node
    relation: str
    object: Node | None
    value: str
    status: str
    trigger: int
    first: int
    last: int
    confidence: float
    rule: str
    clause: Clause | None = None
    date: str | None = None
    date_text: str = ""
    method: str | None = None
    extras: dict[str, Node | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Trigger:
    """A phrase of a frame: base verb or noun, the words that must follow, and where it comes from."""

    relation: str
    frame: Frame
    reflexive: bool
    tail: tuple[str, ...]
    rule: str

    @property
    def of_any(self) -> bool:
        return ANY_VERB in self.frame.verbs


@dataclass(frozen=True)
class _Index:
    """Triggers by base verb, noun and agent noun."""

    verbs: dict[str, list[_Trigger]]
    nouns: dict[str, list[_Trigger]]
    agents: dict[str, list[_Trigger]]

    @cached_property
    def openings(self) -> Openings:
        """Of nouns and agent nouns."""
        return Openings([*self.nouns, *self.agents])


@cache
def _index(lexicon_checksum: str) -> _Index:
    """The triggers of the shipped lexicon, indexed once."""
    index = _Index({}, {}, {})
    for file in load().frames:
        for number, frame in enumerate(file.frames, 1):
            rule = f"{file.relation}.yaml#{number}"
            for phrase in frame.verbs:
                words = phrase.removeprefix("s'").removeprefix("se ").split()
                trigger = _Trigger(file.relation, frame, phrase.startswith(("se ", "s'")), tuple(words[1:]), rule)
                index.verbs.setdefault(words[0], []).append(trigger)
            for nouns, by_noun in ((frame.nouns, index.nouns), (frame.agents, index.agents)):
                for noun in nouns:
                    by_noun.setdefault(head_key(noun), []).append(_Trigger(file.relation, frame, False, (), rule))
    return index


@cache
def _tokens(tail: tuple[str, ...]) -> list[str]:
    """The words of a fixed complement as the text has them: « d'accord » is two."""
    return [w for word in tail for w in word.replace("'", "' ").split()]


def _is_actor(mention: Mention) -> bool:
    return isinstance(mention.node, Node) and classes.load().is_a(mention.node.type, "Actor", "Place")


class Matcher:
    """All frames of the lexicon, indexed by their trigger."""

    def __init__(self, lexicon: Lexicon, status: StatusReader, linker: Linker, watch: Watch | None = None) -> None:
        self._status, self._linker, self._watch = status, linker, watch
        self._default_body: Node | None = None
        self._adopters: dict[int, list[Node]] = {}  # by the node of a text
        self._adopter: Node | None = None  # the organ that the text last says adopted a resolution
        self._consumed: dict[int, str] = {}
        self._earlier: list[Node] = []
        self._just_before: list[Node] = []
        self._now: list[Node] = []
        self._seen: list[Node] = []
        self._ontology = classes.load()
        index = _index(lexicon.checksum)
        self._verbs, self._nouns, self._agents = index.verbs, index.nouns, index.agents
        self._openings = index.openings

    def note_bodies(self, scene: Scene) -> None:
        """Remember the intergovernmental organisation last spoken of: where a resolution is adopted when no body is named."""
        self._earlier, self._just_before = list(self._seen), self._now
        told = [m for m in scene.mentions if scene.preposition(m) not in ("en marge de", "à la veille de")]
        self._now = [m.node for m in told if isinstance(m.node, Node)]
        for mention in scene.mentions:
            if isinstance(mention.node, Node) and mention in told:
                self._seen.insert(0, mention.node)
            for m in (*mention.inner, mention):
                if isinstance(m.node, Node) and m.node.type == "IntergovernmentalOrganization":
                    self._default_body = m.node

    def match(self, scene: Scene) -> Iterator[Draft]:
        """Every fact the frames find in the scene."""
        arguments = Arguments(scene)
        self._consumed.clear()
        self._note_members(scene, arguments)
        fitting = [(verb, self._fitting(verb, scene)) for verb in scene.verbs]
        for verb, triggers in fitting:
            if verb.first in self._consumed:
                continue
            took: Node | None = None
            for trigger in triggers:
                drafts = list(self._of_verb(verb, trigger, scene, arguments))
                to_it = verb.clitic == "y" and {"à", "dans"} & set(trigger.frame.object.prep)
                if to_it and drafts:  # « s'y sont associés »: to one thing, whatever else the verb may mean
                    took = took or drafts[0].object
                    drafts = [d for d in drafts if d.object is took]
                if drafts and trigger.tail:
                    tail = range(verb.head + 1, self._tail_end(verb, trigger.tail, scene) or verb.last)
                    self._consumed.update(dict.fromkeys(tail, trigger.relation))
                yield from drafts
        for first, last, key in self._words(scene):
            if self._consumed.get(first, "endorses") != "endorses":
                continue
            for trigger in self._nouns.get(key, []):
                if trigger.relation == self._consumed.get(first):
                    continue  # « se féliciter de la conclusion d'un accord » tells of the conclusion too
                yield from self._of_noun(first, last, trigger, scene, arguments)
            for trigger in self._agents.get(key, []):
                yield from self._of_agent(first, last, trigger, scene, arguments)

    def _note_members(self, scene: Scene, arguments: Arguments) -> None:
        """« A, B et C figurent parmi les pays qui ont voté contre »: what is told of the pays is told of A, B and C."""
        for verb in scene.verbs:
            if not verb.lemmas & _AMONG or verb.negated or not verb.finite:
                continue
            group = next((m for m in scene.after(verb.last) if m.first - verb.last <= 3), None)
            if group is None or group.kind != "group" or scene.preposition(group) != "parmi":
                continue
            if not isinstance(group.node, Node) or head_key(scene.tokens[group.head].text) in self._agents:
                continue  # « parmi les signataires » is said by a frame
            fits: Fits = lambda m, group=group: _is_actor(m) and m is not group  # type: ignore[misc]  # noqa: E731
            found = arguments.subject(verb, fits)
            members = [m.node for m in (scene.group(found) if found is not None else ()) if isinstance(m.node, Node)]
            if members and not group.node.members:
                group.node.members, group.node.counted = members, not group.weak

    # ---- verbs

    def _fitting(self, verb: Verb, scene: Scene) -> list[_Trigger]:
        """Triggers of the verb; those with a fixed complement (« prendre part ») exclude the bare ones."""
        found = [t for lemma in sorted(verb.lemmas) for t in self._verbs.get(lemma, [])]
        of_any = self._of_any(verb)
        voice = "participle" if verb.tense == "participle" else "reflexive" if verb.reflexive else verb.voice
        fitting = []
        for trigger in found:
            voices = trigger.frame.voice
            if trigger.reflexive and not verb.reflexive and voice != "participle":
                continue
            if voices and voice not in voices and not (trigger.reflexive and "reflexive" not in voices):
                continue
            if not voices and voice == "reflexive" and not trigger.reflexive:
                continue
            fitting.append(trigger)
        bare = [t for t in fitting if not t.tail]
        ends = {id(t): end for t in fitting if t.tail and (end := self._tail_end(verb, t.tail, scene))}
        tailed = [t for t in fitting if id(t) in ends]
        if not tailed:
            return [*bare, *of_any]
        end = max(ends.values())
        if any(verb.last <= m.first < end for m in scene.actual):
            said = {t.relation for t in tailed}
            whole = any(len(t.tail) > 2 for t in tailed)  # « déposer ses instruments de ratification »
            return [*tailed, *(t for t in bare if not whole and t.relation not in said), *of_any]
        verb.last = max(verb.last, end)
        return [*tailed, *of_any]

    def _of_any(self, verb: Verb) -> list[_Trigger]:
        """The frames that hold whatever the (finite) verb."""
        if not verb.finite:
            return []
        return [t for t in self._verbs.get(ANY_VERB, []) if not t.frame.voice or verb.voice in t.frame.voice]

    def _tail_end(self, verb: Verb, tail: tuple[str, ...], scene: Scene) -> int | None:
        words = _tokens(tail)
        if words[0] not in scene.words:
            return None
        limit = min(verb.last + 14, scene.sentence.last)
        another = min((v.first for v in scene.verbs if v.finite and v.first >= verb.last), default=limit)
        for i in range(min(verb.head + 1, verb.last), min(another + 1, limit)):
            if scene.tokens[i].low == words[0] and [t.low for t in scene.tokens[i : i + len(words)]] == words:
                return i + len(words)
        return None

    def _of_verb(self, verb: Verb, trigger: _Trigger, scene: Scene, arguments: Arguments) -> Iterator[Draft]:
        frame = trigger.frame
        status = frame.status or self._status.of_verb(verb, scene, trigger.relation)
        if frame.status and verb.negated:
            status = None
        refused = self._status.of_refusal(verb, scene) if status is None and trigger.relation in _REFUSABLE else None
        status = status or refused
        if status is None and self._watch is None:
            return
        objects = self._fill(verb, frame.object, "patient", scene, arguments)
        if trigger.tail and "" not in frame.object.prep and (end := self._tail_end(verb, trigger.tail, scene)):
            # « s'ajouter à la liste des coauteurs »: the list is how it is said, no text
            objects = [o for o in objects if not frame.object.prep or not verb.last <= o.first < end <= o.last]
        if not objects and self._watch is None:
            return
        subjects = self._in_name_of(verb, trigger, scene) or self._fill(verb, frame.subject, "actor", scene, arguments)
        if (
            not subjects
            and objects
            and trigger.relation == "adopts"
            and verb.voice == "passive"
            and not frame.subject.prep
            and not self._by_someone(verb, scene)
        ):
            subjects = self._adopting_body(objects)
        asked = [o for o in objects if not (o.weak and isinstance(o.node, Node) and o.node.plural)]
        if not subjects and trigger.relation == "requests" and verb.finite and asked:
            subjects = self._those_behind(verb, arguments)
        extra_subjects, extra_objects = self._company(
            frame,
            lambda role, fits: (
                arguments.complement_of(verb, fits, role.prep)
                if verb.tense == "participle"
                else arguments.complement(verb, role.prep, fits)
            ),
            scene,
        )
        if not extra_subjects and frame.with_ is not None and self._jointly(verb, scene):
            extra_subjects = self._partner(verb, frame.with_, scene, arguments)
        if not subjects and verb.voice == "passive":
            subjects, extra_subjects = extra_subjects, []
        self._tried(trigger, (verb.first, verb.last), status, subjects + extra_subjects, objects + extra_objects)
        if status is None or not subjects or not objects:
            return
        if frame.object.as_ == "actor" and trigger.relation in self._ontology.symmetric:
            # « A et B vont coopérer »: the two sides of one subject, where no third is named (« avec C »)
            third = arguments.complement(verb, ("avec",), self._fitter(frame.object, scene))
            if len(subjects) != 2 or third is not None or _ENEMIES & scene.words:
                return
        if trigger.of_any and (objects if frame.subject.prep else subjects)[0].first > verb.first:
            return  # « …, a fait savoir le ministre »: a tag is of another clause
        if trigger.of_any and any(verb.last <= v.first < objects[0].first for v in scene.verbs):
            return  # « y voit le prolongement du plan adopté lors du sommet »: said of the nearer verb
        kind = verb.tense if verb.tense in ("participle", "infinitive", "gerund") else verb.voice
        for draft in self._drafts(
            trigger, subjects + extra_subjects, objects + extra_objects, status, (verb.first, verb.last), kind, scene
        ):
            draft.relation = "opposes" if refused else draft.relation
            if draft.relation == "adopts" and subjects and draft.subject.type == "OrganizationalBody":
                self._adopter = draft.subject
            if draft.relation == "adopts" and draft.object is not None:
                self._adopters.setdefault(id(draft.object), []).append(draft.subject)
            draft.method = draft.method or (self._method(verb, scene) if trigger.relation == "adopts" else None)
            yield draft

    def _those_behind(self, verb: Verb, arguments: Arguments) -> list[Mention]:
        """« Le texte invite les États à … »: a text asks in the name of those who adopted it."""
        text = arguments.actor(
            verb, lambda m: isinstance(m.node, Node) and self._ontology.is_a(m.node.type, "Instrument")
        )
        if text is None or not isinstance(text.node, Node):
            return []
        if text.node.type == "Resolution":
            return self._adopting_body([text])
        behind = [n for n in dict.fromkeys(self._adopters.get(id(text.node), ())) if n.type != "State"]
        return [Mention(text.first, text.last, text.head, "registry", n.type, node=n) for n in behind]

    def _in_name_of(self, verb: Verb, trigger: _Trigger, scene: Scene) -> list[Mention]:
        """« a apporté le soutien du Royaume à … »: whose support it is, whoever brings it."""
        taken = trigger.frame.object.prep  # « fait partie de la Communauté »: that complement is the other side
        if (
            not trigger.tail
            or not taken
            or {"", "de"} & set(taken)
            or trigger.frame.subject.prep
            or verb.voice == "passive"
        ):
            return []
        end = self._tail_end(verb, trigger.tail, scene)
        fits = self._fitter(trigger.frame.subject, scene)
        near = next((m for m in scene.after(end) if m.first - end <= 1), None) if end else None
        if near is None or scene.preposition(near) != "de" or not fits(near):
            return []
        return [near] if self._ontology.is_a(near.type, "State", "Organization") else []

    def _by_someone(self, verb: Verb, scene: Scene) -> bool:
        """« endossée par plus de 140 coauteurs »: an agent is named, although it is no mention; « par 159 voix » names none."""
        after = [t.low for t in scene.tokens[verb.last : min(verb.last + 5, scene.sentence.last)]]
        return after[:1] == ["par"] and not any(w in _MANNERS for w in after[1:])

    def _jointly(self, verb: Verb, scene: Scene) -> bool:
        return any(t.low in ("conjointement", "ensemble") for t in scene.tokens[verb.last : verb.last + 2])

    def _partner(self, verb: Verb, role: Role, scene: Scene, arguments: Arguments) -> list[Mention]:
        """« sollicité par X pour présenter conjointement … »: jointly with the one who asked."""
        governor = arguments.governor(verb)
        fits = self._fitter(role, scene)
        return self._spread(arguments.actor(governor, fits), fits, scene) if governor is not None else []

    def _method(self, verb: Verb, scene: Scene) -> str | None:
        words = " ".join(t.low for t in scene.tokens[verb.last : verb.last + 6])
        for cue, method in (
            ("consensus", "consensus"),
            ("unanimité", "unanimity"),
            ("acclamation", "acclamation"),
            ("voix", "vote"),
            ("un vote", "vote"),
        ):
            if cue in words:
                return method
        return None

    def _fill(self, verb: Verb, role: Role, default: str, scene: Scene, arguments: Arguments) -> list[Mention]:
        if role.type[0] in LITERALS:
            return self._literal(verb.head, role, scene)
        fits = self._fitter(role, scene)
        if role.prep and verb.tense == "participle" and arguments.carries_noun(verb):
            # « dans un cadre intégré »: nothing before it is its own
            found = arguments.complement_of(verb, fits, role.prep)
        elif role.prep:
            found = arguments.complement(verb, role.prep, fits) or self._there(verb, role, fits, scene)
            if found is None and "" in role.prep:
                found = self._clitic(verb, role, fits, scene)
        elif (role.as_ or default) == "actor":
            found = arguments.actor(verb, fits)
        else:
            found = arguments.patient(verb, fits) or self._clitic(verb, role, fits, scene)
        if found is None and role.understood and not self._said_by_relative(verb, role):
            found = self._here(verb.first, verb.last, fits, scene) or self._understood(verb, role)
        return self._spread(found, fits, scene)

    def _here(self, first: int, last: int, fits: Fits, scene: Scene) -> Mention | None:
        """What the same sentence names before tokens [first, last), or after: « le texte a recueilli 12 voix, la Chine s'abstenant »."""

        def told(mention: Mention) -> bool:
            node = mention.node
            named = mention.determiner or mention.proper or mention.kind == "registry"
            return isinstance(node, Node) and node.type != "Visit" and not node.plural and bool(named) and fits(mention)

        return next((m for m in (*scene.before(first), *scene.after(last)) if told(m)), None)

    def _said_by_relative(self, verb: Verb, role: Role) -> bool:
        """« le programme Nord, dont Oslo souhaite devenir membre »: what « dont » stands for is told, known or not."""
        clause = verb.clause
        return isinstance(clause, Clause) and clause.opener == "dont" and "de" in role.prep

    def _understood(self, verb: Verb, role: Role) -> Mention | None:
        """« Se sont abstenus la Chine et la Russie »: the text or meeting last spoken of."""
        return self._told_most(verb.first, role)

    def _there(self, verb: Verb, role: Role, fits: Fits, scene: Scene) -> Mention | None:
        """« leur souhait d'y entrer », « elle lui allouera 40 millions »: the nearest thing before it that fits."""
        wanted = {"y": {"à", "dans"}, "en": {"de"}, "lui": {"à"}, "leur": {"à"}}.get(verb.clitic)
        if wanted is None or not wanted & set(role.prep) or (verb.tense == "gerund" and "Place" in role.type):
            return None  # « les membres y siégeant »: in a body, not in the place named before
        if verb.clitic in ("lui", "leur"):  # said of no one but whom the sentence before is about
            return self._told_most(verb.first, role, verb.clitic == "leur", _THINGS)
        if verb.clitic == "en" and any(self._ontology.is_a("State", kind) for kind in role.type):
            return None  # « en profiter », « en bénéficier » say little of whom
        own = self._own_subject(verb, scene)
        near = next((m for m in scene.before(verb.first) if fits(m) and m not in own), None)
        if verb.clitic == "en" and near is not None:  # « L'Otan compte 32 membres : la Suède en est devenue membre »
            apart = any(t.text in (":", ";") for t in scene.tokens[near.last : verb.first])
            near = near if apart and scene.preposition(near) == "" else None
        return near or self._told_most(verb.first, role)

    def _told_most(self, at: int, role: Role, plural: bool = False, things: tuple[str, ...] = ()) -> Mention | None:
        """What the text so far, before this sentence, tells most of among the things of the role's classes (and of `things`).

        Of equals, the last; one in the sentence just before counts for more.
        """
        is_a, lately = self._ontology.is_a, self._just_before
        told = [
            n
            for n in self._earlier
            if is_a(n.type, *role.type) and n.plural == plural and (not things or is_a(n.type, *things))
        ]
        if set(role.type) <= {"Occasion", "Forum"}:  # « y prendre part »: to a meeting
            told = [n for n in told if is_a(n.type, "Occasion", "ForumSeries")]
            told = [n for n in lately if n in told][:1] or told
        texts = [n for n in told if n in lately and is_a(n.type, "Instrument")]
        if texts and any(is_a(kind, "Instrument") for kind in role.type):
            told = texts  # « s'y opposer »: of what may be opposed, a text
        weight = {id(n): sum(n is o for o in told) + _LATELY * any(n is o for o in lately) for n in told}
        node = max(told, key=lambda n: weight[id(n)], default=None)
        return Mention(at, at + 1, at, "pronoun", node.type, node=node) if node is not None else None

    def _own_subject(self, verb: Verb, scene: Scene) -> tuple[Mention, ...]:
        """Who or what does it, and everything coordinated: « le Japon et l'Union y ont souscrit » is to a third thing."""
        if not verb.finite:
            return ()
        found = Arguments(scene).subject(verb, lambda m: isinstance(m.node, Node))
        return scene.group(found) if found is not None else ()

    def _clitic(self, verb: Verb, role: Role, fits: Fits, scene: Scene) -> Mention | None:
        """« pour les accompagner », « ils l'avaient coparrainé »: the nearest thing before it that fits in number."""
        if verb.clitic not in ("le", "la", "l'", "les"):
            return None
        plural = verb.clitic == "les"
        own = self._own_subject(verb, scene)
        for mention in scene.before(verb.first):
            node = mention.node
            if (
                mention not in own
                and isinstance(node, Node)
                and fits(mention)
                and (node.plural or len(scene.group(mention)) > 1 or mention.type == "CountryGroup") == plural
            ):
                return mention
        return self._told_most(verb.first, role, plural, _THINGS)

    def _literal(self, token: int, role: Role, scene: Scene) -> list[Mention]:
        """The nearest date or quantity of the trigger's clause."""
        clause = scene.clause_of.get(token)
        near = [
            m
            for m in scene.mentions
            if m.kind == role.type[0]
            and m.value
            and scene.clause_of.get(m.first) is clause
            and not self._belongs_elsewhere(m, token, scene)
        ]
        return sorted(near, key=lambda m: abs(m.first - token))[:1]

    def _belongs_elsewhere(self, date: Mention, token: int, scene: Scene) -> bool:
        """A date set right after an occasion's name is that occasion's (« les Assises (1-2 juillet) »)."""
        before = next((m for m in scene.before(date.first)), None)
        if before is None or before.first < token or not self._ontology.is_a(before.type, "Occasion", "ForumSeries"):
            return False
        return date.first - before.last <= 1

    def _adopting_body(self, objects: list[Mention]) -> list[Mention]:
        """An unnamed adopter: the body inside the text's own name (« la résolution des Nations unies »)."""
        for mention in objects:
            if isinstance(mention.node, Node) and mention.node.type == "Resolution":
                body = mention.node.of or self._adopter or self._default_body
                if body is not None:
                    return [Mention(mention.first, mention.first, mention.first, "registry", body.type, node=body)]
        return []

    # ---- nouns

    def _words(self, scene: Scene) -> Iterator[tuple[int, int, str]]:
        """Nouns of the sentence that may be triggers, the longest phrase first: (first, last, folded)."""
        i = scene.sentence.first
        inside = {v.head for v in scene.verbs}
        while i < scene.sentence.last:
            token, step = scene.tokens[i], 1
            if token.fold not in self._openings or i in inside or token.pos in ("VERB", "AUX", "DET", "PUNCT"):
                i += 1
                continue
            for length in (4, 3, 2, 1):
                if i + length > scene.sentence.last or (token.pos == "ADP" and length == 1):
                    continue
                key = head_key(scene.text.slice(i, i + length))
                if key in self._nouns or key in self._agents:
                    yield i, i + length, key
                    step = length
                    break
            i += step

    def _of_noun(self, first: int, last: int, trigger: _Trigger, scene: Scene, arguments: Arguments) -> Iterator[Draft]:
        if any(m.kind in ("registry", "person") and m.first <= first < m.last for m in scene.actual):
            return
        frame = trigger.frame
        carriers = frozenset(base_verb(v) for v in (*frame.support, *SUPPORT))
        carrier = arguments.carrier(first, carriers)
        if carrier is not None and scene.verb_between(carrier.last, first):
            carrier = None  # « veulent nouer un pacte, qui comprendrait l'achat de puces, la création d'un fonds »
        status = frame.status or self._status.of_noun(first, scene, carrier, trigger.relation)
        if status is None:
            return
        own = frozenset(base_verb(v) for v in frame.support)
        objects = self._noun_side(first, last, frame.object, ("de",), scene, arguments, own)
        if not objects and (planned := self._planned_for(first, scene, arguments)) is not None:
            objects, status = self._fill(planned, frame.object, "patient", scene, arguments), "planned"
        if frame.object.as_ == "actor":
            side = self._fitter(frame.object, scene)
            objects = self._spread(arguments.bearer(first, own, side), side, scene)
            carrier = None
        between = scene.tokens[carrier.head : first] if carrier is not None else ()
        if trigger.relation == "launches" and any(t.low in ("soutien", "appui", "adhésion") for t in between):
            return  # « ont apporté leur soutien à la création d'un fonds »: no founders
        if carrier is not None and self._under_other_noun(carrier.last, first, trigger, scene):
            carrier = None
        taken = set(objects)
        prepositions = tuple(p for p in (frame.subject.prep or ("par", "de")))
        fits = self._fitter(frame.subject, scene)
        free: Fits = lambda m: fits(m) and m not in taken  # noqa: E731
        found = arguments.of_noun(last, prepositions, free)
        if found is None:
            found = self._inside(first, last, prepositions, free, scene) or arguments.recipient(last, free)
        if found is None and "de" in prepositions and carrier is None:
            found = arguments.whose(first, free)  # « l'agence, dont le siège se trouve à Rabat »
        named = frame.subject.prep == ("entre",)  # the parties stand there: « un accord entre A et B »
        if found is None and carrier is not None and not carrier.lemmas & _REACTIONS and not named:
            found = arguments.actor(carrier, free) or (
                arguments.subject(carrier, free) if carrier.voice == "passive" else None
            )
        if found is None and self._possessed(first, scene):
            found = next((m for m in scene.before(first) if free(m) and scene.preposition(m) == ""), None)
        subjects = [m for m in self._spread(found, fits, scene) if m not in taken]
        if not subjects and objects and trigger.relation == "adopts":
            subjects = self._adopting_body(objects)
        if objects and trigger.relation in ("adopts", "signs"):
            yield from self._circumstances(first, last, objects, status, scene)
        if trigger.relation in self._ontology.symmetric:
            if not objects and len(subjects) >= 2:
                subjects, objects = subjects[:1], subjects[1:]
            elif not subjects and len(objects) >= 2:
                subjects, objects = objects[:1], objects[1:]
        self._tried(trigger, (first, last), status, subjects, objects)
        if not subjects or not objects:
            return
        more_subjects, more_objects = self._company(frame, lambda role, f: arguments.of_noun(last, role.prep, f), scene)
        yield from self._drafts(
            trigger, subjects + more_subjects, objects + more_objects, status, (first, last), "noun", scene
        )

    def _circumstances(
        self, first: int, last: int, objects: list[Mention], status: str, scene: Scene
    ) -> Iterator[Draft]:
        """« l'adoption à New York, en septembre, du Pacte »: place and day of a text's adoption or signing."""
        end = max(m.first for m in objects)
        for m in scene.mentions:
            if not last <= m.first < end:
                continue
            for object_ in objects:
                node = object_.node
                assert isinstance(node, Node)
                span = (first, max(object_.last, m.last))
                if m.kind == "date" and m.value:
                    yield Draft(node, "date", None, m.value, status, first, *span, 0.85, "noun#date", date=m.value)
                elif isinstance(m.node, Node) and m.node.type == "Place" and scene.preposition(m) == "à":
                    yield Draft(node, "heldIn", m.node, "", status, first, *span, 0.85, "noun#heldIn")

    def _planned_for(self, first: int, scene: Scene, arguments: Arguments) -> Verb | None:
        """« la résolution est prévue pour adoption », « soumise à ratification »: the verb whose subject the noun acts on."""
        if scene.tokens[first - 1].low not in ("pour", "à") or first - 2 < scene.sentence.first:
            return None
        return next((v for v in scene.verbs if v.last == first - 1 and v.voice == "passive"), None)

    def _under_other_noun(self, start: int, first: int, trigger: _Trigger, scene: Scene) -> bool:
        """« participe aux négociations pour la rédaction de … »: the verb carries the first noun, not the one below it."""
        words = scene.tokens[start:first]
        if any(t.low in ("et", ",") for t in words):
            return False
        return any(
            t.pos == "NOUN" and any(x.relation != trigger.relation for x in self._nouns.get(head_key(t.text), []))
            for t in words
        )

    def _noun_side(
        self,
        first: int,
        last: int,
        role: Role,
        default: tuple[str, ...],
        scene: Scene,
        arguments: Arguments,
        support: frozenset[str] = frozenset(),
    ) -> list[Mention]:
        if role.type[0] in LITERALS:
            return self._literal(first, role, scene)
        fits = self._fitter(role, scene)
        if role.as_ == "actor":
            return []
        found = arguments.of_noun(last, role.prep or default, fits)
        if found is None:
            # « la présidence du Forum » read as one phrase: the side stands inside the noun phrase itself.
            holder = next((m for m in scene.actual if m.first <= first < m.last), None)
            found = next((i for i in holder.inner if i.first >= last and fits(i)), None) if holder is not None else None
        if found is None and role.prep and (told := arguments.told_of(first, last)) is not None:
            found = arguments.complement_of(told, fits, role.prep) if told.lemmas & support else None
        if found is None and "de" in (role.prep or default):
            found = arguments.whose(first, fits) or self._owner(first, role, fits, scene)
        if found is None and "de" in (role.prep or default) and self._said_with_en(first, scene):
            found = self._told_most(first, role)
        if found is None and role.understood:
            found = self._here(first, last, fits, scene)
        return self._spread(found, fits, scene)

    def _said_with_en(self, first: int, scene: Scene) -> bool:
        """« L'Espagne en assurera la présidence »: the verb that carries the noun has « en » before it."""
        clause = scene.clause_of.get(first)
        verb = next((v for v in reversed(scene.verbs) if v.last <= first and v.clause is clause), None)
        return verb is not None and verb.clitic == "en" and first - verb.last <= 6

    def _owner(self, first: int, role: Role, fits: Fits, scene: Scene) -> Mention | None:
        """« parmi ses signataires », « sa rédaction »: the text before it, here or earlier, that has such a thing."""
        if scene.tokens[first - 1].low not in _POSSESSIVES or first == scene.sentence.first:
            return None
        if not all(self._ontology.is_a(kind, "Instrument") for kind in role.type):
            return None  # « sa présidence » is the owner's own
        near = next((m for m in scene.before(first) if fits(m) and m.kind != "pronoun"), None)
        return near or self._told_most(first, role)

    def _inside(self, first: int, last: int, prepositions: tuple[str, ...], fits: Fits, scene: Scene) -> Mention | None:
        """« la visite de Mme Kallas » read as one phrase: the side stands inside it, after one of the prepositions."""
        holder = next((m for m in scene.actual if m.first <= first < m.last), None)
        for inner in holder.inner if holder is not None else ():
            own = CONTRACTED.get(scene.tokens[inner.first].low) or scene.tokens[inner.first - 1].low
            if inner.first >= last and {"d'": "de"}.get(own, own) in prepositions and fits(inner):
                return inner
        return None

    def _possessed(self, first: int, scene: Scene) -> bool:
        words = [t.low for t in scene.tokens[max(scene.sentence.first, first - 2) : first]]
        return any(w in _POSSESSIVES for w in words)

    def _of_agent(
        self, first: int, last: int, trigger: _Trigger, scene: Scene, arguments: Arguments
    ) -> Iterator[Draft]:
        """Agent nouns: « X, coprésident du Forum », « X est partenaire de Y », « les coprésidents du Forum, X et Y »."""
        frame = trigger.frame
        fits = self._fitter(frame.subject, scene)
        objects = self._noun_side(first, last, frame.object, ("de",), scene, arguments)
        if not objects:
            side = self._fitter(frame.object, scene)
            objects = self._spread(arguments.whose(first, side), side, scene)
        if not objects:
            self._tried(trigger, (first, last), "ongoing", [], [])
            return
        holder = next((m for m in scene.actual if m.kind == "person" and m.first <= first < m.last and fits(m)), None)
        copula = arguments.carrier(first, frozenset({"être", "devenir", "rester", "demeurer", "élire"}))

        def asked(m: Mention) -> bool:
            """« Elle a invité les signataires »."""
            between = [v for v in scene.verbs if m.last <= v.first < first and v.finite and v.voice == "active"]
            return any(v is not copula for v in between)

        found = holder or next(
            (
                m
                for m in scene.before(first)
                if scene.preposition(m) == "" and fits(m) and first - m.last <= 3 and m not in objects and not asked(m)
            ),
            None,
        )
        if found is None and copula is not None:
            found = arguments.subject(copula, fits)
        if found is None:
            found = (
                arguments.apposed(first, fits)
                or arguments.fronted(first, max(m.last for m in objects), fits)
                or arguments.among(first, fits)
            )
        subjects = [m for m in self._spread(found, fits, scene) if m not in objects]
        status = self._status.of_verb(copula, scene, trigger.relation) if copula is not None else "ongoing"
        status = frame.status if status is not None and frame.status else status
        if copula is not None and copula.negated:
            status = None
        elif status == "ongoing" and trigger.relation == "hosts" and self._is_next(objects, scene):
            status = "planned"
        self._tried(trigger, (first, last), status, subjects, objects)
        if not subjects or status is None:
            return
        more_subjects, more_objects = self._company(frame, lambda role, f: arguments.of_noun(last, role.prep, f), scene)
        yield from self._drafts(
            trigger, subjects + more_subjects, objects + more_objects, status, (first, last), "agent", scene
        )

    @staticmethod
    def _is_next(objects: list[Mention], scene: Scene) -> bool:
        """« hôte de la prochaine édition »: it is still to come."""
        return any(t.low in ("prochain", "prochaine") for m in objects for t in scene.tokens[m.first : m.last])

    def _tried(
        self,
        trigger: _Trigger,
        span: tuple[int, int],
        status: str | None,
        subjects: list[Mention],
        objects: list[Mention],
    ) -> None:
        """Tell whoever watches what a frame found."""
        if self._watch is not None:
            self._watch.attempt(trigger, span, status, (subjects, objects))

    # ---- sides

    def _fitter(self, role: Role, scene: Scene) -> Fits:
        def fits(mention: Mention) -> bool:
            node = mention.node
            if mention.kind == "noun" and self._is_deed(mention, scene):
                return False
            return isinstance(node, Node) and (
                self._ontology.is_a(node.type, *role.type)
                or (node.capital_of is not None and self._ontology.is_a("State", *role.type))
                or (node.type in _CONVENED and self._ontology.is_a("ForumEdition", *role.type))
            )

        return fits

    def _is_deed(self, mention: Mention, scene: Scene) -> bool:
        """« leurs instruments de ratification »: a phrase that the lexicon knows for what is done is no text to be done with."""
        words = head_key(scene.text.slice(mention.core, mention.last))
        return any(t.relation in _TREATY_ACTS for t in self._nouns.get(words, ()))

    def coerce(self, node: Node, types: tuple[str, ...]) -> Node | None:
        """The node as one of the classes: itself, for a capital its state, for a series the edition spoken of."""
        if self._ontology.is_a(node.type, *types):
            return node
        if node.capital_of is not None and self._ontology.is_a("State", *types):
            state = self._linker.entry_node(node.capital_of)
            state.add_form(node.label)
            return state
        if node.type in _CONVENED and self._ontology.is_a("ForumEdition", *types):
            return self._linker.editions.of(node)
        return None

    def _spread(self, found: Mention | None, fits: Fits, scene: Scene) -> list[Mention]:
        """A side with everything coordinated to it."""
        if found is None:
            return []
        if found.kind == "pronoun" and scene.tokens[found.first].low in ("celui", "celle", "ceux", "celles"):
            return [found]  # « l'institut ou celui prévu à Dakhla »: what is said of it is said of it alone
        side = [m for m in scene.group(found) if m is found or fits(m)]
        whole = next(
            (m for m in scene.actual if isinstance(m.node, Node) and m.node.counted and found.node in m.node.members),
            None,
        )
        return [*([whole] if whole is not None and whole not in side and fits(whole) else []), *side]

    def _company(
        self, frame: Frame, find: Callable[[Role, Fits], Mention | None], scene: Scene
    ) -> tuple[list[Mention], list[Mention]]:
        role = frame.with_
        if role is None:
            return [], []
        fits = self._fitter(role, scene)
        found = self._spread(find(role, fits), fits, scene)
        return (found, []) if role.role != "object" else ([], found)

    def _drafts(
        self,
        trigger: _Trigger,
        subjects: list[Mention],
        objects: list[Mention],
        status: str,
        span: tuple[int, int],
        kind: str,
        scene: Scene,
    ) -> Iterator[Draft]:
        seen: set[tuple[int, int]] = set()
        for subject in dict.fromkeys(subjects):
            for object_ in dict.fromkeys(objects):
                for s in self._nodes(subject, trigger.frame.subject, trigger.frame.with_):
                    for o in self._nodes(object_, trigger.frame.object, None):
                        if isinstance(s, str) or s is o or (id(s), id(o)) in seen:
                            continue
                        common = object_.kind == "noun" and not object_.proper
                        if (
                            (trigger.relation == "visits" and object_.kind == "noun")
                            or (trigger.relation == "locatedIn" and common)
                            or (
                                trigger.relation == "heldIn"
                                and common
                                and scene.tokens[object_.last - 1].low in _ANY_PLACE
                            )
                        ):
                            continue  # « dans la salle », « au siège »
                        hopeful = (
                            trigger.relation in ("heldIn", "locatedIn")
                            and status in (("aspired", "planned") if trigger.relation == "heldIn" else ("aspired",))
                            and trigger.frame.object.as_
                        )
                        if hopeful and isinstance(o, Node) and o.capital_of is not None:
                            continue  # « Rabat abritera le Forum », somewhere in the country: the state does
                        s = self._host_state(s, trigger.relation)
                        if trigger.relation == "partnersWith" and isinstance(o, Node):
                            s, o = self._for_state(s, o), self._for_state(o, s)
                            if s is o or (trigger.frame.object.as_ and "Person" in (s.type, o.type)):
                                continue  # « A et B ont signé un accord »: those they sign for, where it is said
                        seen.add((id(s), id(o)))
                        first = min(span[0], subject.first, object_.first)
                        last = max(span[1], subject.last, object_.last)
                        yield Draft(
                            s, trigger.relation, o if isinstance(o, Node) else None, o if isinstance(o, str) else "", status, span[0], first, last,
                            CONFIDENCE[kind] - (0.1 if "pronoun" in (subject.kind, object_.kind) else 0), trigger.rule, scene.clause_of.get(span[0]),
                            method=trigger.frame.method,
                        )  # fmt: skip

    def _for_state(self, side: Node, other: Node) -> Node:
        """« Le ministre canadien a scellé un partenariat avec l'Allemagne »: whoever holds an office binds its state or body."""
        if side.type != "Person" or (other.type == "Person" and not (other.states or other.office)):
            return side
        return self._linker.entry_node(next(iter(side.states))) if len(side.states) == 1 else side.office or side

    def _host_state(self, node: Node, relation: str) -> Node:
        """« Bruxelles accueille le sommet »: a capital stands for its state where a place cannot act."""
        if node.capital_of is not None and not self._ontology.allows(relation, node.type, None):
            return self.coerce(node, ("State",)) or node
        return node

    def _nodes(self, mention: Mention, role: Role, company: Role | None) -> list[Node | str]:
        """The nodes of a mention in a role, a group of two spelled out, a capital read as its state; a literal as its value."""
        if mention.kind in LITERALS:
            return [mention.value]
        node = mention.node
        assert isinstance(node, Node)
        types = (*role.type, *(company.type if company is not None else ()))
        members = [node, *node.members] if node.members and node.counted else node.members or [node]
        found: list[Node | str] = []
        for member in members:
            found.append(self.coerce(member, types) or member)
        return found
