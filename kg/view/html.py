"""A graph → one HTML page that needs nothing else: no network, no folder, no server.

pyvis describes the network and brings vis-network; the page around it (`assets/`) is ours, because pyvis's own links
to a CDN and writes `lib/` into the current folder. Nothing is written here: the page is a string.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.view.data import payload

if TYPE_CHECKING:
    import networkx as nx

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("base.js", "words.js", "canvas.js", "filters.js", "panel.js", "search.js", "main.js")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def render(graph: nx.MultiDiGraph[str], lang: str = "fr", title: str = "Entente") -> str:
    """The page of a graph made by `kg.analyse.network.build`, opening in `lang` (`fr` or `en`; the reader may switch).

    Deterministic: the same graph gives the same text.
    """
    data = payload(graph, lang) | {"title": title, "words": json.loads(_asset("words.json"))}
    parts = {"lang": lang, "title": _text(title), "data": _embed(data), "style": _asset("page.css")}
    parts |= {"vis": _vis(), "script": _script()}
    parts["csp"] = _policy(parts)
    page = _asset("page.html")
    # One pass over the template: what is inserted is never searched for marks again.
    pieces = page.split("@@")
    return "".join(parts[piece] if index % 2 else piece for index, piece in enumerate(pieces))


def _script() -> str:
    """The page's own script: its files, in order, in one closed scope."""
    return '"use strict";\n(() => {\n' + "\n".join(map(_asset, _SCRIPTS)) + "\n})();\n"


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


@cache
def _vis() -> str:
    """vis-network as pyvis ships it, licence banner included. Found without importing pyvis, which imports IPython."""
    from importlib.util import find_spec

    spec = find_spec("pyvis")
    assert spec is not None and spec.origin is not None  # a dependency of this package
    script = (Path(spec.origin).parent / _VIS).read_text(encoding="utf-8")
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
