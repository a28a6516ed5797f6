"""Is the graph sound? SHACL, then OWL: every violation in one sentence, with the articles behind it (`kg check`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.rdf import contradictions, reason, validate
from kg.rdf.findings import INFO, VIOLATION, WARNING, Finding, Queryable, Violation, tell

__all__ = ["MOST_ENGAGEMENTS", "Violation", "check", "failed"]

MOST_ENGAGEMENTS = 3000  # HermiT takes minutes beyond
_ONTOLOGY = "https://w3id.org/entente/ontology"
_TEXTS = {
    "inconsistent": {
        "fr": "HermiT trouve une contradiction entre les données et l'ontologie, sans que Entente sache dire où : "
        "retirez le dernier article (kg withdraw ARTICLE) et vérifiez à nouveau.",
        "en": "HermiT finds a contradiction between data and ontology, and Entente cannot tell where: "
        "withdraw the latest article (kg withdraw ARTICLE) and check again.",
    },
    "stale-union": {
        "fr": "Un autre programme a écrit dans ce dépôt : les questions ne voient pas tout ; "
        "relisez-le en entier (kg export -f nquads, puis kg import dans un nouveau dépôt).",
        "en": "Another program has written to this store: questions do not see everything; "
        "take it over as a whole (kg export -f nquads, then kg import into a new store).",
    },
    "not-reasoned": {
        "fr": "HermiT n'a pas été consulté ({why}) ; les règles SHACL et les contradictions connues sont vérifiées.",
        "en": "HermiT was not asked ({why}); the SHACL rules and the known contradictions are checked.",
    },
}


def check(store: Queryable, hermit: bool = True, most: int = MOST_ENGAGEMENTS) -> list[Violation]:
    """Every violation and warning, the gravest first; `info` says when HermiT was not asked.

    `hermit`: also ask HermiT, when the store holds at most `most` engagements and Java is there.
    """
    if not _stale(store):
        return tell(store, _findings(store, hermit, most))
    seen = _Everything(store)
    stale = Finding("stale-union", WARNING, _ONTOLOGY, _TEXTS["stale-union"])
    return tell(seen, [stale, *_findings(seen, hermit, most)])


def failed(violations: Iterable[Violation]) -> bool:
    """Whether the graph is unsound: warnings do not count."""
    return any(violation.severity == VIOLATION for violation in violations)


def _stale(store: Queryable) -> bool:
    """Whether some graph holds a triple that the union of all graphs lacks: another program has written it."""
    missing = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
    return hasattr(store, "inner") and bool(store.query(missing))


class _Everything:
    """An embedded store seen through Oxigraph's own union: slower, and true whatever another program wrote."""

    def __init__(self, store: Any) -> None:
        self._inner = store.inner

    def query(self, sparql: str) -> Any:
        found = self._inner.query(sparql, use_default_graph_as_union=True)
        return found if hasattr(found, "variables") else bool(found) if hasattr(found, "__bool__") else list(found)


def _findings(store: Queryable, hermit: bool, most: int) -> Iterator[Finding]:
    broken = [*validate.findings(store), *contradictions.findings(store)]
    yield from broken
    if not hermit:
        return
    if (count := reason.engagements(store)) > most:
        yield _about_hermit("not-reasoned", INFO, f"{count} > {most} engagements")
        return
    try:
        consistent = reason.reason(reason.abox(store)).consistent
    except reason.ReasonerError as error:
        yield _about_hermit("not-reasoned", INFO, str(error))
        return
    if not consistent and not any(finding.rule in contradictions.RULES for finding in broken):
        yield _about_hermit("inconsistent", VIOLATION)


def _about_hermit(rule: str, severity: str, why: str = "") -> Finding:
    texts = {language: text.replace("{why}", why) for language, text in _TEXTS[rule].items()}
    return Finding(rule, severity, _ONTOLOGY, texts)
