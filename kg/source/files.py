"""What the user names (files, folders, patterns, `-`) → the files to read."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.messages import say

TEXT = frozenset({".txt", ".text", ".md", ".markdown", ""})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
PDF = frozenset({".pdf"})
FEEDS = frozenset({".xml", ".rss", ".atom"})
KINDS = ".txt, .md, .html, .pdf, .jsonl, .xml (RSS, Atom)"


def expand(source: str) -> list[Path]:
    """The files `source` stands for, sorted; folders are walked, hidden files and other kinds inside them left out.

    A file named in full is returned whatever its name. Raises SourceError when there is none.
    """
    if source.lower().startswith(("http://", "https://")):
        raise SourceError(say("source.address", name=source))
    path = Path(source).expanduser()
    if path.is_dir():
        found = sorted(_inside(path))
        if not found:
            raise SourceError(say("source.empty_folder", name=source, kinds=KINDS))
        return found
    if path.exists() or not glob.has_magic(source):
        return [path]
    # Path.glob refuses absolute patterns
    matches = sorted(Path(match) for match in glob.glob(str(path), recursive=True))  # noqa: PTH207
    files = [f for match in matches for f in (sorted(_inside(match)) if match.is_dir() else [match])]
    if not files:
        raise SourceError(say("source.no_match", name=source))
    return files


def load(path: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes of `path`, enough to see that it is too big. Raises SourceError."""
    name = str(path)
    if not path.exists():
        raise SourceError(say("source.missing", name=name))
    if not path.is_file():
        raise SourceError(say("source.unreadable", name=name, why="not a regular file"))
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise SourceError(say("source.unreadable", name=name, why=error.strerror or error)) from None


def _inside(folder: Path) -> Iterator[Path]:
    kinds = (TEXT - {""}) | HTML | LINES | PDF | FEEDS
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in kinds and path.is_file():
            yield path
