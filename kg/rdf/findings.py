"""What a check finds, and how it is told: one sentence with the names of the culprits and the articles behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyoxigraph as ox

from kg import messages
from kg.rdf import iris
from kg.rdf.names import ENT, SKOS

VIOLATION, WARNING, INFO = "violation", "warning", "info"
_ORDER = (VIOLATION, WARNING, INFO)
_LONGEST = 160  # characters of a name or a quote in a sentence


class Queryable(Protocol):
    """What checks need of a store: SPARQL over the union of its graphs."""

    def query(self, sparql: str) -> Any: ...


@dataclass(frozen=True)
class Violation:
    """`severity`: "violation", "warning" or "info"; `rule`: the broken rule's name; `focus`: an IRI; `message`: one
    sentence in the current language; `articles`: the names of the documents that say so, sorted."""

    severity: str
    rule: str
    focus: str
    message: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A broken rule before it is told. `texts`: language → sentence with {names}; `values`: their terms;
    `patterns`: SPARQL triple patterns of the culprit triples, by which the articles are found."""

    rule: str
    severity: str
    focus: str
    texts: Mapping[str, str]
    values: Mapping[str, ox.NamedNode | ox.Literal | ox.BlankNode] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()


def tell(store: Queryable, findings: Iterable[Finding]) -> list[Violation]:
    """The findings as violations, each once, the gravest first, then by rule and focus."""
    teller = _Teller(store)
    told = {teller.violation(finding) for finding in findings}
    return sorted(told, key=lambda v: (_ORDER.index(v.severity), v.rule, v.focus, v.message))


class _Teller:
    """Looks up names once."""

    def __init__(self, store: Queryable) -> None:
        self._store = store
        self._labels: dict[str, str] = {}

    def violation(self, finding: Finding) -> Violation:
        values = {"this": ox.NamedNode(finding.focus), **finding.values} if ":" in finding.focus else finding.values
        text = finding.texts.get(messages.language()) or next(iter(finding.texts.values()))
        text = re.sub(r"\{(\w+)\}", lambda match: self.name(values.get(match[1])), text)
        articles = tuple(sorted(self._articles(finding)))
        if articles:
            text = f"{text} ({' ; '.join(articles)})"
        return Violation(finding.severity, finding.rule, finding.focus, text, articles)

    def name(self, term: object) -> str:
        """How a term is called: an engagement by its words, a claim by its engagement, a passage by its quote."""
        if not isinstance(term, ox.NamedNode):
            return _short(getattr(term, "value", "…"))
        if term.value not in self._labels:
            self._labels[term.value] = _short(self._label(term) or self._described(term) or _tail(term.value))
        return self._labels[term.value]

    def _label(self, node: ox.NamedNode) -> str:
        rows = self._rows(f"SELECT ?label WHERE {{ {node} {SKOS.prefLabel} ?label }} ORDER BY ?label")
        labels = {row["label"].language or "": row["label"].value for row in rows}
        order = (messages.language(), "fr", "", "en")
        return next((labels[code] for code in order if code in labels), next(iter(labels.values()), ""))

    def _described(self, node: ox.NamedNode) -> str:
        query = (
            f"SELECT ?agent ?role ?object WHERE {{ {{ {node} {ENT.role} ?role }} "
            f"OPTIONAL {{ {node} {ENT.agent} ?agent }} OPTIONAL {{ {node} {ENT.target}|{ENT.targetValue} ?object }} }}"
        )
        for row in self._rows(query + " LIMIT 1"):
            relation = ox.NamedNode(row["role"].value.replace("#role-", "#"))
            return " ".join(self.name(term) for term in (row["agent"], relation, row["object"]) if term is not None)
        path = f"{ENT.asserts}|{ENT.quote}|{ENT.gist}|^{ENT.ballot}|{ENT.documentName}"
        query = f"SELECT ?named WHERE {{ {node} {path} ?named }}"
        return next((f"« {self.name(row['named'])} »" for row in self._rows(query + " LIMIT 1")), "")

    def _articles(self, finding: Finding) -> set[str]:
        focus = ox.NamedNode(finding.focus)
        for patterns in (finding.patterns, (f"{focus} ?p ?o",)):
            found = {name for pattern in patterns for name in self._stating(pattern)}
            if found:
                return found
        ends = [term for term in (finding.values.get("subject"), finding.values.get("object")) if _is_node(term)]
        pattern = " . ".join(f"{end} {ENT.mentionedIn} ?article" for end in ends or [focus])
        rows = self._rows(f"SELECT DISTINCT ?article WHERE {{ {pattern} }} LIMIT 20")
        return {self._document(row["article"]) for row in rows}

    def _stating(self, pattern: str) -> Iterator[str]:
        """The names of the articles whose graph holds a triple pattern."""
        rows = self._rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {pattern} }} }} LIMIT 50")
        for row in rows:
            if row["g"].value.startswith(iris.ARTICLES):
                yield self._document(iris.article(row["g"].value.removeprefix(iris.ARTICLES)))

    def _document(self, article: ox.NamedNode) -> str:
        rows = self._rows(f"SELECT ?name WHERE {{ {article} {ENT.documentName} ?name }} ORDER BY ?name LIMIT 1")
        return next((row["name"].value for row in rows), "") or self.name(article)

    def _rows(self, sparql: str) -> Any:
        return self._store.query(sparql)


def _is_node(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _tail(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
