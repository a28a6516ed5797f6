"""The shape of the lexicon's YAML files. Unknown keys are refused, so that a typo is an error and not a silence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
LowWords = Annotated[Words, AfterValidator(lambda words: tuple(w.lower() for w in words))]
WordSet = Annotated[frozenset[str], BeforeValidator(_as_tuple)]
Status = Literal["realised", "ongoing", "planned", "aspired", "hypothetical", "denied", "unfulfilled"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(_Strict):
    """Who or what fills a side of a relation.

    `type`: classes of the ontology, or `date`, `amount`, `tally`, `gist` (the words said, found by the reader of speech). Without `prep` the role is grammatical: the subject
    role is the one who acts (active subject, « par … »), the object role the one acted on. `as` turns that round. With `prep` the role is the complement introduced
    by one of these prepositions. `understood`: where the sentence leaves it out, the thing of its classes most spoken of before is meant.
    """

    type: Words
    prep: LowWords = ()
    as_: Literal["actor", "patient"] | None = Field(default=None, alias="as")
    role: Literal["subject", "object"] | None = None
    understood: bool = False


class Frame(_Strict):
    """One way of saying a relation: the words that trigger it and how its two sides are found. The verb `*` is any finite verb."""

    verbs: Words = ()
    nouns: Words = ()
    agents: Words = ()
    support: Words = ()
    subject: Role
    object: Role
    with_: Role | None = Field(default=None, alias="with")
    voice: tuple[Literal["active", "passive", "reflexive", "participle"], ...] = ()
    status: Status | None = None
    method: str | None = None
    kind: str | None = None
    of_text: bool = False


class Example(_Strict):
    """A marked sentence: « [Le Maroc](s) copréside [le Forum](o). » and the status it must get."""

    text: str
    status: Status | None = None


def _as_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class FrameFile(_Strict):
    """`ontology/frames/RELATION.yaml`: the frames of a relation, and what holds for all of them.

    `refused`: the relation to it of those who refuse to do it. `unnamed_subject`: who does it where no one is named, the
    `organ` that last adopted a text, or those `behind` the text that is said to do it. `object_nouns`: which noun phrases
    may be the object, beside names: `all`, `telling` ones (not « la même ville »), `proper` ones, `none`.
    `country_when`: the statuses at which a capital that acts is its state, no place. `binds_employer`: whoever holds an
    office does it for the state or body. `tells_method`: the words after the verb say how (« par consensus »).
    `circumstances`: place and day may stand inside its noun phrase. `not_with`: words between a verb and the noun it
    carries that make it something else.
    """

    relation: str
    refused: str | None = None
    unnamed_subject: Literal["organ", "behind"] | None = None
    object_nouns: Literal["all", "telling", "proper", "none"] = "all"
    country_when: tuple[Status, ...] = ()
    binds_employer: bool = False
    tells_method: bool = False
    circumstances: bool = False
    not_with: WordSet = frozenset()
    frames: tuple[Frame, ...]
    examples: tuple[Annotated[Example, BeforeValidator(_as_example)], ...] = ()
    counterexamples: tuple[str, ...] = ()


class Title(_Strict):
    word: str
    feminine: str
    plural: str | None = None
    represents: bool = False
    head_of_state: bool = False
    chairs: bool = False


class Titles(_Strict):
    titles: tuple[Title, ...]
    epithets: Words
    honorifics: Words


class Groups(_Strict):
    states: Words
    people: Words
    organizations: Words


class Speech(_Strict):
    prepositions: Words


class Likewise(_Strict):
    """Words by which somebody else does what was just said: added to it, said `again`, or `among` many who do."""

    additions: Words
    again: Words
    among: Words


class References(_Strict):
    """How a text takes up what it has named: nouns by the class of what they stand for, those that are `loose`, a
    speaker's `own_bodies`, adjectives of what is `international`, and nouns of `pairs` by class."""

    takes_up: dict[str, Words]
    loose: Words
    own_bodies: Words
    international: Words
    pairs: dict[str, Words]


class SideCues(_Strict):
    """Words by which the sides of a relation are told; see `sides.yaml`."""

    reactions: WordSet
    listing: WordSet
    opponents: WordSet
    manners: WordSet
    vague_places: WordSet
    methods: dict[str, Words]


class PhraseCues(_Strict):
    """Words that tell how a noun phrase goes on, or where it ends; see `phrases.yaml`."""

    before: WordSet
    another: WordSet
    towards: WordSet
    concerning: WordSet
    relative: WordSet
    no_topics: WordSet
    measures: WordSet
    summed: WordSet
    units: WordSet
    not_owned: WordSet


class StatusCue(_Strict):
    verbs: Words = ()
    nouns: Words = ()
    words: Words = ()


class Time(_Strict):
    months: dict[str, int]
    days: dict[str, int]
