"""Ask: a named question with its values, or any SPARQL text, answered by a store in one shape.

`answer` and `sparql` give an `Answer`. The store evaluates; nothing here reads or filters rows beyond turning terms
into Python.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import safety
from kg.query.catalog import FACTS, Column, Question, described, find
from kg.query.params import bind
from kg.query.terms import PREFIXES, ReadableStore, Term, Value, value

if TYPE_CHECKING:
    import pandas

_SYNTAX = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LABEL = "Label"


@dataclass(frozen=True)
class Answer:
    """What a query gave.

    `variables` and `solutions` are the SPARQL result as it came (terms, None where unbound); `columns` and
    `rows` are for people: `x` and `xLabel` folded into one `Resource`. `boolean` is set for ASK, `triples`
    for CONSTRUCT and DESCRIBE. `sparql` is the text that ran; `question` is None for free SPARQL. `described`: what the
    columns are called, as the question or the header of the text says; `hint`: where to look when there is no row;
    `names`: what to call IRIs that have no column of labels.
    """

    sparql: str
    question: Question | None = None
    variables: tuple[str, ...] = ()
    solutions: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    lang: str = "fr"
    described: tuple[Column, ...] = ()
    hint: str = ""
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = set(self.variables)
        kept = (v for v in self.variables if not (v.endswith(_LABEL) and v.removesuffix(_LABEL) in names))
        object.__setattr__(self, "columns", tuple(kept))

    @property
    def rows(self) -> list[dict[str, Value]]:
        """One dict a row: column → str, int, float, bool, `Resource` or None."""
        place = {name: i for i, name in enumerate(self.variables)}
        pairs = [(name, place[name], place.get(name + _LABEL)) for name in self.columns]
        return [
            {name: value(row[i], None if j is None else row[j], self.names) for name, i, j in pairs}
            for row in self.solutions
        ]

    def facts(self) -> list[tuple[str, ...]]:
        """The IRIs of the facts that each row states: the cells of its columns of `catalog.FACTS`, each once."""
        places = [place for place, name in enumerate(self.variables) if name in FACTS]
        rows = ([row[place] for place in places] for row in self.solutions)
        return [tuple(dict.fromkeys(address for cell in row for address in _addresses(cell))) for row in rows]

    def engagements(self) -> list[str]:
        """The IRIs of the facts that the rows state, each once, in row order."""
        return list(dict.fromkeys(address for row in self.facts() for address in row))

    def unnamed(self) -> list[str]:
        """The IRIs in the rows that no column of labels goes with, each once."""
        places = [self.variables.index(name) for name in self.columns if name + _LABEL not in self.variables]
        cells = (row[place] for row in self.solutions for place in places)
        return list(dict.fromkeys(cell.value for cell in cells if isinstance(cell, ox.NamedNode)))

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.solutions) if self.triples is None else len(self.triples)

    def __bool__(self) -> bool:
        """False for no row, no triple, or ASK answered no."""
        return len(self) > 0 if self.boolean is None else self.boolean

    def to_dataframe(self, shown: bool = False) -> pandas.DataFrame:
        """A pandas DataFrame, labels in place of IRIs; `shown`: relations and statuses in words, without the facts'
        IRIs, as the table has them. Needs the extra `notebook`."""
        from kg.query import tables

        return tables.dataframe(self, shown)

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON (JSON-LD is the store's `dump`, not this)."""
        from kg.query import tables

        return tables.render(self, "json")

    def _repr_html_(self) -> str:
        from kg.query import tables

        return tables.html(self)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Where a notebook shows text only: the table, or the graph as Turtle."""
        from kg.query import tables

        printer.text(tables.render(self, "table").rstrip())


def answer(store: ReadableStore, name: str, lang: str = "fr", **params: object) -> Answer:
    """Answer the question `name` (see `catalog.questions`) with its parameters by name.

    Parameters are texts (labels, IRIs, ISO dates, statuses) or numbers; None means not given. Raises
    QueryError (unknown question or parameter, ambiguous label) and NotFoundError (a label of nothing).
    """
    question = find(name)
    text = bind(question, params, store, lang)
    given = {name: _argument(str(value)) for name, value in params.items()}
    hint = question.empty.text(lang).format(**given) if question.empty else ""
    return replace(execute(store, text, question, lang), hint=hint)


def _argument(text: str) -> str:
    """A value as one types it in a shell; « États-Unis » needs no quotes there, whatever shlex thinks."""
    return text if re.fullmatch(r"[\w.-]+", text) else shlex.quote(text)


def sparql(store: ReadableStore, text: str, lang: str = "fr") -> Answer:
    """Answer any SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes (`ent:`, `skos:` …) need no declaration.

    Raises QueryError, in one line, for updates, SERVICE and syntax errors (with line and column).
    """
    safety.check(text)
    return execute(store, text, None, lang)


def execute(store: ReadableStore, text: str, question: Question | None = None, lang: str = "fr") -> Answer:
    """Run a query that is ours or was checked (`safety.check`). Raises QueryError for one that does not parse."""
    prologue = "" if question else _missing_prefixes(text)
    try:
        result = store.query(prologue + text)
        columns = question.columns if question else described(text)
        return replace(_shape(result, text, question, lang), described=columns)
    except SyntaxError as error:
        raise QueryError(syntax_message(error, text, bool(prologue))) from None


def _addresses(cell: Term | None) -> list[str]:
    """The IRI of a cell, or those that GROUP_CONCAT gathered in it."""
    if isinstance(cell, ox.Literal):
        return cell.value.split()
    return [cell.value] if isinstance(cell, ox.NamedNode) else []


def _shape(result: Any, text: str, question: Question | None, lang: str) -> Answer:
    if isinstance(result, bool | ox.QueryBoolean):
        return Answer(text, question, boolean=bool(result), lang=lang)
    if hasattr(result, "variables"):
        names = tuple(variable.value for variable in result.variables)
        rows = tuple(map(tuple, result))
        if FACTS[-1] in names:
            rows = tuple(tuple(map(_ordered, names, row)) for row in rows)
        return Answer(text, question, names, rows, lang=lang)
    return Answer(text, question, triples=tuple(result), lang=lang)


def _ordered(name: str, term: Term | None) -> Term | None:
    """GROUP_CONCAT gathers in any order: one answer must not look like two."""
    if name == FACTS[-1] and isinstance(term, ox.Literal):
        return ox.Literal(" ".join(sorted(set(term.value.split()))))
    return term


def _missing_prefixes(text: str) -> str:
    """A first line that declares the usual prefixes the text uses and does not declare."""
    declared = {name.lower() for name in re.findall(r"\bPREFIX\s+([\w-]*):", text, re.IGNORECASE)}
    used = set(re.findall(r"(?<![\w?$:])([a-z]+):(?!//)", text))
    missing = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in PREFIXES if name in used - declared]
    return " ".join(missing) + "\n" if missing else ""


def syntax_message(error: SyntaxError, text: str, shifted: bool = False) -> str:
    """What does not parse, where, and what would; `shifted`: the parser saw a line before the text."""
    match = _SYNTAX.search(str(error))
    if not match:
        return f"SPARQL does not parse: {' '.join(str(error).split())}"
    line, column = int(match[1]) - shifted, int(match[2])
    lines = text.split("\n")
    near = lines[line - 1][max(0, column - 11) : column + 19].strip() if 0 < line <= len(lines) else ""
    place = f" (near « {near} »)" if near else ""
    return f"SPARQL does not parse at line {line}, column {column}{place}: {_expectation(match[3], text)}"


def _expectation(message: str, text: str) -> str:
    """What the parser would have taken, without its character classes."""
    if not text.strip():
        return "the query is empty"
    if "Prefix not found" in message:
        return "a prefix is not declared; add a PREFIX line"
    if "variable that is unbound" in message:
        return "the SELECT gives a variable that is neither grouped by nor aggregated"
    if not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", text, re.IGNORECASE):
        return "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE"
    words = [w for w in re.findall(r"[A-Za-z][\w ]+", re.sub(r"\[[^\]]*\]", "", message)) if "expected" not in w]
    names = [w.strip() for w in words if w.strip().isupper()]
    return f"expected {', '.join(dict.fromkeys(names[:5]))} or similar" if names else "unexpected text or end of query"
