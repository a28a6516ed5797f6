"""KnowledgeGraph: the one object users hold. A face that hands on to ingest, query, analyse, view and rdf.

Everything heavy is imported where it is first needed: opening a graph loads neither spaCy nor rdflib.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from kg.errors import NotFoundError, QueryError, SourceError
from kg.model import Document
from kg.store import Store, open_store

if TYPE_CHECKING:
    import rdflib

    from kg.analysis import Analysis
    from kg.ask import Asked
    from kg.ingest import Summary
    from kg.query import Answer, Passage
    from kg.query.explain import Explanation
    from kg.query.facts import Facts
    from kg.query.report import Report
    from kg.query.trace import Traced
    from kg.view.page import Page

_NAMED = 2000  # IRIs of an answer that are given names: nobody reads more
Source = str | Path | Document | SourceError


class KnowledgeGraph:
    """A graph of who did what with whom, and who says so. Open it with `KnowledgeGraph.open`; close it, or use `with`.

    >>> with KnowledgeGraph.open("memory:") as graph:
    ...     graph.facts()
    []
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._dataset: rdflib.Dataset | None = None

    @classmethod
    def open(cls, store: str | Path | None = None, read_only: bool = False) -> Self:
        """The graph at `store`: a folder, `memory:`, or the address of a SPARQL endpoint; by default `$KG_STORE`,
        else `./entente.db`. Raises StoreError, StoreLockedError.
        """
        return cls(open_store(store, read_only))

    def add(
        self, source: Source | Iterable[Source], date: str | None = None, lang: str = "fr", jobs: int = 1
    ) -> Summary:
        """Read articles into the graph; one already there changes nothing, a changed one replaces its earlier text.

        `source`: a file, folder, pattern or `-`, a Document, or several of these. `date` (ISO 8601) overrides the one
        an article gives of itself. `jobs` processes read (a script that asks for several must guard its main part).
        What cannot be read is in `Summary.failed`. Raises StoreError, and SourceError for a `date` that is none.
        """
        from kg import ingest

        sources = [source] if isinstance(source, str | Path | Document | SourceError) else source
        return ingest.ingest(_documents(sources, date, lang), self.store, jobs=jobs)

    def facts(
        self,
        document: str | None = None,
        status: str | Iterable[str] | None = None,
        relation: str | Iterable[str] | None = None,
        lang: str = "fr",
    ) -> Facts:
        """Every fact with its evidence, as dicts (`kg facts --format json`), or those of one article (its name,
        address, checksum or file), of some statuses, of some relations. `.to_dataframe()` makes a table of them. Names
        come in `lang` where it has one.
        """
        from kg import ingest
        from kg.query.facts import facts
        from kg.rdf.iris import article

        keys = [graph.rpartition("/")[2] for graph in ingest.articles(self.store, document)] if document else []
        wanted = article(keys[0]).value if len(keys) == 1 else document
        return facts(self.store, wanted, status, relation, lang=lang)

    def query(self, name: str, lang: str = "fr", **params: object) -> Answer:
        """Answer the named question (`kg query` lists them); parameters are labels, IRIs, dates or statuses.

        Raises QueryError (unknown question or parameter, ambiguous label), NotFoundError (a label of nothing).
        """
        from kg.query import answer

        return answer(self.store, name, lang, **params)

    def sparql(self, text: str, lang: str = "fr") -> Answer:
        """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs, IRIs named in `lang` where the
        graph has names (not in an answer with thousands of them). Raises QueryError."""
        from kg.query import sparql
        from kg.query.facts import called

        answer = sparql(self.store, text, lang)
        bare = answer.unnamed()
        return replace(answer, names=called(self.store, bare, lang)) if 0 < len(bare) <= _NAMED else answer

    def ask(self, question: str, lang: str | None = None, reader: str | None = None) -> Asked:
        """Answer a question in French or English (`lang` where its words do not tell): rows, SPARQL and passages.

        The answer speaks the language of the `reader` (`fr`, `en`), else that of the question.

        Raises UnreadError, a QueryError, for a question that cannot be read.
        """
        from kg.ask import ask

        return ask(self.store, question, _either(lang), _either(reader))

    def evidence(self, facts: str | Iterable[str], lang: str = "fr") -> list[Passage]:
        """The passages behind facts, given by their IRIs (`Answer.engagements()`)."""
        from kg.query import evidence

        return evidence(self.store, facts, lang)

    def passages(self, answer: Answer) -> list[list[Passage]]:
        """The passages behind each row of an answer, in the order of its rows."""
        from kg.query import behind

        return behind(self.store, answer)

    def explain(self, target: str, lang: str | None = None) -> Explanation:
        """Who says it, where, and who says otherwise: of a fact (its IRI) or an entity (a name or an IRI).

        Raises NotFoundError, QueryError for a name that several entities have.
        """
        from kg import messages
        from kg.query.explain import explain

        return explain(self.store, target, lang or messages.language())

    def trace(self, target: str, date: str | None = None) -> list[Traced]:
        """How a fact (its IRI) or a sentence was read: the words seen, the frames tried, what the nearest one lacked.

        `date` (ISO 8601) is when a sentence that stands in no article was said. Raises NotFoundError.
        """
        from kg.query.trace import trace

        return trace(self.store, target, date)

    def relation_labels(self, lang: str = "fr") -> dict[str, str]:
        """How relations are called: `coChairs` → « copréside »."""
        from kg.query.explain import relation_labels

        return relation_labels(self.store, lang)

    def view(
        self,
        around: str | None = None,
        depth: int = 2,
        statuses: Collection[str] | None = None,
        speakers: Collection[str] | None = None,
        lang: str = "fr",
        drawn: int | None = None,
    ) -> Page:
        """The graph, or what is within `depth` steps of `around` (a name or an IRI), as one interactive HTML page.

        `statuses` and `speakers` (names or IRIs; "" is the articles' own voice) keep some facts only; `drawn` nodes are
        drawn when it opens (default: the 300 most central), the others come by click or search. Raises
        NotFoundError, QueryError.
        """
        from kg.query.labels import resolve
        from kg.view import page

        said = [name and resolve(self.store, name) for name in speakers or ()]
        return page(
            self.store,
            statuses=statuses or None,
            speakers=said or None,
            around=None if around is None else resolve(self.store, around),
            depth=depth,
            lang=lang,
            drawn=drawn,
        )

    def withdraw(self, *documents: str, dry_run: bool = False) -> list[tuple[str, int]]:
        """Forget articles (name, title, address or checksum) with all they say: name → how many facts only it told.

        `dry_run` changes nothing. Raises NotFoundError for an article that is not there: then none is forgotten.
        """
        from kg import ingest
        from kg.messages import say

        found: dict[str, str] = {}
        for document in documents:
            articles = ingest.articles(self.store, document)
            if not articles:
                raise NotFoundError(say("withdraw.none", name=document))
            found |= articles
        gone = [(name, ingest.only_told_by(self.store, graph)) for graph, name in found.items()]
        if not dry_run:
            ingest.withdraw(self.store, found)
        return gone

    def check(self, hermit: bool = True) -> Report:
        """What breaks the rules or contradicts itself, the gravest first; `hermit` asks the OWL reasoner too."""
        from kg.query.report import Report
        from kg.rdf.check import check

        return Report(check(self.store, hermit))

    def export(self, form: str = "nquads") -> bytes:
        """The whole graph as turtle, trig, nquads, ntriples, jsonld or rdfxml; its network as graphml or gexf; its
        facts as csv. Raises QueryError for another format.
        """
        from kg.analyse import network_file
        from kg.query.facts import as_csv
        from kg.store.exchange import FORMATS

        if form in network_file.FORMATS:
            return network_file.write(self.store, form)
        if form == "csv":
            return as_csv(self.facts()).encode()
        if form not in FORMATS:
            known = ", ".join((*FORMATS, *network_file.FORMATS, "csv"))
            raise QueryError(f"{form} is not a format the graph can be written in; there are {known}")
        return self.store.dump(form)

    def import_(self, data: bytes, form: str, name: str = "data") -> int:
        """Add an RDF file (its bytes) in one transaction, then draw what follows from it; how many quads it gave.

        Raises SourceError for what does not parse and for a DTD, QueryError for another format, StoreError.
        """
        from kg import ingest
        from kg.store.exchange import FORMATS

        if form not in FORMATS:
            raise QueryError(f"{form} is not a format that can be imported; there are {', '.join(FORMATS)}")
        count = self.store.load(data, form, name)
        ingest.derive(self.store)
        return count

    def stats(self) -> dict[str, int | dict[str, int]]:
        """How many articles, entities, facts and claims there are, and how many of each class, relation and status."""
        from kg.query.stats import stats

        return stats(self.store)

    @property
    def analyse(self) -> Analysis:
        """Network answers: `.analyse.brokers()`, `.between(a, b)`, `.path(a, b)`, `.communities()` …"""
        from kg.analysis import Analysis

        return Analysis(self.store)

    @property
    def graph(self) -> rdflib.Dataset:
        """The graph as a live rdflib Dataset over the same store; its queries see the union of all graphs.

        Raises StoreError for a SPARQL endpoint: ask it with `sparql`.
        """
        if self._dataset is None:
            from kg.store.dataset import dataset

            self._dataset = dataset(self.store)
        return self._dataset

    def close(self) -> None:
        """Let go of the store. Closing twice does nothing."""
        self._dataset = None
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"KnowledgeGraph({self.store.address!r})"

    def _repr_html_(self) -> str:
        from html import escape

        from kg.messages import say

        totals = {part: count for part, count in self.stats().items() if isinstance(count, int)}
        counts = " · ".join(f"{count} {escape(say(f'stats.{part}'))}" for part, count in totals.items())
        return f"<p><b>{escape(self.store.address)}</b> — {counts}</p>"


def _either(lang: str | None) -> Literal["fr", "en"] | None:
    return "en" if lang == "en" else "fr" if lang else None


def _documents(sources: Iterable[Any], date: str | None, lang: str) -> Iterator[Document | SourceError]:
    from kg.source import read

    for source in sources:
        if isinstance(source, Document) and date:
            yield replace(source, date=date)
        elif isinstance(source, Document | SourceError):
            yield source
        else:
            yield from read(str(source), date=date, lang=lang)
