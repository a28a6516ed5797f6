"""Questions to the graph: the catalogue of `.rq` files, typed parameters, answers and their passages.

>>> from kg.query import answer
>>> answer(store, "co-chairs", actor="Maroc")  # doctest: +SKIP
"""

from kg.query.catalog import Question, find, groups, questions
from kg.query.evidence import Passage, behind, evidence
from kg.query.run import Answer, answer, sparql
from kg.query.terms import Resource

__all__ = [
    "Answer",
    "Passage",
    "Question",
    "Resource",
    "answer",
    "behind",
    "evidence",
    "find",
    "groups",
    "questions",
    "sparql",
]
