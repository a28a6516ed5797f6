"""The day a dispatch tells of: what it reports without a day of its own happened on the day of its news.

« Le Maroc a inauguré vendredi une plateforme … L'ambassadeur a ensuite rencontré la ministre »: a dispatch gives the day once,
then tells in the perfect what was done there and then. What happened before is in the pluperfect or bears its own date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.extract.arguments import REQUESTS, Arguments
from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.extract.when import bounds, dates_of, host_of, verb_at
from kg.lexicon import classes

_DEEDS = frozenset(
    "adopts signs ratifies launches joins meets visits partnersWith producedBy votesFor opposes abstainsOn votes".split()
)
_AT_OCCASION = frozenset("participatesIn chairs coChairs hosts heldIn represents".split())
_OF_OCCASION = frozenset("participatesIn chairs coChairs hosts".split())
_PERFECT = frozenset({"perfect", "past"})


def news_dates(drafts: list[Draft], scenes: list[Scene], today: str | None) -> Iterator[Draft]:
    """Date what the dispatch tells to have been done, with no day said, on the day of its news."""
    day = next((when for scene in scenes for when in _days(scene, today)), "")
    known = {head for d in drafts if d.relation == "date" for head in _heads(d.subject)}
    paragraph, news, past = -1, True, ""
    for scene in scenes:
        if scene.sentence.paragraph != paragraph:
            paragraph, news, past = scene.sentence.paragraph, True, ""
        here = [d for d in drafts if d.date is None and scene.sentence.first <= d.trigger < scene.sentence.last]
        told = [when for when in dates_of(scene) if scene.clause(when).kind != "relative"]
        if told:
            news = any(of_today(when.value, today) for when in told)
            past = next((m.value for m in told if (v := host_of(m, scene)) and v.tense == "pluperfect"), "")
            if news and len({when.value for when in told}) == 1:
                _date_attendance(here, scene, told[0].value)
            continue
        for draft in here:
            if past and _goes_on(draft, scene):
                draft.date = past
            elif day and news and _happened(draft, scene):
                draft.date = day
                yield from _of_occasion(draft, scene, known)
        past = ""


def _days(scene: Scene, today: str | None) -> Iterator[str]:
    """The days near the document's on which the sentence tells that something was done."""
    for when in dates_of(scene):
        verb = host_of(when, scene)
        if verb is not None and verb.tense == "infinitive":  # « a fait entrer mercredi »
            verb = Arguments(scene).governor(verb)
        done = verb is not None and verb.tense in (*_PERFECT, "present", "participle")
        if done and not bounds(when, scene) and of_today(when.value, today):
            yield when.value


def _date_attendance(drafts: list[Draft], scene: Scene, day: str) -> None:
    """« Le sommet, que présidait X et auquel ont assisté dix ministres, s'est achevé mardi »."""
    for draft in drafts:
        if draft.relation in _AT_OCCASION and _happened(draft, scene):
            draft.date = day


def _goes_on(draft: Draft, scene: Scene) -> bool:
    """« … en mars. Le Kenya s'y était opposé »: what the sentence before dated goes on in its tense."""
    verb = verb_at(draft.trigger, scene)
    told = draft.status == "realised" and draft.relation in _DEEDS | _AT_OCCASION
    return told and verb is not None and verb.tense == "pluperfect"


def _happened(draft: Draft, scene: Scene) -> bool:
    """Whether a draft tells of something done, in the tense of the news."""
    if draft.status not in ("realised", "ongoing"):
        return False
    verb = verb_at(draft.trigger, scene)
    if verb is not None and any(v.tense == "present" and v.clause is verb.clause for v in _beside(verb, scene)):
        return False  # « a créé et préside le groupe »: what came before what goes on
    if draft.relation in _DEEDS:
        return draft.status == "realised" and _does(verb or _verb_before(draft, scene), scene)
    if draft.relation not in _AT_OCCASION or verb is None:
        return False
    if verb.tense == "gerund":
        verb = next((v for v in scene.verbs if v.finite and v.clause is verb.clause), verb)
    occasion = draft.subject if draft.relation == "heldIn" else draft.object
    at = draft.relation == "represents" or (
        occasion is not None and classes.load().is_a(occasion.type, "Occasion", "ForumSeries")
    )
    return at and (verb.tense in _PERFECT or verb.tense == "imperfect")


def _beside(verb: Verb, scene: Scene) -> Iterator[Verb]:
    """The finite verb that « et » sets right behind a verb."""
    after = verb.last
    if after < scene.sentence.last and scene.tokens[after].low == "et":
        yield from (v for v in scene.verbs if v.finite and v.first == after + 1)


def _of_occasion(draft: Draft, scene: Scene, known: set[str]) -> Iterator[Draft]:
    """« assistaient à la cérémonie »: the occasion that the news is about was held on its day, whole and not in part."""
    node, verb = draft.object, verb_at(draft.trigger, scene)
    aside = verb is not None and verb.tense == "imperfect" and scene.clause_of[verb.first].kind == "relative"
    one = [m for m in scene.actual if m.node is node and m.determiner in ("def", "dem") and _is_bare(m, scene)]
    if node is None or _heads(node) & known or draft.relation not in _OF_OCCASION or aside or not one:
        return
    known.update(_heads(node))
    yield Draft(
        node, "date", None, draft.date or "", "realised", draft.trigger, draft.first, draft.last, 0.7, "news#date", date=draft.date
    )  # fmt: skip


def _is_bare(mention: Mention, scene: Scene) -> bool:
    """« la cérémonie »; not « la séance inaugurale », « les travaux »."""
    return mention.last - mention.core == 1 and scene.tokens[mention.head].low[-1] not in "sx"


def _heads(node: Node) -> set[str]:
    """« cérémonie » of « cérémonie d'ouverture »."""
    return {head.split()[0] for head in node.heads}


def _does(verb: Verb | None, scene: Scene) -> bool:
    """« ont signé », « signent », « en ont profité pour signer »."""
    if verb is not None and verb.tense == "infinitive":
        governor = Arguments(scene).governor(verb)
        return governor is not None and governor.tense in _PERFECT and not governor.lemmas & REQUESTS
    return verb is not None and (verb.tense in _PERFECT or verb.tense == "present")


def _verb_before(draft: Draft, scene: Scene) -> Verb | None:
    """The finite verb that a noun follows in its clause: « ont procédé à la signature », « a recueilli trois abstentions »."""
    clause = scene.clause_of.get(draft.trigger)
    return next((v for v in scene.verbs if v.finite and v.clause is clause and v.last <= draft.trigger), None)


def of_today(value: str, today: str | None) -> bool:
    """Whether a day is the document's, or within the week before it; of a document dated by its month, that month."""
    first, last = value.split("/")[0], value.split("/")[-1]
    if today and len(today) == 7:
        return today in (first[:7], last[:7])
    if not today or len(today) < 10 or len(first) != 10 or len(last) != 10:
        return False
    day = date.fromisoformat(today[:10])
    return (day - date.fromisoformat(last)).days <= 7 and date.fromisoformat(first) <= day
