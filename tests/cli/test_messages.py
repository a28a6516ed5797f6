"""What `kg` says, in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from kg import messages
from kg.model import STATUSES

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [(f"{section}.{name}", pair) for section, names in messages.texts().items() for name, pair in names.items()]


@pytest.mark.parametrize(("key", "pair"), PAIRS)
def test_both_languages_say_the_same(key: str, pair: dict[str, str]) -> None:
    assert set(pair) == {"en", "fr"}
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in pair.values()]
    assert fields[0] == fields[1]
    assert all(text.rstrip() == text and "\n" not in text for text in pair.values())


def test_every_sentence_that_is_said_exists_and_every_one_that_exists_is_said() -> None:
    said, families = set(), set()
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                key = node.args[0]
                if isinstance(key, ast.Name):
                    families.add("usage.")  # the keys of a table: what click refuses
                elif isinstance(key, ast.Constant):
                    said.add(str(key.value))
                elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                    families.add(str(key.values[0].value))  # say(f"status.{status}")
    there = {key for key, _ in PAIRS}
    assert said <= there
    assert {key for key in there - said if not key.startswith(tuple(families))} == set()


def test_every_status_has_words() -> None:
    assert {f"status.{status}" for status in STATUSES} <= {key for key, _ in PAIRS}


def test_a_status_has_one_name_everywhere() -> None:
    from kg.query.params import STATUS_LABELS

    told = {status: messages.texts()["status"][status] for status in STATUSES}
    assert {status: (texts["fr"], texts["en"]) for status, texts in told.items()} == dict(STATUS_LABELS)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_MA.UTF-8"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "KG_LANG": "fr"}, "fr"),
        ({"LC_MESSAGES": "fr", "LANG": "en"}, "fr"),
    ],
)
def test_the_language_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert messages.language() == language
