"""What a question has been read to mean: patterns over engagements, with what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.ask.names import Named
from kg.ask.times import Period

DONE = ("realised", "ongoing")
ONGOING = ("ongoing", "realised")  # « actuellement »: what goes on, else what is done
STATES = ("State", "CountryGroup")  # how many countries there are: those named, and groups of so many


@dataclass(frozen=True)
class Node:
    """One end of a pattern. `names`: it is one of these; `classes`: of one of these; `gap`: it is what is asked for;
    `about`: it is about one of these; `linked`: a fact links it to one of these; `region`: a state of one of these.
    """

    names: tuple[Named, ...] = ()
    classes: tuple[str, ...] = ()
    text: str = ""
    gap: bool = False
    about: tuple[Node, ...] = ()
    linked: tuple[Node, ...] = ()
    region: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A fact asked about: one of `relations` (none: any) from `subject` to `object` (None: anything)."""

    relations: tuple[str, ...]
    subject: Node | None = None
    object: Node | None = None
    statuses: tuple[str, ...] = ()
    period: Period | None = None
    speaker: Node | None = None
    place: Node | None = None
    method: str = ""
    words: tuple[tuple[str, ...], ...] = ()  # of each group, a gist holds one
    least: int = 0  # of the groups of words, a gist holds so many; 0: each
    absent: bool = False  # there is no such fact: « sans les États-Unis »
    refused: bool = False  # somebody says that it is not so, or opposes it, or abstains
    rival: Node | None = None  # who did so `turn` (before or after) whoever is asked for
    turn: str = ""
    together: bool = False  # one article tells of it and of the first
    own: bool = False  # the relation itself and no kind of it: who tabled a text, not who co-sponsored it
    alike: bool = False  # by the same relation as the first: both voted for, or both abstained


@dataclass(frozen=True)
class Reading:
    """A question as it has been understood.

    `form`: rows, yes, count, most, least, path or bridge. `answer`: what of the first pattern the rows give: `subject`,
    `object`, `literal`, `date`, `speaker`, `relation`, `method`, `of` (whose post the object is), `topic`
    (what the object is about), or `other`, whichever
    end is not named.
    `negated`: the actors for whom there is no such fact. Patterns share the ends that are the same. `unknown`:
    the words that were not understood.
    """

    question: str
    lang: str
    patterns: tuple[Pattern, ...]
    form: str = "rows"
    answer: str = "subject"
    negated: bool = False
    order: str = ""
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def first(self) -> Pattern:
        return self.patterns[0]

    def refusals(self) -> Reading:
        """Who is said not to have such a fact, or to oppose it: what articles say, not what they leave out."""
        refusing = replace(self.first, statuses=(), refused=True)
        return replace(self, patterns=(refusing, *self.patterns[1:]), negated=False)

    def of_any_kind(self) -> Reading:
        """The same question, whatever the class of what is asked for; as rows."""
        gaps = [
            replace(
                pattern,
                subject=_any(pattern.subject),
                object=_any(pattern.object),
            )
            for pattern in self.patterns
        ]
        form = "rows" if self.form == "count" else self.form
        return self if tuple(gaps) == self.patterns else replace(self, patterns=tuple(gaps), form=form)

    def counting(self) -> Reading:
        """How many there are of what is asked for: « combien de pays » are also the « 72 États » of an article."""
        first = self.first
        side = (
            self.answer if self.form not in ("most", "least") else "object" if self.answer == "subject" else "subject"
        )
        counted = first.subject if side == "subject" else first.object
        if counted is None or counted.classes != ("State",) or counted.region:
            return self
        counted = replace(counted, classes=STATES)
        first = replace(first, subject=counted) if side == "subject" else replace(first, object=counted)
        return replace(self, patterns=(first, *self.patterns[1:]))

    def with_statuses(self, statuses: tuple[str, ...]) -> Reading:
        """The same question of facts of other statuses."""
        own = (pattern if pattern.absent else replace(pattern, statuses=statuses) for pattern in self.patterns)
        return replace(self, patterns=tuple(own))


def _any(node: Node | None) -> Node | None:
    return replace(node, names=(), classes=()) if node and node.gap and not node.region else node
