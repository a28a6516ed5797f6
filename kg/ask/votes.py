"""Votes: how many a tally says there were on a side, and whether two voted alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.ask import sparql
from kg.ask.pieces import values
from kg.ask.reading import DONE, Node, Pattern, Reading
from kg.extract.quantities import number
from kg.lexicon.words import fold
from kg.messages import say
from kg.query import run as query
from kg.query.run import Answer
from kg.query.terms import ReadableStore, literal, select

SIDES = ("votesFor", "opposes", "abstainsOn")
_PREFIX = "PREFIX ent: <https://w3id.org/entente/ontology#>\n"
_WORDS = {"pour": "votesFor", "favor": "votesFor", "faveur": "votesFor", "abst": "abstainsOn", "contre": "opposes"}
_NONE = ("zero",)
_BARE = re.compile(r"^\D*(\d+)\s*[-–/]\s*(\d+)\s*[-–/]\s*(\d+)\D*$")
_MOST_CHARACTERS = 200


def share(tally: str, side: str) -> int | None:
    """How many a tally counts on a side; None where it does not say.

    >>> [share("161 voix contre zéro et huit abstentions", side) for side in SIDES]
    [161, 0, 8]
    >>> [share("12 voix pour, trois abstentions", side) for side in SIDES]
    [12, None, 3]
    >>> [share(text, "votesFor") for text in ("165-2-6", "17 pour", "159 voix contre 2 et 5 abstentions")]
    [165, 17, 159]
    """
    if bare := _BARE.match(tally[:_MOST_CHARACTERS]):
        return int(bare[SIDES.index(side) + 1])
    counts = list(_counts(tally[:_MOST_CHARACTERS]))
    for place, (count, said) in enumerate(counts):
        after = counts[place + 1 :]
        if not place and said == "opposes" and after and not after[0][1]:  # « 161 voix contre zéro »
            counts[place], counts[place + 1] = (count, "votesFor"), (after[0][0], "opposes")
    return next((count for count, said in counts if said == side), None)


def _counts(tally: str) -> Iterator[tuple[int, str]]:
    """Each number with the side that the words after it name."""
    found: list[tuple[str, list[str]]] = []
    for word in re.findall(r"[\w-]+", fold(tally)):
        if word == "et" or (number(word) is None and word not in _NONE):
            if found:
                found[-1][1].append(word)
        elif found and not found[-1][1]:  # « cent vingt-trois »
            found[-1] = (f"{found[-1][0]} {word}", [])
        else:
            found.append((word, []))
    for text, after in found:
        starts = (side for word in after for start, side in _WORDS.items() if word.startswith(start))
        yield number(text) or 0, next(starts, "")


def counted(store: ReadableStore, reading: Reading, answer: Answer) -> tuple[Answer, str] | None:
    """How many voted so by the tally of the text, and the tally; None where those named are as many."""
    first = reading.first
    side = next((name for name in SIDES if name in first.relations), "")
    if (
        reading.form != "count"
        or not side
        or first.object is None
        or not first.object.names
        or len(reading.patterns) > 1
    ):
        return None
    fact = f"{values('text', first.object)} ?engagement ent:agent ?text ; ent:role ent:role-votes ; "
    fact += "ent:targetValue ?tally ."
    tallies = {str(row["tally"]) for row in select(store, f"{_PREFIX}SELECT DISTINCT ?tally WHERE {{ {fact} }}")}
    known = {tally: said for tally in sorted(tallies) if (said := share(tally, side)) is not None}
    named = int(str(answer.rows[0].get("count") or 0)) if answer.rows else 0
    most = max(known, key=lambda tally: known[tally], default="")
    if not known or known[most] < named or (named and known[most] == named):
        return None
    rows = f"VALUES (?said ?count) {{ ({literal(most)} {known[most]}) }}"
    text = f"{_PREFIX}SELECT ?count ?engagement WHERE {{\n  {fact}\n  {rows}\n  FILTER (STR(?tally) = ?said)\n}}"
    return query.sparql(store, text, reading.lang), most


def alike(question: str, lang: str, text: Node, voters: list[Node]) -> Reading:
    """Whether two voted alike on a text; of one, who voted as it did."""
    gap = Node((), ("State",), gap=True)
    first, other = voters if len(voters) == 2 else (gap, voters[0])
    patterns = (Pattern(SIDES, first, text, DONE), Pattern(SIDES, other, text, DONE, alike=True))
    return Reading(question, lang, patterns, "yes" if len(voters) == 2 else "rows", "subject")


def unsaid(store: ReadableStore, reading: Reading) -> Iterator[str]:
    """Of whom no article says how they voted, where that is compared."""
    if not any(pattern.alike for pattern in reading.patterns):
        return
    for pattern in reading.patterns:
        if pattern.subject is None or not pattern.subject.names:
            continue
        alone = replace(reading, form="yes", patterns=(replace(pattern, alike=False),))
        if not query.sparql(store, sparql.write(alone), reading.lang):
            yield say("ask.vote_unsaid", name=pattern.subject.names[0].called(reading.lang))
