"""An answer with the passages behind its rows, in each format that can hold both."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from kg.errors import QueryError
from kg.messages import say
from kg.query import formats, tables
from kg.query.catalog import suggest
from kg.query.evidence import Passage
from kg.query.grid import one_line
from kg.query.params import STATUS_LABELS
from kg.query.run import Answer
from kg.query.terms import Value

Passages = Sequence[Sequence[Passage]]
_COLUMNS = ("engagement", "article", "date", "speaker", "status", "start", "end", "quote", "confidence")


def render(answer: Answer, passages: Passages, form: str, width: int | None = None) -> str:
    """The answer and its passages (one list a row, see `evidence.behind`), ending in a line end.

    table: the rows with the numbers of their passages, which follow. json: SPARQL results with `evidence`, a list of
    passages for each row. csv, tsv: a line for each row and passage. Raises QueryError for another format.
    """
    if form not in _FORMS:
        raise QueryError(f"{form} has no place for passages{suggest(form, _FORMS)}; use {', '.join(_FORMS)}")
    return _table(answer, passages, width) if form == "table" else _FORMS[form](answer, passages)


def _table(answer: Answer, passages: Passages, width: int | None = None) -> str:
    numbers: dict[tuple[object, ...], int] = {}
    lines: list[str] = []
    column: list[str] = []
    told = len({passage.about for row in passages for passage in row}) > 1
    for row in passages:
        found: list[int] = []
        first = list(dict.fromkeys(passage.about for passage in row))
        heading: Value = None
        for passage in sorted(row, key=lambda passage: first.index(passage.about)):
            key = (passage.article, passage.start, passage.end, passage.speaker, passage.status)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                if told and passage.about not in (None, heading):
                    lines.append(f"{passage.about}")
                    heading = passage.about
                lines.append(f"[{numbers[key]}] {_line(passage, answer.lang)}")
            found.append(numbers[key])
        column.append(", ".join(map(str, dict.fromkeys(found))) or "—")
    if not answer.solutions:
        return tables.table(answer)
    table = tables.table(answer, {say("query.passages"): column}, width=width)
    silent = f"— {say('query.no_passage')}\n" if "—" in column else ""
    return table + "\n" + "".join(f"{line}\n" for line in lines) + silent


def _line(passage: Passage, lang: str) -> str:
    """« quote » — according to whom · article start–end · date · status."""
    who = [say("facts.according_to", who=passage.speaker)] if passage.speaker is not None else []
    status = STATUS_LABELS[passage.status][not lang.startswith("fr")]
    place = f"{passage.article} {passage.start}–{passage.end}"
    notes = [*who, place, *([passage.date] if passage.date else []), status]
    return one_line(f"« {passage.quote.strip()} » — {' · '.join(notes)}")


def _json(answer: Answer, passages: Passages) -> str:
    result = json.loads(formats.as_json(answer))
    result["evidence"] = [[passage.to_dict() for passage in row] for row in passages]
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _lines(answer: Answer, passages: Passages, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    writer.writerow([*answer.variables, *(f"passage{name.capitalize()}" for name in _COLUMNS)])
    for row, behind in zip(answer.solutions, passages, strict=True):
        cells = [formats.csv_term(term) for term in row]
        places = [[getattr(passage, name) for name in _COLUMNS] for passage in behind] or [[None] * len(_COLUMNS)]
        for place in places:
            writer.writerow([*cells, *("" if cell is None else cell for cell in place)])
    return out.getvalue()


_FORMS: Mapping[str, Callable[[Answer, Passages], str]] = {
    "table": _table,
    "json": _json,
    "csv": lambda answer, passages: _lines(answer, passages, ","),
    "tsv": lambda answer, passages: _lines(answer, passages, "\t"),
}
