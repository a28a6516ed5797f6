"""A small world of our own in four dispatches: votes, signatures, promises kept and broken, claims that clash."""

from __future__ import annotations

from kg.ingest import ingest
from kg.model import Document, Entity, Evidence, Extras, Fact, Reading, Value, mint
from kg.store import Store

STATES = {name: Entity(mint("state", name), name, "State") for name in ("Arcadie", "Borduria", "Cocagne", "Dystopia")}
TEXTS = {
    name: Entity(mint(kind.lower(), name), name, kind)
    for name, kind in {
        "pacte des marées": "Agreement",
        "résolution sur les marées": "Resolution",
        "résolution sur les vents": "Resolution",
        "charte des phares": "Agreement",
    }.items()
}
LEAGUE = Entity(mint("forum", "Ligue des détroits"), "Ligue des détroits", "Coalition")
ASSEMBLY = Entity(mint("body", "Assemblée des mers"), "Assemblée des mers", "IntergovernmentalOrganization")
SUMMIT = Entity(mint("forumedition", "sommet des îles"), "sommet des îles", "ForumEdition")
EVERYTHING = {e.label: e for e in (*STATES.values(), *TEXTS.values(), LEAGUE, ASSEMBLY, SUMMIT)}

# (article's date, its facts: subject, relation, object, status, and maybe the passage)
DISPATCHES: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "2030-01",
        (
            ("Arcadie", "hosts", "sommet des îles", "planned"),
            ("Borduria", "signs", "charte des phares", "planned"),
            ("Cocagne", "joins", "Ligue des détroits", "aspired"),
            ("Arcadie", "memberOf", "Ligue des détroits", "ongoing", "Arcadie, seul État insulaire de la Ligue"),
        ),
    ),
    (
        "2030-03",
        (
            ("Assemblée des mers", "adopts", "résolution sur les marées", "realised"),
            ("résolution sur les marées", "votes", "12 voix pour, 2 contre, 3 abstentions", "realised"),
            ("Arcadie", "votesFor", "résolution sur les marées", "realised"),
            ("Borduria", "votesFor", "résolution sur les marées", "realised"),
            ("Cocagne", "opposes", "résolution sur les marées", "realised"),
            ("Dystopia", "abstainsOn", "résolution sur les marées", "realised"),
            ("Arcadie", "votesFor", "résolution sur les vents", "realised"),
            ("Borduria", "votesFor", "résolution sur les vents", "realised"),
            ("Cocagne", "votesFor", "résolution sur les vents", "realised"),
        ),
    ),
    (
        "2030-06",
        (
            ("Arcadie", "hosts", "sommet des îles", "realised"),
            ("Borduria", "signs", "charte des phares", "realised"),
            ("Arcadie", "signs", "charte des phares", "realised"),
            ("Arcadie", "ratifies", "charte des phares", "realised"),
            ("Arcadie", "partnersWith", "Borduria", "ongoing"),
            ("Cocagne", "partnersWith", "Borduria", "ongoing"),
            ("Dystopia", "memberOf", "Ligue des détroits", "ongoing"),
        ),
    ),
    (
        "2030-09",
        (
            ("Dystopia", "memberOf", "Ligue des détroits", "denied"),
            ("Dystopia", "votesFor", "résolution sur les marées", "realised"),
        ),
    ),
)


def fill(store: Store) -> Store:
    """Take the four dispatches into `store`."""
    readings = {reading.document.name: reading for reading in map(_reading, DISPATCHES)}
    ingest([reading.document for reading in readings.values()], store, read=lambda document: readings[document.name])
    return store


def _reading(dispatch: tuple[str, tuple[tuple[str, ...], ...]]) -> Reading:
    date, rows = dispatch
    passages = [row[4] if len(row) > 4 else f"{row[0]} : {row[1]} {row[2]}, {row[3]}." for row in rows]
    text, facts = "", []
    for row, passage in zip(rows, passages, strict=True):
        evidence = Evidence(len(text), len(text) + len(passage), passage)
        literal = row[1] == "votes"
        target: Entity | Value = Value(row[2], "tally") if literal else EVERYTHING[row[2]]
        facts.append(Fact(EVERYTHING[row[0]], row[1], target, evidence, row[3], extras=Extras(), rule="world"))
        text += passage + "\n"
    document = Document(text, name=f"dépêche {date}", date=date)
    return Reading(document, tuple(facts), ())
