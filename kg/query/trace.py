"""How a fact came to be read, or why a sentence gave none: the article is read again, watched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.errors import NotFoundError
from kg.messages import say
from kg.model import Document
from kg.query.facts import facts
from kg.query.labels import resolve
from kg.query.terms import ReadableStore, literal, select

if TYPE_CHECKING:
    from kg.extract.trace import Attempt, Named, SentenceTrace
    from kg.model import Fact

_MOST = 5  # near misses that are told

_PREFIXES = """PREFIX ent: <https://w3id.org/entente/ontology#>
"""
_ARTICLES = (
    _PREFIXES
    + """SELECT DISTINCT ?article ?name ?text ?date WHERE {
  ?article ent:text ?text ; ent:documentName ?name .
  OPTIONAL { ?article ent:publishedOn ?date }
  #WHICH#
} ORDER BY ?name ?article"""
)


@dataclass(frozen=True)
class Traced:
    """One sentence of one article, read again. `relation` keeps the frames of one relation only, where a fact was asked
    for."""

    document: str
    sentence: SentenceTrace
    relation: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The sentence, its mentions, the facts it gave and the frames that were tried, ready for JSON."""
        sentence = self.sentence
        return {
            "document": self.document,
            "sentence": sentence.text,
            "start": sentence.start,
            "end": sentence.end,
            "mentions": [asdict(mention) for mention in sentence.mentions],
            "facts": [_fact(fact) for fact in self._facts()],
            "nearest": [_attempt(attempt) for attempt in self._nearest()],
        }

    def lines(self) -> Iterator[str]:
        """For people."""
        sentence = self.sentence
        yield f"« {' '.join(sentence.text.split())} » {self.document} {sentence.start}–{sentence.end}"
        yield f"  {say('trace.seen')} " + (" · ".join(map(_seen, sentence.mentions)) or say("trace.nothing"))
        told = self._facts()
        for fact in told:
            yield f"  {say('trace.fact')} {_told(fact)}"
            for line in self._origin(fact):
                yield f"      {line}"
        near = self._nearest()
        if not told and not near:
            yield f"  {say('trace.no_trigger')}"
        if not told:
            for attempt in near:
                yield f"  {say('trace.near')} {_miss(attempt)}"

    def _facts(self) -> list[Fact]:
        return [fact for fact in self.sentence.facts if self.relation in (None, fact.relation)]

    def _nearest(self) -> list[Attempt]:
        near = [attempt for attempt in self.sentence.nearest() if self.relation in (None, attempt.relation)]
        return near[:_MOST]

    def _origin(self, fact: Fact) -> Iterator[str]:
        """The rule, its word, and what stood at its ends."""
        yield say("trace.rule", rule=_place(fact.rule), confidence=fact.confidence)
        rule = fact.rule.partition("+")[0]
        for attempt in self.sentence.attempts:
            if attempt.rule == rule and fact.evidence.start <= attempt.start < fact.evidence.end and not attempt.lacks:
                ends = (", ".join(attempt.subjects), ", ".join(attempt.objects))
                yield say("trace.trigger", words=attempt.words, subject=ends[0], object=ends[1])


def trace(store: ReadableStore, target: str, date: str | None = None) -> list[Traced]:
    """How `target` was read: a fact (its IRI) in every article that claims it, or a sentence, in the stored articles
    that hold it, else on its own, as of `date`.

    Raises NotFoundError for an address that the graph does not know.
    """
    if target.startswith(("http://", "https://")):
        return list(_of_fact(store, resolve(store, target)))
    wanted = " ".join(target.split())
    stored = _articles(store, f"FILTER CONTAINS(?text, {literal(target.strip())})")
    documents = stored or [Document(wanted, name="-", date=date)]
    return [
        Traced(document.name, sentence)
        for document in documents
        for sentence in _read(document)
        if not stored or _overlap(sentence, document.text.find(target.strip()), len(target.strip()))
    ]


def _of_fact(store: ReadableStore, node: str) -> Iterator[Traced]:
    claims = facts(store, engagements=[node])
    if not claims:
        raise NotFoundError(say("trace.no_fact", target=node))
    for name in dict.fromkeys(claim["document"] for claim in claims):
        of_name = [claim for claim in claims if claim["document"] == name]
        for document in _articles(store, f"FILTER (?name = {literal(name)})"):
            for sentence in _read(document):
                if any(_overlap(sentence, claim["start"], 1) for claim in of_name):
                    yield Traced(name, sentence, of_name[0]["relation"])


def _articles(store: ReadableStore, which: str) -> list[Document]:
    rows = select(store, _ARTICLES.replace("#WHICH#", which))
    return [Document(str(row["text"]), name=str(row["name"]), date=row["date"] and str(row["date"])) for row in rows]


def _read(document: Document) -> list[SentenceTrace]:
    from kg.extract.trace import trace as read_watched

    return read_watched(document)


def _overlap(sentence: SentenceTrace, start: int, length: int) -> bool:
    return sentence.start < start + length and start < sentence.end


def _seen(mention: Named) -> str:
    linked = f" → {mention.label}" if mention.label and mention.label != mention.words else ""
    return f"{mention.words}{linked} ({mention.type})"


def _told(fact: Fact) -> str:
    target = getattr(fact.object, "label", None) or getattr(fact.object, "text", "")
    return f"{fact.subject.label} — {fact.relation} — {target} · {say(f'status.{fact.status}')}"


def _place(rule: str) -> str:
    """« signs.yaml#1 » with the line on which that frame starts; other rules (`title#…`) by their name."""
    from kg.lexicon.load import frame_line

    name, _, number = rule.partition("+")[0].partition(".yaml#")
    if not number.isdigit():
        return rule
    path, line = frame_line(name, int(number))
    shown = f"ontology/frames/{path.name}" if path.is_relative_to(resources.ontology()) else path
    return f"{rule} ({shown}:{line})"


def _miss(attempt: Attempt) -> str:
    reasons = []
    for side, (types, prepositions) in zip(("subject", "object"), attempt.wants, strict=True):
        if side in attempt.lacks:
            after = say("trace.after", prepositions=prepositions) if prepositions else ""
            reasons.append(say(f"trace.lacks_{side}", types=types) + after)
    if "status" in attempt.lacks:
        reasons.append(say("trace.lacks_status"))
    return f"{attempt.relation}, {_place(attempt.rule)}, « {attempt.words} » : {' ; '.join(reasons)}"


def _fact(fact: Fact) -> dict[str, Any]:
    target = getattr(fact.object, "label", None) or getattr(fact.object, "text", "")
    ends = {"subject": fact.subject.label, "relation": fact.relation, "object": target}
    where = {"rule": fact.rule, "frame": _place(fact.rule), "start": fact.evidence.start, "end": fact.evidence.end}
    return ends | {"status": fact.status, "confidence": fact.confidence} | where


def _attempt(attempt: Attempt) -> dict[str, Any]:
    wanted = {side: list(want) for side, want in zip(("subject", "object"), attempt.wants, strict=True)}
    return asdict(attempt) | {"wants": wanted, "lacks": list(attempt.lacks), "frame": _place(attempt.rule)}
