"""Organisations named in English: « le Simon Fraser Institute », « le Council on Economic Policies », « Centre for Policy Studies »."""

from __future__ import annotations

from kg.extract.mentions import Mention
from kg.lexicon import classes
from kg.lexicon.load import Lexicon, head_key
from kg.text.tokens import Text

_SCIENCE, _BODY, _ANY = "ResearchInstitution", "OrganizationalBody", "Organization"
# Words that are English wherever they stand in a name, and what they name.
_ENGLISH = {
    "Institute": _SCIENCE, "University": _SCIENCE, "College": _SCIENCE, "Academy": _SCIENCE, "Laboratory": _SCIENCE, "School": _SCIENCE,
    "Center": _SCIENCE, "Centers": _SCIENCE, "Agency": _BODY, "Authority": _BODY, "Council": _ANY, "Foundation": _ANY, "Trust": _ANY, "Society": _ANY, "Network": _ANY,
    "Endowment": _ANY, "Federation": _ANY, "Group": _ANY, "Watch": _ANY, "Service": _BODY, "Corporation": "Company",
}  # fmt: skip
# Words that French has too: English where « for », « of », « on » follow, or (the second list) a name stands before them.
_SHARED = {
    "Centre": _SCIENCE, "Institution": _ANY, "Association": _ANY, "Alliance": "Coalition", "Coalition": "Coalition", "Commission": _BODY,
    "Union": _ANY, "Office": _BODY, "Bureau": _BODY, "Initiative": "Initiative", "Platform": "Coalition", "Partnership": "Coalition",
    "Organization": _ANY, "Organisation": _ANY, "Committee": "Forum", "Observatory": _SCIENCE, "Campaign": _ANY,
}  # fmt: skip
_AFTER_A_NAME = frozenset({"Institution", "Observatory", "Partnership", "Organization"})
_LINKS = frozenset({"for", "of", "on", "and", "in", "the", "&", "against"})
_TURNS = frozenset({"for", "of", "on", "against"})


def find(text: Text, lexicon: Lexicon, registry: list[Mention]) -> list[Mention]:
    """Mentions of kind `name`; what the registry knows whole, or a French head introduces, is left to them."""
    found = []
    i = 0
    while i < len(text.tokens):
        last = _run(text, i)
        if last - i < 2:
            i += 1
            continue
        first = _start(text, lexicon, i, last)
        kind = _kind(text, first, last)
        known = any(m.first <= first and last <= m.last for m in registry)
        if kind and not known and not _introduced(text, lexicon, first):
            found.append(Mention(first, last, first, "name", kind, proper=True))
        i = last
    return found


def _run(text: Text, i: int) -> int:
    """Past the capitalised words from token i on, joined by « for », « of », « on », « and », « the »."""
    end = text.sentences[text.sentence_of[i]].last
    k = i
    while k < end:
        if _word(text, k):
            k += 1
        elif k > i and text.tokens[k].text in _LINKS:
            j = k + 1 + (k + 1 < end and text.tokens[k + 1].text == "the")
            if j >= end or not _word(text, j):
                break
            k = j
        else:
            break
    return k


def _word(text: Text, k: int) -> bool:
    token = text.tokens[k]
    return (
        token.is_capital
        and token.is_word
        and token.pos not in ("DET", "CCONJ", "PRON")
        and not token.text.endswith("'")
    )


def _start(text: Text, lexicon: Lexicon, first: int, last: int) -> int:
    """Past a title or a preposition that opens the run (« Selon Ford Foundation », « Président Ford Foundation »)."""
    k = first
    for j in range(first, last - 1):
        token = text.tokens[j]
        if token.pos == "ADP" or head_key(token.text) in lexicon.title_words:
            k = j + 1
    return k


def _kind(text: Text, first: int, last: int) -> str:
    """The class that an English word of the name tells, or "" where none does."""
    words = [t.text for t in text.tokens[first:last]]
    if len(words) < 2 or words[0] in _LINKS:
        return ""
    for at, word in enumerate(words):
        turned = at + 1 < len(words) and words[at + 1] in _TURNS
        if word in _ENGLISH and (at or turned):
            return _ENGLISH[word]
        if word in _SHARED and (turned or (at == len(words) - 1 and at and word in _AFTER_A_NAME)):
            return _SHARED[word]
    return ""


def _introduced(text: Text, lexicon: Lexicon, first: int) -> bool:
    """« l'ONG World Resources Institute »: a French head right before makes one name with it."""
    before = text.tokens[first - 1] if first else None
    if before is None or text.sentence_of[first - 1] != text.sentence_of[first]:
        return False
    kind = lexicon.heads.get(head_key(before.text), "")
    return bool(kind) and classes.load().is_a(kind, "Organization", "Initiative")
