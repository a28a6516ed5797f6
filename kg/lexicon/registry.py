"""The reference entities that articles name: states, places, bodies, topics, forums (`ontology/registry/*.ttl`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from kg import resources
from kg.errors import LexiconError
from kg.lexicon.words import fold

Kind = Literal["name", "acronym", "demonym", "capital"]

_DATA = "https://w3id.org/entente/id/"
_ENT = "https://w3id.org/entente/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PARENTS = (_ENT + "partOf", _ENT + "locatedIn", _SKOS + "broader")
_SEPARATORS = str.maketrans({"-": " ", "'": " ", "’": " ", "‑": " "})

_Properties = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Entry:
    """One reference entity.

    `id` is its address under the data namespace (`state/ma`), `type` a class of the ontology, `names` every French
    name, `label` first. `capital`: id of the first seat of a state; `seats`: of all of them. `parent`: id of the
    whole, the place or the broader topic. `regions`: ids of every group it counts in. `topics`: what it is about.
    """

    id: str
    label: str
    type: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    monarchy: bool = False
    parent: str | None = None
    regions: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    seats: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registry:
    """The entries by id, in the order of the files."""

    entries: Mapping[str, Entry]

    def forms(self) -> Iterator[tuple[str, str, Kind]]:
        """Every (form, entry id, kind); under `capital`, the names of a state's seats, with the id of the state."""
        for entry in self.entries.values():
            yield from ((name, entry.id, "name") for name in entry.names)
            yield from ((acronym, entry.id, "acronym") for acronym in entry.acronyms)
            yield from ((demonym, entry.id, "demonym") for demonym in entry.demonyms)
            for seat in entry.seats:
                yield from ((name, entry.id, "capital") for name in self.entries[seat].names)

    def find(self, form: str) -> tuple[Entry, ...]:
        """The entries with this name, acronym, demonym or capital, whatever its case, accents, hyphens, apostrophes."""
        return tuple(self.entries[i] for i in self._index.get(_key(form), ()))

    @cached_property
    def _index(self) -> dict[str, dict[str, None]]:
        index: dict[str, dict[str, None]] = {}
        for form, entry_id, _ in self.forms():
            index.setdefault(_key(form), {})[entry_id] = None
        return index


def _key(form: str) -> str:
    return " ".join(fold(form).translate(_SEPARATORS).split())


@cache
def load() -> Registry:
    """The registry, shipped and own (`kg.resources`), read once.

    Raises LexiconError for a file that is no Turtle, an entry without class or French label, or a link to nothing.
    """
    return read(resources.ontology_files("registry/*.ttl"))


def read(paths: list[Path]) -> Registry:
    """The registry in these Turtle files; raises LexiconError as `load` does."""
    import pyoxigraph as ox

    found: dict[str, _Properties] = {}
    for path in paths:
        try:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode | ox.Literal):
                    raise LexiconError(f"{path.name}: a blank node ({quad}); give it an address of its own")
                language = (quad.object.language or "") if isinstance(quad.object, ox.Literal) else ""
                properties = found.setdefault(quad.subject.value.removeprefix(_DATA), {})
                properties.setdefault(quad.predicate.value, []).append((quad.object.value, language))
        except (SyntaxError, OSError) as error:
            raise LexiconError(
                f"{path.name}: not readable as Turtle: {error}; correct it or run generate.py"
            ) from error
    entries = {identifier: _entry(identifier, properties) for identifier, properties in found.items()}
    for entry in entries.values():
        for other in (entry.parent, *entry.seats, *entry.regions, *entry.topics):
            if other is not None and other not in entries:
                raise LexiconError(f"the registry entry {entry.id} points to {other}, which no file defines; add it")
    return Registry(MappingProxyType(entries))


def _entry(identifier: str, properties: _Properties) -> Entry:
    def texts(name: str, *languages: str) -> tuple[str, ...]:
        return tuple(v for v, language in properties.get(name, ()) if not languages or language in languages)

    def links(*names: str) -> tuple[str, ...]:
        return tuple(value.removeprefix(_DATA) for name in names for value in texts(name))

    labels = {language: value for value, language in properties.get(_SKOS + "prefLabel", ())}
    kinds = [kind for kind in texts(_TYPE) if kind.startswith(_ENT)]
    if "fr" not in labels or len(kinds) != 1:
        raise LexiconError(f"the registry entry {identifier} needs one class and a French skos:prefLabel; add them")
    names = (labels["fr"], *texts(_ENT + "officialName", "fr"), *texts(_SKOS + "altLabel", "fr"))
    seats = links(_ENT + "capital")
    return Entry(
        id=identifier,
        label=labels["fr"],
        type=kinds[0].removeprefix(_ENT),
        names=tuple(dict.fromkeys(names)),
        acronyms=texts(_ENT + "acronym"),
        demonyms=texts(_ENT + "demonym"),
        capital=seats[0] if seats else None,
        monarchy="monarchy" in texts(_ENT + "governmentForm"),
        parent=next(iter(links(*_PARENTS)), None),
        regions=links(_ENT + "inRegion"),
        labels=MappingProxyType(labels),
        seats=seats,
        topics=links(_ENT + "about"),
    )
