"""What the forty questions are asked with: in each graph, what is most often named in the place that is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query import questions
from kg.query.params import bind
from kg.query.terms import ReadableStore, select
from kg.rdf.iris import ENT

# question → parameter → « end relation [class] »: the thing most often at that end of facts of the relation;
# « =value »: as it stands.
ASKED: dict[str, dict[str, str]] = {
    "roles": {"actor": "agent participatesIn"},
    "representatives": {"of": "postRepresents"},
    "posts": {"person": "agent holdsPosition"},
    "states-on-topic": {"topic": "target about"},
    "requests": {"requester": "agent requests"},
    "distinctions": {"actor": "agent signs State"},
    "chairs": {"forum": "target chairs"},
    "co-chairs": {"actor": "agent coChairs"},
    "editions": {"series": "target editionOf"},
    "parts": {"whole": "target partOf"},
    "outcomes": {"forum": "target producedBy"},
    "aspiring-hosts": {"host": "agent hosts"},
    "sponsors": {"text": "target sponsors"},
    "adoptions": {"text": "target adopts"},
    "tallies": {"text": "agent votes"},
    "dissent": {"text": "target opposes"},
    "pending-texts": {"actor": "agent sponsors"},
    "lineage": {"text": "agent follows"},
    "drafting": {"drafter": "agent drafts"},
    "partners": {"actor": "agent partnersWith"},
    "unratified": {"actor": "agent signs"},
    "joiners": {"initiative": "target joins"},
    "common-partners": {"a": "agent coChairs", "b": "agent partnersWith"},
    "strategy-funds": {"fund": "agent amount"},
    "beneficiaries": {"source": "agent assists"},
    "by-status": {"status": "=planned", "actor": "agent participatesIn"},
    "promises-kept": {"actor": "agent participatesIn"},
    "overdue": {"date": "=2026-01-01", "actor": "agent participatesIn"},
    "chair-on-date": {"forum": "target chairs", "date": "=2025"},
    "timeline": {"period": "=2025-07"},
    "status-history": {"actor": "agent participatesIn"},
    "who-asserts": {"actor": "agent participatesIn"},
    "passages": {"from": "agent participatesIn", "to": "target participatesIn"},
    "single-source": {"actor": "agent participatesIn"},
    "conflicts": {"actor": "agent participatesIn"},
    "extraction": {"actor": "agent participatesIn"},
    "bridges": {"a": "agent signs State", "b": "agent partnersWith"},
    "links": {"a": "agent signs State", "b": "agent partnersWith"},
    "shared-forums": {"actor": "agent participatesIn"},
    "vote-alike": {"actor": "agent votesFor"},
}


@dataclass(frozen=True)
class Asked:
    """A question with its values (IRIs, dates), and the SPARQL it becomes."""

    name: str
    values: dict[str, str]
    sparql: str


def asked(store: ReadableStore) -> list[Asked]:
    """Every question of the catalogue, in the order of their numbers. Raises KeyError for one that ASKED lacks."""
    found = []
    for name, question in questions().items():
        values = {parameter: _value(store, place) for parameter, place in ASKED[name].items()}
        found.append(Asked(name, values, bind(question, values, store)))
    return found


def _value(store: ReadableStore, place: str) -> str:
    if place.startswith("="):
        return place[1:]
    end, *more = place.split()
    role = f"; <{ENT}role> <{ENT}role-{more[0]}>" if more else ""
    kind = f"?x a <{ENT}{more[1]}> ." if len(more) > 1 else ""
    query = f"SELECT ?x (COUNT(*) AS ?n) {{ ?fact <{ENT}{end}> ?x {role} . {kind} }} GROUP BY ?x ORDER BY DESC(?n) ?x"
    return str(select(store, f"{query} LIMIT 1")[0]["x"])
