"""A question cut into what it is made of: what is asked for, the things it names, its verbs, its time, its status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.ask import spans, times
from kg.ask.language import Grammar, phrase
from kg.ask.names import Names
from kg.ask.parts import Arg, Verb
from kg.ask.times import Period
from kg.ask.tokens import Word, words

Ask = Literal["rows", "yes", "count", "where", "when", "how", "why", "most", "least"]
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "on"})
_BE_HAVE = {"fr": {"être", "avoir"}, "en": {"be", "have"}}


@dataclass
class Clause:
    """A question in parts. `used`: the words that have been understood so far."""

    question: str
    words: list[Word]
    grammar: Grammar
    names: Names
    ask: Ask = "rows"
    args: list[Arg] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    gap: Arg | None = None
    relative: str = ""  # « les forums que … » : que, « qui » : qui
    statuses: tuple[str, ...] = ()
    period: Period | None = None
    order: str = ""  # last, first, next: of several editions or texts
    used: set[int] = field(default_factory=set)

    def folded(self, first: int, last: int) -> str:
        """Words [first, last), folded."""
        return " ".join(word.fold for word in self.words[first:last])

    def text(self, first: int, last: int) -> str:
        """Words [first, last) as they were written."""
        return self.question[self.words[first].start : self.words[last - 1].end] if last > first else ""

    def before(self, arg: Arg) -> list[str]:
        """The folded words before an argument, its article and determiners left out, « du » as « de »."""
        asking = self.grammar.asking
        articles, contracted = set(map(_folded, asking.articles)), asking.contracted
        found: list[str] = []
        for word in self.words[max(0, arg.first - 6) : arg.first]:
            if word.fold in contracted:
                found.append(_folded(contracted[word.fold]))
            elif word.fold not in articles:
                found.append(word.fold)
        return found

    def preposition(self, arg: Arg) -> str:
        """The preposition an argument stands after, folded; "" for none."""
        before = self.before(arg)
        known: list[tuple[str, ...]] = [phrase(text) for text in self.grammar.asking.prepositions]
        fitting = [wanted for wanted in known if tuple(before[-len(wanted) :]) == wanted]
        longest = max(fitting, key=lambda wanted: len(wanted), default=())
        return " ".join(longest) if self._beside(arg) else ""

    def _beside(self, arg: Arg) -> bool:
        """Whether a preposition before it is its own, not that of something else."""
        others = [other for other in self.args if other is not arg and other.last <= arg.first]
        last = max((other.last for other in others), default=0)
        skipped = {*map(_folded, self.grammar.asking.articles)}
        return any(w.fold not in skipped for w in self.words[last : arg.first])

    def find(self, phrases: Iterable[str], start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """The first and then longest of these phrases among words not yet understood."""
        known = sorted((phrase(text) for text in phrases), key=len, reverse=True)
        stop = len(self.words) if end is None else end
        for i in range(start, stop):
            for wanted in known:
                last = i + len(wanted)
                if last <= stop and tuple(w.fold for w in self.words[i:last]) == wanted and not self.taken(i, last):
                    return i, last
        return None

    def taken(self, first: int, last: int) -> bool:
        """Whether one of the words is part of something already."""
        return any(i in self.used for i in range(first, last))

    def use(self, first: int, last: int) -> None:
        """These words have been understood."""
        self.used.update(range(first, last))


def _folded(text: str) -> str:
    return " ".join(phrase(text))


def read(question: str, grammar: Grammar, names: Names) -> Clause:
    """The parts of a question."""
    clause = Clause(question, words(question), grammar, names)
    asking = grammar.asking
    while found := clause.find(asking.polite):
        clause.use(*found)
    verbish = _verbish(clause)
    _interrogative(clause)
    _mentions(clause, verbish)
    clause.period = times.read(clause.question, clause.words, clause.grammar, clause.used)
    _status(clause)
    clause.verbs = _verbs(clause, verbish)
    _relative(clause)
    clause.args.sort(key=lambda arg: arg.first)
    return clause


def _verbish(clause: Clause) -> set[int]:
    """Words that may be a verb where they stand: a form of one, no capital, not after an article."""
    articles = {*map(_folded, clause.grammar.asking.articles), *map(_folded, clause.grammar.asking.contracted)}
    articles |= {_folded(w) for w in clause.grammar.asking.which}
    found = set()
    for word in clause.words:
        readings = clause.grammar.readings(_joined(clause, word.i))
        before = clause.words[word.i - 1].fold if word.i else ""
        finite = [r for r in readings if r.verb not in ("avoir", "être")]
        if readings and (not word.capital or word.i == 0) and (before not in articles or not finite):
            found.add(word.i)
    return found


def _joined(clause: Clause, i: int) -> str:
    """« co-préside » as one word."""
    word = clause.words[i]
    if word.glued and clause.words[i - 1].fold == "co":
        whole = f"co-{word.low}"
        return whole if clause.grammar.readings(whole) else f"co{word.low}"
    return word.low


def _interrogative(clause: Clause) -> None:
    """What is asked for, and with which noun."""
    asking, n = clause.grammar.asking, len(clause.words)
    simple: tuple[tuple[Ask, Sequence[str]], ...] = (
        ("why", asking.why), ("when", asking.when), ("where", asking.where), ("how", asking.how),
    )  # fmt: skip
    for ask, phrases in simple:
        limit = n if ask in ("why", "when") else 4
        if found := clause.find(phrases, 0, min(n, limit)):
            if ask == "how" and clause.find(asking.how_many, 0, min(n, 6)):
                break
            clause.ask = ask
            clause.use(*found)
            return
    if found := clause.find(asking.how_many):
        clause.ask = "count"
        clause.use(*found)
        _noun(clause, found[1], after_of=True)
        return
    for phrases in (asking.list_, asking.which, asking.which_one):
        if found := clause.find(phrases):
            clause.use(*found)
            if phrases is asking.list_ or not clause.gap:
                _noun(clause, found[1], after_of=False)
            if clause.gap:
                clause.gap.first = min(clause.gap.first, found[0])
                if phrases is asking.which and found[0] > 0:
                    clause.gap.first = found[0]
                return
            clause.used.difference_update(range(*found))
    for phrases, classes in ((asking.who, ("Actor",)), (asking.what, ())):
        if found := clause.find(phrases):
            clause.use(*found)
            clause.gap = Arg(*found, classes=classes, gap=True, text=clause.text(*found))
            clause.args.append(clause.gap)
            return
    clause.ask = "yes"
    if found := clause.find(asking.yes_no):
        clause.use(*found)


def _noun(clause: Clause, at: int, after_of: bool) -> None:
    """The noun of « quels forums », « combien de forums » as the gap, with its classes."""
    articles = {*map(_folded, clause.grammar.asking.articles), *map(_folded, clause.grammar.asking.contracted)}
    while at < len(clause.words) and clause.words[at].fold in articles | {"de", "autre", "autres", "other"}:
        at += 1
    for size in (4, 3, 2, 1):
        key = tuple(word.stem for word in clause.words[at : at + size])
        if len(key) == size and key in clause.grammar.heads and not clause.taken(at, at + size):
            last = at + size
            plural = clause.words[at].fold != clause.words[at].stem and clause.words[at].fold.endswith(("s", "x"))
            clause.gap = Arg(
                at, last, classes=clause.grammar.heads[key], gap=True, plural=plural, text=clause.text(at, last)
            )
            clause.args.append(clause.gap)
            clause.use(at, last)
            return


def _mentions(clause: Clause, verbish: set[int]) -> None:
    i = 0
    while i < len(clause.words):
        arg = None if i in clause.used else spans.spot(clause, i, verbish)
        if arg:
            clause.args.append(arg)
            clause.use(arg.first, arg.last)
        i = arg.last if arg else i + 1


def _status(clause: Clause) -> None:
    for status, phrases in clause.grammar.asking.status.items():
        if clause.grammar.language == "en" and status in ("planned", "aspired"):
            continue  # told with the verb
        if found := clause.find(phrases):
            clause.statuses = (status,) if status != "ongoing" else ("ongoing", "realised")
            clause.use(*found)
            return


def _verbs(clause: Clause, verbish: set[int]) -> list[Verb]:
    """The verb groups, in order; an auxiliary belongs to the participle after it."""
    found: list[Verb] = []
    pending: list[int] = []
    for i in sorted(verbish - clause.used):
        readings = clause.grammar.readings(_joined(clause, i))
        lemmas = {r.verb for r in readings}
        if lemmas & _BE_HAVE[clause.grammar.language] or _governs(clause, i):
            pending.append(i)
            continue
        found.append(_verb(clause, i, pending))
        pending = []
    if pending:
        main = pending.pop()
        found.append(_verb(clause, main, pending))
    return found


def _governs(clause: Clause, i: int) -> bool:
    """Whether the word is a verb that says how certain another is (« compte présenter »)."""
    grammar = clause.grammar
    lemmas = {r.verb for r in grammar.readings(clause.words[i].low)}
    if not lemmas & (grammar.governs.keys() | {"pouvoir"}):
        return False
    following = [j for j in range(i + 1, min(len(clause.words), i + 9)) if j not in clause.used]
    return any(
        r.tense == "infinitive" and r.verb not in _BE_HAVE["fr"]
        for j in following
        for r in grammar.readings(clause.words[j].low)
    )


def _verb(clause: Clause, at: int, pending: list[int]) -> Verb:
    grammar, language = clause.grammar, clause.grammar.language
    readings = grammar.readings(_joined(clause, at))
    first = pending[0] if pending else at
    around = {word.fold for word in clause.words[max(0, first - 2) : at]}
    after = {word.fold for word in clause.words[at + 1 : at + 4]}
    be = {"fr": "être", "en": "be"}[language]
    governors = [j for j in pending if not {r.verb for r in grammar.readings(clause.words[j].low)} & _BE_HAVE[language]]
    auxiliaries = [j for j in pending if j not in governors]
    participle = any(r.tense in ("participle", "past") for r in readings)
    is_be = [j for j in auxiliaries if be in {r.verb for r in grammar.readings(clause.words[j].low)}]
    reflexive = bool({"se", "s"} & {w.fold for w in clause.words[max(0, first - 1) : at]}) and language == "fr"
    tense = _tense(clause, first, at, auxiliaries)
    verb = Verb(
        first, at + 1, at, tuple(dict.fromkeys(r.verb for r in readings)), tense,
        passive=participle and not reflexive and (bool(is_be) or not _finite(readings, clause, at, auxiliaries)),
        reflexive=reflexive,
        negated=bool({_folded(w) for w in grammar.asking.negative} & (around | after)),
        inverted=any(w.glued and w.fold in _PRONOUNS for w in clause.words[first + 1 : at + 4]),
        status=_modality(clause, governors, first, at),
    )  # fmt: skip
    for j in (*pending, at):
        clause.used.add(j)
    return verb


def _finite(readings: Iterable[object], clause: Clause, at: int, auxiliaries: list[int]) -> bool:
    """Whether the word itself can be the verb of the sentence, or has an auxiliary (« a signé »)."""
    if auxiliaries:
        return True
    tenses = {getattr(r, "tense", "") for r in readings}
    if clause.grammar.language == "en":
        return bool(tenses & {"present", "past", "infinitive"})
    accented = clause.words[at].low
    if "participle" in tenses and accented.endswith(("é", "ée", "és", "ées")):
        return False
    return bool(tenses - {"participle"})


def _tense(clause: Clause, first: int, at: int, auxiliaries: list[int]) -> str:
    if clause.grammar.language == "en":
        before = {word.fold for word in clause.words[max(0, first - 6) : at]}
        if "will" in before or "shall" in before:
            return "future"
        return "past" if before & {"did", "was", "were", "has", "have", "had"} else "present"
    readings = clause.grammar.readings(clause.words[auxiliaries[0] if auxiliaries else at].low)
    return readings[0].tense if readings else "present"


def _modality(clause: Clause, governors: list[int], first: int, at: int) -> str:
    grammar = clause.grammar
    for j in governors:
        for reading in grammar.readings(clause.words[j].low):
            if reading.verb in grammar.governs:
                return grammar.governs[reading.verb]
    if grammar.language == "en":
        for j in range(max(0, at - 7), at):
            for status in ("planned", "aspired"):
                if j not in clause.used and clause.words[j].fold in grammar.asking.status[status]:
                    clause.used.add(j)
                    return status
    return ""


def _relative(clause: Clause) -> None:
    """« les forums que préside le Maroc »: what the pronoun says of the noun asked for."""
    if not clause.gap:
        return
    for word in clause.words[clause.gap.last :]:
        if word.i not in clause.used and word.fold in ("qui", "que", "qu", "who", "that", "which"):
            clause.relative = {"qui": "actor", "who": "actor", "que": "patient", "qu": "patient"}.get(word.fold, "")
            clause.used.add(word.i)
            return
