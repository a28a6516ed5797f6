"""RDF terms in and out of queries: the only place that writes a value into SPARQL or reads one from an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.iris import PREFIXES as PREFIXES

_XSD = PREFIXES["xsd"]
_INTEGERS = {_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}

_NO_NAMES: Mapping[str, str] = MappingProxyType({})

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class ReadableStore(Protocol):
    """What a question needs of a store: the union of its graphs, answering SPARQL 1.1."""

    def query(self, sparql: str, /) -> Any:
        """Solutions, a boolean or triples."""


@dataclass(frozen=True)
class Resource:
    """An IRI of an answer with what to call it. Prints as its label."""

    iri: str
    label: str

    def __str__(self) -> str:
        return self.label


Value = Resource | str | int | float | bool | None


def iri(address: str) -> str:
    """An IRI as SPARQL writes it. Raises QueryError when it is none (spaces, brackets, no scheme)."""
    try:
        return str(ox.NamedNode(address))
    except ValueError as error:
        raise QueryError(f"« {address} » is no IRI ({error}); give a full address or a label") from error


def literal(text: str, language: str | None = None) -> str:
    """A text as SPARQL writes it, quotes, backslashes and line ends escaped."""
    return str(ox.Literal(text, language=language) if language else ox.Literal(text))


def typed(text: str, datatype: str) -> str:
    """A literal of an XSD datatype (`dateTime`, `integer`) as SPARQL writes it."""
    return str(ox.Literal(text, datatype=ox.NamedNode(_XSD + datatype)))


def local(address: str) -> str:
    """The last segment of an IRI: `coChairs` of `…ontology#coChairs`."""
    return re.split(r"[#/]", address.rstrip("#/"))[-1]


def value(term: Term | None, label: Term | None = None, names: Mapping[str, str] = _NO_NAMES) -> Value:
    """A term as Python: int, float, bool, str, `Resource` for IRIs (labelled by `label`, else as `names` has it, else
    by the last segment)."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        called = label.value if isinstance(label, ox.Literal) else names.get(term.value) or local(term.value)
        return Resource(term.value, called)
    if not isinstance(term, ox.Literal):
        return str(term)
    datatype = term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in _FLOATS:
            return float(term.value)
    except ValueError:  # an ill-typed literal stays what it says
        return term.value
    return term.value in ("true", "1") if datatype == _XSD + "boolean" else term.value


def select(store: ReadableStore, sparql: str) -> list[dict[str, Any]]:
    """The rows of a SELECT as plain strings by variable, None where unbound."""
    solutions = store.query(sparql)
    names = [variable.value for variable in solutions.variables]
    return [{name: None if row[name] is None else row[name].value for name in names} for row in solutions]
