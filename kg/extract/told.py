"""What the text so far has told: what « y », « les » and a sentence that names no text or no organ may mean."""

from __future__ import annotations

from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes
from kg.lexicon.schema import Role

_LATELY = 1.5  # mentions that one in the sentence just before is worth


class Told:
    """Remembers, sentence by sentence, what is named and who adopted what."""

    def __init__(self) -> None:
        self._is_a = classes.load().is_a
        self._seen: list[Node] = []
        self._earlier: list[Node] = []  # than the sentence being read
        self._just_before: list[Node] = []
        self._now: list[Node] = []
        self._default_body: Node | None = None
        self._adopters: dict[int, list[Node]] = {}  # by the node of a text
        self._adopter: Node | None = None  # the organ that the text last says adopted a resolution

    def note(self, scene: Scene) -> None:
        """Remember what a sentence names, and the intergovernmental organisation last spoken of: it adopts where no body is named."""
        self._earlier, self._just_before = list(self._seen), self._now
        told = [m for m in scene.mentions if scene.preposition(m) not in ("en marge de", "à la veille de")]
        self._now = [m.node for m in told if isinstance(m.node, Node)]
        for mention in scene.mentions:
            if isinstance(mention.node, Node) and mention in told:
                self._seen.insert(0, mention.node)
            for m in (*mention.inner, mention):
                if isinstance(m.node, Node) and m.node.type == "IntergovernmentalOrganization":
                    self._default_body = m.node

    def note_adopted(self, draft: Draft) -> None:
        """Remember who adopted what, where a fact tells it."""
        if draft.relation != "adopts":
            return
        if draft.subject.type == "OrganizationalBody":
            self._adopter = draft.subject
        if draft.object is not None:
            self._adopters.setdefault(id(draft.object), []).append(draft.subject)

    def most(self, at: int, role: Role, plural: bool = False, things: tuple[str, ...] = ()) -> Mention | None:
        """What the text so far, before this sentence, tells most of among the things of the role's classes (and of `things`).

        Of equals, the last; one in the sentence just before counts for more.
        """
        is_a, lately = self._is_a, self._just_before
        told = [
            n
            for n in self._earlier
            if is_a(n.type, *role.type) and n.plural == plural and (not things or is_a(n.type, *things))
        ]
        if set(role.type) <= {"Occasion", "Forum"}:  # « y prendre part »: to a meeting
            told = [n for n in told if is_a(n.type, "Occasion", "ForumSeries")]
            told = [n for n in told if any(n is o for o in lately)] or told
        texts = [n for n in told if n in lately and is_a(n.type, "Instrument")]
        if texts and any(is_a(kind, "Instrument") for kind in role.type):
            told = texts  # « s'y opposer »: of what may be opposed, a text
        weight = {id(n): sum(n is o for o in told) + _LATELY * any(n is o for o in lately) for n in told}
        node = max(told, key=lambda n: weight[id(n)], default=None)
        return Mention(at, at + 1, at, "pronoun", node.type, node=node) if node is not None else None

    def adopting_body(self, objects: list[Mention]) -> list[Mention]:
        """An unnamed adopter: the body inside the text's own name (« la résolution des Nations unies »)."""
        for mention in objects:
            if isinstance(mention.node, Node) and mention.node.type == "Resolution":
                body = mention.node.of or self._adopter or self._default_body
                if body is not None:
                    return [Mention(mention.first, mention.first, mention.first, "registry", body.type, node=body)]
        return []

    def behind(self, text: Mention) -> list[Mention]:
        """« Le texte invite les États à … »: a text asks in the name of those who adopted it."""
        if not isinstance(text.node, Node):
            return []
        if text.node.type == "Resolution":
            return self.adopting_body([text])
        behind = [n for n in dict.fromkeys(self._adopters.get(id(text.node), ())) if n.type != "State"]
        return [Mention(text.first, text.last, text.head, "registry", n.type, node=n) for n in behind]
