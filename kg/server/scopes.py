"""Which graphs a SPARQL update writes to and reads from, told from its tokens.

What is doubtful is told as the wider answer: every graph, or a write to the default graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.messages import say
from kg.store import guard
from kg.store.guard import Token

_TEMPLATES = {"INSERT", "DELETE", "DATA", "DELETE WHERE"}
_WHOLE = {"CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}  # operations on whole graphs


@dataclass(frozen=True)
class _Block:
    """A block `{ … }` of an operation, by the keyword before it; `start` and `end` count tokens, braces included."""

    keyword: str
    start: int
    end: int


def writes_default(update: str) -> bool:
    """Whether an update adds to, or takes from, the default graph."""
    return any(_writes_default(operation) for operation in _operations(update))


def touched(update: str) -> frozenset[str] | None:
    """The graphs (IRIs) that an update may write to; None when the text does not name them all."""
    found: set[str] = set()
    for operation in _operations(update):
        names = [*_names(operation)]
        if any(kind != "iri" or ":" not in name for kind, name in names):
            return None
        found |= {name[1:-1] for _, name in names}
    return frozenset(found)


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with the dataset of its WHERE clauses named: graphs as SPARQL writes them (`<…>`).

    Raises QueryError when the update names one itself.
    """
    clause = " ".join([*(f"USING {name}" for name in default), *(f"USING NAMED {name}" for name in named)])
    written = [_with_dataset(operation, clause) for operation in _operations(update, gaps=True)]
    return ";".join(written)


def clearing_quietly(update: str) -> str:
    """The update in which clearing a graph that is not there is no error: it is as empty as it is asked to be.

    Oxigraph refuses it, and a test of the W3C's starts with it.

    >>> clearing_quietly("CLEAR GRAPH <http://x/g> ; DROP GRAPH <http://x/h>")
    'CLEAR SILENT GRAPH <http://x/g> ; DROP GRAPH <http://x/h>'
    """
    written = []
    for operation in _operations(update, gaps=True):
        texts = [token for _, token in operation]
        for i, (kind, token, level) in enumerate(_levels(operation)):
            if kind == "word" and level == 0 and token.upper() == "CLEAR":
                texts[i] = token if "SILENT" in (text.upper() for text in texts) else f"{token} SILENT"
        written.append("".join(texts))
    return ";".join(written)


def _with_dataset(operation: list[Token], clause: str) -> str:
    words = [token.upper() for kind, token, level in _levels(operation) if kind == "word" and level == 0]
    if "USING" in words or "WITH" in words:
        raise QueryError(say("serve.conflict"))
    texts = [token for _, token in operation]
    for block in reversed([*_blocks(operation)]):
        if block.keyword in ("WHERE", "DELETE WHERE"):
            where = max(i for i in range(block.start) if texts[i].upper() == "WHERE")
            template = "".join(texts[block.start : block.end]) if block.keyword == "DELETE WHERE" else ""
            texts[where] = f"{template} {clause} WHERE"
    return "".join(texts)


def _writes_default(operation: list[Token]) -> bool:
    words = [token.upper() for kind, token, level in _levels(operation) if kind == "word" and level == 0]
    if "DEFAULT" in words:  # ADD and COPY may take from it
        return words[-1] == "DEFAULT" or "MOVE" in words
    if "WITH" in words:
        return False
    blocks = (block for block in _blocks(operation) if block.keyword in _TEMPLATES)
    return any(_outside(operation[block.start + 1 : block.end - 1]) for block in blocks)


def _outside(template: list[Token]) -> bool:
    """Whether something but dots stands outside `GRAPH … { … }`."""
    level, rest = 0, []
    for kind, token in template:
        level += token == "{" and kind == "mark"
        if level == 0:
            rest.append((kind, token))
        level -= token == "}" and kind == "mark"
    places = [i for i, (kind, token) in enumerate(rest) if kind == "word" and token.upper() == "GRAPH"]
    names = {j for i in places for j in (i, i + 1)}
    return any(token != "." for i, (_, token) in enumerate(rest) if i not in names)


def _names(operation: list[Token]) -> Iterator[Token]:
    """The names of the graphs that an operation writes to; a word where they are all of them."""
    level0 = [(kind, token) for kind, token, level in _levels(operation) if level == 0]
    words = [token.upper() for kind, token in level0 if kind == "word"]
    if _WHOLE & set(words):
        start = next(i for i, (kind, token) in enumerate(level0) if kind == "word" and token.upper() in _WHOLE)
        yield from ((kind, token) for kind, token in level0[start:] if kind in ("iri", "name"))
        yield from (("word", word) for word in words if word in ("ALL", "NAMED", "DEFAULT"))
        return
    for i, (kind, token) in enumerate(level0[:-1]):
        if kind == "word" and token.upper() == "WITH":
            yield level0[i + 1]
    for block in _blocks(operation):
        if block.keyword in _TEMPLATES:
            for i in range(block.start, block.end - 1):
                if operation[i][0] == "word" and operation[i][1].upper() == "GRAPH":
                    yield operation[i + 1]


def _operations(update: str, gaps: bool = False) -> Iterator[list[Token]]:
    """The operations of an update, as tokens, without the `;` between them."""
    current: list[Token] = []
    level = 0
    for kind, token in guard.tokens(update):
        level += (kind == "mark") * ((token == "{") - (token == "}"))
        if kind == "mark" and token == ";" and level == 0:
            yield current
            current = []
        elif gaps or kind != "gap":
            current.append((kind, token))
    yield current


def _levels(operation: list[Token]) -> Iterator[tuple[str, str, int]]:
    level = 0
    for kind, token in operation:
        level -= kind == "mark" and token == "}"
        yield kind, token, level
        level += kind == "mark" and token == "{"


def _blocks(operation: list[Token]) -> Iterator[_Block]:
    """The outermost blocks."""
    before: list[str] = []
    level = start = 0
    for i, (kind, token) in enumerate(operation):
        if kind == "mark" and token == "{":
            start = i if level == 0 else start
            level += 1
        elif kind == "mark" and token == "}":
            level -= 1
            if level == 0:
                pair = " ".join(before[-2:])
                yield _Block("DELETE WHERE" if pair == "DELETE WHERE" else before[-1] if before else "", start, i + 1)
                before = []
        elif level == 0 and kind == "word":
            before.append(token.upper())
