"""What notices and releases say without a verb: « Au programme : dix ateliers », « une réunion entre A et B », « Pour : 30 / Contre : 2 »."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes

_MEETING = ("ForumEdition", "Meeting", "ForumSeries")
_PROGRAMMES = (["au", "programme", ":"], ["au", "menu", ":"], ["à", "l'", "affiche", ":"])
_SCENES = frozenset({"théâtre", "écrin", "cadre", "décor"})
_ASIDE = frozenset({",", "(", "également", "aussi", "déjà", "qui", "fut", "est", "a", "été", "le"})
_VOTED = frozenset({"adopts", "votesFor", "opposes", "abstainsOn", "votes"})


class AgendaReader:
    """Reads scenes in order; remembers the meeting and the voted text last spoken of."""

    def __init__(self) -> None:
        self._is_a = classes.load().is_a
        self._meeting: Node | None = None
        self._text: Node | None = None

    def read(self, scene: Scene, framed: Iterable[Draft]) -> Iterator[Draft]:
        """Drafts of `partOf`, `participatesIn`, `heldIn` and `votes` that no verb says."""
        yield from self._programme(scene)
        yield from self._between(scene)
        yield from self._scene_of(scene)
        yield from self._score(scene)
        yield from self._visit(scene)
        for draft in framed:
            if draft.relation in _VOTED:
                voted = draft.subject if draft.relation == "votes" else draft.object
                self._text = voted if voted is not None and self._is_a(voted.type, "Instrument") else self._text
        told = [m.node for m in scene.actual if self._meets(m) and scene.preposition(m) in ("", "à", "lors de", "pour")]
        self._meeting = next((n for n in told if isinstance(n, Node)), self._meeting)

    def _meets(self, mention: Mention) -> bool:
        node = mention.node
        return isinstance(node, Node) and self._is_a(node.type, *_MEETING) and not node.plural

    def _programme(self, scene: Scene) -> Iterator[Draft]:
        """« Au programme : dix ateliers et une table ronde »: parts of the meeting just told of."""
        first = scene.sentence.first
        opening = [t.low for t in scene.tokens[first : first + 4]]
        after = next((first + len(p) for p in _PROGRAMMES if opening[: len(p)] == p), None)
        if after is None or self._meeting is None or scene.verb_between(after, scene.sentence.last):
            return
        for m in scene.after(after):
            node = m.node
            listed = isinstance(node, Node) and self._is_a(node.type, "Occasion") and scene.preposition(m) in ("", "de")
            if listed and isinstance(node, Node) and node is not self._meeting:
                yield self._draft((node, "partOf", self._meeting), (first, m.last), "agenda#partOf", "realised")

    def _between(self, scene: Scene) -> Iterator[Draft]:
        """« une réunion entre la France et le Kenya »: both take part."""
        for m in scene.actual:
            if not isinstance(m.node, Node) or not self._is_a(m.node.type, "Meeting", "ForumEdition"):
                continue
            other = next((o for o in scene.after(m.last) if o.first - m.last <= 1), None)
            # « les échanges entre A et B » are trade, « une série d'échanges » are talks
            trade = scene.tokens[m.head].low == "échanges" and m.determiner == "def"
            if trade or other is None or scene.preposition(other) != "entre" or len(scene.group(other)) < 2:
                continue
            for side in scene.group(other):
                if isinstance(side.node, Node) and self._is_a(side.node.type, "Actor"):
                    fact = (side.node, "participatesIn", m.node)
                    yield self._draft(fact, (m.first, side.last), "agenda#between", "")

    def _scene_of(self, scene: Scene) -> Iterator[Draft]:
        """« à Lomé (également théâtre du 8e sommet de l'Alliance) »: where that was held."""
        for i in range(scene.sentence.first + 1, scene.sentence.last):
            if scene.tokens[i].low not in _SCENES:
                continue
            place = next((m for m in scene.before(i) if i - m.last <= 4), None)
            meeting = next((m for m in scene.after(i + 1) if m.first - i <= 2), None)
            if place is None or meeting is None or not self._meets(meeting) or scene.preposition(meeting) != "de":
                continue
            between = [t.low for t in scene.tokens[place.last : i]]
            located = isinstance(place.node, Node) and self._is_a(place.node.type, "Place", "State")
            if located and between[:1] in ([","], ["("]) and _ASIDE.issuperset(between):
                fact = (meeting.node, "heldIn", place.node)
                yield self._draft(fact, (place.first, meeting.last), "agenda#heldIn", "realised")  # type: ignore[arg-type]

    def _visit(self, scene: Scene) -> Iterator[Draft]:
        """« En visite d'État au Kenya du 3 au 5 mai, le président … »: when and where the visit was."""
        for visit, place, when in zip(scene.mentions, scene.mentions[1:], scene.mentions[2:], strict=False):
            glued = (
                place.first - visit.last <= 1 and when.first - place.last <= 1 and when.kind == "date" and when.value
            )
            there = isinstance(place.node, Node) and self._is_a(place.node.type, "Place", "State")
            if visit.type != "Visit" or not isinstance(visit.node, Node) or not glued or not there:
                continue
            going = visit.determiner == "" and scene.preposition(visit) == "en"
            if going and scene.preposition(place) in ("à", "en", "dans"):
                span, words = (visit.first, when.last), scene.text.slice(when.first, when.last)
                yield Draft(
                    visit.node, "date", None, when.value, "realised", visit.head, *span, 0.75, "agenda#visit",
                    date=when.value, date_text=words,
                )  # fmt: skip
                fact = (visit.node, "heldIn", place.node)
                yield self._draft(fact, span, "agenda#visit", "realised")  # type: ignore[arg-type]

    def _score(self, scene: Scene) -> Iterator[Draft]:
        """« Pour : 336 / Contre : 1 », line by line: of the text that was put to the vote."""
        for m in scene.mentions:
            if m.kind == "tally" and scene.tokens[m.first].low == "pour" and self._text is not None:
                yield Draft(
                    self._text, "votes", None, m.value, "realised", m.first, m.first, m.last, 0.8, "agenda#votes"
                )

    @staticmethod
    def _draft(fact: tuple[Node, str, Node], span: tuple[int, int], rule: str, status: str) -> Draft:
        subject, relation, object_ = fact
        return Draft(subject, relation, object_, "", status, span[0], *span, 0.75, rule)
