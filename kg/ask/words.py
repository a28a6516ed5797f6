"""A reading back in words, so that who asked sees what was understood, and what could be asked instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.ask.language import Language, grammar
from kg.ask.names import Names
from kg.ask.reading import Node, Pattern, Reading
from kg.ask.tokens import words
from kg.query.params import STATUS_LABELS

if TYPE_CHECKING:
    from kg.ask.clause import Clause
    from kg.ask.parts import Arg

_CONTRACTED = {" à le ": " au ", " à les ": " aux ", " de le ": " du ", " de les ": " des "}
_CLASSES_SHOWN = 3
_NAMES_SHOWN = 3


def tell(reading: Reading, relations: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """« ? (État) — copréside — Groupe des Amis · réalisé ou en cours ».

    `relations` and `kinds` give the labels of relations and classes in the language of the reading.
    """
    said = grammar("en" if reading.lang == "en" else "fr").asking.told
    first, *more = ((p.absent, _pattern(p, reading, said, relations, kinds)) for p in reading.patterns)
    parts = first[1] + "".join(f" {said['absent' if absent else 'and']} {text}" for absent, text in more)
    if reading.form in ("bridge", "bridging"):
        asked = (
            f"{said['yes']} {_node(reading.patterns[1].subject, said, kinds, reading.lang)} : "
            if reading.form == "bridging"
            else ""
        )
        one, two = (_node(node, said, kinds, reading.lang) for node in (reading.first.subject, reading.first.object))
        return f"{asked}{said['bridge'].format(one=one, two=two)} · {next(_notes(reading.first, reading, said))}"
    opening = said["negated"] if reading.negated else said.get(reading.form, "")
    closing = f" — {said[reading.answer]} ?" if reading.answer in said else ""
    order = f" · {said[reading.order]}" if reading.order in ("last", "first") else ""
    return " ".join(f"{opening} {parts}{closing}{order}".split())


def _pattern(
    pattern: Pattern, reading: Reading, said: Mapping[str, str], relations: Mapping[str, str], kinds: Mapping[str, str]
) -> str:
    names = [relations.get(name, name) for name in pattern.relations]
    verb = f" {said['or']} ".join(names) if names else said["any_relation"]
    ends = [_node(pattern.subject, said, kinds, reading.lang), verb, _node(pattern.object, said, kinds, reading.lang)]
    return " — ".join(ends) + "".join(f" · {note}" for note in _notes(pattern, reading, said))


def _node(node: Node | None, said: Mapping[str, str], kinds: Mapping[str, str], lang: str) -> str:
    if node is None:
        return said["any"]
    classes = f" {said['or']} ".join(kinds.get(name, name) for name in node.classes[:_CLASSES_SHOWN])
    text = _named(node, said, lang) if node.names else classes or said["any"]
    if node.gap:
        text = f"? ({text})" if node.names or classes else "?"
    for how, others in (("about", node.about), ("linked", node.linked), ("region", node.region)):
        text += "".join(f" {said[how]} {_node(other, said, kinds, lang)}" for other in others)
    return text


def _named(node: Node, said: Mapping[str, str], lang: str) -> str:
    """What it is called; what may be one of many, by the words of the question."""
    shown = list(dict.fromkeys(thing.called(lang) for thing in node.names))
    if len(shown) > _NAMES_SHOWN and node.text:
        return f"« {node.text} » ({len(shown)})"
    more = f" … ({len(shown)})" if len(shown) > _NAMES_SHOWN else ""
    return f" {said['or']} ".join(shown[:_NAMES_SHOWN]) + more


def _notes(pattern: Pattern, reading: Reading, said: Mapping[str, str]) -> Iterator[str]:
    column = reading.lang != "fr"
    if pattern.statuses:
        yield f" {said['or']} ".join(STATUS_LABELS[status][column] for status in pattern.statuses)
    if pattern.period:
        yield pattern.period.text
    if pattern.place:
        yield f"{said['held']} {_named(pattern.place, said, reading.lang)}"
    if pattern.refused:
        yield said["refused"]
    if pattern.rival:
        yield f"{said[pattern.turn]} {_named(pattern.rival, said, reading.lang)}"
    if pattern.speaker:
        yield f"{said['according']} {_named(pattern.speaker, said, reading.lang)}"
    if pattern.words:
        groups = f" {said['and']} ".join(_shown(group[0], pattern.least) for group in pattern.words)
        yield f"{said['containing']} « {groups} »"


def _shown(words: str, least: int) -> str:
    """« multilatéralis… »: the beginning that all forms of a word have."""
    return words.strip() + ("…" if least and not words.endswith(" ") else "")


def nearest(question: str, names: Names, lang: Language, reader: Language) -> str:
    """A question that can be answered, close to one that cannot: about what it names, in its words where possible, in
    the reader's language."""
    from kg.ask import clause

    parts = clause.read(question, grammar(lang), names)
    asking = grammar(reader).asking
    filled = [
        _contracted(text.format(x=_with_article(parts, arg) if reader == lang else arg.known[0].called(reader)))
        for arg in parts.args
        for kind, texts in asking.examples.items()
        if arg.known and kind and arg.known[0].is_a({kind})
        for text in texts
    ] or list(asking.examples[""])
    given = " ".join(word.fold for word in words(question))

    def likeness(text: str) -> float:
        return difflib.SequenceMatcher(None, given, " ".join(w.fold for w in words(text))).ratio()

    return max(filled, key=likeness)


def _with_article(clause: Clause, arg: Arg) -> str:
    """A name as the question writes it, with its article: « la Déclaration », for « de la » as well as for « du »."""
    text = clause.text(arg.first, arg.last)
    before = clause.words[arg.first - 1].low if arg.first else ""
    if clause.grammar.language == "fr":
        before = {"du": "le", "au": "le", "des": "les", "aux": "les"}.get(before, before)
        if before == "l":
            return f"l'{text}"
    return f"{before} {text}" if before in ("le", "la", "les", "the") else text


def _contracted(text: str) -> str:
    for apart, joined in _CONTRACTED.items():
        text = text.replace(apart, joined)
    return text
