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
) -> Page:
    """The page of what a store holds. The choices are those of `kg.analyse.network.build`, as is what it raises."""
    from kg.analyse.network import build
    from kg.view.html import render

    return Page(render(build(store, statuses, speakers, around, depth), lang, title))
