"""What `check` found, as people see it in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.messages import say
from kg.query import markup
from kg.rdf.findings import VIOLATION, Violation

if TYPE_CHECKING:
    import pandas

_COLUMNS = ("severity", "rule", "message", "articles")


class Report(list[Violation]):
    """Violations, warnings and notes, the gravest first; in a notebook they show as a table."""

    @property
    def sound(self) -> bool:
        """Whether nothing is violated: warnings and notes do not count."""
        return all(violation.severity != VIOLATION for violation in self)

    def to_dataframe(self) -> pandas.DataFrame:
        """One row a finding. Needs the extra `notebook`."""
        try:
            import pandas
        except ImportError as error:
            raise QueryError("a DataFrame needs pandas; install it with: pip install 'entente[notebook]'") from error
        return pandas.DataFrame([vars(violation) for violation in self])

    def _repr_html_(self) -> str:
        verdict = f"<p>{escape(say('check.sound'))}</p>" if self.sound else ""
        if not self:
            return verdict
        rows = (
            [escape(say(f"check.{v.severity}")), escape(v.rule), escape(v.message), escape(", ".join(v.articles))]
            for v in self
        )
        return verdict + markup.table([say(f"check.{column}") for column in _COLUMNS], rows)

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        printer.text("\n".join(f"{v.severity} {v.rule}: {v.message}" for v in self) or say("check.sound"))
