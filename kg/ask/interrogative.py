"""What a question asks for: the interrogative word, its noun, and what that noun allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ask import spans
from kg.ask.language import phrase, stemmed
from kg.ask.parts import Arg, Ask

if TYPE_CHECKING:
    from kg.ask.clause import Clause

_SKIPPED = frozenset({"de", "of", "autre", "autres", "other", "tous", "toutes", "all", "principaux", "principales"})


def read(clause: Clause) -> None:
    """Sets `clause.ask`, and `clause.gap` where a thing is asked for."""
    asking = clause.grammar.asking
    found = clause.find(asking.yes_no, 0, 4)
    if found and (found[0] == 0 or clause.words[found[0] - 1].fold not in ("qu", "qui")):
        clause.use(*found)
        clause.ask = "yes"
        if found[0] == 0:
            return
        clause.ask = "rows"  # « où est-ce que … »
    for reads in (_extreme, _adverb, _many, _chosen, _pronoun):
        if reads(clause):
            return
    clause.ask = "rows" if clause.find((*asking.which, *asking.list_)) else "yes"


def _extreme(clause: Clause) -> bool:
    """« le plus de forums »: how much, beside who."""
    asking = clause.grammar.asking
    kinds: tuple[tuple[Ask, tuple[str, ...]], ...] = (("most", asking.most), ("least", asking.least))
    for ask, phrases in kinds:
        if found := clause.find(phrases):
            clause.use(*found)
            counted = _word(clause, found[1], 2) or _noun(clause, found[1]) or _word(clause, found[1])
            if counted:
                counted.first = found[0]
                clause.args.append(counted)
            _chosen(clause) or _pronoun(clause)
            clause.ask = ask
            return True
    return False


def _adverb(clause: Clause) -> bool:
    asking, n = clause.grammar.asking, len(clause.words)
    simple: tuple[tuple[Ask, tuple[str, ...], int], ...] = (
        ("why", asking.why, n), ("when", asking.when, n), ("where", asking.where, n), ("how", asking.how, 4),
    )  # fmt: skip
    many = clause.find(asking.how_many)
    for ask, phrases, limit in simple:
        found = clause.find(phrases, 0, min(n, limit))
        if found and not (many and many[0] <= found[0]) and not _relative_place(clause, found[0]):
            clause.ask = ask
            clause.use(*found)
            return True
    return False


def _relative_place(clause: Clause, i: int) -> bool:
    """« quels sont les forums où … »: « où » asks for nothing there."""
    return clause.find((*clause.grammar.asking.which, *clause.grammar.asking.list_), 0, i) is not None


def _many(clause: Clause) -> bool:
    found = clause.find(clause.grammar.asking.how_many)
    if not found:
        return False
    clause.ask = "count"
    clause.use(*found)
    tally = {stemmed(text) for text in clause.grammar.asking.tally}
    at = _start(clause, found[1])
    if tuple(word.stem for word in clause.words[at : at + 1]) in tally:
        clause.ask = "tally"
        clause.use(found[1], at + 1)
        return True
    counted = clause.grammar.language == "en" or clause.folded(found[1], found[1] + 1) in ("de", "d")
    gap = (_word(clause, found[1], 2) or _noun(clause, found[1]) or _word(clause, found[1])) if counted else None
    times = {word for text in clause.grammar.asking.times_of for word in phrase(text)}
    if gap is None and {word.fold for word in clause.words[found[1] : found[1] + 2]} & times:
        clause.used -= set(range(*found))
        clause.ask = "rows"
        return True  # « combien de fois »: facts are not counted by how often they come
    clause.gap = gap or Arg(*found, gap=True, text=clause.text(*found))
    clause.gap.first, clause.gap.gap = found[0], True
    clause.args.append(clause.gap)
    return True


def _chosen(clause: Clause) -> bool:
    """« quels forums », « quels sont les signataires », « liste les forums », « lesquels »."""
    asking = clause.grammar.asking
    for phrases in (asking.list_, asking.which, asking.which_one):
        found = clause.find(phrases)
        if not found or (phrases is asking.which and found[1] >= len(clause.words)):
            continue
        if phrases is asking.list_ and _names_one(clause, found):
            continue
        gap = _noun(clause, found[1]) if phrases is not asking.which_one or _among(clause, found[1]) else None
        if gap is None and phrases is not asking.which_one:
            gap = _word(clause, found[1]) or _certainty(clause, found[1])
        if gap is None and phrases is not asking.which_one:
            continue
        clause.use(*found)
        clause.gap = gap or Arg(*found, text=clause.text(*found))
        clause.gap.gap = True
        clause.gap.first = found[0]
        clause.args.append(clause.gap)
        return True
    return False


def _names_one(clause: Clause, found: tuple[int, int]) -> bool:
    """ "what is the Déclaration de Nairobi about?": a text by its name, after a singular, is no kind asked for."""
    first, at = found
    if clause.grammar.language != "en" or clause.folded(first, at) not in ("what is", "what was", "what s"):
        return False
    if clause.folded(at, at + 1) == "the":
        at += 1
    whole = spans.spot(clause, at, set()) if at < len(clause.words) else None
    return (
        whole is not None
        and whole.last - at > 1
        and bool(whole.names)
        and all(thing.is_a(("Instrument", "Occasion", "Initiative")) for thing in whole.names)
    )


def _among(clause: Clause, at: int) -> bool:
    """« lequel des pays »."""
    return clause.folded(at, at + 1) in ("de", "des", "d", "of")


def _pronoun(clause: Clause) -> bool:
    asking = clause.grammar.asking
    found = clause.find((*asking.who, *asking.what))
    if not found:
        return False
    clause.use(*found)
    said = clause.folded(*found)
    acted, acting = ({" ".join(phrase(t)) for t in texts} for texts in (asking.acted, asking.acting))
    side = "patient" if said in acted else "actor" if said in acting else ""
    clause.gap = Arg(*found, gap=True, side=side, text=clause.text(*found))
    clause.args.append(clause.gap)
    return True


def _start(clause: Clause, at: int) -> int:
    asking = clause.grammar.asking
    articles = {w for text in (*asking.articles, *asking.contracted) for w in phrase(text)}
    orders = {name: asking.time[name] for name in ("last", "first", "next")}
    while at < len(clause.words):
        order = next((o for o, texts in orders.items() if (clause.words[at].fold,) in map(phrase, texts)), "")
        if order and not clause.taken(at, at + 1):
            clause.order = order
            clause.use(at, at + 1)
        elif clause.words[at].fold not in articles | _SKIPPED:
            break
        at += 1
    return at


def _noun(clause: Clause, at: int) -> Arg | None:
    """The noun of « quels forums » with its classes; « pays d'Asie centrale » is a region of states."""
    at = _start(clause, at)
    heads = clause.grammar.heads
    for size in (4, 3, 2, 1):
        key = tuple(word.stem for word in clause.words[at : at + size])
        if len(key) != size or key not in heads or clause.taken(at, at + size):
            continue
        arg = Arg(at, at + size, classes=heads[key], text=clause.text(at, at + size))
        if key not in clause.grammar.generic:
            arg.noun = key
        if "State" in arg.classes:
            _region(clause, arg)
        clause.use(at, arg.last)
        return arg
    return None


def _region(clause: Clause, arg: Arg) -> None:
    for last in range(min(len(clause.words), arg.last + 5), arg.last, -1):
        if clause.taken(arg.last, last):
            continue
        groups = clause.names.exact.get(spans.key_of(clause, arg.first, last), set())
        found = tuple(thing for thing in map(clause.names.things.get, sorted(groups)) if thing)
        if found and all(thing.is_a({"CountryGroup"}) for thing in found):
            arg.region, arg.last = found, last
            return


def _certainty(clause: Clause, at: int) -> Arg | None:
    """« les ambitions du Maroc »: whatever is wished for."""
    at = _start(clause, at)
    for status in ("planned", "aspired"):
        found = clause.find(clause.grammar.asking.status[status], at, at + 1)
        if found:
            clause.statuses = (status,)
            clause.use(*found)
            return Arg(*found, text=clause.text(*found))
    return None


def _word(clause: Clause, at: int, least: int = 1) -> Arg | None:
    """A noun of at `least` so many words that says a relation (« les signataires », « États membres ») and no class."""
    at = _start(clause, at)
    if at >= len(clause.words) or clause.taken(at, at + 1):
        return None
    for trigger in clause.grammar.nouns.get(clause.words[at].stem, ()):
        last = at + len(trigger.words)
        if len(trigger.words) >= least and tuple(w.stem for w in clause.words[at:last]) == trigger.words:
            clause.use(at, last)
            return Arg(at, last, text=clause.text(at, last))
    return None
