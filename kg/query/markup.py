"""HTML for notebooks: tables, passages with the words that matter marked. Everything from the graph is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from kg.messages import say

_LINK = re.compile(r"https?://", re.IGNORECASE)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """An HTML table; `rows` are cells that are markup already, `heads` and `caption` plain text."""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def link(address: str, text: str) -> str:
    """`text`, as a link when `address` is one of the web; other schemes (`javascript:`) stay text."""
    if not _LINK.match(address):
        return escape(text)
    return f'<a href="{escape(address)}" rel="noopener">{escape(text)}</a>'


def marked(quote: str, *names: str) -> str:
    """The quote with each of the names that occurs in it marked, the longest first.

    >>> marked("Le Maroc copréside le Forum.", "Maroc")
    'Le <mark>Maroc</mark> copréside le Forum.'
    """
    words = _any_of(names)
    if words is None:
        return escape(quote)
    pieces, at = [], 0
    for match in words.finditer(quote):
        pieces += [escape(quote[at : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        at = match.end()
    return "".join([*pieces, escape(quote[at:])])


def around(quote: str, names: Iterable[str], most: int) -> str:
    """The quote, or at most about `most` characters of it: those around the names that occur in it.

    >>> around("Il a rappelé hier que le Maroc copréside le Forum cette année encore.", ["Maroc", "Forum"], 40)
    '… que le Maroc copréside le Forum cette …'
    """
    if len(quote) <= most:
        return quote
    words = _any_of(names)
    found = [match.span() for match in words.finditer(quote)] if words else []
    first = found[0][0] if found else 0
    last = max((end for _, end in found if end - first <= most), default=first)
    start = max(0, min(first - (most - (last - first)) // 2, len(quote) - most))
    start = start and quote.find(" ", start) + 1
    end = start + most if start + most >= len(quote) else quote.rfind(" ", start, start + most)
    return "… " * (start > 0) + quote[start:end] + " …" * (end < len(quote))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names as a whole word, the longest first."""
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    if not wanted:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)


def forms(end: dict[str, Any] | None) -> list[str]:
    """Every name of an end of a fact (`kg.query.facts`): its label and other labels, or the literal."""
    if not end:
        return []
    return [str(end.get("label") or end.get("literal") or ""), *map(str, end.get("altLabels", ()))]


def passage(claim: dict[str, Any], ends: Sequence[str] = ()) -> str:
    """« the quote », ends marked, then who says so, the article and the characters [start, end) in it."""
    who = f" {escape(say('facts.according_to', who=claim['speaker']['label']))}" if claim["speaker"] else ""
    place = f"{escape(str(claim['document']))} {claim['start']}–{claim['end']}"
    return f"« {marked(str(claim['quote']), *ends)} »{who} <small>{place}</small>"
