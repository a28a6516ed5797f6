"""How two things are linked: the facts between them, or the things that facts of both name."""

from __future__ import annotations

from kg.ask.pieces import label, labelled, values
from kg.ask.reading import Reading
from kg.query import find, params
from kg.query.terms import iri


def path(reading: Reading) -> str:
    """The facts between two things, and the things that facts of both name."""
    one, two = reading.first.subject, reading.first.object
    assert one is not None and two is not None
    ends = f"  {values('one', one)}\n  {values('two', two)}\n"
    status = "FILTER (?state NOT IN (ent:status-denied, ent:status-unfulfilled))"
    said = "org:roleProperty/skos:prefLabel"
    direct = (
        "    { ?engagement ent:agent ?one ; ent:target ?two } UNION { ?engagement ent:agent ?two ; ent:target ?one }\n"
        f"    ?engagement ent:role ?role ; ent:currentStatus ?state . {status}\n"
        "    ?role org:roleProperty ?answer ."
    )
    through = (
        "    ?engagement ent:agent|ent:target ?one ; ent:agent|ent:target ?answer ; ent:currentStatus ?state .\n"
        "    ?second ent:agent|ent:target ?two ; ent:agent|ent:target ?answer ; ent:currentStatus ?otherState .\n"
        "    FILTER (?answer NOT IN (?one, ?two))\n"
        f"    {status} {status.replace('?state', '?otherState')}\n"
        f'    ?engagement ent:role/{said} ?first FILTER (LANG(?first) = "{reading.lang[:2]}")\n'
        f'    ?second ent:role/{said} ?then FILTER (LANG(?then) = "{reading.lang[:2]}")\n'
        '    BIND (CONCAT(?first, ", ", ?then) AS ?via)'
    )
    return (
        f"SELECT {labelled('answer')} ?via ?date ?engagement\n"
        f"WHERE {{\n{ends}  {{\n{direct}\n  }} UNION {{\n{through}\n  }}\n"
        f"  OPTIONAL {{ ?engagement ent:dateValue ?date }}\n{label('answer', reading.lang)}}}\n"
        "GROUP BY ?answer ?via ?date ?engagement\nORDER BY BOUND(?via) ?answerLabel ?via ?engagement"
    )


def long_path(reading: Reading) -> str:
    """Two things between two: ?answer beside the first, ?far beside the second."""
    one, two = reading.first.subject, reading.first.object
    assert one is not None and two is not None
    steps = (("engagement", "one", "answer"), ("second", "answer", "far"), ("third", "far", "two"))
    facts = "".join(
        f"  ?{fact} ent:agent|ent:target ?{a} ; ent:agent|ent:target ?{b} ; ent:currentStatus ?{fact}State .\n"
        f"  FILTER (?{fact}State NOT IN (ent:status-denied, ent:status-unfulfilled))\n"
        for fact, a, b in steps
    )
    apart = "  FILTER (?answer NOT IN (?one, ?two, ?far) && ?far NOT IN (?one, ?two))\n"
    return (
        f"SELECT {labelled('answer')} {labelled('far')} ?engagement\n"
        f"WHERE {{\n  {values('one', one)}\n  {values('two', two)}\n{facts}{apart}"
        f"{label('answer', reading.lang)}{label('far', reading.lang)}}}\n"
        "GROUP BY ?answer ?far ?engagement\nORDER BY ?answerLabel ?farLabel ?engagement\nLIMIT 50"
    )


def bridge(reading: Reading) -> str:
    """Who bridges two: the named question `bridges`, so that both ways of asking mean the same."""
    one, two = reading.first.subject, reading.first.object
    assert one is not None and two is not None
    ends = {"a": [iri(one.names[0].iri)], "b": [iri(two.names[0].iri)]}
    return params.write(find("bridges"), ends, reading.lang).replace("?actor", "?answer")


def bridging(reading: Reading, form: str = "ASK") -> str:
    """Whether one of those who bridge two is the one asked about; as SELECT, its row."""
    actor = reading.patterns[1].subject
    assert actor is not None
    prologue, select, body = bridge(reading).partition("\nSELECT ")
    named = ", ".join(iri(thing.iri) for thing in actor.names)
    return f"{prologue}\n{form} {{\n{{{select}{body}\n}}\nFILTER (?answer IN ({named}))\n}}"
