"""An answer for people: an aligned table, HTML for notebooks, a DataFrame; and the door to every format.

One column per thing, labels for IRIs, headings and statuses in the reader's language. The W3C formats are in
`formats`.
"""

from __future__ import annotations

import html as markup
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.messages import say
from kg.query import formats
from kg.query.catalog import FACTS, suggest
from kg.query.display import display
from kg.query.grid import grid
from kg.query.terms import Resource, Value

if TYPE_CHECKING:
    import pandas

    from kg.query.run import Answer


def render(answer: Answer, form: str, width: int | None = None) -> str:
    """The answer in one of `FORMATS`, ending in a line end; `width`: that of the screen a table must fit.

    Raises QueryError for a format it cannot take.
    """
    if form not in FORMATS:
        raise QueryError(f"unknown format {form}{suggest(form, FORMATS)}; formats are {', '.join(FORMATS)}")
    if answer.triples is None and form in ("turtle", "ntriples"):
        raise QueryError(f"{form} is for graphs (CONSTRUCT, DESCRIBE); rows come as table, json, csv, tsv or xml")
    if answer.triples is not None and form not in ("turtle", "ntriples", "table"):
        raise QueryError(f"a graph does not come as {form}; use turtle, ntriples or table")
    return table(answer, width=width) if form == "table" else FORMATS[form](answer)


def heading(answer: Answer, name: str) -> str:
    """A column's name: its label, or the variable of free SPARQL."""
    return next((column.label.text(answer.lang) for column in answer.described if column.name == name), name)


def dataframe(answer: Answer, shown: bool = False) -> pandas.DataFrame:
    """Rows as a pandas DataFrame: numbers stay numbers, IRIs become labels, IRIs of unlabelled facts stay IRIs;
    `shown`: the columns that people see, terms in words."""
    try:
        import pandas
    except ImportError as error:
        raise QueryError("a DataFrame needs pandas; install it with: pip install 'entente[notebook]'") from error
    if answer.triples is not None:
        return pandas.DataFrame(
            [[formats.csv_term(part) for part in t] for t in answer.triples], columns=["subject", "predicate", "object"]
        )
    columns = _shown(answer) if shown else list(answer.columns)
    rows = [
        [_in_words(row[name], name, answer.lang) if shown else _plain(row[name]) for name in columns]
        for row in answer.rows
    ]
    return pandas.DataFrame(rows, columns=columns)


def html(answer: Answer) -> str:
    """An HTML table for notebooks; everything from the graph is escaped, only http(s) IRIs become links."""
    if answer.boolean is not None:
        return f"<p>{display(answer.boolean, '', answer.lang)}</p>"
    if answer.triples is not None:
        return f"<pre>{markup.escape(render(answer, 'turtle'))}</pre>"
    title = f"<caption>{markup.escape(answer.question.title.text(answer.lang))}</caption>" if answer.question else ""
    if not answer.solutions:
        return f"<p>{markup.escape(nothing(answer))}</p>"
    shown = _shown(answer)
    head = "".join(f"<th>{markup.escape(heading(answer, name))}</th>" for name in shown)
    cells = ("".join(f"<td>{_cell(row[name], name, answer.lang)}</td>" for name in shown) for row in answer.rows)
    rows = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def table(answer: Answer, more: Mapping[str, Sequence[str]] | None = None, width: int | None = None) -> str:
    """The rows for people, with columns of one's own after theirs (heading → one text a row), no wider than `width`;
    a line that says so where there is none."""
    if answer.boolean is not None:
        return display(answer.boolean, "", answer.lang) + "\n"
    if answer.triples is not None:
        return formats.as_turtle(answer)
    if not answer.solutions:
        return nothing(answer) + "\n"
    shown = _shown(answer)
    heads = [*(heading(answer, name) for name in shown), *(more or {})]
    rows = [[display(row[name], name, answer.lang) for name in shown] for row in answer.rows]
    beside = zip(*(more or {}).values(), strict=True) if more else ([] for _ in rows)
    return grid(heads, [[*row, *extra] for row, extra in zip(rows, beside, strict=True)], width) + "\n"


def nothing(answer: Answer) -> str:
    """What an answer without rows says, and what else may find some."""
    return answer.hint or say("cli.no_row")


def _shown(answer: Answer) -> list[str]:
    """The columns people see: where columns are described, those; the IRIs of facts are a key for evidence, not
    something to read."""
    told = {column.name for column in answer.described}.difference(FACTS)
    return [name for name in answer.columns if not told or name in told]


def _cell(cell: Value, column: str, lang: str) -> str:
    text = markup.escape(display(cell, column, lang))
    if isinstance(cell, Resource) and cell.iri.startswith(("http://", "https://")):
        return f'<a href="{markup.escape(cell.iri)}" rel="noopener">{text}</a>'
    return text


def _in_words(cell: Value, column: str, lang: str) -> Value:
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else display(cell, column, lang) or None


def _plain(cell: Value) -> Value:
    if not isinstance(cell, Resource):
        return cell
    return cell.iri if "/id/engagement/" in cell.iri else cell.label


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "table": table,
    "json": formats.as_json,
    "csv": formats.as_csv,
    "tsv": formats.as_tsv,
    "xml": formats.as_xml,
    "turtle": formats.as_turtle,
    "ntriples": formats.as_ntriples,
}
