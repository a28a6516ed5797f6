"""What a question is made of: the things that stand in it and its verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.ask.names import Named

Ask = Literal["rows", "yes", "count", "where", "when", "how", "why", "most", "least", "tally"]


@dataclass(eq=False)
class Arg:
    """Something that stands in the question: words [first, last), what it may name (`names`, else what a capital or
    an adjective `stands` for), the classes its noun allows.

    `gap`: it is what is asked for; `side`: `actor` or `patient` where its form tells; `noun`: stems that its names
    hold; `region`: the groups of states it belongs to; `linked`: what a fact links it to; `also`: what « et » adds.
    """

    first: int
    last: int
    names: tuple[Named, ...] = ()
    stands: tuple[Named, ...] = ()
    classes: tuple[str, ...] = ()
    gap: bool = False
    side: str = ""
    text: str = ""
    noun: tuple[str, ...] = ()
    region: tuple[Named, ...] = ()
    linked: tuple[Named, ...] = ()
    also: list[Arg] = field(default_factory=list)
    loose: bool = False  # what it names may stand where its class would not let it
    headed: bool = False  # somebody presides over it as over a body: « qui préside le Togo ? »

    @property
    def known(self) -> tuple[Named, ...]:
        """What it names, else what it stands for."""
        return self.names or self.stands


@dataclass(eq=False)
class Verb:
    """A verb group: words [first, last), the infinitives its main word `at` may come from, what governs it."""

    first: int
    last: int
    at: int
    lemmas: tuple[str, ...]
    tense: str
    passive: bool = False
    reflexive: bool = False
    negated: bool = False
    inverted: bool = False
    status: str = ""
    refused: bool = False  # « n'a pas voulu signer », « refuse de signer »
