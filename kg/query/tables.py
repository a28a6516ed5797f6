"""An answer for people: an aligned table, HTML for notebooks, a DataFrame; and the door to every format.

One column per thing, labels for IRIs, headings and statuses in the reader's language. The W3C formats are in
`formats`.
"""

from __future__ import annotations

import html as markup
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query import formats
from kg.query.catalog import FACTS, suggest
from kg.query.params import STATUS_LABELS
from kg.query.terms import Resource, Value
from kg.rdf import names

if TYPE_CHECKING:
    import pandas

    from kg.query.run import Answer

_WIDEST = 60
_TERMS = frozenset({"relation", "how", "link", "contrary", "mode", "type"})  # columns of local names of the ontology


def render(answer: Answer, form: str, cut: bool = False) -> str:
    """The answer in one of `FORMATS`, ending in a line end; `cut`: columns of a table no wider than a screen takes.

    Raises QueryError for a format it cannot take.
    """
    if form not in FORMATS:
        raise QueryError(f"unknown format {form}{suggest(form, FORMATS)}; formats are {', '.join(FORMATS)}")
    if answer.triples is None and form in ("turtle", "ntriples"):
        raise QueryError(f"{form} is for graphs (CONSTRUCT, DESCRIBE); rows come as table, json, csv, tsv or xml")
    if answer.triples is not None and form not in ("turtle", "ntriples", "table"):
        raise QueryError(f"a graph does not come as {form}; use turtle, ntriples or table")
    return table(answer, cut=cut) if form == "table" else FORMATS[form](answer)


def display(cell: Value, column: str, lang: str) -> str:
    """A cell as people read it: labels for IRIs, statuses and booleans in words, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return {True: ("oui", "yes"), False: ("non", "no")}[cell][not lang.startswith("fr")]
    if column in ("status", "contrary") and str(cell) in STATUS_LABELS:
        return STATUS_LABELS[str(cell)][not lang.startswith("fr")]
    if column in _TERMS and re.fullmatch(r"[A-Za-z]+", str(cell)):
        return names.label(str(cell), "fr" if lang.startswith("fr") else "en") or str(cell)
    return str(cell)


def headings(answer: Answer) -> list[str]:
    """Column names: the labels of the question's columns, or the variables of free SPARQL."""
    if answer.question is None:
        return list(answer.columns)
    labels = {column.name: column.label.text(answer.lang) for column in answer.question.columns}
    return [labels.get(name, name) for name in answer.columns]


def dataframe(answer: Answer) -> pandas.DataFrame:
    """Rows as a pandas DataFrame: numbers stay numbers, IRIs become labels, IRIs of unlabelled facts stay IRIs."""
    try:
        import pandas
    except ImportError as error:
        raise QueryError("a DataFrame needs pandas; install it with: pip install 'entente[notebook]'") from error
    plain = [{name: _plain(cell) for name, cell in row.items()} for row in answer.rows]
    if answer.triples is not None:
        return pandas.DataFrame(
            [[formats.csv_term(part) for part in t] for t in answer.triples], columns=["subject", "predicate", "object"]
        )
    return pandas.DataFrame(plain, columns=list(answer.columns))


def html(answer: Answer) -> str:
    """An HTML table for notebooks; everything from the graph is escaped, only http(s) IRIs become links."""
    if answer.boolean is not None:
        return f"<p>{display(answer.boolean, '', answer.lang)}</p>"
    if answer.triples is not None:
        return f"<pre>{markup.escape(render(answer, 'turtle'))}</pre>"
    title = f"<caption>{markup.escape(answer.question.title.text(answer.lang))}</caption>" if answer.question else ""
    shown = _shown(answer)
    heads = dict(zip(answer.columns, headings(answer), strict=True))
    head = "".join(f"<th>{markup.escape(heads[name])}</th>" for name in shown)
    cells = ("".join(f"<td>{_cell(row[name], name, answer.lang)}</td>" for name in shown) for row in answer.rows)
    rows = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def table(answer: Answer, more: Mapping[str, Sequence[str]] | None = None, cut: bool = False) -> str:
    """The rows for people, with columns of one's own after theirs: heading → one text a row."""
    if answer.boolean is not None:
        return display(answer.boolean, "", answer.lang) + "\n"
    if answer.triples is not None:
        return formats.as_turtle(answer)
    shown, heads = _shown(answer), dict(zip(answer.columns, headings(answer), strict=True))
    grid = [[heads[name] for name in shown]]
    grid += [[one_line(display(row[name], name, answer.lang)) for name in shown] for row in answer.rows]
    for heading, column in (more or {}).items():
        grid = [[*row, cell] for row, cell in zip(grid, (heading, *column), strict=True)]
    widths = [max(map(_width, column)) for column in zip(*grid, strict=True)]
    if cut:
        widths = [min(_WIDEST, width) for width in widths]
    lines = [_line(row, widths) for row in grid]
    return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]]) + "\n"


def _shown(answer: Answer) -> list[str]:
    """The columns people see: a named question's fact IRIs are a key for evidence, not something to read."""
    return [name for name in answer.columns if not (answer.question and name in FACTS)]


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _fit(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[: -max(1, _width(text) - width + 1)].rstrip("…") + "…"
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Cells a terminal gives a text: two for wide characters, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def one_line(text: str) -> str:
    """A terminal must not take control sequences from an article's text."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)


def _cell(cell: Value, column: str, lang: str) -> str:
    text = markup.escape(display(cell, column, lang))
    if isinstance(cell, Resource) and cell.iri.startswith(("http://", "https://")):
        return f'<a href="{markup.escape(cell.iri)}" rel="noopener">{text}</a>'
    return text


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
