"""Files, folders, patterns, saved pages, JSON Lines and standard input → documents."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kg.errors import SourceError
from kg.messages import say
from kg.model import Document
from kg.source.encoding import LIMIT, LIMIT_MB, decode
from kg.source.files import HTML, KINDS, LINES, TEXT, expand, load
from kg.source.french import looks_french
from kg.source.header import header_date, is_date, parse_date
from kg.source.lines import records
from kg.source.pages import Page, read_html, read_markdown

__all__ = ["LIMIT_MB", "read"]

_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read(source: str, date: str | None = None, lang: str = "fr") -> Iterator[Document | SourceError]:
    """The documents `source` stands for, in a fixed order; what cannot be read comes out as its SourceError.

    `source` is a file (txt, md, html, jsonl), a folder, a pattern or `-`. `date` (ISO 8601) overrides the date the
    document gives of itself. A document's name is its file name, `stdin`, or `file.jsonl#3`.
    Raises SourceError for a `date` that is none; nothing else is raised.
    """
    given = parse_date(date) if date else None
    try:
        if source == "-":
            yield _one(sys.stdin.buffer.read(LIMIT + 1), Path("stdin"), given, lang)
            return
        paths = expand(source)
    except SourceError as error:
        yield error
        return
    for path in paths:
        yield from _file(path, given, lang)


def _file(path: Path, date: str | None, lang: str) -> Iterator[Document | SourceError]:
    kind = path.suffix.lower()
    try:
        if kind in LINES:
            load(path, 0)  # says what is wrong with the file itself
            with path.open("rb") as stream:
                yield from _lines(stream, path.name, date, lang)
        elif kind in TEXT | HTML:
            yield _one(load(path, LIMIT), path, date, lang)
        else:
            load(path, 0)
            raise SourceError(say("source.unsupported", name=path, kinds=KINDS))
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceError(say("source.unreadable", name=path, why=error.strerror or error))


def _one(data: bytes, path: Path, date: str | None, lang: str) -> Document:
    place = str(path)
    text = decode(data, place)
    kind = path.suffix.lower()
    if kind in HTML or _MARKUP.match(text):
        page = read_html(text, place)
    elif kind in {".md", ".markdown"}:
        page = read_markdown(text)
    else:
        page = Page(text)
    return _document(page, path.name, place, date, lang)


def _lines(stream: IO[bytes], name: str, date: str | None, lang: str) -> Iterator[Document | SourceError]:
    found = False
    for place, record in records(stream, name):
        found = True
        try:
            if isinstance(record, SourceError):
                raise record
            page = Page(**{key: record[key] for key in ("text", "title", "date", "url", "outlet") if key in record})
            if page.date and not is_date(page.date):
                raise SourceError(say("source.date", date=f"{place}: {page.date}"))
            yield _document(page, record.get("name", place), place, date, record.get("lang", lang))
        except SourceError as error:
            yield error
    if not found:
        yield SourceError(say("source.empty", name=name))


def _document(page: Page, name: str, place: str, date: str | None, lang: str) -> Document:
    """Raises SourceError, naming `place`, when the page is not an article in French."""
    if not page.text.strip():
        raise SourceError(say("source.empty", name=place))
    if not lang.lower().startswith("fr"):
        raise SourceError(say("source.language", name=place, lang=lang))
    if not looks_french(page.text):
        raise SourceError(say("source.not_french", name=place))
    own = page.date if page.date and is_date(page.date) else header_date(page.text)
    url = page.url if page.url and page.url.startswith(("http://", "https://")) else None
    return Document(page.text, name=name, url=url, title=page.title, date=date or own, lang="fr", outlet=page.outlet)
