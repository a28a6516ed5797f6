"""Facts read back, one for each claim of an article, in the shape of `kg facts --format json`.

Two questions to the store whatever its size: one for the claims, one for the names and classes of what they speak of.
"""

from __future__ import annotations

import html as markup
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.lexicon import classes
from kg.query.terms import DATA, ENT, ReadableStore, iri, literal, local

if TYPE_CHECKING:
    import pandas

FactRow = dict[str, Any]

_ARTICLE_GRAPHS = "https://w3id.org/entente/graph/article/"
_DERIVED = "https://w3id.org/entente/graph/derived"
_DATATYPES = {"date": "date", "amount": "amount", "votes": "tally"}

_CLAIMS = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?claim ?engagement ?role ?agent ?target ?value ?status ?date ?from ?until ?dateText ?mode ?kind ?amount
       ?currency ?content ?of ?at ?speaker ?article ?name ?confidence ?rule ?start ?end ?quote WHERE {
  #FILTERS#
  ?claim ent:asserts ?engagement ; ent:claimedStatus ?status ; ent:inArticle ?article ; ent:hasSpan ?span .
  ?span ent:start ?start ; ent:end ?end ; ent:quote ?quote .
  ?engagement ent:role ?role ; ent:agent ?agent .
  ?article ent:documentName ?name .
  OPTIONAL { ?engagement ent:target ?target
    OPTIONAL { ?target ent:postRepresents ?of } OPTIONAL { ?target ent:accreditedTo ?at } }
  OPTIONAL { ?engagement ent:targetValue ?value }
  OPTIONAL { ?engagement ent:dateValue ?date
    OPTIONAL { ?engagement ent:validFrom ?from } OPTIONAL { ?engagement ent:validUntil ?until } }
  OPTIONAL { ?engagement ent:adoptionMode ?mode } OPTIONAL { ?engagement ent:partnershipKind ?kind }
  OPTIONAL { ?engagement ent:amountValue ?amount OPTIONAL { ?engagement ent:currency ?currency } }
  OPTIONAL { ?engagement ent:requestText ?content }
  OPTIONAL { ?claim ent:speaker ?speaker } OPTIONAL { ?claim ent:confidence ?confidence }
  OPTIONAL { ?claim ent:dateText ?dateText } OPTIONAL { ?claim ent:rule ?rule }
}"""

_NAMES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?graph ?node ?property ?object WHERE {
  VALUES ?node { #NODES# }
  VALUES ?property { skos:prefLabel skos:altLabel rdf:type }
  GRAPH ?graph { ?node ?property ?object }
}"""


class Facts(list[FactRow]):
    """Facts as dicts, in the order of their passages; in a notebook they show as a table."""

    def to_dataframe(self) -> pandas.DataFrame:
        """One row a fact, labels for nodes. Needs the extra `notebook`."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("a DataFrame needs pandas; install it with: pip install 'entente[notebook]'") from error
        return pandas.DataFrame([flat(row) for row in self], columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        shown = ("subject", "relation", "object", "status", "date", "speaker", "quote")
        head = "".join(f"<th>{name}</th>" for name in shown)
        rows = ("".join(f"<td>{markup.escape(str(flat(row)[name] or ''))}</td>" for name in shown) for row in self)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


COLUMNS = (
    *("id", "subject", "subject_type", "relation", "object", "object_type", "status", "date", "speaker"),
    *("document", "quote", "start", "end", "confidence"),
)


def flat(row: FactRow) -> dict[str, Any]:
    """A fact as the cells of a spreadsheet, by `COLUMNS`."""
    target, speaker = row["object"], row["speaker"]
    cells = {name: row[name] for name in COLUMNS if name in row}
    return cells | {
        "subject": row["subject"]["label"],
        "subject_type": row["subject"]["type"],
        "object": target.get("label", target.get("literal")),
        "object_type": target.get("type", target.get("datatype")),
        "speaker": speaker["label"] if speaker else None,
    }


def facts(
    store: ReadableStore,
    document: str | None = None,
    status: str | Iterable[str] | None = None,
    relation: str | Iterable[str] | None = None,
    engagements: Iterable[str] | None = None,
) -> Facts:
    """Every fact of the articles, or those of one `document` (its name, address or checksum), of some statuses or
    relations (local names), or of some engagements (IRIs). Nothing matches an unknown value; empty means all.

    Articles in the order of their names, facts in the order of their passages.
    """
    filters = [
        _document(document),
        _choice("?status", (f"{ENT}status-{name}" for name in _several(status))),
        _choice("?role", (f"{ENT}role-{name}" for name in _several(relation))),
        _choice("?engagement", engagements or ()),
    ]
    rows = _solutions(store, _CLAIMS.replace("#FILTERS#", "\n  ".join(filter(None, filters))))
    claims: dict[str, dict[str, Any]] = {}
    for row in rows:  # a post of two states gives its claims twice
        claims.setdefault(row["claim"], row)
    ordered = sorted(
        claims.values(), key=lambda row: (row["name"], row["article"], int(row["start"]), int(row["end"]), row["claim"])
    )
    nodes = {row[end] for row in ordered for end in ("agent", "target", "speaker", "of", "at") if end in row}
    names = Names(store, nodes)
    return Facts(_fact(row, names) for row in ordered)


@dataclass
class _Node:
    """What the graphs say of a node: graph → labels (language, text), graph → other names, and its classes."""

    labels: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    types: set[str] = field(default_factory=set)


class Names:
    """The labels and classes of some nodes (IRIs), as one article or the registry gives them."""

    def __init__(self, store: ReadableStore, nodes: Collection[str]) -> None:
        self._nodes: dict[str, _Node] = defaultdict(_Node)
        if nodes:
            self._read(
                _solutions(store, _NAMES.replace("#NODES#", " ".join(iri(node) for node in sorted(nodes))), True)
            )

    def label(self, node: str, graph: str = "") -> str:
        """What to call a node: as the article's `graph` calls it, else in French, else in any language."""
        known = self._nodes[node].labels
        own = known.get(graph, [])
        found = sorted(own or {label for labels in known.values() for label in labels}, key=lambda pair: pair[1])
        for language in ("fr", "", "en"):
            for tag, text in found:
                if tag == language:
                    return text
        return found[0][1] if found else local(node).replace("-", " ")

    def others(self, node: str, graph: str) -> list[str]:
        """Every other name: those of the registry and of this article's graph, not those of other articles."""
        known = self._nodes[node]
        shared = [key for key in {*known.labels, *known.forms} if key == graph or not key.startswith(_ARTICLE_GRAPHS)]
        names = {text for key in shared for _, text in known.labels.get(key, ())}
        names |= {text for key in shared for text in known.forms.get(key, ())}
        return sorted(names - {self.label(node, graph)})

    def type(self, node: str) -> str | None:
        """The most specific class, by local name."""
        parents = classes.load().parents
        types = self._nodes[node].types
        return max(sorted(types), key=lambda name: len(parents.get(name, ())), default=None)

    def _read(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            node, graph, term = self._nodes[row["node"].value], row["graph"].value, row["object"]
            kind = local(row["property"].value)
            if kind == "type":
                # A derived class (AdoptedInstrument) says what is known of a node, not what it is.
                if graph != _DERIVED and term.value.startswith(ENT):
                    node.types.add(local(term.value))
            elif kind == "prefLabel":
                node.labels[graph].append((term.language or "", term.value))
            else:
                node.forms[graph].add(term.value)


def _fact(row: dict[str, Any], names: Names) -> FactRow:
    graph = _ARTICLE_GRAPHS + local(row["article"])
    relation = local(row["role"]).removeprefix("role-")
    return {
        "id": row["engagement"],
        "subject": _node(row["agent"], names, graph),
        "relation": relation,
        "object": _object(row, relation, names, graph),
        "status": local(row["status"]).removeprefix("status-"),
        "date": row.get("date"),
        "speaker": {"iri": row["speaker"], "label": names.label(row["speaker"], graph)} if "speaker" in row else None,
        "document": row["name"],
        "quote": row["quote"],
        "start": int(row["start"]),
        "end": int(row["end"]),
        "confidence": float(row.get("confidence", 1)),
        "extras": dict(_extras(row, names, graph)),
    }


def _object(row: dict[str, Any], relation: str, names: Names, graph: str) -> dict[str, Any]:
    """The other end: a node, or a literal where the contract wants one (a post is told by its title)."""
    if relation == "holdsPosition" and "target" in row:
        return {"literal": names.label(row["target"], graph), "datatype": "string"}
    if "target" in row:
        return _node(row["target"], names, graph)
    return {"literal": row["value"], "datatype": _DATATYPES.get(relation, "string")}


def _node(node: str, names: Names, graph: str) -> dict[str, Any]:
    return {
        "iri": node,
        "label": names.label(node, graph),
        "type": names.type(node),
        "altLabels": names.others(node, graph),
    }


def _extras(row: dict[str, Any], names: Names, graph: str) -> Iterator[tuple[str, str]]:
    """What a fact carries besides, where it does."""
    for end in ("of", "at"):
        if end in row:
            yield end, names.label(row[end], graph)
    if local(row["role"]) == "role-holdsPosition" and "target" in row:
        yield "post", row["target"]
    if "mode" in row:
        yield "method", local(row["mode"])
    if "from" in row or "until" in row:
        yield "period", f"{row.get('from', '')[:10] or '..'}/{row.get('until', '')[:10] or '..'}"
    if "amount" in row:
        yield "amount", f"{row['amount']} {row.get('currency', '')}".strip()
    for name in ("kind", "content", "dateText", "rule"):
        if name in row:
            yield name, row[name]


def _document(document: str | None) -> str:
    """The filter for an article's name, title, address, or checksum (its IRI's last part)."""
    if not document:
        return ""
    article = document if document.startswith(DATA) else f"{DATA}article/{document}"
    choices = [f"{{ ?article {predicate} {literal(document)} }}" for predicate in ("ent:documentName", "schema:url")]
    if all(char not in article for char in ' <>"{}|\\^`\n'):
        choices.append(f"{{ VALUES ?article {{ {iri(article)} }} ?article ent:checksum ?any }}")
    choices.append(f"{{ ?article ent:checksum {literal(document)} }}")
    return f"{{ SELECT DISTINCT ?article WHERE {{ {' UNION '.join(choices)} }} }}"


def _choice(variable: str, addresses: Iterable[str]) -> str:
    listed = " ".join(iri(address) for address in addresses)
    return f"VALUES {variable} {{ {listed} }}" if listed else ""


def _several(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _solutions(store: ReadableStore, sparql: str, terms: bool = False) -> Iterator[dict[str, Any]]:
    """The rows of a SELECT without their unbound variables, as terms or as plain strings."""
    solutions = store.query(sparql)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        bound = ((name, term) for name, term in zip(names, solution, strict=True) if term is not None)
        yield {name: term if terms else term.value for name, term in bound}
