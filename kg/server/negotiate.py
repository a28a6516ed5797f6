"""Which form an answer takes: what a client accepts (RFC 9110), of what there is."""

from __future__ import annotations

from collections.abc import Mapping

from kg.messages import say
from kg.server.errors import RefusedError

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
GRAPHS: Mapping[str, str] = {**TRIPLES, "application/n-quads": "nquads", "application/trig": "trig"}


def choose(accept: str, offers: Mapping[str, str]) -> tuple[str, str] | None:
    """The media type and form of `offers` (in our order of preference) that `accept` likes best; None: none.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", ROWS)
    ('application/sparql-results+xml', 'xml')
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best, liked = None, 0.0
    for media, form in offers.items():
        quality = _quality(media, ranges)
        if quality > liked:
            best, liked = (media, form), quality
    return best


def chosen(accept: str, form: str | None, offers: Mapping[str, str]) -> tuple[str, str]:
    """The media type and form of an answer: the form an address asks for (`?format=csv`), else what is accepted.

    Raises RefusedError (406) when there is no such form.
    """
    if form is None:
        found = choose(accept, offers)
    else:
        found = next(((media, name) for media, name in offers.items() if name == form), None)
    if found is None:
        raise RefusedError(406, say("serve.accept", known=", ".join(dict.fromkeys(offers.values()))))
    return found


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return media, min(1.0, max(0.0, float(quality)))
    except ValueError:
        return media, 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The most exact range that covers a media type says how much it is liked."""
    for pattern in (media, media.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0
