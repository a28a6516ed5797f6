"""Bytes → text, or one clear reason why not."""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError
from kg.messages import say

LIMIT_MB = 5
LIMIT = LIMIT_MB * 1024 * 1024  # bytes of one article; a newspaper article weighs 5 to 50 kB

# The non-ASCII characters French prose is made of. A single-byte encoding is believed only when it gives these:
# cp1252 read as Mac Roman, or a Cyrillic page read as cp1252, gives others.
_FRENCH = frozenset(
    "àâäáãåæçéèêëîïíìñôöóòõøœùûüúÿÀÂÄÁÃÅÆÇÉÈÊËÎÏÍÌÑÔÖÓÒÕØŒÙÛÜÚŸ«»‹›“”„‘’‚–—…·•°ºª§€£№®©™\u00a0\u202f\u2009²³½±×"
)
_USUAL = frozenset("àâçéèêëîïôùûüœÀÂÇÉÈÊÎÔœŒ«»“”‘’–—…°€\u00a0")
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DAMAGED = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ“”\u009d]|\ufffd")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, name: str) -> str:
    """The text of `data`: UTF-8, UTF-16 with its mark, or a French text in cp1252, Mac Roman or cp850.

    Line ends become `\\n`. Raises SourceError (too big, empty, binary, unknown or damaged encoding), naming `name`.
    """
    if len(data) > LIMIT:
        raise SourceError(say("source.too_big", name=name, limit=LIMIT_MB))
    if not data.strip():
        raise SourceError(say("source.empty", name=name))
    text = _text(data, name).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) / 1000:
        raise SourceError(say("source.binary", name=name))
    if len(_DAMAGED.findall(text)) > 2:
        raise SourceError(say("source.mojibake", name=name))
    if not text.strip():
        raise SourceError(say("source.empty", name=name))
    return text


def _text(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise SourceError(say("source.encoding", name=name)) from None
    if b"\0" in data:
        raise SourceError(say("source.binary", name=name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data, name)


def _single_byte(data: bytes, name: str) -> str:
    for encoding in _SINGLE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        marked = [c for c in text if c > "\x7f"]
        usual = sum(c in _USUAL for c in marked)
        if all(c in _FRENCH for c in marked) and usual >= 0.8 * len(marked):
            return text
    raise SourceError(say("source.encoding", name=name))
