"""Who holds a post: « qui est ministre des Affaires étrangères du Maroc ? »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kg.ask import fill, spans
from kg.ask.clause import Clause
from kg.ask.language import phrase
from kg.ask.reading import DONE, Node, Pattern, Reading
from kg.ask.tokens import stem
from kg.lexicon import load as lexicon

_BELOW = frozenset({"sous", "vice", "adjoint", "adjointe"})  # a deputy does not hold the post itself


def read(clause: Clause) -> Reading | None:
    """« qui est ministre des Affaires étrangères du Maroc ? »: who holds a post so called, of that state or body."""
    who = _subject(clause)
    if who is None:
        return None
    if any(not set(verb.lemmas) & {"être", "be"} for verb in clause.verbs):
        return None
    start = _title(clause)
    if start is None:
        return None
    begin = start
    if clause.grammar.language == "en":  # « the French president »
        begin = max([verb.last for verb in clause.verbs] + [clause.gap.last if clause.gap else clause.args[0].last])
    small = {
        w
        for text in (
            *clause.grammar.asking.articles,
            *clause.grammar.asking.prepositions,
            *clause.grammar.asking.contracted,
        )
        for w in phrase(text)
    }
    asking = clause.grammar.asking
    quiet = small | {w for text in (*asking.fillers, *asking.copula, *asking.which) for w in phrase(text)}
    asked = set(range(clause.gap.first, clause.gap.last)) if clause.gap else set()  # « …, c'est qui ? »
    said = [pair for pair in spans.keyed(clause, begin, len(clause.words)) if pair[1] not in asked]
    wanted = _of_either_gender(word for word, at in said if clause.words[at].fold not in quiet)
    asked_of = {word.fold for word in clause.words}
    (title,) = _of_either_gender(spans.key_of(clause, start, start + 1)[:1])
    posts = [thing for thing in clause.names.things.values() if thing.is_a({"Post"})]
    holding = {}
    for post in posts:
        own = _of_either_gender(word for text in post.others for word in clause.names.key(text))
        of = {
            word
            for iri in clause.names.posts.get(post.iri, ())
            for text in clause.names.things[iri].others
            for word in clause.names.key(text)
        }
        deputy = {word for text in post.others for word in phrase(text)} & _BELOW
        if wanted <= own | of and title in own and deputy <= asked_of:
            holding[post.iri] = post
    if not holding:
        return None
    clause.use(begin if clause.gap or clause.ask != "rows" else 0, len(clause.words))
    names = tuple(sorted(holding.values(), key=lambda post: post.iri))
    pattern = Pattern(("holdsPosition",), who, Node(names), DONE)
    return Reading(clause.question, clause.grammar.language, (pattern,), clause.ask, "subject")


@cache
def _masculine() -> Mapping[str, str]:
    """The stems of feminine titles → those of the masculine ones: who asks for an ambassador may mean a woman."""
    pairs = ((phrase(title.feminine), phrase(title.word)) for title in lexicon.load().titles.titles)
    words = (pair for feminine, masculine in pairs for pair in zip(feminine, masculine, strict=False))
    return {stem(feminine): stem(masculine) for feminine, masculine in words}


def _of_either_gender(words: Iterable[str]) -> set[str]:
    return {_masculine().get(word, word) for word in words}


def _subject(clause: Clause) -> Node | None:
    """Who is asked for, or the person of « X est-il ministre … ? »."""
    gap, first = clause.gap, next(iter(clause.args), None)
    if gap is None and clause.ask == "rows":
        return Node((), ("Person",), gap=True)  # « quels sont les vice-présidents … ? »
    if gap and gap.classes in ((), ("Person",)) and clause.ask == "rows":
        return Node((), ("Person",), gap.text, gap=True)
    if clause.ask == "yes" and first and first.known and all(thing.is_a({"Person"}) for thing in first.known):
        return Node(first.known, text=first.text)
    return None


def headed_by(clause: Clause) -> Reading | None:
    """« de quel pays X est-il le président ? »: whose the post is that he holds."""
    gap, copula = clause.gap, {"être", "be"}
    people = [arg for arg in clause.args if arg.known and all(thing.is_a({"Person"}) for thing in arg.known)]
    at = _title(clause)
    if gap is None or len(people) != 1 or len(clause.args) != 2 or at is None or clause.ask != "rows":
        return None
    if any(not set(verb.lemmas) & copula for verb in clause.verbs) or not fill.ends_with(clause, gap, ("de", "of")):
        return None
    title = spans.key_of(clause, at, at + 1)[0]
    posts = [thing for iri, thing in clause.names.things.items() if iri in clause.names.posts and thing.is_a({"Post"})]
    named = [post for post in posts if any(title in clause.names.key(text) for text in post.others)]
    if not named:
        return None
    clause.use(at, at + 1)
    if clause.words[-1].fold == "of":
        clause.use(len(clause.words) - 1, len(clause.words))
    far = Node(tuple(sorted(named, key=lambda post: post.iri)), gap.classes, gap.text, gap=True)
    pattern = Pattern(("holdsPosition",), Node(people[0].known), far, DONE)
    return Reading(clause.question, clause.grammar.language, (pattern,), "rows", "of")


def titled(clause: Clause, first: int) -> bool:
    """Whether a stretch begins with a title: who bears it is asked for, not what it is."""
    at = _title(clause)
    return at is not None and at - first in (0, 1)


def _title(clause: Clause) -> int | None:
    """Where a title begins (« ministre »)."""
    titles = {stem(phrase(word)[0]) for t in lexicon.load().titles.titles for word in (t.word, t.feminine) if word}
    for word in clause.words:
        french = spans.key_of(clause, word.i, word.i + 1)
        if french and french[0] in titles:
            return word.i
    return None
