"""Every command on a real store: the dispatches that come with the package, read once."""

from __future__ import annotations

import csv
import io
import json
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.cli.app import run
from kg.query.display import date

from .conftest import Kg, process

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "kg" / "demo"
DISPATCHES = sorted(DEMO.glob("*.txt"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a store of the shipped dispatches."""
    folder = tmp_path_factory.mktemp("built")
    assert run(["build", str(DEMO), "--store", str(folder / "entente.db"), "--quiet"]) == 0
    return folder


@pytest.fixture
def kg(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kg]:
    """`kg` where that store is the default one."""
    monkeypatch.setenv("KG_STORE", str(built / "entente.db"))
    yield kg


def rows(kg: Kg, *arguments: str) -> list[dict[str, Any]]:
    outcome = kg(*arguments, "--format", "json")
    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    assert isinstance(found, list)
    return found


def test_facts_have_the_contracts_shape_and_exact_passages(kg: Kg) -> None:
    texts = {path.name: unicodedata.normalize("NFC", path.read_text(encoding="utf-8")) for path in DISPATCHES}
    found = rows(kg, "facts")
    assert {row["document"] for row in found} == set(texts)
    for row in found:
        assert texts[row["document"]][row["start"] : row["end"]] == row["quote"]
        assert {"iri", "label", "type", "altLabels"} <= set(row["subject"])
        assert {"literal", "datatype"} <= set(row["object"]) or {"iri", "label", "type"} <= set(row["object"])
        assert 0 < row["confidence"] <= 1


@pytest.mark.parametrize(("lang", "state", "status"), [("en", "Morocco", "ongoing"), ("fr", "Maroc", "en cours")])
def test_every_command_speaks_the_readers_language(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, lang: str, state: str, status: str
) -> None:
    """Names and statuses alike, whatever the question's language; what programs read is the same everywhere."""
    monkeypatch.setenv("KG_LANG", lang)
    other = {"Morocco": "Maroc ", "Maroc": "Morocco"}[state]
    for line in (
        ("query", "roles", "-p", "actor=Maroc"),
        ("facts",),
        ("explain", "Maroc"),
        ("ask", "Que préside le Maroc ?"),
        ("ask", "What does Morocco chair?"),
    ):
        told = "".join(part for part in kg(*line).out.splitlines(keepends=True) if not part.lstrip().startswith("«"))
        assert status in told.partition("PREFIX")[0], line
        if line[0] != "query":
            assert state in told, line
    between = kg("analyse", "brokers", "--between", "Suisse", "--and", "États-Unis").out
    assert state in between and other not in between
    assert state in kg("query", "bridges", "-p", "a=Suisse", "-p", "b=États-Unis").out
    told = kg("analyse", "brokers", "--between", "Suisse", "--and", "États-Unis", "--format", "csv").out
    assert "Maroc" in told and "Maroc" in kg("facts", "--format", "csv").out


def test_facts_for_people_say_everything(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    head, *shown = kg("facts").out.splitlines()
    found = rows(kg, "facts")
    assert head.startswith(f"{len({row['id'] for row in found})} faits")
    assert len(shown) == 2 * len(found)
    for line, passage, row in zip(shown[::2], shown[1::2], found, strict=True):
        assert line.startswith(f"{' '.join(row['subject']['label'].split())} — ")
        assert date(row["date"] or "", "fr") in line
        if row["speaker"]:
            assert row["speaker"]["label"] in line
        assert f"{row['document']} {row['start']}–{row['end']}" in passage


def test_facts_in_french(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    shown = kg("facts").out
    assert " · prévu" in shown and " · réalisé" in shown and " · selon " in shown


def test_facts_as_csv_and_tsv(kg: Kg) -> None:
    found = rows(kg, "facts")
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        table = list(csv.DictReader(io.StringIO(kg("facts", "--format", form).out), delimiter=delimiter))
        assert [(r["subject"], r["relation"], r["quote"]) for r in table] == [
            (row["subject"]["label"], row["relation"], row["quote"]) for row in found
        ]


def test_facts_of_one_document_and_status(kg: Kg) -> None:
    name = DISPATCHES[0].name
    of_document = rows(kg, "facts", "--document", name)
    assert of_document and {row["document"] for row in of_document} == {name}
    planned = rows(kg, "facts", "--status", "planned", "--status", "ongoing")
    assert {row["status"] for row in planned} == {"planned", "ongoing"}


def test_nothing_found_is_said_and_fails_only_when_asked(kg: Kg) -> None:
    outcome = kg("facts", "--document", "no-such-article.txt")
    assert (outcome.code, outcome.out) == (0, "") and outcome.err
    assert kg("facts", "--document", "no-such-article.txt", "--fail-empty").code == 1
    assert kg("sparql", "SELECT ?x { ?x a ent:Nothing }", "--fail-empty").code == 1


def test_query_answers_in_every_format(kg: Kg) -> None:
    question = ["query", "roles", "-p", "actor=royaume du maroc"]
    shown = kg(*question)
    assert shown.code == 0
    assert "Coalition pour la science en Afrique" in shown.out
    result = json.loads(kg(*question, "--format", "json").out)
    assert result["results"]["bindings"] and "target" in result["head"]["vars"]
    assert kg(*question, "--format", "csv").out.startswith("relation,")
    assert kg(*question, "--format", "xml").out.startswith("<?xml")


def test_query_explains_a_wrong_parameter(kg: Kg) -> None:
    for wrong, hint in (("actor=Marok", "Maroc"), ("actr=Maroc", "actor")):
        outcome = kg("query", "co-chairs", "-p", wrong)
        assert outcome.code == 2 and hint in outcome.err and outcome.err.count("\n") == 1


def test_query_lists_every_question(kg: Kg) -> None:
    names = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert {row["name"] for row in rows(kg, "query")} == names
    shown = kg("query").out
    assert all(name in shown for name in names)
    assert len(kg("query", "--format", "csv").out.splitlines()) == len(names) + 1


def test_sparql_of_every_form(kg: Kg, tmp_path: Path) -> None:
    assert kg("sparql", "ASK { ?x a ent:Article }").out == "yes\n"
    counted = kg("sparql", "SELECT (COUNT(?x) AS ?n) { ?x a ent:Article }", "--format", "csv")
    assert counted.out.split() == ["n", str(len(DISPATCHES))]
    graph = kg("sparql", "CONSTRUCT { ?s ent:coChairs ?o } WHERE { ?s ent:coChairs ?o }", "--format", "turtle")
    assert graph.code == 0 and "coChairs" in graph.out
    (tmp_path / "q.rq").write_text("SELECT ?x { ?x a ent:Article }", encoding="utf-8")
    assert len(kg("sparql", "-f", "q.rq", "--format", "tsv").out.splitlines()) == len(DISPATCHES) + 1


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a:b> <a:c> <a:d> }", "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }", "SELECT {"],
)
def test_sparql_refuses_what_writes_leaves_or_does_not_parse(kg: Kg, text: str) -> None:
    outcome = kg("sparql", text)
    assert outcome.code == 2 and outcome.err.count("\n") == 1 and "fault of Entente" not in outcome.err


def test_a_sentence_is_read_where_no_store_is(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    told = kg("explain", "--trace", "Rabat accueillera le sommet en mai.")
    assert told.code == 0 and "hosts" in told.out
    assert not (tmp_path / "entente.db").exists()


def test_explain_a_fact_and_an_entity(kg: Kg) -> None:
    fact = rows(kg, "facts")[0]
    told = kg("explain", fact["id"])
    assert told.code == 0 and " ".join(fact["quote"].split())[:40] in told.out
    about = json.loads(kg("explain", "Maroc", "--format", "json").out)
    assert about["label"] in ("Maroc", "Morocco") and about["facts"]
    assert kg("explain", "Atlantide").code == 2


def test_stats_count(kg: Kg) -> None:
    counted = json.loads(kg("stats", "--format", "json").out)
    assert counted["articles"] == len(DISPATCHES)
    assert counted["claims"] == len(rows(kg, "facts"))
    assert str(counted["facts"]) in kg("stats").out
    assert "coChairs" in kg("stats", "--format", "csv").out


def test_view_writes_one_page_and_nothing_else(kg: Kg, tmp_path: Path) -> None:
    assert kg("view", "-o", "page.html").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<html" in page and "Maroc" in page
    near = kg("view", "-o", "-", "--around", "Togo" if "Togo" in page else "Maroc", "--depth", "1")
    assert near.code == 0 and "<html" in near.out


def test_a_page_that_cannot_be_written(kg: Kg) -> None:
    outcome = kg("view", "-o", "missing/page.html")
    assert outcome.code == 2 and "cannot be written" in outcome.err


def test_check_finds_the_graph_sound(kg: Kg) -> None:
    outcome = kg("check", "--no-reasoner", "--format", "json")
    assert outcome.code == 0, outcome.out
    assert [v for v in json.loads(outcome.out) if v["severity"] == "violation"] == []


def test_check_names_the_culprit_of_a_planted_fault(kg: Kg, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "entente.db", tmp_path / "broken.db")
    fault = "<https://w3id.org/entente/id/state/ma> a <https://w3id.org/entente/ontology#Person> .\n"
    (tmp_path / "fault.ttl").write_text(fault, encoding="utf-8")
    assert kg("import", "fault.ttl", "--store", "broken.db").code == 0
    outcome = kg("check", "--no-reasoner", "--store", "broken.db", "--format", "json")
    assert outcome.code == 1
    assert [v for v in json.loads(outcome.out) if v["focus"].endswith("state/ma")]
    shown = kg("check", "--no-reasoner", "--store", "broken.db")
    assert shown.code == 1 and shown.out.startswith("violation ")


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "graphml", "gexf", "csv"])
def test_export_in_every_format(kg: Kg, tmp_path: Path, form: str) -> None:
    assert kg("export", "-f", form, "-o", "out.data").code == 0
    data = (tmp_path / "out.data").read_text(encoding="utf-8")
    assert "Maroc" in data or "state/ma" in data
    assert kg("export", "-f", form).out.rstrip("\n") == data.rstrip("\n")


def test_the_name_of_an_export_says_its_format(kg: Kg, tmp_path: Path) -> None:
    assert kg("export", "-o", "out.trig").code == 0
    assert (tmp_path / "out.trig").read_text(encoding="utf-8").startswith("@prefix")
    assert kg("export", "-f", "nquads", "-o", "out.trig").code == 0
    assert not (tmp_path / "out.trig").read_text(encoding="utf-8").startswith("@prefix")


def test_what_is_exported_comes_back(kg: Kg, tmp_path: Path) -> None:
    assert kg("export", "-f", "nquads", "-o", "out.nq").code == 0
    done = kg("import", "out.nq", "--store", "copy.db")
    assert done.code == 0, done.err
    assert json.loads(kg("facts", "--format", "json", "--store", "copy.db").out) == rows(kg, "facts")


def test_import_that_does_not_parse_adds_nothing(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("this is no turtle", encoding="utf-8")
    outcome = kg("import", "bad.ttl", "--store", "new.db")
    assert outcome.code == 2 and "bad.ttl" in outcome.err and outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>"),
        ("bomb.xml", b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'),
        ("empty.html", b"<html><body></body></html>"),
        ("broken.jsonl", b'{"text": '),
        ("nothing.txt", b""),
        ("references.md", b"\xff\xfe"),
    ],
)
def test_what_cannot_be_read_leaves_the_store_alone(kg: Kg, tmp_path: Path, name: str, content: bytes) -> None:
    before = kg("export", "-f", "nquads", "-o", "-").out
    (tmp_path / name).write_bytes(content)
    outcome = kg("build", name)
    assert outcome.code == 2 and outcome.out == ""
    assert outcome.err.startswith("kg: ") and name in outcome.err and outcome.err.count("\n") == 1
    assert kg("export", "-f", "nquads", "-o", "-").out == before != ""


def test_building_again_adds_nothing(kg: Kg, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / "entente.db", tmp_path / "again.db")
    before = kg("export", "--store", "again.db").out
    outcome = kg("build", str(DEMO), "--store", "again.db")
    assert outcome.code == 0
    counts = dict(zip(*(line.split() for line in outcome.err.splitlines()[:3:2]), strict=True))
    assert (counts["new"], counts["unchanged"]) == ("0", str(len(DISPATCHES)))
    assert kg("export", "--store", "again.db").out == before


@pytest.mark.parametrize("content", [b"", b"The minister said on Wednesday that it is one of the best.", b"\0\1\2"])
def test_bad_input_leaves_the_store_as_it_was(kg: Kg, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    before = kg("export").out
    outcome = kg("build", "bad.txt")
    assert outcome.code == 2
    assert outcome.err.startswith("kg: bad.txt: ") and outcome.err.count("\n") == 1
    assert kg("export").out == before
    assert kg("build", "bad.txt", "--store", "never.db").code == 2
    assert not (tmp_path / "never.db").exists()


def test_one_bad_article_does_not_cost_the_others(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(DISPATCHES[0], tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    outcome = kg("build", "in", "--store", "mixed.db")
    assert outcome.code == 2
    assert outcome.err.splitlines()[0].startswith("kg: in/empty.txt: ")
    assert {row["document"] for row in rows(kg, "facts", "--store", "mixed.db")} == {DISPATCHES[0].name}


def test_an_article_without_facts_is_stored_and_says_so(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(
        "Il pleut sur la ville et les rues sont vides depuis ce matin.", encoding="utf-8"
    )
    outcome = kg("build", "rain.txt", "--store", "rain.db")
    assert outcome.code == 0
    assert "rain.txt: read and stored, but no fact was found in it" in outcome.err
    assert json.loads(kg("stats", "--format", "json", "--store", "rain.db").out)["articles"] == 1


def test_a_store_that_is_not_there(kg: Kg, tmp_path: Path) -> None:
    for command in (["facts"], ["query", "chairs"], ["stats"], ["view"], ["check"], ["export"], ["explain", "Maroc"]):
        outcome = kg(*command, "--store", "nowhere.db")
        assert outcome.code == 3, command
        assert outcome.err.startswith("kg: nowhere.db: ") and outcome.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_store_in_use_by_another_process(kg: Kg, built: Path, tmp_path: Path) -> None:
    from kg.graph import KnowledgeGraph

    shutil.copytree(built / "entente.db", tmp_path / "held.db")
    with KnowledgeGraph.open(tmp_path / "held.db"):
        done = process("build", str(DISPATCHES[0]), "--store", "held.db", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("kg: held.db: ") and done.stderr.count("\n") == 1


def test_the_store_can_be_named_before_or_after_the_command(
    kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_STORE")
    store = str(built / "entente.db")
    before, after = kg("--store", store, "stats"), kg("stats", "--store", store)
    assert before.code == 0 and before == after
    assert kg("--store", "nowhere.db", "stats", "--store", store) == after


def test_quiet_says_nothing(kg: Kg, tmp_path: Path) -> None:
    outcome = kg("build", str(DISPATCHES[0]), "--store", "quiet.db", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_demo_answers_and_draws(kg: Kg, tmp_path: Path) -> None:
    outcome = kg("demo")
    assert outcome.code == 0, outcome.err
    assert [f"\n{n}. " in "\n" + outcome.out for n in range(1, 6)] == [True] * 5
    for part in outcome.out.split("kg query ")[1:]:
        assert "« " in part, f"no passage under {part.splitlines()[0]}"
    assert [path.name for path in tmp_path.iterdir()] == ["entente.html"]
    assert "entente.html" in outcome.err
