"""The values that travel from an article to an answer. Frozen, standard library only.

Offsets are code points, end-exclusive, over `Document.text` (NFC): `text[start:end] == quote`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

STATUSES = ("realised", "ongoing", "planned", "aspired", "hypothetical", "denied", "unfulfilled")


@dataclass(frozen=True)
class Document:
    """An article: its text (NFC) and what is known of where it comes from.

    `date` is ISO 8601 at the known precision (`2025-07`, `2025-07-02`) or None; `name` is how its
    user knows it (a file name, an address); `origin` is where its file lies, which tells two files of
    one name apart.
    """

    text: str
    name: str = "text"
    url: str | None = None
    title: str | None = None
    date: str | None = None
    lang: str = "fr"
    outlet: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))

    @cached_property
    def key(self) -> str:
        """SHA-256 (hex) of the NFC text and the canonical address: the article's identity."""
        return hashlib.sha256(f"{self.text}\n{self.url or ''}".encode()).hexdigest()


@dataclass(frozen=True)
class Entity:
    """A node of the world. `id` is a local name under the data namespace, e.g. `state/ma`, `person/1f3a…`.

    `type` is a class of the ontology by local name (`State`, `FriendsGroup`); `forms` are the ways an
    article mentions it, in order of appearance. `registered` entities live in the registry graph:
    their labels are not repeated by articles.
    """

    id: str
    label: str
    type: str
    forms: tuple[str, ...] = ()
    registered: bool = False


@dataclass(frozen=True)
class Value:
    """A literal object: an ISO date, an amount (« 11000000000 MAD »), a tally, a gist, in lexical form."""

    text: str
    datatype: str = "string"  # string | date | amount | tally


@dataclass(frozen=True)
class Evidence:
    """Where a fact stands: `document.text[start:end] == quote`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Extras:
    """What a relation may carry besides its two ends. All optional."""

    of: Entity | None = None  # holdsPosition: the state or body the post represents
    at: Entity | None = None  # holdsPosition: the body the post is accredited to
    method: str | None = None  # adopts: consensus | vote | acclamation | unanimity
    content: str | None = None  # requests: what is asked, a relation name or verbatim text
    kind: str | None = None  # partnersWith: bilateral | multilateral | south-south | triangular | strategic
    amount: str | None = None  # funds: « 11000000000 MAD »
    date_text: str | None = None  # the words the date was read from


@dataclass(frozen=True)
class Fact:
    """One statement of one article about the world, with who says so and how certain it is to happen.

    `relation` is a shortcut property of the ontology by local name (`coChairs`); `date` ISO 8601 or
    an interval `2025-07-01/2025-07-02`; `rule` names the frame or pattern that produced it.
    """

    subject: Entity
    relation: str
    object: Entity | Value
    evidence: Evidence
    status: str = "realised"
    date: str | None = None
    speaker: Entity | None = None
    confidence: float = 1.0
    extras: Extras = field(default_factory=Extras)
    rule: str = ""


@dataclass(frozen=True)
class Reading:
    """Everything read in one document: its facts and every entity it mentions (also those without facts)."""

    document: Document
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()


def normalised(label: str) -> str:
    """A label without case, accents, typographic quotes and extra spaces: what two spellings of one name share.

    >>> normalised("L’ État  Émirati")
    "l' etat emirati"
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.replace("’", "'").split())


def mint(kind: str, *parts: str) -> str:
    """The id of a node that no registry names: `kind/` and 16 hex digits of its normalised parts, always the same.

    >>> mint("person", "Omar Hilale") == mint("person", "omar  hilale")
    True
    """
    key = "\x1f".join((kind, *map(normalised, parts)))
    return f"{kind}/{hashlib.sha256(key.encode()).hexdigest()[:16]}"
