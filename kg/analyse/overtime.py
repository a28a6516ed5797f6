"""Centrality over time: who stands between others in each year, or month, by the facts that hold then."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.analyse.brokers import betweenness
from kg.analyse.facts import Fact
from kg.analyse.finding import Finding, Row, Sketch, resource, telling
from kg.analyse.ties import Tie, Ties

PERIODS = {"year": 4, "month": 7}  # letters of an ISO date


def centrality(ties: Ties, actors: Collection[str] = (), by: str = "year", limit: int = 5) -> Finding:
    """One row a period and actor that acts in it: betweenness in [0, 1], rank, venues. `actors`: IRIs, else the
    `limit` foremost.

    A fact holds from its beginning (else its first article's day) to its end; without an end, what is ongoing holds
    to the day of its last article, and what is realised for the period it falls in. What has no day counts nowhere.
    """
    spans = [(tie, span) for tie in ties if (span := _span(tie.fact, by))]
    periods = sorted({period for _, span in spans for period in _periods(*span)})
    scores: dict[str, dict[str, float]] = {}
    venues: dict[str, Ties] = {}
    for period in periods:
        venues[period] = ties.restrict(tie for tie, (first, last) in spans if first <= period <= last)
        scores[period] = betweenness(venues[period].graph)
    chosen = list(actors) or _foremost(ties, scores, limit)
    rows = [
        _row(venues[period], scores[period], period, actor, ties)
        for period in periods
        for actor in sorted(chosen, key=lambda actor: -scores[period].get(actor, 0.0))
        if actor in venues[period].actors
    ]
    undated = len({tie.fact.engagement for tie in ties} - {tie.fact.engagement for tie, _ in spans})
    series = {
        resource(ties, actor).label: [(period, scores[period].get(actor, 0.0)) for period in periods]
        for actor in chosen
    }
    return Finding(
        "centrality",
        ("period", "actor", "centrality", "rank", "venues"),
        tuple(rows),
        Sketch(series=series),
        ties.facts,
        (("analyse.centrality_means", {}),) * bool(rows) + (("analyse.undated", {"count": undated}),) * bool(undated),
    )


def _row(then: Ties, scores: dict[str, float], period: str, actor: str, ties: Ties) -> Row:
    acting = [scores[other] for other in then.actors]
    rank = 1 + sum(score > scores[actor] for score in acting)
    used: list[Tie] = [tie for venue in sorted(then.venues(actor)) for tie in then.between(actor, venue)]
    cells = {
        "period": period,
        "actor": resource(ties, actor),
        "centrality": scores[actor],
        "rank": rank,
        "venues": len(then.venues(actor)),
    }
    return Row(cells, telling(used, most=5))  # type: ignore[arg-type]


def _foremost(ties: Ties, scores: dict[str, dict[str, float]], limit: int) -> list[str]:
    best = {actor: max((then.get(actor, 0.0) for then in scores.values()), default=0.0) for actor in ties.actors}
    return sorted((a for a in best if best[a] > 0), key=lambda actor: (-best[actor], ties.label(actor)))[:limit]


def _span(fact: Fact, by: str) -> tuple[str, str] | None:
    told = sorted(claim.published for claim in fact.claims if claim.published)
    first = fact.valid_from or (told[0] if told else "")
    if not first:
        return None
    last = fact.valid_until or (told[-1] if told and fact.status == "ongoing" else first)
    length = PERIODS[by]
    return first[:length], max(first, last)[:length]


def _periods(first: str, last: str) -> Iterator[str]:
    """`2024` to `2026`, or `2024-11` to `2025-02`, one by one."""
    if len(first) == PERIODS["year"]:
        yield from (f"{year:04d}" for year in range(int(first), int(last) + 1))
        return
    start, end = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (first, last))
    yield from (f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1))
