"""What the ontology calls its terms, and which class is above which: read once from `ontology/core.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

ENT = "https://w3id.org/entente/ontology#"
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_INVERSE = ENT + "inverseLabel"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SYMMETRIC = "http://www.w3.org/2002/07/owl#SymmetricProperty"
_DEFINED = "http://www.w3.org/2002/07/owl#equivalentClass"


@dataclass(frozen=True)
class Terms:
    """`labels`: local name → language → label; `inverses`: relation → the same, read from its other end.
    `parents`: class → its direct superclasses. `defined`: the classes that a reasoner fills.
    `symmetric`: the relations that read the same from both ends."""

    labels: dict[str, dict[str, str]]
    inverses: dict[str, dict[str, str]]
    parents: dict[str, frozenset[str]]
    defined: frozenset[str]
    symmetric: frozenset[str]

    def ancestors(self, name: str) -> list[str]:
        """The class and everything above it, nearest first."""
        found, queue = [name], [name]
        while queue:
            above = sorted(self.parents.get(queue.pop(0), frozenset()) - set(found))
            found += above
            queue += above
        return found

    def most_specific(self, names: Iterable[str]) -> str:
        """The deepest of an entity's classes. A defined class (AdoptedInstrument) says what is known of it, not what
        it is."""
        asserted = sorted(set(names) - self.defined)
        return max(asserted, key=lambda name: len(self.ancestors(name)), default="")


@cache
def terms() -> Terms:
    """The terms of the ontology in use. Empty when the ontology is not there: names then stand for labels."""
    import pyoxigraph as ox

    from kg import resources

    words: dict[str, dict[str, dict[str, str]]] = {_LABEL: {}, _INVERSE: {}}
    parents: dict[str, set[str]] = {}
    defined: set[str] = set()
    symmetric: set[str] = set()
    files = resources.ontology_files("core.ttl")
    for quad in chain.from_iterable(ox.parse(path=path, format=ox.RdfFormat.TURTLE) for path in files):
        name, predicate, value = local(quad.subject), quad.predicate.value, quad.object
        if not name:
            continue
        if predicate in words and isinstance(value, ox.Literal):
            words[predicate].setdefault(name, {})[value.language or ""] = value.value
        elif predicate == _SUBCLASS and local(value):
            parents.setdefault(name, set()).add(local(value))
        elif predicate == _DEFINED:
            defined.add(name)
        elif predicate == _TYPE and getattr(value, "value", "") == _SYMMETRIC:
            symmetric.add(name)
    above = {name: frozenset(classes) for name, classes in parents.items()}
    return Terms(words[_LABEL], words[_INVERSE], above, frozenset(defined), frozenset(symmetric))


def local(term: object) -> str:
    """The local name of a term of the ontology, given as a node or a string; "" for anything else."""
    iri = getattr(term, "value", term)
    return iri[len(ENT) :] if isinstance(iri, str) and iri.startswith(ENT) else ""
