"""The page as a value: a string to write to a file, a frame when a notebook shows it."""

from __future__ import annotations

from html import escape


class Page(str):
    """One self-contained HTML page. In a notebook it shows in a frame of its own, offline, exported pages included."""

    __slots__ = ()
    height = 640  # pixels of the frame

    def __repr__(self) -> str:
        return f"<a page of {len(self)} characters: write it to a file, or show it in a notebook>"

    def _repr_html_(self) -> str:
        allowed = "allow-scripts allow-downloads allow-popups"
        style = f"width:100%;height:{self.height}px;border:0"
        return f'<iframe srcdoc="{escape(self)}" sandbox="{allowed}" style="{style}" title="Entente"></iframe>'
