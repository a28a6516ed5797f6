"""A reading → SPARQL a person can read and change: one block a pattern, engagements named so that passages follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ask.reading import Node, Pattern, Reading
from kg.query.terms import iri, literal, typed
from kg.rdf import names as relations

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def family(names: Iterable[str]) -> tuple[str, ...]:
    """Relations with those that are a kind of them: who co-chairs chairs."""
    wanted = set(names)
    return tuple(name for name, known in relations.relations().items() if name in wanted or known.broader & wanted)


def write(reading: Reading) -> str:
    """The query that answers: SELECT with `?answer` first and `?engagement` last, ASK, or a count."""
    if reading.negated:
        return _PREFIXES + _without(reading)
    if reading.form == "yes":
        return _PREFIXES + "ASK {\n" + _body(reading) + "}"
    if reading.form == "count":
        return _PREFIXES + "SELECT (COUNT(DISTINCT ?answer) AS ?count) WHERE {\n" + _body(reading) + "}"
    if reading.form in ("most", "least"):
        return _PREFIXES + _extreme(reading)
    return _PREFIXES + _rows(reading)


def listing(reading: Reading) -> str:
    """The rows behind a yes, a count or an extreme: the facts themselves, for their passages."""
    return _PREFIXES + _rows(reading)


def _rows(reading: Reading) -> str:
    literals = _literal_answer(reading)
    other = _other(reading)
    columns = ["?answer" if literals else _labelled("answer")]
    if other:
        columns.append(_labelled(other))
    several = len(family(reading.first.relations)) != 1 or len(reading.patterns) > 1
    if several and reading.answer != "relation":
        columns.append('(STRAFTER(STR(?role), "role-") AS ?relation)')
    columns += ['(STRAFTER(STR(?state), "status-") AS ?status)', "?date", "?engagement"]
    names = [] if literals else ["answer"]
    names += [other] if other else []
    labels = "".join(_label_of(name) for name in names)
    extra = "  OPTIONAL { ?engagement ent:dateValue ?date }\n"
    groups = ["?answer", *([f"?{other}"] if other else []), *(["?role"] if several else [])]
    groups += ["?state", "?date", "?engagement"]
    ordering = "?date" if reading.order == "first" else "DESC(?date)" if reading.order == "last" else ""
    sort = f"{ordering} {'?answer' if literals else '?answerLabel'} ?date ?engagement".strip()
    return (
        f"SELECT {' '.join(columns)}\nWHERE {{\n{_body(reading)}{extra}{labels}}}\n"
        f"GROUP BY {' '.join(groups)}\nORDER BY {sort}"
    )


def _labelled(name: str) -> str:
    return f"?{name} (MIN(STR(?{name}Name)) AS ?{name}Label)"


def _label_of(name: str) -> str:
    return (
        f'  OPTIONAL {{ ?{name} skos:prefLabel ?{name}Name FILTER (LANG(?{name}Name) = "fr") }}\n'
        f"  OPTIONAL {{ ?{name} skos:prefLabel ?{name}Name }}\n"
    )


def _literal_answer(reading: Reading) -> bool:
    return reading.answer in ("date", "literal", "method", "relation")


def _other(reading: Reading) -> str:
    """The end worth showing beside the answer: one that may be several things."""
    pattern = reading.first
    if reading.answer == "other":
        return ""
    for name, node in (("object", pattern.object), ("subject", pattern.subject)):
        literal_end = name == "object" and pattern.relations and all(_is_literal(r) for r in pattern.relations)
        if name == reading.answer or literal_end:
            continue
        if node is None or len(node.names) != 1:
            return "far" if name == "object" else "near"
    return ""


def _is_literal(relation: str) -> bool:
    return relations.relation(relation).literal


def _extreme(reading: Reading) -> str:
    body = _body(reading)
    far = "?far" if reading.answer == "subject" else "?near"
    counted = f"SELECT ?answer (COUNT(DISTINCT {far}) AS ?number) WHERE {{\n{body}  }} GROUP BY ?answer"
    extreme = "MAX" if reading.form == "most" else "MIN"
    return (
        f"SELECT {_labelled('answer')} ?number\nWHERE {{\n"
        f"  {{ {counted} }}\n  {{ SELECT ({extreme}(?each) AS ?number) WHERE {{\n"
        f"    {{ {counted.replace('?number', '?each')} }} }} }}\n{_label_of('answer')}}}\n"
        "GROUP BY ?answer ?number\nORDER BY ?answerLabel"
    )


def _without(reading: Reading) -> str:
    """Who has no such fact, among those that an article speaks of."""
    node = reading.first.subject if reading.answer == "subject" else reading.first.object
    classes = node.classes if node and node.classes else ("Actor",)
    lines = [f"  ?answer ent:mentionedIn ?article .\n{_class('answer', classes)}"]
    if node:
        lines += list(_regions("answer", node))
    return (
        f"SELECT {_labelled('answer')}\nWHERE {{\n{''.join(lines)}"
        f"  FILTER NOT EXISTS {{\n{_body(reading)}  }}\n{_label_of('answer')}}}\n"
        "GROUP BY ?answer\nORDER BY ?answerLabel"
    )


def _body(reading: Reading) -> str:
    lines: list[str] = []
    for i, pattern in enumerate(reading.patterns):
        lines += _pattern(pattern, reading, "" if i == 0 else str(i + 1))
    return "".join(f"  {line}\n" for line in lines)


def _variables(reading: Reading, suffix: str) -> tuple[str, str]:
    """The variables of both ends of a pattern; the end asked for is ?answer in every pattern."""
    subject = "answer" if reading.answer == "subject" else f"near{suffix}"
    object_ = "answer" if reading.answer in ("object", "literal") else f"far{suffix}"
    return subject, object_


def _pattern(pattern: Pattern, reading: Reading, suffix: str) -> Iterator[str]:
    near, far = _variables(reading, suffix)
    fact, state, role = f"?engagement{suffix}", f"?state{suffix}", f"?role{suffix}"
    roles = family(pattern.relations)
    yield from _ends(pattern, near, far)
    if roles:
        yield f"VALUES {role} {{ {' '.join(f'ent:role-{name}' for name in roles)} }}"
    named = [relations.relation(name) for name in roles]
    target = "ent:targetValue" if named and all(known.literal for known in named) else "ent:target"
    if reading.answer == "other":
        forth = f"{{ {fact} ent:agent ?near ; ent:target|ent:targetValue ?answer }}"
        yield f"{forth} UNION {{ {fact} ent:target ?near ; ent:agent ?answer }}"
        yield f"{fact} ent:role {role} ; ent:currentStatus {state} ."
    elif named and all(known.symmetric for known in named):
        yield f"{fact} ent:role {role} ; ent:currentStatus {state} ."
        forth = f"{{ {fact} ent:agent ?{near} ; ent:target ?{far} }}"
        yield f"{forth} UNION {{ {fact} ent:agent ?{far} ; ent:target ?{near} }}"
    else:
        yield f"{fact} ent:role {role} ; ent:agent ?{near} ; {target} ?{far} ; ent:currentStatus {state} ."
    if pattern.statuses:
        yield f"FILTER ({state} IN ({', '.join(f'ent:status-{name}' for name in pattern.statuses)}))"
    yield from _when(pattern, fact, near, far)
    yield from _rest(pattern, reading, fact, near, far)


def _ends(pattern: Pattern, near: str, far: str) -> Iterator[str]:
    for variable, node in ((near, pattern.subject), (far, pattern.object)):
        if node is None:
            continue
        if node.names:
            yield f"VALUES ?{variable} {{ {' '.join(iri(thing.iri) for thing in node.names)} }}"
        elif node.classes:
            yield _class(variable, node.classes).strip()
        yield from _regions(variable, node)
        for i, topic in enumerate(node.about):
            yield from _about(variable, topic, f"{variable}Topic{i or ''}")
        for i, link in enumerate(node.linked):
            name = f"{variable}Link{i or ''}"
            yield f"VALUES ?{name} {{ {' '.join(iri(t.iri) for t in link.names)} }}"
            yield (
                f"FILTER EXISTS {{ ?{name}Fact ent:agent|ent:target ?{variable} ; ent:agent|ent:target ?{name} "
                f"FILTER (?{name} != ?{variable}) }}"
            )


def _class(variable: str, classes: Iterable[str]) -> str:
    listed = ", ".join(f"ent:{name}" for name in classes)
    return f"  ?{variable} a/rdfs:subClassOf* ?{variable}Kind FILTER (?{variable}Kind IN ({listed}))\n"


def _regions(variable: str, node: Node) -> Iterator[str]:
    for region in node.region:
        listed = " ".join(iri(thing.iri) for thing in region.names)
        yield f"VALUES ?{variable}Region {{ {listed} }} ?{variable} ent:inRegion|ent:locatedIn ?{variable}Region ."


def _about(variable: str, topic: Node, name: str) -> Iterator[str]:
    if topic.names:
        yield f"VALUES ?{name} {{ {' '.join(iri(t.iri) for t in topic.names)} }}"
        yield f"FILTER EXISTS {{ ?{name}Fact ent:role ent:role-about ; ent:agent ?{variable} ; ent:target ?{name} }}"


def _when(pattern: Pattern, fact: str, near: str, far: str) -> Iterator[str]:
    period = pattern.period
    if period is None:
        return
    from_, until = f"{fact}From", f"{fact}Until"
    span = f"ent:validFrom {from_} ; ent:validUntil {until}"
    dated = " UNION ".join(
        f"{{ {fact}Dated ent:role ent:role-date ; ent:agent ?{end} ; {span} }}" for end in (far, near)
    )
    yield f"{{ {fact} {span} }} UNION {dated}"
    if period.end:
        yield f"FILTER ({from_} <= {typed(period.end, 'dateTime')})"
    if period.start:
        yield f"FILTER ({until} >= {typed(period.start, 'dateTime')})"


def _rest(pattern: Pattern, reading: Reading, fact: str, near: str, far: str) -> Iterator[str]:
    if reading.answer == "date":
        yield (
            f"{{ {fact} ent:dateValue ?answer }} UNION "
            f"{{ ?dated ent:role ent:role-date ; ent:agent ?{far} ; ent:targetValue ?answer }} UNION "
            f"{{ ?dated ent:role ent:role-date ; ent:agent ?{near} ; ent:targetValue ?answer }}"
        )
    if reading.answer == "method":
        yield f'{fact} ent:adoptionMode ?mode . BIND (STRAFTER(STR(?mode), "#") AS ?answer)'
    if reading.answer == "relation":
        yield 'BIND (STRAFTER(STR(?role), "role-") AS ?answer)'
    if reading.answer == "place":
        yield f"?placed ent:role ent:role-heldIn, ?in ; ent:agent ?{far} ; ent:target ?answer ."
    if reading.answer == "speaker":
        yield f"?claim ent:asserts {fact} ; ent:speaker ?answer ."
    if pattern.speaker:
        listed = " ".join(iri(thing.iri) for thing in pattern.speaker.names)
        yield f"VALUES ?speaker {{ {listed} }} ?claim ent:asserts {fact} ; ent:speaker ?speaker ."
    if pattern.method:
        yield f"{fact} ent:adoptionMode ent:{pattern.method} ."
    if pattern.place:
        listed = " ".join(iri(thing.iri) for thing in pattern.place.names)
        yield (
            f"VALUES ?place {{ {listed} }} FILTER EXISTS {{ VALUES ?where {{ ent:role-heldIn ent:role-locatedIn }} "
            f"?placed ent:role ?where ; ent:target ?place ; ent:agent ?thing FILTER (?thing IN (?{near}, ?{far})) }}"
        )
    for word in pattern.words:
        yield f"FILTER (CONTAINS(LCASE(STR(?{far})), {literal(word)}))"
