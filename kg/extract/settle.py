"""From drafts to facts: dates, the setting of a speech, statuses of what stands in names, one fact per statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.extract.attribution import Attribution, Speech
from kg.extract.ballots import and_then, named_votes, sums
from kg.extract.circumstances import circumstances, just_told, talks, told_beside
from kg.extract.draft import Draft
from kg.extract.inherit import inherit_dates
from kg.extract.mentions import Mention
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.siblings import siblings
from kg.extract.succession import successions
from kg.extract.when import ahead, bounds, date_of, dates_of, host_of, noun_around, on_its_side, tells, verb_at
from kg.lexicon import classes

# A stronger relation between the same two makes the weaker one say nothing new.
_WEAKER = {
    "participatesIn": ("chairs", "coChairs", "hosts", "memberOf"),
    "chairs": ("coChairs",),
    "partOf": ("editionOf",),
    "sponsors": ("coSponsors",),
    "negotiates": ("facilitates",),
    "endorses": ("adopts",),
    "memberOf": ("chairs", "coChairs"),
    "locatedIn": ("heldIn",),
    "votesFor": ("abstainsOn", "opposes"),
}
_UNDATED = frozenset({"holdsPosition", "represents", "partOf", "editionOf", "about", "amount", "locatedIn", "says"})
_SHARING = frozenset({"conjointement", "ensemble"})
_TALKS = ("pourparler", "tractation", "negociation", "discussion")
_PROSPECTIVE = ("planned", "aspired")


@dataclass(frozen=True)
class Setting:
    """Where and when a speaker spoke, as the article's first speech tag says."""

    date: Mention | None
    place: Mention | None


def settle(
    drafts: list[Draft],
    scenes: list[Scene],
    attribution: Attribution,
    today: str | None,
    edition_of: Callable[[Node], Node],
) -> list[Draft]:
    """The facts of a document in text order, each stated once."""
    ontology = classes.load()
    around: list[Draft] = []
    beside: list[Draft] = []
    for scene in scenes:
        here = [d for d in drafts if scene.sentence.first <= d.trigger < scene.sentence.last]
        wrong = {id(d) for d in here if _misdated(d, scene)}
        drafts = [d for d in drafts if id(d) not in wrong]
        here = [d for d in here if id(d) not in wrong]
        _by_decision(here)
        _together(here, scene)
        _date_drafts(here, scene, today)
        around += circumstances(here, scene, edition_of)
        around += [*named_votes(here, scene), *sums(here, scene), *and_then([*here, *around], scene)]
        beside += told_beside(scene, today)
    known = [*drafts, *around]
    told = _unless_known(beside, known)
    told += _unless_known(just_told([*known, *told], scenes, today), [*known, *told])
    told += _unless_known(talks([*known, *told], scenes), [*known, *told])
    kept = [*known, *told, *_settings(drafts, scenes, attribution), *_statements(scenes, attribution)]
    kept += list(successions(kept, scenes))
    kept += list(siblings(kept, scenes))
    _recast_editions(kept)
    for d in kept:
        if d.relation == "memberOf" and d.status == "aspired" and d.subject.type in ("State", "CountryGroup"):
            d.relation = "joins"  # who wishes to be a member wishes to become one
    kept = [d for d in kept if not _of_launched(d, kept) and not _of_talks(d)]
    kept = [
        d for d in kept if not (d.relation == "participatesIn" and d.object is not None and d.object.type == "Visit")
    ]
    kept = [
        d for d in kept if ontology.allows(d.relation, d.subject.type, d.object.type if d.object is not None else None)
    ]
    kept = [d for d in kept if _distinct(d) and not _between_two(d) and not _many_editions(d)]
    _local_statuses(kept)
    kept += inherit_dates(kept, scenes, today)
    return sorted(_without_weaker(_once(kept, ontology)), key=lambda d: (d.first, d.last, d.relation))


def _unless_known(found: Iterable[Draft], known: list[Draft]) -> list[Draft]:
    """Dates and places of what has none yet."""
    have = {(id(d.subject), d.relation) for d in known}
    return [d for d in found if (id(d.subject), d.relation) not in have]


def _recast_editions(drafts: list[Draft]) -> None:
    """What is said to have editions is a series, whatever its head noun; what is one of them, an edition."""
    for d in drafts:
        if d.relation == "editionOf" and d.object is not None:
            if d.object.entry is None:
                d.object.type = "ForumSeries"
            if d.subject.entry is None:
                d.subject.type = "ForumEdition"


def _together(drafts: list[Draft], scene: Scene) -> None:
    """« MM. Costa et Lourenço ont conjointement dirigé les débats »: they share the chair."""
    for d in drafts:
        verb = verb_at(d.trigger, scene) if d.relation == "chairs" else None
        if verb is not None and any(t.low in _SHARING for t in scene.tokens[verb.first : verb.last + 2]):
            d.relation = "coChairs"


def _by_decision(drafts: list[Draft]) -> None:
    """« L'Assemblée a adopté une résolution qui crée un groupe »: the organ creates it, by its decision."""
    organs = {
        id(d.object): d.subject
        for d in drafts
        if d.relation == "adopts" and d.status == "realised" and d.subject.type == "OrganizationalBody"
    }
    for d in drafts:
        if d.relation == "launches" and id(d.subject) in organs:
            d.subject = organs[id(d.subject)]


def _of_launched(draft: Draft, drafts: list[Draft]) -> bool:
    """« a donné à Bruxelles le coup d'envoi du consortium »: the day and place of the launch, not of a meeting of it."""
    series = draft.subject.series
    return (
        series is not None
        and draft.relation in ("date", "heldIn")
        and any(
            d.relation == "launches" and d.object is series and abs(d.trigger - draft.trigger) <= 12 for d in drafts
        )
    )


def _of_talks(draft: Draft) -> bool:
    """« adopté le 26 août à l'issue de pourparlers »: talks have no day of their own, and make no text: those who hold them do."""
    node = draft.object if draft.relation == "producedBy" else draft.subject
    told = draft.relation == "producedBy" or draft.rule == "circumstance#date"
    return told and node is not None and any(h.startswith(_TALKS) for h in node.heads)


def _distinct(draft: Draft) -> bool:
    return draft.object is None or draft.subject.entity().id != draft.object.entity().id


def _many_editions(draft: Draft) -> bool:
    """« 130 sessions thématiques »: many are no edition of a series."""
    return draft.relation == "editionOf" and draft.subject.plural


def _between_two(draft: Draft) -> bool:
    """« lors d'un tête-à-tête »: who met whom is told by `meets`."""
    heads = draft.object.heads if draft.relation == "participatesIn" and draft.object is not None else ()
    return any(head.startswith(("tete", "entretien", "entrevue")) for head in heads)


def _date_drafts(drafts: list[Draft], scene: Scene, today: str | None) -> None:
    """Give each verbal fact the date told of its verb; put days without a year on the side that its status says."""
    for draft in drafts:
        if draft.relation == "date":
            draft.date = draft.date or draft.value
            when = next((m for m in dates_of(scene) if m.value == draft.value), None)
            if when is not None:
                _plan(draft, when, scene, today)
                words = scene.text.slice(when.first, when.last)
                draft.value = draft.date = on_its_side(draft.value, words, draft.status, today)
            continue
        undated = draft.relation in _UNDATED and not draft.rule.startswith("holdsPosition.yaml")
        if draft.date is not None or undated or not draft.status:
            continue
        chosen = date_of(draft, scene)
        if chosen is not None and (
            draft.relation == "hosts" or draft.status in _PROSPECTIVE or not bounds(chosen, scene)
        ):
            told = scene.text.slice(chosen.first, chosen.last)
            _plan(draft, chosen, scene, today)
            date = on_its_side(chosen.value, told, draft.status, today)
            if draft.status not in _PROSPECTIVE or not _over(date, today):
                draft.date, draft.date_text = date, told


def _plan(draft: Draft, when: Mention, scene: Scene, today: str | None) -> None:
    """What the present tells of a day soon to come is planned; what lasts until then goes on."""
    verb = verb_at(draft.trigger, scene)
    if verb is None or bounds(when, scene) or draft.status not in ("realised", "ongoing"):
        return
    if ahead(when.value, verb.tense, today):
        draft.status = "planned"


def _over(date: str, today: str | None) -> bool:
    """Whether a date lies before the article's: then it is not that of a plan, but of something the plan speaks of."""
    last = date.rpartition("/")[2]
    return today is not None and last[:1].isdigit() and last[: len(today)] < today[: len(last)]


def _misdated(draft: Draft, scene: Scene) -> bool:
    """A date read for an occasion or text that is told of another word of the clause."""
    if draft.relation != "date" or ".yaml" not in draft.rule:
        return False
    when = [m for m in scene.mentions if m.kind == "date" and m.value == draft.value]
    dates = dates_of(scene)
    noun = verb_at(draft.trigger, scene) is None
    return bool(when) and not any(
        m in dates and tells(m, draft, scene) and (not noun or _within_noun(m, draft, scene)) for m in when
    )


def _within_noun(when: Mention, draft: Draft, scene: Scene) -> bool:
    """« la signature, le 3 mai, du traité », « l'entrée en vigueur du traité le 3 mai »: a noun's date stands after it."""
    if when.first < draft.trigger:
        return False
    return noun_around(when, scene) == draft.trigger or not any(
        draft.trigger < v.first < when.first for v in scene.verbs
    )


def _settings(drafts: list[Draft], scenes: list[Scene], attribution: Attribution) -> Iterable[Draft]:
    """Agency style: « …, a affirmé mercredi à Salé, X » then « …, a déclaré X lors d'une table ronde »: the day and place of the
    speech are those of the occasion it was given at, unless the text says otherwise."""
    ontology = classes.load()
    setting: Setting | None = None
    for scene in scenes:
        for speech in attribution.speeches:
            verb = speech.verb
            if verb is None or not (scene.sentence.first <= verb.first < scene.sentence.last):
                continue
            tail = [m for m in scene.mentions if verb.last <= m.first <= verb.last + 8]
            date = next((m for m in tail if m.kind == "date" and m.value), None)
            place = next(
                (
                    m
                    for m in tail
                    if isinstance(m.node, Node) and m.node.type == "Place" and scene.preposition(m) == "à"
                ),
                None,
            )
            setting = setting or (Setting(date, place) if date is not None and place is not None else None)
    if setting is None or setting.date is None or setting.place is None:
        return
    placed = {id(d.subject) for d in drafts if d.relation == "heldIn"}
    dated = {id(d.subject) for d in drafts if d.relation == "date"}
    spoken = {s.verb.first for s in attribution.speeches if s.verb is not None}
    occasions = [
        d
        for d in drafts
        if d.relation == "participatesIn"
        and d.object is not None
        and ontology.is_a(d.object.type, "Occasion")
        and d.trigger in spoken
    ]
    for draft in occasions[:1]:
        occasion = draft.object
        assert occasion is not None
        draft.date = draft.date or setting.date.value
        wholes = [d.object for d in drafts if d.relation == "partOf" and d.subject is occasion and d.object is not None]
        first, last = min(setting.date.first, setting.place.first), max(setting.date.last, setting.place.last)
        if id(occasion) not in dated:
            yield Draft(
                occasion,
                "date",
                None,
                setting.date.value,
                "realised",
                first,
                first,
                last,
                0.75,
                "setting#date",
                date=setting.date.value,
            )
        for node in (occasion, *wholes):
            if id(node) not in placed and isinstance(setting.place.node, Node):
                yield Draft(
                    node,
                    "heldIn",
                    setting.place.node,
                    "",
                    "realised",
                    first,
                    first,
                    last,
                    0.75,
                    "setting#heldIn",
                    date=setting.date.value if node is occasion else None,
                )


def _statements(scenes: list[Scene], attribution: Attribution) -> Iterable[Draft]:
    """One `says` per speech: the words said, without the tag."""
    for scene in scenes:
        for speech in attribution.speeches:
            at = speech.verb.first if speech.verb is not None else speech.said
            if speech.asked or not scene.sentence.first <= at < scene.sentence.last:
                continue
            parts = _gist_spans(speech, scene, attribution)
            first, last = parts[0][0], parts[-1][1]
            end = speech.verb.last if speech.verb is not None else at + 1
            if last - first >= 3:
                whole = any(first <= m.first < parts[0][1] for m in scene.actual)  # « Le Maroc, a-t-il dit, reste … »
                gist = (" " if whole else ", ").join(scene.text.slice(a, b).strip(' ",;:') for a, b in parts)
                for speaker in (speech.speaker, *speech.others):
                    yield Draft(
                        speaker, "says", None, gist, "realised", at, min(first, at), max(last, end), 0.85, "speech#says",
                        date=_said_on(speech, scene, attribution),
                    )  # fmt: skip


def _said_on(speech: Speech, scene: Scene, attribution: Attribution) -> str | None:
    """« a annoncé dimanche »: the day told of the verb of saying, not one inside what was said."""
    verb = speech.verb
    if verb is None:
        return None
    tag = attribution.tag_of(verb)
    for when in dates_of(scene):
        beside = when.first - verb.last <= 2 and host_of(when, scene) is verb
        if (tag is not None and tag[0] <= when.first < tag[1] and beside) or (
            tag is None and beside and not speech.first <= when.first < speech.last
        ):
            return when.value
    return None


def _gist_spans(speech: Speech, scene: Scene, attribution: Attribution) -> list[tuple[int, int]]:
    """The words said: the quote, or the sentence without the tag (in two parts where the tag cuts it)."""
    verb = speech.verb
    tag = attribution.tag_of(verb) if verb is not None else None
    first, last = speech.first, speech.last
    if speech.stance and verb is not None:
        first = verb.first
    if speech.quote is not None and not any(
        scene.sentence.first <= v.first < speech.quote[0] and v is not verb for v in scene.verbs
    ):
        first, last = speech.quote[0] + 1, speech.quote[1]
    elif tag is not None:
        before, after = (first, tag[0]), (tag[1], last)
        told = [any(a <= v.first < b and v.finite for v in scene.verbs) for a, b in (before, after)]
        if told == [False, True] and before[1] - before[0] <= 12:
            return [before, _trimmed(*after, scene)]
        first, last = before if told[0] or before[1] - before[0] >= after[1] - after[0] else after
    else:
        tagged = [v.first for v in scene.verbs if v.finite and v.first > first and attribution.tag_of(v) is not None]
        last = min([last, *tagged])
    if speech.gap is not None:
        return [_trimmed(first, speech.gap[0], scene), _trimmed(speech.gap[1], last, scene)]
    return [_trimmed(first, last, scene)]


def _trimmed(first: int, last: int, scene: Scene) -> tuple[int, int]:
    while last > first and not scene.tokens[last - 1].is_word and scene.tokens[last - 1].text != ")":
        last -= 1
    return first, last


def _local_statuses(drafts: list[Draft]) -> None:
    """What stands in a name (topic, whole, edition) is as done as the thing itself: planned when every fact about it is."""
    facts_of: dict[int, list[str]] = {}
    for d in drafts:
        if d.status and d.relation not in ("says", "follows"):
            for node in (d.subject, d.object):
                if node is not None:
                    facts_of.setdefault(id(node), []).append(d.status)
    for d in drafts:
        if not d.status or d.relation == "follows":
            holder = d.object if d.rule == "possessive#sponsors" else d.subject
            known = facts_of.get(id(holder), [])
            if d.status and not known:
                continue
            prospective = [s for s in known if s in _PROSPECTIVE]
            standing = d.relation in ("partOf", "about", "amount") and not known
            done = [s for s in known if s in ("realised", "ongoing")]
            if prospective and (len(prospective) > len(done) or d.relation == "date"):
                d.status = max(_PROSPECTIVE, key=prospective.count)
            elif not d.status:
                d.status = "ongoing" if standing or d.relation == "partOf" else "realised"


def _once(drafts: list[Draft], ontology: classes.Ontology) -> list[Draft]:
    """One draft per statement: the surest, and of equals the first."""
    best: dict[tuple[object, ...], Draft] = {}
    for d in drafts:
        s = d.subject.entity().id
        o = d.object.entity().id if d.object is not None else d.value
        if d.relation in ontology.symmetric and d.object is not None:
            s, o = sorted((s, o))
        key = (s, d.relation, o)
        known = best.get(key)
        if known is None or (
            (d.date is not None, d.confidence)
            > (
                known.date is not None,
                known.confidence,
            )
            and d.status == known.status
        ):
            best[key] = d
    return list(best.values())


def _without_weaker(drafts: list[Draft]) -> list[Draft]:
    pairs = {(d.subject.entity().id, d.relation, d.object.entity().id) for d in drafts if d.object is not None}
    return [
        d
        for d in drafts
        if d.object is None
        or not any(
            (d.subject.entity().id, strong, d.object.entity().id) in pairs for strong in _WEAKER.get(d.relation, ())
        )
    ]
