"""Is the graph sound? SHACL, then OWL: every violation in one sentence, with the articles behind it (`kg check`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.rdf import contradictions, reason, validate
from kg.rdf.findings import INFO, VIOLATION, Finding, Queryable, Violation, tell

__all__ = ["MOST_ENGAGEMENTS", "Violation", "check", "failed"]

MOST_ENGAGEMENTS = 3000  # HermiT takes minutes beyond
_ONTOLOGY = "https://w3id.org/entente/ontology"
_TEXTS = {
    "inconsistent": {
        "fr": "HermiT trouve une contradiction entre les données et l'ontologie, sans que Entente sache dire où : "
        "retirez le dernier article (kg withdraw) et vérifiez à nouveau.",
        "en": "HermiT finds a contradiction between data and ontology, and Entente cannot tell where: "
        "withdraw the latest article (kg withdraw) and check again.",
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
    return tell(store, _findings(store, hermit, most))


def failed(violations: Iterable[Violation]) -> bool:
    """Whether the graph is unsound: warnings do not count."""
    return any(violation.severity == VIOLATION for violation in violations)


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
