"""A question cut into what it is made of: what is asked for, the things it names, its verbs, its time, its status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from kg.ask import interrogative, spans, times, verbs
from kg.ask.language import Grammar, Language, phrase
from kg.ask.language import grammar as grammar_of
from kg.ask.names import Named, Names
from kg.ask.parts import Arg, Ask, Verb
from kg.ask.reading import DONE, ONGOING
from kg.ask.times import Period
from kg.ask.tokens import Word, words

_PRONOUNS = {"qui": "actor", "who": "actor", "que": "patient", "qu": "patient", "that": "", "which": ""}
_TAKEN_UP = frozenset("l le la les it them".split())
_OF_BODIES = ("Instrument", "Occasion")
_OWNERS = ("Organization", "State", "CountryGroup", "Topic")
_CERTAIN = {"ongoing": ONGOING, "realised": DONE, "standing": ("ongoing",)}


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
    speaker: Arg | None = None
    statuses: tuple[str, ...] = ()
    period: Period | None = None
    order: str = ""
    undone: bool = False  # « … mais ne l'ont pas encore fait »
    used: set[int] = field(default_factory=set)
    dated: set[int] = field(default_factory=set)  # words of a date

    def folded(self, first: int, last: int) -> str:
        """Words [first, last), folded."""
        return " ".join(word.fold for word in self.words[first:last])

    def text(self, first: int, last: int) -> str:
        """Words [first, last) as they were written."""
        return self.question[self.words[first].start : self.words[last - 1].end] if last > first else ""

    def before(self, arg: Arg) -> list[str]:
        """The folded words before an argument, its article and determiners left out, « du » as « de »."""
        articles, contracted = self._small()
        found: list[str] = []
        for word in self.words[max(0, arg.first - 6) : arg.first]:
            if word.fold in contracted:
                found.append(contracted[word.fold])
            elif word.fold not in articles and not self._orders(word):
                found.append(word.fold)
        if self.words[arg.first].fold in contracted and arg.gap:  # « auquel »
            found.append(contracted[self.words[arg.first].fold])
        return found

    def _orders(self, word: Word) -> bool:
        """« à la prochaine réunion »: the word that says which one in order stands between."""
        time = self.grammar.asking.time
        return word.i in self.used and any((word.fold,) == phrase(t) for o in ("last", "next") for t in time[o])

    def _small(self) -> tuple[set[str], dict[str, str]]:
        return _small_words(self.grammar.language)

    def preposition(self, arg: Arg) -> str:
        """The preposition an argument stands after, folded; "" for none."""
        before = self.before(arg)
        known = {self.plain(text): " ".join(phrase(text)) for text in self.grammar.asking.prepositions}
        fitting = [wanted for wanted in known if tuple(before[-len(wanted) :]) == wanted]
        return known[max(fitting, key=len)] if fitting else ""

    def plain(self, text: str) -> tuple[str, ...]:
        """A phrase as `before` gives words: « à l'occasion de » has no article there, « au sein de » no « au »."""
        articles, contracted = self._small()
        return tuple(contracted.get(word, word) for word in phrase(text) if word not in articles)

    def find(self, phrases: Iterable[str], start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """The first and then longest of these phrases among words not yet understood."""
        known = sorted((phrase(text) for text in phrases), key=len, reverse=True)
        stop = len(self.words) if end is None else end
        for i in range(start, stop):
            for wanted in known:
                last = i + len(wanted)
                if tuple(w.fold for w in self.words[i:last]) == wanted and not self.taken(i, last):
                    return i, last
        return None

    def taken(self, first: int, last: int) -> bool:
        """Whether one of the words is part of something already."""
        return any(i in self.used for i in range(first, last))

    def named(self, i: int) -> bool:
        """Whether a word is part of a thing's name."""
        return any(arg.first <= i < arg.last and arg.known for arg in self.args)

    def use(self, first: int, last: int) -> None:
        """These words have been understood."""
        self.used.update(range(first, last))

    def drop(self, arg: Arg) -> None:
        """The argument has found its place elsewhere."""
        self.args = [other for other in self.args if other is not arg]


@cache
def _small_words(language: Language) -> tuple[set[str], dict[str, str]]:
    asking = grammar_of(language).asking
    articles = {w for text in asking.articles for w in phrase(text)}
    return articles, {key: " ".join(phrase(text)) for key, text in asking.contracted.items()}


def read(question: str, grammar: Grammar, names: Names, loose: bool = False) -> Clause:
    """The parts of a question; `loose`: whatever is named may stand anywhere."""
    clause = Clause(question, words(question), grammar, names)
    while found := clause.find((*grammar.asking.polite, *grammar.asking.together)):
        clause.use(*found)
    if found := clause.find(grammar.asking.undone):
        clause.use(*found)
        clause.undone = True
    if (found := clause.find(grammar.asking.initiating)) and clause.words[found[0]].low != "a":
        clause.use(*found)
    clause.dated = times.spelt(question, clause.words, grammar)
    verbish = verbs.may_be(clause) - clause.used
    interrogative.read(clause)
    _mentions(clause, verbish)
    clause.args.sort(key=lambda arg: arg.first)
    clause.period = times.read(clause.question, clause.words, clause.grammar, clause.used)
    _editions(clause)
    _order(clause)
    _status(clause)
    clause.verbs = verbs.read(clause, verbish)
    _status(clause, after=True)
    _relative(clause)
    _dislocated(clause)
    _speaker(clause)
    _bodies(clause)
    _attach(clause)
    _join(clause)
    for arg in clause.args:
        arg.loose = loose
    return clause


def _mentions(clause: Clause, verbish: set[int]) -> None:
    i = 0
    said = verbs.phrases(clause, verbish) | _prospective(clause)
    while i < len(clause.words):
        arg = None if i in clause.used | said else spans.spot(clause, i, verbish)
        if arg:
            clause.args.append(arg)
            clause.use(arg.first, arg.last)
        i = arg.last if arg else i + 1


def _prospective(clause: Clause) -> set[int]:
    """English words of plans and wishes before « to »: « countries plan to join » names no plan."""
    asking = clause.grammar.asking
    if clause.grammar.language != "en":
        return set()
    wished = {w for status in ("planned", "aspired") for text in asking.status[status] for w in phrase(text)}
    return {word.i for word in clause.words if word.fold in wished and clause.folded(word.i + 1, word.i + 2) == "to"}


def _editions(clause: Clause) -> None:
    """« le Sommet en 2026 » is the edition of that year, where there is one."""
    if not clause.period or not clause.period.year:
        return
    for arg in clause.args:
        own = tuple(t for t in arg.names if clause.period.year in clause.names.key(t.label))
        if clause.gap and "ForumEdition" in clause.gap.classes and clause.preposition(arg) in ("de", "of"):
            continue  # « quelle édition du Sommet a eu lieu en 2025 ? »: the year is that of what is asked for
        if own and len(own) < len(arg.names):
            arg.names = own
            clause.period = None
            return


def _order(clause: Clause) -> None:
    """« la dernière édition », « le prochain sommet »."""
    for order in ("last", "next"):
        found = clause.find(clause.grammar.asking.time[order])
        if found and any(arg.first == found[1] for arg in clause.args):
            clause.order = order
            clause.use(*found)


def _status(clause: Clause, after: bool = False) -> None:
    """A word that says how certain facts are; English ones of plans and wishes once the verbs have taken theirs."""
    for status, phrases in clause.grammar.asking.status.items():
        if (clause.grammar.language == "en" and status in ("planned", "aspired")) != after or clause.statuses:
            continue
        found = clause.find(phrases)
        if found and not _finite(clause, found[0], phrases):
            clause.statuses = _CERTAIN.get(status, (status,))
            clause.use(*found)
            return


def _finite(clause: Clause, i: int, phrases: Iterable[str]) -> bool:
    """« souhaite » is no « souhaité »."""
    word = clause.words[i]
    said = {text.split()[0] for text in phrases}
    return word.low not in said and any(reading.finite for reading in clause.grammar.readings(word.low))


def _relative(clause: Clause) -> None:
    """« les forums que … », « … qui … »: what the pronoun says of the noun asked for."""
    if not clause.gap or clause.gap.side:
        return
    for word in clause.words[clause.gap.last :]:
        if word.i not in clause.used and word.fold in _PRONOUNS:
            clause.gap.side = _PRONOUNS[word.fold]
            clause.used.add(word.i)
            return


def _dislocated(clause: Clause) -> None:
    """« la résolution, qui l'a présentée ? »: a pronoun stands for what is named first, so that « qui » acts."""
    gap = clause.gap
    if gap and not gap.side and any(arg.last <= gap.first and not clause.preposition(arg) for arg in clause.args):
        after = clause.words[gap.last :] if clause.grammar.language == "en" else clause.words[gap.last : gap.last + 1]
        if any(word.fold in _TAKEN_UP and not clause.named(word.i) for word in after):
            gap.side = "actor"


def _speaker(clause: Clause) -> None:
    """« selon M. Hilale », « selon qui »."""
    wanted = {" ".join(phrase(text)) for text in clause.grammar.asking.speakers}
    for arg in clause.args:
        for said in wanted:
            if not (arg.known or arg.gap) or not _after(clause, arg, said):
                continue
            clause.speaker = arg
            clause.drop(arg)
            clause.used.update(range(max(0, arg.first - len(said.split()) - 2), arg.first))
            if arg.gap:
                clause.gap, clause.ask = None, "yes"
            return


def _after(clause: Clause, arg: Arg, said: str) -> bool:
    """Whether words, a title or an article aside, stand right before an argument."""
    before = f" {clause.folded(max(0, arg.first - 5), arg.first)}"
    return any(
        before.endswith(f" {said}{tail}") for tail in ("", " m", " mme", " le", " la", " les", " l", " the", " mr")
    )


def _attach(clause: Clause) -> None:
    """« le sommet de Kigali »: what follows tells which of the things so called is meant."""
    articles, contracted = clause._small()
    kept: list[Arg] = []
    for arg in clause.args:
        last = kept[-1] if kept else None
        between = [w.fold for w in clause.words[last.last : arg.first]] if last else []
        plain = [contracted.get(w, w) for w in between if w not in articles]
        if last and last.names and arg.known and not last.gap and plain in (["de"], ["of"]) and _loose(clause, last):
            last.linked = arg.known
            last.names = _so_called(clause, last)
            clause.use(last.last, arg.first)
            continue
        kept.append(arg)
    clause.args = kept


def _bodies(clause: Clause) -> None:
    """ "Security Council resolution 2793": whose the text or gathering is that follows at once."""
    if clause.grammar.language != "en":
        return
    kept: list[Arg] = []
    for arg in clause.args:
        last = kept[-1] if kept else None
        named = arg.names and not arg.gap and all(thing.is_a(_OF_BODIES) for thing in arg.names)
        if last and named and not last.gap and last.last == arg.first and any(t.is_a(_OWNERS) for t in last.names):
            arg.linked, arg.first = tuple(thing for thing in last.names if thing.is_a(_OWNERS)), last.first
            kept.pop()
        kept.append(arg)
    clause.args = kept


def _loose(clause: Clause, arg: Arg) -> bool:
    """Whether a mention is a noun that many things may be called by (« le sommet »), or may be several things."""
    key = tuple(word.stem for word in clause.words[arg.first : arg.last])
    return key in clause.grammar.heads or len(arg.names) > 1


def _so_called(clause: Clause, arg: Arg) -> tuple[Named, ...]:
    key = spans.key_of(clause, arg.first, arg.last)
    held = set.intersection(*(clause.names.postings.get(word, set()) for word in key)) if key else set()
    return clause.names.get(held) or arg.names


def _join(clause: Clause) -> None:
    """« A et B » is one argument in two; « A ou B » is either."""
    asking = clause.grammar.asking
    ands, ors = ({" ".join(phrase(t)) for t in texts} for texts in (asking.and_, asking.or_))
    articles, contracted = clause._small()
    kept: list[Arg] = []
    for arg in clause.args:
        last = kept[-1] if kept else None
        if last and last.known and arg.known and not last.gap:
            between = [w.fold for w in clause.words[max([last, *last.also], key=lambda a: a.last).last : arg.first]]
            prep = clause.preposition(last).split()  # « avec la France et avec le Togo »
            small = {*articles, *contracted, *prep, "a", "de"}
            core = " ".join(w for w in between if w not in small)
            if core in ands or (
                not core and "," in clause.question[clause.words[last.last - 1].end : clause.words[arg.first].start]
            ):
                last.also.append(arg)
                clause.use(last.last, arg.first)
                continue
            if core in ors:
                last.names = (*last.known, *arg.known)
                clause.use(last.last, arg.first)
                continue
        kept.append(arg)
    clause.args = kept
