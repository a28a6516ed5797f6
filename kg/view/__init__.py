"""A graph → one self-contained interactive page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def page(
    store: Any,
    *,
    statuses: Collection[str] | None = None,
    speakers: Collection[str] | None = None,
    around: str | None = None,
    depth: int = 2,
    lang: str = "fr",
    title: str = "Entente",
) -> str:
    """The page of what a store holds. The choices are those of `kg.analyse.network.build`, as is what it raises."""
    from kg.analyse.network import build
    from kg.view.html import render

    return render(build(store, statuses, speakers, around, depth), lang, title)
