"""What a question is made of: the things that stand in it and its verbs."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ask.names import Named


@dataclass
class Arg:
    """Something that stands in the question: words [first, last), what it may name (`names`, else what a capital or
    an adjective `stands` for), the classes its noun allows. `gap`: it is what is asked for."""

    first: int
    last: int
    names: tuple[Named, ...] = ()
    stands: tuple[Named, ...] = ()
    classes: tuple[str, ...] = ()
    gap: bool = False
    plural: bool = False
    text: str = ""
    exact: bool = False
    modifiers: list[Arg] = field(default_factory=list)


@dataclass
class Verb:
    """A verb group: words [first, last), the infinitives its main word `at` may come from."""

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
    plural: bool = False
