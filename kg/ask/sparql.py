"""A reading → SPARQL a person can read and change: one block a pattern, engagements named so that passages follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ask import conditions, paths
from kg.ask.pieces import label, labelled, values
from kg.ask.reading import STATES, Node, Reading
from kg.lexicon import classes
from kg.rdf import names as relations

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_REFUSED = frozenset("signs ratifies adopts endorses votesFor joins sponsors coSponsors".split())
_HOW_MANY = "IF(MAX(?said) > COUNT(DISTINCT ?one), MAX(?said), COUNT(DISTINCT ?one))"
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
    elif reading.form == "bridging":
        return paths.bridging(reading)
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
    if reading.form == "bridging":
        return paths.bridging(reading, "SELECT * WHERE")
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
    return f"SELECT (COALESCE({_HOW_MANY}, 0) AS ?count)\nWHERE {{\n{_body(reading)}{_sizes('answer', node)}}}"


def _sizes(variable: str, node: Node | None) -> str:
    """Those named, as ?one; how many a group is said to be, as ?said."""
    states = (
        f"  FILTER (?said > 0 || ?{variable}Class != ent:CountryGroup)\n" if node and node.classes == STATES else ""
    )
    return (
        f"  OPTIONAL {{ ?{variable} ent:memberCount ?members }}\n  BIND (COALESCE(?members, 0) AS ?said)\n"
        f"{states}  BIND (IF(?said > 0, ?none, ?{variable}) AS ?one)\n"
    )


def _extreme(reading: Reading) -> str:
    far, node = ("far", reading.first.object) if reading.answer == "subject" else ("near", reading.first.subject)
    actors = node is not None and classes.load().may_be(node.classes, "Actor")
    number, sizes = (_HOW_MANY, _sizes(far, node)) if actors else (f"COUNT(DISTINCT ?{far})", "")
    if reading.form == "least" and actors and reading.first.relations == ("memberOf",):
        sizes += "  FILTER (?said > 0)\n"  # of « ses États membres » nobody knows how many they are
    counted = f"SELECT ?answer ({number} AS ?number) WHERE {{\n{_body(reading)}{sizes}  }} GROUP BY ?answer"
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
    lines = [conditions.of_class("answer", own), *(conditions.regions("answer", node) if node else ())]
    if node:
        lines += [
            line for i, whole in enumerate(node.linked) for line in conditions.condition("answer", whole, False, i)
        ]
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
            names.append(usual if own == getattr(first, end) else _crossed(reading, i, end) or usual + suffix)
    return names[0], names[1]


def _crossed(reading: Reading, i: int, end: str) -> str:
    """The variable of the other end of the first pattern, where that is the same thing: « sur quoi porte le texte
    adopté par … »."""
    own, other = getattr(reading.patterns[i], end), "object" if end == "subject" else "subject"
    if not i or own is None or own.gap or own != getattr(reading.first, other):
        return ""
    return _variables(reading, 0)[other == "object"]


def _pattern(reading: Reading, i: int) -> Iterator[str]:
    pattern, suffix = reading.patterns[i], str(i + 1) if i else ""
    near, far = _variables(reading, i)
    fact, state, role = f"?engagement{suffix}", f"?state{suffix}", "?role" if pattern.alike else f"?role{suffix}"
    roles = pattern.relations if pattern.own else family(pattern.relations)
    if pattern.refused and _REFUSED & set(pattern.relations):
        roles = (*roles, *conditions.REFUSING)
    known = [relations.relation(name) for name in roles]
    yield from conditions.ends(pattern, near, far if reading.answer != "other" else "")
    if roles:
        yield f"VALUES {role} {{ {' '.join(f'ent:role-{name}' for name in roles)} }}"
    yield from _join(reading, near, far, fact, known)
    yield f"{fact} ent:role {role} ; ent:currentStatus {state} ."
    if pattern.statuses:
        yield f"FILTER ({state} IN ({', '.join(f'ent:status-{name}' for name in pattern.statuses)}))"
    if pattern.refused:
        yield conditions.refusal(role, state)
    if pattern.rival:
        yield from conditions.in_turn(pattern, fact, near, far, roles)
    first = _variables(reading, 0)[0]
    if pattern.together:
        for claim, told in (("?told", "?engagement"), (f"?told{suffix}", fact)):
            yield f"{claim} ent:asserts {told} ; ent:inArticle ?article ."
    if suffix and near not in ("near", first) and not pattern.absent:
        yield f"FILTER (?{near} != ?{first})"
    yield from conditions.when(pattern, fact, near, far)
    if not i:
        yield from _answer(reading, fact, near, far)
        if reading.order:
            dated = _dated(reading, near, far)
            yield f"?moments ent:role ent:role-date ; ent:agent ?{dated} ; ent:validFrom ?moment ."
    yield from conditions.rest(pattern, fact, near, far)


def _dated(reading: Reading, near: str, far: str) -> str:
    """Which end has the date that puts the rows in order: a gathering that is named, else what is asked for."""
    ends = ((near, reading.first.subject), (far, reading.first.object))
    held = [end for end, node in ends if node and node.names and any(t.is_a({"Occasion"}) for t in node.names)]
    if held and reading.answer in ("subject", "object"):
        return held[0]
    if "answer" in (near, far) and reading.answer in ("subject", "object"):
        return "answer"
    return far if reading.answer in ("date", "object") else near


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
        yield from [conditions.of_class("answer", kinds)] if kinds else []
    if reading.answer == "topic":
        yield f"?topical ent:role ent:role-about ; ent:agent ?{far} ; ent:target ?answer ."
    if reading.answer == "speaker":
        yield f"?claim ent:asserts {fact} ; ent:speaker ?answer ."
