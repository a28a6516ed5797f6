"""A saved web page or a Markdown file → the article in it and what the page says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.errors import SourceError
from kg.messages import say


@dataclass(frozen=True)
class Page:
    """The article of a page; `date` as the page declares it, ISO 8601."""

    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None


def read_html(markup: str, name: str) -> Page:
    """The main text and the metadata of an HTML page (trafilatura: 250 ms to import, only when needed).

    Raises SourceError when the page holds no article.
    """
    import trafilatura

    # Without tables and comments: a list of links or readers' opinions are not the dispatch.
    found = trafilatura.bare_extraction(markup, include_comments=False, include_tables=False, with_metadata=True)
    text = getattr(found, "text", None)
    if found is None or not text or not text.strip():
        raise SourceError(say("source.no_article", name=name))
    return Page(
        text=text,
        title=_some(getattr(found, "title", None)),
        date=_some(getattr(found, "date", None)) if _declares_date(markup) else None,
        url=_some(getattr(found, "url", None)),
        outlet=_some(getattr(found, "sitename", None)),
    )


def read_markdown(text: str) -> Page:
    """The text under the front matter (`---` … `---`), with the title, date and url the front matter gives."""
    found = re.match(r"\ufeff?---[ \t]*\n(.*?)\n---[ \t]*\n", text, re.DOTALL)
    if not found:
        return Page(text, title=_heading(text))
    import yaml

    try:
        fields = yaml.safe_load(found.group(1))
    except yaml.YAMLError:
        fields = None
    if not isinstance(fields, dict):
        return Page(text, title=_heading(text))
    body = text[found.end() :]
    # Only plain values: a short nest of references can be written out to gigabytes.
    plain = {key: value for key, value in fields.items() if isinstance(value, str | int | float | date)}
    given = {str(key).lower(): str(value).strip() for key, value in plain.items()}
    return Page(body, given.get("title") or _heading(body), given.get("date"), given.get("url"), given.get("outlet"))


def _heading(text: str) -> str | None:
    found = re.search(r"^#\s+(.+?)\s*#*\s*$", text[:1000], re.MULTILINE)
    return found.group(1) if found else None


def _declares_date(markup: str) -> bool:
    """Whether the page says when it was published: trafilatura also guesses, from copyright lines and the like."""
    return bool(re.search(r"published|datepublished|pubdate|<time\b|dc\.date|\"date\"|'date'", markup, re.IGNORECASE))


def _some(value: object) -> str | None:
    return str(value).strip() or None if value else None
