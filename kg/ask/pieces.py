"""Pieces of SPARQL that several queries share."""

from __future__ import annotations

from kg.ask.reading import Node
from kg.query.terms import iri


def labelled(name: str) -> str:
    """The column of a thing; what has no name of its own (a gist) is its own name."""
    return f"?{name} (MIN(COALESCE(STR(?{name}Name), STR(?{name}))) AS ?{name}Label)"


def label(name: str, lang: str) -> str:
    return (
        f'  OPTIONAL {{ ?{name} skos:prefLabel ?{name}Name FILTER (LANG(?{name}Name) = "{lang[:2]}") }}\n'
        f"  OPTIONAL {{ ?{name} skos:prefLabel ?{name}Name }}\n"
    )


def values(variable: str, node: Node) -> str:
    return f"VALUES ?{variable} {{ {' '.join(iri(thing.iri) for thing in node.names)} }}"
