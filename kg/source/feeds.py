"""An RSS or Atom feed → its entries, each a page: what the feed itself says, nothing is fetched."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from kg.errors import SourceError
from kg.messages import say
from kg.source.encoding import LIMIT, decode
from kg.source.header import is_date
from kg.source.pages import Page

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--[^>]*-->\s*){0,9}<(?:rss|feed|rdf:RDF)\b")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_CHARSET = re.compile(rb"<\?xml\b[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_DTD = re.compile(r"<!(?:ENTITY|DOCTYPE[^>\[]*\[)", re.IGNORECASE)
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article figure hr pre".split())
_HIDDEN = frozenset("script style template iframe object figcaption".split())
_LONG_TAG = re.compile(r"<[^<>]{65536}")
_DEPTH = 500  # elements open at once; real feeds open about ten


@dataclass(frozen=True)
class Entry:
    """An entry of a feed. `key` is its id in the feed, else its link, else a checksum of its text."""

    page: Page
    key: str


def is_feed(data: bytes) -> bool:
    """Whether a text begins like a feed, whatever its file is called."""
    return bool(_ROOT.match(data[:1000]))


def read_feed(data: bytes, name: str) -> list[Entry]:
    """The entries of a feed in its order, each once. An entry without text gives its title; what is neither, nothing.

    A link that several entries share is the address of none of them. Raises SourceError for what is no feed, is too
    big or declares entities (they can be made to fill any memory).
    """
    text = _decode(data, name)
    if _DTD.search(text):
        raise SourceError(say("source.entities", name=name))
    if _depth(text) > _DEPTH or _LONG_TAG.search(text):
        raise SourceError(say("source.no_feed", name=name))
    import feedparser  # type: ignore[import-untyped]

    # A stream, never a string: feedparser would fetch or open what a string names.
    found = feedparser.parse(
        io.BytesIO(_DECLARATION.sub("", text, count=1).encode()), sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version and not found.entries:
        raise SourceError(say("source.no_feed", name=name))
    outlet = _line(found.feed.get("title"))
    entries = _distinct(found.entries)
    links = Counter(entry.get("link") for entry in entries)
    return [read for entry in entries if (read := _entry(entry, outlet, links[entry.get("link")] == 1))]


def _entry(entry: Any, outlet: str | None, own_link: bool) -> Entry | None:
    title = _line(entry.get("title"))
    body = max((plain(part) for part in _bodies(entry)), key=len) or title
    if not body:
        return None
    address = str(entry.get("link") or "")
    link = address if own_link and address.startswith(("http://", "https://")) else None
    key = entry.get("id") or link or hashlib.sha256(body.encode()).hexdigest()[:12]
    return Entry(Page(body, title, _date(entry), link, outlet), key)


def plain(markup: str) -> str:
    """The text of an HTML fragment, its blocks on lines of their own, without scripts and styles.

    >>> plain("<p>Le <b>Togo</b> signe&nbsp;:</p><p>« oui »</p><script>x()</script>")
    'Le Togo signe\\xa0:\\n\\n« oui »'
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f"<div>{markup}</div>".encode(), parser)
    parts: list[str] = []  # a NUL stands between blocks
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        starts = event == "start"
        hidden += (element.tag in _HIDDEN) * (1 if starts else -1)
        said = element.text if starts else element.tail
        parts.append("\0" * (element.tag in _BLOCKS) + (said or "") * (not hidden))
    lines = (re.sub(r"[ \t\r\n]+", " ", block).strip(" ") for block in "".join(parts).split("\0"))
    return "\n\n".join(line for line in lines if line)


def _decode(data: bytes, name: str) -> str:
    """The text of a feed: UTF-8 where it is (whatever is declared), else as declared, else as any other text."""
    declared = _CHARSET.search(data[:200])
    if declared and len(data) <= LIMIT:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            with suppress(LookupError, UnicodeError):  # a wrong declaration: the bytes may still be French
                data = data.decode(declared[1].decode("ascii")).encode()
    return decode(data, name)


def _depth(text: str) -> int:
    """How many elements are open at once, about: a feed parser's memory and time grow with it."""
    first, *parts = text.split("<![CDATA[")
    markup = first + "".join(part.partition("]]>")[2] for part in parts)
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)[A-Za-z][^<>]*?(/?)>", markup):
        depth += -1 if tag[1] else not tag[2]
        depth, deepest = max(0, depth), max(deepest, depth)
    return deepest


def _distinct(entries: list[Any]) -> list[Any]:
    """The entries without repetitions: the first of those with the same id or, without one, the same link and title."""
    first: dict[object, Any] = {}
    for entry in entries:
        first.setdefault(entry.get("id") or (entry.get("link"), entry.get("title"), entry.get("summary")), entry)
    return list(first.values())


def _bodies(entry: Any) -> Iterator[str]:
    yield from (str(part.get("value") or "") for part in entry.get("content") or ())
    yield str(entry.get("summary") or "")


def _date(entry: Any) -> str | None:
    """The day the entry gives, in its own time zone: as a date of UTC, an evening could become the next day."""
    said = str(entry.get("published") or entry.get("updated") or "").strip()
    if is_date(said[:10]):
        return said[:10]
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(said).date().isoformat()
        except ValueError:
            continue
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None


def _line(value: object) -> str | None:
    return " ".join(plain(str(value)).split()) or None if value else None
