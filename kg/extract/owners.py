"""Whose a thing is, and of whom a group is: « sa 45e session », « leur première résolution », « 166 membres de l'OMC »."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.draft import Draft, told_by_name
from kg.extract.gazetteer import Gazetteer
from kg.extract.inside import preposition
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text

_SERIES = ("ForumSeries", "Forum", "ForumEdition")


class Owners:
    """Reads possessives, « dont » and the bodies of groups; remembers the body last spoken of."""

    def __init__(self, text: Text, lexicon: Lexicon, gazetteer: Gazetteer, entry_node: Callable[[str], Node]) -> None:
        self._tokens, self._lexicon, self._gazetteer = text.tokens, lexicon, gazetteer
        self._entry_node, self._is_a = entry_node, classes.load().is_a
        self._last_body: Node | None = None

    def note(self, scene: Scene) -> None:
        """Remember the first body of a scene that stands free."""
        for m in scene.actual:
            body = isinstance(m.node, Node) and self._is_a(m.node.type, "Organization") and m.kind != "pronoun"
            if body and isinstance(m.node, Node) and scene.preposition(m) == "":
                self._last_body = m.node
                return

    def of(self, mention: Mention, node: Node, scene: Scene) -> Iterator[Draft]:
        """« leur première résolution »: whose text it is; « l'initiative chinoise »: whose initiative."""
        span, head = (mention.first, mention.last), self._tokens[mention.head].fold
        possessive = mention.determiner == "poss"
        if possessive and node.type == "Resolution" and not mention.weak:
            yield from self._sponsor(mention, node, scene)
        if (whole := self._whose(mention, node, scene)) is not None:
            edition = head.startswith("edition") and self._is_a(whole.type, *_SERIES)
            yield told_by_name(node, "editionOf" if edition else "partOf", whole, span, "dont#partOf", 0.75)
        owned = self._is_a(node.type, "Occasion", "OrganizationalBody") and node.type != "Visit"
        if possessive and owned and not head.startswith(self._lexicon.not_owned):
            whole = self._possessor(mention, scene)
            if whole is not None and not (self._of_several(mention) and whole.type == "IntergovernmentalOrganization"):
                yield told_by_name(node, "partOf", whole, span, "possessive#partOf", 0.6)
        its_report = self._tokens[mention.first].low == "son" and head.startswith(("rapport", "guide"))
        if its_report and node.type == "Report" and (maker := self._possessor(mention, scene)):
            yield told_by_name(node, "producedBy", maker, span, "possessive#producedBy", 0.7)
        if node.type == "Programme" and mention.last - mention.core == 2:
            state = self._gazetteer.demonym(self._tokens[mention.last - 1].fold)
            if state is not None:
                yield told_by_name(self._entry_node(state), "launches", node, span, "name#origin", 0.7)

    def _of_several(self, mention: Mention) -> bool:
        return self._tokens[mention.first].low in ("leur", "leurs")

    def _sponsor(self, mention: Mention, node: Node, scene: Scene) -> Iterator[Draft]:
        plural = self._of_several(mention)
        for owner in scene.before(mention.first):
            o = owner.node
            if (
                isinstance(o, Node)
                and self._is_a(o.type, "State", "CountryGroup", "Person", "ActorGroup")
                and (o.plural or o.type == "CountryGroup" or len(scene.group(owner)) > 1) == plural
            ):
                yield told_by_name(o, "sponsors", node, (owner.first, mention.last), "possessive#sponsors", 0.7)
                return

    def members(self, mention: Mention, node: Node, scene: Scene) -> Iterator[Draft]:
        """« les trente-deux pays de l'Alliance », « 166 membres de l'OMC »: a group of states is of the body it is named by."""
        words = [t.low for t in self._tokens[mention.head : mention.head + 2]]
        if mention.core >= mention.head and words not in (["états", "membres"], ["pays", "membres"]):
            return
        span = mention.first, mention.last
        for inner in mention.inner:
            target = inner.node
            body = isinstance(target, Node) and self._is_a(target.type, "Organization") and not target.plural
            if body and isinstance(target, Node) and preposition(inner, self._tokens) == "de":
                draft = told_by_name(node, "memberOf", target, span, "name#memberOf", 0.85)
                yield replace(draft, status="ongoing")  # whatever they did
                return
        whole = self._whole_of(mention, scene) if "membres" in words else None
        if whole is not None and whole is not node:
            yield replace(told_by_name(node, "memberOf", whole, span, "body#memberOf", 0.7), status="ongoing")

    def _whose(self, mention: Mention, node: Node, scene: Scene) -> Node | None:
        """« le consortium, dont le secrétariat s'installera … », « le Forum, dont la septième édition … »: the whole."""
        clause = scene.clause_of.get(mention.first)
        if clause is None or clause.opener != "dont" or mention.first - clause.first > 1 or node.plural:
            return None
        if not self._is_a(node.type, "Occasion", "OrganizationalBody"):
            return None
        for m in scene.before(clause.before + 1):
            if isinstance(m.node, Node) and self._is_a(m.node.type, "Organization", "Occasion", "ForumSeries"):
                return m.node if clause.before + 1 - m.last <= 2 and not m.node.plural else None
        return None

    def _possessor(self, mention: Mention, scene: Scene) -> Node | None:
        """The body behind « sa 45e session »: the clause's free body, before or (after a fronted phrase) after it."""
        close = next(iter(scene.before(mention.first)), None)
        if close is not None and mention.first - close.last <= 4 and isinstance(close.node, Node):
            met = any(t.form == "participle" for t in self._tokens[close.last : mention.first])
            if met and self._is_a(close.node.type, "Organization") and not close.node.plural:
                return close.node  # « par le Conseil, réuni pour sa 116e session »
        near = [*scene.before(mention.first), *scene.after(mention.last)]
        for m in near:
            if (
                isinstance(m.node, Node)
                and self._is_a(m.node.type, "Organization")
                and not m.node.plural
                and scene.preposition(m) == ""
            ):
                return m.node
        return self._last_body

    def _whole_of(self, mention: Mention, scene: Scene) -> Node | None:
        """« Ses 43 membres », « la CEDEAO, forte de douze États membres »: the body meant."""
        is_body: Callable[[Mention], bool] = lambda m: (  # noqa: E731
            isinstance(m.node, Node) and not m.node.plural and self._is_a(m.node.type, "Organization", "Forum")
        )
        before = [t.low for t in self._tokens[max(0, mention.first - 2) : mention.first]]
        if before[:1] in (["fort"], ["forte"]):
            near = next((m for m in scene.before(mention.first) if is_body(m)), None)
            return near.node if near is not None and isinstance(near.node, Node) else None
        return self._possessor(mention, scene) if mention.determiner == "poss" else None
