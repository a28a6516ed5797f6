"""Posts and what they entail: « l'ambassadeur X, représentant permanent du Royaume auprès des Nations unies »."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from kg.extract.draft import Draft
from kg.extract.gazetteer import Gazetteer
from kg.extract.link import Linker
from kg.extract.mentions import Mention, TitlePhrase
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.lexicon import classes
from kg.lexicon.load import head_key, load
from kg.lexicon.words import fold
from kg.text.tokens import Text

# The share right on tests/corpus/train and develop (24 November 2026).
_SURE = {"holdsPosition": 0.95, "represents": 0.8}


# Who runs for a post holds none.
_NO_POST = frozenset({"candidat", "candidate"})
_NOWADAYS = frozenset(
    "aujourd'hui alors désormais jusque-là actuel actuelle ancien ancienne également aussi auparavant jadis naguère".split()
)


class PostReader:
    """holdsPosition and represents from the titles of named people."""

    def __init__(self, text: Text, gazetteer: Gazetteer, linker: Linker) -> None:
        self.text, self.tokens, self._gazetteer, self._linker = text, text.tokens, gazetteer, linker
        self._is_a = classes.load().is_a
        self._seen: set[tuple[int, str]] = set()
        self._inner: list[Mention] = []
        self._titles = {head_key(w): t for t in load().titles.titles for w in (t.feminine, t.word)}

    def read(self, scene: Scene) -> Iterator[Draft]:
        self._inner = [i for m in scene.mentions for i in m.inner]
        yield from self._beside(scene)
        for mention in scene.mentions:
            node = mention.node
            if mention.kind != "person" or not isinstance(node, Node):
                continue
            for title in mention.titles:
                if mention.name is None and title.last == title.word_last:
                    continue
                drafts = self._of_title(mention, title, node, scene)
                # An unnamed holder is no one's post, but speaks for a state all the same (« le délégué suisse »).
                yield from drafts if node.proper else (d for d in drafts if d.relation == "represents")

    def _beside(self, scene: Scene) -> Iterator[Draft]:
        """« X, aujourd'hui ambassadeur de France en Turquie », « Y, son chef de gouvernement », « Z (Kenya) »."""
        for mention, after in pairwise(m for m in scene.mentions if m.kind != "date"):
            node = mention.node
            if mention.kind != "person" or mention.name is None or not isinstance(node, Node):
                continue
            between = [t.low for t in self.tokens[mention.last : after.first]]
            if between == ["("] and after.type == "State" and self.tokens[after.last : after.last + 1]:
                if self.tokens[after.last].text == ")" and isinstance(after.node, Node):
                    yield self._draft(node, "represents", after.node, "ongoing", mention)
                continue
            if between[:1] != [","] or not set(between[1:]) <= _NOWADAYS or len(between) > 2 or not after.titles:
                continue
            if (
                after.name is not None
                or not self._ends_aside(after)
                or (after.kind != "post" and after.determiner != "poss")
            ):
                continue
            yield from self._of_title(after, after.titles[0], node, scene)

    def _ends_aside(self, mention: Mention) -> bool:
        """Whether what stands after a name is set apart from what follows (« X, ministre de la Défense, … »)."""
        after = self.tokens[mention.last] if mention.last < len(self.tokens) else None
        return after is None or after.text in (",", ".", ";", ")", "(") or after.low in ("depuis", "et")

    def complete(self, drafts: Iterable[Draft], scene: Scene) -> Iterator[Draft]:
        """Frames' drafts, those that give someone a post completed with what the post is of and whom its holder represents."""
        posts = {id(m.node): m for m in scene.mentions if m.kind == "post"}
        for draft in drafts:
            mention = posts.get(id(draft.object))
            yield draft
            self._inner = mention.inner if mention is not None else []
            if mention is None or draft.object is None:
                continue
            title = mention.titles[0]
            of, at = self._complements(mention, title)
            draft.object.context = of.entity().id if of else ""
            draft.extras = {"of": of, "at": at}
            if title.represents and of is not None and self._is_a(of.type, "State", "Organization", "CountryGroup"):
                yield replace(draft, relation="represents", object=of, extras={}, rule="title#represents")

    def _of_title(self, mention: Mention, title: TitlePhrase, node: Node, scene: Scene) -> Iterator[Draft]:
        label, *others = self._wordings(title)
        if fold(label).split()[0] in _NO_POST:
            return
        known = (id(node), fold(label))
        if known in self._seen:
            return
        self._seen.add(known)
        of, at = self._complements(mention, title)
        if of is None and title.represents and self.tokens[title.first - 1].low in ("son", "sa"):
            of = self._whose(mention, scene)
        status = "realised" if self.tokens[title.first - 1].low in ("ancien", "ancienne", "ex") else "ongoing"
        post = Node(label, "Post", context=(of.entity().id if of else ""))
        for form in others:
            post.add_form(form)
        draft = self._draft(node, "holdsPosition", post, status, mention)
        draft.extras = {"of": of, "at": at}
        yield draft
        if title.represents and of is not None and self._is_a(of.type, "State", "Organization", "CountryGroup"):
            yield self._draft(node, "represents", of, status, mention)

    def _whose(self, mention: Mention, scene: Scene) -> Node | None:
        """« le Japon et son ambassadeur, X »: the state last named before, where it stands free."""
        for m in scene.before(mention.first):
            free = scene.preposition(m) == "" or mention.first - m.last == 1  # « et Tokyo par son ambassadeur »
            if isinstance(m.node, Node) and free and (m.type == "State" or m.node.capital_of):
                return self._linker.entry_node(m.node.capital_of) if m.node.capital_of else m.node
        return None

    def _wordings(self, title: TitlePhrase) -> list[str]:
        """The title in the singular, by its own gender first, then the other: « les présidents rwandais Paul Kagame et … »
        names one person's post, and « représentante permanente du Chili » the same post as « représentant permanent du Chili »."""
        whole, own = title.label(self.text), self.text.slice(title.first, title.word_last)
        known = self._titles.get(head_key(own))
        if known is None or not whole.startswith(own):
            return [whole]
        rest = whole[len(own) :]
        words = [own] if fold(own) in (fold(known.word), fold(known.feminine)) else []
        feminine = head_key(own) == head_key(known.feminine) != head_key(known.word)
        words += [known.feminine, known.word] if feminine else [known.word, known.feminine]
        return list({fold(word): word + rest for word in reversed(words)}.values())[::-1]

    def _complements(self, mention: Mention, title: TitlePhrase) -> tuple[Node | None, Node | None]:
        """(the state or body the post is of, the body it is accredited to)."""
        spans = [(title.first, title.last), *([title.complement] if title.complement else [])]
        of = at = None
        for inner in self._inner:
            target = inner.node
            if (
                not isinstance(target, Node)
                or not any(a <= inner.first < b or a <= inner.core < b for a, b in spans)
                or not self._is_a(target.type, "State", "Organization", "Occasion", "CountryGroup")
            ):
                continue
            before = [t.low for t in self.tokens[max(0, inner.first - 2) : inner.first + 1]]
            if "chef" in before and title.represents:
                continue  # « envoyé spécial du chef de l'État »: speaks for a person
            if any(w in ("auprès", "à", "au", "aux", "près") for w in before):
                at = at or target
            else:
                of = of or target
        if of is None or of.type != "State":
            for first, last in spans:
                for token in self.tokens[first:last]:
                    state = self._gazetteer.demonym(token.fold)
                    if state is not None and not token.is_capital:
                        node = self._linker.entry_node(state)
                        node.add_form(token.text)
                        of = of or node
        return of, at

    def _draft(self, s: Node, relation: str, o: Node, status: str, mention: Mention) -> Draft:
        return Draft(
            s, relation, o, "", status, mention.first, mention.first, mention.last, _SURE[relation], f"title#{relation}"
        )
