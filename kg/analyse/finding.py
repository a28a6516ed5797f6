"""What a network answer is: rows for people and programs, the facts behind each, and the graph to draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from kg.analyse.facts import Fact
from kg.analyse.ties import Tie, Ties
from kg.errors import QueryError
from kg.query import markup
from kg.query.grid import grid
from kg.query.terms import Resource

if TYPE_CHECKING:
    import networkx as nx
    import pandas

_NOTHING = {"between": "nobody", "common": "never"}
Notes = tuple[tuple[str, dict[str, Any]], ...]
Cell = Resource | tuple[Resource, ...] | str | int | float | None


@dataclass(frozen=True)
class Row:
    """`cells`: column → value. `facts`: what the row stands on, the most telling first."""

    cells: dict[str, Cell]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Sketch:
    """What to draw. `graph`: IRIs with `label`, `group` (int, or None) and `main` (bool); edges may have a `label`.
    `series`: instead, lines over time: label → [(period, value)]."""

    graph: nx.Graph[str] | None = None
    series: dict[str, list[tuple[str, float]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """The rows of one network question. `kind`: brokers, between, communities, path, common or centrality;
    `notes`: (message key, its fields) of what a reader should know of the answer."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sketch: Sketch
    network: nx.MultiDiGraph[str]
    notes: Notes = ()

    @property
    def nothing(self) -> str:
        """What it says without rows."""
        from kg.messages import say

        return say(f"analyse.{_NOTHING.get(self.kind, 'nothing')}")

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (row.cells for row in self.rows)

    def facts(self) -> list[Fact]:
        """Every fact behind the rows, each once, in row order."""
        return list({fact.engagement: fact for row in self.rows for fact in row.facts}.values())

    def passages(self) -> list[dict[str, Any]]:
        """Every claim of these facts: fact, relation, status, speaker, document, url, quote, start, end, confidence.

        `start` and `end` are code points in the stored text of the document.
        """
        return [_passage(fact, claim) for fact in self.facts() for claim in fact.claims]

    def subgraph(self) -> nx.MultiDiGraph[str]:
        """The facts behind the rows as a graph of `kg.analyse.network.build`."""
        keys = {fact.engagement for fact in self.facts()}
        edges = [edge for edge in self.network.edges(keys=True) if edge[2] in keys]
        return self.network.edge_subgraph(edges).copy()  # type: ignore[arg-type]  # keys tell edges of one pair apart

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON: `analysis`, `rows` (with the IRIs of their facts), `evidence`."""
        rows = [
            {name: plain(value) for name, value in row.cells.items()}
            | {"facts": [fact.engagement for fact in row.facts]}
            for row in self.rows
        ]
        return {"analysis": self.kind, "rows": rows, "evidence": self.passages()}

    def to_dataframe(self, shown: bool = False) -> pandas.DataFrame:
        """One row each, labels in place of IRIs; `shown`: relations and statuses in words too. Needs the extra
        `notebook`."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("a DataFrame needs pandas; install it with: pip install 'entente[notebook]'") from error
        rows = [
            {name: in_words(name, value) if shown else flat(value) for name, value in row.cells.items()}
            for row in self.rows
        ]
        return pandas.DataFrame(rows, columns=list(self.columns))

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Headings and cells in the reader's language; what a row shares with the one above it is not repeated."""
        heads = [heading(name) for name in self.columns]
        shown, above = [], dict.fromkeys(self.columns, "")
        for row in self.rows:
            texts = {name: shown_as(name, row.cells[name]) for name in self.columns}
            same = self.columns[0] == "rank" and texts["rank"] == above["rank"]
            repeated = {"rank", "actor", "centrality", "strength"} if same else set()
            shown.append(["" if name in repeated and texts[name] == above[name] else texts[name] for name in texts])
            above = texts
        return heads, shown

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Where a notebook shows text only."""
        printer.text(grid(*self.table()) if self.rows else self.nothing)

    def _repr_html_(self) -> str:
        from kg.messages import say

        heads, rows = self.table()
        if not rows:
            return f"<p>{escape(self.nothing)}</p>"
        notes = "".join(f"<p><small>{escape(say(key, **fields))}</small></p>" for key, fields in self.notes)
        return markup.table(heads, [[escape(cell) for cell in row] for row in rows]) + notes


def heading(column: str) -> str:
    """A column's name in the reader's language."""
    from kg.messages import has, say

    key = f"analyse.{column}"
    return say(key) if has(key) else column  # an actor's column bears its name


def shown_as(column: str, value: Cell) -> str:
    """A cell for people: numbers rounded, relations and statuses in words."""
    from kg.messages import has, language
    from kg.query.display import display, term

    if isinstance(value, float):
        return decimal(value, 3)
    if isinstance(value, tuple):
        return " · ".join(map(str, value))
    if value and (column == "relation" or not has(f"analyse.{column}")):
        told = ", ".join(term(name, language()) for name in str(value).removesuffix("⁻¹").split(", "))
        return f"← {told} ←" if str(value).endswith("⁻¹") else f"→ {told} →" if column == "relation" else told
    return display(value, column, language())


def decimal(value: float, places: int) -> str:
    """A number as the reader writes it: 0.69, « 0,69 »."""
    from kg.messages import language

    return f"{value:.{places}f}".replace(".", "," if language() == "fr" else ".")


def in_words(column: str, value: Cell) -> str | int | float | None:
    """A cell for a DataFrame that people read: numbers stay numbers."""
    return value if value is None or isinstance(value, int | float) else shown_as(column, value)


def plain(value: Cell) -> Any:
    """A cell for JSON."""
    if isinstance(value, Resource):
        return {"iri": value.iri, "label": value.label}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value


def flat(value: Cell) -> str | int | float | None:
    """A cell for CSV and DataFrames: labels, several joined by « ; »."""
    if isinstance(value, tuple):
        return " ; ".join(map(str, value))
    return str(value) if isinstance(value, Resource) else value


def resource(ties: Ties, node: str) -> Resource:
    """A node of the ties; a bilateral fact is called by its ends and its relation."""
    from kg.analyse.terms import terms
    from kg.messages import language

    label = ties.label(node)
    if node in ties.graph and not ties.graph.nodes[node]["type"]:
        ends = " – ".join(sorted(map(ties.label, ties.graph[node])))
        label = f"{ends} ({terms().labels.get(label, {}).get(language(), label)})"
    return Resource(node, label)


def telling(ties: Iterable[Tie], most: int = 3) -> tuple[Fact, ...]:
    """The facts of ties, each once, the surest and best attested first, at most `most`."""
    facts = {tie.fact.engagement: tie.fact for tie in ties}.values()
    sure = sorted(facts, key=lambda fact: (-len(fact.claims), -max(c.confidence for c in fact.claims), fact.engagement))
    return tuple(sure[:most])


def _passage(fact: Fact, claim: Any) -> dict[str, Any]:
    speaker = {"iri": claim.speaker[0], "label": claim.speaker[1]} if claim.speaker else None
    return {"fact": fact.engagement, "relation": fact.relation} | asdict(claim) | {"speaker": speaker}
