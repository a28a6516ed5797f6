"""Files, folders, patterns, saved pages, PDF, feeds, JSON Lines and standard input → documents."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import SourceError
from kg.messages import say
from kg.model import Document
from kg.source import feeds, pdf
from kg.source.encoding import LIMIT_MB, decode
from kg.source.files import FEEDS, HTML, KINDS, LINES, PDF, TEXT, expand, load
from kg.source.french import looks_french
from kg.source.header import header_date, is_date, parse_date
from kg.source.lines import records
from kg.source.pages import Page, read_html, read_markdown

__all__ = ["LIMIT_MB", "read"]

_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Input:
    """What is known of an input before it is read. `origin` is where its file lies, None when it is none."""

    path: Path
    name: str
    origin: str | None
    date: str | None
    lang: str

    @property
    def kind(self) -> str:
        return self.path.suffix.lower()


def read(source: str, date: str | None = None, lang: str = "fr") -> Iterator[Document | SourceError]:
    """The documents `source` stands for, in a fixed order; what cannot be read comes out as its SourceError.

    `source` is a file (txt, md, html, pdf, jsonl, an RSS or Atom feed), a folder, a pattern or `-`. `date` (ISO 8601)
    overrides the date the document gives of itself. A document's name is its file name (from a folder, its path in
    it), `stdin`, `file.jsonl#3`, or the address of a feed's entry.
    Raises SourceError for a `date` that is none; nothing else is raised.
    """
    given = parse_date(date) if date else None
    try:
        if source == "-":
            yield from _content(
                sys.stdin.buffer.read(pdf.FILE_LIMIT + 1), _Input(Path("stdin"), "stdin", None, given, lang)
            )
            return
        paths = expand(source)
    except SourceError as error:
        yield error
        return
    folder = Path(source).expanduser()
    for path in paths:
        name = path.relative_to(folder).as_posix() if path != folder and path.is_relative_to(folder) else path.name
        yield from _file(_Input(path, name, str(path.resolve()), given, lang))


def _file(given: _Input) -> Iterator[Document | SourceError]:
    try:
        if given.kind in LINES:
            yield from _lines(given)
        elif given.kind in TEXT | HTML | PDF | FEEDS:
            yield from _content(load(given.path, pdf.FILE_LIMIT), given)
        else:
            load(given.path, 0)  # says what is wrong with the file itself
            raise SourceError(say("source.unsupported", name=given.path, kinds=KINDS))
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceError(say("source.unreadable", name=given.path, why=error.strerror or error))


def _content(data: bytes, given: _Input) -> Iterator[Document | SourceError]:
    """The documents in the bytes of one file. Raises SourceError when there is none."""
    place = str(given.path)
    if given.kind in PDF or data.startswith(pdf.MARK):
        yield _document(pdf.read_pdf(data, place), given, place)
    elif given.kind in FEEDS or feeds.is_feed(data):
        yield from _entries(data, given)
    else:
        text = decode(data, place)
        if given.kind in HTML or _MARKUP.match(text):
            page = read_html(text, place)
        else:
            page = read_markdown(text) if given.kind in {".md", ".markdown"} else Page(text)
        yield _document(page, given, place)


def _entries(data: bytes, given: _Input) -> Iterator[Document | SourceError]:
    entries = feeds.read_feed(data, str(given.path))
    if not entries:
        raise SourceError(say("source.empty", name=given.path))
    for entry in entries:
        place = f"{given.name}#{entry.key}"
        origin = f"{given.origin}#{entry.key}" if given.origin else None
        named = replace(given, name=entry.page.url or place, origin=origin)
        try:
            yield _document(entry.page, named, place)
        except SourceError as error:
            yield error


def _lines(given: _Input) -> Iterator[Document | SourceError]:
    found = False
    load(given.path, 0)  # says what is wrong with the file itself
    with given.path.open("rb") as stream:
        for number, record in records(stream, given.name):
            found = True
            place = f"{given.name}#{number}"
            try:
                if isinstance(record, SourceError):
                    raise record
                page = Page(**{key: record[key] for key in ("text", "title", "date", "url", "outlet") if key in record})
                if page.date and not is_date(page.date):
                    raise SourceError(say("source.date", date=f"{place}: {page.date}"))
                named = replace(
                    given, name=place, origin=f"{given.origin}#{number}", lang=record.get("lang", given.lang)
                )
                if "name" in record:
                    named = replace(named, name=record["name"], origin=None)
                yield _document(page, replace(named, lang=record.get("lang", given.lang)), place)
            except SourceError as error:
                yield error
    if not found:
        yield SourceError(say("source.empty", name=given.path))


def _document(page: Page, given: _Input, place: str) -> Document:
    """Raises SourceError, naming `place`, when the page is not an article in French."""
    if not page.text.strip():
        raise SourceError(say("source.empty", name=place))
    if not given.lang.lower().startswith("fr"):
        raise SourceError(say("source.language", name=place, lang=given.lang))
    if not looks_french(page.text):
        raise SourceError(say("source.not_french", name=place))
    own = page.date if page.date and is_date(page.date) else header_date(page.text)
    return Document(
        page.text,
        name=given.name,
        url=page.url if page.url and page.url.startswith(("http://", "https://")) else None,
        title=page.title,
        date=given.date or own,
        lang="fr",
        outlet=page.outlet,
        origin=given.origin,
    )
