"""What free SPARQL may not hide from the store's own guard.

Whether `<` starts an IRI or compares two values is known only to a full parser, so text can be written that one
reader takes for a string and another for code. These checks read the raw text, strings and comments included: a
doubtful query is better refused than sent over the network or into a stack overflow.
"""

from __future__ import annotations

import re

from kg.errors import QueryError

MAX_RAW_DEPTH = 1000  # Oxigraph's parser overflows its stack at some 2,200
_GAP = r"(?:\s|#[^\n\r]*(?:[\n\r]|$))*"
_TARGET = r"(?:<[^>]*>|[?$]\w+|[^\s{}()<>?$]*:[^\s{}]*)"
# The keyword may be glued to a prefixed name (`SERVICEex:a{…}`): no word boundary after it.
_SERVICE = re.compile(rf"(?<![\w?$:@])SERVICE{_GAP}(?:SILENT{_GAP})?{_TARGET}{_GAP}\{{", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(sparql: str) -> None:
    """Raise QueryError, in one line, for a SERVICE clause anywhere in the text or brackets nested beyond reason."""
    plain = _ESCAPE.sub(_character, sparql)
    if _SERVICE.search(plain):
        raise QueryError("SERVICE is refused: a query reads this store only; query the other endpoint with --store")
    level = deepest = 0
    for char in plain:
        if char in "{([":
            level += 1
            deepest = max(deepest, level)
        elif char in "})]":
            level -= 1
    if deepest > MAX_RAW_DEPTH:
        raise QueryError(f"the query nests deeper than {MAX_RAW_DEPTH} brackets; split it into several queries")


def _character(match: re.Match[str]) -> str:
    """SPARQL lets any character of a query be written \\uXXXX, keywords included."""
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
