"""The derived graph: current statuses, shortcuts and inferences, drawn by `ontology/rules/*.rq` in file-name order.

It holds nothing of its own: it can be dropped and drawn again from the articles, the registry and the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Protocol

from kg import resources
from kg.rdf import iris

_PREFIX = re.compile(r"^PREFIX .*$", re.MULTILINE)


class Updatable(Protocol):
    """What the rules need of a store: to apply one SPARQL update as a whole, told which graphs it changes."""

    def update(self, sparql: str, touches: Collection[str] | None = None) -> None: ...


def rebuild(store: Updatable) -> None:
    """Draw the derived graph again, in one transaction: a reader sees the old one or the new one, never a half.

    The store must hold the ontology graph. Raises what `store.update` raises.
    """
    store.update(text(), touches=[iris.DERIVED])


def text() -> str:
    """All rules as one SPARQL update, which first empties the derived graph.

    Oxigraph takes prefixes only at the very start of an update, so those of all files are gathered there.
    """
    prefixes: dict[str, None] = {}
    bodies = [f"DROP SILENT GRAPH <{iris.DERIVED}>"]
    for path in resources.ontology_files("rules/*.rq"):
        rule = path.read_text(encoding="utf-8")
        prefixes |= dict.fromkeys(_PREFIX.findall(rule))
        bodies.append(_PREFIX.sub("", rule).strip())
    return "\n".join(prefixes) + "\n\n" + " ;\n\n".join(bodies) + "\n"
