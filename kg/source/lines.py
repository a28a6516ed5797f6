"""JSON Lines: one article a line, `{"text", "url", "title", "date", "lang"}`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from kg.errors import SourceError
from kg.messages import say
from kg.source.encoding import LIMIT, decode

Record = dict[str, str]
_FIELDS = ("text", "url", "title", "date", "lang", "outlet", "name")


def records(stream: IO[bytes], name: str) -> Iterator[tuple[int, Record | SourceError]]:
    """For each line that is not blank, its number and its record, or why it is not one (the line is `name#3`)."""
    for number, line in enumerate(_bounded(stream), start=1):
        if not line.strip():
            continue
        place = f"{name}#{number}"
        try:
            yield number, _record(line, place)
        except SourceError as error:
            yield number, error


def _record(line: bytes, place: str) -> Record:
    text = decode(line[: LIMIT + 1], place)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(say("source.json", name=place, why=str(error).split(":")[0])) from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise SourceError(say("source.json", name=place, why="no “text”"))
    wrong = [key for key in _FIELDS if value.get(key) is not None and not isinstance(value[key], str)]
    if wrong:
        raise SourceError(say("source.json", name=place, why=f"“{wrong[0]}”"))
    record = {key: value[key] for key in _FIELDS if value.get(key)} | {"text": value["text"]}
    try:
        "".join(record.values()).encode()
    except UnicodeEncodeError:  # half a character: "\\ud83d" alone is JSON, but no text
        raise SourceError(say("source.encoding", name=place)) from None
    return record


def _bounded(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of `stream`, each cut just above the limit: a file without line ends must not fill the memory."""
    while line := stream.readline(LIMIT + 1):
        rest = line
        while len(rest) > LIMIT and not rest.endswith(b"\n"):
            rest = stream.readline(LIMIT + 1)
        yield line
