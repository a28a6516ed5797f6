"""From what a person writes (« Etats Unis », an IRI, `ent:…`) to one entity of the store.

An exact label is one index lookup in the store; only when there is none are all labels read, folded
(case, accents, apostrophes, hyphens, a leading article) and kept for the next question.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import NotFoundError, QueryError
from kg.messages import say
from kg.query.terms import PREFIXES, ReadableStore, iri, literal, local, select
from kg.rdf.iris import DATA, DERIVED, ENT

SKOS = PREFIXES["skos"]
_LANGUAGES = ("fr", "en", "ar")
# A name of a thing: what is preferred, then all else it goes by.
_NAMES = f"<{SKOS}prefLabel> <{SKOS}altLabel> <{ENT}acronym> <{ENT}officialName>"
_ARTICLE = re.compile(r"^(?:l|le|la|les|the) ")
_ENTITY_ID = re.compile(r"^[a-z]+/[^\s/][^\s]*$")
_INDEXES: weakref.WeakKeyDictionary[Any, _Index] = weakref.WeakKeyDictionary()


@dataclass(frozen=True)
class Candidate:
    """An entity that a text may stand for; `type` and `classes` are local names of ontology classes.

    `mentioned`: an article speaks of it; the registry knows many things that none does.
    """

    iri: str
    label: str
    type: str
    classes: frozenset[str]
    mentioned: bool

    def fits(self, wanted: Iterable[str]) -> bool:
        """Whether it belongs to one of the classes wanted, or none is."""
        return not wanted or bool(self.classes & set(wanted))


@dataclass(frozen=True)
class _Index:
    size: int
    entries: Mapping[str, tuple[tuple[str, bool], ...]]  # folded label → (IRI, is it the preferred label)


def fold(text: str) -> str:
    """A label without case, accents, apostrophes, hyphens, quotation marks and leading article.

    >>> fold("L’Etats-Unis ") == fold("États unis")
    True
    """
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+|_", " ", stripped.casefold().replace("œ", "oe").replace("æ", "ae")).strip()
    return _ARTICLE.sub("", words) or words


def resolve(store: ReadableStore, text: str, classes: tuple[str, ...] = ()) -> str:
    """The IRI of the one entity that `text` (an IRI, a CURIE, an id, a label) stands for.

    Raises NotFoundError with the nearest labels, or QueryError when several entities answer to it or the
    one that does is of another class.
    """
    text = text.strip()
    if not text:
        raise QueryError("an empty name stands for nothing; give a label such as « Maroc » or an IRI")
    if address := as_iri(text):
        if store.query(f"ASK {{ {iri(address)} ?p ?o }}"):
            return address
        if address != DATA + text:  # what looks like an id may still be a label: « ia/ml »
            raise NotFoundError(f"nothing in this graph has the address <{address}>; try a label instead")
    for hits in (_exact(store, text), _folded(store, text)):
        if hits:
            return _choose(store, text, hits, classes)
    raise NotFoundError(_unknown(store, text, classes))


def as_iri(text: str) -> str | None:
    """The IRI written in `text` (`<http://…>`, `https://…`, `ent:…`, `state/ma`), or None for a label."""
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if re.match(r"^(?:https?://|urn:)\S+$", text):
        return text
    prefix, colon, name = text.partition(":")
    if colon and prefix in PREFIXES and name and " " not in name:
        return PREFIXES[prefix] + name
    return DATA + text if _ENTITY_ID.match(text) else None


def candidates(store: ReadableStore, iris: Iterable[str]) -> list[Candidate]:
    """What the store knows of these IRIs: label, class and its super-classes; only instances of `ent:` classes."""
    values = " ".join(iri(address) for address in sorted(set(iris)))
    rows = select(
        store,
        f"""PREFIX skos: <{SKOS}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
        SELECT ?e ?type ?super ?mentioned (MIN(STR(?name)) AS ?label) WHERE {{
          VALUES ?e {{ {values} }}
          ?e a ?type .
          # a derived class (AdoptedInstrument) is no kind of thing to ask for
          FILTER NOT EXISTS {{ GRAPH <{DERIVED}> {{ ?e a ?type }} }}
          ?type rdfs:subClassOf* ?super .
          BIND (EXISTS {{ ?e <{ENT}mentionedIn> ?article }} AS ?mentioned)
          OPTIONAL {{ ?e skos:prefLabel ?name FILTER (LANG(?name) = "fr") }}
          OPTIONAL {{ ?e skos:prefLabel ?name }}
        }} GROUP BY ?e ?type ?super ?mentioned ORDER BY ?e ?type ?super""",
    )
    kinds: dict[str, dict[str, set[str]]] = {}
    names: dict[str, tuple[str, bool]] = {}
    for row in rows:
        if str(row["type"]).startswith(ENT):
            supers = kinds.setdefault(str(row["e"]), {}).setdefault(local(str(row["type"])), set())
            supers.add(local(str(row["super"])))
            names[str(row["e"])] = str(row["label"] or row["e"]), row["mentioned"] in ("true", "1")
    found = []
    for e, types in kinds.items():
        label, mentioned = names[e]
        narrowest = max(types, key=lambda name: (len(types[name]), name))
        found.append(Candidate(e, label, narrowest, frozenset(set().union(*types.values())), mentioned))
    return found


def _exact(store: ReadableStore, text: str) -> dict[str, bool]:
    forms = {text, text.replace("'", "’"), text.replace("’", "'")}
    terms = [literal(form, lang) for form in sorted(forms) for lang in (*_LANGUAGES, None)]
    rows = select(
        store,
        f"""SELECT DISTINCT ?e ?p WHERE {{
          VALUES ?p {{ {_NAMES} }} VALUES ?label {{ {" ".join(terms)} }} ?e ?p ?label }}""",
    )
    found: dict[str, bool] = {}
    for row in rows:
        found[str(row["e"])] = found.get(str(row["e"]), False) or str(row["p"]).endswith("prefLabel")
    return found


def _folded(store: ReadableStore, text: str) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for address, preferred in _index(store).entries.get(fold(text), ()):
        found[address] = found.get(address, False) or preferred
    return found


def _choose(store: ReadableStore, text: str, hits: Mapping[str, bool], classes: tuple[str, ...]) -> str:
    known = candidates(store, hits)
    fitting = [c for c in known if c.fits(classes)]
    if not known:
        raise NotFoundError(_unknown(store, text, classes))
    if not fitting:
        kinds = ", ".join(f"{c.label} ({c.type})" for c in known[:5])
        raise QueryError(f"« {text} » is {kinds}; what is asked for is {' or '.join(classes)}")
    preferred = [c for c in fitting if hits[c.iri]] or fitting
    preferred = [c for c in preferred if c.mentioned] or preferred
    if len(preferred) > 1:
        listed = "; ".join(f"{c.label} ({c.type}) <{c.iri}>" for c in preferred[:8])
        more = f" and {len(preferred) - 8} more" if len(preferred) > 8 else ""
        raise QueryError(f"« {text} » may be {len(preferred)} things: {listed}{more}; give the IRI of the one you mean")
    return preferred[0].iri


def similar(store: ReadableStore, text: str, classes: tuple[str, ...] = ()) -> list[Candidate]:
    """What has a name that `text` may be a slip for, or a part of, the likest first."""
    entries, wanted = _index(store).entries, fold(text)
    containing = sorted((label for label in entries if wanted in label), key=lambda label: (len(label), label))[:20]
    # comparing with every label is slow where there are a hundred thousand: a slip leaves some letters together
    size = 3 if len(wanted) > 5 else 2
    grams = {wanted[i : i + size] for i in range(max(1, len(wanted) - size + 1))}
    similar = [label for label in entries if any(gram in label for gram in grams)]
    near = [*difflib.get_close_matches(wanted, similar, n=8, cutoff=0.6), *containing]
    addresses = dict.fromkeys(address for label in near for address, _ in entries[label])
    fitting = {c.iri: c for c in candidates(store, addresses) if c.fits(classes)} if addresses else {}
    return [fitting[address] for address in addresses if address in fitting]


def _unknown(store: ReadableStore, text: str, classes: tuple[str, ...]) -> str:
    # rather what articles speak of: of the rest nothing can be said
    likely = sorted(similar(store, text, classes), key=lambda near: not near.mentioned)
    shown = [f"« {label} »" for label in dict.fromkeys(near.label for near in likely)][:3]
    hint = say("usage.near", names=", ".join(shown)) if shown else say("names.unspelt")
    return say("names.unknown", text=text, hint=hint)


def _index(store: ReadableStore) -> _Index:
    """All labels, folded; read again when their number has changed since (an ingest in between)."""
    pattern = f"VALUES ?p {{ {_NAMES} }} ?e ?p ?label"
    size = int(str(select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0]["n"]))
    cached = _INDEXES.get(store)
    if cached and cached.size == size:
        return cached
    entries: dict[str, dict[tuple[str, bool], None]] = {}
    for row in select(store, f"SELECT ?e ?p ?label WHERE {{ {pattern} }} ORDER BY ?e ?p"):
        key = (str(row["e"]), str(row["p"]).endswith("prefLabel"))
        entries.setdefault(fold(str(row["label"])), {})[key] = None
    index = _Index(size, {label: tuple(found) for label, found in entries.items()})
    _INDEXES[store] = index
    return index
