"""SHACL: what the data must keep (`ontology/shapes/data.ttl`), and how the ontology is written (`style.ttl`).

pySHACL asks rdflib one SPARQL query for each node, far too slow for a store. So the work is shared: property shapes go
through pySHACL, some articles at a time with only the triples they read; the SPARQL constraints are asked of the
store, once for all nodes. `shacl` runs a whole shapes file through pySHACL: the tests hold the two to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import resources
from kg.rdf import iris, shortcuts
from kg.rdf.findings import VIOLATION, WARNING, Finding, Queryable
from kg.rdf.names import ENT, RDF_TYPE

_SH = "http://www.w3.org/ns/shacl#"
_SUB_CLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_BATCH = 20  # article graphs in one run of pySHACL
# Where the triple that breaks a rule stands, when it is not a triple of the focus itself.
_PATTERNS = {
    "unfounded-shortcut": "{subject} {relation} {object}",
    "undefined-property": "?s {value} ?o",
    "undefined-class": "?s a {value}",
    "blank-node": "?s {property} ?o",
}


@dataclass(frozen=True)
class Rule:
    """A shape (`select` empty) or a SPARQL constraint, with what it says in each language."""

    name: str
    severity: str
    texts: Mapping[str, str]
    select: str = ""


def findings(store: Queryable) -> Iterator[Finding]:
    """Every broken rule of `data.ttl` in a store."""
    for rule in rules("data").values():
        for values in _bindings(store, rule):
            yield _finding(rule, values)
    for graphs in _batches(_graphs(store)):
        yield from shacl([*_background(), *_pulled(store, graphs)], "data", sparql=False)


def shacl(data: Iterable[ox.Triple], shapes: str, sparql: bool = True) -> Iterator[Finding]:
    """Every broken rule of `shapes` (`data`, `style`) in a set of triples, all by pySHACL.

    `sparql`: also the SPARQL constraints.
    """
    import rdflib
    from pyshacl import validate

    # pySHACL switches this off and forgets it when it fails; a second reading of "01"^^xsd:integer then differs.
    normalize = rdflib.NORMALIZE_LITERALS
    try:
        _, report, _ = validate(_rdflib(data), shacl_graph=_shapes_graph(shapes, sparql), inplace=True, advanced=False)
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
    known = rules(shapes)
    sh = rdflib.Namespace(_SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        source = report.value(result, sh.sourceConstraint) or report.value(result, sh.sourceShape)
        values = {"this": report.value(result, sh.focusNode), "value": report.value(result, sh.value)}
        rule = known[str(source).rpartition("#")[2]]
        yield _finding(rule, {name: _oxigraph(term) for name, term in values.items() if term is not None})


@cache
def rules(shapes: str) -> dict[str, Rule]:
    """The rules of a shapes file, by name."""
    store: Queryable = _shapes_store(shapes)
    prefixes = "".join(
        f"PREFIX {prefix.value}: <{namespace.value}>\n"
        for prefix, namespace in store.query(
            f"SELECT DISTINCT ?prefix ?namespace {{ ?d <{_SH}prefix> ?prefix ; <{_SH}namespace> ?namespace }}"
        )
    )
    found: dict[str, Rule] = {}
    rows = store.query(
        f"""SELECT DISTINCT ?rule ?severity ?select ?text {{
          ?rule <{_SH}message> ?text OPTIONAL {{ ?rule <{_SH}select> ?select }}
          OPTIONAL {{ ?shape <{_SH}property>|<{_SH}sparql> ?rule ; <{_SH}severity> ?severity }} }}"""
    )
    for rule, severity, select, text in rows:
        name = rule.value.rpartition("#")[2]
        texts = {**(found[name].texts if name in found else {}), text.language: text.value}
        grave = WARNING if severity == ox.NamedNode(_SH + "Warning") else VIOLATION
        found[name] = Rule(name, grave, texts, prefixes + select.value.replace("$this", "?this") if select else "")
    return dict(sorted(found.items()))


def _finding(rule: Rule, values: dict[str, Any]) -> Finding:
    # pySHACL hands on no variables but $this and ?value.
    pattern = _PATTERNS.get(rule.name, "")
    known = set(re.findall(r"\{(\w+)\}", pattern)) <= set(values)
    patterns = (pattern.format_map(values),) if pattern and known else ()
    focus = values.get("subject", values["this"])
    return Finding(rule.name, rule.severity, focus.value, rule.texts, values, patterns)


def _bindings(store: Queryable, rule: Rule) -> Iterator[dict[str, Any]]:
    """What a SPARQL constraint finds in a store, as bindings; nothing for a property shape."""
    if rule.name == "unfounded-shortcut":
        yield from shortcuts.unfounded(store)
    elif rule.select:
        rows = store.query(rule.select)
        for row in rows:
            pairs = zip(rows.variables, row, strict=True)
            yield {variable.value: term for variable, term in pairs if term is not None}


def _graphs(store: Queryable) -> list[str]:
    """The graphs that say something about the world: articles, imports, curation."""
    standing = {iris.ONTOLOGY, iris.REGISTRY, iris.RUNS, iris.DERIVED}
    rows = store.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    return sorted({row["g"].value for row in rows} - standing)


def _batches(graphs: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(graphs), _BATCH):
        yield graphs[first : first + _BATCH]


def _pulled(store: Queryable, graphs: list[str]) -> Iterator[ox.Triple]:
    """What the property shapes read, of some graphs."""
    names = " ".join(f"<{graph}>" for graph in graphs)
    paths = " ".join(sorted(map(str, _read_properties())))
    yield from store.query(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?g {{ {names} }} VALUES ?p {{ {paths} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    )


@cache
def _read_properties() -> frozenset[ox.NamedNode]:
    """The properties that the property shapes name: every IRI of their paths and comparisons."""
    found = {RDF_TYPE}
    for quad in _shapes_store("data"):
        if isinstance(quad.object, ox.NamedNode) and _is_property(quad.object):
            found.add(quad.object)
    return frozenset(found)


def _is_property(term: ox.NamedNode) -> bool:
    local = re.split(r"[#/]", term.value)[-1]
    return local[:1].islower() and not term.value.startswith((_SH, "https://w3id.org/entente/shapes#"))


@cache
def _background() -> tuple[ox.Triple, ...]:
    """What the property shapes need of the ontology: the tree of classes, and what statuses and roles are."""
    core = ox.Store()
    for path in resources.ontology_files("core.ttl"):
        core.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    triples = [quad.triple for quad in core.quads_for_pattern(None, _SUB_CLASS, None)]
    for kind in (ENT.Status, ENT.Role, ENT.AdoptionMode):
        triples += [quad.triple for quad in core.quads_for_pattern(None, RDF_TYPE, kind)]
    return tuple(triple for triple in triples if isinstance(triple.object, ox.NamedNode))


@cache
def _shapes_store(shapes: str) -> ox.Store:
    store = ox.Store()
    for path in resources.ontology_files(f"shapes/{shapes}.ttl"):
        store.load(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


@cache
def _shapes_graph(shapes: str, sparql: bool) -> Any:
    """A shapes file as an rdflib graph, with or without its SPARQL constraints."""
    import rdflib

    graph = rdflib.Graph()
    for path in resources.ontology_files(f"shapes/{shapes}.ttl"):
        graph.parse(path)
    if not sparql:
        graph.remove((None, rdflib.URIRef(_SH + "sparql"), None))
    return graph


def _rdflib(triples: Iterable[ox.Triple]) -> Any:
    import rdflib

    def term(node: Any) -> Any:
        if isinstance(node, ox.NamedNode):
            return rdflib.URIRef(node.value)
        if isinstance(node, ox.BlankNode):
            return rdflib.BNode(node.value)
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value))

    graph = rdflib.Graph()
    graph.addN((term(t.subject), term(t.predicate), term(t.object), graph) for t in triples)
    return graph


def _oxigraph(term: Any) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.Literal(str(term))
