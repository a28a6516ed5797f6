"""What to call articles: a file's name is no title, the first words of a text are."""

from __future__ import annotations

import re
from collections.abc import Collection
from textwrap import shorten

from kg.query.terms import ReadableStore, iri, select

_LETTERS = 110  # of a title
_HEADER = re.compile(r"^date [\d-]+\s+")
_WORDS = 8  # a line with fewer is a header (« date 2025-07 »), no beginning
_OPENINGS = """PREFIX ent: <https://w3id.org/entente/ontology#>
SELECT ?article ?start WHERE { VALUES ?article { #ARTICLES# } ?article ent:text ?text
  BIND (SUBSTR(?text, 1, 600) AS ?start) }"""


def openings(store: ReadableStore, articles: Collection[str]) -> dict[str, str]:
    """The first words of some articles (IRIs), of those that have any."""
    rows = select(store, _OPENINGS.replace("#ARTICLES#", " ".join(map(iri, articles)))) if articles else []
    found = {str(row["article"]): opening(str(row["start"])) for row in rows}
    return {address: words for address, words in found.items() if words}


def opening(text: str) -> str:
    """The first words of a text, its header aside.

    >>> opening("date 2025-07\\nLe Maroc copréside, avec la Finlande, le Forum sur la science.")
    'Le Maroc copréside, avec la Finlande, le Forum sur la science.'
    """
    lines = (_HEADER.sub("", line.strip()) for line in text.split("\n"))
    line = next((line for line in lines if len(line.split()) >= _WORDS), "")
    return shorten(line, _LETTERS, placeholder=" …")
