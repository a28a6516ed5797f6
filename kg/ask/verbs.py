"""The verb groups of a question: « compte-t-il présenter », « ont été adoptées », « does … plan to host »."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from kg.ask.language import grammar as grammar_of
from kg.ask.language import phrase
from kg.ask.parts import Verb
from kg.lexicon.verbs import Form

if TYPE_CHECKING:
    from kg.ask.clause import Clause

_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "on"})
_AUXILIARIES = {"fr": frozenset({"être", "avoir"}), "en": frozenset({"be", "have"})}
_BE = {"fr": "être", "en": "be"}
_BEFORE_INFINITIVE = frozenset({"d", "de", "a", "pour"})
_ENTERED = frozenset({"dans", "en", "au", "aux", "a"})  # « qui entre au conseil ? »
_TAKING_NOUNS = frozenset({"of", "on", "for", "from", "with", "about", "against"})
_PRESENT = frozenset({"is", "are", "be", "been"})
_PAST = frozenset({"did", "was", "were", "has", "have", "had"})


def may_be(clause: Clause) -> set[int]:
    """Words that may be a verb where they stand: a form of one, no capital, not after an article."""
    asking = clause.grammar.asking
    articles = {w for text in (*asking.articles, *asking.contracted, *asking.which) for w in phrase(text)}
    articles -= {w for text in asking.what for w in phrase(text)}  # « what happened »
    still = {w for text in (*asking.contracted, *asking.fillers) for w in phrase(text)} - {"a", *_PAST, *_PRESENT}
    found = set()
    for word in clause.words:
        readings = clause.grammar.readings(joined(clause, word.i))
        before = clause.words[word.i - 1].fold if word.i else ""
        lexical = [r for r in readings if r.verb not in _AUXILIARIES[clause.grammar.language]]
        infinitive = before in _BEFORE_INFINITIVE and any(r.tense == "infinitive" for r in readings)
        if not readings or word.fold in still or word.low == "à" or (word.capital and word.i):
            continue  # « à » is no « a » whose accent is missing
        if _governed(clause, word.i, {reading.tense for reading in readings}):
            continue
        if before not in articles or not lexical or infinitive:
            found.add(word.i)
    return found


def _governed(clause: Clause, i: int, tenses: set[str]) -> bool:
    """« entre la France et le Maroc », "of draft resolution": a preposition, or what stands after one, is no verb."""
    low = clause.words[i].low
    if clause.grammar.language == "fr":
        return low == "entre" and clause.folded(i + 1, i + 2) not in _ENTERED
    phrased = any(clause.folded(i, i + 2) == " ".join(key) for key in _pairs())
    return phrased or (i > 0 and clause.words[i - 1].fold in _TAKING_NOUNS and tenses <= {"infinitive", "present"})


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    """What the English glossary names in two words."""
    return frozenset(key for text in grammar_of("en").asking.glossary if len(key := phrase(text)) == 2)


def joined(clause: Clause, i: int) -> str:
    """« co-préside » as one word."""
    word = clause.words[i]
    if word.glued and clause.words[i - 1].fold == "co":
        whole = f"co-{word.low}"
        return whole if clause.grammar.readings(whole) else f"co{word.low}"
    return word.low


def read(clause: Clause, verbish: set[int]) -> list[Verb]:
    """The verb groups, in order; an auxiliary or a modal verb belongs to the verb after it."""
    found: list[Verb] = []
    pending: list[int] = []
    for i in sorted(verbish - clause.used):
        if pending and _predicate(clause, pending[-1], i):
            continue
        lemmas = {r.verb for r in clause.grammar.readings(joined(clause, i))}
        if lemmas & _AUXILIARIES[clause.grammar.language] or _governs(clause, i):
            pending.append(i)
            continue
        found.append(_verb(clause, i, pending))
        pending = []
    if pending:
        main = pending.pop()
        found.append(_verb(clause, main, pending))
    return found


def _predicate(clause: Clause, copula: int, i: int) -> bool:
    """« est-il président »: what « être » says of somebody is no verb, even where it is spelt like one."""
    readings = clause.grammar.readings(clause.words[i].low)
    if clause.grammar.language != "fr" or clause.words[i].stem not in clause.grammar.nouns:
        return False
    if any(r.tense in ("participle", "past", "infinitive") for r in readings):
        return False
    small = {w for text in (*clause.grammar.asking.articles, *clause.grammar.asking.fillers) for w in phrase(text)}
    between = {word.fold for word in clause.words[copula + 1 : i]}
    return any(r.verb == "être" for r in clause.grammar.readings(clause.words[copula].low)) and between <= small


def phrases(clause: Clause, verbish: set[int]) -> set[int]:
    """The nouns that are part of a verb: « took place » names no place."""
    found: set[int] = set()
    for i in verbish:
        for reading in clause.grammar.readings(joined(clause, i)):
            for trigger in clause.grammar.verbs.get(reading.verb, ()):
                rest = trigger.words[1:]
                if trigger.own and rest and tuple(w.stem for w in clause.words[i + 1 : i + 1 + len(rest)]) == rest:
                    found.update(range(i + 1, i + 1 + len(rest)))
    return found


def _governs(clause: Clause, i: int) -> bool:
    """Whether the word is a verb that says how certain another is (« compte présenter »)."""
    grammar = clause.grammar
    lemmas = {r.verb for r in grammar.readings(clause.words[i].low)}
    wishing = lemmas & set(grammar.asking.wishes) and clause.folded(i + 1, i + 2) == "a"
    refusing = lemmas & set(grammar.asking.refusing)
    if not wishing and not refusing and not lemmas & (grammar.governs.keys() | {"pouvoir"}):
        return False
    following = [j for j in range(i + 1, min(len(clause.words), i + 12)) if j not in clause.used]
    return any(r.tense == "infinitive" for j in following for r in grammar.readings(joined(clause, j)))


def _verb(clause: Clause, at: int, pending: list[int]) -> Verb:
    grammar, words = clause.grammar, clause.words
    language = grammar.language
    readings = grammar.readings(joined(clause, at))
    first = pending[0] if pending else at
    lemmas = {j: {r.verb for r in grammar.readings(words[j].low)} for j in pending}
    auxiliaries = [j for j in pending if lemmas[j] & _AUXILIARIES[language]]
    with_be = any(_BE[language] in lemmas[j] for j in auxiliaries)
    participle = any(r.tense in ("participle", "past") for r in readings) and clause.folded(at - 1, at) != "to"
    reflexive = language == "fr" and bool({"se", "s"} & {w.fold for w in words[max(0, first - 1) : at]})
    around = {w.fold for w in words[max(0, first - 2) : at + 4]}
    negative = {w for text in grammar.asking.negative for w in phrase(text)}
    negated = bool(negative & around)
    refusing = set().union(*lemmas.values()) & set(grammar.asking.refusing)
    status = _modality(clause, [j for j in pending if j not in auxiliaries], at)
    clause.used.update((*pending, at))
    if joined(clause, at) != words[at].low:
        clause.used.add(at - 1)
    return Verb(
        first,
        at + 1,
        at,
        tuple(dict.fromkeys(r.verb for r in readings)),
        _tense(clause, first, at, auxiliaries),
        passive=participle and not reflexive and (with_be or not _finite(readings, clause, at, auxiliaries)),
        reflexive=reflexive,
        negated=negated,
        inverted=any(w.glued and w.fold in _PRONOUNS for w in words[first + 1 : at + 4]),
        status=status,
        refused=bool(refusing) or (negated and status == "aspired"),
    )


def _finite(readings: Iterable[Form], clause: Clause, at: int, auxiliaries: list[int]) -> bool:
    """Whether the word itself can be the verb of the sentence, or has an auxiliary (« a signé »)."""
    if auxiliaries:
        return True
    tenses = {reading.tense for reading in readings}
    if clause.grammar.language == "en":
        after = [word.fold for word in clause.words[at + 1 : at + 2]]
        return bool(tenses & {"present", "past", "infinitive"}) and after != ["by"]
    if "participle" in tenses and clause.words[at].low.endswith(("é", "ée", "és", "ées")):
        return False
    return bool(tenses - {"participle"})


def _tense(clause: Clause, first: int, at: int, auxiliaries: list[int]) -> str:
    if clause.grammar.language == "en":
        before = {word.fold for word in clause.words[max(0, first - 8) : at]}
        if before & {"will", "shall"}:
            return "future"
        return "past" if before & _PAST else "present"
    readings = clause.grammar.readings(joined(clause, auxiliaries[0] if auxiliaries else at))
    return readings[0].tense if readings else "present"


def _modality(clause: Clause, governors: list[int], at: int) -> str:
    """The status that what stands before a verb gives it: « compte », « souhaite », « plans to »."""
    grammar = clause.grammar
    for j in governors:
        for reading in grammar.readings(clause.words[j].low):
            if reading.verb in grammar.governs:
                return grammar.governs[reading.verb]
            if reading.verb in grammar.asking.wishes:
                return "aspired"
    if grammar.language == "en":
        for j in range(max(0, at - 8), at):
            for status in ("planned", "aspired"):
                if clause.words[j].fold in grammar.asking.status[status] and not clause.named(j):
                    clause.used.add(j)
                    return status
    return ""
