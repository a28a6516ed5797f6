"""Scores → tables (a title, columns, rows), for people, and one object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.evaluate import calibration
from kg.evaluate.count import DocumentScore, RelationCounts
from kg.evaluate.figures import NAMES, Estimate, Figures, f1, value
from kg.evaluate.gold import FREE
from kg.evaluate.plot import bar
from kg.evaluate.run import SetScore
from kg.messages import say

_WITH_INTERVAL = ("core_recall", "recall", "precision", "core_f1")


@dataclass(frozen=True)
class Table:
    """Rows of text under a title."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def summary(scores: Sequence[SetScore]) -> Iterator[Table]:
    """One row a set: its size and micro figures, then the macro ones."""
    rows = [
        (
            *(score.name, str(len(score.documents)), str(score.facts), str(score.predicted)),
            *_estimates(score.micro),
            _number(calibration.error(score.bins())),
        )
        for score in scores
    ]
    columns = _heads("set", "documents", "gold", "predicted", *NAMES, "calibration")
    yield Table(say("eval.title_micro"), columns, rows)
    means = [(score.name, *_estimates(score.macro)) for score in scores]
    yield Table(say("eval.title_macro"), _heads("set", *NAMES), means)


def details(score: SetScore) -> Iterator[Table]:
    """A set by document, by relation and by confidence."""
    columns = _heads("document", "gold", "predicted", *NAMES)
    rows = [
        (one.name, str(one.counts.gold), str(one.counts.predicted), *(_number(value(n, one.counts)) for n in NAMES))
        for one in score.documents
    ]
    yield Table(say("eval.title_documents", name=score.name), columns, rows)
    columns = _heads("relation", "gold", "hit", "predicted", "right", "precision", "recall", "f1")
    rows = [(name, *_relation(name, counts)) for name, counts in score.relations().items()]
    yield Table(say("eval.title_relations", name=score.name), columns, rows)
    columns = (*_heads("confidence", "predicted", "mean", "right", "share"), say("eval.plot"))
    rows = [
        (f"{b.low:.1f}–{b.high:.1f}", str(b.facts), _number(b.confidence), str(b.right), _number(b.share), bar(b))
        for b in score.bins()
    ]
    yield Table(say("eval.title_calibration", name=score.name), columns, rows)


def misses(score: SetScore) -> Iterator[Table]:
    """The missed and the wrong facts of each document, and those found with another status, date or speaker."""
    columns = _heads("fact", "status", "passage")
    for document in score.documents:
        name = f"{score.name}/{document.name}"
        if missed := [(f"{f.s} — {f.r} — {f.o}", f.status or "", f.evidence) for f in document.missed]:
            yield Table(say("eval.title_missed", name=name), columns, missed)
        if wrong := [
            (f"{p.subject.label} — {p.relation} — {p.object.label}", p.status or "", f"{p.quote} ({p.start}–{p.end})")
            for p in document.wrong
        ]:
            yield Table(say("eval.title_wrong", name=name), columns, wrong)
        if differing := [
            (f"{q.fact.s} — {q.fact.r} — {q.fact.o}", say(f"eval.{q.name}"), q.wanted, q.found, q.prediction.quote)
            for q in document.differing
        ]:
            columns_of_differing = _heads("fact", "differs", "wanted", "found", "passage")
            yield Table(say("eval.title_differing", name=name), columns_of_differing, differing)


def data(scores: Sequence[SetScore], with_misses: bool) -> dict[str, Any]:
    """Everything, for `--format json`."""
    return {"sets": [_set(score, with_misses) for score in scores]}


def markdown(table: Table) -> str:
    """A table in Markdown, under a heading."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"

    rule = "|" + "---|" * len(table.columns)
    return "\n".join((f"### {table.title}", "", line(table.columns), rule, *map(line, table.rows)))


def _set(score: SetScore, with_misses: bool) -> dict[str, Any]:
    held = score.bins()
    return {
        "name": score.name,
        "documents": len(score.documents),
        "gold": score.facts,
        "predicted": score.predicted,
        "sha256": score.sha256,
        "micro": {name: asdict(one) for name, one in score.micro.items()},
        "macro": {name: asdict(one) for name, one in score.macro.items()},
        "relations": {name: {**asdict(counts), **_rates(name, counts)} for name, counts in score.relations().items()},
        "calibration": {
            "error": calibration.error(held),
            "bins": [{**asdict(one), "share": one.share} for one in held],
        },
        "by_document": [_document(one, with_misses) for one in score.documents],
    }


def _document(score: DocumentScore, with_misses: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": score.name,
        "counts": asdict(score.counts),
        "figures": {name: value(name, score.counts) for name in NAMES},
    }
    if with_misses:
        found["missed"] = [fact.model_dump(exclude_none=True, exclude_defaults=True) for fact in score.missed]
        found["wrong"] = [asdict(prediction) for prediction in score.wrong]
        found["differing"] = [
            {"s": q.fact.s, "r": q.fact.r, "o": q.fact.o, "differs": q.name, "wanted": q.wanted, "found": q.found}
            for q in score.differing
        ]
    return found


def _rates(name: str, counts: RelationCounts) -> dict[str, float | None]:
    """Precision is not defined for free relations."""
    precision = counts.right / counts.predicted if counts.predicted and name not in FREE else None
    recall = counts.hit / counts.gold if counts.gold else None
    return {"precision": precision, "recall": recall, "f1": f1(recall, precision)}


def _relation(name: str, counts: RelationCounts) -> tuple[str, ...]:
    sizes = (counts.gold, counts.hit, counts.predicted, counts.right)
    return (*map(str, sizes), *map(_number, _rates(name, counts).values()))


def _estimates(figures: Figures) -> Iterator[str]:
    for name, one in figures.items():
        yield _interval(one) if name in _WITH_INTERVAL else _number(one.value)


def _interval(one: Estimate) -> str:
    if one.low is None or one.high is None:
        return _number(one.value)
    return f"{_number(one.value)} [{one.low:.2f}–{one.high:.2f}]"


def _number(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _heads(*names: str) -> tuple[str, ...]:
    return tuple(say(f"eval.{name}") for name in names)
