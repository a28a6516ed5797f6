"""The two sides of a trigger: which mentions fit a role, where they stand, and what is coordinated to them."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.arguments import Arguments, Fits
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.told import Told
from kg.extract.triggers import Triggers
from kg.extract.unsaid import Unsaid
from kg.extract.verbs import Verb
from kg.lexicon import classes
from kg.lexicon.load import head_key
from kg.lexicon.schema import Frame, Role

LITERALS = frozenset({"date", "amount", "tally", "gist"})
# Standing forums that meet: told of as a gathering, an edition of them is meant.
CONVENED = frozenset({"ForumSeries", "Forum", "Dialogue"})
_TREATY_ACTS = frozenset({"ratifies", "joins"})


class Sides:
    """Finds the sides of the verbs and nouns of one scene."""

    def __init__(self, scene: Scene, told: Told, triggers: Triggers) -> None:
        self.scene, self.arguments, self._told, self._triggers = scene, Arguments(scene), told, triggers
        self._unsaid, self._is_a = Unsaid(self.arguments, told), classes.load().is_a

    def of_verb(self, verb: Verb, role: Role, default: str) -> list[Mention]:
        """The mentions in a role of a verb; `default`: whether it is the actor or the patient where the frame leaves it open."""
        if role.type[0] in LITERALS:
            return self._literal(verb.head, role)
        fits = self.fitter(role)
        if role.prep and verb.tense == "participle" and self.arguments.carries_noun(verb):
            # « dans un cadre intégré »: nothing before it is its own
            found = self.arguments.complement_of(verb, fits, role.prep)
        elif role.prep:
            found = self.arguments.complement(verb, role.prep, fits) or self._unsaid.there(verb, role, fits)
            if found is None and "" in role.prep:
                found = self._unsaid.clitic(verb, role, fits)
        elif (role.as_ or default) == "actor":
            found = self.arguments.actor(verb, fits)
        else:
            found = self.arguments.patient(verb, fits) or self._unsaid.clitic(verb, role, fits)
        if found is None and role.understood and not self._unsaid.said_by_relative(verb, role):
            found = self._unsaid.here(verb.first, verb.last, fits) or self._told.most(verb.first, role)
        return self.spread(found, fits)

    def of_noun(
        self,
        first: int,
        last: int,
        role: Role,
        support: frozenset[str] = frozenset(),
    ) -> list[Mention]:
        """The mentions in a role of the noun at tokens [first, last), which the verbs of `support` may carry."""
        if role.type[0] in LITERALS:
            return self._literal(first, role)
        fits = self.fitter(role)
        if role.as_ == "actor":
            return []
        prepositions = role.prep or ("de",)
        found = self.arguments.of_noun(last, prepositions, fits)
        if found is None:
            # « la présidence du Forum » read as one phrase: the side stands inside the noun phrase itself.
            holder = next((m for m in self.scene.actual if m.first <= first < m.last), None)
            found = next((i for i in holder.inner if i.first >= last and fits(i)), None) if holder is not None else None
        if found is None and role.prep and (told := self.arguments.told_of(first, last)) is not None:
            found = self.arguments.complement_of(told, fits, role.prep) if told.lemmas & support else None
        if found is None and "de" in prepositions:
            found = self.arguments.whose(first, fits) or self._unsaid.owner(first, role, fits)
            if found is None and self._unsaid.said_with_en(first):
                found = self._told.most(first, role)
        if found is None and role.understood:
            found = self._unsaid.here(first, last, fits)
        return self.spread(found, fits)

    def _literal(self, token: int, role: Role) -> list[Mention]:
        """The nearest date or quantity of the trigger's clause."""
        clause = self.scene.clause_of.get(token)
        near = [
            m
            for m in self.scene.mentions
            if m.kind == role.type[0]
            and m.value
            and self.scene.clause_of.get(m.first) is clause
            and not self._belongs_elsewhere(m, token)
        ]
        return sorted(near, key=lambda m: abs(m.first - token))[:1]

    def _belongs_elsewhere(self, date: Mention, token: int) -> bool:
        """A date set right after an occasion's name is that occasion's (« les Assises (1-2 juillet) »)."""
        before = next((m for m in self.scene.before(date.first)), None)
        if before is None or before.first < token or not self._is_a(before.type, "Occasion", "ForumSeries"):
            return False
        return date.first - before.last <= 1

    def fitter(self, role: Role) -> Fits:
        """Whether a mention may stand in a role."""

        def fits(mention: Mention) -> bool:
            node = mention.node
            if mention.kind == "noun" and self._is_deed(mention):
                return False
            return isinstance(node, Node) and (
                self._is_a(node.type, *role.type)
                or (node.capital_of is not None and self._is_a("State", *role.type))
                or (node.type in CONVENED and self._is_a("ForumEdition", *role.type))
            )

        return fits

    def _is_deed(self, mention: Mention) -> bool:
        """« leurs instruments de ratification »: a phrase that the lexicon knows for what is done is no text to be done with."""
        words = head_key(self.scene.text.slice(mention.core, mention.last))
        return any(t.relation in _TREATY_ACTS for t in self._triggers.nouns.get(words, ()))

    def spread(self, found: Mention | None, fits: Fits) -> list[Mention]:
        """A side with everything coordinated to it."""
        if found is None:
            return []
        if found.kind == "pronoun" and self.scene.tokens[found.first].low in ("celui", "celle", "ceux", "celles"):
            return [found]  # « l'institut ou celui prévu à Dakhla »: what is said of it is said of it alone
        side = [m for m in self.scene.group(found) if m is found or fits(m)]
        whole = next(
            (
                m
                for m in self.scene.actual
                if isinstance(m.node, Node) and m.node.counted and found.node in m.node.members
            ),
            None,
        )
        return [*([whole] if whole is not None and whole not in side and fits(whole) else []), *side]

    def company(
        self, frame: Frame, find: Callable[[Role, Fits], Mention | None]
    ) -> tuple[list[Mention], list[Mention]]:
        """Who joins in, as subjects and as objects: « avec C »."""
        role = frame.with_
        if role is None:
            return [], []
        fits = self.fitter(role)
        found = self.spread(find(role, fits), fits)
        return (found, []) if role.role != "object" else ([], found)
