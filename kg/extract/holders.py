"""Whom a name or a title stands for: « M. Poutine », « l'ambassadeur », « le représentant permanent du Maroc »."""

from __future__ import annotations

from kg.extract.article import Article
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.lexicon.load import head_key
from kg.lexicon.words import fold, singular

_RULERS = frozenset({"president", "presidente", "roi", "reine", "emir", "sultan", "empereur"})


class Holders:
    """The people of an article, with the titles they are given, and the posts it names without a holder."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def resolve(self, mention: Mention, index: int) -> Node | None:
        """The person of a name or, where there is only a title, whoever holds it."""
        if mention.name is None:
            return self._holder(mention)
        node = self._named_person(mention)
        self._note_apposed_title(mention, index, node)
        return node

    def _note_apposed_title(self, mention: Mention, index: int, node: Node) -> None:
        """« Le président de la conférence, le diplomate Kofi Mensah, a dit … »: both titles are of the one person."""
        before = self._article.previous(mention, index)
        if before is None or before.kind != "person" or before.name is not None or not before.titles:
            return
        apart = [t.text for t in self._tokens[before.last : mention.first]] == [","]
        closing = [t.low for t in self._tokens[mention.last : mention.last + 2]]
        own = isinstance(before.node, Node) and not before.node.proper and before.node in self._article.nodes
        if apart and own and closing[:1] == [","] and closing[1:] != ["et"] and before.determiner == "def":
            self._article.nodes.remove(before.node)  # type: ignore[arg-type]
            before.node = node
            self._note_titles(node, before)

    def _named_person(self, mention: Mention) -> Node:
        assert mention.name is not None
        words = [fold(t.text) for t in self._tokens[mention.name[0] : mention.name[1]] if t.text != "."]
        for node in reversed(self._article.nodes):
            if (
                node.type == "Person"
                and node.proper
                and words[-1] == fold(node.label).split()[-1]
                and self._same_names(words, fold(node.label).replace(".", " ").split())
            ):
                if len(words) > len(node.label.split()):  # « Poutine » comes before « Vladimir Poutine »
                    node.add_form(node.label)
                    node.label = self._text.slice(*mention.name)
                self._note_titles(node, mention)
                return node
        node = Node(self._text.slice(*mention.name), "Person", proper=True, gender=self._gender(mention))
        self._note_titles(node, mention)
        self._article.add(node)
        return node

    @staticmethod
    def _same_names(words: list[str], known: list[str]) -> bool:
        return set(words) <= set(known) or (len(known) == 1 and known[0] == words[-1])

    def post(self, mention: Mention, index: int) -> Node:
        """A post named without its holder, one per mention: what it is a post of is read when a frame fills it."""
        node = Node(mention.titles[0].label(self._text), "Post", context=self._article.context)
        self._article.add(node)
        return node

    def _holder(self, mention: Mention) -> Node | None:
        """« l'ambassadeur », « le diplomate », « sa présidente exécutive »: the last person who carries the title, else a new one."""
        people = [n for n in self._article.recent() if n.type == "Person" and n.proper]
        if not mention.titles:
            return people[0] if people else None
        own = head_key(self._text.slice(mention.core, mention.last))
        word, *more = own.split()
        states, gender = self._states_of(mention), self._gender(mention)
        titled = [n for n in people if any(t.startswith(word) for t in n.titles)]
        same = next((n for n in titled if not states or not n.states or states & n.states), None)
        if same is not None and (not more or any(self._same_title(own, t) for t in same.titles)):
            return same
        compatriots = {id(n): n for n in people if states & n.states}
        sole = next(iter(compatriots.values())) if len(compatriots) == 1 else None
        if (holder := sole or self._envoy(own, states, people, gender) or self._ruler(mention, people)) is not None:
            self._note_titles(holder, mention)
            return holder
        if not more or mention.determiner != "def":
            return same
        node = Node(mention.label(self._text), "Person", context=self._article.context, gender=gender)
        node.titles, node.states = [own], states
        return self._article.add(node)

    def _envoy(self, title: str, states: set[str], people: list[Node], gender: str) -> Node | None:
        """« L'ambassadeur X … Le représentant permanent du Maroc … »: one who may be sent so, and of no other state."""
        sent = [
            head_key(word) for t in self._article.lexicon.titles.titles if t.represents for word in (t.word, t.feminine)
        ]

        def is_sent(words: str) -> bool:
            return any(words == key or words.startswith(f"{key} ") for key in sent)

        if not states or not is_sent(title):
            return None
        fitting = [n for n in people if not n.states and n.gender in ("", gender) and any(map(is_sent, n.titles))]
        return fitting[0] if len(fitting) == 1 else None

    def _ruler(self, mention: Mention, people: list[Node]) -> Node | None:
        """« Le Président X … Le chef de l'État … »: the one president or monarch of a state that the article has named."""
        bare = mention.titles[0].first - mention.first <= 1 and not mention.inner  # not « le futur chef de l'État »
        if not mention.titles[0].head_of_state or mention.determiner != "def" or not bare:
            return None
        own = fold(mention.titles[0].label(self._text)).split()
        rulers = [n for n in people if any(self._rules(t, n) for t in n.titles)]
        return rulers[0] if own[:1] == ["chef"] and len(rulers) == 1 else None

    @staticmethod
    def _rules(title: str, holder: Node) -> bool:
        word, *more = title.split()
        if word not in _RULERS:
            return False
        of_state = bool(holder.states) and holder.office is None and len(more) <= 3
        return not more or " ".join(more).startswith("de la republique") or of_state

    @staticmethod
    def _same_title(a: str, b: str) -> bool:
        x, y = set(a.split()), set(b.split())
        return x <= y or y <= x

    def _states_of(self, mention: Mention) -> set[str]:
        """Registry ids of the states that the titles of a person name."""
        found = {
            i.node.entry for i in mention.inner if isinstance(i.node, Node) and i.node.type == "State" and i.node.entry
        }
        for title in mention.titles:
            for first, last in ((title.first, title.last), title.complement or (0, 0)):
                found |= {
                    s
                    for t in self._tokens[first:last]
                    if not t.is_capital and (s := self._article.gazetteer.demonym(t.fold))
                }
        return found

    def _note_titles(self, node: Node, mention: Mention) -> None:
        node.states |= self._states_of(mention)
        bodies = [i.node for i in mention.inner if isinstance(i.node, Node) and self._is_a(i.node.type, "Organization")]
        node.office = bodies[0] if bodies else node.office
        node.titles += [head_key(t.label(self._text)) for t in mention.titles]
        for title in mention.titles:
            node.add_form(title.label(self._text))

    def _gender(self, mention: Mention) -> str:
        if mention.titles:
            word = self._tokens[mention.titles[0].first]
            return "Fem" if singular(word.fold) in self._article.lexicon.feminine_titles else word.gender
        before = self._tokens[mention.first].low
        return {"mme": "Fem", "m": "Masc", "m.": "Masc"}.get(before, "")
