"""Read every document of a set and score it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluate import calibration
from kg.evaluate.count import DocumentScore, RelationCounts, score
from kg.evaluate.figures import Figures, figures
from kg.evaluate.gold import Gold
from kg.evaluate.match import Node, Prediction
from kg.evaluate.predict import fact_rows, node_rows
from kg.extract.reader import read


@dataclass(frozen=True)
class SetScore:
    """A set of documents, scored. `sha256`: of its texts and gold files."""

    name: str
    documents: tuple[DocumentScore, ...]
    micro: Figures
    macro: Figures
    sha256: str

    @property
    def facts(self) -> int:
        """How many gold facts there are."""
        return sum(document.counts.gold for document in self.documents)

    @property
    def predicted(self) -> int:
        """How many facts were read."""
        return sum(document.counts.predicted for document in self.documents)

    def relations(self) -> dict[str, RelationCounts]:
        """The counts of each relation over all documents."""
        found: dict[str, RelationCounts] = {}
        for document in self.documents:
            for relation, counts in document.relations.items():
                found[relation] = found.get(relation, RelationCounts()) + counts
        return dict(sorted(found.items()))

    def bins(self) -> list[calibration.Bin]:
        """The calibration of all documents."""
        return calibration.bins(pair for document in self.documents for pair in document.judged)


def evaluate(sets: dict[str, list[Gold]]) -> list[SetScore]:
    """Score every set, in order. Raises SourceError for a text that cannot be read."""
    return [_set(name, golds) for name, golds in sets.items()]


def score_document(gold: Gold) -> DocumentScore:
    """Read the text of a gold file and score what was read."""
    reading = read(gold.document())
    predictions = [Prediction.of(row) for row in fact_rows(reading)]
    return score(gold, predictions, map(Node.of, node_rows(reading).values()))


def checksum(golds: Sequence[Gold]) -> str:
    """SHA-256 (hex) over the names, texts and gold files of a set."""
    digest = hashlib.sha256()
    for gold in sorted(golds, key=lambda gold: gold.path.name):
        for path in (gold.path, gold.text):
            digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _set(name: str, golds: list[Gold]) -> SetScore:
    documents = tuple(map(score_document, golds))
    micro, macro = figures([document.counts for document in documents])
    return SetScore(name, documents, micro, macro, checksum(golds))
