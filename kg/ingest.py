"""The whole flow, in reading order: documents → reading → quads → transactions of whole articles → the derived graph.

An article is its text and its address: the same one again changes nothing, whatever its name. A changed text replaces
the earlier article of the same address or, for articles without an address, of the same file or, without one, of the
same name; two articles of one batch never replace each other.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyoxigraph as ox

from kg import readers, resources
from kg.errors import KgError, StoreError
from kg.model import Document, Reading
from kg.rdf import iris, rules, write
from kg.rdf.names import ENT, PROV, SCHEMA, SKOS
from kg.readers import Reader
from kg.store import Rows, Store

NEW, UNCHANGED, REPLACED = "new", "unchanged", "replaced"
_TOGETHER = 60_000  # statements of new articles written in one transaction: about eighty articles
_UNNAMED = frozenset({"text", "stdin"})  # names that say nothing: they replace nothing


@dataclass(frozen=True)
class Failure:
    """An article that could not be taken in, and why, in one line."""

    name: str
    why: str


@dataclass(frozen=True)
class Summary:
    """What an ingest did: how many articles were new, unchanged, replaced; which failed; which hold no fact; which have
    no date (`undated`: their files, where they have one).

    `entities` and `facts` count what the articles of the whole store now speak of, each once.
    """

    new: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: tuple[Failure, ...] = ()
    without_facts: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    entities: int = 0
    facts: int = 0


@dataclass
class _Batch:
    """The state of one ingest: which articles it took in, and what happened to each document."""

    store: Store
    run: str
    written: dict[str, str] = field(default_factory=dict)  # article graph → fingerprint of its document
    held: dict[str, list[str]] = field(default_factory=dict)  # new article graph → its statements, yet to be written
    first: bool = False  # whether the store held no article before
    changed: bool = False  # whether the store is another than before
    outcomes: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    without_facts: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    def take(self, document: Document, reading: Reading | None) -> None:
        """Make the reading of a document the content of its graph, unless that is what the graph already holds."""
        graph = iris.article_graph(document.key).value
        if self.knows(document):
            self.outcomes.append(UNCHANGED)
            self.written[graph] = write.fingerprint(document)
            return
        if not document.date:
            self.undated.append(document.origin or document.name)
        if reading is None:  # it was known when it was looked at, and has been replaced since
            from kg.extract import read

            reading = read(document)
        statements = write.statements(reading, self.run)
        earlier = [] if self.first else _earlier(self.store, document, graph)
        earlier = [other for other in earlier if other not in self.written]
        place = _place(self.store, document.origin)
        statements += [f"<{graph}> {iris.PLACE} {place}"] if place else []
        self._write(earlier, graph, statements)
        self.written[graph] = write.fingerprint(document)
        self.outcomes.append(REPLACED if earlier else NEW)
        if not reading.facts:
            self.without_facts.append(document.name)

    def dated(self, document: Document | KgError) -> Document | KgError:
        """The document with the date that the store has for it, where it brings none: a date once given is not lost."""
        if isinstance(document, KgError) or document.date or (self.first and not self.changed):
            return document
        try:
            earlier = _earlier(self.store, document, iris.article_graph(document.key).value)
        except UnicodeEncodeError:  # half a character: the reader says so
            return document
        graphs = " ".join(f"<{graph}>" for graph in earlier)
        rows = self.store.query(
            f"""SELECT ?date WHERE {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?article {ENT.publishedOn} ?date }} }}
                ORDER BY ?date"""
        )
        assert isinstance(rows, Rows)
        known = next(iter(rows), None)
        return replace(document, date=known["date"].value) if known else document

    def knows(self, document: Document) -> bool:
        """Whether this very article, as this run reads it, is taken in: by this batch or, before it, into the store."""
        print_ = write.fingerprint(document)
        node = iris.article_graph(document.key)
        if self.written.get(node.value) == print_:
            return True
        if self.first:
            return False
        pattern = f"{node} {iris.VERSION} {ox.Literal(print_)} ; {PROV.wasGeneratedBy} {ox.NamedNode(self.run)}"
        return self.store.query(f"ASK {{ GRAPH {node} {{ {pattern} }} }}") is True

    def finish(self) -> None:
        """Write the articles still held."""
        if self.held:
            held, self.held = self.held, {}
            try:
                self._change((), held)
            except KeyboardInterrupt:  # nothing of them is written, or all: once more, on the way out
                self.held = held
                raise

    def _write(self, earlier: list[str], graph: str, statements: list[str]) -> None:
        """New articles are written together, which is cheaper; one that replaces another, by itself."""
        if earlier:
            self._change(earlier, {graph: statements})
            return
        self.held.setdefault(graph, []).extend(statements)
        if sum(map(len, self.held.values())) >= _TOGETHER:
            self.finish()

    def _change(self, remove: Iterable[str], graphs: dict[str, list[str]]) -> None:
        self.changed = True
        # The run is written again each time: an interrupted batch leaves no article without it.
        self.store.write(remove, {**graphs, iris.RUNS: write.run_statements(self.run, program_version())})


def ingest(documents: Iterable[Document | KgError], store: Store, read: Reader | None = None, jobs: int = 1) -> Summary:
    """Take documents into the store, each as a whole or not at all, then draw the derived graph again.

    `documents` may hold the errors of those that could not be loaded: they are counted as failed, like an article the
    reader cannot read; the others are still taken in. `read` is another reader than `kg.extract.read`; without it,
    `jobs` processes read. Raises StoreError. An interruption leaves the articles taken in so far, with their derived
    graph.
    """
    batch = _Batch(store, run_iri(), first=not store.query(f"ASK {{ ?article a {ENT.Article} }}"))
    given = map(batch.dated, documents)
    outcomes = readers.one_by_one(given, batch.knows, read) if read else readers.many(given, batch.knows, jobs)
    try:
        for document, outcome in outcomes:
            _take(batch, document, outcome)
    finally:
        batch.finish()
        if batch.changed:
            derive(store)
    entities, facts = counts(store)
    return Summary(
        new=batch.outcomes.count(NEW),
        unchanged=batch.outcomes.count(UNCHANGED),
        replaced=batch.outcomes.count(REPLACED),
        failed=tuple(batch.failed),
        without_facts=tuple(batch.without_facts),
        undated=tuple(batch.undated),
        entities=entities,
        facts=facts,
    )


def articles(store: Store, wanted: str) -> dict[str, str]:
    """The articles so called (name, title, address, checksum), or read from the file at this path: graph → name."""
    place = _place(store, str(Path(wanted).expanduser().resolve()))
    rows = store.query(
        f"""SELECT DISTINCT ?g ?name WHERE {{ GRAPH ?g {{ ?article a {ENT.Article} .
            OPTIONAL {{ ?article {ENT.documentName} ?name }}
            {{ ?article {ENT.documentName}|{ENT.checksum}|{SCHEMA.url}|{SKOS.prefLabel} ?called
               FILTER (STR(?called) = {ox.Literal(wanted)}) }} UNION {{ ?g {iris.PLACE} {place} }} }} }} ORDER BY ?g"""
    )
    assert isinstance(rows, Rows)
    found = {row["g"].value: row["name"].value if row["name"] else wanted for row in rows}
    return {graph: name for graph, name in found.items() if graph.startswith(iris.ARTICLES)}


def only_told_by(store: Store, graph: str) -> int:
    """How many facts no other article tells."""
    rows = store.query(
        f"""SELECT (COUNT(DISTINCT ?fact) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?claim {ENT.asserts} ?fact }}
            FILTER NOT EXISTS {{ GRAPH ?other {{ ?too {ENT.asserts} ?fact }} FILTER (?other != <{graph}>) }} }}"""
    )
    assert isinstance(rows, Rows)
    (row,) = rows
    return int(row["n"].value)


def withdraw(store: Store, graphs: Iterable[str]) -> None:
    """Forget articles (their graphs) with all that they say, then draw what follows from the others."""
    store.change(remove=graphs, add=())
    derive(store)


def derive(store: Store) -> None:
    """Draw the derived graph again from all others: after anything that changed them."""
    rules.rebuild(store)


def counts(store: Store) -> tuple[int, int]:
    """How many entities the articles mention, and how many facts they tell, each once."""
    rows = store.query(
        f"""SELECT ?entities ?facts WHERE {{
            {{ SELECT (COUNT(DISTINCT ?e) AS ?entities) WHERE {{ ?e {ENT.mentionedIn} ?article }} }}
            {{ SELECT (COUNT(DISTINCT ?f) AS ?facts) WHERE {{ ?claim {ENT.asserts} ?f }} }}
        }}"""
    )
    assert isinstance(rows, Rows)
    (row,) = rows
    return int(row["entities"].value), int(row["facts"].value)


def run_iri() -> str:
    """The run of this version of the program with its lexicon: what it reads, it reads alike."""
    return iris.run(program_version(), lexicon_checksum()).value


@cache
def program_version() -> str:
    """The version of Entente, `0` when it is not installed."""
    try:
        return version("entente")
    except PackageNotFoundError:
        return "0"


@cache
def lexicon_checksum() -> str:
    """SHA-256 (hex) of the files the reader reads by: frames, cues, registry, classes."""
    digest = hashlib.sha256()
    for path in resources.ontology_files("core.ttl", "frames/*.yaml", "cues/*.yaml", "registry/**/*.ttl"):
        digest.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _take(batch: _Batch, document: Document | KgError, outcome: readers.Outcome) -> None:
    if isinstance(document, KgError):
        batch.failed.append(Failure("", str(document)))
        return
    if isinstance(outcome, KgError):
        batch.failed.append(Failure(document.name, str(outcome)))
        return
    try:
        batch.take(document, outcome)
    except StoreError:
        raise
    except Exception as error:  # one article's fault, whatever it is, must not cost the others; it is told
        batch.failed.append(Failure(document.name, readers.why(error)))


def _earlier(store: Store, document: Document, graph: str) -> list[str]:
    """The graphs in the store of the same article: of this text, and of its earlier texts."""
    same = [f"?article {ENT.checksum} ?any . FILTER (?g = {ox.NamedNode(graph)})"]
    if document.url:
        same.append(f"?article {SCHEMA.url} {ox.Literal(document.url)}")
    elif place := _place(store, document.origin):
        same.append(f"?g {iris.PLACE} {place} . FILTER NOT EXISTS {{ ?article {SCHEMA.url} ?url }}")
    elif document.name not in _UNNAMED:
        elsewhere = f"FILTER NOT EXISTS {{ ?article {SCHEMA.url} ?url }} FILTER NOT EXISTS {{ ?g {iris.PLACE} ?place }}"
        same.append(f"?article {ENT.documentName} {ox.Literal(document.name)} . {elsewhere}")
    patterns = " UNION ".join(f"{{ GRAPH ?g {{ {pattern} }} }}" for pattern in same)
    rows = store.query(f"SELECT DISTINCT ?g WHERE {{ {patterns} }} ORDER BY ?g")
    assert isinstance(rows, Rows)
    return [row["g"].value for row in rows if row["g"].value.startswith(iris.ARTICLES)]


def _place(store: Store, origin: str | None) -> ox.Literal | None:
    """What stands for the file of a document: a checksum of its path from the store's home, which tells two files of
    one name apart, survives moving both, and gives nothing away. None for what is no file.
    """
    if not origin:
        return None
    try:
        path = os.path.relpath(origin, store.home)
    except ValueError:  # another drive, on Windows
        path = origin
    return ox.Literal(f"sha256:{hashlib.sha256(path.replace(os.sep, '/').encode()).hexdigest()}")
