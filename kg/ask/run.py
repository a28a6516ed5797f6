"""Ask: a question in French or English → its reading, the SPARQL that answers it, the rows and their passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Any

from kg.ask import gist, nearest, sparql, votes, words
from kg.ask import names as naming
from kg.ask.language import Language, detect
from kg.ask.quotes import quotes
from kg.ask.reading import DONE, ONGOING, Node, Reading
from kg.ask.understand import Unread, understand
from kg.errors import NotFoundError, QueryError
from kg.messages import has, say
from kg.query import markup, tables
from kg.query import run as query
from kg.query.catalog import Bilingual, Column
from kg.query.evidence import Passage, evidence
from kg.query.explain import relation_labels
from kg.query.labels import resolve
from kg.query.run import Answer
from kg.query.terms import PREFIXES, ReadableStore, Resource, Value, literal, local, select

if TYPE_CHECKING:
    import pandas

FEW = 10  # passages that people see at first
_MOST_PASSAGES = 100
_MOST_NAMES = 5


class UnreadError(QueryError):
    """A question that could not be read; the message names the words not understood and the nearest question."""


@dataclass(frozen=True)
class Asked:
    """An answered question: the `reading` back in words, the `answer` (rows, yes or no) with its SPARQL, the
    `passages` its facts stand on (`quotes`: each once, what they speak of in turn), `warnings` about what was left out
    of the reading, what `relations` are called."""

    question: str
    reading: str
    meaning: Reading
    answer: Answer
    passages: tuple[Passage, ...] = ()
    warnings: tuple[str, ...] = ()
    quotes: tuple[Passage, ...] = ()
    relations: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def sparql(self) -> str:
        """The query that gave the answer."""
        return self.answer.sparql

    @property
    def rows(self) -> list[dict[str, Value]]:
        """One dict a row, the column `answer` first; a yes or no is one row."""
        if self.answer.boolean is not None:
            return [{"answer": self.answer.boolean}]
        return self.answer.rows

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.answer)

    def to_dict(self) -> dict[str, Any]:
        """What `kg ask --format json` prints."""
        return {
            "question": self.question,
            "reading": self.reading,
            "sparql": self.sparql,
            "rows": [{name: _plain(cell) for name, cell in row.items()} for row in self.rows],
            "evidence": [passage.to_dict() for passage in self.passages],
            "warnings": list(self.warnings),
        }

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Where a notebook shows text only: the reading, the warnings, and a line for each row."""
        printer.text("\n".join([self.reading, *self.warnings, tables.render(self.answer, "table").rstrip()]))

    def to_dataframe(self, shown: bool = False) -> pandas.DataFrame:
        """The rows as a pandas DataFrame, as `Answer.to_dataframe`. Needs the extra `notebook`."""
        return self.answer.to_dataframe(shown)

    def _repr_html_(self) -> str:
        notes = "".join(f"<p><em>{escape(note)}</em></p>" for note in self.warnings)
        several = len({passage.about for passage in self.quotes}) > 1  # else the answer says it
        told = [
            f"<li>{f'{escape(str(passage.about))} · ' if several and passage.about else ''}{_quote(passage)}</li>"
            for passage in self.quotes
        ]
        first, rest = "".join(told[:FEW]), "".join(told[FEW:])
        more = escape(say("ask.others", count=len(told) - FEW))
        behind = f"<details><summary>{more}</summary><ul>{rest}</ul></details>" if rest else ""
        return f"<p>{escape(self.reading)}</p>{notes}{self.answer._repr_html_()}<ul>{first}</ul>{behind}"


def ask(store: ReadableStore, question: str, lang: Language | None = None, reader: Language | None = None) -> Asked:
    """Answer a question in French or English (found from its words unless `lang` says it), in the language of the
    `reader`, else in its own.

    Facts that are done or going on answer it unless its words ask for plans or wishes; where only those exist, they
    are given with a warning. Raises UnreadError for a question that cannot be read.
    """
    language = lang or detect(question)
    names = naming.index(store)
    reading = understand(question, names, language)
    if isinstance(reading, Unread):
        reading = _borne_out(store, question, names, language) or _said(store, question, names, language) or reading
    if isinstance(reading, Unread):
        raise UnreadError(_refusal(reading, question, names, (language, reader or language)))
    if reading.form in ("bridge", "bridging"):
        _one_each(reading)
    for name in _unknown_names(question, reading.unknown):
        try:
            resolve(store, name)
        except NotFoundError as error:  # without it the question would be another one
            raise UnreadError(str(error)) from None
    told_in = reader or language
    reading = replace(reading, lang=told_in)
    reading, answer, warnings = _answered(store, reading)
    if reading.answer == "speaker" and not _found(answer) and (said := _said(store, question, names, language)):
        reading = replace(said, lang=told_in)
        answer = query.sparql(store, sparql.write(reading), told_in)
    warnings += reading.notes
    if reading.unknown:
        warnings.insert(0, say("ask.unknown", words=", ".join(reading.unknown)))
    if not _found(answer):
        warnings += [say("ask.unspoken", name=name) for name in _unspoken(reading)] or [*votes.unsaid(store, reading)]
        if not warnings and answer.boolean is None:
            warnings.append(say("ask.nothing"))
    relations = relation_labels(store, told_in)
    told = words.tell(_matched(reading, answer), relations, _kinds(store, told_in))
    answer = replace(answer, described=tuple(_columns(reading, answer)))
    passages = _passages(store, reading, answer)
    read = quotes(answer, passages)
    return Asked(question, told, reading, answer, passages, tuple(warnings), read, relations)


def _columns(reading: Reading, answer: Answer) -> Iterator[Column]:
    """What the columns are called that people see: the answer, and those that say something besides."""
    ends = {"a": reading.first.subject, "b": reading.first.object}
    for place, name in enumerate(answer.variables):
        if not has(f"ask.column_{name}") or not (name == "answer" or any(row[place] for row in answer.solutions)):
            continue
        label = {}
        for lang in ("fr", "en"):
            named = {side: end.names[0].called(lang) if end and end.names else "" for side, end in ends.items()}
            label[lang] = say(f"ask.column_{name}", lang, **named)
        yield Column(name, Bilingual(**label))


def _answered(store: ReadableStore, reading: Reading) -> tuple[Reading, Answer, list[str]]:
    """The answer, or with a warning the nearest there is: facts only planned, things of another kind."""
    if reading.negated:
        refusals = reading.refusals()
        told = query.sparql(store, sparql.write(refusals), reading.lang)
        if _found(told):
            return refusals, told, []
        return reading, query.sparql(store, sparql.write(reading), reading.lang), [say("ask.not_said")]
    if reading.first.statuses == ONGOING:
        now = reading.with_statuses(("ongoing",))
        found = query.sparql(store, sparql.write(now), reading.lang)
        if _found(found) and found.boolean is not False:
            return now, found, []
    answer = query.sparql(store, sparql.write(reading), reading.lang)
    if by_tally := votes.counted(store, reading, answer):
        return reading, by_tally[0], [say("ask.tallied", tally=by_tally[1])]
    if reading.form == "bridge" and not _found(answer):
        linked = replace(reading, form="path", answer="path")
        found = query.sparql(store, sparql.write(linked), reading.lang)
        return (linked, found, [say("ask.no_bridge")]) if _found(found) else (reading, answer, [])
    if _found(answer) or reading.form not in ("rows", "yes", "count", "path"):
        return reading, answer, []
    prospects = reading.with_statuses(("planned", "aspired", "hypothetical"))
    if reading.first.statuses == DONE:
        found = query.sparql(store, sparql.write(prospects), reading.lang)
        if _found(found):
            return (prospects, found, [say("ask.only_planned")]) if reading.form == "rows" else (
                reading, answer, [say("ask.only_planned")]
            )  # fmt: skip
    if reading.form == "path":
        longer = replace(reading, form="long path")
        return longer, query.sparql(store, sparql.write(longer), reading.lang), []
    for other, warning in nearest.of(reading, naming.index(store)):
        found = query.sparql(store, sparql.write(other), reading.lang)
        if _found(found):
            return other, found, [warning]
    return reading, answer, []


def _borne_out(store: ReadableStore, question: str, names: naming.Names, language: Language) -> Reading | None:
    """A reading in which what is named stands where its class would not let it, if facts do say so."""
    reading = understand(question, names, language, loose=True)
    if isinstance(reading, Unread) or reading.unknown or reading.negated or reading.form not in ("rows", "yes"):
        return None
    return reading if _found(query.sparql(store, sparql.write(reading), reading.lang)) else None


def _said(store: ReadableStore, question: str, names: naming.Names, language: Language) -> Reading | None:
    """Who said what shares most words with what is reported, if anybody did."""
    readings = gist.read(question, names, language)
    return next((one for one in readings if _found(query.sparql(store, sparql.write(one), one.lang))), None)


def _one_each(reading: Reading) -> None:
    """Raises UnreadError for an end that may be several things: bridging one is not bridging the other."""
    for node in (reading.first.subject, reading.first.object):
        if node is not None and len({thing.label for thing in node.names}) > 1:
            names = " · ".join(thing.label for thing in node.names[:_MOST_NAMES])
            raise UnreadError(say("ask.several", name=node.text or node.names[0].label, names=names))


def _unspoken(reading: Reading) -> Iterator[str]:
    """What is asked about and named in no article."""
    ends = dict.fromkeys(end for pattern in reading.patterns for end in (pattern.subject, pattern.object) if end)
    for end in ends:
        if end.names and not any(thing.mentioned for thing in end.names):
            yield end.names[0].called(reading.lang)


def _matched(reading: Reading, answer: Answer) -> Reading:
    """The reading with the names that the rows bear out, of those that a word may be."""

    def borne_out(node: Node | None, column: str) -> Node | None:
        found = {cell.iri for row in answer.rows if isinstance(cell := row.get(column), Resource)}
        names = tuple(thing for thing in node.names if thing.iri in found) if node else ()
        return replace(node, names=names) if node and names else node

    first = reading.first
    first = replace(first, subject=borne_out(first.subject, "near"), object=borne_out(first.object, "far"))
    return replace(reading, patterns=(first, *reading.patterns[1:]))


def _found(answer: Answer) -> bool:
    counted = answer.rows[0].get("count") if answer.columns == ("count",) and answer.rows else None
    return bool(answer) and counted != 0


def _unknown_names(question: str, unknown: tuple[str, ...]) -> Iterator[str]:
    """The proper names among the words not understood; a capital at the start of the question makes no name."""
    opening = re.findall(r"\w+", question)[:1]
    for word in unknown:
        if word[:1].isupper() and [word] != opening:
            yield word


def _passages(store: ReadableStore, reading: Reading, answer: Answer) -> tuple[Passage, ...]:
    facts = answer.engagements()
    if not facts and answer and not reading.negated:
        facts = query.sparql(store, sparql.listing(reading), reading.lang).engagements()
    return tuple(evidence(store, facts[:_MOST_PASSAGES], reading.lang))


def _refusal(unread: Unread, question: str, names: naming.Names, langs: tuple[Language, Language]) -> str:
    near = words.nearest(question, names, *langs)
    if unread.why == "why":
        return say("ask.why", near=near)
    if unread.unknown:
        return say("ask.unread_words", question=question, words=", ".join(unread.unknown), near=near)
    return say("ask.unread", question=question, near=near)


def _kinds(store: ReadableStore, lang: str) -> dict[str, str]:
    """Class → what it is called."""
    rows = select(
        store,
        f"SELECT ?class ?label WHERE {{ ?class a <{PREFIXES['owl']}Class> ; <{PREFIXES['skos']}prefLabel> ?label "
        f"FILTER (LANG(?label) = {literal(lang)}) }}",
    )
    return {local(str(row["class"])): str(row["label"]) for row in rows}


def _quote(passage: Passage) -> str:
    """The quote, who says so and where."""
    speaker = passage.speaker and {"label": str(passage.speaker)}
    place = {"document": passage.article, "start": passage.start, "end": passage.end}
    return markup.passage({"quote": passage.quote, "speaker": speaker, **place})


def _plain(cell: Value) -> Any:
    return {"iri": cell.iri, "label": cell.label} if isinstance(cell, Resource) else cell
