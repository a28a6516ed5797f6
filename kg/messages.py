"""What Entente says to people, in English and in French: the texts are in `messages.toml` beside this file.

The language is `KG_LANG` (`fr` or `en`) when set, else the locale's (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def language() -> str:
    """`fr` or `en`, from the environment. Read at every call: a test or a notebook may change it."""
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def say(key: str, lang: str | None = None, /, **fields: object) -> str:
    """The sentence `key` (`source.missing`) in `lang`, else the current language, fields filled in. KeyError for an
    unknown key.
    """
    section, _, name = key.partition(".")
    return texts()[section][name][lang or language()].format(**fields)


def has(key: str) -> bool:
    """Whether there is a sentence `key`."""
    section, _, name = key.partition(".")
    return name in texts().get(section, {})


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Every sentence: section → name → language → text."""
    import tomllib

    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
