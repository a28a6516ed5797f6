"""Dates that a fact has from others: from the occasion it happened at, the text it made, the day the dispatch tells of."""

from __future__ import annotations

from datetime import date

from kg.extract.draft import Draft
from kg.extract.news import news_dates, of_today
from kg.extract.scene import Scene

# What happens at a dated occasion, what makes a dated text, what is done in voting on one.
_HAPPENING = frozenset({"heldIn", "hosts", "participatesIn", "chairs", "coChairs"})
_MAKING = frozenset({"signs", "adopts", "votesFor", "abstainsOn", "opposes", "endorses", "votes"})
_VOTING = frozenset({"votesFor", "abstainsOn", "opposes", "votes"})
_ACTS = frozenset({"signs", "adopts", "participatesIn", "endorses", "requests", "says"})
_LONGEST = 21  # days that a gathering lasts at most


def inherit_dates(drafts: list[Draft], scenes: list[Scene], today: str | None) -> list[Draft]:
    """Date the drafts that have no date of their own; the dates of texts that come of it are returned."""
    found = _dated_products(drafts)
    drafts = [*drafts, *found]
    _inherit_dates(drafts, today)
    found += news_dates(drafts, scenes, today)
    _stand_in_dates(drafts)
    _still_to_come(drafts, today)
    return found


def _dated_products(drafts: list[Draft]) -> list[Draft]:
    """A text that came out of a dated occasion bears its date, unless the article gives another."""
    dates = {id(d.subject): d for d in drafts if d.relation == "date"}
    found = []
    for d in drafts:
        if (
            d.relation == "producedBy"
            and id(d.object) in dates
            and id(d.subject) not in dates
            and d.status == "realised"
        ):
            when = dates[id(d.object)]
            found.append(
                Draft(
                    d.subject,
                    "date",
                    None,
                    when.value,
                    d.status,
                    d.trigger,
                    d.first,
                    max(d.last, when.last),
                    0.7,
                    "product#date",
                    date=when.value,
                )
            )
            d.date = d.date or when.value
    return found


def _still_to_come(drafts: list[Draft], today: str | None) -> None:
    """What a year later than the article's is given for cannot be done yet: « le Sommet de 2027 » told in the present is planned.

    Only years count: a month without one is read as the nearest, which may be the wrong side of the article.
    """
    for d in drafts:
        year = (d.date or "")[:4]
        if today and year.isdigit() and year > today[:4] and d.status in ("realised", "ongoing"):
            d.status = "planned"


def _inherit_dates(drafts: list[Draft], today: str | None) -> None:
    """An occasion's day is that of what is said to happen there; a text's, when it is the article's, that of who signed or voted."""
    days: dict[int, set[str]] = {}
    for d in drafts:
        if d.relation == "date":
            days.setdefault(id(d.subject), set()).add(d.value)
    made: dict[int, set[str]] = {}
    for d in drafts:
        if d.date and d.status == "realised" and d.relation in _MAKING and d.object is not None:
            made.setdefault(id(d.object), set()).add(d.date)
    signed = {id(d.object) for d in drafts if d.relation == "signs"}
    for d in drafts:
        if d.date is not None or d.status == "aspired":
            continue
        node = id(d.subject if d.relation in ("heldIn", "votes") else d.object)
        if d.relation in _HAPPENING:
            known = days.get(node, set())
        elif d.relation in _MAKING and d.status == "realised" and not (d.relation in _VOTING and node in signed):
            known = {v for v in days.get(node, set()) | made.get(node, set()) if of_today(v, today)}
        else:
            continue
        if d.relation in _HAPPENING and len(known) == 2:
            known = {span} if (span := _from_to(known)) else known
        if len(known) == 1:
            d.date = next(iter(known))


def _from_to(days: set[str]) -> str:
    """The interval of a gathering told by the day it opened and the day it closed; "" for days that are far apart."""
    first, last = sorted(days)
    try:
        near = (date.fromisoformat(last) - date.fromisoformat(first)).days <= _LONGEST
    except ValueError:  # a month, an interval already
        return ""
    return f"{first}/{last}" if near else ""


def _stand_in_dates(drafts: list[Draft]) -> None:
    """« Mme Jourová a paraphé le document au nom des Vingt-Sept »: she stood for them when she signed."""
    for d in drafts:
        if d.relation == "represents" and ".yaml" in d.rule and d.date is None:
            acts = {
                o.date
                for o in drafts
                if o.subject is d.subject and o.relation in _ACTS and o.clause is d.clause and o.date and o.clause
            }
            if len(acts) == 1:
                d.date = acts.pop()
