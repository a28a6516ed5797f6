"""Done, standing, planned or wished for: read from tense, the verb or noun that governs, and a few words."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.arguments import Arguments
from kg.extract.clauses import Clause
from kg.extract.mentions import CONTRACTED
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon.load import Lexicon, base_verb
from kg.lexicon.words import fold, singular

# Relations that hold rather than happen: the present tense makes them ongoing.
STANDING = frozenset(
    "chairs coChairs memberOf represents locatedIn partOf partnersWith holdsPosition negotiates assists about participatesIn hosts".split()
)
# Being asked or chosen « pour » doing a thing is told of things done; being charged « de » is told of things to do.
_TOLD = ("perfect", "pluperfect", "past", "imperfect")
_CHOSEN = frozenset("solliciter choisir convier inviter".split())
# Who went to a meeting to take part in it took part.
_GONE = frozenset("rendre venir réunir rassembler retrouver déplacer".split())
_ATTENDED = frozenset({"participatesIn", "chairs", "coChairs"})
_BEING = frozenset("être rester demeurer dire déclarer montrer porter proclamer".split())
_REFUSING = frozenset({"refuser"})
_CALLED = frozenset({"convoquer"})
_SCHEDULED = frozenset("prévoir programmer fixer annoncer attendre planifier".split())


class _Phrases:
    """Verbs of a cue, some with words that must follow (« mettre fin », « ouvrir la voie »)."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._tails: dict[str, list[list[str]]] = {}
        for phrase in phrases:
            tail = phrase.removeprefix("s'").removeprefix("se ").split()[1:]
            self._tails.setdefault(base_verb(phrase), []).append(tail)

    def said_by(self, verb: Verb, scene: Scene) -> bool:
        """Whether the verb, with what follows it, is one of the phrases."""
        return self.tail(verb, scene) is not None

    def tail(self, verb: Verb, scene: Scene) -> list[str] | None:
        """The words after the verb that make it one of the phrases (none are needed for most); None when it is not one."""
        words = [t.low for t in scene.tokens[verb.head + 1 : min(verb.head + 6, scene.sentence.last)]]
        tails = [tail for lemma in sorted(verb.lemmas) for tail in self._tails.get(lemma, ())]
        return next((tail for tail in tails if any(words[i : i + len(tail)] == tail for i in range(4))), None)


class StatusReader:
    """Status of a verb or noun in its scene. None means that the fact must be dropped (negated, hearsay)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._planned = _Phrases(lexicon.status["planned"].verbs)
        self._aspired = _Phrases(lexicon.status["aspired"].verbs)
        self._ended = _Phrases(lexicon.status["ended"].verbs)
        self._negative = _Phrases((*lexicon.status["negative"].verbs, *lexicon.status["ended"].verbs))
        self._plan_nouns = {singular(fold(n)) for n in lexicon.status["planned"].nouns}
        self._wish_nouns = {singular(fold(n)) for n in lexicon.status["aspired"].nouns}
        self._ready_words = {singular(fold(w)) for w in lexicon.status["aspired"].words}
        self._wishes = self._wish_nouns | self._ready_words
        self._soon = set(lexicon.status["planned"].words)

    def of_verb(self, verb: Verb, scene: Scene, relation: str) -> str | None:
        """Status of what the verb says."""
        if verb.negated or verb.tense in ("conditional-past",):
            return None
        if verb.tense == "infinitive":
            return self._of_infinitive(verb, scene, relation)
        if verb.tense == "gerund":
            governor = Arguments(scene).governor(verb)
            return (
                self.of_verb(governor, scene, relation)
                if governor is not None and governor.finite
                else self._plain("present", relation)
            )
        if verb.lemmas & _SCHEDULED and verb.voice == "passive":
            return "planned"
        if verb.lemmas & _BEING and self._ready(verb, scene):
            return "aspired"
        if verb.tense == "participle":
            return "ongoing" if relation in STANDING else "realised"
        if verb.tense == "present" and verb.voice == "passive" and verb.lemmas & _CALLED:
            return "planned"  # « une réunion est convoquée le 22 mai »
        if verb.tense == "conditional" and (said := self._reported(verb, scene)) is not None:
            return "aspired" if self._aspired.said_by(said, scene) else "planned"
        return self._plain(verb.tense, relation)

    @staticmethod
    def _reported(verb: Verb, scene: Scene) -> Verb | None:
        """« a annoncé que la Suisse recevrait … »: the past verb under which a conditional tells of the future, or None."""
        clause = verb.clause if isinstance(verb.clause, Clause) else None
        while clause is not None and clause.kind != "complement":
            clause = clause.parent
        above = clause.parent.verbs if clause is not None and clause.parent is not None else []
        before = [v for v in above if v.finite and clause is not None and v.last <= clause.first]
        if not before:  # where no clause was seen to open: the last verb before it, when « que » follows at once
            before = [v for v in scene.verbs if v.finite and v.last <= verb.first]
            before = before[-1:] if before and scene.tokens[before[-1].last].low in ("que", "qu'") else []
        return before[-1] if before and before[-1].tense in _TOLD and not before[-1].negated else None

    def of_noun(self, first: int, scene: Scene, carrier: Verb | None, relation: str) -> str | None:
        """Status of what a noun says: that of the verb that carries it, or of its clause."""
        before = [t.low for t in scene.tokens[max(scene.sentence.first, first - 4) : first]]
        if any(w in ("sans", "ni", "aucun", "aucune") for w in before):
            return None
        after = [t.low for t in scene.tokens[first + 1 : min(first + 3, scene.sentence.last)]]
        if any(w in self._soon for w in (*before, *after[:1], " ".join(after))):
            return "planned"
        wish = any(singular(fold(w)) in self._wish_nouns for w in before)
        if carrier is not None:
            if carrier.negated or self._negative.said_by(carrier, scene):
                return None
            if self._aspired.said_by(carrier, scene):
                return "aspired"
            if carrier.lemmas & _SCHEDULED:
                return "planned"
            status = self.of_verb(carrier, scene, relation)
            return "aspired" if wish and status != "planned" else status
        governor = self._governor_of_noun(first, scene)
        if governor is not None and (governor.negated or self._ended.said_by(governor, scene)):
            return None
        if governor is not None and governor.lemmas & _SCHEDULED and governor.voice == "passive":
            return "planned"
        clause = scene.clause_of.get(first)
        finite = [v for v in scene.verbs if v.finite and v.clause is clause]
        if wish:
            return "aspired"
        if finite and finite[0].tense == "future":
            return "planned"
        if finite and finite[0].negated:
            return None
        return "ongoing" if relation in STANDING else "realised"

    def of_refusal(self, verb: Verb, scene: Scene) -> str | None:
        """« ont refusé de signer »: the status of the refusal that governs an infinitive, None where there is none."""
        governor = Arguments(scene).governor(verb) if verb.tense == "infinitive" and not verb.negated else None
        if governor is None or governor.negated or not governor.lemmas & _REFUSING:
            return None
        return self.of_verb(governor, scene, "opposes")

    def _ready(self, verb: Verb, scene: Scene) -> bool:
        """« est disposé à », « s'est dite prête à »; words that belong to a frame's own phrase are for the frame to judge."""
        words = scene.tokens[verb.last : min(verb.last + 3, scene.sentence.last)]
        first = next((t for t in words if t.pos != "ADV"), None)
        return first is not None and singular(first.fold) in self._ready_words and first.pos != "VERB"

    def _governor_of_noun(self, first: int, scene: Scene) -> Verb | None:
        """The verb whose object or subject the noun is: « a suspendu sa participation », « la visite du roi a été annulée »."""
        clause = scene.clause_of.get(first)
        verbs = [v for v in scene.verbs if v.clause is clause and v.finite]
        start = first
        while start - 1 >= scene.sentence.first and scene.tokens[start - 1].pos in ("DET", "ADJ", "NUM"):
            start -= 1
        contracted = any(t.low in CONTRACTED for t in scene.tokens[max(start - 1, scene.sentence.first) : first])
        earlier = [v for v in verbs if v.last <= first]
        if earlier:
            verb = earlier[-1]
            between = [t.low for t in scene.tokens[verb.head + 1 : start] if t.pos != "ADV"]
            ending = self._ended.tail(verb, scene)
            direct = not between and not contracted
            return (
                verb
                if direct or (ending and between[: len(ending)] == ending and len(between) <= len(ending) + 1)
                else None
            )
        before = scene.tokens[start - 1] if start > scene.sentence.first else None
        if not contracted and (before is None or before.pos in ("PUNCT", "SCONJ", "PRON", "CCONJ")):
            return next((v for v in verbs if v.first > first and v.voice == "passive"), None)
        return None

    def _of_infinitive(self, verb: Verb, scene: Scene, relation: str) -> str | None:
        governor = Arguments(scene).governor(verb)
        start = governor.head + 1 if governor is not None else scene.sentence.first
        between = scene.tokens[start : verb.first]
        if governor is not None and self._negative.said_by(governor, scene):
            return None
        if any(
            singular(t.fold) in self._wishes and (t.pos != "VERB" or scene.tokens[t.i - 1].pos == "DET")
            for t in between[-8:]
        ):
            return "aspired"
        if any(
            singular(t.fold) in self._plan_nouns for t in between[-8:]
        ):  # « a dit son intention de venir » is a plan told
            return "planned" if governor is not None and governor.tense in _TOLD else "aspired"
        if governor is None:
            return "planned"
        if governor.negated:
            return None
        pour = any(t.low in ("pour", "afin") for t in between[-3:])
        if governor.lemmas & _CHOSEN and pour:
            return "ongoing" if relation in STANDING else "realised"
        if self._aspired.said_by(governor, scene):
            return "aspired"
        if self._planned.said_by(governor, scene):
            return "planned"
        if governor.lemmas & {"pouvoir"}:
            return "aspired"
        if pour and governor.lemmas & _GONE and governor.tense in ("perfect", "pluperfect") and relation in _ATTENDED:
            return "realised"  # « s'est rendue à Tallinn pour participer à la réunion »
        if pour and governor.tense not in ("future", "infinitive") and not governor.lemmas & {"profiter"}:
            return "planned"
        return self.of_verb(governor, scene, relation)

    @staticmethod
    def _plain(tense: str, relation: str) -> str | None:
        if tense in ("future", "future-perfect"):
            return "planned"
        if tense == "conditional":
            return None
        if tense in ("present", "gerund"):
            return "ongoing" if relation in STANDING else "realised"
        return "realised"
