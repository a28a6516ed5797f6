"""Every command explains itself, in the program and in the README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg.cli.app import cli

from .conftest import Kg

ROOT = Path(__file__).resolve().parents[2]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = list(commands(cli))


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) for path, _ in ALL])
def test_every_command_and_option_has_help(path: tuple[str, ...], command: click.Command, kg: Kg) -> None:
    first = (command.help or "").strip().split("\n")[0]
    assert first.endswith(".") and len(first) <= 72, f"kg {' '.join(path)}: {first!r}"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"kg {' '.join(path)} {parameter.opts[0]} has no help"
    shown = kg(*path, "--help")
    assert shown.code == 0
    assert first[:40] in " ".join(shown.out.split())


def test_the_contracts_commands_are_there() -> None:
    there = {path[0] for path, _ in ALL}
    wanted = "demo build facts query sparql explain view check export import stats lexicon"
    assert set(wanted.split()) <= there


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bkg ([a-z]+)", text))
    there = {path[0] for path, _ in ALL}
    assert named - there <= {"build"} | there
    assert there - named == set()


def test_no_argument_shows_the_help(kg: Kg) -> None:
    shown = kg()
    assert shown.code == 0
    assert "First steps" in shown.out


def test_version(kg: Kg) -> None:
    assert re.fullmatch(r"entente \d+\.\d+\.\d+\S*\n", kg("--version").out)
