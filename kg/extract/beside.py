"""Facts that stand right after a name: « (1-2 juillet) », « à Dakar », « d'un montant de 11 milliards », « reprenant … l'IA »."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.draft import Draft, told_by_name
from kg.extract.gazetteer import Gazetteer
from kg.extract.inside import is_city
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes
from kg.text.tokens import Text

_REACH = 14  # tokens after a text within which its topic stands
_BEFORE_DATES: tuple[list[str], ...] = (
    [],
    [","],
    ["en"],
    [",", "en"],
    ["de"],
    ["("],
    ["le"],
    [",", "le"],
    ["du"],
    ["à"],
)


class BesideName:
    """Reads what the mentions after a name tell of the thing."""

    def __init__(self, text: Text, gazetteer: Gazetteer) -> None:
        self._tokens, self._gazetteer, self._is_a = text.tokens, gazetteer, classes.load().is_a

    def pronoun(self, mention: Mention, node: Node, scene: Scene, index: int) -> Iterator[Draft]:
        """« celle du Forum »: a text taken up, and what it is about."""
        forum = scene.mentions[index + 1] if index + 1 < len(scene.mentions) else None
        if forum is None or not isinstance(forum.node, Node) or not self._is_a(node.type, "Instrument"):
            return
        beside = forum.first == mention.last and scene.preposition(forum) == "de"
        if beside and self._is_a(forum.node.type, "Forum"):
            yield told_by_name(node, "about", forum.node, (mention.first, forum.last), "beside#about", 0.8)

    def read(self, mention: Mention, node: Node, scene: Scene, index: int) -> Iterator[Draft]:
        """The facts beside the name that a mention is."""
        yield from self._topic(mention, node, scene)
        following = scene.mentions[index + 1 : index + 3]
        if not following:
            return
        after = following[0]
        between = [t.low for t in self._tokens[mention.last : after.first]]
        yield from self._whole(mention, node, after, between)
        yield from self._amount(mention, node, after, between)
        yield from self._date(mention, node, after, between)
        yield from self._location(mention, node, after, between)
        yield from self._venue(mention, node, following)

    def _topic(self, mention: Mention, node: Node, scene: Scene) -> Iterator[Draft]:
        """« une résolution reprenant les attentes du continent face à l'IA »: what a text takes up is its topic."""
        if not self._is_a(node.type, "Instrument") or mention.last >= scene.sentence.last:
            return
        word = self._tokens[mention.last]
        if word.form != "participle" or not word.low.endswith("ant"):
            return
        for topic in scene.mentions:
            within = mention.last <= topic.first < mention.last + _REACH
            if within and topic.kind == "topic" and isinstance(topic.node, Node):
                yield told_by_name(node, "about", topic.node, (mention.first, topic.last), "beside#about", 0.7)
                return

    def _whole(self, mention: Mention, node: Node, after: Mention, between: list[str]) -> Iterator[Draft]:
        """« NOM de l'Union », « la réunion du Conseil »: what it is part of."""
        whole = after.node
        if not isinstance(whole, Node) or whole is node or node.plural:
            return
        named = mention.kind == "name" or (mention.kind == "noun" and self._is_a(node.type, "Occasion"))
        of_it = between in (["de"], ["d'"]) or (not between and self._tokens[after.first].low in ("du", "des"))
        if named and of_it and self._is_a(whole.type, "Organization", "ForumEdition", "ForumSeries"):
            yield told_by_name(node, "partOf", whole, (mention.first, after.last), "beside#partOf", 0.85)

    def _amount(self, mention: Mention, node: Node, after: Mention, between: list[str]) -> Iterator[Draft]:
        """« de 11 milliards », « (11 milliards) », « d'une valeur de 11 milliards »."""
        if after.kind != "amount" or not self._is_a(node.type, "Initiative", "Instrument"):
            return
        worth = between[:1] == ["d'"] and between[-1:] in (["de"], ["d'"]) and len(between) <= 5
        if worth or between in (["de"], ["d'"], ["("]):
            yield told_by_name(node, "amount", None, (mention.first, after.last), "beside#amount", 0.7, after.value)

    def _date(self, mention: Mention, node: Node, after: Mention, between: list[str]) -> Iterator[Draft]:
        """« (1-2 juillet) », « en 2027 »."""
        dated = self._is_a(node.type, "Occasion") or node.year
        if dated and after.kind == "date" and after.value and between in _BEFORE_DATES:
            yield told_by_name(node, "date", None, (mention.first, after.last), "beside#date", 0.85, after.value)

    def _location(self, mention: Mention, node: Node, after: Mention, between: list[str]) -> Iterator[Draft]:
        """« l'Institut Pasteur de Dakar »: where a place or a body of research stands."""
        named = mention.kind == "noun" and mention.proper
        if not named or not self._is_a(node.type, "Place", "ResearchInstitution", "Centre"):
            return
        city = after.node if after.kind != "person" and between in (["à"], [",", "à"], ["de"], ["d'"]) else None
        if isinstance(city, Node) and is_city(city, self._gazetteer):
            yield told_by_name(node, "locatedIn", city, (mention.first, after.last), "beside#locatedIn", 0.8)

    def _venue(self, mention: Mention, node: Node, following: list[Mention]) -> Iterator[Draft]:
        """« la conférence de Bonn », « le Sommet (Séville) »: where a meeting is held."""
        if not self._is_a(node.type, "Occasion") or (mention.kind == "registry" and node.series is None):
            return
        for at, place in enumerate(following):
            between = [t.low for t in self._tokens[mention.last : place.first]]
            near = between in (["à"], ["("], [",", "à"], ["de"], ["d'"])
            if near and isinstance(place.node, Node) and self._is_a(place.node.type, "Place"):
                yield told_by_name(node, "heldIn", place.node, (mention.first, place.last), "beside#heldIn", 0.85)
                if self._tokens[mention.head].number == "Plur":
                    yield from self._second_venue(mention, node, following[at : at + 2])
                return

    def _second_venue(self, mention: Mention, node: Node, places: list[Mention]) -> Iterator[Draft]:
        """« des réunions à Lomé et à Berlin »: held in both."""
        one, other = places[0], places[-1]
        between = [t.low for t in self._tokens[one.last : other.first]]
        if between in (["et"], ["et", "à"]) and isinstance(other.node, Node) and self._is_a(other.node.type, "Place"):
            yield told_by_name(node, "heldIn", other.node, (mention.first, other.last), "beside#heldIn", 0.8)
