"""What the readers of frames share over one article."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.drafting import Drafter
from kg.extract.mentions import Mention
from kg.extract.status import StatusReader
from kg.extract.told import Told
from kg.extract.trace import Watch
from kg.extract.triggers import Trigger, Triggers
from kg.lexicon.schema import SideCues


@dataclass(frozen=True)
class Tools:
    """The frames by their triggers, what the text has told, how status is read, and who watches."""

    triggers: Triggers
    cues: SideCues
    status: StatusReader
    told: Told
    drafter: Drafter
    watch: Watch | None

    def tried(
        self, trigger: Trigger, span: tuple[int, int], status: str | None, sides: tuple[list[Mention], list[Mention]]
    ) -> None:
        """Tell whoever watches what a frame found."""
        if self.watch is not None:
            self.watch.attempt(trigger, span, status, sides)
