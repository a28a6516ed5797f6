"""Meetings that come again: the editions of a series, each with its number or year."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.article import Article
from kg.extract.mentions import Mention
from kg.extract.nodes import Node, clean, name_key
from kg.extract.quantities import ORDINAL
from kg.lexicon.load import head_key
from kg.lexicon.words import fold

YEAR = re.compile(r"^(?:19|20)\d\d")


class Editions:
    """The editions of the series that an article names."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._text, self._tokens, self._is_a = article.text, article.tokens, article.is_a

    def of(self, series: Node) -> Node:
        """The edition of a series that an article speaks of without saying which: the only one it names, else one of its own."""
        known = [n for n in self._article.nodes if n.series is series and not n.apart]
        if len(known) == 1:
            return known[0]
        return self.numbered(series, "", "")

    def date(self, dates: Iterable[tuple[Node, str]]) -> None:
        """Give editions known only by their series the year of their date, so that articles meet on one node.

        `dates`: nodes with the ISO dates told of them. One with dates of several years stays as it is.
        """
        years: dict[int, set[str]] = {}
        editions = {id(node): node for node, _ in dates if node.implied and node.series is not None}
        for node, date in dates:
            years.setdefault(id(node), set()).update(re.findall(r"\b\d{4}\b", date.partition("T")[0])[:2])
        for key, node in editions.items():
            series = node.series
            if series is None or len(years[key]) != 1:
                continue
            (year,) = years[key]
            known = next((n for n in self._article.nodes if n.series is series and n.year == year), None)
            if known is not None:
                node.same_as = known
                continue
            node.label, node.year, node.implied = f"{node.label} ({year})", year, False
            node.context = series.entry or " ".join(series.key)

    def gathering(self, node: Node | None) -> Node | None:
        """The one edition of a series that the article tells of, for what happens at a gathering; else the node itself."""
        if node is None or node.type != "ForumSeries":
            return node
        known = [n for n in self._article.nodes if n.series is node and n.same_as is None]
        return known[0] if len(known) == 1 and known[0].year else node

    def numbered(self, series: Node, year: str, ordinal: str = "") -> Node:
        """The edition of a year or number."""
        for node in self._article.nodes:
            if node.series is series and node.year == year and fold(node.ordinal) == fold(ordinal):
                return node
        label = f"{ordinal} {series.label}".strip() + (f" ({year})" if year else "")
        node = Node(
            label, "ForumEdition", year=year, proper=True, series=series, heads=set(series.heads), gender=series.gender
        )
        node.ordinal = ordinal
        node.context = series.entry or " ".join(series.key)
        if not year and not ordinal:
            node.context, node.implied = self._article.context, True
            node.forms = list(series.forms)
        self._article.add(node)
        return node

    def series_of(self, mention: Mention) -> Node | None:
        """« la troisième Conférence africaine des start-up » is one of a series, which is named without its number.

        A first one may stay the only one; what is not a name of its own (« la troisième réunion ») tells of no series.
        """
        words = self._tokens[mention.core : mention.head]
        number = next((t for t in words if ORDINAL.match(t.text)), None)
        after = self._tokens[mention.head + 1 : mention.last]
        named = self._tokens[mention.head].is_capital and any(t.is_capital or t.pos == "ADP" for t in after)
        named = named or any(t.is_capital and not ORDINAL.match(t.text) for t in words)
        if number is None or not named or mention.type != "ForumEdition" or number.fold.startswith("premi"):
            return None
        label = clean(self._text.slice(number.i + 1, mention.last))
        key = name_key(label)
        known = next(
            (
                n
                for n in self._article.nodes
                if n.type in ("ForumSeries", "ForumEdition") and n.key == key and not n.year
            ),
            None,
        )
        if known is not None:
            known.type = "ForumSeries" if known.entry is None else known.type
            return known if known.type == "ForumSeries" else None
        entry = self._article.gazetteer.by_words.get(frozenset(key))
        if entry is not None and self._article.gazetteer.registry.entries[entry].type == "ForumSeries":
            return self._article.entry_node(entry)
        series = Node(label, "ForumSeries", proper=True, heads={head_key(self._tokens[mention.head].text)})
        self._article.add(series)
        series.add_form(label)
        return series

    def of_last_series(self, mention: Mention, index: int) -> Node | None:
        """« la première édition tenue à Paris en février 2025 »: an edition of the summit last named."""
        occasions = [
            n for n in self._article.recent() if self._is_a(n.type, "Occasion", "ForumSeries", "Forum") and n.proper
        ]
        if not occasions:
            return None
        model = occasions[0]
        series = model.series or (model if self._is_a(model.type, "ForumSeries") or model.year else None)
        if series is None or self._tokens[mention.last - 1].low != "édition":
            return None
        if series is model and model.year:
            base = re.sub(r"\s*\((?:19|20)\d\d\)$", "", model.label)
            series = Node(base, "ForumSeries", proper=True, heads=set(model.heads))
            self._article.add(series)
            model.series = series
        nearby = [
            m
            for m in self._article.mentions[index + 1 : index + 5]
            if m.kind == "date" and self._text.sentence_of[m.first] == self._text.sentence_of[mention.first]
        ]
        year = next(
            (
                m.value[:4]
                for m in nearby
                if YEAR.match(m.value) and not any(t.text == "," for t in self._tokens[mention.last : m.first])
            ),
            "",
        )
        if not year:
            return None
        node = self.numbered(series, year)
        node.apart = True
        node.ordinal = self._tokens[mention.core].fold
        return node

    def year_after(self, index: int, mention: Mention) -> str:
        """The year of a date that follows the mention at once (« le Sommet … en 2027 »)."""
        for later in self._article.mentions[index + 1 : index + 3]:
            if (
                later.kind == "date"
                and later.first - mention.last <= 1
                and re.fullmatch(r"(?:19|20)\d\d(?:-\d\d)?", later.value)
            ):
                between = [t.low for t in self._tokens[mention.last : later.first]]
                if between in ([], ["en"], ["de"]) and (
                    between
                    or self._tokens[later.first].low in ("en", "de")
                    or later.value[:4] == self._tokens[later.first].text
                ):
                    return later.value[:4]
        return ""

    def ordinal(self, mention: Mention) -> str:
        """« le XIXe Sommet de la Francophonie », « la COP30 »: the words that count an edition, or ""."""
        words = [t for t in self._tokens[mention.core : mention.last] if ORDINAL.match(t.text)]
        return words[0].text if words else ""
