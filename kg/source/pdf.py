"""A PDF file → the article on its pages. Pictures are not read, scripts are not run, nothing is fetched."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from kg.errors import SourceError
from kg.messages import say
from kg.source.encoding import LIMIT, LIMIT_MB
from kg.source.header import header_date, is_date
from kg.source.mend import flow
from kg.source.pages import Page

FILE_LIMIT_MB = 20  # pictures and fonts come on top of the text
FILE_LIMIT = FILE_LIMIT_MB * 1024 * 1024
MARK = b"%PDF-"

_PAGES = 200
_LIMITS: dict[str, Any] = {  # of one stream, unpacked: a few kB can hold gigabytes
    "zlib_maximum_output_length": 2 * LIMIT,
    "lzw_maximum_output_length": 2 * LIMIT,
    "run_length_maximum_output_length": 2 * LIMIT,
    "array_based_stream_maximum_output_length": 2 * LIMIT,
    "stream_decoding_work_maximum_length": 8 * LIMIT,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
}
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# What programs call a document nobody gave a title: « Microsoft Word - note.doc », « untitled », « 2025-07-02.pdf »
_NO_TITLE = re.compile(r"microsoft |untitled|sans.titre|sans nom|document ?\d*$|.*\.\w{2,5}$|\W*$", re.IGNORECASE)


def read_pdf(data: bytes, name: str) -> Page:
    """The running text of a PDF, with the title and the date of its metadata when they look like an article's.

    Raises SourceError when it is protected by a password, holds no text (a scan), is damaged or too big.
    """
    if not data.strip():
        raise SourceError(say("source.empty", name=name))
    import pypdf

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it grumbles about is not for our users
    if len(data) > FILE_LIMIT:
        raise SourceError(say("source.too_big", name=name, limit=FILE_LIMIT_MB))
    try:
        with pypdf.apply_configuration(**_LIMITS):
            reader = _opened(data, name)
            pages = _pages(reader, name)
            about: Any = reader.metadata or {}
            title, made = about.get("/Title"), about.get("/CreationDate")
    except pypdf.errors.LimitReachedError:
        raise SourceError(say("source.too_big", name=name, limit=LIMIT_MB)) from None
    except SourceError:
        raise
    except Exception as error:  # damaged files make pypdf stumble anywhere, with any exception
        raise SourceError(say("source.damaged", name=name, why=type(error).__name__)) from None
    text = flow(pages)
    if not text.strip():
        raise SourceError(say("source.scanned", name=name))
    return Page(text, _title(title), header_date(text) or _date(made))


def _opened(data: bytes, name: str) -> Any:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:  # many are "protected" against printing only: the empty password opens them
            opened = reader.decrypt("")
        except (pypdf.errors.DependencyError, NotImplementedError):
            opened = pypdf.PasswordType.NOT_DECRYPTED
        if opened is pypdf.PasswordType.NOT_DECRYPTED:
            raise SourceError(say("source.locked", name=name))
    return reader


def _pages(reader: Any, name: str) -> list[list[str]]:
    """The lines of each page. Raises SourceError when they are too many to be an article."""
    if len(reader.pages) > _PAGES:
        raise SourceError(say("source.too_long", name=name, limit=_PAGES))
    pages, size, drawn = [], 0, 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > 2 * LIMIT:
            raise SourceError(say("source.too_big", name=name, limit=LIMIT_MB))
        text = page.extract_text().translate(_LIGATURES)
        size += len(text)
        if size > LIMIT:
            raise SourceError(say("source.too_big", name=name, limit=LIMIT_MB))
        pages.append(text.split("\n"))
    return pages


def _title(value: object) -> str | None:
    title = " ".join(str(value or "").split())
    return title if 2 <= len(title.split()) <= 40 and not _NO_TITLE.match(title) else None


def _date(value: object) -> str | None:
    """`D:20250702101500+02'00'` → `2025-07-02`; None for what is no date or that of a clock nobody set."""
    found = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", str(value or ""))
    if not found or found[1] < "1990":
        return None
    day = "-".join(found.groups())
    return day if is_date(day) else None
