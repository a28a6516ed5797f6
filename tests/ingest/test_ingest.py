"""Articles in: once, whole or not at all, in any order to the same graph."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import goldreading
import pytest

import kg.ingest as ingest_module
from kg.errors import SourceError, StoreError
from kg.ingest import Failure, Summary, ingest
from kg.model import Document, Reading
from kg.rdf import iris
from kg.rdf.names import ENT, ORG
from kg.source import read
from kg.store import Rows, Store, open_store

VISIT, SUMMIT = goldreading.documents("visite-etat-rabat", "sommet-action-ia-paris")
ALL = goldreading.documents()


@pytest.fixture(params=["disk", "memory", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterable[Store]:
    address = "memory:" if request.param == "memory" else str(tmp_path / "db")
    if request.param == "remote":
        from kg.store.remote import RemoteStore

        address = request.getfixturevalue("sparql_server")
        RemoteStore(address).update("DROP ALL")
    with open_store(address) as opened:
        yield opened


def build(documents: Iterable[Document], store: Store | None = None) -> tuple[Summary, bytes]:
    opened = store or open_store("memory:")
    return ingest(documents, opened, goldreading.read), opened.dump()


def articles(store: Store) -> list[str]:
    rows = store.query(f"SELECT ?name {{ ?a {ENT.documentName} ?name }} ORDER BY ?name")
    assert isinstance(rows, Rows)
    return [row["name"].value for row in rows]


def from_files(source: object) -> list[Document]:
    return [document for document in read(str(source)) if isinstance(document, Document)]


class Faulty:
    """A reader that stumbles over some documents."""

    def __init__(self, *names: str, error: Exception) -> None:
        self.names, self.error = names, error

    def __call__(self, document: Document) -> Reading:
        if document.name in self.names:
            raise self.error
        return goldreading.read(document)


def test_the_summary_counts(store: Store) -> None:
    first, _ = build(ALL, store)
    assert (first.new, first.unchanged, first.replaced, first.failed) == (len(ALL), 0, 0, ())
    assert first.facts > 300 and first.entities > 200
    second, _ = build(ALL, store)
    assert (second.new, second.unchanged, second.replaced) == (0, len(ALL), 0)
    assert (second.facts, second.entities) == (first.facts, first.entities)


def test_reading_twice_writes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _, before = build([VISIT, SUMMIT], store)

    def refuse(*_: object) -> None:
        raise AssertionError("an unchanged article was written")

    monkeypatch.setattr(store, "write", refuse)
    monkeypatch.setattr(store, "update", refuse)
    summary, after = build([SUMMIT, VISIT], store)
    assert summary.unchanged == 2 and after == before


def test_any_order_and_any_batches_give_the_same_graph() -> None:
    """In one batch, in another order, one after another, after a detour: the same N-Quads."""
    some = ALL[:3]
    _, expected = build(some)
    for order in permutations(some):
        assert build(order)[1] == expected
    with open_store("memory:") as store:
        for document in some:
            build([document], store)
        assert store.dump() == expected
        build([replace(some[0], text=some[0].text + "\nUn ajout.")], store)
        assert store.dump() != expected
        build([some[0]], store)
        assert store.dump() == expected


def test_two_processes_give_the_same_graph(tmp_path: Path) -> None:
    """Neither the hash seed nor the kind of store shows in the dump."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import goldreading as g; from kg.store import open_store\n"
        "from kg.ingest import ingest; store = open_store(sys.argv[2]); ingest(g.documents(), store, g.read)\n"
        "sys.stdout.buffer.write(store.dump()); store.close()"
    )
    tests = str(Path(goldreading.__file__).parent)
    dumps = []
    for seed, address in (("1", "memory:"), ("2", str(tmp_path / "db"))):
        command = [sys.executable, "-c", code, tests, address]
        environment = {"PYTHONHASHSEED": seed}
        dumps.append(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert dumps[0] == dumps[1] == build(ALL)[1]
    assert dumps[0].count(b"\n") > 10_000


def test_a_changed_text_replaces_the_earlier_one_of_its_name(store: Store) -> None:
    build([VISIT, SUMMIT], store)
    changed = replace(VISIT, text=VISIT.text + " Fin.")
    summary, _ = build([changed], store)
    assert (summary.new, summary.replaced) == (0, 1)
    assert articles(store) == sorted([SUMMIT.name, VISIT.name])
    assert iris.article_graph(VISIT.key).value not in store.graphs()


def test_a_changed_text_replaces_the_earlier_one_of_its_address(store: Store) -> None:
    one = replace(VISIT, url="https://example.org/visite")
    build([one], store)
    renamed = replace(one, text=one.text + " Fin.", name="autre.txt")
    elsewhere = replace(SUMMIT, name=one.name, url="https://example.org/sommet")
    summary, _ = build([renamed, elsewhere], store)
    assert (summary.new, summary.replaced) == (1, 1)
    assert articles(store) == ["autre.txt", one.name]


def test_an_article_without_address_does_not_replace_one_with(store: Store) -> None:
    build([replace(VISIT, url="https://example.org/visite")], store)
    summary, _ = build([replace(SUMMIT, name=VISIT.name)], store)
    assert (summary.new, summary.replaced) == (1, 0)


@pytest.mark.parametrize("name", ["text", "stdin"])
def test_what_has_no_name_of_its_own_replaces_nothing(name: str) -> None:
    with open_store("memory:") as store:
        build([replace(VISIT, name=name)], store)
        summary, _ = build([replace(SUMMIT, name=name)], store)
    assert (summary.new, summary.replaced) == (1, 0)


def test_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way they are named: by folder, by path, or from inside the folder with a store elsewhere."""
    for folder, text in (("january", VISIT.text), ("february", SUMMIT.text)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.txt").write_text(text, encoding="utf-8")
    ways = [
        ("january", "february"),
        ("january/01.txt", "february/*.txt"),
        (tmp_path / "january", tmp_path / "february"),
    ]
    for number, sources in enumerate([*ways, ("01.txt", "01.txt")]):
        with open_store(str(tmp_path / f"db{number}")) as store:
            for source, folder in zip(sources, ("january", "february"), strict=True):
                monkeypatch.chdir(tmp_path / folder if source == "01.txt" else tmp_path)
                summary, _ = build(from_files(source), store)
                assert (summary.new, summary.replaced) == (1, 0)
            assert articles(store) == ["01.txt", "01.txt"]


def test_a_changed_file_replaces_its_earlier_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However its path is written, and after the folder with both the store and the file has moved."""
    home, moved = tmp_path / "home", tmp_path / "moved"
    home.mkdir()
    path = home / "news" / "01.txt"
    path.parent.mkdir()
    path.write_text(VISIT.text, encoding="utf-8")
    monkeypatch.chdir(home)
    with open_store("db") as store:
        build(from_files("news"), store)
        for number, source in enumerate(["news", "./news/01.txt", "news/../news/*.txt", path, "~/news"]):
            monkeypatch.setenv("HOME", str(home))
            path.write_text(f"{VISIT.text} Fin {number}.", encoding="utf-8")
            summary, _ = build(from_files(source), store)
            assert (summary.new, summary.replaced) == (0, 1), source
    monkeypatch.chdir(tmp_path)
    home.rename(moved)
    (moved / "news" / "01.txt").write_text(f"{VISIT.text} Fin.", encoding="utf-8")
    with open_store("moved/db") as store:
        summary, _ = build(from_files(moved / "news"), store)
        assert (summary.new, summary.replaced) == (0, 1)
        assert articles(store) == ["01.txt"]


def test_the_graph_tells_no_path_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "folder-of-mine").mkdir()
    (tmp_path / "folder-of-mine" / "01.txt").write_text(VISIT.text, encoding="utf-8")
    with open_store(str(tmp_path / "db")) as store:
        _, dump = build(from_files(tmp_path / "folder-of-mine"), store)
    assert b"folder-of-mine" not in dump and str(tmp_path).encode() not in dump


def test_two_articles_of_one_batch_do_not_replace_each_other(store: Store) -> None:
    summary, _ = build([VISIT, replace(SUMMIT, name=VISIT.name)], store)
    assert (summary.new, summary.replaced) == (2, 0)


def test_a_corrected_date_is_taken_over(store: Store) -> None:
    build([VISIT], store)
    summary, _ = build([replace(VISIT, date="2019-03-04")], store)
    assert summary.replaced == 1
    assert articles(store) == [VISIT.name]
    assert store.query(f'ASK {{ ?a {ENT.publishedOn} "2019-03-04" }}') is True
    assert store.query(f'ASK {{ ?a {ENT.publishedOn} "{VISIT.date}" }}') is False


def test_one_fault_does_not_cost_the_others(store: Store) -> None:
    unreadable = SourceError("photo.jpg: this is binary data")
    reader = Faulty(SUMMIT.name, error=RecursionError("too\n deep"))
    summary = ingest([unreadable, SUMMIT, VISIT], store, reader)
    assert summary.new == 1
    assert summary.failed == (
        Failure("", "photo.jpg: this is binary data"),
        Failure(SUMMIT.name, "RecursionError: too deep"),
    )
    assert articles(store) == [VISIT.name]


def test_a_fault_leaves_the_earlier_text(store: Store) -> None:
    _, before = build([VISIT], store)
    changed = replace(VISIT, text=VISIT.text + " Fin.")
    summary = ingest([changed], store, Faulty(VISIT.name, error=ValueError("no")))
    assert len(summary.failed) == 1
    assert store.dump() == before


def test_a_failing_store_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store("memory:") as store:

        def fail(*_: object, **__: object) -> None:
            raise StoreError("disk full")

        monkeypatch.setattr(store, "write", fail)
        with pytest.raises(StoreError, match="disk full"):
            build([VISIT], store)


def test_an_interruption_keeps_what_was_read_with_what_follows_from_it() -> None:
    with open_store("memory:") as store:
        with pytest.raises(KeyboardInterrupt):
            ingest([VISIT, SUMMIT], store, Faulty(SUMMIT.name, error=KeyboardInterrupt()))  # type: ignore[arg-type]
        assert store.dump() == build([VISIT])[1]


def test_an_interruption_while_writing_loses_nothing_either(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store("memory:") as store:
        whole = store.write

        def interrupted(*_: object) -> None:
            monkeypatch.setattr(store, "write", whole)
            raise KeyboardInterrupt

        monkeypatch.setattr(store, "write", interrupted)
        monkeypatch.setattr(ingest_module, "_TOGETHER", 1)
        with pytest.raises(KeyboardInterrupt):
            build([VISIT, SUMMIT], store)
        monkeypatch.undo()
        assert store.dump() == build([VISIT])[1]


def test_written_together_or_one_by_one_is_the_same_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    together = build(ALL)
    monkeypatch.setattr(ingest_module, "_TOGETHER", 1)
    assert build(ALL) == together


def test_an_article_twice_in_one_batch_is_unchanged_the_second_time(store: Store) -> None:
    """It is known before it is written."""
    summary, dump = build([VISIT, SUMMIT, VISIT], store)
    assert (summary.new, summary.unchanged) == (2, 1)
    assert dump == build([VISIT, SUMMIT])[1]


def test_articles_without_facts_are_told() -> None:
    empty = Document("Il pleut sur Rabat depuis ce matin.", name="pluie.txt")
    summary, _ = build([empty, VISIT])
    assert summary.without_facts == ("pluie.txt",)
    assert summary.new == 2


def test_the_graph_is_the_ground_of_facts_not_of_wishes() -> None:
    """Only what is realised or ongoing has a shortcut; what follows from it is drawn; wishes are claims only."""
    with open_store("memory:") as store:
        build(ALL, store)
        fact = f"{ENT.agent} ?s ; {ENT.target} ?o ; {ENT.role}/{ORG.roleProperty} ?relation ; {ENT.currentStatus}"
        wished = store.query(
            f"""SELECT ?s ?relation ?o {{
                ?wish {fact} ?status . GRAPH <{iris.DERIVED}> {{ ?s ?relation ?o }}
                FILTER NOT EXISTS {{
                  VALUES ?done {{ {ENT["status-realised"]} {ENT["status-ongoing"]} }} ?fact {fact} ?done }} }}"""
        )
        assert isinstance(wished, Rows) and len(wished) == 0
        assert store.query(f"ASK {{ GRAPH <{iris.DERIVED}> {{ ?s {ENT.coChairs} ?o }} }}") is True
