"""What every store does, whatever is behind it: answer SPARQL over the union of its graphs, and change them in
transactions.

A request that changes several graphs is one SPARQL update, which every store applies as a whole or not at all. It
also brings the union up to date (`kg.store.union`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import exchange, guard, union
from kg.store.rows import Rows

Result = Rows | bool | list[ox.Triple]
Graphs = Mapping[str, Sequence[str]]  # IRI of a graph → its statements


class Store(ABC):
    """A set of named graphs. Use `kg.store.open_store`; close it, or use it in a `with` block.

    Queries see the union of all graphs as their default graph, unless they name graphs with FROM.
    """

    address: str
    read_only: bool

    @property
    def home(self) -> Path:
        """The folder from which the paths of articles are told: the current one, where the store has none."""
        return Path.cwd()

    def query(self, sparql: str) -> Result:
        """Rows for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises QueryError for updates and SERVICE, SyntaxError for text that is no SPARQL, StoreError when the
        store fails.
        """
        return self._query(sparql, guard.check_query(sparql))

    def update(self, sparql: str, touches: Collection[str] | None = None) -> None:
        """Apply a SPARQL update of named graphs as one transaction; it names them (GRAPH, USING, WITH).

        What it writes into the default graph is lost: that is the union of the others. `touches`: the graphs (IRIs)
        that it changes, if they are known; bringing the union up to date then costs their size, not the store's.
        Raises QueryError for LOAD and SERVICE, SyntaxError for text that is no update, StoreError.
        """
        guard.check_update(sparql)
        self._writable()
        home = self._union_home()
        self._update(sparql if home is None else union.around(sparql, touches, home))

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make `quads` the whole content of `graph` (an IRI), in one transaction.

        Raises StoreError for a quad of another graph, and what `change` raises.
        """
        content, home = list(quads), ox.NamedNode(graph)
        if stray := next((quad for quad in content if quad.graph_name != home), None):
            raise StoreError(f"{stray} does not belong to {home}; nothing was replaced")
        self.change(remove=[graph], add=content)

    def remove_graph(self, graph: str) -> None:
        """Forget a graph (an IRI); nothing happens when it is not there."""
        self.change(remove=[graph], add=())

    def fill(self, quads: Iterable[ox.Quad]) -> None:
        """`replace` the graphs of these quads, also in a read-only store: for those that come with the program."""
        graphs = _statements(quads)
        self._change([*graphs], graphs)

    def change(self, remove: Iterable[str], add: Iterable[ox.Quad]) -> None:
        """Forget the graphs `remove` (IRIs), then add quads, all in one transaction.

        Raises StoreError for a blank node (loading it twice would double it) and for a quad of the default graph.
        """
        self.write(remove, _statements(add))

    def write(self, remove: Iterable[str], graphs: Graphs) -> None:
        """`change` with the quads as text: for each graph (an IRI), its statements.

        They are taken as they are: terms of pyoxigraph in words (`f"{subject} {predicate} {object}"`), no blank nodes.
        """
        self._writable()
        self._change(list(remove), graphs)

    def dump(self, form: str = "nquads", graph: str | None = None) -> bytes:
        """Every graph, or one (an IRI), in a format of `kg.store.exchange.FORMATS`, in a fixed order."""
        return exchange.write(self.quads(graph), form)

    def load(self, data: bytes, form: str, name: str = "data") -> int:
        """Add an RDF file in one transaction; how many quads it gave. Raises SourceError (see `exchange.read`)."""
        quads = exchange.read(data, form, name)
        self.change(remove=(), add=quads)
        return len(quads)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Every quad of the named graphs, or of one of them (an IRI), in no particular order."""
        name = "?g" if graph is None else str(ox.NamedNode(graph))
        rows = self._rows(f"SELECT * WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        fixed = None if graph is None else ox.NamedNode(graph)
        for row in rows:
            yield ox.Quad(row["s"], row["p"], row["o"], fixed or row["g"])

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that hold something, sorted."""
        rows = self._rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return sorted(row["g"].value for row in rows)

    def close(self) -> None:  # noqa: B027  (nothing to let go of, by default)
        """Let go of the store. Using it afterwards raises StoreError; closing twice does nothing."""

    @abstractmethod
    def _query(self, sparql: str, shape: guard.Shape) -> Result: ...

    @abstractmethod
    def _update(self, sparql: str) -> None: ...

    def _change(self, remove: list[str], graphs: Graphs) -> None:
        if text := union.change(remove, graphs, self._union_home()):
            self._update(text)

    def _union_home(self) -> str | None:
        """Where we keep the union (see `union`): in the default graph; None where the server shows one of its own."""
        return ""

    def _rows(self, sparql: str) -> Rows:
        rows = self.query(sparql)
        assert isinstance(rows, Rows)
        return rows

    def _writable(self) -> None:
        if self.read_only:
            raise StoreError(f"the store {self.address} was opened for reading only; open it with read_only=False")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.address!r})"


def _statements(quads: Iterable[ox.Quad]) -> Graphs:
    graphs: dict[str, list[str]] = {}
    for subject, predicate, target, graph in quads:
        if isinstance(graph, ox.DefaultGraph):
            raise StoreError("a triple belongs to a named graph; give it one (kg import does)")
        if isinstance(subject, ox.BlankNode) or isinstance(target, ox.BlankNode):
            raise StoreError("a blank node cannot be stored; give it an address (kg import does)")
        graphs.setdefault(graph.value, []).append(f"{subject} {predicate} {target}")
    return graphs
