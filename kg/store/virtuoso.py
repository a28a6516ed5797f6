"""What Virtuoso 7 asks for beyond SPARQL 1.1.

Its own union of all graphs shows a triple once for each graph that tells it, so the union is kept in a graph of its
own, `UNION`, named as the default graph of each question. That graph, and those that come with the server, must not
be taken for graphs of ours: no variable stands for them. And once a default graph is named, a graph can be named in
the question by a variable only.

A `{ SELECT * WHERE { … } LIMIT 100000 }`, which tells other servers what to look for first, mixes up the columns of
its UNIONs here when labels are grouped outside: what is inside is asked directly.
"""

from __future__ import annotations

import json
import re

from kg.rdf import iris
from kg.store.guard import Token, tokens

UNION = iris.GRAPH + "union"
PARAMETERS = {"default-graph-uri": UNION}
_NOT_OURS = (
    UNION,
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://localhost:8890/sparql",
    "http://localhost:8890/DAV/",
)
# An update becomes SQL, of at most 10,000 lines unless its data are kept apart: that is 50 times as fast, too.
_PROLOGUE = "define sql:big-data-const 1\n"
_MAY_NAME = re.compile("GRAPH", re.IGNORECASE)
_MAY_VARY = re.compile(r"GRAPH\s*[?$]", re.IGNORECASE)
_BARRIER = "100000"  # the LIMIT of such a subquery
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_OURS = "entente"  # how variables of ours begin


def answers(server: str) -> bool:
    """Whether a server that calls itself so (its header `Server`) is one."""
    return server.startswith("Virtuoso")


def question(sparql: str) -> str:
    """A query whose graph variables stand for graphs of ours only, and whose graphs are all variables.

    >>> question("SELECT * { GRAPH ?g { ?s ?p ?o } }").startswith("SELECT * { FILTER (?g NOT IN (<")
    True
    >>> question("ASK { GRAPH <g:g> { ?s ?p ?o } }")
    'ASK { FILTER (?entente4 = <g:g>) GRAPH ?entente4  { ?s ?p ?o } }'
    """
    touched = _MAY_NAME.search(sparql) or _BARRIER in sparql
    return _rewritten(sparql, constants=True) if touched else sparql


def change(sparql: str) -> str:
    """An update as Virtuoso takes it; the variables of its patterns stand for graphs of ours only.

    >>> change("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }").splitlines()[1]  # a template takes no FILTER
    'DELETE WHERE { GRAPH ?g { ?s ?p ?o } }'
    """
    # Megabytes of data are not looked through word by word.
    return _PROLOGUE + (_rewritten(sparql, constants=False) if _MAY_VARY.search(sparql) else sparql)


def answer(data: bytes) -> bytes:
    """Its SPARQL results (JSON) as others give them: no variable of ours, booleans in words."""
    read = json.loads(data)
    if "results" not in read:
        return data
    read["head"]["vars"] = [name for name in read["head"]["vars"] if not name.startswith(_OURS)]
    for row in read["results"]["bindings"]:
        for name in [name for name in row if name.startswith(_OURS)]:
            del row[name]
        for term in row.values():
            if term.get("datatype") == _BOOLEAN:
                term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return json.dumps(read).encode()


def _rewritten(sparql: str, constants: bool) -> str:
    words = tokens(sparql)
    barriers = _barriers(words)
    text, depth, skip = "", 0, False  # depth: of braces, within a template of an update
    for place, (kind, word) in enumerate(words):
        if place in barriers:
            continue
        after = [token for token in words[place + 1 : place + 6] if token[0] != "gap"][:2]
        upper = word.upper() if kind == "word" else ""
        if skip and kind != "gap":  # the name of a graph, replaced
            skip = False
            continue
        template = [w.upper() for _, w in after]
        if upper in ("DELETE", "INSERT") and (template[:1] == ["{"] or template == ["WHERE", "{"]):
            depth = -1  # its brace comes next
        elif depth and word in ("{", "}"):
            depth = max(depth, 0) + (1 if word == "{" else -1)
        elif not depth and upper == "GRAPH" and after:
            if after[0][0] == "variable":
                text += f"FILTER ({after[0][1]} NOT IN ({', '.join(f'<{graph}>' for graph in _NOT_OURS)})) "
            elif constants and after[0][0] in ("iri", "name"):
                text += f"FILTER (?{_OURS}{place} = {after[0][1]}) GRAPH ?{_OURS}{place}"
                skip = True
                continue
        text += word
    return text


def _barriers(words: list[Token]) -> set[int]:
    """The places of `SELECT * WHERE` and `LIMIT 100000` around a group that says no more than the group."""
    places = [place for place, (kind, _) in enumerate(words) if kind != "gap"]
    plain = [words[place][1].upper() for place in places]
    found: set[int] = set()
    opened: list[int] = []
    for number, word in enumerate(plain):
        if word == "{":
            opened.append(number)
        elif word == "}" and opened:
            start = opened.pop()
            before, after = plain[max(0, start - 4) : start], plain[number + 1 : number + 4]
            if before == ["{", "SELECT", "*", "WHERE"] and after == ["LIMIT", _BARRIER, "}"]:
                found |= {*places[start - 3 : start], *places[number + 1 : number + 3]}
    return found
