"""The command `kg`: parse, call `kg.graph`, print. Nothing here knows RDF."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kg` with `arguments` (the process's own by default). Ends in SystemExit with the README's exit codes."""
    from kg.cli.app import run
    from kg.text.model import on_one_core

    on_one_core()
    raise SystemExit(run(arguments))
