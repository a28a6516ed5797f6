"""Questions whose form, not a verb, says what is asked: who someone is, how two things are linked, what is planned."""

from __future__ import annotations

import re
from functools import cache

from kg.ask import clause as clauses
from kg.ask import posts, spans, votes
from kg.ask.clause import Clause
from kg.ask.language import Grammar, Language, grammar, phrase
from kg.ask.names import Named, Names
from kg.ask.parts import Arg
from kg.ask.reading import DONE, Node, Pattern, Reading
from kg.ask.tokens import Word, words
from kg.lexicon import load as lexicon

_GATHERING = ("participatesIn",)
_VOTING = ("voting_alike", "voting_like")


def shaped(question: str, rules: Grammar, names: Names) -> Reading | None:
    """The reading of a question of one of the known shapes (`patterns` in ontology/questions)."""
    plain, places = _plain(question, rules)
    for kind, pattern in _patterns(rules.language):
        match = re.match(pattern, plain)
        if not match:
            continue
        clause = Clause(question, words(question), rules, names)
        acting = kind in ("bridge", "bridging") or kind in _VOTING
        named = [_whole(clause, _span(plain, places, match.span(i + 1)), acting) for i in range(len(match.groups()))]
        if kind == "identity" and posts.titled(clause, _span(plain, places, match.span(1))[0]):
            continue
        if all(named):
            return _of_shape(kind, question, rules.language, [Node(found) for found in named if found])
    return None


def _of_shape(kind: str, question: str, lang: str, nodes: list[Node]) -> Reading | None:
    one = nodes[0]
    if kind == "path":
        return Reading(question, lang, (Pattern((), one, nodes[1]),), "path", "path")
    if kind == "bridge":
        return Reading(question, lang, (Pattern((), one, nodes[1], DONE),), "bridge", "bridge")
    if kind == "bridging":
        patterns = (Pattern((), nodes[1], nodes[2], DONE), Pattern((), one))
        return Reading(question, lang, patterns, "bridging", "bridge")
    if kind in _VOTING:
        return votes.alike(question, lang, nodes[-1], nodes[:-1])
    if kind == "role":
        return Reading(question, lang, (Pattern((), one, nodes[1]),), "rows", "relation")
    if kind == "identity" and all(thing.is_a({"Person"}) for thing in one.names):
        return Reading(question, lang, (Pattern(("holdsPosition",), one, Node(gap=True)),), "rows", "object")
    return Reading(question, lang, (Pattern((), one, Node(gap=True)),), "rows", "other")


@cache
def _patterns(lang: Language) -> tuple[tuple[str, str], ...]:
    rules = grammar(lang)
    found = []
    for kind, texts in rules.asking.patterns.items():
        for text in texts:
            parts = [" ".join(_fold_small(words(part), rules)[0]) for part in text.split("*")]
            found.append(
                (kind, "(.+)".join(_spaced(re.escape(part), i, len(parts)) for i, part in enumerate(parts)) + "$")
            )
    return tuple(found)


def _spaced(part: str, i: int, count: int) -> str:
    return ("" if i == 0 or not part else " ") + part + ("" if i == count - 1 or not part else " ")


def _fold_small(given: list[Word], rules: Grammar) -> tuple[list[str], list[int]]:
    """Folded words without articles, « du » as « de », with their places."""
    articles = {w for text in rules.asking.articles for w in phrase(text)}
    contracted = {key: " ".join(phrase(text)) for key, text in rules.asking.contracted.items()}
    kept = [(contracted.get(word.fold, word.fold), word.i) for word in given if word.fold not in articles]
    return [text for text, _ in kept], [i for _, i in kept]


def _plain(question: str, rules: Grammar) -> tuple[str, list[int]]:
    texts, places = _fold_small(words(question), rules)
    polite = [phrase(text) for text in rules.asking.polite]
    while any(tuple(texts[: len(p)]) == p for p in polite):
        size = max(len(p) for p in polite if tuple(texts[: len(p)]) == p)
        texts, places = texts[size:], places[size:]
    return " ".join(texts), places


def _span(plain: str, places: list[int], span: tuple[int, int]) -> tuple[int, int]:
    """Words [first, last) of a stretch of the plain text."""
    first = plain[: span[0]].count(" ")
    last = plain[: span[1]].rstrip().count(" ")
    return places[first], places[last] + 1


def _whole(clause: Clause, span: tuple[int, int], acting: bool = False) -> tuple[Named, ...] | None:
    """What a stretch names, if it names something as a whole; `acting`: rather who acts, « Pékin » for China."""
    first, last = span
    articles = {w for text in clause.grammar.asking.articles for w in phrase(text)}
    honorific = {w for text in lexicon.load().titles.honorifics for w in phrase(text)} | {"m", "mme"}
    while first < last and (clause.words[first].fold in articles | honorific or len(clause.words[first].fold) == 1):
        first += 1
    if first >= last:
        return None
    found = spans.spot(clause, first, set())
    if not found or found.last != last or not found.known:
        exact = clause.names.exact.get(spans.key_of(clause, first, last), set())
        return clause.names.get(exact) or None  # « entre Bêta et Agence de Bêta »
    if acting:
        for things in (found.names, found.stands):
            if actors := tuple(thing for thing in things if thing.is_a({"Actor"})):
                return actors
    return found.known


def reported(question: str, rules: Grammar, names: Names) -> tuple[Clause, str] | None:
    """« qui affirme que … »: the clause of who speaks and the text of what is said; None for any other question."""
    given = words(question)
    say = {w for text in rules.asking.say for w in phrase(text)}
    for word in given[1:-2]:
        if word.fold not in say or not _speaks(given[: word.i], rules):
            continue
        clause = clauses.read(question[: word.start].rstrip() + " ?", rules, names)
        if clause.gap is not None or any(arg.known for arg in clause.args):
            clause.question = question
            return clause, question[word.end :].lstrip("'’ ")
    return None


def _speaks(given: list[Word], rules: Grammar) -> bool:
    french = rules.language == "fr"
    speech = set(lexicon.load().speech_verbs if french else rules.asking.relations["says"].verbs)
    return any(reading.verb in speech for word in given for reading in rules.readings(word.low))


def bare(clause: Clause) -> Reading | None:
    """What is asked without a verb that says a relation: plans, posts, what two have in common, a place, a date."""
    lang, asking = clause.grammar.language, clause.grammar.asking
    named = [arg for arg in clause.args if arg.known]
    if plans := _plans(clause) or _prospects(clause):
        return plans
    alone = len(clause.args) == 1 and named and not named[0].also
    if alone and not clause.verbs and clause.gap is None and clause.ask == "yes":
        return Reading(clause.question, lang, (Pattern((), Node(named[0].known), Node(gap=True)),), "rows", "other")
    if post := posts.headed_by(clause) or posts.read(clause):
        return post
    common = clause.find(asking.common)
    if common and named and any(_tells(clause, lemma) for verb in clause.verbs for lemma in verb.lemmas):
        clause.use(*common)  # « que coprésident à la fois … »: the verb says what they have in common
    elif common and named:
        both = [named[0], *named[0].also, *named[1:]]
        if len(both) >= 2:
            clause.use(*common)
            gap = clause.gap
            far = Node((), gap.classes if gap else (), gap.text if gap else "", gap=True)
            patterns = tuple(Pattern((), Node(arg.known, text=arg.text), far) for arg in both)
            return Reading(clause.question, lang, patterns, "rows", "object")
    return None


def _tells(clause: Clause, lemma: str) -> bool:
    """Whether a verb says a relation by itself."""
    return lemma in clause.grammar.verbs and lemma not in ("être", "avoir", "be", "have")


def circumstance(clause: Clause) -> Reading | None:
    """« où est …, quand est … »: where or when it takes place; « combien vaut … »."""
    lang = clause.grammar.language
    named = [arg for arg in clause.args if arg.known]
    lexical = [verb for verb in clause.verbs if not set(verb.lemmas) & {"être", "be", "avoir", "have"}]
    if clause.ask == "count" and len(named) == 1 and not lexical and clause.gap and not clause.gap.classes:
        return Reading(clause.question, lang, (Pattern(("amount",), _meant(named[0])),), "rows", "literal")
    if clause.ask in ("where", "when") and len(named) == 1 and not lexical:
        relations, answer = (("heldIn", "locatedIn"), "object") if clause.ask == "where" else (("date",), "literal")
        return Reading(clause.question, lang, (Pattern(relations, _meant(named[0])),), "rows", answer)
    return None


def _meant(arg: Arg) -> Node:
    return Node(arg.known, linked=(Node(arg.linked),) if arg.linked else ())


def listed(clause: Clause) -> Reading | None:
    """« quelles sont les résolutions du Maroc ? »: whatever of the kind a fact links to it."""
    gap, copula = clause.gap, {"être", "be", "avoir", "have"}
    named = [arg for arg in clause.args if arg.known and clause.preposition(arg) in ("de", "of")]
    if (
        gap is None
        or not gap.classes
        or len(named) != 1
        or len(clause.args) != 2
        or clause.ask not in ("rows", "count")
    ):
        return None
    if any(not set(verb.lemmas) & copula for verb in clause.verbs):
        return None
    kind = Node(spans.called(clause, gap), gap.classes, gap.text, gap=True)
    pattern = Pattern((), kind, Node(named[0].known), clause.statuses, clause.period)
    return Reading(clause.question, clause.grammar.language, (pattern,), clause.ask, "subject")


def _prospects(clause: Clause) -> Reading | None:
    """« quels centres sont prévus ? », « les ambitions du Maroc »: whatever of the kind has that status."""
    gap, copula = clause.gap, {"être", "be"}
    if gap is None or not clause.statuses or clause.ask not in ("rows", "count"):
        return None
    if any(not set(verb.lemmas) & copula for verb in clause.verbs):
        return None
    statuses = _PROSPECTS.get(clause.statuses[0], clause.statuses)
    named = [arg for arg in clause.args if arg.known]
    lang = clause.grammar.language
    if not gap.classes and clause.period and len(clause.args) == 1 and not _who(clause, gap):
        # « qu'est-ce qui est prévu en juillet ? »: what has a date there
        pattern = Pattern(("date",), Node(gap=True), None, statuses, clause.period)
        return Reading(clause.question, lang, (pattern,), clause.ask, "subject")
    if gap.classes and len(clause.args) == 1:
        kind = Node(spans.called(clause, gap), gap.classes, gap.text, gap=True)
        relations = _OF_OCCASIONS if set(gap.classes) & {"Occasion", "ForumEdition", "Meeting", "Summit"} else ()
        pattern = Pattern(relations, kind, None, statuses, clause.period)
        return Reading(clause.question, lang, (pattern,), clause.ask, "subject")
    if not gap.classes and len(named) == 1 and len(clause.args) == 2:
        pattern = Pattern((), Node(named[0].known), Node(gap=True), statuses, clause.period)
        return Reading(clause.question, lang, (pattern,), clause.ask, "other")
    return None


def _who(clause: Clause, gap: Arg) -> bool:
    return gap.text.lower() in clause.grammar.asking.who


def _plans(clause: Clause) -> Reading | None:
    """« que prévoit le Maroc ? »: whatever has that status."""
    governs = clause.grammar.governs
    named = [arg for arg in clause.args if arg.known]
    statuses = {governs[lemma] for verb in clause.verbs for lemma in verb.lemmas if lemma in governs}
    if not clause.verbs and clause.statuses and clause.grammar.language == "en":
        statuses = {clause.statuses[0]}  # « what does it want? »
    gap = clause.gap
    if (
        len(clause.verbs) > 1
        or len(statuses) != 1
        or len(named) != 1
        or gap is None
        or gap.classes
        or clause.ask != "rows"
    ):
        return None
    if _who(clause, gap):
        return None
    (status,) = statuses
    kinds = _PROSPECTS.get(status, (status,))
    pattern = Pattern((), Node(named[0].known), Node(gap=True), kinds, clause.period)
    return Reading(clause.question, clause.grammar.language, (pattern,), "rows", "other")


# What says of a gathering itself that it is planned.
_OF_OCCASIONS = ("date", "heldIn", "editionOf")
_PROSPECTS = {
    "planned": ("planned",),
    "aspired": ("aspired", "hypothetical"),
    "prospect": ("planned", "aspired", "hypothetical"),
}
