"""Sides that a sentence points at or leaves out: « y », « les », « sa rédaction », « se sont abstenus A et B »."""

from __future__ import annotations

from kg.extract.arguments import Arguments, Fits
from kg.extract.clauses import Clause
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.told import Told
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.schema import Role

POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs"})
# What « le », « les », « lui », « leur » take up from an earlier sentence: things; people are left to the one who reads.
_THINGS = ("Instrument", "Occasion", "Initiative", "ResearchInstitution", "Forum")


class Unsaid:
    """Finds, for one scene, what a verb or noun is about without naming it."""

    def __init__(self, arguments: Arguments, told: Told) -> None:
        self._scene, self._arguments, self._told = arguments.scene, arguments, told
        self._is_a = classes.load().is_a

    def here(self, first: int, last: int, fits: Fits) -> Mention | None:
        """What the same sentence names before tokens [first, last), or after: « le texte a recueilli 12 voix, la Chine s'abstenant »."""

        def told(mention: Mention) -> bool:
            node = mention.node
            named = mention.determiner or mention.proper or mention.kind == "registry"
            return isinstance(node, Node) and node.type != "Visit" and not node.plural and bool(named) and fits(mention)

        return next((m for m in (*self._scene.before(first), *self._scene.after(last)) if told(m)), None)

    def said_by_relative(self, verb: Verb, role: Role) -> bool:
        """« le programme Nord, dont Oslo souhaite devenir membre »: what « dont » stands for is told, known or not."""
        clause = verb.clause
        return isinstance(clause, Clause) and clause.opener == "dont" and "de" in role.prep

    def there(self, verb: Verb, role: Role, fits: Fits) -> Mention | None:
        """« leur souhait d'y entrer », « elle lui allouera 40 millions »: the nearest thing before it that fits."""
        wanted = {"y": {"à", "dans"}, "en": {"de"}, "lui": {"à"}, "leur": {"à"}}.get(verb.clitic)
        if wanted is None or not wanted & set(role.prep) or (verb.tense == "gerund" and "Place" in role.type):
            return None  # « les membres y siégeant »: in a body, not in the place named before
        if verb.clitic in ("lui", "leur"):  # said of no one but whom the sentence before is about
            return self._told.most(verb.first, role, verb.clitic == "leur", _THINGS)
        if verb.clitic == "en" and any(self._is_a("State", kind) for kind in role.type):
            return None  # « en profiter », « en bénéficier » say little of whom
        own = self._own_subject(verb)
        near = next((m for m in self._scene.before(verb.first) if fits(m) and m not in own), None)
        if verb.clitic == "en" and near is not None:  # « L'Otan compte 32 membres : la Suède en est devenue membre »
            apart = any(t.text in (":", ";") for t in self._scene.tokens[near.last : verb.first])
            near = near if apart and self._scene.preposition(near) == "" else None
        return near or self._told.most(verb.first, role)

    def _own_subject(self, verb: Verb) -> tuple[Mention, ...]:
        """Who or what does it, and everything coordinated: « le Japon et l'Union y ont souscrit » is to a third thing."""
        if not verb.finite:
            return ()
        found = self._arguments.subject(verb, lambda m: isinstance(m.node, Node))
        return self._scene.group(found) if found is not None else ()

    def clitic(self, verb: Verb, role: Role, fits: Fits) -> Mention | None:
        """« pour les accompagner », « ils l'avaient coparrainé »: the nearest thing before it that fits in number."""
        if verb.clitic not in ("le", "la", "l'", "les"):
            return None
        plural = verb.clitic == "les"
        own = self._own_subject(verb)
        for mention in self._scene.before(verb.first):
            node = mention.node
            if (
                mention not in own
                and isinstance(node, Node)
                and fits(mention)
                and (node.plural or len(self._scene.group(mention)) > 1 or mention.type == "CountryGroup") == plural
            ):
                return mention
        return self._told.most(verb.first, role, plural, _THINGS)

    def owner(self, first: int, role: Role, fits: Fits) -> Mention | None:
        """« parmi ses signataires », « sa rédaction »: the text before it, here or earlier, that has such a thing."""
        if self._scene.tokens[first - 1].low not in POSSESSIVES or first == self._scene.sentence.first:
            return None
        if not all(self._is_a(kind, "Instrument") for kind in role.type):
            return None  # « sa présidence » is the owner's own
        near = next((m for m in self._scene.before(first) if fits(m) and m.kind != "pronoun"), None)
        return near or self._told.most(first, role)

    def said_with_en(self, first: int) -> bool:
        """« L'Espagne en assurera la présidence »: the verb that carries the noun has « en » before it."""
        clause = self._scene.clause_of.get(first)
        verb = next((v for v in reversed(self._scene.verbs) if v.last <= first and v.clause is clause), None)
        return verb is not None and verb.clitic == "en" and first - verb.last <= 6
