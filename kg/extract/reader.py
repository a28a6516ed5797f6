"""One document, read: mentions → links → speech → frames → facts, in that order."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract import gazetteer as gazetteer_module
from kg.extract.agenda import AgendaReader
from kg.extract.attribution import Attribution
from kg.extract.chart import find_mentions
from kg.extract.dates import Anchor
from kg.extract.draft import Draft
from kg.extract.likewise import LikewiseReader
from kg.extract.link import Linker
from kg.extract.local import LocalReader
from kg.extract.match import Matcher
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.posts import PostReader
from kg.extract.presence import PresenceReader
from kg.extract.scene import Scene
from kg.extract.settle import settle
from kg.extract.status import StatusReader
from kg.extract.trace import Watch
from kg.lexicon import load as lexicon_module
from kg.model import Document, Evidence, Extras, Fact, Reading, Value
from kg.text.nlp import read_text
from kg.text.tokens import Sentence, Text

_HEADER = re.compile(r"^\s*date\s+\d{4}-\d{2}(?:-\d{2})?[ \t]*(?:Partager[ \t]+\w+[ \t]*)*")
# What happens at one edition of a series, not to the series.
_AT_A_GATHERING = frozenset({"chairs", "coChairs", "hosts", "participatesIn", "heldIn", "date"})
# Under a headline: a place, then a date, an agency or both, before the dash.
_LATER_DATELINE = re.compile(
    r"(?<=\n)[A-ZÀ-Ý][\w' -]{2,30}(?:\s*\([^()\n]{2,30}\))?"
    r"(?:,\s*(?:le\s+)?(?:\w+\s+)?\d{1,2}(?:er)?\s+\w+\s+\d{4}(?:\s*\([^()\n]{2,30}\))?|\s*\([A-Z][\w /-]{1,20}\))\s*(?:[-.]\s|:\s)"
)
_DATELINE = re.compile(r"\s*[A-ZÀ-Ý][\w'. ()-]{2,60}?(?:,\s*[\w ]{3,20})?(?:\s*\([A-Z]{2,6}\))?\s+-\s")

# « L'Institut de recherche - IR et … »: words that no city's name has.
_NO_CITY = re.compile(r"^\s*L'|(?<![\w(])(?:des|du|d'|l'|les|pour|sur|et|en|a|ont|est)\b|\bde l[ae']")


def read(document: Document, watch: Watch | None = None) -> Reading:
    """Every fact of the document, with its evidence, and every entity it mentions.

    The reading is deterministic: same text, date and lexicon, same facts in the same order. `watch` is told how.
    """
    text = _body(read_text(document.text))
    lexicon, gazetteer = lexicon_module.load(), gazetteer_module.load()
    anchor = Anchor.of(document.date)
    start = text.sentences[0].first if text.sentences else 0
    mentions = [m for m in find_mentions(text, lexicon, gazetteer, anchor) if m.first >= start]
    linker = Linker(text, lexicon, gazetteer, document.key)
    linker.link(mentions)
    attribution = Attribution(text, lexicon)
    status = StatusReader(lexicon)
    matcher, presence = Matcher(lexicon, status, linker, watch), PresenceReader(status, linker, mentions)
    local, posts = LocalReader(text, lexicon, gazetteer, linker.entry_node), PostReader(text, gazetteer, linker)
    likewise, agenda = LikewiseReader(lexicon, status), AgendaReader()
    scenes, drafts = [], []
    for sentence, within in _by_sentence(text, mentions):
        scene = Scene(text, lexicon, sentence, within)
        scenes.append(scene)
        if watch is not None:
            watch.scene(scene)
        attribution.read(scene)
        framed = [*posts.complete(matcher.match(scene), scene)]
        drafts += [*posts.read(scene), *framed, *local.read(scene)]
        there = [*presence.of_texts(framed, scene), *presence.read(scene)]
        drafts += agenda.read(scene, framed)
        drafts += [*there, *likewise.read([*framed, *there], scene)]
    settled = settle(drafts, scenes, attribution, document.date, linker.editions.of)
    linker.editions.date([(d.subject, d.value) for d in settled if d.relation == "date"])
    for draft in settled:
        if draft.relation in _AT_A_GATHERING:
            draft.subject = linker.editions.gathering(draft.subject) or draft.subject
            draft.object = linker.editions.gathering(draft.object)
    facts = tuple(_fact(d, document, text, attribution) for d in settled)
    entities = tuple(n.entity() for n in linker.nodes if n.forms)
    return Reading(document, facts, entities)


def _body(text: Text) -> Text:
    """The text without a header line (« date 2025-07 … ») and datelines (« Kigali - », « DOHA, 20 juillet 2025 (AFP) - »)."""
    header = _HEADER.match(text.plain)
    at = header.end() if header else 0
    dateline = _DATELINE.match(text.plain, at)
    if dateline is not None and _NO_CITY.search(dateline[0]):
        dateline = None
    cut = [(0, dateline.end() if dateline else at)]
    cut += [match.span() for match in _LATER_DATELINE.finditer(text.plain, cut[0][1])][:1]
    kept = []
    for sentence in text.sentences:
        first = sentence.first
        while first < sentence.last and any(start <= text.tokens[first].start < end for start, end in cut):
            first += 1
        if first < sentence.last:
            kept.append(Sentence(first, sentence.last, sentence.paragraph))
    dropped = len(text.sentences) - len(kept)
    return replace(text, sentences=tuple(kept), sentence_of=tuple(max(0, s - dropped) for s in text.sentence_of))


def _by_sentence(text: Text, mentions: list[Mention]) -> list[tuple[Sentence, list[Mention]]]:
    return [(s, [m for m in mentions if s.first <= m.first < s.last]) for s in text.sentences]


def _fact(draft: Draft, document: Document, text: Text, attribution: Attribution) -> Fact:
    start, end = text.tokens[draft.first].start, text.tokens[draft.last - 1].end
    speaker = attribution.speaker_at(draft.trigger) if draft.relation != "says" else draft.subject
    of, at = draft.extras.get("of"), draft.extras.get("at")
    return Fact(
        subject=draft.subject.entity(),
        relation=draft.relation,
        object=draft.object.entity() if draft.object is not None else Value(draft.value, _datatype(draft.relation)),
        evidence=Evidence(start, end, document.text[start:end]),
        status=draft.status,
        date=draft.date,
        speaker=speaker.entity() if speaker is not None else None,
        confidence=round(draft.confidence, 2),
        extras=Extras(
            of=of.entity() if isinstance(of, Node) else None,
            at=at.entity() if isinstance(at, Node) else None,
            method=draft.method,
            amount=draft.amount,
            date_text=draft.date_text or None,
        ),
        rule=draft.rule,
    )


def _datatype(relation: str) -> str:
    return {"date": "date", "amount": "amount", "votes": "tally"}.get(relation, "string")
