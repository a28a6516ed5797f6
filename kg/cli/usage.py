"""What click refuses, in the reader's language, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from kg.cli.help import values
from kg.errors import QueryError
from kg.messages import say

# click says these in English only; what else it says (a hint of ours) is in the reader's language already.
_SAID = {
    "usage.no_option": re.compile(r"No such option:? '?(?P<name>[^\s'.]+)"),
    "usage.no_command": re.compile(r"No such command '(?P<name>.+?)'"),
    "usage.no_value": re.compile(r"Option '(?P<name>.+?)' does not take a value"),
    "usage.needs_value": re.compile(r"Option '(?P<name>.+?)' requires an argument"),
    "usage.missing": re.compile(r"Missing (?:argument|option|parameter):? '(?P<name>.+?)'"),
    "usage.extra": re.compile(r"Got unexpected extra arguments? \((?P<name>.+)\)"),
    "usage.one_of": re.compile(r"Invalid value for '(?P<name>.+?)': (?P<value>.+) is not one of (?P<known>.+)"),
    "usage.range": re.compile(r"Invalid value for '(?P<name>.+?)': (?P<value>.+) is not in the range (?P<known>.+)"),
    "usage.number": re.compile(r"Invalid value for '(?P<name>.+?)': (?P<value>.+) is not a valid (?:integer|float)"),
}
_NEAR = re.compile(r"(?:Did you mean|Possible options:)(.+)", re.DOTALL)
_RANGE = re.compile(r"(?P<low>[\d.]+)<=x<=(?P<high>[\d.]+)")
_WORDS = re.compile(r"[\w-]+")


def complaint(error: click.ClickException, given: Sequence[str] = ()) -> str:
    """One line: what is wrong with the words `given` to `kg`, what may be meant, and where to look."""
    context = getattr(error, "ctx", None)
    path = context.command_path if isinstance(context, click.Context) else "kg"
    why = " ".join(error.format_message().split()).rstrip(".")
    near = ", ".join(word for word in _WORDS.findall(_listed(why)) if word != "or")
    for key, said in _SAID.items():
        if match := said.match(why):
            near = (parameter(match["name"], given) if key == "usage.no_option" else None) or near
            why = say(key, **{part: _told(part, words) for part, words in match.groupdict().items()})
            break
    meant = say("usage.near", names=near) if near else ""
    return say("cli.usage", why=why + meant, command=path)


def parameter(option: str, given: Sequence[str]) -> str | None:
    """« -p actor=… » for an `--actor` that the question asked for takes as a parameter."""
    from kg.query import catalog

    asked = [word for word in given if not word.startswith("-")]
    if asked[:1] != ["query"] or len(asked) < 2:
        return None
    try:
        return f"-p {catalog.find(asked[1]).parameter(option.lstrip('-')).name}=…"
    except QueryError:
        return None


def unknown_language(wanted: str) -> str | None:
    """What to say of a KG_LANG that is none of the languages there are."""
    known = not wanted or wanted.lower().startswith(("fr", "en")) or wanted in ("C", "C.UTF-8", "POSIX")
    return None if known else say("cli.language", wanted=wanted)


def _told(part: str, words: str) -> str:
    """What click says of a part of the command line, without its quotes; « 1–64 », « ≥ 0 » for its ranges."""
    words = words.replace("'", "")
    if part == "name":
        return values(words)
    return _RANGE.sub(r"\g<low>–\g<high>", words).replace("x>=", "≥ ").replace("x>", "> ") if part == "known" else words


def _listed(why: str) -> str:
    match = _NEAR.search(why)
    return match[1] if match else ""
