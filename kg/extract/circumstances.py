"""When and where: the day and place told of a meeting or a signing are the occasion's or the text's own.

« Le Maroc et la Banque ont paraphé, jeudi à Rabat, trois conventions »: the frame reads who signed what; this reads that the
texts were signed on that day in that city. The frames of `date` and `heldIn` read what is said outright.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.extract.clauses import Clause
from kg.extract.draft import Draft
from kg.extract.mentions import Mention
from kg.extract.news import of_today
from kg.extract.nodes import Node
from kg.extract.scene import Scene
from kg.extract.verbs import Verb
from kg.extract.when import ahead, bounds, dated_noun, dates_of, host_of, noun_around, on_its_side
from kg.lexicon import classes

# Relations whose object was, there and then, held (an occasion) or made (a text).
_OF_OCCASION = frozenset({"hosts", "chairs", "coChairs", "participatesIn"})
_OF_TEXT = frozenset({"signs", "adopts", "coSponsors", "votesFor"})
# « a annoncé dimanche à Alger …, à l'issue d'un entretien »: the day and place told are also the occasion's.
_THERE = frozenset(
    {"lors de", "au cours de", "à l'issue de", "à l'occasion de", "au terme de", "durant", "pendant", "devant"}
)
_POINTS = frozenset("jour journée ouverture clôture inauguration".split())
_GATHER = frozenset("réunir rassembler retrouver rendre venir arriver séjourner".split())
# Nouns for what was just told: « La cérémonie … » after « … ont signé jeudi à Rabat ».
_JUST_TOLD = frozenset("cérémonie événement scrutin entrevue".split())
_TALKS = frozenset("entretien entrevue rencontre audience tête-à-tête".split())
_TOLD = frozenset("signs adopts launches hosts participatesIn meets votesFor ratifies date".split())
_CHAIRING = frozenset("présider coprésider diriger codiriger conduire animer ouvrir".split())
_WHERE = frozenset({"à", "dans", "en", "au siège de"})


def circumstances(drafts: Iterable[Draft], scene: Scene, edition_of: Callable[[Node], Node]) -> Iterator[Draft]:
    """Dates and places of the occasions and texts that the drafts of one scene are about."""
    is_a = classes.load().is_a
    for draft in drafts:
        node = draft.object
        if node is None or not draft.status or draft.rule.startswith("presence#"):
            continue
        occasion = draft.relation in _OF_OCCASION and is_a(node.type, "Occasion", "ForumSeries")
        text = draft.relation in _OF_TEXT and is_a(node.type, "Instrument")
        if not (occasion or text) or (draft.relation == "signs" and draft.status == "aspired"):
            continue
        place = _place(draft, scene)
        if node.type == "ForumSeries" and (draft.date or place is not None):
            node = edition_of(node)
        if draft.relation == "chairs" and not _chairing(draft, scene):
            continue
        if draft.date and not _recurring(draft, scene):
            yield _of(draft, node, "date", None, draft.date)
        if place is not None and isinstance(place.node, Node):
            yield _of(draft, node, "heldIn", place.node, "", place)


def _place(draft: Draft, scene: Scene) -> Mention | None:
    """The place nearest to the trigger in its clause, set there by a preposition of place."""
    is_a = classes.load().is_a
    near = [
        m
        for m in scene.actual
        if isinstance(m.node, Node)
        and (is_a(m.node.type, "Place") or (_gathers(draft, scene) and _in_state(m, scene)))
        and (m.kind != "noun" or m.proper)  # « se trouvait dans la salle » tells of no city
        and scene.preposition(m) in _WHERE
        and (scene.clause_of.get(m.first) is draft.clause or _spanned(m, draft, scene))
        and not _behind_another_verb(m, draft, scene)
    ]
    cities = [m for m in near if m.type != "State"]
    return min(cities or near, key=lambda m: abs(m.first - draft.trigger), default=None)


def _gathers(draft: Draft, scene: Scene) -> bool:
    """Whether a draft tells of a meeting where it is held; « dépêcher dix experts au Rwanda » for one tells of another place."""
    verb = next((v for v in scene.verbs if v.first <= draft.trigger < v.last), None)
    gathered = draft.relation == "participatesIn" and verb is not None and bool(verb.lemmas & _GATHER)
    return draft.relation in ("hosts", "chairs", "coChairs") or gathered


def _in_state(mention: Mention, scene: Scene) -> bool:
    """« au Mexique », « en Pologne »: inside it; « confie à la Zambie » is no place."""
    words = [t.low for t in scene.tokens[max(scene.sentence.first, mention.first - 1) : mention.first + 1]]
    return mention.type == "State" and any(w in ("au", "aux", "en") for w in words)


def _spanned(mention: Mention, draft: Draft, scene: Scene) -> bool:
    """Between the draft's words, and not inside a relative that tells of something else."""
    return draft.first <= mention.first < draft.last and scene.clause(mention).kind != "relative"


def _behind_another_verb(mention: Mention, draft: Draft, scene: Scene) -> bool:
    first, last = sorted((mention.first, draft.trigger))
    return any(
        first < v.first and v.last <= last and not v.first <= draft.trigger < v.last
        for v in scene.verbs
        if isinstance(draft.clause, Clause) and v.clause is draft.clause
    )


def _chairing(draft: Draft, scene: Scene) -> bool:
    """« a confié la présidence »: the day a chair is given is no day of what is presided."""
    verb = next((v for v in scene.verbs if v.first <= draft.trigger < v.last), None)
    return verb is None or bool(verb.lemmas & _CHAIRING)


def told_beside(scene: Scene, today: str | None) -> Iterator[Draft]:
    """Dates and places of occasions and texts that the sentence sets beside them, outside any frame."""
    nearest: dict[Mention, tuple[Mention, Verb]] = {}
    for when in dates_of(scene):
        words = scene.text.slice(when.first, when.last)
        if (text := dated_noun(when, scene)) is not None and isinstance(text.node, Node):
            value = on_its_side(when.value, words, "realised", today)
            yield _beside(text, text.node, "date", None, value, "realised", when, words)
            continue
        host = host_of(when, scene)
        if host is None or host.negated or noun_around(when, scene) is not None or bounds(when, scene):
            continue
        occasion = _occasion_of(host, when, scene)
        if occasion is not None and (
            occasion not in nearest or _apart(when, occasion) < _apart(nearest[occasion][0], occasion)
        ):
            nearest[occasion] = (when, host)
    for occasion, (when, host) in nearest.items():
        if not isinstance(occasion.node, Node):
            continue
        words = scene.text.slice(when.first, when.last)
        to_come = host.tense.startswith(("future", "conditional")) or ahead(when.value, host.tense, today)
        status = "planned" if to_come else "realised"
        value = on_its_side(when.value, words, status, today)
        yield _beside(occasion, occasion.node, "date", None, value, status, when, words)
        over = scene.preposition(occasion) in ("à l'issue de", "au terme de")
        place = _place_beside(when, scene) if not over else None
        if place is not None and isinstance(place.node, Node):
            yield _beside(occasion, occasion.node, "heldIn", place.node, value, status, place, words)


def _apart(a: Mention, b: Mention) -> int:
    return max(a.first - b.last, b.first - a.last)


def _occasion_of(host: Verb, when: Mention, scene: Scene) -> Mention | None:
    """The occasion that a verb is told to happen at: « lors de la session », « se sont réunis pour le sommet »."""
    is_a = classes.load().is_a
    ways = {*_THERE, "pour"} if host.lemmas & _GATHER else _THERE
    found = [
        m
        for m in scene.actual
        if is_a(m.type, "Occasion")
        and (
            scene.preposition(m) in ways
            or any(told(m, when, scene) for told in (_day_of, _right_after, _beside_it, _own))
        )
        and scene.clause_of.get(m.first) is host.clause
        and not any(when.last <= v.first < m.first and v is not host for v in scene.verbs if v.clause is host.clause)
        and not any(min(when.last, host.last) <= o.first < m.first and o is not when for o in dates_of(scene))
        and m.first - max(when.last, host.last) <= 30
    ]
    return found[0] if found else None


def _right_after(mention: Mention, when: Mention, scene: Scene) -> bool:
    """« prononcé la veille à la cérémonie d'ouverture »; a body known by its name is who something is handed to."""
    return (
        not mention.proper
        and scene.preposition(mention) in ("à", "devant")
        and scene.start_of_preposition(mention) == when.last
    )


def _beside_it(mention: Mention, _: Mention, scene: Scene) -> bool:
    """« en marge d'un sommet »; not of a session, which may go on for months."""
    return scene.preposition(mention) == "en marge de" and not scene.tokens[mention.head].fold.startswith("session")


def _day_of(mention: Mention, _: Mention, scene: Scene) -> bool:
    """« au second et dernier jour d'un conclave »."""
    before = [t.low for t in scene.tokens[max(scene.sentence.first, mention.first - 2) : mention.first]]
    return scene.preposition(mention) == "de" and any(w in _POINTS for w in before)


def _own(mention: Mention, _: Mention, scene: Scene) -> bool:
    """« adoptée en mars par le Conseil, à sa 41e session »."""
    return mention.determiner == "poss" and scene.preposition(mention) == "à"


def _place_beside(when: Mention, scene: Scene) -> Mention | None:
    """« dimanche à Alger », « à Doha le 15 novembre »: a place right beside a date."""
    is_a = classes.load().is_a
    near = (m for m in scene.actual if 0 <= m.first - when.last <= 2 or m.last == when.first)
    return next(
        (
            m
            for m in near
            if isinstance(m.node, Node) and is_a(m.node.type, "Place") and scene.preposition(m) in ("à", "en")
        ),
        None,
    )


def just_told(drafts: list[Draft], scenes: list[Scene], today: str | None) -> Iterator[Draft]:
    """« La cérémonie … » with no day of its own is what the sentence before told, there and then."""
    seen: set[int] = set()
    told: Draft | None = None
    place: Draft | None = None
    for scene in scenes:
        here = [d for d in drafts if scene.sentence.first <= d.trigger < scene.sentence.last]
        for m in scene.actual:
            node = m.node
            if not isinstance(node, Node) or id(node) in seen:
                continue
            seen.add(id(node))
            bare = m.determiner == "def" and m.last - m.core == 1 and scene.tokens[m.head].low in _JUST_TOLD
            if not bare or m.first > scene.sentence.first or told is None or told.date is None:
                continue
            yield _beside(m, node, "date", None, told.date, "realised", m, told.date_text)
            if place is not None and place.object is not None:
                yield _beside(m, node, "heldIn", place.object, told.date, "realised", m, told.date_text)
        days = [
            d
            for d in here
            if d.relation in _TOLD
            and d.status == "realised"
            and of_today(d.date or "", today)
            and (d.clause is None or d.clause.kind == "main")
        ]
        if days:
            told = days[0]
            place = next((d for d in here if d.relation == "heldIn" and d.date == told.date), None)


def talks(drafts: list[Draft], scenes: list[Scene]) -> Iterator[Draft]:
    """« A s'est entretenu mercredi au Palais avec B. … Cet entretien … »: the talks had that day and place; a heading's too."""
    met: tuple[Draft, Scene] | None = None
    heading: Mention | None = None
    seen: set[int] = set()
    for scene in scenes:
        here = [d for d in drafts if scene.sentence.first <= d.trigger < scene.sentence.last]
        first = next((m for m in scene.actual if scene.tokens[m.head].low in _TALKS and isinstance(m.node, Node)), None)
        opens = first is not None and first.first == scene.sentence.first
        if opens and scene is scenes[0] and not any(v.finite for v in scene.verbs):
            heading = first
        told = next((d for d in here if d.relation == "meets" and d.status == "realised"), None)
        if told is not None:
            met = told, scene
        taken_up = first if opens and first is not None and first.determiner == "dem" and told is None else None
        for m in (heading if told is not None else None, taken_up):
            if m is None or met is None or not isinstance(m.node, Node) or id(m.node) in seen:
                continue
            seen.add(id(m.node))
            draft, place = met[0], _place(*met)
            if place is not None and any(
                met[1].preposition(o) == "en marge de" and o.first < place.first for o in met[1].actual
            ):
                place = None  # « en marge de la cérémonie au Panthéon »
            if draft.date:
                yield _beside(m, m.node, "date", None, draft.date, "realised", m, draft.date_text)
            if place is not None and isinstance(place.node, Node):
                yield _beside(m, m.node, "heldIn", place.node, draft.date or "", "realised", m, draft.date_text)


def _beside(
    mention: Mention, node: Node, relation: str, place: Node | None, value: str, status: str, other: Mention, words: str
) -> Draft:
    first, last = min(mention.first, other.first), max(mention.last, other.last)
    return Draft(
        node, relation, place, "" if place is not None else value, status, mention.head, first, last, 0.75,
        f"circumstance#{relation}", date=value, date_text=words,
    )  # fmt: skip


def _recurring(draft: Draft, scene: Scene) -> bool:
    """« exerce cette année la présidence »: the span of a tenure is no date of what is presided."""
    return draft.relation in ("chairs", "coChairs") and len(draft.date or "") == 4


def _of(
    draft: Draft, node: Node, relation: str, place: Node | None, value: str, mention: Mention | None = None
) -> Draft:
    first, last = draft.first, draft.last
    if mention is not None:
        first, last = min(first, mention.first), max(last, mention.last)
    return Draft(
        node, relation, place, value, draft.status, draft.trigger, first, last, round(draft.confidence - 0.1, 2),
        f"{draft.rule}+{relation}", draft.clause, date=draft.date, date_text=draft.date_text,
    )  # fmt: skip
