"""A gold file and its text as a `Reading`: what a perfect reader would hand over.

Gold types are coarser than the ontology's classes, and evidence is quoted rather than numbered; the rest is the same.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import Document, Entity, Evidence, Extras, Fact, Reading, Value, mint
from kg.rdf.write import registry_labels

CORPUS = Path(__file__).parent / "corpus"
DEMO = Path(__file__).parent.parent / "kg" / "demo"

CLASSES = {
    "InternationalOrganization": "IntergovernmentalOrganization",
    "GovernmentBody": "OrganizationalBody",
    "Conference": "ForumEdition",
}
DATATYPES = {"date": "date", "amount": "amount", "votes": "tally"}
METHODS = {"unanimité": "unanimity", "sans vote": "consensus", "sans mise aux voix": "consensus"}


def texts() -> list[Path]:
    """The texts that have a gold file, the dispatches we ship and those we only test with."""
    return sorted([*DEMO.glob("*.txt"), *(CORPUS / "dev").glob("*.txt")])


def gold_of(text: Path) -> Path:
    """The gold file of a text."""
    folder = CORPUS / "demo" if text.parent == DEMO else text.parent
    return folder / f"{text.stem}.gold.json"


def read(document: Document) -> Reading:
    """The reader of the tests: knows the texts with gold files by their name, and finds nothing in others."""
    for text in texts():
        if text.name == document.name:
            return reading(text, gold_of(text), document)
    return Reading(document, ())


def documents(*names: str) -> list[Document]:
    """The documents of these texts (stems), or of all."""
    chosen = [text for text in texts() if not names or text.stem in names]
    return [_document(text, json.loads(gold_of(text).read_text("utf-8"))) for text in chosen]


def reading(text: Path, gold: Path, document: Document | None = None) -> Reading:
    """What the gold file says of the text, each fact with a passage of it."""
    data = json.loads(gold.read_text("utf-8"))
    document = document or _document(text, data)
    entities = {key: _entity(item) for item in data["entities"] for key in (item["label"], item.get("id")) if key}
    facts = [_fact(item, entities, document) for item in data["facts"]]
    return Reading(document, tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(entities.values())))


def _document(text: Path, data: dict[str, Any]) -> Document:
    return Document(text.read_text("utf-8"), name=text.name, date=data["document"].get("date"))


def _entity(item: dict[str, Any]) -> Entity:
    label, kind = item["label"], CLASSES.get(item["type"], item["type"])
    if kind == "ActorGroup" and re.search(r"\b(États?|pays|nations)\b", label, re.I):
        kind = "CountryGroup"  # gold files have one class for both
    forms = (label, *item.get("aliases", ()))
    registered = next((known for form in forms if (known := _registered(kind, form))), None)
    if registered:
        return Entity(registered, label, kind, forms, registered=True)
    return Entity(mint(kind.lower(), label), label, kind, forms)


@cache
def _by_label() -> dict[tuple[str, str], str]:
    """(folder of the registry, label) → id."""
    return {
        (identifier.partition("/")[0], label): identifier
        for iri, labels in registry_labels().items()
        if (identifier := iri.removeprefix("https://w3id.org/entente/id/"))
        for label in labels
    }


def _registered(kind: str, label: str) -> str | None:
    folder = {"State": "state", "IntergovernmentalOrganization": "body", "Place": "place", "Topic": "topic"}.get(kind)
    return _by_label().get((folder, label)) if folder else None


def _fact(item: dict[str, Any], entities: dict[str, Entity], document: Document) -> Fact:
    subject, literal = entities[item["s"]], item.get("literal", False)
    target = Value(item["o"], DATATYPES.get(item["r"], "string")) if literal else entities[item["o"]]
    speaker = entities.get(item.get("speaker") or "")
    return Fact(
        subject=subject,
        relation=item["r"],
        object=target,
        evidence=_evidence(item, subject, target, document.text),
        status=item["status"],
        date=item.get("date"),
        speaker=speaker,
        confidence=0.9,
        extras=Extras(
            of=entities.get(item.get("of") or ""),
            at=entities.get(item.get("at") or ""),
            method=METHODS.get(item.get("method") or "", item.get("method")),
            amount=item.get("amount"),
        ),
        rule="gold",
    )


def _evidence(item: dict[str, Any], subject: Entity, target: Entity | Value, text: str) -> Evidence:
    """The quote of the gold, else the first mention of an end, else the first words."""
    forms = [*(target.forms if isinstance(target, Entity) else (target.text,)), *subject.forms]
    for quote in (item.get("evidence"), *forms):
        if quote and (start := text.find(quote)) >= 0:
            return Evidence(start, start + len(quote), quote)
    end = text.find(" ", 40) if len(text) > 40 else len(text)
    return Evidence(0, end, text[:end])
