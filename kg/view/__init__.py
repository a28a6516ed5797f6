"""A graph → one self-contained interactive page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kg.view.page import Page


def page(
    store: Any,
    *,
    statuses: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
    around: str | None = None,
    depth: int = 2,
    lang: str = "fr",
    title: str = "Entente",
    drawn: int | None = None,
) -> Page:
    """The page of what a store holds. The choices are those of `kg.analyse.network.build`, as is what it raises.

    `drawn`: how many nodes are drawn when it opens (default: the 300 most central); the others come by search or click.
    """
    from kg.analyse.network import build
    from kg.view.data import DRAWN, payload
    from kg.view.html import render
    from kg.view.sentences import of

    graph = build(store, statuses, speakers, around, depth)
    return Page(render(payload(graph, lang, drawn or DRAWN, of(store, graph)), title))
