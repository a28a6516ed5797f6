"""Answers in the W3C formats: SPARQL 1.1 results as JSON, XML, CSV and TSV; graphs as Turtle and N-Triples.

Every variable of the query and nothing else, so that any SPARQL client reads them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.query.terms import PREFIXES, Term

if TYPE_CHECKING:
    from kg.query.run import Answer

_STRING = PREFIXES["xsd"] + "string"
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_NOT_XML = {"\ufffe", "\uffff"}


def as_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if answer.boolean is not None:
        return json.dumps({"head": {}, "boolean": answer.boolean}) + "\n"
    bindings = [{n: _json_term(t) for n, t in _bound(answer, row)} for row in answer.solutions]
    result = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {name: _json_term(part) for name, part in zip(("subject", "predicate", "object"), term, strict=True)}
        return {"type": "triple", "value": parts}
    found: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


def as_xml(answer: Answer) -> str:
    """SPARQL Query Results XML."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{_RESULTS}">', " <head>"]
    lines += [f"  <variable name={quoteattr(name)}/>" for name in answer.variables]
    lines.append(" </head>")
    if answer.boolean is not None:
        return "\n".join([*lines, f" <boolean>{str(answer.boolean).lower()}</boolean>", "</sparql>"]) + "\n"
    lines.append(" <results>")
    for row in answer.solutions:
        cells = (f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>" for n, t in _bound(answer, row))
        lines.append(f"  <result>{''.join(cells)}</result>")
    return "\n".join([*lines, " </results>", "</sparql>"]) + "\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{term.value}</bnode>"
    if isinstance(term, ox.Triple):
        names = ("subject", "predicate", "object")
        return f"<triple>{''.join(f'<{n}>{_xml_term(t)}</{n}>' for n, t in zip(names, term, strict=True))}</triple>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    """Escaped text; what XML 1.0 cannot hold (most control characters) becomes U+FFFD."""
    kept = (c if c in "\t\n\r" or (c >= " " and c not in _NOT_XML) else "\ufffd" for c in text)
    return escape("".join(kept), {"\r": "&#13;"})


def as_csv(answer: Answer) -> str:
    """SPARQL 1.1 CSV: values without their types."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180, as SPARQL 1.1 CSV asks for
    if answer.boolean is not None:
        writer.writerows([["boolean"], [str(answer.boolean).lower()]])
    else:
        writer.writerow(answer.variables)
        writer.writerows([csv_term(term) for term in row] for row in answer.solutions)
    return out.getvalue()


def csv_term(term: Term | None) -> str:
    """A term as CSV shows it: the IRI or the text, empty for none."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def as_tsv(answer: Answer) -> str:
    """SPARQL 1.1 TSV: terms as Turtle writes them."""
    if answer.boolean is not None:
        return f"?boolean\n{str(answer.boolean).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join("" if t is None else str(t).replace("\t", "\\t") for t in row) for row in answer.solutions]
    return "\n".join(lines) + "\n"


def as_turtle(answer: Answer) -> str:
    """The triples of the answer in Turtle, sorted."""
    return _graph(answer, ox.RdfFormat.TURTLE)


def as_ntriples(answer: Answer) -> str:
    """The triples of the answer in N-Triples, sorted."""
    return _graph(answer, ox.RdfFormat.N_TRIPLES)


def _graph(answer: Answer, form: ox.RdfFormat) -> str:
    triples = sorted(answer.triples or (), key=str)
    used = {n: i for n, i in PREFIXES.items() if any(i in str(t) for t in triples)}
    data = ox.serialize(triples, format=form, prefixes=used if form == ox.RdfFormat.TURTLE else None)
    return (data or b"").decode("utf-8")


def _bound(answer: Answer, row: tuple[Term | None, ...]) -> Iterator[tuple[str, Term]]:
    return ((name, term) for name, term in zip(answer.variables, row, strict=True) if term is not None)
