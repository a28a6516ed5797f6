"""Names of the registry in a text: the longest run of tokens that is a name, acronym, demonym or capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from kg.extract.mentions import Mention
from kg.extract.nodes import name_key
from kg.lexicon import classes, registry
from kg.lexicon.words import fold
from kg.text.tokens import Text

_STATE = "etat"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming a registry entry. `kind`: name, acronym, demonym or capital; `lower`: written without capitals
    (« l'exécutif européen »)."""

    entry: str
    kind: str
    type: str
    lower: bool = False


class Gazetteer:
    """Folded token sequences → registry entries."""

    def __init__(self, reg: registry.Registry) -> None:
        self.registry = reg
        self.capitals = {entry.capital: entry.id for entry in reg.entries.values() if entry.capital}
        self._forms: dict[tuple[str, ...], list[Form]] = {}
        self._longest: dict[str, int] = {}
        for form, entry_id, kind in reg.forms():
            entry = reg.entries[entry_id]
            for key in _spellings(form):
                known = self._forms.setdefault(key, [])
                if not any((f.entry, f.kind) == (entry_id, kind) for f in known):
                    known.append(Form(entry_id, kind, entry.type, form == form.lower()))
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))
                if kind == "demonym" and len(key) == 1:  # « l'État marocain »
                    self._forms.setdefault((_STATE, *key), []).append(Form(entry_id, "state", entry.type))
        self._longest[_STATE] = max(self._longest.get(_STATE, 0), 2)

    def find(self, text: Text) -> list[Mention]:
        """Every registry name in the text (nested ones too), demonyms left out."""
        found = []
        keys = [_key(token.fold) for token in text.tokens]
        for i, key in enumerate(keys):
            for length in range(min(self._longest.get(key, 0), len(keys) - i), 0, -1):
                form = self._match(text, i, keys[i : i + length])
                if form is not None:
                    found.append(_mention(text, i, i + length, form))
                    break
        return found

    @cached_property
    def by_words(self) -> dict[frozenset[str], str]:
        """Forums, texts, occasions and their series, and initiatives, by the content words of their names."""
        is_a, found = classes.load().is_a, dict[frozenset[str], str]()
        for entry in self.registry.entries.values():
            if is_a(entry.type, "Forum", "Instrument", "Occasion", "Initiative", "ForumSeries"):
                for name in entry.names:
                    found.setdefault(frozenset(name_key(name)), entry.id)
        return found

    def demonym(self, folded: str) -> str | None:
        """The state an adjective belongs to (« marocaines » → `state/ma`), or None."""
        for word in (folded, folded.removesuffix("s"), folded.removesuffix("es")):
            for form in self._forms.get((word,), []):
                if form.kind == "demonym":
                    return form.entry
        return None

    def _match(self, text: Text, first: int, keys: list[str]) -> Form | None:
        forms = self._forms.get(tuple(keys))
        if not forms:
            return None
        if keys[0] == _STATE and first and text.tokens[first - 1].low == "d'":
            forms = [form for form in forms if form.kind != "state"]  # « le secrétaire d'État marocain »
        surface = text.slice(first, first + len(keys))
        ontology = classes.load()
        usable = [f for f in forms if _fits(f, surface, ontology)]
        return min(usable, key=lambda f: _ORDER.get(f.type, 2)) if usable else None


# A capital named alone is a place here; the frames read it as its state where an actor is wanted.
_ORDER = {"State": 0, "Place": 1}


_COMMON = {"Sala", "Waic", "Bird", "Cide"}


def _fits(form: Form, surface: str, ontology: classes.Ontology) -> bool:
    if form.kind == "demonym" or form.kind == "capital":
        return False
    if form.kind == "acronym":
        letters = [c for c in surface if c.isalpha()]
        spoken = len(letters) >= 4 and letters[0].isupper() and surface not in _COMMON  # « Cédéao », « Otan »
        return spoken or sum(c.isupper() for c in letters) * 2 > len(letters)
    return form.lower or ontology.is_a(form.type, "Topic", "CountryGroup") or any(c.isupper() for c in surface)


def _mention(text: Text, first: int, last: int, form: Form) -> Mention:
    return Mention(
        first, last, first, "topic" if form.type == "Topic" else "registry", form.type, entry=form.entry, proper=True
    )


def _key(folded: str) -> str:
    return folded.replace("-", "")


def _spellings(form: str) -> Iterator[tuple[str, ...]]:
    """The token keys of a form: hyphens may be missing (« Etats Unis ») and « intelligence artificielle » may be « IA »."""
    plain = fold(form.replace("’", "'"))
    variants = {plain, plain.replace("-", " ")}
    for variant in list(variants):
        variants.add(variant.replace("intelligence artificielle", "ia"))
        variants.add(re.sub(r"\bia\b", "intelligence artificielle", variant))
    for variant in sorted(variants):
        tokens = tuple(
            _key(t) for word in variant.split() for t in re.findall(r"[^\W_]+'|[^\s']+", word) if t not in ("(", ")")
        )
        if tokens:
            yield tokens


@cache
def load() -> Gazetteer:
    """The gazetteer of the shipped registry, built once."""
    return Gazetteer(registry.load())
