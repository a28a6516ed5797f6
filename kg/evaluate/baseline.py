"""The committed figures of each set: floors that a change may raise but not lower by accident."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import SourceError
from kg.evaluate.figures import Figures
from kg.evaluate.run import SetScore
from kg.messages import say

GATED = ("core_recall", "recall", "precision")
_DIGITS = 4
Kind = Literal["micro", "macro"]
_KINDS: tuple[Kind, ...] = ("micro", "macro")


class Floors(BaseModel):
    """What is kept of one set: its size, the checksum of its files, and its figures (None: nothing to count)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: int
    facts: int
    sha256: str
    micro: dict[str, float | None]
    macro: dict[str, float | None]

    def of(self, kind: Kind) -> dict[str, float | None]:
        """The micro or the macro figures."""
        return self.micro if kind == "micro" else self.macro


class Baseline(BaseModel):
    """The floors of each set, by its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sets: dict[str, Floors] = {}


def load(path: Path) -> Baseline:
    """The baseline in a file. Raises SourceError."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise SourceError(say("source.missing", name=path)) from None
    except OSError as error:
        raise SourceError(say("source.unreadable", name=path, why=error.strerror or error)) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
        raise SourceError(say("eval.baseline", name=path, why=why)) from None


def floors(score: SetScore) -> Floors:
    """What a baseline keeps of a scored set."""
    return Floors(
        documents=len(score.documents),
        facts=score.facts,
        sha256=score.sha256,
        micro=_rounded(score.micro),
        macro=_rounded(score.macro),
    )


def complaints(baseline: Baseline, scores: Iterable[SetScore]) -> list[str]:
    """Why the gate stays shut: a gated micro figure below its floor, a set that changed or that has no floor."""
    found = []
    for score in scores:
        kept, now = baseline.sets.get(score.name), floors(score)
        if kept is None:
            found.append(say("eval.no_floor", set=score.name))
            continue
        if kept.sha256 != now.sha256:
            found.append(say("eval.changed", set=score.name))  # figures of other texts say nothing about these floors
            continue
        for name in GATED:
            floor, value = kept.micro.get(name), now.micro[name]
            if floor is not None and (value is None or value < floor):
                found.append(say("eval.below", set=score.name, figure=say(f"eval.{name}"), value=value, floor=floor))
    return found


def lowered(baseline: Baseline, scores: Iterable[SetScore]) -> list[str]:
    """Every figure, gated or not, that the baseline of these scores would lower."""
    found = []
    for score in scores:
        kept, now = baseline.sets.get(score.name), floors(score)
        for kind in _KINDS if kept else ():
            assert kept is not None
            for name, floor in kept.of(kind).items():
                value = now.of(kind).get(name)
                if floor is not None and (value is None or value < floor):
                    figure = f"{say(f'eval.{name}')} ({kind})"
                    found.append(say("eval.lowered", set=score.name, figure=figure, value=value, floor=floor))
    return found


def updated(baseline: Baseline, scores: Iterable[SetScore]) -> Baseline:
    """The baseline with these scores as floors; sets that were not scored keep theirs."""
    sets = {**baseline.sets, **{score.name: floors(score) for score in scores}}
    return Baseline(sets=dict(sorted(sets.items())))


def text(baseline: Baseline) -> str:
    """The file of a baseline."""
    return json.dumps(baseline.model_dump(), ensure_ascii=False, indent=1) + "\n"


def _rounded(figures: Figures) -> dict[str, float | None]:
    return {name: None if one.value is None else round(one.value, _DIGITS) for name, one in figures.items()}
