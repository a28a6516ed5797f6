"""All mentions of a text, found by every grammar and settled by length."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.extract import aliases, foreign, quantities
from kg.extract.dates import Anchor, DateGrammar
from kg.extract.gazetteer import Gazetteer
from kg.extract.groups import GroupGrammar
from kg.extract.mentions import ARTICLES, Mention, resolve_overlaps
from kg.extract.nouns import NounGrammar
from kg.extract.persons import PersonGrammar
from kg.extract.quantities import ORDINAL
from kg.extract.wording import Wording
from kg.lexicon import classes
from kg.lexicon.load import Lexicon
from kg.text.tokens import Text

_PRONOUNS = {
    "il": "masc", "-il": "masc", "elle": "fem", "-elle": "fem", "ils": "masc", "-ils": "masc", "elles": "fem", "-elles": "fem",
    "celui": "masc", "celle": "fem", "ceux": "masc", "celles": "fem", "celui-ci": "masc", "celle-ci": "fem", "ceux-ci": "masc", "celles-ci": "fem",
}  # fmt: skip
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&]{1,}[A-Za-z0-9]*$")
# Conferences known by an acronym with their number: « COP30 », « MC14 ».
_NUMBERED = re.compile(r"^(?:COP|CMA|CMP|CSW|MC|CIN|INC|TICAD|FOCAC|CHOGM)-?\d{1,3}$")
# Common nouns that take up a state spoken of, with the states they may mean (none named: any monarchy).
REALMS: dict[str, tuple[str, ...]] = {
    "royaume": (),
    "émirat": ("qa", "kw", "ae"),
    "sultanat": ("om", "bn"),
    "principauté": ("mc", "ad", "li"),
    "grand-duché": ("lu",),
    "archipel": ("jp", "id", "ph", "km", "cv", "sc", "mv", "to", "fj", "sb", "vu", "bs", "st", "ki", "mh", "fm", "tv"),
}
_CAMEL = re.compile(r"^(?!Mac|Mc|De|Le|La|Di|Du|Van)[A-Z][a-zà-ÿ]{2,}[A-Z][a-zà-ÿ]+$")
_COINED = ("Forum", "Initiative", "Company", "ResearchInstitution", "OrganizationalBody", "Instrument")
_NOT_NAMES = {"OK", "TV", "PIB", "Dieu", "Sud-Sud", "Nord-Sud"}


def find_mentions(text: Text, lexicon: Lexicon, gazetteer: Gazetteer, anchor: Anchor) -> list[Mention]:
    """Top-level mentions in text order, each with its inner mentions."""
    spans = _Spans(text)
    quoted = quantities.find(text.plain)
    dates = [spans.mention(d.start, d.end, "date", d.value) for d in DateGrammar(lexicon.time).find(text.plain, anchor)]
    amounts = [spans.mention(q.start, q.end, q.kind, q.value) for q in quoted]
    timed = [m for m in (*dates, *amounts) if m is not None]
    registry = gazetteer.find(text)
    registry = [m for m in registry if not _surname(text, m)]
    names = foreign.find(text, lexicon, registry)
    registry = [m for m in registry if not any(n.contains(m) for n in names)] + names
    phrases = NounGrammar(Wording(text, lexicon, registry, timed, gazetteer.demonym)).find()
    everything = [*phrases, *(m for m in registry if not _same_as_any(m, phrases))]
    groups = GroupGrammar(text, lexicon, gazetteer, everything).find()
    coined = _coined(text, phrases)
    people = [
        m
        for m in PersonGrammar(text, lexicon, gazetteer, [*everything, *groups]).find()
        if m.titles or m.name is None or text.slice(*m.name) not in coined
    ]
    people_names = [m.name for m in people if m.name is not None]
    everything, groups, registry = (
        [m for m in found if not any(a <= m.core and m.last <= b for a, b in people_names)]
        for found in (everything, groups, registry)
    )
    everything += _inhabitants(text, gazetteer, everything)
    candidates = [*timed, *everything, *groups, *people, *_pronouns(text), *_stand_ins(text, gazetteer, registry)]
    for mention in registry:
        _widen(text, mention)
    return resolve_overlaps(aliases.widen(text, [*candidates, *_names(text, candidates, coined)]))


def _surname(text: Text, mention: Mention) -> bool:
    """« François Hollande », « Stéphane Israël »: a state's name that closes a person's."""
    before = text.tokens[mention.first - 1] if mention.first else None
    if mention.type != "State" or mention.last - mention.first > 1 or before is None or not before.is_capital:
        return False
    return any(n.label == "PER" and n.first < mention.first and n.last == mention.last for n in text.names)


class _Spans:
    """Character spans → token spans."""

    def __init__(self, text: Text) -> None:
        self._starts = [t.start for t in text.tokens]
        self._ends = [t.end for t in text.tokens]

    def mention(self, start: int, end: int, kind: str, value: str) -> Mention | None:
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if last <= first:
            return None
        return Mention(first, last, last - 1, kind, kind, value=value)


def _same_as_any(mention: Mention, phrases: list[Mention]) -> bool:
    return any(p.kind == mention.kind and p.entry == mention.entry and p.contains(mention) for p in phrases)


def _widen(text: Text, mention: Mention) -> None:
    """Take in the determiner before a registry name (topics, forums and texts named in full)."""
    before = mention.first - 1
    if mention.type == "ForumSeries" and before >= 0 and ORDINAL.match(text.tokens[before].text):
        mention.core = mention.first = before
        before -= 1
    if (
        mention.determiner == ""
        and before >= 0
        and text.tokens[before].low in ARTICLES
        and text.sentence_of[before] == text.sentence_of[mention.first]
    ):
        mention.determiner = ARTICLES[text.tokens[before].low]
        mention.first = before


def _inhabitants(text: Text, gazetteer: Gazetteer, known: list[Mention]) -> list[Mention]:
    """« les Jordaniens », « Kényans et Tanzaniens »: a people stands for its state."""
    taken = {i for m in known for i in range(m.core, m.last)}
    found = []
    for token in text.tokens:
        if not token.is_capital or token.i in taken or not token.low.endswith(("s", "x")) or token.text.isupper():
            continue
        state = gazetteer.demonym(token.fold)
        opens = text.sentences[text.sentence_of[token.i]].first == token.i
        before = "" if opens else text.tokens[token.i - 1].low
        after = text.tokens[token.i + 1] if token.i + 1 < len(text.tokens) else None
        several = (
            before in ("les", "des", "aux", "ces", "et", "entre", "nos", "ses", "") or before in quantities.NUMBER_WORDS
        )
        if state is not None and several and not (after is not None and after.is_capital and after.is_word):
            found.append(Mention(token.i, token.i + 1, token.i, "registry", "State", entry=state, proper=True))
    for mention in found:
        _widen(text, mention)
    return found


def _pronouns(text: Text) -> list[Mention]:
    found = []
    for token in text.tokens:
        if token.low in _PRONOUNS and token.pos in ("PRON", "DET", "X", "NOUN", "ADV"):
            after = [t.low for t in text.tokens[token.i + 1 : token.i + 3]]  # « Celle », « - », « ci »
            last = token.i + 1 + (2 if after in (["-", "ci"], ["-", "là"]) else after[:1] in (["-ci"], ["-là"]))
            found.append(Mention(token.i, last, token.i, "pronoun", "Pronoun", value=_PRONOUNS[token.low]))
        elif token.low in ("tous", "toutes") and _both(text, token.i):
            gender = "fem" if token.low == "toutes" else "masc"
            found.append(Mention(token.i, token.i + 2, token.i, "pronoun", "Pronoun", value=gender))
        elif _counted_off(text, token.i):
            gender = "fem" if text.tokens[token.i - 1].low == "la" else "masc"
            found.append(Mention(token.i - 1, token.i + 1, token.i, "pronoun", "Pronoun", core=token.i, value=gender))
        elif token.low in ("dernier", "dernière") and token.i and text.tokens[token.i - 1].low in ("ce", "cette"):
            found.append(
                Mention(
                    token.i - 1,
                    token.i + 1,
                    token.i,
                    "pronoun",
                    "Pronoun",
                    value="fem" if token.low.endswith("e") else "masc",
                )
            )
    return found


def _both(text: Text, i: int) -> bool:
    """« tous deux ont signé »: the two just named, as a subject."""
    after = text.tokens[i + 1 : i + 3]
    return len(after) == 2 and after[0].low == "deux" and after[1].pos in ("VERB", "AUX", "PRON")


def _counted_off(text: Text, i: int) -> bool:
    """« la première par la Colombie, la seconde par Oman », « le suivant aura lieu »: an ordinal that stands for a thing."""
    token = text.tokens[i]
    sequence = ORDINAL.match(token.text) or token.low in ("suivant", "suivante")
    if not sequence or token.text[0].isdigit() or not i or text.tokens[i - 1].low not in ("le", "la"):
        return False
    if i + 1 >= len(text.tokens) or text.sentence_of[i] != text.sentence_of[i - 1]:
        return False
    after = text.tokens[i + 1]
    return (
        after.text in (",", ";", ":") or after.pos in ("VERB", "AUX", "PRON") or after.low in ("par", "en", "à", "au")
    )


def _stand_ins(text: Text, gazetteer: Gazetteer, registry: list[Mention]) -> list[Mention]:
    """« le Royaume » for a monarchy, « la capitale rwandaise » and « la capitale du Ghana » for the city."""
    starts = {m.first: m for m in registry if m.type == "State"} | {m.core: m for m in registry if m.type == "State"}
    found = []
    for token in text.tokens:
        after = text.tokens[token.i + 1] if token.i + 1 < len(text.tokens) else None
        realm = token.text == "Royaume" or (
            token.low in REALMS
            and token.i > 0
            and text.tokens[token.i - 1].low in ("le", "l'", "du", "au", "cet", "ce")
        )
        if realm and (after is None or (after.low not in ("du", "de", "d'", "des") and after.pos != "ADJ")):
            found.append(Mention(token.i, token.i + 1, token.i, "realm", "State", proper=True))
        elif token.low == "capitale" and token.i and text.tokens[token.i - 1].low == "sa":
            found.append(Mention(token.i, token.i + 1, token.i, "realm", "Place", proper=True))
        elif token.low == "capitale" and after is not None:
            state, last = gazetteer.demonym(after.fold), token.i + 2
            if state is None and after.low in ("du", "de", "d'", "des"):
                named = starts.get(token.i + 2) or starts.get(token.i + 3)
                state, last = (named.entry, named.last) if named is not None else (None, last)
            capital = gazetteer.registry.entries[state].capital if state else None
            if capital is not None:
                found.append(Mention(token.i, last, token.i, "registry", "Place", entry=capital))
    for mention in found:
        _widen(text, mention)
    return found


def _coined(text: Text, phrases: list[Mention]) -> set[str]:
    """Names that are no one's although the recogniser takes them for people's: « EuroLingua », « Stargate, un consortium »."""
    is_a = classes.load().is_a
    things = {m.first: m for m in phrases if m.determiner == "indef" and is_a(m.type, *_COINED)}
    found = set()
    for name in text.names:
        whole = text.slice(name.first, name.last)
        apart = name.last + 1 < len(text.tokens) and text.tokens[name.last].text == ","
        told = things.get(name.last + 1) if apart else None
        if (told is not None and text.sentence_of[told.first] == text.sentence_of[name.first]) or _CAMEL.search(whole):
            found.add(whole)
    return found


def _names(text: Text, known: list[Mention], coined: set[str]) -> list[Mention]:
    """Names no grammar knows: acronyms, and what the recogniser saw as a place or an organisation."""
    taken = {i for m in known for i in range(m.first if m.kind == "person" else m.core, m.last)}
    found = []
    for name in text.names:
        first, last = name.first, name.last
        while first < last and (text.tokens[first].low in ARTICLES or not text.tokens[first].is_capital):
            first += 1
        while last > first and not text.tokens[last - 1].is_capital:
            last -= 1
        if first < last and text.slice(first, last) in _NOT_NAMES:
            continue
        if (
            first >= last
            or any(i in taken for i in range(first, last))
            or (name.label == "PER" and text.slice(first, last) not in coined)
        ):
            continue
        tokens = text.tokens[first:last]
        if (
            text.sentences[text.sentence_of[first]].first == first
            and last - first == 1
            and not tokens[0].text.isupper()
        ):
            continue
        if any(
            t.pos in ("ADP", "VERB", "AUX", "PRON") and not t.is_capital and t.low not in ("de", "du", "des", "d'")
            for t in tokens
        ):
            continue
        kind, cls = ("place", "Place") if name.label == "LOC" else ("name", "Organization")
        if last - first == 1 and _NUMBERED.match(tokens[0].text):
            kind, cls = "name", "ForumEdition"
        mention = Mention(first, last, first, kind, cls, proper=True)
        _widen(text, mention)
        found.append(mention)
        taken.update(range(first, last))
    for token in text.tokens:
        if (
            token.i not in taken
            and _ACRONYM.match(token.text)
            and token.text not in _NOT_NAMES
            and sum(c.isupper() for c in token.text) >= 2
        ):
            cls = "ForumEdition" if _NUMBERED.match(token.text) else "Organization"
            mention = Mention(token.i, token.i + 1, token.i, "name", cls, proper=True)
            _widen(text, mention)
            found.append(mention)
    return found
