"""Small gold files and facts, made in a line each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.evaluate.count import DocumentScore, score
from kg.evaluate.gold import Gold, GoldFile
from kg.evaluate.match import Node, Prediction

TYPES = {"Maroc": "State", "Togo": "State", "résolution": "Resolution", "Forum": "Forum", "Sommet": "Summit"}
CLASSES = {"Maroc": "State", "Togo": "State", "résolution": "Resolution", "Forum": "ForumSeries", "Sommet": "Summit"}


def gold(*facts: dict[str, Any], aliases: dict[str, list[str]] | None = None) -> Gold:
    """A gold file of these facts, whose entities are those of `TYPES`."""
    entities = [{"label": name, "type": kind, "aliases": (aliases or {}).get(name, [])} for name, kind in TYPES.items()]
    content = GoldFile.model_validate_json(json.dumps({"entities": entities, "facts": facts}))
    return Gold(Path("made.gold.json"), Path("made.txt"), content)


def fact(s: str, r: str, o: str, **more: Any) -> dict[str, Any]:
    """A gold fact."""
    return {"s": s, "r": r, "o": o, "status": "realised", **more}


def read(s: str, r: str, o: str, literal: bool = False, **more: Any) -> Prediction:
    """A fact read; `speaker` is a name."""
    target = {"literal": o} if literal else node(o)
    speaker = {"iri": "e/speaker", "label": more.pop("speaker")} if more.get("speaker") else None
    return Prediction.of(
        {"subject": node(s), "relation": r, "object": target, "status": "realised", **more, "speaker": speaker}
    )


def node(label: str, kind: str | None = None) -> dict[str, Any]:
    """An entity as a row of `kg facts --format json` has it."""
    return {"iri": f"e/{label}", "label": label, "type": kind or CLASSES.get(label, "Actor"), "altLabels": []}


def scored(
    facts: Sequence[dict[str, Any]], predictions: Sequence[Prediction], nodes: Sequence[Node] = ()
) -> DocumentScore:
    """The score of some facts read against some gold facts."""
    return score(gold(*facts), predictions, nodes)
