"""Sentence ends, by rule: the statistical splitter errs on this prose (abbreviations, quotes, datelines)."""

from __future__ import annotations

import re

_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(\"'])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|Mgr|S|S\.E|S\.E\.M|S\.E\.Mme|S\.A\.R|S\.A\.S|S\.M|S\.S|Exc|art|al|cf|vol|no|env|av|apr|J|C|[A-ZÉÈ])\.$"
)
_END = re.compile(r"(?:\.{1,3}|[!?…])+[\"')\]]*(?=\s|$)")
_OPENING = re.compile(r"\s+[\"'(\[-]*\s*(?:[A-ZÀ-ÖØ-Þ0-9]|$)")


def sentence_ends(plain: str) -> list[int]:
    """Offsets (end-exclusive) at which sentences end; a line break always ends one."""
    ends: list[int] = []
    for line in re.finditer(r"[^\n]+", plain):
        for mark in _END.finditer(line.group()):
            at = mark.end()
            before, after = line.group()[: mark.start() + 1], line.group()[at:]
            if mark.group() == "." and _ABBREVIATIONS.search(before):
                continue
            if not after.strip() or _OPENING.match(after):
                ends.append(line.start() + at)
        if not ends or ends[-1] < line.end():
            ends.append(line.end())
    return ends
