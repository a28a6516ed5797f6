"""The examples of every frame are its tests: « [Le Maroc](s) copréside [le Forum](o). »"""

from __future__ import annotations

import pytest

from kg.evaluate.examples import counterexample_failure, example_failure
from kg.lexicon import classes, load
from kg.lexicon.check import check
from kg.lexicon.schema import Example

EXAMPLES = [(f.relation, e) for f in load.load().frames for e in f.examples]
COUNTER = [(f.relation, s) for f in load.load().frames for s in f.counterexamples]


def test_the_lexicon_has_no_mistake() -> None:
    assert check() == []


def test_every_relation_can_be_said() -> None:
    assert {f.relation for f in load.load().frames} == set(classes.load().relations)


@pytest.mark.parametrize(("relation", "example"), EXAMPLES, ids=[f"{r}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_example(relation: str, example: Example) -> None:
    """Every marked object is related, over the right stretch, and has the status where one is given."""
    assert example_failure(relation, example) is None


@pytest.mark.parametrize(("relation", "sentence"), COUNTER)
def test_counterexample(relation: str, sentence: str) -> None:
    assert counterexample_failure(relation, sentence) is None


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (Example(text="[La France](s) dort."), "signs"),
        (Example(text="[La France](s) a signé [l'Accord de Paris](o). [Le Mali](s) dort."), "Mali"),
        (Example(text="[La France](s) signera [l'Accord de Paris](o).", status="realised"), "planned"),
    ],
)
def test_an_example_that_fails_says_why(example: Example, said: str) -> None:
    assert said in str(example_failure("signs", example))


def test_a_counterexample_that_is_read_says_where() -> None:
    assert "signé" in str(counterexample_failure("signs", "La France a signé l'Accord de Paris."))
