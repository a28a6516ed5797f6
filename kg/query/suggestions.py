"""What a person may be about to type: names of entities and relations that start, or contain a word that starts, so."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lexicon import classes
from kg.query.labels import fold
from kg.query.terms import PREFIXES, ReadableStore, iri, literal, select
from kg.rdf import names
from kg.rdf.iris import ENT


def entities(store: ReadableStore, start: str, wanted: tuple[str, ...], lang: str, most: int) -> list[str]:
    """The preferred names, in `lang` where they have one, of entities that articles speak of and that belong to one
    of the classes `wanted` (none: any): those that start like `start`, then those with a later word that does, at
    most so many.
    """
    parents = classes.load().parents
    kinds = [name for name in sorted(parents) if not wanted or set(wanted) & {name, *parents[name]}]
    allowed = f"VALUES ?class {{ {' '.join(iri(ENT + kind) for kind in kinds)} }} ?e a ?class ." if wanted else ""
    rows = select(
        store,
        f"""SELECT DISTINCT ?e ?own ?any WHERE {{
          {{ SELECT DISTINCT ?e WHERE {{ ?e <{ENT}mentionedIn> ?article . {allowed} }} }}
          ?e <{PREFIXES["skos"]}prefLabel> ?any .
          OPTIONAL {{ ?e <{PREFIXES["skos"]}prefLabel> ?own FILTER (LANG(?own) = {literal(lang)}) }}
        }}""",
    )
    called = {str(row["e"]): str(row["own"] or row["any"]) for row in sorted(rows, key=lambda row: str(row["any"]))}
    return _nearest(called.values(), start)[:most]


def relations(start: str) -> list[str]:
    """The names of relations (`coChairs`) that start like `start`."""
    return [name for name in names.relations() if name.lower().startswith(start.lower())]


def _nearest(labels: Iterable[str], start: str) -> list[str]:
    sought = fold(start) if start.strip() else ""
    first, later = [], []
    for label in sorted(set(labels), key=lambda label: (fold(label), label)):
        folded = fold(label)
        if folded.startswith(sought):
            first.append(label)
        elif f" {sought}" in folded:
            later.append(label)
    return first + later
