"""What nodes are called and what they are, as the registry and the articles say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.lexicon import classes
from kg.query.terms import ReadableStore, iri, local
from kg.rdf import iris

_SHARED = frozenset({iris.REGISTRY, iris.CURATION})
_FEW = 20  # graphs: below, the store is asked for these only; above, that costs more than reading all

_NAMES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?graph ?node ?property ?object WHERE {
  #GRAPHS#
  VALUES ?node { #NODES# }
  VALUES ?property { skos:prefLabel skos:altLabel rdf:type }
  GRAPH ?graph { ?node ?property ?object }
}"""


@dataclass
class _Node:
    """What the graphs say of a node: graph → labels (language, text), graph → other names, and its classes."""

    labels: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    types: set[str] = field(default_factory=set)


class Names:
    """The labels and classes of some nodes (IRIs), as the registry and some `graphs` (IRIs; None: all) give them.

    `lang`: the language of the labels, where there is one in it; else French, as the articles have them.
    """

    def __init__(
        self, store: ReadableStore, nodes: Collection[str], graphs: Collection[str] | None = None, lang: str = "fr"
    ) -> None:
        self._lang = lang
        self._nodes: dict[str, _Node] = defaultdict(_Node)
        self._graphs = None if graphs is None else _SHARED | set(graphs)
        few = f"VALUES ?graph {{ {_listed(self._graphs)} }}" if self._graphs and len(self._graphs) <= _FEW else ""
        if nodes:
            query = _NAMES.replace("#GRAPHS#", few).replace("#NODES#", _listed(nodes))
            self._read(solutions(store, query, terms=True))

    def label(self, node: str, graph: str = "") -> str:
        """What to call a node: as the article's `graph` calls it, else in French, else in any language."""
        known = self._nodes[node].labels
        if self._lang != "fr":
            texts = sorted(text for labels in known.values() for tag, text in labels if tag == self._lang)
            if texts:
                return texts[0]
        own = known.get(graph, [])
        found = sorted(own or {label for labels in known.values() for label in labels}, key=lambda pair: pair[1])
        for language in ("fr", "", "en"):
            for tag, text in found:
                if tag == language:
                    return text
        return found[0][1] if found else local(node).replace("-", " ")

    def others(self, node: str, graph: str | None = None) -> list[str]:
        """Every other name, or those of the registry and of one article's `graph`."""
        known = self._nodes[node]
        keys = {*known.labels, *known.forms}
        shared = [key for key in keys if graph in (key, None) or key in _SHARED]
        names = {text for key in shared for _, text in known.labels.get(key, ())}
        names |= {text for key in shared for text in known.forms.get(key, ())}
        return sorted(names - {self.label(node, graph or "")})

    def type(self, node: str) -> str | None:
        """The most specific class, by local name."""
        parents = classes.load().parents
        types = self._nodes[node].types
        return max(sorted(types), key=lambda name: len(parents.get(name, ())), default=None)

    def _read(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            node, graph, term = self._nodes[row["node"].value], row["graph"].value, row["object"]
            if self._graphs is not None and graph not in self._graphs:
                continue
            kind = local(row["property"].value)
            if kind == "type":
                # A derived class (AdoptedInstrument) says what is known of a node, not what it is.
                if graph != iris.DERIVED and term.value.startswith(iris.ENT):
                    node.types.add(local(term.value))
            elif kind == "prefLabel":
                node.labels[graph].append((term.language or "", term.value))
            else:
                node.forms[graph].add(term.value)


def _listed(addresses: Iterable[str]) -> str:
    return " ".join(map(iri, sorted(addresses)))


def solutions(store: ReadableStore, sparql: str, terms: bool = False) -> Iterator[dict[str, Any]]:
    """The rows of a SELECT without their unbound variables, as terms or as plain strings."""
    solutions = store.query(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        bound = ((name, term) for name, term in zip(names, solution, strict=True) if term is not None)
        yield {name: term if terms else term.value for name, term in bound}
