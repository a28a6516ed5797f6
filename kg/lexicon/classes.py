"""The class tree and the domains and ranges of the ontology, as the reader and the lexicon lint need them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg import resources

ENT = "https://w3id.org/entente/ontology#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LITERAL_RELATIONS = frozenset({"date", "amount", "votes", "says"})


@dataclass(frozen=True)
class Ontology:
    """`parents`: class → every class above it, itself included; `domain`/`range`: relation → classes (empty: anything)."""

    parents: dict[str, frozenset[str]]
    domain: dict[str, frozenset[str]]
    range: dict[str, frozenset[str]]
    relations: frozenset[str]
    symmetric: frozenset[str]

    def is_a(self, kind: str, *classes: str) -> bool:
        """Whether a class is one of `classes` or below one of them."""
        above = self.parents.get(kind)
        return kind in classes if above is None else not above.isdisjoint(classes)

    def may_be(self, kinds: Iterable[str], wanted: str) -> bool:
        """Whether what is of one of `kinds` (none: of any) may be a `wanted`."""
        listed = list(kinds)
        return not listed or any(self.is_a(kind, wanted) or self.is_a(wanted, kind) for kind in listed)

    def allows(self, relation: str, subject: str, object_: str | None) -> bool:
        """Whether the relation may hold from a subject class to an object class (None: a literal)."""
        domain, range_ = self.domain.get(relation, frozenset()), self.range.get(relation, frozenset())
        if domain and not self.is_a(subject, *domain):
            return False
        return object_ is None or not range_ or self.is_a(object_, *range_)


@cache
def load() -> Ontology:
    """Read `core.ttl` once."""
    import pyoxigraph as ox

    store = ox.Store()
    for path in resources.ontology_files("core.ttl"):
        store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)

    def named(node: object) -> str | None:
        return node.value.removeprefix(ENT) if isinstance(node, ox.NamedNode) and node.value.startswith(ENT) else None

    direct: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(_RDFS + "subClassOf"), None):
        child, parent = named(quad.subject), named(quad.object)
        if child and parent:
            direct.setdefault(child, set()).add(parent)
    for quad in store.quads_for_pattern(None, ox.NamedNode(_RDF + "type"), ox.NamedNode(_OWL + "Class")):
        if name := named(quad.subject):
            direct.setdefault(name, set())
    relations = {
        name
        for quad in store.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/org#roleProperty"), None)
        if (name := named(quad.object))
    }
    symmetric = {
        name
        for quad in store.quads_for_pattern(None, ox.NamedNode(_RDF + "type"), ox.NamedNode(_OWL + "SymmetricProperty"))
        if (name := named(quad.subject))
    }
    sides = {
        side: {r: _classes(store, ox.NamedNode(ENT + r), ox.NamedNode(_RDFS + side)) for r in relations}
        for side in ("domain", "range")
    }
    parents = {c: frozenset(_closure(c, direct)) for c in direct}
    return Ontology(parents, sides["domain"], sides["range"], frozenset(relations), frozenset(symmetric))


def _closure(start: str, direct: dict[str, set[str]]) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for parent in direct.get(todo.pop(), ()):
            if parent not in seen:
                seen.add(parent)
                todo.append(parent)
    return seen


def _classes(store: object, subject: object, side: object) -> frozenset[str]:
    """The named classes of a domain or range, a union spelled out."""
    import pyoxigraph as ox

    assert isinstance(store, ox.Store)
    found: set[str] = set()
    todo = [q.object for q in store.quads_for_pattern(subject, side, None)]  # type: ignore[arg-type]
    while todo:
        node = todo.pop()
        if isinstance(node, ox.NamedNode):
            if node.value.startswith(ENT):
                found.add(node.value.removeprefix(ENT))
        elif isinstance(node, ox.BlankNode):
            for quad in store.quads_for_pattern(node, None, None):
                if quad.predicate.value in (_OWL + "unionOf", _RDF + "first", _RDF + "rest"):
                    todo.append(quad.object)
    return frozenset(found)
