"""What the ontology calls its terms, and which class is above which: read once from `ontology/core.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

ENT = "https://w3id.org/entente/ontology#"
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_DEFINED = "http://www.w3.org/2002/07/owl#equivalentClass"


@dataclass(frozen=True)
class Terms:
    """`labels`: local name → language → label. `parents`: class → its direct superclasses.
    `defined`: the classes that a reasoner fills."""

    labels: dict[str, dict[str, str]]
    parents: dict[str, frozenset[str]]
    defined: frozenset[str]

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

    path = resources.ontology("core.ttl")
    labels: dict[str, dict[str, str]] = {}
    parents: dict[str, set[str]] = {}
    defined: set[str] = set()
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE) if path.exists() else ():
        subject = local(quad.subject)
        if subject and quad.predicate.value == _LABEL and isinstance(quad.object, ox.Literal):
            labels.setdefault(subject, {})[quad.object.language or ""] = quad.object.value
        elif subject and quad.predicate.value == _SUBCLASS and local(quad.object):
            parents.setdefault(subject, set()).add(local(quad.object))
        elif subject and quad.predicate.value == _DEFINED:
            defined.add(subject)
    return Terms(labels, {name: frozenset(above) for name, above in parents.items()}, frozenset(defined))


def local(term: object) -> str:
    """The local name of a term of the ontology, given as a node or a string; "" for anything else."""
    iri = getattr(term, "value", term)
    return iri[len(ENT) :] if isinstance(iri, str) and iri.startswith(ENT) else ""
