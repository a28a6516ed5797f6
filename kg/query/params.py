"""Values into questions, as serialised RDF terms at the marked lines and never by pasting text.

A line `# bind: actor` becomes `VALUES ?actor { <…> }` when the parameter has a value and stays otherwise,
so an open parameter is an unbound variable. The text that results runs alike on every SPARQL 1.1 endpoint.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from kg.errors import NotFoundError, QueryError
from kg.messages import language, say
from kg.model import STATUSES
from kg.query import labels
from kg.query.catalog import MARKER, Parameter, Question, suggest
from kg.query.terms import ReadableStore, iri, literal, local, select, typed
from kg.rdf.iris import ENT

STATUS_LABELS: Mapping[str, tuple[str, str]] = {
    "realised": ("réalisé", "realised"),
    "ongoing": ("en cours", "ongoing"),
    "planned": ("prévu", "planned"),
    "aspired": ("souhaité", "aspired"),
    "hypothetical": ("hypothétique", "hypothetical"),
    "denied": ("démenti", "denied"),
    "unfulfilled": ("non tenu", "unfulfilled"),
}
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def bind(question: Question, values: Mapping[str, object], store: ReadableStore, lang: str = "fr") -> str:
    """The question's SPARQL with the values in. `store` is asked for the entities that labels stand for.

    Raises QueryError for an unknown or missing parameter or a value of the wrong kind, NotFoundError for a
    label that stands for nothing.
    """
    # Python's own words end in an underscore where they are parameters: with_, from_, for_
    given = {name.removesuffix("_"): value for name, value in values.items() if value is not None}
    for name in given:
        question.parameter(name)
    found: dict[str, list[str]] = {}
    for parameter in question.parameters:
        wanted = given.get(parameter.name, parameter.default)
        if wanted is None and parameter.required:
            told = {"parameter": parameter.name, "label": parameter.label.text(language())}
            raise QueryError(say("names.needed", question=question.name, example=question.example, **told))
        if wanted is not None:
            found[parameter.name] = terms(parameter, str(wanted), store)
    return write(question, found, lang)


def write(question: Question, found: Mapping[str, list[str]], lang: str = "fr") -> str:
    """The question's SPARQL; `found`: parameter → its SPARQL terms, one for each of its variables."""
    tag = literal("fr" if lang.startswith("fr") else "en")

    def line(match: re.Match[str]) -> str:
        if match["name"] == "lang":
            return match[0].replace('"fr"', tag)
        if match["name"] not in found:
            return match[0]
        variables, values = question.parameter(match["name"]).variables, found[match["name"]]
        if named := match["variables"].replace("?", "").split():
            variables, values = tuple(named), values[:1] * len(named)
        return match["indent"] + _values(variables, values)

    return "".join(piece if isinstance(piece, str) else line(piece) for piece in _pieces(question.sparql))


@cache
def _pieces(sparql: str) -> tuple[str | re.Match[str], ...]:
    """The text cut at its marked lines."""
    pieces: list[str | re.Match[str]] = []
    end = 0
    for match in MARKER.finditer(sparql):
        pieces += [sparql[end : match.start()], match]
        end = match.end()
    return (*pieces, sparql[end:])


def terms(parameter: Parameter, text: str, store: ReadableStore) -> list[str]:
    """The SPARQL terms of a value, one for each of the parameter's variables. Raises as `bind` does."""
    match parameter.type:
        case "date":
            return [typed(moment, "dateTime") for moment in period(text)]
        case "entity":
            term = iri(labels.resolve(store, text, parameter.classes))
        case "status":
            term = iri(f"{ENT}status-{status(text)}")
        case "relation":
            term = iri(_role(store, text))
        case "integer":
            term = typed(str(_integer(parameter.name, text)), "integer")
        case _:
            term = literal(text)
    return [term] * len(parameter.variables)


def period(text: str) -> tuple[str, str]:
    """First and last second (UTC) of `2025`, `2025-07`, `2025-07-02`, `2025-07-01/2025-07-02` or `today`.

    >>> period("2025-02")
    ('2025-02-01T00:00:00Z', '2025-02-28T23:59:59Z')
    """
    text = text.strip()
    if labels.fold(text) in ("today", "aujourd hui"):
        text = date.today().isoformat()
    first, _, last = text.partition("/")
    start, end = _days(first, text)[0], _days(last or first, text)[1]
    if end < start:
        raise QueryError(f"the interval {text} ends before it starts; write the earlier date first")
    return f"{start.isoformat()}T00:00:00Z", f"{end.isoformat()}T23:59:59Z"


def status(text: str) -> str:
    """The status code of `planned`, « prévu », « en cours »… Raises QueryError listing the seven."""
    names = {labels.fold(name): code for code, pair in STATUS_LABELS.items() for name in (code, *pair)}
    wanted = labels.fold(text)
    for name in (wanted, wanted.removesuffix("s"), wanted.removesuffix("e"), wanted.removesuffix("es")):
        if name in names:
            return names[name]
    raise QueryError(f"« {text} » is no status{suggest(wanted, names)}; the statuses are {', '.join(STATUSES)}")


def _values(variables: tuple[str, ...], terms: list[str]) -> str:
    names, row = " ".join(f"?{name}" for name in variables), " ".join(terms)
    return f"VALUES ({names}) {{ ({row}) }}"


def _days(text: str, whole: str) -> tuple[date, date]:
    match = _DATE.match(text.strip())
    if match:
        year, month, day = (int(part) if part else 0 for part in match.groups())
        try:
            last = day or calendar.monthrange(year, month or 12)[1]
            return date(year, month or 1, day or 1), date(year, month or 12, last)
        except (ValueError, IndexError):
            pass  # month 13, 31 February: said below like any other text that is no date
    raise QueryError(f"« {whole} » is no date; write 2025, 2025-07, 2025-07-02 or 2025-07-01/2025-07-02")


def _integer(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise QueryError(f"{name} takes a whole number, not « {text} »") from None


def _role(store: ReadableStore, text: str) -> str:
    """The role individual behind a relation, by its name (`coChairs`) or a label (« copréside »)."""
    rows = select(
        store,
        """PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?role ?relation ?label WHERE {
          ?role org:roleProperty ?relation . OPTIONAL { ?relation skos:prefLabel ?label }
        } ORDER BY ?role ?label""",
    )
    names = {labels.fold(str(row["label"])): str(row["role"]) for row in reversed(rows) if row["label"]}
    names |= {labels.fold(local(str(row["relation"]))): str(row["role"]) for row in rows}
    if (wanted := labels.fold(text)) in names:
        return names[wanted]
    raise NotFoundError(f"« {text} » is no relation{suggest(wanted, names)}; relations look like coChairs or hosts")
