"""Who acts and what is acted on, for a verb or a noun in its sentence, over surface order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.clauses import Clause
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import SUPPORT, base_verb

Fits = Callable[[Mention], bool]
_AGENT = ("par", "de la part de", "à l'initiative de", "sous l'égide de", "sous la houlette de")


@dataclass(frozen=True)
class Arguments:
    """Finds the sides of verbs and nouns in one scene. Every method returns the nearest mention that `fits`, or None."""

    scene: Scene

    # ---- verbs

    def actor(self, verb: Verb, fits: Fits) -> Mention | None:
        """The one who acts: active subject, « par … » of a passive, controller of an infinitive."""
        if verb.tense == "participle" and verb.lemmas & _MOTION:
            return self._modified(verb, fits)
        if verb.voice == "passive":
            return self._agent(verb, fits)
        if verb.tense in ("infinitive", "gerund"):
            return self._controller(verb, fits)
        return self.subject(verb, fits)

    def patient(self, verb: Verb, fits: Fits) -> Mention | None:
        """What is acted on: active object, passive subject, the noun a participle modifies."""
        if verb.tense == "participle":
            return self._modified(verb, fits)
        if verb.voice == "passive":
            return self._controller(verb, fits) if verb.tense == "infinitive" else self.subject(verb, fits)
        if (found := self.complement_of(verb, fits)) is not None:
            return found
        if verb.reflexive:
            return self._controller(verb, fits) if verb.tense in ("infinitive", "gerund") else self.subject(verb, fits)
        return None

    def subject(self, verb: Verb, fits: Fits) -> Mention | None:
        """The grammatical subject of a finite verb."""
        first = verb
        while first.previous is not None:
            first = first.previous
        clause = self._clause(first)
        if first.inverted:
            return next(
                (
                    m
                    for m in self.scene.after(first.head)
                    if m.first - first.last <= 10 and self.scene.preposition(m) == "" and fits(m)
                ),
                None,
            )
        if (
            clause.kind == "relative"
            and clause.opener == "qui"
            and not clause.preposition
            and not self._earlier_finite(clause, first)
        ):
            return self._antecedent(clause, fits)
        before = [
            m for m in self.scene.before(first.first) if self.scene.clause(m) is clause and m.first >= clause.first
        ]
        barrier = self._barrier(clause, first)
        # The nearest free mention that fits; one that stands after an earlier verb of the clause is its object, not our subject.
        for mention in before:
            if mention.first < barrier:
                break
            free = self.scene.preposition(mention) == "" and not self._apposed(mention)
            if free and fits(mention) and not self.scene.aside(mention) and not self._of_infinitive(mention, first):
                return mention
        inverted = (
            clause.kind == "relative"
            or first.inverted
            or clause.opener in ("que", "qu'", "où")
            or not any(self.scene.preposition(m) == "" for m in before)
        )
        if inverted:
            for mention in self.scene.after(verb.last):
                if self.scene.clause(mention) is not clause or mention.first - verb.last > 6:
                    break
                if self.scene.preposition(mention) == "" and fits(mention):
                    return mention
        return None

    def complement_of(self, verb: Verb, fits: Fits, prepositions: tuple[str, ...] = ("",)) -> Mention | None:
        """The first complement after the verb with one of the prepositions ("" for a direct object)."""
        clause = self._clause(verb)
        if (
            "" in prepositions
            and clause.kind == "relative"
            and clause.opener in ("que", "qu'")
            and (self._first_verb(clause) is verb or self._takes_relative(verb, clause, fits))
        ):
            return self._antecedent(clause, fits)
        through = clause.opener not in ("qui", "que", "qu'") or (clause.opener == "qui" and clause.preposition)
        if prepositions != ("",) and clause.kind == "relative" and through and verb.tense != "participle":
            introduced = {"dont": "de", "auquel": "à", "auxquels": "à", "duquel": "de", "où": "dans"}.get(
                clause.opener, clause.preposition
            )
            if introduced in prepositions and (found := self._antecedent(clause, fits)) is not None:
                return found
        direct = prepositions == ("",)
        if direct and (verb.clitic in _OBJECT_CLITICS or self._postposed(verb, clause)):
            return None
        for mention in self.scene.after(verb.last):
            if self._stops(verb, clause, mention):
                break
            if self.scene.preposition(mention) and self._past_coordinate(verb, mention):
                continue
            if self.scene.introduced_by(mention, prepositions) and fits(mention) and self._reaches(verb, mention):
                return mention
        return None

    def carries_noun(self, verb: Verb) -> bool:
        """Whether a participle stands right after the noun it is said of."""
        near = next(iter(self.scene.before(verb.first)), None)
        return near is not None and near.last == verb.first

    def _takes_relative(self, verb: Verb, clause: Clause, fits: Fits) -> bool:
        """« la charte que le Ghana souhaite signer »: « que » is the object of the infinitive, where it has no other."""
        if verb.tense != "infinitive" or self.governor(verb) is not self._first_verb(clause):
            return False
        after = (m for m in self.scene.after(verb.last) if self.scene.clause(m) is clause)
        return verb.clitic not in _OBJECT_CLITICS and not any(
            fits(m) and self.scene.preposition(m) == "" for m in after
        )

    def complement(self, verb: Verb, prepositions: tuple[str, ...], fits: Fits) -> Mention | None:
        """A prepositional complement, after the verb or in front of its clause."""
        if (found := self.complement_of(verb, fits, prepositions)) is not None:
            return found
        clause = self._clause(verb)
        for mention in self.scene.before(verb.first):
            opens = self.scene.start_of_preposition(mention) <= self.scene.sentence.first
            # « Au nom de la France, qui avait reçu le sommet, le président … »: what opens the sentence reaches past a relative
            if any(
                mention.last <= v.first < verb.first and v.finite and not (opens and self._clause(v).kind == "relative")
                for v in self.scene.verbs
            ):
                break
            if (
                self.scene.clause(mention) is clause
                and self.scene.introduced_by(mention, prepositions)
                and fits(mention)
            ):
                return mention
        return None

    # ---- nouns

    def of_noun(self, last: int, prepositions: tuple[str, ...], fits: Fits, reach: int = 9) -> Mention | None:
        """The first complement with one of the prepositions after a noun that ends at token `last`."""
        clause = self.scene.clause_of.get(last - 1)
        for mention in self.scene.after(last):
            if (
                self.scene.clause(mention) is not clause
                or self._apart(last, mention.first) > reach
                or self._finite_between(last, mention.first)
            ):
                break
            if self._of_participle(last, mention):
                continue
            if self.scene.introduced_by(mention, prepositions) and fits(mention):
                return mention
        return None

    def _of_participle(self, last: int, mention: Mention) -> bool:
        """« la négociation de leur résolution, conçue par le Maroc »: the agent of a participle that carries no noun."""
        return self.scene.preposition(mention) == "par" and any(
            last <= v.first and v.last <= mention.first and v.tense == "participle" and not v.lemmas & _CARRIERS
            for v in self.scene.verbs
        )

    def _apart(self, first: int, last: int) -> int:
        """Words from token `first` to token `last` outside names: « la signature par [A] et [B] d'un accord »."""
        named = sum(min(m.last, last) - m.first for m in self.scene.actual if first <= m.first < last)
        return last - first - named

    def bearer(self, first: int, verbs: frozenset[str], fits: Fits) -> Mention | None:
        """The subject of the verb that carries a noun (« le Maroc assure la présidence … »)."""
        verb = self.carrier(first, verbs)
        return self.actor(verb, fits) if verb is not None else None

    def carrier(self, first: int, verbs: frozenset[str]) -> Verb | None:
        """The nearest verb before token `first`, in its clause, when it is one of `verbs`."""
        clause = self.scene.clause_of.get(first)
        for verb in reversed(self.scene.verbs):
            if verb.last <= first and verb.clause is clause and verb.tense != "participle":
                return verb if verb.lemmas & verbs else None
        return None

    def recipient(self, last: int, fits: Fits) -> Mention | None:
        """« la présidence échoit à la Jordanie », « la rédaction a été confiée à la FAO »: who is given what a noun tells."""
        clause = self.scene.clause_of.get(last - 1)
        verb = next((v for v in self.scene.verbs if v.first >= last and v.clause is clause and v.finite), None)
        if verb is None or not verb.lemmas & _GIVING:
            return None
        return self.complement_of(verb, fits, ("à",))

    def told_of(self, first: int, last: int) -> Verb | None:
        """The verb whose subject is the noun at tokens [first, last): « le siège [de l'agence] se trouve à Rabat »."""
        clause = self.scene.clause_of.get(last - 1)
        verb = next((v for v in self.scene.verbs if v.first >= last and v.clause is clause and v.finite), None)
        free = self.scene.tokens[first - 1].low in ("le", "la", "l'", "un", "une", "son", "sa", "leur")
        if verb is None or not free or self._apart(last, verb.first) > 3:
            return None
        return verb if not any(v.last <= first and v.finite and v.clause is clause for v in self.scene.verbs) else None

    def whose(self, token: int, fits: Fits) -> Mention | None:
        """« l'AELE, dont la Suisse est membre »: what a relative in « dont » is about."""
        clause = self.scene.clause_of.get(token)
        if clause is None or clause.kind != "relative" or clause.opener not in ("dont", "duquel"):
            return None
        return self._antecedent(clause, fits)

    def apposed(self, token: int, fits: Fits) -> Mention | None:
        """« un don au Mécanisme, émanation de l'Union »: what stands right before the comma, itself no « de … » of another."""
        before = next((m for m in self.scene.before(token) if m.last == token - 1), None)
        if before is None or self.scene.tokens[token - 1].text != "," or self.scene.preposition(before) == "de":
            return None
        return before if fits(before) else None

    def fronted(self, first: int, last: int, fits: Fits) -> Mention | None:
        """« Membre de l'Otan, la Turquie … »: what opens the sentence is said of the subject after the comma."""
        words = self.scene.tokens[self.scene.sentence.first : first]
        if any(t.pos not in ("ADV", "ADJ", "DET", "PUNCT") for t in words):
            return None
        for mention in self.scene.after(last):
            comma = any(t.text == "," for t in self.scene.tokens[last : mention.first])
            if self._finite_between(last, mention.first):
                return None
            if comma and self.scene.preposition(mention) == "" and fits(mention):
                return mention
        return None

    def among(self, first: int, fits: Fits) -> Mention | None:
        """« A et B comptent parmi les signataires », « Parmi les signataires figurent A et B »."""
        if not any(t.low == "parmi" for t in self.scene.tokens[max(self.scene.sentence.first, first - 3) : first]):
            return None
        clause = self.scene.clause_of.get(first)
        verb = next((v for v in self.scene.verbs if v.clause is clause and v.lemmas & _COUNTING), None)
        return self.subject(verb, fits) if verb is not None else None

    # ---- the rest

    def _agent(self, verb: Verb, fits: Fits) -> Mention | None:
        for mention in self.scene.after(verb.last):
            if self._stops(verb, self._clause(verb), mention):
                break
            if self.scene.preposition(mention) in _AGENT and fits(mention):
                return mention
        return None

    def _modified(self, verb: Verb, fits: Fits) -> Mention | None:
        """The noun a participle modifies: just before it, or the subject after a fronted participle."""
        clause = self._clause(verb)
        word = self.scene.tokens[verb.head]
        if (first := self._same_noun(verb)) is not None:
            return self._modified(first, fits)
        fronted = not any(
            m.first >= clause.first and m.last <= verb.first for m in self.scene.actual
        ) or self._opens_sentence(verb)
        if fronted:
            for mention in self.scene.after(verb.last):
                comma = any(t.text == "," for t in self.scene.tokens[verb.last : mention.first])
                if (
                    comma
                    and self.scene.preposition(mention) == ""
                    and fits(mention)
                    and self._agrees(word.low, mention)
                ):
                    return mention
            return None
        for mention in self.scene.before(verb.first):
            if verb.first - mention.last > 12 or self._finite_between(mention.last, verb.first):
                break
            if fits(mention) and self._agrees(word.low, mention):
                return mention
            for inner in reversed(mention.inner):
                if fits(inner) and self._agrees(word.low, inner) and inner.last == mention.last:
                    return inner
        return None

    def _same_noun(self, verb: Verb) -> Verb | None:
        """« une charte proposée par l'Inde et épaulée par le Brésil »: the participle that the second goes with, or None."""
        tokens = self.scene.tokens
        if tokens[verb.first - 1].low not in ("et", "puis", "mais") or verb.tense != "participle":
            return None
        for other in reversed(self.scene.verbs):
            if other.last <= verb.first and other is not verb:
                same = other.tense == "participle" and other.clause is verb.clause and not other.compound
                close = verb.first - other.last <= 14
                agree = tokens[other.head].low[-1:] == tokens[verb.head].low[-1:]
                return other if same and close and agree and other.lemmas else None
        return None

    def _opens_sentence(self, verb: Verb) -> bool:
        words = self.scene.tokens[self.scene.sentence.first : verb.first]
        return all(t.pos in ("ADV", "PUNCT") for t in words)

    def _agrees(self, participle: str, mention: Mention) -> bool:
        """Gender and number of a participle against the head noun, where the tagger gives them."""
        head = self.scene.tokens[mention.head]
        feminine = participle.endswith(("ée", "ées", "ie", "ies", "ue", "ues", "te", "tes", "se", "ses"))
        plural = (participle.endswith(("s", "x")) and not participle.endswith(("is", "us"))) or participle.endswith(
            ("és", "ées", "ies", "ues", "tes", "ses")
        )
        group = len(self.scene.group(mention)) > 1
        if mention.kind == "registry" and head.pos == "PROPN":
            return True
        if head.gender and (head.gender == "Fem") != feminine and not group:
            return False
        either = participle.endswith(("is", "us"))  # « réunis », « venus »: one or several
        return group or either or not head.number or (head.number == "Plur") == plural

    def _controller(self, verb: Verb, fits: Fits) -> Mention | None:
        """The understood subject of an infinitive or gerund."""
        if (owner := self._owner_of_wish(verb)) is not None:
            return owner if fits(owner) else None
        if (first := self._first_to(verb)) is not None:
            return first if fits(first) else None
        if verb.tense == "gerund" and (noun := self._just_before(verb)) is not None:
            return noun if fits(noun) else None
        governor = self.governor(verb)
        if governor is None:
            return self._free_subject(verb, fits)
        if governor.lemmas & _FALLING and (found := self.complement(governor, ("à",), fits)) is not None:
            return found  # « il reviendra à l'Inde d'accueillir le sommet »
        if governor.lemmas & _SEEING and (seen := self._seen_doing(governor, verb, fits)) is not None:
            return seen
        asks = governor.lemmas & REQUESTS
        if asks and governor.voice == "active":
            asked = self.patient(governor, _actor) or self.complement_of(governor, _actor, ("à",))
            if asked is not None:
                return asked if fits(asked) else None
        if asks:
            if (found := self.patient(governor, fits)) is not None:
                return found
            found = self.complement_of(governor, fits, ("à",))
            if found is not None:
                return found
        if governor.tense == "participle":
            return self.patient(governor, fits)
        if governor.voice == "passive":
            return self.subject(governor, fits)
        return self.actor(governor, fits)

    def _seen_doing(self, governor: Verb, verb: Verb, fits: Fits) -> Mention | None:
        """« espère voir la Banque alimenter le fonds »: who is seen to do it stands between the two verbs."""
        between = [m for m in self.scene.after(governor.last) if m.last <= verb.first]
        return next((m for m in between if self.scene.preposition(m) == "" and fits(m)), None)

    def _first_to(self, verb: Verb) -> Mention | None:
        """« l'Inde, premier pays du Sud à organiser un tel rendez-vous »: the one that an ordinal sets apart."""
        near = next(iter(self.scene.before(verb.first)), None)
        if near is None or verb.tense != "infinitive" or near.kind != "group":
            return None
        between = [t.low for t in self.scene.tokens[near.last : verb.first]]
        start = max(self.scene.sentence.first, near.first - 2)
        apart = any(t.low in _APART for t in self.scene.tokens[start : near.head])
        return near if between == ["à"] and apart else None

    def _just_before(self, verb: Verb) -> Mention | None:
        """« le texte instituant un fonds »: a present participle right after a noun is said of that noun; « en instituant » is not."""
        if self.scene.tokens[verb.first].low == "en":
            return None
        near = next(iter(self.scene.before(verb.first)), None)
        return near if near is not None and near.last == verb.first and near.kind != "pronoun" else None

    def _owner_of_wish(self, verb: Verb) -> Mention | None:
        """« l'ambition du Royaume pour abriter … »: the one whose ambition, decision or right it is."""
        mention = next(iter(self.scene.before(verb.first)), None)
        if mention is None or self.scene.preposition(mention) != "de" or not _actor(mention):
            return None
        between = [t.low for t in self.scene.tokens[mention.last : verb.first]]
        return mention if between in (["pour"], ["de"], ["d'"], ["à"]) else None

    def governor(self, verb: Verb) -> Verb | None:
        """The verb an infinitive depends on: the nearest before it in the sentence, coordinated infinitives skipped."""
        for other in reversed(self.scene.verbs):
            if other.last <= verb.first and other is not verb:
                if other.tense == "infinitive" and self._coordinated_infinitives(other, verb):
                    continue
                if other.clause is verb.clause and not self._aside(other, verb):
                    return other
        return None

    def _aside(self, other: Verb, verb: Verb) -> bool:
        """« a prié l'Office, établi à Vienne, de former … »: a participle between commas governs nothing beyond them."""
        text = [t.text for t in self.scene.tokens[other.last : verb.first]]
        return other.tense == "participle" and "," in text and self.scene.tokens[other.first - 1].text == ","

    def _coordinated_infinitives(self, a: Verb, b: Verb) -> bool:
        between = [t.low for t in self.scene.tokens[a.last : b.first]]
        return any(w in ("et", ",", "ou", "voire") for w in between) and b.tense == "infinitive"

    def _free_subject(self, verb: Verb, fits: Fits) -> Mention | None:
        clause = self._clause(verb)
        for mention in [m for m in self.scene.actual if self.scene.clause(m) is clause]:
            if self.scene.preposition(mention) == "" and fits(mention) and not self._of_fronted(mention):
                return mention
        return None

    def _of_fronted(self, mention: Mention) -> bool:
        """« Saluant le Maroc, la France … »: the object of a participle that opens the sentence is no subject."""
        opener = next((v for v in self.scene.verbs if v.tense == "gerund" and self._opens_sentence(v)), None)
        if opener is None or mention.first < opener.last:
            return False
        return not any(t.text == "," for t in self.scene.tokens[opener.last : mention.first])

    def _antecedent(self, clause: Clause, fits: Fits) -> Mention | None:
        for mention in self.scene.before(clause.before + 1):
            if clause.before + 1 - mention.last > 8 or mention.last <= self.scene.sentence.first:
                break
            if self._finite_between(mention.last, clause.before):
                break
            if self.scene.bracketed(mention):
                continue
            if fits(mention):
                return self._whole(mention, fits)
            for inner in reversed(mention.inner):
                if inner.last == mention.last and fits(inner):
                    return inner
        return None

    def _whole(self, mention: Mention, fits: Fits) -> Mention:
        """« la 16e édition de la Conférence, qui se tient à Cali »: the edition, not what it is an edition of."""
        head = next(iter(self.scene.before(mention.first)), None)
        if head is None or not fits(head) or head.kind != "noun" or self.scene.preposition(mention) != "de":
            return mention
        between = [t.low for t in self.scene.tokens[head.last : mention.first]]
        return head if all(w in ("de", "d'") for w in between) else mention

    def _of_infinitive(self, mention: Mention, verb: Verb) -> bool:
        """« un groupe chargé d'écrire une charte a vu le jour »: what stands right after an infinitive is its object."""
        return any(
            v.tense == "infinitive" and v.last == mention.first and mention.last <= verb.first for v in self.scene.verbs
        ) and any(m.last <= mention.first and self.scene.preposition(m) == "" for m in self.scene.before(mention.first))

    def _apposed(self, mention: Mention) -> bool:
        """An unprepositioned mention set between commas right after another is an aside (« le Panel, organe consultatif, … »)."""
        tokens = self.scene.tokens
        if (
            mention.determiner != ""
            or mention.kind not in ("noun", "group")
            or mention.first == self.scene.sentence.first
        ):
            return False
        if mention.kind == "group" and (mention.core < mention.head or len(self.scene.group(mention)) > 1):
            return False
        dated = any(m.kind == "date" and m.last == mention.first - 1 for m in self.scene.mentions)
        opening = dated and not self.scene.before(mention.first)  # « Les 4 et 5 mai, dirigeants et experts ont … »
        return tokens[mention.first - 1].text == "," and not mention.proper and not opening

    def _barrier(self, clause: Clause, verb: Verb) -> int:
        """Tokens before this one belong to an earlier verb of the clause."""
        earlier = [v for v in clause.verbs if v.last <= verb.first and v.finite and v is not verb]
        return max((v.last for v in earlier), default=-1)

    def _earlier_finite(self, clause: Clause, verb: Verb) -> bool:
        return any(v.finite and v.last <= verb.first and v is not verb for v in clause.verbs)

    def _first_verb(self, clause: Clause) -> Verb | None:
        return next((v for v in clause.verbs if v.finite), clause.verbs[0] if clause.verbs else None)

    def _stops(self, verb: Verb, clause: Clause, mention: Mention) -> bool:
        """Whether the search for complements of the verb ends before the mention."""
        if self.scene.clause(mention) is not clause:
            return True
        for other in self.scene.verbs:
            if (
                verb.last <= other.first < mention.first
                and other.finite
                and other.clause is clause
                and other.previous is not verb
            ):
                return True
        return False

    def _postposed(self, verb: Verb, clause: Clause) -> bool:
        """« auquel assistaient le Japon et la Corée », « où siège le comité »: what follows the verb is its subject."""
        if (
            clause.kind != "relative"
            or clause.opener == "qui"
            or not verb.finite
            or self._first_verb(clause) is not verb
        ):
            return False
        return not any(clause.first <= m.first < verb.first for m in self.scene.actual)

    def _past_coordinate(self, verb: Verb, mention: Mention) -> bool:
        """« a initié et copréside avec X … »: what follows the second verb with a preposition is that verb's own."""
        return any(v.previous is verb and verb.last <= v.first < mention.first for v in self.scene.verbs)

    def _reaches(self, verb: Verb, mention: Mention) -> bool:
        """No other non-finite verb of the clause stands between and takes the mention itself."""
        between = [v for v in self.scene.verbs if verb.last <= v.first and v.last <= mention.first and not v.finite]
        return not any(
            (v.tense in ("infinitive", "gerund") and not self._describing(v, mention))
            or (v.tense == "participle" and mention.first - v.last <= 1)
            for v in between
        )

    def _describing(self, verb: Verb, mention: Mention) -> bool:
        """« … pour dix experts venant de Lomé, en collaboration avec l'OIM »: said of a noun, and closed by a comma."""
        start = self.scene.start_of_preposition(mention)
        parted = start - 1 > verb.last and self.scene.tokens[start - 1].text == ","
        alone = verb.tense == "gerund" and self.scene.tokens[verb.first].low != "en"
        return (
            alone
            and parted
            and bool(self.scene.preposition(mention))
            and any(m.last == verb.first for m in self.scene.actual)
        )

    def _finite_between(self, first: int, last: int) -> bool:
        return self.scene.verb_between(first, last)

    def _clause(self, verb: Verb) -> Clause:
        assert isinstance(verb.clause, Clause)
        return verb.clause


REQUESTS = frozenset(
    "solliciter inviter charger appeler exhorter prier mandater demander presser encourager enjoindre convier désigner choisir autoriser aider permettre pousser conjurer sommer supplier recommander engager".split()
)
# Their participle is active: « venu assister au sommet », « devenu membre ».
_MOTION = frozenset("venir arriver aller partir entrer retourner revenir devenir rester parvenir rentrer".split())
_CARRIERS = frozenset(base_verb(v) for v in SUPPORT)
_OBJECT_CLITICS = frozenset({"le", "la", "l'", "les"})
_GIVING = frozenset("confier revenir échoir incomber attribuer passer".split())
_FALLING = frozenset("revenir appartenir incomber échoir".split())
_APART = frozenset("premier première seul seule dernier dernière deuxième second seconde troisième".split())
_SEEING = frozenset("voir laisser entendre regarder faire".split())
_COUNTING = frozenset("compter figurer trouver être".split())


def _actor(mention: Mention) -> bool:
    return isinstance(mention.node, Node) and classes.load().is_a(mention.node.type, "Actor")
