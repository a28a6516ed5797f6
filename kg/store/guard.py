"""What may be sent to a store: questions that only read, nothing that reaches for the network, nothing so deeply
nested that it overflows the parser's stack.

Oxigraph does HTTP requests for SERVICE and LOAD, and accepts both glued to what follows (`SERVICEex:a{…}`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import QueryError

MAX_DEPTH = 200
MAX_PATH = 64  # steps of a property path: 400 take Oxigraph 6 s
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")

# One alternative after another, as SPARQL's own lexer does; IRIs, strings and comments are opaque.
_TOKEN = re.compile(
    r'''(?P<gap>\s+|\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
               |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:\w[\w.-]*)?:(?:[\w:.%-]|\\.)*(?<!\.))
      | (?P<word>[@^]*\w+(?:-\w+)*)
      | (?P<mark>.)''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Where a graph pattern follows; a prefixed name may be glued to the keyword.
_SERVICE = re.compile(
    r"(?<![\w?$:@])SERVICE\s*(?:SILENT\s*)?(?:<>|[?$]\w+|[^\s{}()<>?$]*:[^\s{}]*)\s*\{", re.IGNORECASE
)
_LOAD = re.compile(r"(?:^|[;>])\s*LOAD", re.IGNORECASE)
_FILE = re.compile(r"file:", re.IGNORECASE)
# A prologue and the word after it; and what makes one look twice, wherever it stands.
_START = re.compile(
    r"\s*(?:(?:#[^\n\r]*+|PREFIX\s+[\w-]*:\s*<[^<>\s\\]*>)\s+)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)
_DOUBTFUL = ("SERVICE", "FROM", "\\U")
_FROM = re.compile(r"(?<![?$\w])FROM")
_STEP = {"/", "|", "^", "*", "+", "?", "!", "(", ")"}  # what may stand between two steps of a path

Token = tuple[str, str]  # kind (a group of _TOKEN), text


@dataclass(frozen=True)
class Shape:
    """What kind of request a text is: its `form` (`SELECT`, `INSERT` …), whether it names its own graphs (`FROM`)."""

    form: str
    names_graphs: bool


def check_query(sparql: str) -> Shape:
    """The shape of a query. Raises QueryError, in one line, for an update, SERVICE, or too deep nesting."""
    if plain := _plain(sparql):
        return plain
    shape = _inspect(_tokens(sparql))
    if shape.form in UPDATES:
        raise QueryError(
            f"{shape.form} is refused: queries only read; use kg build, import, withdraw or merge to change the graph"
        )
    return shape


def _plain(sparql: str) -> Shape | None:
    """The shape of a text in which nothing could be hidden, seen at a glance; None for one to be read with care.

    Reading a query with care takes longer than answering a short one.
    """
    start, capitals = _START.match(sparql), sparql.upper()  # a search regardless of case takes ten times as long
    doubtful = [word for word in _DOUBTFUL if word in capitals]
    if doubtful == ["FROM"] and not _FROM.search(capitals):
        doubtful = []
    few = sum(map(sparql.count, "{([")) <= MAX_DEPTH and sparql.count("/") + sparql.count("|") <= MAX_PATH
    return Shape(start[1].upper(), False) if start and few and not doubtful else None


def check_update(sparql: str) -> Shape:
    """The shape of an update. Raises QueryError for LOAD, SERVICE, or too deep nesting."""
    tokens = _tokens(sparql)
    if _LOAD.search(_code(tokens)):
        raise QueryError("LOAD is refused: it would fetch an address; save the file and use kg import")
    return _inspect(tokens)


def check_graph(address: str) -> None:
    """Raise QueryError for the address of a graph that would be a file of this machine."""
    if _FILE.match(address.strip()):
        raise QueryError(f"<{address}> is refused: a query reads the graphs of this store, no files")


def code(sparql: str) -> str:
    """The text with the insides of IRIs, strings and comments taken out."""
    return _code(_tokens(sparql))


def depth(sparql: str) -> int:
    """How deep `{`, `(` and `[` nest outside strings, IRIs and comments."""
    return _depth(_tokens(sparql))


def tokens(sparql: str) -> list[Token]:
    """The text cut up, gaps and comments (kind `gap`) included: joined, the tokens are the text."""
    return [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(sparql)]


def _inspect(tokens: list[Token]) -> Shape:
    if _SERVICE.search(_code(tokens)):
        raise QueryError("SERVICE is refused: a query reads this store only; query the other endpoint with --store")
    if _depth(tokens) > MAX_DEPTH:
        raise QueryError(f"the query nests deeper than {MAX_DEPTH} brackets; split it into several queries")
    if _path(tokens) > MAX_PATH:
        raise QueryError(f"a property path has more than {MAX_PATH} steps; use + or *, or split the query")
    words = [token.upper() for kind, token in tokens if kind == "word"]
    form = next((word for word in words if word in FORMS or word in UPDATES), "")
    if "FROM" in words:  # also by way of a PREFIX or a BASE
        for kind, token in tokens:
            if kind == "iri":
                check_graph(token[1:-1])
    return Shape(form, "FROM" in words)


def _depth(tokens: list[Token]) -> int:
    level = deepest = 0
    for kind, token in tokens:
        if kind == "mark" and token in "{([":
            level += 1
            deepest = max(deepest, level)
        elif kind == "mark" and token in "})]":
            level -= 1
    return deepest


def _path(tokens: list[Token]) -> int:
    """The most steps that one property path takes: names joined by `/` or `|`."""
    steps = longest = 0
    for kind, token in tokens:
        if kind in ("iri", "name", "gap") or token in _STEP or token.lstrip("^") == "a":
            steps += token in ("/", "|")
            longest = max(longest, steps)
        else:
            steps = 0
    return longest


def _code(tokens: list[Token]) -> str:
    """The text with the insides of IRIs, strings and comments taken out."""
    opaque = {"gap": " ", "iri": "<>", "text": '""'}
    return "".join(opaque.get(kind, token) for kind, token in tokens)


def _tokens(sparql: str) -> list[Token]:
    return tokens(_unescape(sparql))


def _unescape(sparql: str) -> str:
    """SPARQL lets any character of a query be written \\uXXXX, keywords included."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return _ESCAPE.sub(character, sparql)
