"""The named questions: each `queries/*.rq` file read into a frozen `Question`, its name the file's.

A file starts with comment lines that are YAML once the `# ` is taken off (number, group, title,
description, params, columns, example; `empty` for an answer
without rows), then comes plain SPARQL that runs as it stands on any endpoint.
A line that ends in `# bind: NAME` is where the value of parameter NAME enters the query (see `params`), in the
variables named after it (`# bind: actor ?target`) or else those of the parameter;
`# bind: lang` ends those whose "fr" becomes the reader's language. Columns `x` and `xLabel` belong together: an IRI and
what to call it. Each row names the facts it rests on in a column of `FACTS`, so that its passages can be shown.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import QueryError
from kg.messages import say

GROUPS: Mapping[str, str] = {
    "Actors": "Acteurs",
    "Forums": "Forums",
    "Resolutions": "Résolutions",
    "Partnerships": "Partenariats",
    "Time and status": "Temps et statut",
    "Attribution": "Attribution",
    "Network": "Réseau",
}
# Columns of keys, not of words: the IRIs of the facts a row states (several in one cell, apart by spaces).
FACTS = ("engagement", "joint", "engagements")
TYPES = ("entity", "text", "date", "status", "relation", "integer")
MARKER = re.compile(
    r"^(?P<indent>[ \t]*)(?P<default>[^#\n]*)#[ \t]*bind:[ \t]*(?P<name>\w+)(?P<variables>(?:[ \t]+\?\w+)*)[ \t]*$",
    re.MULTILINE,
)
_KEYS = {"number", "group", "title", "description", "params", "columns", "example", "empty"}


@dataclass(frozen=True)
class Bilingual:
    """A text in French and English."""

    fr: str
    en: str

    def text(self, lang: str) -> str:
        """The text in `lang`, English for every language but French."""
        return self.fr if lang.startswith("fr") else self.en


@dataclass(frozen=True)
class Parameter:
    """A value the asker may give.

    `type` is one of `TYPES`; `classes` are the ontology classes an entity must belong to (none: any).
    `variable` is the SPARQL variable it binds, or several of them apart by spaces; a date binds
    `<variable>From` and `<variable>Until`.
    """

    name: str
    type: str
    label: Bilingual
    classes: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None
    variable: str = ""

    @property
    def variables(self) -> tuple[str, ...]:
        """The SPARQL variables this parameter binds, without `?`."""
        if self.type == "date":
            return f"{self.variable}From", f"{self.variable}Until"
        return tuple(self.variable.split())


@dataclass(frozen=True)
class Column:
    """A column of the answer; `name` is its SPARQL variable."""

    name: str
    label: Bilingual


@dataclass(frozen=True)
class Question:
    """One named question: what it asks, what it takes, what it gives, and its SPARQL with the markers in; `empty`:
    where to look when it finds nothing, the parameters in braces."""

    name: str
    number: int
    group: str
    title: Bilingual
    description: Bilingual
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: str
    sparql: str
    empty: Bilingual | None = None

    def parameter(self, name: str) -> Parameter:
        """The parameter called `name`. Raises QueryError, naming those there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        known = f"it takes {', '.join(names)}" if names else "it takes none"
        raise QueryError(f"the question {self.name} has no parameter {name}{suggest(name, names)}; {known}")


@cache
def questions() -> Mapping[str, Question]:
    """Every question by name, in the order of their numbers."""
    loaded = [load(path) for path in sorted(resources.queries().glob("*.rq"))]
    return {question.name: question for question in sorted(loaded, key=lambda q: (q.number, q.name))}


def find(name: str) -> Question:
    """The question called `name` (underscores pass for hyphens). Raises QueryError with the nearest names."""
    known = questions()
    wanted = name.strip().removesuffix(".rq").replace("_", "-").lower()
    if wanted in known:
        return known[wanted]
    hint = suggest(wanted, known)
    raise QueryError(say("names.no_question", name=name, hint=hint, count=len(known)))


def groups() -> dict[str, list[Question]]:
    """The questions by group, groups in the order of `GROUPS`."""
    return {group: [q for q in questions().values() if q.group == group] for group in GROUPS}


def load(path: Path) -> Question:
    """The question of one `.rq` file. Raises QueryError naming the file and what its header lacks."""
    return parse(path.stem, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Question:
    """The question written in `text`. Raises QueryError naming `name` and what the header lacks."""
    comments, lines = _opening(text)
    length = len(comments)
    header = _header(name, comments)
    try:
        return Question(
            name=name,
            number=int(header["number"]),
            group=str(header["group"]),
            title=_bilingual(header["title"]),
            description=_bilingual(header["description"]),
            parameters=tuple(_parameter(key, value) for key, value in (header.get("params") or {}).items()),
            columns=_columns(header),
            example=str(header["example"]),
            sparql="\n".join(lines[length:]).strip() + "\n",
            empty=_bilingual(header["empty"]) if "empty" in header else None,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise QueryError(f"queries/{name}.rq: the header is incomplete or malformed near {error}") from error


def described(text: str) -> tuple[Column, ...]:
    """The columns that the header of a text describes, as `describe` writes it; none where there is no such header."""
    comments, _ = _opening(text)
    if "columns:" not in comments:
        return ()
    try:
        return _columns(_header("", comments))
    except (QueryError, KeyError, TypeError, AttributeError):
        return ()  # other people's comments


def describe(columns: Iterable[Column]) -> str:
    """A header that says what the columns are called.

    >>> described(describe([Column("who", Bilingual("qui", "who"))]))
    (Column(name='who', label=Bilingual(fr='qui', en='who')),)
    """
    lines = [f"#   {c.name}: {{fr: {_quoted(c.label.fr)}, en: {_quoted(c.label.en)}}}" for c in columns]
    return "\n".join(["# columns:", *lines, ""]) if lines else ""


def problems(question: Question) -> list[str]:
    """What is wrong with a question, in words; empty when it keeps every rule of this module."""
    found = [] if question.group in GROUPS else [f"unknown group {question.group}"]
    projected, described = projection(question.sparql), [column.name for column in question.columns]
    shown = [v for v in projected if not (v.endswith("Label") and v.removesuffix("Label") in described)]
    found += [f"?{name} is projected but not described" for name in shown if name not in described]
    found += [f"column {name} is described but not projected" for name in described if name not in projected]
    markers = {match["name"] for match in MARKER.finditer(question.sparql)}
    code = re.sub(r"#[^\n>]*$", "", question.sparql, flags=re.MULTILINE)
    for parameter in question.parameters:
        if parameter.name not in markers:
            found.append(f"no `# bind: {parameter.name}` line")
        found += [f"?{v} is not used" for v in parameter.variables if not re.search(rf"\?{v}\b", code)]
    found += [f"`# bind: {n}` binds no parameter" for n in markers - {p.name for p in question.parameters} - {"lang"}]
    if not set(FACTS) & set(projected):
        found.append(f"no column of {', '.join(FACTS)}: nothing leads from a row to its passages")
    if not question.example.startswith(f"kg query {question.name}"):
        found.append("the example asks another question")
    if "ORDER BY" not in question.sparql:
        found.append("no ORDER BY: the rows would come in any order")
    return found


def projection(sparql: str) -> list[str]:
    """The variables the outermost SELECT gives, in order, without `?`."""
    match = re.search(r"\bSELECT\b(?:\s+DISTINCT\b)?(.*?)\bWHERE\b", sparql, re.DOTALL)
    if not match:
        return []
    clause, names, depth = match[1], [], 0
    for token in re.finditer(r"\(|\)|\bAS\s+\?(\w+)|\?(\w+)", clause):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[1] and depth == 1:
            names.append(token[1])
        elif token[2] and depth == 0:
            names.append(token[2])
    return names


def suggest(word: str, known: Iterable[str]) -> str:
    """« ; did you mean a, b? » for the known words nearest to `word`, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return say("usage.near", names=", ".join(near)) if near else ""


def _opening(text: str) -> tuple[list[str], list[str]]:
    """The comment lines that a text opens with, without their marks; and all its lines."""
    lines = text.split("\n")
    length = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return [line[1:].removeprefix(" ") for line in lines[:length]], lines


def _columns(header: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(key, _bilingual(value)) for key, value in header["columns"].items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _header(name: str, lines: list[str]) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        header = yaml.load("\n".join(lines), Loader=loader)  # a safe loader either way
    except yaml.YAMLError as error:
        raise QueryError(f"queries/{name}.rq: the header is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(header, dict):
        raise QueryError(f"queries/{name}.rq has no header; copy one from another question")
    if unknown := sorted(set(header) - _KEYS):
        raise QueryError(f"queries/{name}.rq: unknown header key {unknown[0]}{suggest(unknown[0], _KEYS)}")
    return header


def _bilingual(value: Mapping[str, str]) -> Bilingual:
    return Bilingual(str(value["fr"]).strip(), str(value["en"]).strip())


def _parameter(name: str, value: Mapping[str, Any]) -> Parameter:
    kind, _, classes = str(value["type"]).partition(":")
    if kind not in TYPES:
        raise ValueError(f"type {kind} of parameter {name}")
    default = value.get("default")
    return Parameter(
        name=name,
        type=kind,
        label=_bilingual(value),
        classes=tuple(classes.split("|")) if classes else (),
        required=bool(value.get("required", False)),
        default=None if default is None else str(default),
        variable=str(value.get("variable", name)),
    )
