"""What a common noun takes up: « ce texte », « le Forum », « l'agence onusienne », « son institution »."""

from __future__ import annotations

import re

from kg.extract.article import Article
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.quantities import ORDINAL
from kg.lexicon.load import head_key

# « une conférence nationale », « intergouvernementale »: of a kind that a name with other words would tell too.
_KIND = re.compile(r"^\S+ \S+(?:nale|tale|nal|tal)\b")


class TakenUp:
    """The things named before that a common noun stands for."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def bare(self, mention: Mention, head: str) -> Node | None:
        """A bare noun after le/ce: the last thing with that head, else of that class; an indefinite one starts anew."""
        if mention.determiner in ("indef", "") and not mention.proper:
            return None
        beside = self._beside(mention, head)
        recent = [n for n in self._article.recent() if not any(n is b for b in beside)]
        number = self._tokens[mention.head].number
        generic = self._article.lexicon.takes_up.get(head, ())
        if head in self._article.lexicon.loose_nouns:
            return next(
                (
                    n
                    for n in recent
                    if (head in n.heads or self._is_a(n.type, *generic))
                    and not n.plural
                    and n.last_seen < mention.first
                ),
                None,
            )
        for node in recent:
            if head in node.heads and node.plural == (number == "Plur"):
                return node
        return next((n for n in recent if generic and self._is_a(n.type, *generic) and not n.plural), None)

    def _beside(self, mention: Mention, head: str) -> list[Node]:
        """What the same clause names by another head: « la convention remplace l'accord » speaks of two things."""
        if mention.determiner != "def":
            return []
        sentence, found = self._text.sentence_of[mention.first], []
        for m in self._article.mentions:
            if m.first >= mention.first:
                break
            if self._text.sentence_of[m.first] != sentence or m.kind != "noun" or not isinstance(m.node, Node):
                continue
            other = head_key(self._text.slice(m.head, self._article.head_end(m)))
            if other != head and not any(self._tokens[k].text in (",", ";", ":") for k in range(m.last, mention.first)):
                found.append(m.node)
        return found

    def announced(self, mention: Mention, head: str) -> Node | None:
        """A lead speaks of « un groupe accessible à tous », the next lines name it: « le Groupe des Amis … »."""
        here = self._text.sentence_of[mention.first]
        for node in self._article.recent():
            if (
                head.split()[0] in {h.split()[0] for h in node.heads}
                and not node.proper
                and node.indefinite
                and not node.plural
                and not _KIND.search(node.label)
                and here - self._text.sentence_of[node.last_seen] <= 3
            ):
                return node
        return None

    def described(self, mention: Mention) -> Node | None:
        """« la Convention, premier traité contraignant dans ce domaine », « Premier du genre, le texte … »: what it describes."""
        if mention.determiner or not ORDINAL.match(self._tokens[mention.core].text):
            return None
        if not self._is_a(mention.type, "Instrument") or self._tokens[mention.head].is_capital:
            return None
        before = next((m for m in reversed(self._article.mentions) if m.last <= mention.first), None)
        opens = self._text.sentences[self._text.sentence_of[mention.first]].first == mention.first
        aside = before is not None and mention.first - before.last == 1 and self._tokens[before.last].text == ","
        if not (opens or aside):
            return None
        if aside and before is not None and isinstance(before.node, Node):
            return before.node if self._is_a(before.node.type, "Instrument") else None
        return next((n for n in self._article.recent() if self._is_a(n.type, "Instrument") and not n.plural), None)

    def of_the_world(self, mention: Mention) -> Node | None:
        """« l'agence onusienne », « l'organisation panarabe »: the last international body, told by an adjective."""
        adjective = self._tokens[mention.last - 1]
        told = (
            mention.determiner == "def"
            and mention.last - mention.core == 2
            and adjective.fold.startswith(self._article.lexicon.international)
        )
        if not told or not self._is_a(mention.type, "Organization"):
            return None
        own, entries = ("IntergovernmentalOrganization", "OrganizationalBody"), self._article.gazetteer.registry.entries
        bodies = [n for n in self._article.recent() if n.entry is not None and self._is_a(n.type, *own)]
        if adjective.fold.startswith("onu"):
            bodies = [n for n in bodies if n.entry and (entries[n.entry].parent or "").startswith("body/")]
        return next(iter(bodies), None)

    def own_body(self, index: int) -> Node | None:
        """« M. Steiner, administrateur du PNUD, a dit que son institution … »: the body that the person last named is of."""
        holder = next((m for m in reversed(self._article.mentions[:index]) if m.kind == "person" and m.inner), None)
        named = [m.node for m in holder.inner] if holder is not None else []
        return next((n for n in named if isinstance(n, Node) and self._is_a(n.type, "Organization") and n.entry), None)
