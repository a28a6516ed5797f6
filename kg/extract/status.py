"""Done, standing, planned or wished for: read from tense, the verb or noun that governs, and a few words."""

from __future__ import annotations

from kg.extract.arguments import Arguments
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon.load import Lexicon, base_verb
from kg.lexicon.words import singular

# Relations that hold rather than happen: the present tense makes them ongoing.
STANDING = frozenset(
    "chairs coChairs memberOf represents locatedIn partOf partnersWith holdsPosition negotiates assists about participatesIn hosts".split()
)
# Being asked or chosen « pour » doing a thing is told of things done; being charged « de » is told of things to do.
_CHOSEN = frozenset("solliciter choisir convier inviter".split())


class StatusReader:
    """Status of a verb or noun in its scene. None means that the fact must be dropped (negated, hearsay)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._planned = frozenset(base_verb(v) for v in lexicon.status["planned"].verbs)
        self._aspired = frozenset(base_verb(v) for v in lexicon.status["aspired"].verbs)
        self._negative = frozenset(base_verb(v) for v in lexicon.status["negative"].verbs)
        self._wishes = {singular(n) for n in lexicon.status["aspired"].nouns}
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
        if (
            verb.lemmas & {"prévoir", "programmer", "fixer", "annoncer", "attendre", "planifier"}
            and verb.voice == "passive"
        ):
            return "planned"
        if verb.tense == "participle":
            return "ongoing" if relation in STANDING else "realised"
        return self._plain(verb.tense, relation)

    def of_noun(self, first: int, scene: Scene, carrier: Verb | None, relation: str) -> str | None:
        """Status of what a noun says: that of the verb that carries it, or of its clause."""
        before = [t.low for t in scene.tokens[max(scene.sentence.first, first - 4) : first]]
        if any(w in ("sans", "ni", "aucun", "aucune") for w in before):
            return None
        if any(w in self._soon for w in before):
            return "planned"
        wish = any(singular(w) in self._wishes for w in before)
        if carrier is not None:
            if carrier.negated or carrier.lemmas & self._negative:
                return None
            if carrier.lemmas & self._aspired:
                return "aspired"
            if carrier.lemmas & {"prévoir", "programmer", "annoncer", "attendre", "planifier", "fixer"}:
                return "planned"
            status = self.of_verb(carrier, scene, relation)
            return "aspired" if wish and status != "planned" else status
        clause = scene.clause_of.get(first)
        finite = [v for v in scene.verbs if v.finite and v.clause is clause]
        if wish:
            return "aspired"
        if finite and finite[0].tense == "future":
            return "planned"
        if finite and finite[0].negated:
            return None
        return "ongoing" if relation in STANDING else "realised"

    def _of_infinitive(self, verb: Verb, scene: Scene, relation: str) -> str | None:
        governor = Arguments(scene).governor(verb)
        start = governor.last if governor is not None else scene.sentence.first
        between = scene.tokens[start : verb.first]
        if any(singular(t.fold) in self._wishes and t.pos != "VERB" for t in between[-8:]):
            return "aspired"
        if governor is None:
            return "planned"
        if governor.negated or governor.lemmas & self._negative:
            return None
        pour = any(t.low in ("pour", "afin") for t in between[-3:])
        if governor.lemmas & _CHOSEN and pour:
            return "ongoing" if relation in STANDING else "realised"
        if governor.lemmas & self._aspired:
            return "aspired"
        if governor.lemmas & self._planned:
            return "planned"
        if governor.lemmas & {"pouvoir"}:
            return "aspired"
        if pour and governor.tense not in ("future", "infinitive"):
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
