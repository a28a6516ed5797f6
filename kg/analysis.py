"""Network answers of a graph: names in, findings out, each with its table, its passages and its picture."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analyse import ties
from kg.analyse.finding import Finding
from kg.errors import NotFoundError, QueryError
from kg.messages import say
from kg.query.labels import resolve
from kg.store import Store

if TYPE_CHECKING:
    from kg.analyse.ties import Ties

PICTURES = (".svg", ".html")


@dataclass(frozen=True, repr=False)
class Answer(Finding):
    """A `Finding` that can draw itself."""

    def svg(self) -> str:
        """The picture: the network behind the rows, or the lines over time. The same rows give the same picture."""
        from kg.view.sketch import draw

        return draw(self.sketch)

    def picture(self, path: str | Path, lang: str = "fr") -> None:
        """Write the picture: `.svg`, or `.html` (the facts behind the rows as an interactive page).

        Raises QueryError for another ending, OSError when it cannot be written.
        """
        target = Path(path)
        if target.suffix not in PICTURES:
            raise QueryError(say("analyse.picture", name=target.name))
        if target.suffix == ".svg":
            target.write_text(self.svg(), encoding="utf-8")
            return
        from kg.view.data import payload
        from kg.view.html import render

        target.write_text(render(payload(self.subgraph(), lang)), encoding="utf-8")


class Analysis:
    """`graph.analyse`: questions about who meets whom. Actors are names or IRIs; `statuses`: which facts count (by
    default what is or was true). Names come in `lang` where it has one.

    Methods raise NotFoundError for a name of nothing, QueryError for one of several.
    """

    def __init__(self, store: Store, lang: str = "fr") -> None:
        self._store, self._lang = store, lang

    def brokers(self, limit: int = 10, statuses: Collection[str] | None = None) -> Answer:
        """The actors with the highest betweenness, the blocs each bridges, and through what."""
        from kg.analyse import brokers

        return _answer(brokers.brokers(self._ties(statuses), limit))

    def between(self, one: str, other: str, limit: int = 10, statuses: Collection[str] | None = None) -> Answer:
        """Who bridges two actors or blocs: who meets each of them where the other is not."""
        from kg.analyse import brokers

        ties, ends = self._ties(statuses), (self._named(one), self._named(other))
        if len(set(ends)) == 1:
            raise QueryError(say("analyse.two"))
        for end, name in zip(ends, (one, other), strict=True):
            if end not in ties.graph and not any(member in ties.graph for member in ties.members.get(end, ())):
                raise NotFoundError(say("analyse.no_fact", name=name))
        return _answer(brokers.between(ties, *ends, limit=limit))

    def communities(self, limit: int = 10, statuses: Collection[str] | None = None) -> Answer:
        """The blocs: actors that meet each other more than the rest, and where."""
        from kg.analyse import communities

        return _answer(communities.communities(self._ties(statuses), limit))

    def path(self, one: str, other: str, most: int = 1, statuses: Collection[str] | None = None) -> Answer:
        """The `most` most telling of the shortest chains of facts between two entities, with each step's passage."""
        from kg.analyse import routes

        return _answer(routes.path(self._store, self._named(one), self._named(other), statuses, most, self._lang))

    def common(self, *actors: str, statuses: Collection[str] | None = None) -> Answer:
        """The forums, texts and partnerships that all these actors share."""
        from kg.analyse import routes

        if len(actors) < 2:
            raise QueryError(say("analyse.two"))
        return _answer(routes.common(self._ties(statuses), {self._named(name): name for name in actors}))

    def centrality(
        self, *actors: str, by: str = "year", limit: int = 5, statuses: Collection[str] | None = None
    ) -> Answer:
        """Betweenness by `year` or `month`, of these actors or of the `limit` foremost."""
        from kg.analyse import overtime

        if by not in overtime.PERIODS:
            raise QueryError(f"{by} is no period; give {' or '.join(overtime.PERIODS)}")
        return _answer(overtime.centrality(self._ties(statuses), list(map(self._named, actors)), by, limit))

    def _named(self, name: str) -> str:
        return resolve(self._store, name)

    def _ties(self, statuses: Collection[str] | None) -> Ties:
        return ties.read(self._store, statuses, self._lang)


def _answer(finding: Finding) -> Answer:
    return Answer(**{field.name: getattr(finding, field.name) for field in fields(finding)})
