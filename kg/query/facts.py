"""Facts read back, one for each claim of an article, in the shape of `kg facts --format json`.

Two questions to the store whatever its size: one for the claims, one for the names and classes of what they speak of.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.messages import language, say
from kg.query import markup
from kg.query.display import date, display, standing, term
from kg.query.names import Names, solutions
from kg.query.terms import ReadableStore, iri, literal, local, select
from kg.rdf.iris import DATA, ENT

if TYPE_CHECKING:
    import pandas


class FactRow(dict[str, Any]):
    """One claim of one article, as `kg facts --format json` gives it; in a notebook it shows with its passage."""

    def _repr_html_(self) -> str:
        told = " — ".join(ends(self, language()))
        names = (*markup.forms(self["subject"]), *markup.forms(self["object"]))
        notes = standing(self["relation"], self["status"], self["date"], language())
        head = " · ".join([f"<b>{escape(told)}</b>", *map(escape, notes)])
        return f"<p>{head}<br>{markup.passage(self, names)}</p>"


_DATATYPES = {"date": "date", "amount": "amount", "votes": "tally"}

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX schema: <https://schema.org/>
"""

_CLAIMS = (
    _PREFIXES
    + """SELECT ?graph ?claim ?engagement ?role ?agent ?target ?value ?status ?date ?from ?until ?dateText ?mode ?kind
       ?amount ?currency ?content ?of ?at ?speaker ?article ?name ?confidence ?rule ?start ?end ?quote WHERE {
  #FILTERS#
  GRAPH ?graph {
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
  }
}"""
)


class Facts(list[FactRow]):
    """Facts as dicts, in the order of their passages; in a notebook they show as a table."""

    def to_dataframe(self, shown: bool = False) -> pandas.DataFrame:
        """One row a fact, labels for nodes; `shown`: relations, classes and statuses in words too, as the table has
        them. Needs the extra `notebook`."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("a DataFrame needs pandas; install it with: pip install 'entente[notebook]'") from error
        return pandas.DataFrame([_told(row) if shown else flat(row) for row in self], columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        shown = ("subject", "relation", "object", "status", "date", "speaker")
        rows = ([*(escape(str(_told(row)[name] or "")) for name in shown), _quote(row)] for row in self)
        return markup.table([say(f"facts.{name}") for name in (*shown, "quote")], rows)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text("\n".join(" — ".join(ends(row, language())) for row in self))


COLUMNS = (
    *("id", "subject", "subject_type", "relation", "object", "object_type", "status", "date", "speaker"),
    *("document", "quote", "start", "end", "confidence"),
)


def _quote(row: FactRow) -> str:
    return markup.marked(row["quote"], *markup.forms(row["subject"]), *markup.forms(row["object"]))


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


def _told(row: FactRow) -> dict[str, Any]:
    """The same cells in words."""
    cells, lang = flat(row), language()
    kinds = {name: term(str(cells[name]), lang) for name in ("subject_type", "object_type")}
    subject, relation, target = ends(row, lang)
    when = {"date": date(row["date"], lang) if row["date"] else None}
    status = {"status": display(row["status"], "status", lang)}
    return cells | kinds | {"subject": subject, "relation": relation, "object": target} | status | when


def ends(row: Mapping[str, Any], lang: str) -> tuple[str, str, str]:
    """Subject, relation and object in words."""
    target = row["object"].get("label") or display(row["object"].get("literal"), "", lang)
    return str(row["subject"]["label"]), term(str(row["relation"]), lang), target


def as_csv(rows: Iterable[FactRow]) -> str:
    """Facts as CSV (RFC 4180 quoting, `\\n` line ends), with the columns `COLUMNS`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(flat, rows))
    return out.getvalue()


def facts(
    store: ReadableStore,
    document: str | None = None,
    status: str | Iterable[str] | None = None,
    relation: str | Iterable[str] | None = None,
    engagements: Iterable[str] | None = None,
    lang: str = "fr",
) -> Facts:
    """Every fact of the articles, or those of one `document` (its name, address or checksum), of some statuses or
    relations (local names), or of some engagements (IRIs). Nothing matches an unknown value; empty means all.
    Names come in `lang` where it has one.

    Articles in the order of their names, facts in the order of their passages.
    """
    filters = [
        _articles(store, document) if document else "",
        _choice("?status", (f"{ENT}status-{name}" for name in _several(status))),
        _choice("?role", (f"{ENT}role-{name}" for name in _several(relation))),
        _choice("?engagement", engagements or ()),
    ]
    rows = solutions(store, _CLAIMS.replace("#FILTERS#", "\n  ".join(filter(None, filters))))
    claims: dict[str, dict[str, Any]] = {}
    for row in rows:  # a post of two states gives its claims twice
        claims.setdefault(row["claim"], row)
    ordered = sorted(
        claims.values(), key=lambda row: (row["name"], row["article"], int(row["start"]), int(row["end"]), row["claim"])
    )
    nodes = {row[end] for row in ordered for end in ("agent", "target", "speaker", "of", "at") if end in row}
    names = Names(store, nodes, {row["graph"] for row in ordered}, lang)
    return Facts(_fact(row, names) for row in ordered)


def called(store: ReadableStore, addresses: Iterable[str], lang: str = "fr") -> dict[str, str]:
    """What to call these IRIs, where the store has a name for them: entities by it, facts by their ends."""
    wanted = [address for address in dict.fromkeys(addresses) if address.startswith(DATA)]
    engagements = [address for address in wanted if "/engagement/" in address]
    names = Names(store, wanted, lang=lang)
    found = {address: names.label(address) for address in wanted if names.type(address) and address not in engagements}
    told = facts(store, engagements=engagements, lang=lang) if engagements else ()
    return found | {row["id"]: " — ".join(ends(row, lang)) for row in told}


def _fact(row: dict[str, Any], names: Names) -> FactRow:
    graph = row["graph"]
    relation = local(row["role"]).removeprefix("role-")
    told = {
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
    return FactRow(told)


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


def _articles(store: ReadableStore, document: str) -> str:
    """The filter for the articles of a name, an address or a checksum, and for the graphs that tell of them."""
    article = document if document.startswith(DATA) else f"{DATA}article/{document}"
    choices = [
        f"?article {predicate} {literal(document)}" for predicate in ("ent:documentName", "schema:url", "ent:checksum")
    ]
    if all(char not in article for char in ' <>"{}|\\^`\n'):
        choices.append(f"VALUES ?article {{ {iri(article)} }} ?article ent:checksum ?any")
    unions = " UNION ".join(f"{{ GRAPH ?graph {{ {choice} }} }}" for choice in choices)
    found = select(store, f"{_PREFIXES}SELECT DISTINCT ?graph ?article WHERE {{ {unions} }} ORDER BY ?graph ?article")
    rows = " ".join(f"({iri(row['graph'])} {iri(row['article'])})" for row in found)
    return f"VALUES (?graph ?article) {{ {rows} }}"


def _choice(variable: str, addresses: Iterable[str]) -> str:
    listed = " ".join(iri(address) for address in addresses)
    return f"VALUES {variable} {{ {listed} }}" if listed else ""


def _several(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
