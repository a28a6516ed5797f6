"""The group of commands and the one place where an exception becomes a line and an exit code."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from kg.cli import analyse, answers, ask, build, demo, evaluate, exchange, ontology, serve, withdraw
from kg.cli.help import Group
from kg.cli.options import Settings, common
from kg.cli.usage import complaint, unknown_language
from kg.errors import KgError
from kg.messages import say

INTERRUPTED = 4
FAULT = 2  # a fault of Entente itself: nothing was answered


class _ReaderGoneError(Exception):
    """Whoever read what `kg` prints has seen enough: `kg facts | head`."""


@contextlib.contextmanager
def _whoever_reads() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _ReaderGoneError from error


class _Kg(Group):
    """click ends the process with code 1 where a pipe is closed, whatever it was told: it never sees one here."""

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        with _whoever_reads():
            return super().make_context(*arguments, **extra)

    def invoke(self, context: click.Context) -> Any:
        with _whoever_reads():
            return super().invoke(context)


@click.group(cls=_Kg, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="entente", message="entente %(version)s")
@click.option(
    "--store",
    metavar="S",
    envvar="KG_STORE",
    help="A folder, memory:, or the address of a SPARQL endpoint [default: $KG_STORE or entente.db].",
)
@common(store=False)
@click.pass_context
def cli(context: click.Context, store: str | None) -> None:
    """French diplomatic news as a knowledge graph: who did what with whom, where, when, and who says so.

    \b
    First steps:
      kg demo                       see it work
      kg build article.txt          read an article into ./entente.db
      kg query                      list the questions
      kg view                       write the graph as a page

    Exit codes: 0 done, 1 the answer is no, 2 wrong usage or unreadable input, 3 store unavailable, 4 interrupted.
    """
    settings = context.ensure_object(Settings)
    if store:
        settings.store, settings.given = store, True


for door in (demo, build, answers, ask, analyse, exchange, withdraw, ontology, serve, evaluate):
    for command in door.COMMANDS:
        cli.add_command(command)


def run(arguments: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Run one command line; its exit code. Exceptions become one line on stderr, unless `--debug` asks for all.

    `settings`: where the options start from, for doors that hold a graph open (notebooks).
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given, settings)
    except (BrokenPipeError, _ReaderGoneError):
        return _leave_quietly(0)


def _run(given: list[str], settings: Settings | None) -> int:
    debug = "--debug" in given
    _tolerate_any_terminal()
    unknown = unknown_language(os.environ.get("KG_LANG", ""))
    if unknown and not {"--quiet", "-q"} & set(given):
        click.echo(unknown, err=True)
    try:
        code = cli.main(given, prog_name="kg", standalone_mode=False, obj=settings)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        return _complain(complaint(error, given), 2)
    except (click.Abort, KeyboardInterrupt):
        return _complain(say("cli.interrupted"), INTERRUPTED)
    except (BrokenPipeError, _ReaderGoneError):
        raise
    except KgError as error:
        if debug:
            raise
        return _complain(str(error), error.exit_code)
    except Exception as error:
        if debug:
            raise
        return _complain(say("cli.fault", kind=type(error).__name__, why=_one_line(str(error))), FAULT)


def _complain(message: str, code: int) -> int:
    try:
        click.echo(f"kg: {_one_line(message)}", err=True)
    except BrokenPipeError:
        return _leave_quietly(code)
    return code


def _leave_quietly(code: int) -> int:
    """`code`; what was left to print into a closed pipe goes nowhere, else the interpreter complains on its way out."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tolerate_any_terminal() -> None:
    """A terminal that cannot show « é » gets a question mark instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
