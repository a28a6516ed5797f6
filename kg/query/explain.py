"""Who says it, where, and who says otherwise: a fact or an entity with every claim behind it (`kg explain`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from kg.messages import say
from kg.query import markup
from kg.query.display import standing, term
from kg.query.facts import FactRow, ends, facts
from kg.query.labels import resolve
from kg.query.names import Names
from kg.query.terms import ReadableStore, iri, literal, local, select

_ENDS = ("id", "subject", "relation", "object")
_WORD = ("status", "speaker", "document", "quote", "start", "end", "confidence")


@dataclass(frozen=True)
class Explained:
    """A fact of the world with its claims. `status` is the one that holds now, after its latest article; `claims` and
    `contradicted_by` are facts as `kg.query.facts.facts` gives them."""

    status: str
    claims: tuple[FactRow, ...]
    contradicted_by: tuple[FactRow, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The fact's ends and date, its claims, and what contradicts it, ready for JSON."""
        first = self.claims[0]
        return {
            **{name: first[name] for name in _ENDS},
            "status": self.status,
            "date": first["date"],
            "claims": [{name: claim[name] for name in _WORD} for claim in self.claims],
            "contradictedBy": [{name: row[name] for name in (*_ENDS, *_WORD)} for row in self.contradicted_by],
        }


@dataclass(frozen=True)
class Explanation:
    """What the graph knows of one fact or entity. Prints for people; `to_dict` is ready for JSON."""

    iri: str
    label: str
    type: str | None
    names: tuple[str, ...]
    facts: tuple[Explained, ...]
    relations: dict[str, str]  # local name → label
    lang: str = "fr"

    def to_dict(self) -> dict[str, Any]:
        """`iri`, `label`, `type`, `altLabels`, and `facts` (see `Explained.to_dict`)."""
        about = {"iri": self.iri, "label": self.label, "type": self.type, "altLabels": list(self.names)}
        return about | {"facts": [fact.to_dict() for fact in self.facts]}

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        """A card: what it is, its other names, then each fact with its passages, the ends marked."""
        kind = f" <small>{escape(term(self.type, self.lang))}</small>" if self.type else ""
        names = f"<p>{escape(say('explain.names', self.lang, names=', '.join(self.names)))}</p>" if self.names else ""
        head = f"<h4>{markup.link(self.iri, self.label)}{kind}</h4>{names}"
        if not self.facts:
            return f"<article>{head}<p>{escape(say('explain.nothing', self.lang))}</p></article>"
        return f"<article>{head}<ul>{''.join(map(self._item, self.facts))}</ul></article>"

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text(str(self))

    def _item(self, fact: Explained) -> str:
        first = fact.claims[0]
        ends = (*markup.forms(first["subject"]), *markup.forms(first["object"]))
        told = " · ".join([f"<b>{escape(self._sentence(first))}</b>", *map(escape, self._standing(fact))])
        said = [markup.passage(claim, ends) for claim in fact.claims]
        said += [
            f"{escape(say('explain.contradicted', self.lang, fact=self._sentence(row)))} {markup.passage(row, ends)}"
            for row in fact.contradicted_by
        ]
        return f"<li>{told}<br>{'<br>'.join(said)}</li>"

    def _lines(self) -> Iterator[str]:
        if self.type:
            yield f"{_plain(self.label)} ({term(self.type, self.lang)}) <{self.iri}>"
            if self.names:
                yield say("explain.names", self.lang, names=", ".join(map(_plain, self.names)))
        if not self.facts:
            yield say("explain.nothing", self.lang)
        for fact in self.facts:
            yield ""
            yield " · ".join([self._sentence(fact.claims[0]), *self._standing(fact)])
            for claim in fact.claims:
                yield f"    {_passage(claim, self.lang)}"
            for row in fact.contradicted_by:
                against = say("explain.contradicted", self.lang, fact=self._sentence(row))
                yield f"    {against} {_passage(row, self.lang)}"

    def _sentence(self, row: FactRow) -> str:
        subject, relation, target = ends(row, self.lang)
        return f"{_plain(subject)} — {self.relations.get(row['relation'], relation)} — {_plain(target)}"

    def _standing(self, fact: Explained) -> list[str]:
        first = fact.claims[0]
        return standing(first["relation"], fact.status, first["date"], self.lang)


def explain(store: ReadableStore, target: str, lang: str = "fr") -> Explanation:
    """Everything said of `target`: a fact (the IRI of an engagement or a claim), or an entity by IRI or name.

    Raises NotFoundError for what the graph does not know, QueryError for a name that several entities have.
    """
    node = resolve(store, target)
    about = [row["fact"] for row in select(store, _ABOUT.replace("#NODE#", iri(node)))]
    told = _explained(store, [str(fact) for fact in about], lang)
    relations = relation_labels(store, lang)
    if about == [node] or (len(about) == 1 and "/claim/" in node):
        return Explanation(node, local(node), None, (), tuple(told), relations, lang)
    names = Names(store, [node], lang=lang)
    about_it = (names.label(node), names.type(node), tuple(names.others(node)))
    return Explanation(node, *about_it, tuple(told), relations, lang)


def relation_labels(store: ReadableStore, lang: str = "fr") -> dict[str, str]:
    """How relations are called in a language: local name → label; those without a label there are left out."""
    rows = select(store, _LABELS.replace("#LANG#", literal(lang)))
    return {local(str(row["relation"])): str(row["label"]) for row in rows}


def _explained(store: ReadableStore, about: list[str], lang: str) -> list[Explained]:
    """Facts of the world with their claims, in the order of their first passages; a constant number of questions."""
    if not about:
        return []
    against: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _AGAINST.replace("#FACTS#", _listed(about))):
        pair = frozenset(local(str(row[name])).removeprefix("role-") for name in ("role", "against"))
        if len(pair) == 1 or pair in _EXCLUSIVE:
            against[str(row["fact"])].add(str(row["contrary"]))
    every = sorted({*about, *(other for others in against.values() for other in others)})
    claims: dict[str, list[FactRow]] = defaultdict(list)
    for row in facts(store, engagements=every, lang=lang):
        claims[row["id"]].append(row)
    current = {
        str(row["fact"]): local(str(row["status"])).removeprefix("status-")
        for row in select(store, _CURRENT.replace("#FACTS#", _listed(every)))
    }
    told = []
    for fact in sorted((fact for fact in about if claims[fact]), key=lambda fact: _place(claims[fact][0])):
        relation = str(claims[fact][0]["relation"])
        status = current.get(fact) or str(claims[fact][0]["status"])
        others = [claim for other in sorted(against[fact]) for claim in claims[other]]
        told.append(Explained(status, tuple(claims[fact]), tuple(c for c in others if _denies(c, relation, status))))
    return told


def _denies(claim: FactRow, relation: str, status: str) -> bool:
    """Whether a claim with the same ends speaks against a fact. A plan or a wish does not: what happens may differ."""
    if claim["relation"] != relation:
        return claim["status"] in _HOLDS and status in _HOLDS
    return (claim["status"] in _HOLDS and status in _FAILS) or (claim["status"] in _FAILS and status in _HOLDS)


def _place(row: FactRow) -> tuple[str, int, int, str]:
    return (row["document"], row["start"], row["end"], row["id"])


def _listed(addresses: Iterable[str]) -> str:
    return " ".join(map(iri, addresses))


def _passage(row: FactRow, lang: str) -> str:
    who = f" {say('facts.according_to', lang, who=_plain(row['speaker']['label']))}" if row["speaker"] else ""
    place = f"{_plain(row['document'])} {row['start']}–{row['end']}"
    status = say(f"status.{row['status']}", lang)
    return f"{place}{who} ({status}): « {_plain(row['quote'])} »"


def _plain(text: str) -> str:
    """On one line, without the control characters that drive a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


# Stances that nobody has at once towards one text.
_EXCLUSIVE = {
    frozenset(pair)
    for pair in (
        ("votesFor", "opposes"),
        ("votesFor", "abstainsOn"),
        ("abstainsOn", "opposes"),
        ("endorses", "opposes"),
    )
}
_HOLDS, _FAILS = frozenset({"realised", "ongoing"}), frozenset({"denied", "unfulfilled"})

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

# The fact itself, the fact of a claim, or the facts in which an entity has a part.
_ABOUT = (
    _PREFIXES
    + """SELECT DISTINCT ?fact WHERE {
  VALUES ?node { #NODE# }
  { ?node ent:role ?any . BIND(?node AS ?fact) }
  UNION { ?node ent:asserts ?fact }
  UNION { ?fact ent:agent ?node }
  UNION { ?fact ent:target ?node }
  UNION { ?claim ent:speaker ?node ; ent:asserts ?fact }
  UNION { ?post ent:postRepresents|ent:accreditedTo ?node . ?fact ent:target ?post }
} ORDER BY ?fact"""
)

_AGAINST = (
    _PREFIXES
    + """SELECT DISTINCT ?fact ?role ?contrary ?against WHERE {
  VALUES ?fact { #FACTS# }
  ?fact ent:agent ?agent ; ent:role ?role ; ent:target|ent:targetValue ?target .
  ?contrary ent:agent ?agent ; ent:role ?against ; ent:target|ent:targetValue ?target .
}"""
)

_CURRENT = _PREFIXES + "SELECT ?fact ?status WHERE { VALUES ?fact { #FACTS# } ?fact ent:currentStatus ?status }"

_LABELS = (
    _PREFIXES
    + """SELECT ?relation ?label WHERE {
  ?role org:roleProperty ?relation . ?relation skos:prefLabel ?label FILTER (LANG(?label) = #LANG#)
} ORDER BY ?relation ?label"""
)
