"""RDF files in and out of a store: sorted on the way out, without blank nodes on the way in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import SourceError
from kg.rdf import iris
from kg.rdf.blank import skolemise

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
OWN_GRAPHS = frozenset({iris.ONTOLOGY, iris.REGISTRY, iris.DERIVED})


def write(quads: Iterable[ox.Quad], form: str) -> bytes:
    """Quads in one of `FORMATS`, sorted; formats without graphs get each triple once. Raises KeyError."""
    kind = FORMATS[form]
    lines = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    prefixes = dict(iris.PREFIXES) if form in ("turtle", "trig") else None
    if kind.supports_datasets:
        written = ox.serialize(lines, format=kind, prefixes=prefixes)
    else:
        triples = {str(quad.triple): quad.triple for quad in lines}
        written = ox.serialize([triples[key] for key in sorted(triples)], format=kind, prefixes=prefixes)
    assert written is not None  # only None when writing to a file
    return _sorted_prefixes(written) if prefixes else written


def read(data: bytes, form: str, name: str = "data") -> list[ox.Quad]:
    """The quads of a file, blank nodes given addresses; triples without a graph go to one named after the content.

    What a store makes itself (ontology, registry, derived facts) is left out. `name` is for messages. Raises
    SourceError for what does not parse, for a DTD in RDF/XML (its entities can fill the memory), and KeyError.
    """
    quads = parse(data, form, name)
    try:
        return _housed(skolemise(quad for quad in quads if getattr(quad.graph_name, "value", None) not in OWN_GRAPHS))
    except ValueError as error:
        raise _unread(name, form, error) from error


def parse(data: bytes, form: str, name: str = "data", base: str | None = None) -> list[ox.Quad]:
    """The quads of a file as they are; `base` resolves relative IRIs. Raises as `read` does."""
    kind = FORMATS[form]
    if kind == ox.RdfFormat.RDF_XML and _has_dtd(data):
        raise SourceError(f"{name}: a DTD in RDF/XML is refused; remove <!DOCTYPE …> or convert the file to Turtle")
    try:
        return list(ox.parse(data, format=kind, base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise _unread(name, form, error) from error


def _unread(name: str, form: str, error: Exception) -> SourceError:
    why = " ".join(str(error).split())
    return SourceError(f"{name}: this is not {form} ({why}); check the file or name its format")


def _housed(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Triples without a graph get one named after them all: the same ones again, in any format, change nothing."""
    homeless = sorted(str(quad.triple) for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph))
    home = ox.NamedNode(f"{iris.GRAPH}import/{hashlib.sha256(chr(10).join(homeless).encode()).hexdigest()[:20]}")
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, home)
        if isinstance(quad.graph_name, ox.DefaultGraph)
        else quad
        for quad in quads
    ]


def _sorted_prefixes(turtle: bytes) -> bytes:
    """Oxigraph writes its prefixes in another order each time."""
    lines = turtle.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"".join(sorted(lines[:count]) + lines[count:])


def _has_dtd(data: bytes) -> bool:
    encodings = ("latin-1", "utf-16-le", "utf-16-be")
    return any(re.search("<!DOCTYPE", data.decode(encoding, "ignore"), re.IGNORECASE) for encoding in encodings)
