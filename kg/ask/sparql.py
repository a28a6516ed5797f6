"""A reading → SPARQL a person can read and change: one block a pattern, engagements named so that passages follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ask import paths
from kg.ask.pieces import label, labelled, values
from kg.ask.reading import STATES, Node, Pattern, Reading
from kg.lexicon import classes
from kg.query.terms import literal, typed
from kg.rdf import names as relations

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
# Who opposes a text or abstains on it has not signed it either.
_REFUSING = ("opposes", "abstainsOn")
_REFUSED = frozenset("signs ratifies adopts endorses votesFor joins sponsors coSponsors".split())
_LITERAL_ANSWERS = frozenset({"literal", "date", "method", "amount"})


def family(names: Iterable[str]) -> tuple[str, ...]:
    """Relations with those that are a kind of them: who co-chairs chairs."""
    wanted = set(names)
    return tuple(name for name, known in relations.relations().items() if name in wanted or known.broader & wanted)


def write(reading: Reading) -> str:
    """The query that answers: SELECT with `?answer` first and `?engagement` last, ASK, or a count."""
    if reading.negated:
        text = _without(reading)
    elif reading.form == "path":
        text = paths.path(reading)
    elif reading.form == "long path":
        text = paths.long_path(reading)
    elif reading.form == "bridge":
        return paths.bridge(reading)
    elif reading.form == "yes":
        text = f"ASK {{\n{_body(reading)}}}"
    elif reading.form == "count":
        text = _count(reading)
    elif reading.form in ("most", "least"):
        text = _extreme(reading)
    else:
        text = _rows(reading)
    used = [line for line in _PREFIXES.splitlines() if f"{line.split()[1]}" in text.replace("<", " ")]
    return "\n".join([*used, text])


def listing(reading: Reading) -> str:
    """The rows behind a yes, a count or an extreme: the facts themselves, for their passages."""
    return _PREFIXES + _rows(reading)


def _rows(reading: Reading) -> str:
    other = _other(reading)
    named = [*([] if reading.answer in _LITERAL_ANSWERS else ["answer"]), *([other] if other else [])]
    several = reading.answer == "other" or len(family(reading.first.relations)) > 1
    columns = ["?answer"] if reading.answer in _LITERAL_ANSWERS else [labelled("answer")]
    columns += [labelled(other)] if other else []
    columns += ['(STRAFTER(STR(?role), "role-") AS ?relation)'] if several and reading.answer != "relation" else []
    columns += ['(STRAFTER(STR(?state), "status-") AS ?status)', "?date", "?engagement"]
    groups = ["?answer", *([f"?{other}"] if other else []), *(["?role"] if several else [])]
    order, limit = ("", "")
    if reading.order:
        order, limit = ("DESC(MAX(?moment)) " if reading.order == "last" else "MIN(?moment) "), "\nLIMIT 1"
    by = "?answer" if reading.answer in _LITERAL_ANSWERS else "?answerLabel"
    return (
        f"SELECT {' '.join(columns)}\nWHERE {{\n{_body(reading)}"
        f"  OPTIONAL {{ ?engagement ent:dateValue ?date }}\n{''.join(label(name, reading.lang) for name in named)}}}\n"
        f"GROUP BY {' '.join(groups)} ?state ?date ?engagement\nORDER BY {order}{by} ?date ?engagement{limit}"
    )


def _other(reading: Reading) -> str:
    """The end worth showing beside the answer: one that may be several things."""
    pattern = reading.first
    if reading.answer == "other":
        return ""
    for name, node in (("object", pattern.object), ("subject", pattern.subject)):
        literal_end = name == "object" and pattern.relations and all(_is_literal(r) for r in pattern.relations)
        if name == reading.answer or literal_end or (name == "object" and reading.answer == "literal"):
            continue
        if node is None or len(node.names) != 1:
            return "far" if name == "object" else "near"
    return ""


def _is_literal(relation: str) -> bool:
    return relations.relation(relation).literal


def _count(reading: Reading) -> str:
    """How many: of actors those named or, if that is more, as many as the largest group told of (« 72 États »)."""
    node = reading.first.subject if reading.answer == "subject" else reading.first.object
    if reading.answer not in ("subject", "object") or (node and not classes.load().may_be(node.classes, "Actor")):
        return f"SELECT (COUNT(DISTINCT ?answer) AS ?count) WHERE {{\n{_body(reading)}}}"
    states = "  FILTER (?said > 0 || ?answerClass != ent:CountryGroup)\n" if node and node.classes == STATES else ""
    return (
        "SELECT (COALESCE(IF(MAX(?said) > COUNT(DISTINCT ?one), MAX(?said), COUNT(DISTINCT ?one)), 0) AS ?count)\n"
        f"WHERE {{\n{_body(reading)}  OPTIONAL {{ ?answer ent:memberCount ?members }}\n"
        "  BIND (COALESCE(?members, 0) AS ?said)\n"
        f"{states}  BIND (IF(?said > 0, ?none, ?answer) AS ?one)\n}}"
    )


def _extreme(reading: Reading) -> str:
    far = "?far" if reading.answer == "subject" else "?near"
    counted = f"SELECT ?answer (COUNT(DISTINCT {far}) AS ?number) WHERE {{\n{_body(reading)}  }} GROUP BY ?answer"
    extreme = "MAX" if reading.form == "most" else "MIN"
    return (
        f"SELECT {labelled('answer')} ?number\nWHERE {{\n"
        f"  {{ {counted} }}\n  {{ SELECT ({extreme}(?each) AS ?number) WHERE {{\n"
        f"    {{ {counted.replace('?number', '?each')} }} }} }}\n{label('answer', reading.lang)}}}\n"
        "GROUP BY ?answer ?number\nORDER BY ?answerLabel"
    )


def _without(reading: Reading) -> str:
    """Who has no such fact: of a region or a body, of those that the same articles name, else of all."""
    ends = (reading.first.subject, reading.first.object)
    node, other = ends if reading.answer == "subject" else ends[::-1]
    own = (node.classes if node else ()) or ("Actor",)
    lines = [_class("answer", own), *(_regions("answer", node) if node else ())]
    if node:
        lines += [line for i, whole in enumerate(node.linked) for line in _condition("answer", whole, False, i)]
    if other and other.names and not (node and (node.region or node.linked)):
        lines += [values("named", other), "?named ent:mentionedIn ?article ."]
    among = "".join(f"  {line}\n" for line in lines)
    return (
        f"SELECT {labelled('answer')}\nWHERE {{\n  ?answer ent:mentionedIn ?article .\n{among}"
        f"  FILTER NOT EXISTS {{\n{_body(reading)}  }}\n{label('answer', reading.lang)}}}\n"
        "GROUP BY ?answer\nORDER BY ?answerLabel"
    )


def _body(reading: Reading) -> str:
    lines: list[str] = []
    for i, pattern in enumerate(reading.patterns):
        own = list(_pattern(reading, i))
        lines += [f"FILTER NOT EXISTS {{ {' '.join(dict.fromkeys(own))} }}"] if pattern.absent else own
    return "".join(f"  {line}\n" for line in dict.fromkeys(lines))


def _variables(reading: Reading, i: int) -> tuple[str, str]:
    """The variables of both ends of a pattern. The end asked for is ?answer; an end as in the first is the same."""
    first, pattern, suffix = reading.first, reading.patterns[i], str(i + 1) if i else ""
    answer = "object" if reading.answer in ("object", "literal") else "subject"
    names = []
    for end, own, usual in (("subject", pattern.subject, "near"), ("object", pattern.object, "far")):
        asked = end == answer and (own is not None and own.gap)
        if asked or (not i and end == answer and reading.answer in ("subject", "object", "literal")):
            names.append("answer")
        else:
            names.append(usual if own == getattr(first, end) else usual + suffix)
    return names[0], names[1]


def _pattern(reading: Reading, i: int) -> Iterator[str]:
    pattern, suffix = reading.patterns[i], str(i + 1) if i else ""
    near, far = _variables(reading, i)
    fact, state, role = f"?engagement{suffix}", f"?state{suffix}", f"?role{suffix}"
    roles = family(pattern.relations)
    if pattern.refused and _REFUSED & set(pattern.relations):
        roles = (*roles, *_REFUSING)
    known = [relations.relation(name) for name in roles]
    yield from _ends(pattern, near, far if reading.answer != "other" else "")
    if roles:
        yield f"VALUES {role} {{ {' '.join(f'ent:role-{name}' for name in roles)} }}"
    yield from _join(reading, near, far, fact, known)
    yield f"{fact} ent:role {role} ; ent:currentStatus {state} ."
    if pattern.statuses:
        yield f"FILTER ({state} IN ({', '.join(f'ent:status-{name}' for name in pattern.statuses)}))"
    if pattern.refused:
        yield _refusal(role, state)
    if pattern.rival:
        yield from _in_turn(pattern, fact, near, far, roles)
    first = _variables(reading, 0)[0]
    if suffix and near not in ("near", first) and not pattern.absent:
        yield f"FILTER (?{near} != ?{first})"
    yield from _when(pattern, fact, near, far)
    if not i:
        yield from _answer(reading, fact, near, far)
        if reading.order:
            dated = far if reading.answer in ("date", "object") else near
            dated = "answer" if "answer" in (near, far) and reading.answer in ("subject", "object") else dated
            yield f"?moments ent:role ent:role-date ; ent:agent ?{dated} ; ent:validFrom ?moment ."
    yield from _rest(pattern, fact, near, far)


def _refusal(role: str, state: str) -> str:
    against = ", ".join(f"ent:role-{name}" for name in _REFUSING)
    opposed = f"{role} IN ({against}) && {state} IN (ent:status-realised, ent:status-ongoing)"
    denied = f"{role} NOT IN ({against}) && {state} IN (ent:status-denied, ent:status-unfulfilled)"
    return f"FILTER (({opposed}) || ({denied}))"


def _in_turn(pattern: Pattern, fact: str, near: str, far: str, roles: Iterable[str]) -> Iterator[str]:
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


def _join(reading: Reading, near: str, far: str, fact: str, known: list[relations.Relation]) -> Iterator[str]:
    """The fact and its two ends; of a symmetric relation, and of any relation at all, in either direction."""
    turned = f"{fact} ent:agent ?{far} ; ent:target ?{near}"
    if reading.answer == "other":
        forth = f"{{ {fact} ent:agent ?near ; ent:target ?answer }}"
        yield f"{forth} UNION {{ {fact} ent:target ?near ; ent:agent ?answer }}"
    elif not known or all(one.symmetric for one in known):
        yield f"{{ {fact} ent:agent ?{near} ; ent:target ?{far} }} UNION {{ {turned} }}"
    else:
        kinds = {one.literal for one in known}
        target = (
            "ent:target|ent:targetValue" if len(kinds) > 1 else "ent:targetValue" if True in kinds else "ent:target"
        )
        yield f"{fact} ent:agent ?{near} ; {target} ?{far} ."


def _ends(pattern: Pattern, near: str, far: str) -> Iterator[str]:
    for variable, node in ((near, pattern.subject), (far, pattern.object)):
        if node is None or not variable:
            continue
        if node.names:
            yield values(variable, node)
        elif node.classes and not node.region:
            yield _class(variable, node.classes)
        yield from _regions(variable, node)
        for about, others in ((True, node.about), (False, node.linked)):
            for i, other in enumerate(others):
                yield from _condition(variable, other, about, i)


def _class(variable: str, classes: Iterable[str]) -> str:
    listed = " ".join(f"ent:{name}" for name in classes)
    return f"VALUES ?{variable}Class {{ {listed} }} ?{variable} a/rdfs:subClassOf* ?{variable}Class ."


def _regions(variable: str, node: Node) -> Iterator[str]:
    for region in node.region:
        yield f"{values(f'{variable}Region', region)} ?{variable} ent:inRegion+ ?{variable}Region ."


def _condition(variable: str, other: Node, about: bool, i: int) -> Iterator[str]:
    """A topic, or anything that a fact links the thing to."""
    name = f"{variable}{'Topic' if about else 'Link'}{i or ''}"
    yield values(name, other)
    ends = f"?{name}Fact ent:agent ?{variable} ; ent:target ?{name}"
    if about:
        yield f"FILTER EXISTS {{ {ends} ; ent:role ent:role-about }}"
    else:
        yield f"FILTER EXISTS {{ {{ {ends} }} UNION {{ ?{name}Fact ent:agent ?{name} ; ent:target ?{variable} }} }}"


def _when(pattern: Pattern, fact: str, near: str, far: str) -> Iterator[str]:
    """The fact falls within the period, or the gathering or text at one of its ends does."""
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
    start, end = (typed(moment, "dateTime") if moment else "" for moment in (period.start, period.end))
    if start and end:  # what is only known by its year did not happen in July, for all that is known
        within = (f"({fact}{side} >= {start} && {fact}{side} <= {end})" for side in ("From", "Until"))
        yield f"FILTER ({' || '.join(within)})"
    elif start:
        yield f"FILTER ({fact}From >= {start})"
    elif end:
        yield f"FILTER ({fact}Until <= {end})"


def _answer(reading: Reading, fact: str, near: str, far: str) -> Iterator[str]:
    """What is asked for, where it is no end of the fact."""
    if reading.answer == "date":
        dated = " UNION ".join(
            f"{{ ?dated ent:role ent:role-date ; ent:agent ?{end} ; ent:targetValue ?answer }}" for end in (far, near)
        )
        alone = f"FILTER NOT EXISTS {{ {fact} ent:dateValue ?own }}"
        yield f"{{ {fact} ent:dateValue ?answer }} UNION {{ {dated} {alone} }}"
    if reading.answer == "method":
        name = f'?mode skos:prefLabel ?modeName FILTER (LANG(?modeName) = "{reading.lang[:2]}")'
        yield f"{fact} ent:adoptionMode ?mode . OPTIONAL {{ {name} }}"
        yield 'BIND (COALESCE(STR(?modeName), STRAFTER(STR(?mode), "#")) AS ?answer)'
    if reading.answer == "amount":
        own = f"{fact} ent:amountValue ?sum . OPTIONAL {{ {fact} ent:currency ?unit }} "
        own += 'BIND (CONCAT(STR(?sum), " ", COALESCE(?unit, "")) AS ?answer)'
        told = f"{fact} ent:target ?{far} . ?summed ent:agent ?{far} ; ent:role ent:role-amount ; "
        told += f"ent:targetValue ?answer . FILTER NOT EXISTS {{ {fact} ent:amountValue ?own }}"
        yield f"{{ {own} }} UNION {{ {told} }}"
    if reading.answer == "relation":
        yield "?role org:roleProperty ?answer ."
    if reading.answer == "of":
        yield f"?{far} ent:postRepresents|ent:accreditedTo ?answer ."
        kinds = reading.first.object.classes if reading.first.object else ()
        yield from [_class("answer", kinds)] if kinds else []
    if reading.answer == "speaker":
        yield f"?claim ent:asserts {fact} ; ent:speaker ?answer ."


def _rest(pattern: Pattern, fact: str, near: str, far: str) -> Iterator[str]:
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
    for group in pattern.words:
        found = " || ".join(f"CONTAINS(LCASE(STR(?{far})), {literal(word)})" for word in group)
        yield f"FILTER ({found})"
