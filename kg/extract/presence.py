"""Who was there: whoever speaks, acts or is told of at a meeting takes part in it, whatever the verb.

« le sommet d'Antalya, où M. Aliyev a défendu … », « elle y a rencontré … », « Au Forum de Doha, le ministre a plaidé … »:
no verb of attendance is said, and attendance is stated all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.extract.arguments import Arguments
from kg.extract.draft import Draft
from kg.extract.link import Linker
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.status import StatusReader
from kg.extract.verbs import Verb
from kg.extract.when import dates_of
from kg.lexicon import classes

_CONFIDENCE = 0.75
Fits = Callable[[Mention], bool]
# « y » after these is no place where someone is: « il y a », « y voir », « y renoncer », « y adhérer », « y consacrer ».
_NOT_THERE = frozenset(
    "avoir voir renoncer adhérer souscrire consacrer verser opposer contribuer mettre être croire tenir ajouter rallier joindre "
    "contraindre pourvoir songer aspirer prétendre entrer accéder figurer participer investir tenter faire procéder accueillir organiser "
    "héberger abriter dérouler ouvrir recevoir apporter répondre".split()
)
_MEETING = ("ForumEdition", "Meeting")
# Where someone speaks when the meeting itself is not named again.
_ON_THE_SPOT = [
    p.split()
    for p in (
        "à l' ouverture",
        "à l' entame",
        "à la clôture",
        "en ouverture",
        "en clôture",
        "à la tribune",
        "devant les participants",
        "devant les délégués",
        "devant les délégations",
        "devant l' assistance",
        "devant ses pairs",
        "devant ses homologues",
        "au cours des débats",
        "lors des débats",
    )
]
_THERE_TOO = re.compile(
    r"(?:(?:également|aussi|lui aussi|elle aussi) )?(?:présente?s?|venue?s?|accourue?s?|invitée?s?)(?: (?:lui|elle|eux) aussi| sur place)? ,"
    r"|à (?:ses|leurs) côtés (?:,|se )|(?:parmi|au nombre de) les (?:invités|participants|orateurs|intervenants|convives) ,"
)
_AT = (
    "",
    "à",
    "lors de",
    "à l'issue de",
    "à l'occasion de",
    "au terme de",
    "pour",
    "en clôture de",
    "au cours de",
    "par",
)
_GATHERING = frozenset("réunir rassembler retrouver".split())
_REPRESENTING = frozenset({"représenter"})


class PresenceReader:
    """Reads scenes in order; remembers the meeting last spoken of."""

    def __init__(self, status: StatusReader, linker: Linker, mentions: Iterable[Mention] = ()) -> None:
        self._status, self._linker = status, linker
        self._is_a = classes.load().is_a
        self._spoken_of: Node | None = None
        told = [m.node for m in mentions if self._meeting(m) and m.kind != "pronoun" and isinstance(m.node, Node)]
        # What the text is about, for a lead that tells of it before naming it (« Réunis jeudi à Lomé, les ministres … »).
        known = [n for n in told if n.proper or n.entry is not None or sum(n is other for other in told) > 1]
        self._main = max(known, key=lambda n: sum(n is other for other in told), default=None)
        self._since = 0
        self._main_told = False

    def read(self, scene: Scene) -> Iterator[Draft]:
        """Drafts of `participatesIn` that no verb of attendance says."""
        arguments = Arguments(scene)
        for verb in scene.verbs:
            if not verb.finite or verb.negated or verb.voice == "passive":
                continue
            meeting = (
                self._where(verb, scene)
                or self._fronted(verb, scene)
                or self._on_the_spot(verb, scene)
                or self._there_too(verb, scene)
            )
            if meeting is not None:
                yield from self._present(verb, meeting, scene, arguments)
        yield from self._represented(scene, arguments)
        yield from self._gathered(scene, arguments)
        self._since += 1
        for mention in scene.actual:
            # « la 46e session de la Conférence », « en marge du Sommet »: not where things happen.
            aside = scene.preposition(mention) in (
                "de",
                "en marge de",
                "à la veille de",
                "en prélude à",
                "avant",
                "après",
            )
            aside = aside or self._to_come(mention, scene)
            if self._meeting(mention) and isinstance(mention.node, Node) and not aside:
                self._spoken_of, self._since = mention.node, 0
                self._main_told = self._main_told or mention.node is self._main

    def _meeting(self, mention: Mention) -> bool:
        node = mention.node
        return isinstance(node, Node) and self._is_a(node.type, *_MEETING, "ForumSeries") and not node.plural

    def _to_come(self, mention: Mention, scene: Scene) -> bool:
        """« Le Caire recevra le sommet de 2027 »: what is yet to come is no place where things just happened."""
        clause = scene.clause(mention)
        verb = next(
            (v for v in reversed(scene.verbs) if v.clause is clause and v.finite and v.last <= mention.first), None
        )
        return verb is not None and verb.tense.startswith(("future", "conditional"))

    def _where(self, verb: Verb, scene: Scene) -> Mention | None:
        """The meeting that « y » or « où » before the verb stands for."""
        if verb.clitic == "y" and not verb.lemmas & _NOT_THERE:
            near = next((m for m in scene.before(verb.first) if self._meeting(m)), None)
            if near is None and self._spoken_of is not None:
                near = Mention(verb.first, verb.first + 1, verb.first, "pronoun", self._spoken_of.type)
                near.node = self._spoken_of
            return near
        clause = scene.clause_of[verb.first]
        if clause.kind != "relative" or clause.opener != "où" or verb.reflexive:
            return None
        before = [m for m in scene.before(clause.before + 1) if clause.before + 1 - m.last <= 8]
        if before and self._is_a(before[0].type, "Place") and not verb.lemmas & _NOT_THERE:
            # « le Sommet s'est achevé samedi à Paris, où M. Trudeau figurait parmi les intervenants »
            before = [m for m in scene.before(before[0].first) if self._meeting(m)]
        apart = before and scene.preposition(before[0]) in ("avant", "après", "en marge de")
        return before[0] if before and self._meeting(before[0]) and not apart else None

    def _fronted(self, verb: Verb, scene: Scene) -> Mention | None:
        """« Au Forum de Doha, le ministre a plaidé … »."""
        first = next(iter(scene.actual), None)
        if first is None or not self._meeting(first) or scene.preposition(first) != "à":
            return None
        opening = scene.tokens[scene.sentence.first : first.first]
        main = next((v for v in scene.verbs if v.finite), None)
        if main is not verb or any(t.low not in ("à", "au", "aux") for t in opening):
            return None
        between = [m for m in scene.actual if first.last <= m.first < verb.first]
        return first if between and not verb.lemmas & _NOT_THERE else None

    def _on_the_spot(self, verb: Verb, scene: Scene) -> Mention | None:
        """« a plaidé à l'ouverture Mme Mushikiwabo », « À la tribune, il a … »: at the meeting spoken of."""
        phrases = [phrase for phrase in _ON_THE_SPOT if scene.words.issuperset(phrase)]
        words = [t.low for t in scene.tokens[scene.sentence.first : scene.sentence.last]] if phrases else []
        for i in range(len(words)):
            for phrase in phrases:
                end = i + len(phrase)
                if words[i:end] == phrase and words[end : end + 1] not in (["de"], ["du"], ["des"], ["d'"]):
                    at = scene.sentence.first + i
                    near = verb is min((v for v in scene.verbs if v.finite), key=lambda v: abs(v.first - at))
                    return self._standing_for(at) if near else None
        return None

    def _there_too(self, verb: Verb, scene: Scene) -> Mention | None:
        """« Également présent, M. Guterres a … », « À ses côtés, Mme Diop … »: at the meeting spoken of."""
        first = scene.sentence.first
        if verb is not next((v for v in scene.verbs if v.finite), None) or any(self._meeting(m) for m in scene.actual):
            return None
        opening = " ".join(t.low for t in scene.tokens[first : min(first + 7, verb.first)])
        return self._standing_for(first) if _THERE_TOO.match(opening) else None

    def _standing_for(self, at: int) -> Mention | None:
        """The meeting that a pronoun at token `at` would take up: the one the text is about once spoken of, else the last."""
        node = self._main if self._main_told else self._spoken_of
        if node is None:
            return None
        mention = Mention(at, at + 1, at, "pronoun", node.type)
        mention.node = node
        return mention

    def _represented(self, scene: Scene, arguments: Arguments) -> Iterator[Draft]:
        """« Le Maroc était représenté par son ambassadeur », « Représentant le Mali, M. Sy a … »: both were there."""
        for verb in scene.verbs:
            if not verb.lemmas & _REPRESENTING or verb.negated:
                continue
            of_state: Fits = lambda m: isinstance(m.node, Node) and self._is_a(m.node.type, "State", "Organization")  # noqa: E731
            passive = verb.voice == "passive" and verb.finite
            if not passive and verb.tense != "gerund":
                continue
            near = next((m for m in scene.actual if self._meeting(m)), None)
            meeting = near or self._standing_for(verb.first)
            state = arguments.subject(verb, of_state) if passive else arguments.complement_of(verb, of_state)
            person = arguments.actor(verb, self._able)
            if meeting is None or state is None or person is None:
                continue
            status = self._status.of_verb(verb, scene, "participatesIn") if passive else "realised"
            if status is not None:
                yield self._draft(state, meeting, verb, status, scene)
                yield self._draft(person, meeting, verb, status, scene)

    def _gathered(self, scene: Scene, arguments: Arguments) -> Iterator[Draft]:
        """« Réunis jeudi à Lomé, les ministres ont … », « 300 experts se sont réunis à Lomé »: at the meeting the text is about."""
        several: Fits = lambda m: (  # noqa: E731
            isinstance(m.node, Node) and self._is_a(m.node.type, "Actor") and (m.node.plural or m.kind == "group")
        )
        for verb in scene.verbs:
            finite = verb.tense == "perfect" and verb.reflexive and not verb.negated
            if not (verb.tense == "participle" or finite) or not verb.lemmas & _GATHERING:
                continue
            who = arguments.subject(verb, several) if finite else arguments.patient(verb, several)
            if who is None or any(self._meeting(m) for m in scene.actual):
                continue
            meeting = self._of_text(verb.first) if self._spoken_of is None else None
            if meeting is None:
                continue
            yield self._draft(who, meeting, verb, "realised", scene)
            near = [m for m in scene.after(verb.last) if m.first - verb.last <= 6 and scene.preposition(m) == "à"]
            for place in near[:1]:
                if isinstance(place.node, Node) and self._is_a(place.node.type, "Place"):
                    yield self._held(meeting, place, verb, scene)
            days = [m for m in dates_of(scene) if verb.last <= m.first <= verb.last + 8]
            if finite and len(days) == 1 and isinstance(meeting.node, Node):
                held = self._edition(meeting.node)
                told = scene.text.slice(days[0].first, days[0].last)
                yield Draft(
                    held, "date", None, days[0].value, "realised", verb.first, verb.first, days[0].last, _CONFIDENCE,
                    "presence#gathered", scene.clause_of[verb.first], date=days[0].value, date_text=told,
                )  # fmt: skip

    def of_texts(self, drafts: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
        """« Les ministres ont adopté une déclaration »: those who meet, of a text that comes out of their meeting."""
        for draft in drafts:
            if draft.relation != "adopts" or draft.object is None or not draft.status:
                continue
            if not draft.subject.plural or self._is_a(draft.subject.type, "Organization"):
                continue
            if not any(v.first <= draft.trigger < v.last and v.finite for v in scene.verbs):
                continue  # « la Recommandation votée en 2021 par les États membres »: told of another day
            if draft.clause is not None and draft.clause.kind == "relative":
                continue
            elsewhere = any(v.tense == "participle" and v.lemmas & _GATHERING for v in scene.verbs)
            meeting = self._here(scene)
            if meeting is None and self._since <= 1 and not elsewhere:
                meeting = self._standing_for(draft.first)
            if meeting is None and self._spoken_of is None and elsewhere:
                meeting = self._of_text(draft.first)
            if meeting is None or not isinstance(meeting.node, Node):
                continue
            node = self._edition(meeting.node)
            yield replace(
                draft,
                relation="participatesIn",
                object=node,
                method=None,
                rule="presence#adopting",
                confidence=_CONFIDENCE,
            )
            yield replace(
                draft,
                subject=draft.object,
                relation="producedBy",
                object=node,
                method=None,
                rule="presence#outcome",
                confidence=_CONFIDENCE,
            )

    def _here(self, scene: Scene) -> Mention | None:
        """The meeting that the sentence itself says things happen at."""
        return next((m for m in scene.actual if self._meeting(m) and scene.preposition(m) in _AT), None)

    def _of_text(self, at: int) -> Mention | None:
        if self._main is None:
            return None
        mention = Mention(at, at + 1, at, "pronoun", self._main.type)
        mention.node = self._main
        return mention

    def _held(self, meeting: Mention, place: Mention, verb: Verb, scene: Scene) -> Draft:
        assert isinstance(meeting.node, Node) and isinstance(place.node, Node)
        return Draft(
            self._edition(meeting.node), "heldIn", place.node, "", "realised", verb.first, verb.first, place.last, _CONFIDENCE,
            "presence#gathered", scene.clause_of[verb.first],
        )  # fmt: skip

    def _present(self, verb: Verb, meeting: Mention, scene: Scene, arguments: Arguments) -> Iterator[Draft]:
        status = self._status.of_verb(verb, scene, "participatesIn")
        if status is None:
            return
        found = arguments.subject(verb, self._able)
        if found is None or found is meeting or found.first == meeting.first:
            return
        for subject in scene.group(found):
            if self._able(subject):
                yield self._draft(subject, meeting, verb, status, scene)

    def _able(self, mention: Mention) -> bool:
        node = mention.node
        return isinstance(node, Node) and self._is_a(node.type, "Person")

    def _draft(self, who: Mention, meeting: Mention, verb: Verb, status: str, scene: Scene) -> Draft:
        assert isinstance(who.node, Node) and isinstance(meeting.node, Node)
        first, last = min(who.first, meeting.first, verb.first), max(who.last, meeting.last, verb.last)
        return Draft(
            who.node, "participatesIn", self._edition(meeting.node), "", status, verb.first, first, last, _CONFIDENCE,
            "presence#there", scene.clause_of[verb.first],
        )  # fmt: skip

    def _edition(self, node: Node) -> Node:
        return self._linker.editions.of(node) if node.type == "ForumSeries" else node
