"""Shell completion of `kg query`: names of questions, of their parameters, and values as the store knows them.

Whatever goes wrong (no store, an endpoint that is away) there is nothing to propose: a Tab never shows an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click import shell_completion as shell
from click.shell_completion import CompletionItem

from kg.messages import language

if TYPE_CHECKING:
    from kg.query.catalog import Parameter

_MANY = 60  # proposals: more is no help
_ESCAPED = re.compile(r"([^\w@%+=:,./’-])")


def questions(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of queries/ that start as typed; from the file names alone, so that it is instant."""
    from kg.resources import queries

    names = sorted(path.stem for path in queries().glob("*.rq"))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def parameters(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`actor=` for each parameter the question takes and has not been given, then its values."""
    from kg.errors import KgError
    from kg.query.catalog import find

    try:
        # an option still without its value stops the parser: what came before stays among the arguments
        question = find(context.params.get("name") or next(iter(context.args), ""))
        key, equals, start = incomplete.partition("=")
        if equals:
            found = _values(context, question.parameter(key), start)
            return [CompletionItem(f"{key}={value}") for value in found]
        given = {pair.partition("=")[0] for pair in context.params.get("pairs") or ()}
        return [
            CompletionItem(f"{parameter.name}=", help=parameter.label.text(language()))
            for parameter in question.parameters
            if parameter.name.startswith(key) and parameter.name not in given
        ]
    except KgError:
        return []


def _values(context: click.Context, parameter: Parameter, start: str) -> Iterable[str]:
    from kg.query.labels import fold
    from kg.query.params import STATUS_LABELS

    if parameter.type == "status":
        names = [labels[language() != "fr"] for labels in STATUS_LABELS.values()]
        return [name for name in names if fold(name).startswith(fold(start))]
    if parameter.type not in ("entity", "relation"):
        return []
    from kg.cli.options import Settings
    from kg.query import suggestions

    settings = context.ensure_object(Settings)
    if not settings.given and context.parent and (named := context.parent.params.get("store")):
        settings.store = str(named)  # `kg --store S query …` or $KG_STORE: completing does not run the group itself
    with settings.open() as graph:
        if parameter.type == "relation":
            return suggestions.relations(start)
        return suggestions.entities(graph.store, start, parameter.classes, language(), _MANY)


class Bash(shell.BashComplete):
    """Bash cuts words at `=` and pastes what it is given as it stands: join them again, escape what needs it (twice:
    the function that reads it takes one backslash away)."""

    def get_completion_args(self) -> tuple[list[str], str]:
        arguments, incomplete = super().get_completion_args()
        if incomplete == "=":
            incomplete = ""
            arguments.append("=")
        if len(arguments) > 1 and arguments[-1] == "=":
            *arguments, name, _ = arguments
            incomplete = f"{name}={incomplete}"
        return arguments, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        value = str(item.value)
        if item.type == "plain" and not value.endswith("="):
            value = _ESCAPED.sub(r"\\\\\1", value.partition("=")[2] or value)
        return f"{item.type},{value}"


shell.add_completion_class(Bash)
