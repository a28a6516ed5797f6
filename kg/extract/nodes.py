"""Nodes: what the mentions of one article stand for, before they become entities of the graph."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache

from kg.lexicon.words import fold, singular
from kg.model import Entity

_FOLDERS = {
    "State": "state", "Person": "person", "Place": "place", "Topic": "topic", "CountryGroup": "group", "ActorGroup": "group", "ForumSeries": "series",
    "Post": "post",
}  # fmt: skip
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_STOP = set("le la les l un une des du de d a au aux en et sur pour par dans s".split())


@dataclass(eq=False)
class Node:
    """One thing of the article. `forms` are its mentions in order; `context` keeps things apart that share a description."""

    label: str
    type: str
    entry: str | None = None
    forms: list[str] = field(default_factory=list)
    gender: str = ""
    plural: bool = False
    heads: set[str] = field(default_factory=set)
    ordinal: str = ""
    year: str = ""
    proper: bool = False
    context: str = ""
    series: Node | None = None
    of: Node | None = None
    members: list[Node] = field(default_factory=list)
    counted: bool = False
    indefinite: bool = False
    implied: bool = False
    apart: bool = False  # an edition told of by its year beside the one that the article is about
    same_as: Node | None = None
    states: set[str] = field(default_factory=set)
    office: Node | None = None  # the body that a person's title names
    capital_of: str | None = None
    symbol: str = ""  # what a text is filed under: « 2900 », « 78/265 », « A/78/L.49 »
    last_seen: int = 0
    titles: list[str] = field(default_factory=list)

    def add_form(self, form: str) -> None:
        if form and form not in self.forms:
            self.forms.append(form)

    @property
    def key(self) -> tuple[str, ...]:
        return name_key(self.label)

    def entity(self) -> Entity:
        """The stable value written to the graph."""
        if self.same_as is not None:
            self.same_as.forms += [f for f in self.forms if f not in self.same_as.forms]
            return self.same_as.entity()
        forms = tuple(dict.fromkeys(self.forms))
        if self.entry is not None:
            return Entity(self.entry, self.label, self.type, forms, registered=True)
        kind = _FOLDERS.get(self.type, "entity")
        parts: tuple[str, ...] = (kind, " ".join(name_key(self.label)), self.year, self.context)
        if self.symbol:  # whatever else one article adds to its name (« sur le Soudan »)
            body = self.of.entity().id if self.of is not None else ""
            parts = (kind, self.type, self.symbol.casefold(), body)
        return Entity(f"{kind}/{_digest(parts)}", self.label, self.type, forms)


@lru_cache(maxsize=1 << 12)
def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1 << 12)
def name_key(label: str) -> tuple[str, ...]:
    """Content words of a name: case, accents, articles and plural marks removed, « intelligence artificielle » as « ia ».

    >>> name_key("Groupe des Amis sur l'Intelligence artificielle")
    ('groupe', 'ami', 'ia')
    """
    flat = fold(_PARENTHESIS.sub("", label)).replace("intelligence artificielle", "ia")
    flat = re.sub(r"\b(organisation des )?nations unies\b", "onu", flat)
    words = re.findall(r"[^\W_]+", flat)
    kept = [singular(w) for w in words if w not in _STOP]
    return tuple(kept or words)


def clean(label: str) -> str:
    """A label without « (SIGLE) » and outer quotes."""
    return _PARENTHESIS.sub("", label).strip().strip('"').strip()
