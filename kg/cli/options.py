"""What commands share: the settings and the options."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.messages import language
from kg.model import STATUSES

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

Function = TypeVar("Function", bound=Callable[..., Any])
DEFAULT_STORE = "entente.db"
ROW_FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle")


@dataclass
class Settings:
    """The options every command has. `store` is what `kg --store` or `kg COMMAND --store` said, the latter first."""

    store: str = DEFAULT_STORE
    given: bool = False  # whether the user named the store
    quiet: bool = False
    debug: bool = False

    def open(self, read_only: bool = True) -> KnowledgeGraph:
        """The graph in the store. Raises StoreError."""
        from kg.graph import KnowledgeGraph

        return KnowledgeGraph.open(self.store, read_only=read_only)

    def open_if_there(self) -> KnowledgeGraph:
        """The graph in the store, or an empty one where there is none yet. Raises StoreError."""
        missing = "://" not in self.store and not Path(self.store).exists()
        return replace(self, store="memory:").open(read_only=False) if missing and not self.given else self.open()

    def option(self) -> str:
        """« --store S », with a space before it, for the commands that messages propose; "" where they need none."""
        needless = self.store in ("memory:", os.environ.get("KG_STORE") or DEFAULT_STORE)  # no other can open memory:
        return "" if needless else f" --store {shlex.quote(self.store)}"

    def note(self, message: str) -> None:
        """Say `message` on stderr, unless --quiet."""
        if not self.quiet:
            click.echo(message, err=True)


def common(store: bool = True) -> Callable[[Function], Function]:
    """--quiet and --debug (and --store): before or after the command's name alike."""

    def decorate(function: Function) -> Function:
        for option in reversed(_COMMON if store else _COMMON[1:]):
            function = option(function)
        return function

    return decorate


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def callback(context: click.Context, _: click.Parameter, value: Any) -> Any:
        if value:
            settings = context.ensure_object(Settings)
            setattr(settings, name, value)
            settings.given |= name == "store"
        return value

    return callback


_COMMON = (
    click.option(
        "--store",
        metavar="S",
        expose_value=False,
        callback=_keep("store"),
        help="A folder, memory:, or the address of a SPARQL endpoint [default: $KG_STORE or entente.db].",
    ),
    click.option(
        "--quiet", "-q", is_flag=True, expose_value=False, callback=_keep("quiet"), help="No messages, only results."
    ),
    click.option(
        "--debug", is_flag=True, expose_value=False, callback=_keep("debug"), help="Show the traceback of an error."
    ),
)


def names_in(form: str) -> str:
    """The language of names: the reader's in what people read; in what programs read the articles', always the same."""
    return language() if form == "table" else "fr"


def row_format(*names: str) -> Callable[[Function], Function]:
    """--format, a table unless asked otherwise, on a terminal and in a pipe alike."""
    return click.option(
        "--format", "form", type=click.Choice(names), default="table", show_default=True, help="How rows come out."
    )


timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Give up after SECONDS (exit 4).",
)
fail_empty = click.option("--fail-empty", is_flag=True, help="Exit 1 when there is no row.")
statuses = click.option(
    "--status", "status", multiple=True, type=click.Choice(STATUSES), help="Only facts of this status (repeatable)."
)
