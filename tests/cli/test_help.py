"""Every command explains itself, in the program and in the README."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from kg.cli import help as helping
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


EVERYWHERE = [((), cli), *ALL]


class Dictionary(dict[str, str]):
    """The French help, and what it was asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(texts)
        self.asked: set[str] = set()

    def get(self, text: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.asked.add(text)
        return super().get(text, default)


def test_all_help_has_its_french_and_no_french_is_left_over(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command, an option, a value or an example without French fails here; so does French that nothing says."""
    monkeypatch.setenv("KG_LANG", "fr")
    dictionary = Dictionary(helping.french())
    monkeypatch.setattr(helping, "french", lambda: dictionary)
    for path, _ in EVERYWHERE:
        assert kg(*path, "--help").code == 0
    assert dictionary.asked - dictionary.keys() == set(), "in kg/cli, without its French in help.toml"
    assert dictionary.keys() - dictionary.asked == set(), "in help.toml, and nowhere in kg/cli"


def test_the_french_is_set_as_french_is() -> None:
    for text in helping.french().values():
        prose = re.sub(r"memory:|\b(ent|skos):", "", text)
        assert not re.search(r"\S[:;?!»](\s|$)|«\S", prose), text
        assert text == text.strip() and "  " not in text


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("path", "command"), EVERYWHERE, ids=["kg", *(" ".join(path) for path, _ in ALL)])
def test_help_reads_well_on_a_small_terminal(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...], command: click.Command, lang: str
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    monkeypatch.setenv("COLUMNS", "80")
    shown = kg(*path, "--help").out
    assert "\u00a0" not in shown
    if lang == "fr":
        assert shown.startswith("Utilisation : kg") and "Options :\n" in shown and "Afficher cette aide" in shown
    for line in shown.splitlines():
        assert len(line) <= 80, line
        assert not re.match(r" *[:;?!»](\s|$)", line) and not line.endswith(("«", "[par")), line
    if isinstance(command, click.Group):
        listed = shown[shown.index("\nComman") :].splitlines()[2:]
        assert [line.split()[0] for line in listed] == sorted(command.commands), "one line a command"


def test_completion_explains_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "fr")
    found = ShellComplete(cli, {}, "kg", "").get_completions([], "st")
    assert [item.help for item in found] == ["Compter les articles, les entités et les faits."]
    found = ShellComplete(cli, {}, "kg", "").get_completions(["facts"], "--fail")
    assert [item.help for item in found] == ["Code 1 quand il n'y a aucune ligne."]


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
