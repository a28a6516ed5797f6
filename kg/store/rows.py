"""The answer to a SELECT: variables, and rows of RDF terms, kept in memory and written in the four SPARQL formats."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
_PLAIN = "http://www.w3.org/2001/XMLSchema#string"


class Rows:
    """Rows of terms. `row["name"]` and `row[0]` give a term or None; rows unpack like tuples."""

    def __init__(self, variables: Iterable[ox.Variable], rows: Iterable[ox.QuerySolution]) -> None:
        self.variables = tuple(variables)
        self._rows = tuple(rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The variables' names, without `?`."""
        return tuple(variable.value for variable in self.variables)

    def __iter__(self) -> Iterator[ox.QuerySolution]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def serialize(self, form: str = "json") -> bytes:
        """SPARQL 1.1 results in `json`, `csv`, `tsv` or `xml`. Raises KeyError for another name."""
        bindings = [
            {name: _json(term) for name, term in zip(self.names, row, strict=True) if term is not None}
            for row in self._rows
        ]
        data = {"head": {"vars": list(self.names)}, "results": {"bindings": bindings}}
        text = json.dumps(data, ensure_ascii=False).encode()
        parsed = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
        assert isinstance(parsed, ox.QuerySolutions)
        written = parsed.serialize(format=FORMATS[form])
        assert written is not None  # only None when writing to a file
        return written


def _json(term: Any) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        raise TypeError(f"a term of this kind has no SPARQL 1.1 result form: {term!r}")
    node = {"type": "literal", "value": term.value}
    if term.language:
        return node | {"xml:lang": term.language}
    return node if term.datatype.value == _PLAIN else node | {"datatype": term.datatype.value}
