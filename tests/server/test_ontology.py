"""The ontology as a page: every term of the ontology, in both languages, with what the graph has of it."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner
from fastapi.testclient import TestClient

from kg.cli.app import cli
from kg.server.ontology.model import read


def test_every_term_is_defined_in_both_languages() -> None:
    terms = read().terms
    assert {"class", "property", "status"} == {term.kind for term in terms}
    for term in terms:
        assert set(term.label) == set(term.definition) == {"fr", "en"}, term.name


def test_relations_know_what_they_link() -> None:
    found = {term.name: term for term in read().terms}
    assert found["coChairs"].above == ("chairs",) and found["coChairs"].relation
    assert found["coChairs"].range == ("Organization", "Occasion", "Initiative")
    assert "SymmetricProperty" in found["partnersWith"].traits
    assert not found["amountValue"].relation and found["amountValue"].range == ("xsd:decimal",)


def test_the_page_shows_every_term_and_asks_for_nothing(reading: TestClient) -> None:
    answer = reading.get("/ontology", params={"lang": "en"})
    assert answer.status_code == 200
    for term in read().terms:
        assert f'id="{term.name}"' in answer.text
    targets = set(re.findall(r'href="#([^"]+)"', answer.text))
    assert targets <= set(re.findall(r' id="([^"]+)"', answer.text))
    assert "Omar Hilale" in answer.text, "no example of a person"
    assert "<script" not in answer.text and "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="https?:', answer.text)


def test_the_command_writes_a_page_without_links_to_a_service(dispatches_db: str, tmp_path: Path) -> None:
    target = tmp_path / "ontology.html"
    done = CliRunner().invoke(cli, ["--store", dispatches_db, "ontology", "--html", str(target)])
    assert done.exit_code == 0, done.output
    page = target.read_text(encoding="utf-8")
    assert 'id="State"' in page and "Maroc" in page and "/?entity=" not in page
