"""What narrows a fact: its ends, its time, who did so before, what is said in it, as lines of SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ask.pieces import values
from kg.ask.reading import Node, Pattern
from kg.query.terms import literal, typed

# Who opposes a text or abstains on it has not signed it either.
REFUSING = ("opposes", "abstainsOn")


def refusal(role: str, state: str) -> str:
    against = ", ".join(f"ent:role-{name}" for name in REFUSING)
    opposed = f"{role} IN ({against}) && {state} IN (ent:status-realised, ent:status-ongoing)"
    denied = f"{role} NOT IN ({against}) && {state} IN (ent:status-denied, ent:status-unfulfilled)"
    return f"FILTER (({opposed}) || ({denied}))"


def in_turn(pattern: Pattern, fact: str, near: str, far: str, roles: Iterable[str]) -> Iterator[str]:
    """Who did so before or after another: by the dates, else what is done comes before what goes on or is planned."""
    assert pattern.rival is not None
    yield values("rival", pattern.rival)
    yield f"VALUES ?rivalRole {{ {' '.join(f'ent:role-{name}' for name in roles)} }}"
    yield f"?rivalFact ent:agent ?rival ; ent:target ?{far} ; ent:role ?rivalRole ; ent:currentStatus ?rivalState ."
    yield f"FILTER (?{near} != ?rival)"
    yield f"OPTIONAL {{ {fact} ent:validFrom ?from }} OPTIONAL {{ ?rivalFact ent:validFrom ?rivalFrom }}"
    own, rival = ("?from", "?state"), ("?rivalFrom", "?rivalState")
    (start, state), (later, then) = (own, rival) if pattern.turn == "before" else (rival, own)
    dated = f"BOUND({start}) && BOUND({later})"
    told = f"{state} = ent:status-realised && {then} IN (ent:status-ongoing, ent:status-planned)"
    told += f" || {state} = ent:status-ongoing && {then} = ent:status-planned"
    yield f"FILTER (({dated} && {start} < {later}) || (!({dated}) && ({told})))"


def ends(pattern: Pattern, near: str, far: str) -> Iterator[str]:
    for variable, node in ((near, pattern.subject), (far, pattern.object)):
        if node is None or not variable:
            continue
        if node.names:
            yield values(variable, node)
        elif node.classes and not node.region:
            yield of_class(variable, node.classes)
        yield from regions(variable, node)
        for about, others in ((True, node.about), (False, node.linked)):
            for i, other in enumerate(others):
                yield from condition(variable, other, about, i)


def of_class(variable: str, classes: Iterable[str]) -> str:
    listed = " ".join(f"ent:{name}" for name in classes)
    return f"VALUES ?{variable}Class {{ {listed} }} ?{variable} a/rdfs:subClassOf* ?{variable}Class ."


def regions(variable: str, node: Node) -> Iterator[str]:
    for region in node.region:
        yield f"{values(f'{variable}Region', region)} ?{variable} ent:inRegion+ ?{variable}Region ."


def condition(variable: str, other: Node, about: bool, i: int) -> Iterator[str]:
    """A topic, or anything that a fact links the thing to."""
    name = f"{variable}{'Topic' if about else 'Link'}{i or ''}"
    yield values(name, other)
    ends = f"?{name}Fact ent:agent ?{variable} ; ent:target ?{name}"
    if about:
        yield f"FILTER EXISTS {{ {ends} ; ent:role ent:role-about }}"
    else:
        yield f"FILTER EXISTS {{ {{ {ends} }} UNION {{ ?{name}Fact ent:agent ?{name} ; ent:target ?{variable} }} }}"


def when(pattern: Pattern, fact: str, near: str, far: str) -> Iterator[str]:
    """The fact falls within the period or, where it has no date, the gathering or text at one of its ends does."""
    period = pattern.period
    if period is None:
        return
    if period.unsaid:
        yield f"FILTER NOT EXISTS {{ {fact} ent:validFrom {fact}From }}"
        return
    span = f"ent:validFrom {fact}From ; ent:validUntil {fact}Until"
    dated = " UNION ".join(
        f"{{ {fact}Dated ent:role ent:role-date ; ent:agent ?{end} ; {span} }}" for end in (far, near)
    )
    yield f"{{ {fact} {span} }} UNION {dated}"
    yield f"FILTER (!BOUND({fact}Dated) || NOT EXISTS {{ {fact} ent:validFrom {fact}Own }})"
    start, end = (typed(moment, "dateTime") if moment else "" for moment in (period.start, period.end))
    if start and end:  # what is only known by its year did not happen in July, for all that is known
        within = (f"({fact}{side} >= {start} && {fact}{side} <= {end})" for side in ("From", "Until"))
        yield f"FILTER ({' || '.join(within)})"
    elif start:
        yield f"FILTER ({fact}From >= {start})"
    elif end:
        yield f"FILTER ({fact}Until <= {end})"


def rest(pattern: Pattern, fact: str, near: str, far: str) -> Iterator[str]:
    if pattern.speaker:
        yield f"{values('speaker', pattern.speaker)} ?claim ent:asserts {fact} ; ent:speaker ?speaker ."
    if pattern.method:
        yield f"{fact} ent:adoptionMode ent:{pattern.method} ."
    if pattern.place:
        yield values("place", pattern.place)
        yield (
            "FILTER EXISTS { VALUES ?where { ent:role-heldIn ent:role-locatedIn } ?placed ent:role ?where ; "
            f"ent:target ?place ; ent:agent ?thing FILTER (?thing IN (?{near}, ?{far})) }}"
        )
    if pattern.least:
        yield f'BIND (CONCAT(" ", REPLACE(LCASE(STR(?{far})), "[^\\\\p{{L}}\\\\p{{N}}]+", " "), " ") AS ?said)'
    said = "?said" if pattern.least else f"LCASE(STR(?{far}))"
    held = [f"({' || '.join(f'CONTAINS({said}, {literal(word)})' for word in group)})" for group in pattern.words]
    if pattern.least:
        yield f"FILTER ({' + '.join(f'IF({one}, 1, 0)' for one in held)} >= {pattern.least})"
    else:
        yield from (f"FILTER {one}" for one in held)
