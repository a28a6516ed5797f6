"""A SPARQL query, in a worker: from its text to the bytes of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.messages import say
from kg.query import Answer, formats, safety
from kg.query.run import syntax_message
from kg.query.terms import PREFIXES
from kg.server import negotiate
from kg.server.errors import RefusedError
from kg.server.settings import Limits
from kg.store import exchange, guard
from kg.store.embedded import EmbeddedStore

Item = TypeVar("Item")


@dataclass(frozen=True)
class Query:
    """A query as it came: its text, the dataset the protocol names (None: as the text says), what is accepted.

    `base` resolves relative IRIs; `prefixes`: the usual ones need no declaration.
    """

    text: str
    accept: str = ""
    form: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    prefixes: bool = True


@dataclass(frozen=True)
class Body:
    """An answer ready to be sent."""

    media: str
    data: bytes


def evaluate(graph: KnowledgeGraph, query: Query, limits: Limits) -> Body:
    """The answer in the form that is accepted. Raises QueryError, and RefusedError at a limit or for no such form."""
    guard.check_query(query.text)
    safety.check(query.text)
    try:
        answer = _ask(graph, query, limits.rows)
    except SyntaxError as error:
        raise QueryError(syntax_message(error, query.text)) from None
    except (RuntimeError, ValueError) as error:  # a function that is none, a type that cannot be
        raise QueryError(say("serve.evaluation", why=" ".join(str(error).split()))) from None
    offers = negotiate.ROWS if answer.triples is None else negotiate.TRIPLES
    media, form = negotiate.chosen(query.accept, query.form, offers)
    return sized(Body(media, write(answer, form)), limits)


def sized(body: Body, limits: Limits) -> Body:
    """The body itself. Raises RefusedError when it is too big to be sent."""
    if len(body.data) > limits.answer:
        raise RefusedError(422, say("serve.size", limit=limits.answer >> 20))
    return body


def counted(items: Iterable[Item], most: int) -> Iterator[Item]:
    """The items. Raises RefusedError after `most` of them."""
    for count, item in enumerate(items):
        if count == most:
            raise RefusedError(422, say("serve.rows", limit=most))
        yield item


def graph_name(address: str) -> ox.NamedNode:
    """The graph of this name. Raises QueryError for what is no absolute IRI, or is a file's."""
    guard.check_graph(address)
    try:
        return ox.NamedNode(address)
    except ValueError as error:
        raise QueryError(say("serve.graph_name", why=error)) from None


def write(answer: Answer, form: str) -> bytes:
    """An answer in one of the forms of `negotiate`."""
    if answer.triples is None:
        return _ROWS[form](answer).encode()
    return exchange.write((ox.Quad(*triple) for triple in answer.triples), form)


def _ask(graph: KnowledgeGraph, query: Query, rows: int) -> Answer:
    store = graph.store
    if not isinstance(store, EmbeddedStore):
        if query.default_graphs or query.named_graphs:
            raise RefusedError(501, say("serve.dataset"))
        answer = graph.sparql(query.text)
        for _ in counted(answer.triples or answer.solutions, rows):
            pass
        return answer
    result = store.inner.query(query.text, **_options(query))
    if isinstance(result, ox.QueryBoolean):
        return Answer(query.text, boolean=bool(result))
    if isinstance(result, ox.QuerySolutions):
        names = tuple(variable.value for variable in result.variables)
        return Answer(query.text, None, names, tuple(tuple(row) for row in counted(result, rows)))
    return Answer(query.text, triples=tuple(counted(result, rows)))


def _options(query: Query) -> dict[str, Any]:
    options: dict[str, Any] = {"base_iri": query.base, "prefixes": dict(PREFIXES) if query.prefixes else None}
    if query.default_graphs or query.named_graphs:
        options["default_graph"] = [graph_name(name) for name in query.default_graphs]
        options["named_graphs"] = [graph_name(name) for name in query.named_graphs]
    return options


_ROWS = {"json": formats.as_json, "xml": formats.as_xml, "csv": formats.as_csv, "tsv": formats.as_tsv}
