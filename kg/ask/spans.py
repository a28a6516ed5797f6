"""Where a question names something: the longest run of words that a name of the store has, or that several hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.ask import names as naming
from kg.ask.language import Grammar, Language, grammar, phrase, stemmed
from kg.ask.names import Key, Named, Names
from kg.ask.parts import Arg

if TYPE_CHECKING:
    from kg.ask.clause import Clause

_LONGEST = 18
_MANY = 12
_BEGINNING = 7
_MOST_COMPARED = 300
_INDEFINITE = frozenset({"un", "une", "a", "an", "any"})
_MOST_CALLED = 60
_FRENCH = frozenset("de du des d l le la les sur pour un une au aux et en a".split())
# Small words inside a name: a question may hold one in the other language whole.
_ENGLISH = frozenset("of the for and".split())
_CONNECTORS = {"fr": _FRENCH | _ENGLISH, "en": _FRENCH | _ENGLISH | frozenset("on an in to".split())}
_ON_TEXTS = frozenset({"sponsors", "signs", "ratifies", "adopts", "drafts", "negotiates"})
_HELD = frozenset({"ForumEdition", "Meeting", "Summit", "Session", "Occasion"})
_LOOSE = frozenset("et a au aux and to".split())


def spot(clause: Clause, i: int, verbish: set[int]) -> Arg | None:
    """What the words from `i` on name, or None."""
    word = clause.words[i]
    if not _content(clause, i) or word.fold.isdigit() or (i in verbish and not word.capital) or i in clause.dated:
        return None
    exact_last, exact, stands = _exact(clause, i, verbish)
    if _ordering(clause, i) and (series := _gathering(clause, i + 1, verbish)) and series.last > exact_last:
        return None  # the noun behind begins it
    if i and _ordering(clause, i - 1) and (series := _gathering(clause, i, verbish)):
        return series
    if word.fold in _interrogatives(clause.grammar) and (i == 0 or not word.capital):
        return None
    indefinite = _indefinite(clause, i)
    if indefinite and not (exact_last > indefinite.last and _full(clause, i, exact_last) > 1):
        return indefinite  # else « un centre arabe de données linguistiques » is named whole
    bag_last, held = _bag(clause, i, verbish)
    says = not word.capital and _says(clause, i)  # « un partenariat », « membres du groupe »
    if says and (max(bag_last, exact_last) == i + 1 or bag_last > exact_last) and not _described(clause, i):
        return _of_kind(clause, i)
    if max(bag_last, exact_last) == i + 1 and word.fold in _ordinals(clause.grammar.language):
        return None  # « les premiers bénéficiaires »
    if bag_last > exact_last and _full(clause, i, bag_last) > _full(clause, i, exact_last or i):
        found = clause.names.get(held)
        if _full(clause, i, bag_last) == 1 and not found[0].mentioned:
            return None
        kinds = _kinds(clause, i)
        fitting = tuple(thing for thing in found if thing.is_a(kinds)) if kinds else found
        text = clause.text(i, bag_last)
        # "the next AI summit": the place or the year will tell which one
        narrowed = bag_last > i + 1 and (clause.grammar.language == "en" or (i > 0 and _ordering(clause, i - 1)))
        if len(fitting or found) > (_MOST_CALLED if kinds and fitting and narrowed else _MANY):
            return None
        return Arg(i, bag_last, fitting or found, classes=kinds, text=text)
    if not exact_last:
        return _of_kind(clause, i)
    known = clause.names.get(exact | _editions(clause.names, exact, key_of(clause, i, exact_last)))
    if exact_last == bag_last == i + 1 and _kinds(clause, i) and _acted_on(clause, i + 2) and len(held) <= _MOST_CALLED:
        known = clause.names.get(held)  # « le mémorandum signé par … »: any that is called so
    if known and not known[0].mentioned and bag_last == exact_last:
        known = tuple(t for t in clause.names.get(held) if t.mentioned) or known  # the one articles speak of
    return Arg(i, exact_last, known, clause.names.get(stands), text=clause.text(i, exact_last))


def _ordering(clause: Clause, i: int) -> bool:
    """« prochaine », « dernière »."""
    time = clause.grammar.asking.time
    return any((clause.words[i].fold,) == phrase(text) for order in ("last", "next") for text in time[order])


def _gathering(clause: Clause, i: int, verbish: set[int]) -> Arg | None:
    """« édition de la Conférence », « session du Conseil »: the editions or meetings of what follows the noun."""
    small = {w for text in (*clause.grammar.asking.articles, "de", "du", "des", "d", "of") for w in phrase(text)}
    if not set(_kinds(clause, i)) & _HELD and not _says(clause, i):
        return None
    start = i + 1
    while start < len(clause.words) and clause.words[start].fold in small:
        start += 1
    if start == i + 1 or start >= len(clause.words):
        return None
    whole = spot(clause, start, verbish)
    if whole is None or not whole.names:
        return None
    held = (clause.names.editions, clause.names.meetings)
    iris = {iri for thing in whole.names for own in held for iri in own.get(thing.iri, ())}
    found = clause.names.get(iri for iri in iris if iri in clause.names.things)
    return Arg(i, whole.last, found, text=clause.text(i, whole.last)) if found else None


def called(clause: Clause, arg: Arg) -> tuple[Named, ...]:
    """The things that a noun names, where its class is wider than the noun: « coalition », « table ronde »."""
    if not arg.noun:
        return ()
    noun = key_of(clause, arg.last - len(arg.noun), arg.last)
    held = set.intersection(*(clause.names.postings.get(word, set()) for word in noun)) if noun else set()
    found = tuple(thing for thing in clause.names.get(held) if thing.mentioned)
    return found if len(found) <= _MOST_CALLED else ()


@cache
def _asking_words(language: Language) -> frozenset[str]:
    asking = grammar(language).asking
    texts = (*asking.who, *asking.what, *asking.which, *asking.which_one, *asking.where, *asking.how_many, *asking.how)
    texts += (*(text for text in asking.prepositions if text not in asking.initiating), *asking.fillers)
    return frozenset(word for text in texts for word in phrase(text))


@cache
def _ordinals(language: Language) -> frozenset[str]:
    time = grammar(language).asking.time
    return frozenset(fold for order in ("first", "last", "next") for text in time[order] for fold in phrase(text))


def _interrogatives(rules: Grammar) -> frozenset[str]:
    """Words that ask or join, and so name nothing."""
    return _asking_words(rules.language)


def _indefinite(clause: Clause, i: int) -> Arg | None:
    """« un forum »: any of them."""
    if i == 0 or clause.words[i - 1].fold not in _INDEFINITE:
        return None
    for size in (3, 2, 1):
        key = tuple(word.stem for word in clause.words[i : i + size])
        kinds = clause.grammar.heads.get(key, ()) if len(key) == size else ()
        if kinds and (key[0] not in clause.grammar.nouns or "ForumEdition" in kinds or _acted_on(clause, i - 1)):
            noun = () if key in clause.grammar.generic else key  # « un sommet » is what is called so
            return Arg(i, i + size, classes=kinds, text=clause.text(i, i + size), noun=noun)
    return None


def _acted_on(clause: Clause, at: int) -> bool:
    """« signé un mémorandum »: a verb of texts stands before the article, so that the noun is one of them."""
    lemmas = (
        {reading.verb for reading in clause.grammar.readings(clause.words[at - 1].low)}
        if 0 < at <= len(clause.words)
        else set()
    )
    triggers = (trigger for lemma in lemmas for trigger in clause.grammar.verbs.get(lemma, ()))
    return any(trigger.own and trigger.relation in _ON_TEXTS for trigger in triggers)


def _of_kind(clause: Clause, i: int) -> Arg | None:
    """« le texte adopté par … »: what is so called, told by the participle behind it."""
    for size in (3, 2, 1):
        key = tuple(word.stem for word in clause.words[i : i + size])
        kinds = clause.grammar.heads.get(key, ()) if len(key) == size else ()
        if kinds and _acted_on(clause, i + size + 1):
            return Arg(
                i,
                i + size,
                classes=kinds,
                text=clause.text(i, i + size),
                noun=() if key in clause.grammar.generic else key,
            )
    return None


def _says(clause: Clause, i: int) -> bool:
    """Whether a noun that says a relation begins there."""
    return any(
        tuple(w.stem for w in clause.words[i : i + len(trigger.words)]) == trigger.words
        for trigger in clause.grammar.nouns.get(clause.words[i].stem, ())
    )


def _described(clause: Clause, i: int) -> bool:
    """« le sommet de New Delhi », « au sommet de 2026 »: a noun, its article, and what tells which one is meant."""
    if i == 0 or i + 2 >= len(clause.words) or clause.words[i - 1].fold not in ("le", "la", "au", "du", "the"):
        return False
    if _kinds(clause, i) and _acted_on(clause, i + 2):
        return True  # « le mémorandum signé par la Guinée »
    if "ForumEdition" not in _kinds(clause, i)[:1] or clause.words[i + 1].fold not in ("de", "d", "in", "of"):
        return False
    if clause.words[i + 2].fold.isdigit():
        return True
    _, exact, _ = _exact(clause, i + 2, set())
    return any(thing.is_a({"Place"}) for thing in clause.names.get(exact))


def _content(clause: Clause, i: int) -> bool:
    word = clause.words[i]
    return (len(word.fold) > 1 or word.fold.isdigit()) and (
        word.fold not in naming.STOPS or (word.text.isupper() and len(word.text) > 1)
    )


def _exact(clause: Clause, i: int, verbish: set[int]) -> tuple[int, set[str], set[str]]:
    for last in range(min(len(clause.words), i + _LONGEST), i, -1):
        if not _content(clause, last - 1) or any(j in clause.used for j in range(i, last)):
            continue
        hits, stands = _named(clause.names, key_of(clause, i, last))
        if not hits and clause.grammar.language == "en":
            own = tuple(clause.words[j].stem for j in range(i, last) if _content(clause, j))
            hits, stands = _named(clause.names, clause.names.shorten(own))
        if hits or (stands and clause.words[i].capital):
            return last, hits, stands
    return 0, set(), set()


def _named(names: Names, key: Key) -> tuple[set[str], set[str]]:
    """What is called so, rather by its preferred name, and what the name stands for."""
    return names.preferred.get(key) or names.exact.get(key) or set(), names.stands.get(key) or set()


def key_of(clause: Clause, first: int, last: int) -> Key:
    """The words as names are compared; English ones by their French."""
    return tuple(word for word, _ in keyed(clause, first, last))


def keyed(clause: Clause, first: int, last: int) -> list[tuple[str, int]]:
    """Compared words with their places."""
    run = [(clause.words[j].stem, j) for j in range(first, last) if _content(clause, j)]
    if clause.grammar.language == "en":
        run = naming.replaced(run, {**_glossary(), **clause.names.english})
    return naming.replaced(run, clause.names.phrases)


@cache
def _glossary() -> dict[Key, Key]:
    said = grammar("en").asking.glossary.items()
    return {naming.content(english) or stemmed(english): naming.content(french) for english, french in said}


def _bag(clause: Clause, i: int, verbish: set[int]) -> tuple[int, set[str]]:
    """The longest run whose words all stand in the names of one thing: its end and these things."""
    stop = i
    while stop < min(len(clause.words), i + _LONGEST) and stop not in clause.used:
        if stop in verbish and stop > i:
            break
        if not _content(clause, stop) and clause.words[stop].fold not in _CONNECTORS[clause.grammar.language]:
            break
        stop += 1
    run = keyed(clause, i, stop)
    held: set[str] = set()
    last = 0
    for place, (word, at) in enumerate(run):
        holders = clause.names.postings.get(word, set()) | clause.names.postings.get(clause.words[at].stem, set())
        narrowed = (holders & held or _akin(clause.names, word, held)) if place else set(holders)
        if not narrowed:
            break
        first = next((j for j in range(last, at) if _content(clause, j)), at) if last else at
        between = {clause.words[j].fold for j in range(last, first)} if last else set()
        if between & _LOOSE and _alone(clause, first, at + 1):
            break
        held, last = narrowed, at + 1
    return last, held


def _akin(names: Names, word: str, among: set[str]) -> set[str]:
    """Those whose names hold a word of the same beginning: « technologie », « technologique »."""
    if len(word) < _BEGINNING or len(among) > _MOST_COMPARED:
        return set()
    start = word[:_BEGINNING]
    return {
        iri
        for iri in among
        if any(own.startswith(start) for text in names.things[iri].others for own in names.key(text))
    }


def _alone(clause: Clause, first: int, last: int) -> bool:
    """Whether the words name something by themselves: « et la France » begins another thing."""
    key = key_of(clause, first, last)
    return key in clause.names.exact or key in clause.names.stands


def _full(clause: Clause, first: int, last: int) -> int:
    return sum(_content(clause, j) for j in range(first, last))


def _kinds(clause: Clause, i: int) -> tuple[str, ...]:
    """The classes that the noun a run begins with allows."""
    for j in (i, i + 1):
        for size in (3, 2, 1):
            key = tuple(word.stem for word in clause.words[j : j + size])
            if len(key) == size and key in clause.grammar.heads:
                return clause.grammar.heads[key]
    return ()


def _editions(names: Names, iris: set[str], key: Key) -> set[str]:
    """What else is meant by a name: the editions of a series, and what a short form is the beginning of."""
    found = {edition for iri in iris for edition in names.editions.get(iri, ())}
    if names.preferred.get(key) or len(key) < 2:
        return found
    holders = set.intersection(*(names.postings[word] for word in key)) if key else set()
    return found | {iri for iri in holders if names.key(names.things[iri].label)[: len(key)] == key}
