"""Requests that would stop a careless endpoint, by name: each is to be refused, or stopped at the limit."""

from __future__ import annotations

_ANY = "?s{0} ?p{0} ?o{0} ."


def _cross(width: int) -> str:
    """Triple patterns that have nothing to do with each other."""
    return " ".join(_ANY.format(i) for i in range(width))


def _doubled(times: int) -> str:
    binds = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))
    return f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND ("0123456789abcdef" AS ?x0) {binds} }}'


def _nested(opening: str, closing: str, times: int, core: str = "") -> str:
    return opening * times + core + closing * times


QUERIES: dict[str, str] = {
    "nested groups": f"ASK {_nested('{', '}', 5000)}",
    "nested brackets": f"ASK {{ FILTER {_nested('(', ')', 5000, '1')} }}",
    "nested blank nodes": f"ASK {{ ?s ?p {_nested('[ <a:p> ', ']', 3000, '1')} }}",
    "nested lists": f"ASK {{ ?s ?p {_nested('( ', ')', 3000, '1')} }}",
    "nested selects": f"ASK {_nested('{ SELECT * ', '}', 400, '{}')}",
    "nested NOT EXISTS": f"ASK {_nested('{ ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS ', '}', 60, '{ ?z ?z 1 }')}",
    "not not not": f"ASK {{ FILTER ({'!' * 100_000} true) }}",
    "minus minus minus": f"ASK {{ FILTER ({'- ' * 100_000} 1 = 1) }}",
    "a long sum": f"ASK {{ FILTER ({' + '.join(['1'] * 200_000)} = 2) }}",
    "a long disjunction": f"ASK {{ FILTER ({' || '.join(['?x = 1'] * 100_000)}) }}",
    "a long union": f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * 30_000)} }}",
    "a long chain of OPTIONAL": f"SELECT * {{ ?s ?p ?o {'OPTIONAL { ?s ?q ?r . ?r ?t ?u } ' * 2000} }}",
    "a long path": f"ASK {{ ?s {'/'.join(['<a:p>'] * 400)} ?o }}",
    "a long path of prefixed names": f"PREFIX a: <a:> ASK {{ ?s {'/'.join(['a:p'] * 400)} ?o }}",
    "a long alternative": f"ASK {{ ?s ({'|'.join(['^a'] * 400)})* ?o }}",
    "every path": "SELECT (COUNT(*) AS ?n) { ?s (!<a:p>|!^<a:p>)* ?o . ?o (!<a:p>|!^<a:p>)* ?q }",
    "doubling text": _doubled(40),
    "doubling text by REPLACE": 'SELECT * { BIND (REPLACE("' + "a" * 500 + '", "a", "' + "b" * 1000 + '") AS ?x) '
    'BIND (REPLACE(?x, "b", "' + "c" * 1000 + '") AS ?y) BIND (REPLACE(?y, "c", "dd") AS ?z) }',
    "a cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {_cross(6)} }}",
    "a cross product, sorted": f"SELECT * {{ {_cross(5)} }} ORDER BY ?o4 ?s2 LIMIT 1",
    "a cross product, distinct": f"SELECT (COUNT(DISTINCT CONCAT(STR(?o0), STR(?o1))) AS ?n) {{ {_cross(3)} }}",
    "a cross product, concatenated": f"SELECT (GROUP_CONCAT(STR(?o0)) AS ?n) {{ {_cross(4)} }}",
    "a cross product, given": f"SELECT * {{ {_cross(4)} }}",
    "a cross product, constructed": f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} {{ {_cross(3)} }}",
    "a product of VALUES": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(8))
    + " }",
    "patterns that backtrack": f"SELECT (COUNT(*) AS ?n) {{ {_cross(2)} FILTER REGEX(CONCAT(STR(?o0), STR(?o1)), "
    '"^(([a-z])+.)+[A-Z]([a-z])+(a|aa)+(.*.*)*$", "i") }',
    "patterns that explode": 'ASK { FILTER REGEX("a", "((((a{1,50}){1,50}){1,50}){1,50}){1,50}") ?s ?p ?o . '
    + f"{_cross(5)} FILTER (?o0 = ?s4 && ?o1 = ?s3 && ?p0 = ?o4 && ?o2 = 'no such thing') }}",
    "another endpoint": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "another endpoint, silently": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "another endpoint, hidden": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "another endpoint, glued": "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICEe:a{ ?s ?p ?o } }",
    "a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "a file, named": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "a file, by a prefix": "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
    "an address to load": "LOAD <http://127.0.0.1:9/x.ttl>",
    "a file to load": "LOAD SILENT <file:///etc/passwd>",
    "an update": "DELETE WHERE { ?s ?p ?o }",
    "too long a text": f"ASK {{ VALUES ?x {{ {'1 ' * 600_000} }} }}",
}
