"""Several documents at a time, by one process or several: the same graph, and one bad article costs no other."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kg import readers
from kg.errors import KgError, SourceError
from kg.ingest import Failure, ingest
from kg.model import Document, Reading
from kg.store import open_store

DEMO = Path(__file__).resolve().parents[2] / "kg" / "demo"
ONES = [Document(path.read_text(encoding="utf-8"), name=path.name) for path in sorted(DEMO.glob("*.txt"))]
MANY = [
    replace(one, text=f"{one.text}\nLe Mali signe le texte {n}.", name=f"{n}-{one.name}")
    for n in range(6)
    for one in ONES
]
DEADLY = "Le Togo met fin au processus."


def never(_: Document) -> bool:
    return False


def deadly(document: Document) -> Reading:
    """A reader that some text ends, the way a lack of memory does."""
    if document.text == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return Reading(document, ())


def deadly_chunk(documents: list[Document]) -> list[Reading | KgError]:
    return [deadly(document) for document in documents]


def test_several_processes_read_the_same_in_the_same_order() -> None:
    alone = list(readers.one_by_one(MANY, never, read_one()))
    assert list(readers.many(MANY, never)) == alone
    assert list(readers.many(MANY, never, jobs=2)) == alone
    assert [document for document, _ in alone] == MANY


def test_the_graph_does_not_tell_how_many_read() -> None:
    dumps = []
    for jobs in (1, 2):
        with open_store("memory:") as store:
            summary = ingest([*MANY[:9], SourceError("photo.jpg: binary"), MANY[0], *MANY[9:]], store, jobs=jobs)
            assert (summary.new, summary.unchanged) == (len(MANY), 1)
            assert summary.failed == (Failure("", "photo.jpg: binary"),)
            dumps.append(store.dump())
            again = ingest(MANY, store, jobs=jobs)
            assert (again.new, again.unchanged) == (0, len(MANY))
            assert store.dump() == dumps[0]
    assert dumps[0] == dumps[1]


def test_known_documents_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(documents: list[Document]) -> list[Reading | KgError]:
        assert documents == []
        return []

    monkeypatch.setattr(readers, "read_chunk", refuse)
    assert list(readers.many(ONES, lambda _: True)) == [(one, None) for one in ONES]


def test_a_text_the_tagger_refuses_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.text import nlp

    def refuse(*_: object) -> None:
        raise MemoryError("too\nmuch")

    monkeypatch.setattr(nlp, "prepare", lambda texts: refuse() if list(texts) else None)
    assert all(isinstance(outcome, Reading) for _, outcome in readers.many(ONES, never))
    monkeypatch.setattr(nlp, "_text", refuse)
    assert {str(outcome) for _, outcome in readers.many(ONES, never)} == {"MemoryError: too much"}


def test_a_text_with_half_a_character_is_told() -> None:
    with open_store("memory:") as store:
        summary = ingest([Document("Le Togo \ud83d signe.", name="half"), ONES[0]], store)
    assert summary.new == 1
    assert [failure.name for failure in summary.failed] == ["half"]


def test_a_process_that_ends_costs_only_what_ended_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read_chunk", deadly_chunk)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    documents = [replace(one, text=f"Le Togo signe {n}.") for n in range(40) for one in ONES[:1]]
    documents[13] = replace(ONES[0], text=DEADLY)
    outcomes = list(readers.many(documents, never, jobs=2))
    assert [document for document, _ in outcomes] == documents
    assert [n for n, (_, outcome) in enumerate(outcomes) if isinstance(outcome, KgError)] == [13]
    assert [n for n, (_, outcome) in enumerate(outcomes) if outcome is None] == []


def test_an_interruption_ends_the_processes() -> None:
    outcomes = readers.many(iter(MANY), never, jobs=2)
    next(outcomes)
    outcomes.close()  # what a KeyboardInterrupt in the loop does
    assert list(outcomes) == []


def read_one() -> readers.Reader:
    from kg.extract import read

    return read
