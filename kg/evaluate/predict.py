"""What the reader hands over, as the rows of `kg facts --format json` would be after a store.

A store merges: an entity has one label and every form of the article, a claim is told once. So do these rows.
"""

from __future__ import annotations

from typing import Any

from kg.lexicon import registry
from kg.model import Entity, Fact, Reading
from kg.rdf import iris, write
from kg.rdf.engagements import date_of, swapped

Row = dict[str, Any]


def fact_rows(reading: Reading) -> list[Row]:
    """The facts of a reading in the order of their passages, in the contract's shape (without `id` and `extras`)."""
    nodes = node_rows(reading)
    claims = sorted(
        write.claims(reading).items(), key=lambda pair: (pair[1].evidence.start, pair[1].evidence.end, pair[0].value)
    )
    return [_row(fact, nodes, reading.document.name) for _, fact in claims]


def node_rows(reading: Reading) -> dict[str, Row]:
    """Every entity of a reading, those without facts too, by id."""
    return {entity.id: _node(entity) for entity in write.entities(reading)}


def _row(fact: Fact, nodes: dict[str, Row], document: str) -> Row:
    subject, target = nodes[fact.subject.id], _object(fact, nodes)
    if isinstance(fact.object, Entity) and swapped(fact):
        subject, target = target, subject
    speaker = nodes[fact.speaker.id] if fact.speaker else None
    return {
        "subject": subject,
        "relation": fact.relation,
        "object": target,
        "status": fact.status,
        "date": date_of(fact) or None,
        "speaker": {"iri": speaker["iri"], "label": speaker["label"]} if speaker else None,
        "document": document,
        "quote": fact.evidence.quote,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
        "confidence": fact.confidence,
    }


def _object(fact: Fact, nodes: dict[str, Row]) -> Row:
    if not isinstance(fact.object, Entity):
        return {"literal": fact.object.text, "datatype": fact.object.datatype}
    node = nodes[fact.object.id]
    if fact.relation == "holdsPosition":  # a post is told by its title
        return {"literal": node["label"], "datatype": "string"}
    return node


def _node(entity: Entity) -> Row:
    address = iris.entity(entity.id).value
    entry = registry.load().entries.get(entity.id) if entity.registered else None
    label, kind = (entry.label, entry.type) if entry else (entity.label, entity.type)
    known = write.registry_labels().get(address, frozenset())
    names = known | (set(entity.forms) - {entity.label})
    return {"iri": address, "label": label, "type": kind, "altLabels": sorted(names - {label})}
