"""Which date goes with which word: a date belongs to one verb of its clause, or to the noun it is set beside."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract.clauses import Clause
from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.lexicon import classes

# An infinitive under one of these is told at their time: « doit se tenir », « s'est rendu à Paris signer ».
_SAME_TIME = frozenset(
    "devoir pouvoir aller venir compter apprêter faire laisser rendre voir falloir permettre achever continuer commencer".split()
)
_GATHERED = frozenset("réunir rassembler retrouver venir arriver".split())
# What a date only bounds: « jusqu'en novembre », « d'ici à 2030 ».
_LIMITS = ("d'ici", "jusqu'")
_BOUNDS = re.compile(r"\b(?:jusqu'\w*|d'ici)\s*(?:(?:à|au|la|le|fin|de)\s*)*\Z", re.I)


def dates_of(scene: Scene) -> list[Mention]:
    """The dates of a sentence whose value is known; « la période 2022-2026 » dates nothing that happens."""
    return [
        m
        for m in scene.mentions
        if m.kind == "date" and m.value and not of_dateline(m, scene) and not re.fullmatch(r"\d{4}/\d{4}", m.value)
    ]


def date_of(draft: Draft, scene: Scene) -> Mention | None:
    """The date told of a draft: in its clause, of its own verb, the nearest."""
    near = [m for m in dates_of(scene) if tells(m, draft, scene)]
    chosen = min(near, key=lambda m: abs(m.first - draft.trigger), default=None)
    # « un mois plus tôt, du 11 au 13 juin »: of two set side by side, the more exact.
    beside = [m for m in near if chosen is not None and 0 <= m.first - chosen.last <= 1]
    return (
        max(beside, key=lambda m: len(m.value))
        if chosen and beside and len(beside[0].value) > len(chosen.value)
        else chosen
    )


def tells(when: Mention, draft: Draft, scene: Scene) -> bool:
    """Whether a date is told of the word that says a draft."""
    clause = draft.clause if isinstance(draft.clause, Clause) else scene.clause_of.get(draft.trigger)
    if scene.clause_of.get(when.first) is not clause or _beside_noun(when, scene):
        return False
    around = noun_around(when, scene)
    if around is not None:  # « a pour ambition l'organisation, en 2027, du Forum » tells when who hosts it would
        return around == draft.trigger or (draft.relation == "hosts" and draft.first <= around < draft.last)
    host = host_of(when, scene)
    verb = verb_at(draft.trigger, scene)
    if verb is None:
        return _tells_noun(when, draft, host, scene)
    return host is None or host is verb or _same_time(host, verb, when, scene)


def bounds(when: Mention, scene: Scene) -> bool:
    """« jusqu'à vendredi », « d'ici à 2030 »: the end of a span, not its day."""
    start = scene.tokens[when.first].start
    before = scene.text.plain[max(0, start - 16) : start]
    return _BOUNDS.search(before) is not None or _is_limit(when, scene)


def _is_limit(when: Mention, scene: Scene) -> bool:
    return scene.text.slice(when.first, when.last).lower().startswith(_LIMITS)


def verb_at(token: int, scene: Scene) -> Verb | None:
    """The verb group a token belongs to (the noun of « prendre fin » is a noun)."""
    return next((v for v in scene.verbs if v.first <= token <= v.head), None)


def host_of(when: Mention, scene: Scene) -> Verb | None:
    """The verb a date goes with: the one before it in its clause, or the finite one after it when it opens the clause."""
    clause = scene.clause_of.get(when.first)
    verbs = [v for v in scene.verbs if v.clause is clause and scene.tokens[v.head].low not in ("partir", "compter")]
    around = next((v for v in verbs if v.first < when.first < v.last), None)
    if around is not None:
        return around
    before = [v for v in verbs if v.last <= when.first and not _parted(v.last, when.first, scene)]
    after = [v for v in verbs if v.first >= when.last]
    resumed = _after_coordinator(when, scene)
    if resumed and any(v.finite for v in after):
        return next(v for v in after if v.finite)
    kept = list(before)
    while kept and _aside(kept[-1]) and _comma(kept[-1].last, when.first, scene):
        kept.pop()
    if kept or before:
        return (kept or before)[-1]
    return next((v for v in after if v.finite), after[0] if after else None)


def _parted(first: int, last: int, scene: Scene) -> bool:
    return any(scene.tokens[j].text in (";", ":") for j in range(first, last))


def _after_coordinator(when: Mention, scene: Scene) -> bool:
    """« … et, jeudi, a visité »: the date is of what comes next."""
    at = when.first - 1
    if at > scene.sentence.first and scene.tokens[at].text == ",":
        at -= 1
    return at > scene.sentence.first and scene.tokens[at].low in ("et", "mais") and scene.tokens[at + 1].text == ","


def of_dateline(when: Mention, scene: Scene) -> bool:
    """« Rio de Janeiro, 7 juillet 2025 – »: the day of the article, not of what it tells."""
    after = scene.tokens[when.last] if when.last < scene.sentence.last else None
    early = not any(v.first < when.first for v in scene.verbs)
    return early and after is not None and after.text in ("-", "–", "—")


def _aside(verb: Verb) -> bool:
    return verb.tense in ("participle", "gerund") and not verb.compound


def _comma(first: int, last: int, scene: Scene) -> bool:
    """Whether a comma ends a phrase between two tokens (an aside between two commas does not)."""
    return sum(scene.tokens[j].text == "," for j in range(first, last)) % 2 == 1


def _tells_noun(when: Mention, draft: Draft, host: Verb | None, scene: Scene) -> bool:
    """A noun takes the date set in its phrase, or the one of the verb that carries it."""
    if host is None:
        return True
    first, last = sorted((when.first, draft.trigger))
    between = [v for v in scene.verbs if first <= v.first and v.last <= last and v.clause is host.clause]
    return not any(v is not host and v.tense != "infinitive" for v in between) and not (
        _aside(host) and host.last <= when.first and host.first > draft.trigger
    )


def _same_time(host: Verb, verb: Verb, when: Mention, scene: Scene) -> bool:
    """Whether what is told of one verb is told of another: coordinated with it, or an infinitive under it."""
    chain: Verb | None = verb
    while chain is not None:
        if chain is host:
            return True
        chain = chain.previous
    if verb.tense == "gerund" and host.finite:
        return True
    if verb.finite and when.last <= host.first < verb.first and verb.clause is host.clause:
        # « Le 18 avril, le texte avait obtenu 12 voix, mais les États-Unis y avaient mis leur veto »: one day for both.
        return verb.tense == host.tense and not any(when.last <= d.first < verb.last for d in dates_of(scene))
    if host.tense == "participle" and host.lemmas & _GATHERED and host.last <= verb.first and verb.finite:
        # « Réunis lundi à Accra, les ministres ont adopté … »
        since = when.first > scene.sentence.first and scene.tokens[when.first - 1].low == "depuis"
        return not since and not any(host.last <= v.first < verb.first and v.finite for v in scene.verbs)
    governor = _governor(verb, scene)
    if verb.tense == "infinitive" and governor is host:
        return bool(host.lemmas & _SAME_TIME) or when.last <= host.first
    if host.tense == "infinitive" and host.first > verb.first and _governor(host, scene) is verb:
        return bool(verb.lemmas & _SAME_TIME)
    return False


def _governor(verb: Verb, scene: Scene) -> Verb | None:
    earlier = [v for v in scene.verbs if v.last <= verb.first and v.clause is verb.clause and v.tense != "infinitive"]
    return earlier[-1] if earlier else None


def _beside_noun(when: Mention, scene: Scene) -> bool:
    """« l'accord du 27 juin », « les négociations de 2022 »: the date is part of what the noun names."""
    low = scene.tokens[when.first].low
    before = scene.tokens[when.first - 1] if when.first > scene.sentence.first else None
    if "/" in when.value and low == "du":
        return False
    if low == "depuis" and before is not None and before.is_word and not _verb_before(when, scene):
        return True  # « le Mali, partenaire du Fonds depuis 2023, … »
    led = low in ("du", "de", "d'") or (before is not None and before.low in ("de", "d'"))
    if _is_limit(when, scene):  # « former cent ingénieurs d'ici à 2028 »
        return False
    at = when.first if low in ("du", "de", "d'") else when.first - 1
    return led and any(m.last == at for m in scene.actual)


def _verb_before(when: Mention, scene: Scene) -> bool:
    clause = scene.clause_of.get(when.first)
    return any(v.last <= when.first and v.clause is clause for v in scene.verbs)


def noun_around(when: Mention, scene: Scene) -> int | None:
    """« la conclusion, le 15 novembre à Doha, d'un accord »: the noun in whose phrase a date is set, or None."""
    before = _past_place_back(_past_comma_back(when.first, scene), scene)
    if before <= scene.sentence.first or scene.tokens[before - 1].pos != "NOUN":
        return None
    after = when.last
    place = next(
        (m for m in scene.actual if after <= m.first <= after + 1 and scene.preposition(m) in ("à", "en")), None
    )
    after = place.last if place is not None else after
    after += after < scene.sentence.last and scene.tokens[after].text == ","
    follows = next((m for m in scene.actual if after <= m.first <= after + 2), None)
    if follows is None or scene.preposition(follows) not in ("de", "entre"):
        return None
    return before - 1


def _past_comma_back(at: int, scene: Scene) -> int:
    return at - (at > scene.sentence.first and scene.tokens[at - 1].text == ",")


def _past_place_back(at: int, scene: Scene) -> int:
    """Before « à Bruxelles » (and the comma before it), where one ends at a token."""
    place = next((m for m in scene.actual if m.last == at and scene.preposition(m) in ("à", "en")), None)
    if place is None:
        return at
    return _past_comma_back(scene.start_of_preposition(place), scene)


def dated_noun(when: Mention, scene: Scene) -> Mention | None:
    """The text that a date is beside: « la déclaration du 19 juillet », « la résolution 2699 d'octobre 2023 », « le pacte de 1977 »."""
    low = scene.tokens[when.first].low
    at = when.first if low in ("du", "de", "d'") else when.first - 1
    if not _beside_noun(when, scene) or not when.value[:1].isdigit() or "/" in when.value:
        return None
    return next((m for m in scene.actual if m.last == at and classes.load().is_a(m.type, "Instrument")), None)


def on_its_side(value: str, words: str, status: str, today: str | None) -> str:
    """A day without its year, or of the week only, put before the document's day when done, after it when to come."""
    if not today or re.search(r"\d{4}", words) or not value or value.startswith("-"):
        return value
    own = today.split("/")[0]
    low = words.lower()
    if status == "planned" and _weekday_only(low) and len(own) == 10:
        first = value.split("/")[0]
        return "/".join(_shifted(v, 7) for v in value.split("/")) if first < own else value
    if not re.search(_MONTHS, low) or "dernier" in low or "prochain" in low or "suivant" in low:
        return value
    parts = value.split("/")
    if status in ("realised", "ongoing") and parts[0][: len(own)] > own[: len(parts[0])]:
        return "/".join(_years_on(v, -1) for v in parts)
    if status == "planned" and parts[-1][: len(own)] < own[: len(parts[-1])]:
        return "/".join(_years_on(v, 1) for v in parts)
    return value


def ahead(value: str, tense: str, today: str | None) -> bool:
    """« Le Maroc accueille le forum du 10 au 12 novembre », written on the 7th: told in the present, and yet to come."""
    first = value.split("/")[0]
    if tense != "present" or not today or len(today) != 10 or len(first) != 10 or first.startswith("-"):
        return False
    return 0 < (date.fromisoformat(first) - date.fromisoformat(today)).days <= _SOON


_SOON = 120  # days ahead that the present still tells of
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_MONTHS = r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"


def _weekday_only(low: str) -> bool:
    return (
        any(d in low for d in _DAYS)
        and not re.search(r"\d", low)
        and not re.search(_MONTHS, low)
        and "dernier" not in low
    )


def _shifted(value: str, days: int) -> str:
    return (date.fromisoformat(value) + timedelta(days=days)).isoformat() if len(value) == 10 else value


def _years_on(value: str, years: int) -> str:
    return f"{int(value[:4]) + years}{value[4:]}" if value[:4].isdigit() else value
