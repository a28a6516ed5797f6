"""The passages behind facts, and behind each row of an answer: who says it, in which article, at which characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.query.run import Answer, execute
from kg.query.terms import ReadableStore, Resource, Value, iri, literal

# What a row may say of where it was read: of a fact that several articles tell, it then means that place only.
_PLACE = (("article", "elsewhere"), ("speaker",), ("start",), ("quote",))
_TOGETHER = 500  # facts asked for at once: the text of a query stays short enough for any endpoint


@dataclass(frozen=True)
class Passage:
    """A passage behind a fact: `article.text[start:end] == quote`; ISO date of the article as known; `about`: the thing
    at the far end of the fact (None: it has none, or a value)."""

    engagement: str
    speaker: Value
    status: str
    article: Value
    date: str | None
    start: int
    end: int
    quote: str
    confidence: float | None = None
    rule: str | None = None
    about: Value = None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; the speaker (None: the article itself), the article and `about` as `{"iri", "label"}`."""
        return {
            name: {"iri": value.iri, "label": value.label} if isinstance(value, Resource) else value
            for name, value in vars(self).items()
        }


def evidence(store: ReadableStore, engagements: str | Iterable[str], lang: str = "fr") -> list[Passage]:
    """Every passage behind one fact or several (IRIs of engagements), by fact, article date and place."""
    wanted = [engagements] if isinstance(engagements, str) else list(dict.fromkeys(engagements))
    found: list[Passage] = []
    for first in range(0, len(wanted), _TOGETHER):
        facts = " ".join(iri(address) for address in wanted[first : first + _TOGETHER])
        text = _EVIDENCE.replace("$LANG", literal("fr" if lang.startswith("fr") else "en")).replace("$FACTS", facts)
        found += map(_passage, execute(store, text, lang=lang))
    return sorted(found, key=_order)  # again: Virtuoso orders what has no date its own way


def behind(store: ReadableStore, answer: Answer) -> list[list[Passage]]:
    """The passages of each row, in the order of the rows; none for a row that rests on no article (the registry)."""
    passages: dict[str, list[Passage]] = {}
    for passage in evidence(store, answer.engagements(), answer.lang):
        passages.setdefault(passage.engagement, []).append(passage)
    return [
        [passage for fact in facts for passage in _meant(passages.get(fact, []), row)]
        for facts, row in zip(answer.facts(), answer.rows, strict=True)
    ]


def _meant(passages: list[Passage], row: dict[str, Value]) -> list[Passage]:
    """Of the passages of a fact those the row speaks of, or all when it does not say."""
    for names in _PLACE:
        if meant := [row[name] for name in names if row.get(name) is not None]:
            passages = [passage for passage in passages if getattr(passage, names[0]) in meant] or passages
    return passages


def _order(passage: Passage) -> tuple[str, str, str, int, int]:
    article = getattr(passage.article, "iri", str(passage.article))
    return passage.engagement, passage.date or "", article, passage.start, passage.end


def _passage(row: dict[str, Value]) -> Passage:
    return Passage(
        engagement=getattr(row["engagement"], "iri", str(row["engagement"])),
        speaker=row["speaker"],
        status=str(row["status"]),
        article=row["article"],
        date=None if row["published"] is None else str(row["published"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        quote=str(row["quote"]),
        confidence=None if row["confidence"] is None else float(str(row["confidence"])),
        rule=None if row["rule"] is None else str(row["rule"]),
        about=row["about"],
    )


_EVIDENCE = """
PREFIX ent: <https://w3id.org/entente/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?engagement ?speaker (MIN(STR(?speakerName)) AS ?speakerLabel) (STRAFTER(STR(?state), "status-") AS ?status)
       ?article (MIN(STR(?articleName)) AS ?articleLabel) ?published ?start ?end ?quote ?confidence ?rule
       ?about (MIN(STR(?aboutName)) AS ?aboutLabel)
WHERE {
  VALUES ?engagement { $FACTS }
  ?claim ent:asserts ?engagement ; ent:claimedStatus ?state ; ent:inArticle ?article ; ent:hasSpan ?span .
  ?span ent:start ?start ; ent:end ?end ; ent:quote ?quote .
  OPTIONAL { ?claim ent:confidence ?confidence }
  OPTIONAL { ?claim ent:rule ?rule }
  OPTIONAL { ?article ent:publishedOn ?published }
  OPTIONAL { ?article skos:prefLabel ?articleName }
  OPTIONAL { ?engagement ent:target ?about
    OPTIONAL { ?about skos:prefLabel ?aboutName FILTER (LANG(?aboutName) = $LANG) }
    OPTIONAL { ?about skos:prefLabel ?aboutName } }
  OPTIONAL { ?claim ent:speaker ?speaker
    OPTIONAL { ?speaker skos:prefLabel ?speakerName FILTER (LANG(?speakerName) = $LANG) }
    OPTIONAL { ?speaker skos:prefLabel ?speakerName } }
}
GROUP BY ?engagement ?claim ?speaker ?state ?article ?published ?start ?end ?quote ?confidence ?rule ?about
ORDER BY ?engagement ?published ?article ?start ?end
"""
