"""A graph → one HTML page that needs nothing else: no network, no folder, no server.

pyvis brings vis-network, which draws; the page around it (`assets/`) is ours, because pyvis's own links to a CDN,
writes `lib/` into the current folder and lays out for minutes. Nothing is written here: the page is a string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_ASSETS = Path(__file__).parent / "assets"
_STYLES = ("palette.css", "page.css")
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def render(data: Mapping[str, Any], title: str = "Entente") -> str:
    """The page of a payload (`kg.view.data.payload`), opening in its language (the reader may switch).

    Deterministic: the same data gives the same text.
    """
    parts = {"lang": data["lang"], "title": _text(title), "data": _embed({**data, "title": title})}
    parts |= {"style": "".join(map(_asset, _STYLES)), "vis": _vis(), "script": _script("page.js")}
    parts["csp"] = _policy(parts)
    page = _asset("page.html")
    # One pass over the template: what is inserted is never searched for marks again.
    pieces = page.split("@@")
    return "".join(parts[piece] if index % 2 else piece for index, piece in enumerate(pieces))


@cache
def _script(entry: str) -> str:
    """A module and all it imports as one: each file after those it needs, in one scope. Names are unique across files,
    so imports and exports can simply go."""
    order: list[str] = []

    def visit(name: str) -> None:
        for needed in _IMPORT.findall(_asset(name)):
            visit(needed)
        if name not in order:
            order.append(name)

    visit(entry)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _asset(name))) for name in order)


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def vis_network() -> Path:
    """The file of vis-network that pyvis ships. Found without importing pyvis, which imports IPython."""
    from importlib.util import find_spec

    spec = find_spec("pyvis")
    assert spec is not None and spec.origin is not None  # a dependency of this package
    return Path(spec.origin).parent / _VIS


@cache
def _vis() -> str:
    """vis-network as a script of the page, licence banner included."""
    script = vis_network().read_text(encoding="utf-8")
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _embed(data: dict[str, Any]) -> str:
    """JSON that cannot leave its <script>: no <, >, & and none of the two line ends that old parsers trip over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _text(value: str) -> str:
    from html import escape

    return escape(value, quote=True)


def _policy(parts: dict[str, str]) -> str:
    """Content-Security-Policy: these scripts and this style, by their hashes, and nothing from anywhere."""
    scripts = " ".join(_hash(parts[name]) for name in ("vis", "script"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_hash(parts['style'])}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
