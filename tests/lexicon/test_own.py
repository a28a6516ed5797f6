"""A folder of one's own: frames, cues, registry entries and terms, added without touching what is shipped.

The lexicon is read once per process, so each test asks a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CORE = """
@prefix ent: <https://w3id.org/entente/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ent:sanctions a owl:ObjectProperty ; rdfs:domain ent:Actor ; rdfs:range ent:Actor ;
  skos:prefLabel "sanctionne"@fr, "sanctions"@en ; rdfs:isDefinedBy <https://w3id.org/entente/ontology> .
ent:role-sanctions a ent:Role ; org:roleProperty ent:sanctions ; ent:roleOf ent:Stance .
"""
FRAME = """
relation: sanctions
frames:
  - verbs: [sanctionner]
    subject: {type: Actor}
    object: {type: Actor}
examples: ["[L'Union européenne](s) a sanctionné [la Biélorussie](o)."]
counterexamples: ["La Biélorussie a été entendue."]
"""
ALIAS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/entente/id/state/ma> skos:altLabel "pays des Zéphyrs"@fr .
"""
TEXT = "L'Union européenne a sanctionné la Biélorussie. Le pays des Zéphyrs copréside le Forum des lacs avec le Kenya."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name, text in {
        "core.ttl": CORE,
        "frames/sanctions.yaml": FRAME,
        "registry/mine.ttl": ALIAS,
        "cues/status.yaml": "aspired: {verbs: [lorgner]}\n",
    }.items():
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "own"


def kg(folder: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """`kg` in a process of its own, with `folder` as the ontology of one's own."""
    environment = {**os.environ, "KG_ONTOLOGY": str(folder), "KG_LANG": "en", "KG_STORE": str(folder.parent / "db")}
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    return subprocess.run(command, input=text, env=environment, capture_output=True, text=True, check=False)


def test_what_is_added_is_read_written_and_sound(own: Path) -> None:
    assert kg(own, "lexicon", "check").returncode == 0
    assert kg(own, "lexicon", "test", "sanctions").returncode == 0
    assert kg(own, "build", "-", "--date", "2025-07", text=TEXT).returncode == 0
    rows = json.loads(kg(own, "facts", "--format", "json").stdout)
    ends = {(row["subject"]["label"], row["relation"], row["object"]["label"]) for row in rows}
    assert ends >= {
        ("Union européenne", "sanctions", "Biélorussie"),
        ("Maroc", "coChairs", "Forum des lacs"),
    }
    assert "yes" in kg(own, "sparql", "ASK { ?a ent:sanctions ?b }").stdout
    assert kg(own, "check", "--no-reasoner").returncode == 0


def test_every_mistake_is_told_with_its_file(own: Path) -> None:
    (own / "frames" / "sanctions.yaml").write_text(FRAME.replace("type: Actor", "type: Aktor", 1), encoding="utf-8")
    (own / "cues" / "statuss.yaml").write_text("{}", encoding="utf-8")
    told = kg(own, "lexicon", "check")
    assert told.returncode == 1
    assert "sanctions.yaml:5: no class of the ontology is called 'Aktor'" in told.stdout
    assert "statuss.yaml:1:" in told.stdout and "status.yaml?" in told.stdout


def test_an_example_that_fails(own: Path) -> None:
    (own / "frames" / "sanctions.yaml").write_text(FRAME.replace("a sanctionné", "a salué"), encoding="utf-8")
    told = kg(own, "lexicon", "test", "sanctions")
    assert told.returncode == 1 and "no sanctions is read in it" in told.stdout


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    told = kg(tmp_path / "nowhere", "lexicon", "check")
    assert told.returncode == 2
    assert "no such folder" in told.stderr and len(told.stderr.splitlines()) == 1


def test_cues_sorted_by_class_and_relations_named_are_checked(own: Path) -> None:
    (own / "cues" / "references.yaml").write_text("takes_up: {Instrumant: [papier]}\n", encoding="utf-8")
    (own / "frames" / "sanctions.yaml").write_text(f"refused: oposes\n{FRAME}", encoding="utf-8")
    told = kg(own, "lexicon", "check")
    assert told.returncode != 0
    assert "Instrumant" in told.stdout + told.stderr and "oposes" in told.stdout + told.stderr


def test_frames_added_to_a_relation_keep_what_its_file_says(own: Path) -> None:
    frame = "{verbs: [apostiller], subject: {type: Actor}, object: {type: Instrument}}"
    (own / "frames" / "signs.yaml").write_text(f"relation: signs\nframes: [{frame}]\n", encoding="utf-8")
    assert (
        kg(own, "build", "-", "--date", "2025-07", text="Le Kenya a refusé de signer le pacte de Lima.").returncode == 0
    )
    rows = json.loads(kg(own, "facts", "--format", "json").stdout)
    assert [row["relation"] for row in rows if row["subject"]["label"] == "Kenya"] == ["opposes"]
