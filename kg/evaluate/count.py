"""One document counted: how much of the gold was found, stage by stage and relation by relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from typing import Self

from kg.evaluate.gold import FREE, Gold, GoldEntity, GoldFact
from kg.evaluate.match import Node, Pairing, Prediction, pair
from kg.evaluate.names import same_date
from kg.evaluate.types import compatible

_SAME_STATUS = {"ongoing", "realised"}


@dataclass(frozen=True)
class Counts:
    """Pairs of « how many » and « how many of them »; adding two adds their documents."""

    entities: int = 0
    mentioned: int = 0
    ends: int = 0  # entities that gold facts speak of
    linked: int = 0
    gold: int = 0
    hit: int = 0
    core: int = 0
    core_hit: int = 0
    predicted: int = 0
    judged: int = 0  # predicted, free relations left out
    right: int = 0
    with_status: int = 0
    status_right: int = 0
    with_date: int = 0
    date_right: int = 0
    with_speaker: int = 0
    speaker_right: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class RelationCounts:
    """`gold` facts of a relation and how many were `hit`; facts `predicted` in it and how many are `right`."""

    gold: int = 0
    hit: int = 0
    predicted: int = 0
    right: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Qualifier:
    """A `status`, `date` or `speaker` that the gold gives a fact, and the one it was read with ("" for none)."""

    name: str
    fact: GoldFact
    prediction: Prediction
    wanted: str
    found: str
    right: bool


@dataclass(frozen=True)
class DocumentScore:
    """What came of one document. `judged`: confidence and correctness of every fact that precision counts; `differing`:
    what the facts found were qualified with, and wrongly.
    """

    name: str
    counts: Counts
    relations: dict[str, RelationCounts] = field(default_factory=dict)
    judged: tuple[tuple[float, bool], ...] = ()
    missed: tuple[GoldFact, ...] = ()
    wrong: tuple[Prediction, ...] = ()
    differing: tuple[Qualifier, ...] = ()


def score(gold: Gold, predictions: Sequence[Prediction], nodes: Iterable[Node]) -> DocumentScore:
    """Score the facts read in a document, and the `nodes` of every entity it mentions."""
    pairing = pair(gold, predictions)
    judged = [j for j, prediction in enumerate(predictions) if prediction.relation not in FREE]
    qualifiers = [q for i, j in pairing.hits.items() for q in _qualifiers(gold, gold.facts[i], predictions[j])]
    return DocumentScore(
        name=gold.name,
        counts=_counts(gold, predictions, pairing, list(nodes), qualifiers),
        relations=_relations(gold, predictions, pairing),
        judged=tuple((predictions[j].confidence, pairing.right[j]) for j in judged),
        missed=tuple(fact for i, fact in enumerate(gold.facts) if i not in pairing.hits),
        wrong=tuple(predictions[j] for j in judged if not pairing.right[j]),
        differing=tuple(qualifier for qualifier in qualifiers if not qualifier.right),
    )


def _qualifiers(gold: Gold, fact: GoldFact, read: Prediction) -> Iterator[Qualifier]:
    if status := fact.status:
        right = status == read.status or {status, read.status} == _SAME_STATUS
        yield Qualifier("status", fact, read, status, read.status or "", right)
    if date := fact.date:
        yield Qualifier("date", fact, read, date, read.date or "", bool(read.date) and same_date(date, str(read.date)))
    if fact.speaker:
        speaker = gold.entity(fact.speaker)
        yield Qualifier("speaker", fact, read, speaker.label, read.speaker.label, read.speaker.is_named(speaker))


def _counts(
    gold: Gold, predictions: Sequence[Prediction], pairing: Pairing, nodes: list[Node], qualifiers: list[Qualifier]
) -> Counts:
    core = [i for i, fact in enumerate(gold.facts) if gold.is_core(fact)]
    judged = [j for j, prediction in enumerate(predictions) if prediction.relation not in FREE]
    ends = _ends(gold)
    used = [end for p in predictions for end in (p.subject, p.object) if end.iri]
    stated, dated, said = ([q.right for q in qualifiers if q.name == name] for name in ("status", "date", "speaker"))
    return Counts(
        entities=len(gold.content.entities),
        mentioned=sum(any(node.is_named(entity) for node in nodes) for entity in gold.content.entities),
        ends=len(ends),
        linked=sum(any(_linked(node, entity) for node in used) for entity in ends),
        gold=len(gold.facts),
        hit=len(pairing.hits),
        core=len(core),
        core_hit=sum(i in pairing.hits for i in core),
        predicted=len(predictions),
        judged=len(judged),
        right=sum(pairing.right[j] for j in judged),
        with_status=len(stated),
        status_right=sum(stated),
        with_date=len(dated),
        date_right=sum(dated),
        with_speaker=len(said),
        speaker_right=sum(said),
    )


def _ends(gold: Gold) -> list[GoldEntity]:
    """The listed entities that facts speak of, in the order of the file."""
    used = {fact.s for fact in gold.facts} | {fact.o for fact in gold.facts if not fact.literal}
    return [entity for entity in gold.content.entities if used & {entity.id, entity.label}]


def _linked(node: Node, entity: GoldEntity) -> bool:
    return compatible(entity.type, node.type) and node.is_named(entity)


def _relations(gold: Gold, predictions: Sequence[Prediction], pairing: Pairing) -> dict[str, RelationCounts]:
    """A gold fact counts under its own relation, a fact read under the one it was read as."""
    found: dict[str, RelationCounts] = {}

    def add(relation: str, counts: RelationCounts) -> None:
        found[relation] = found.get(relation, RelationCounts()) + counts

    for i, fact in enumerate(gold.facts):
        add(fact.r, RelationCounts(gold=1, hit=int(i in pairing.hits)))
    for prediction, right in zip(predictions, pairing.right, strict=True):
        add(prediction.relation, RelationCounts(predicted=1, right=int(right)))
    return dict(sorted(found.items()))
