"""`--help` in the reader's language. English stands in the code, where click looks for it; `help.toml`, beside this
file, says under each English text what it is in French. It is read only when French help is shown.

click's own few words are there too: its gettext would follow the locale, not `KG_LANG`, and for the whole process.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.messages import language

_COLUMN = 24  # cells for options and their values; a longer one has a line of its own
_VALUE = re.compile(r"[A-Z]{2,}")  # FILE, KEY=VALUE, [ACTOR…]; A and B are letters in any language
_ASIDE = re.compile(r"(?P<command> *\S.*?)(?P<gap> {2,}#? *| # )(?P<aside>\S.*)")  # what an example is said to do
_COMMAND = ("kg ", "curl ")
_TIED = re.compile(r" (?=[:;?!»])|(?<=«) |(?<=\(-) |(?<=\[par) |(?<=\bkg) ")  # spaces at which no line may end


def told(text: str) -> str:
    """The English `text` in the reader's language; as it is where nothing is known.

    >>> told("nothing like it")
    'nothing like it'
    """
    return french().get(text, text) if language() == "fr" else text


def values(pattern: str) -> str:
    """What stands for values in the reader's language: « CLÉ=VALEUR » for `KEY=VALUE`."""
    return _VALUE.sub(lambda word: told(word[0]), pattern)


@cache
def french() -> Mapping[str, str]:
    """Every English text of the help → its French."""
    import tomllib

    sections = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {english: text for section in sections.values() for english, text in section.items()}


class Command(click.Command):
    """A command that explains itself in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        formatter = _Formatter(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = values(" ".join(self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, f"{told('Usage:')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(map(_paragraph, self._paragraphs())))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        with formatter.section(told("Options:")):
            formatter.write_dl([_row(option, ctx) for option in options if not option.hidden], _COLUMN)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, whole: lists wrap it rather than cut it."""
        return _paragraph(self._paragraphs()[0]).partition(". ")[0].rstrip(".") + "."

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = super().shell_complete(ctx, incomplete)
        for item in found:
            item.help = told(item.help) if item.help else None
        return found

    def _paragraphs(self) -> list[str]:
        return inspect.cleandoc(self.help or "").split("\n\n")


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(told("Commands:")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)])


class _Formatter(click.HelpFormatter):
    """Headings bring their colon, which has a space before it in French; French spaces hold lines together."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        super().write_text(_TIED.sub("\N{NO-BREAK SPACE}", text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        tied = [(first, _TIED.sub("\N{NO-BREAK SPACE}", second)) for first, second in rows]
        super().write_dl(tied, col_max, col_spacing)

    def getvalue(self) -> str:
        return super().getvalue().replace("\N{NO-BREAK SPACE}", " ")


def _row(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """An option with what stands for its value, and what it does, with its default."""
    spelled, _ = option.get_help_record(ctx) or ("", "")
    default = option.get_help_extra(ctx).get("default")
    does = told(option.help or "")
    return values(spelled), f"{does.rstrip('.')} [{told('default:')} {default}]." if default else does


def _paragraph(text: str) -> str:
    """Prose as one text; of what is to stay as it is (\\b), line by line what is no command."""
    mark, *lines = text.split("\n")
    return "\n".join([mark, *map(_line, lines)]) if mark == "\b" else told(" ".join(text.split()))


def _line(line: str) -> str:
    if match := _ASIDE.fullmatch(line):
        return match["command"] + match["gap"] + told(match["aside"])
    return line if line.lstrip().startswith(_COMMAND) else told(line)
