"""The only door to ontology/ and queries/, from a checkout and from an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root(folder: str) -> Path:
    """The folder `ontology` or `queries`: in the wheel under `kg/_resources`, in a checkout beside `kg/`.

    Raises KgError when the installation is incomplete.
    """
    for base in (_PACKAGE / "_resources", _PACKAGE.parent):
        if (base / folder).is_dir():
            return base / folder
    raise KgError(f"the folder {folder}/ is missing beside the package; install Entente again (pip install entente)")


def ontology(*parts: str) -> Path:
    """A file or folder of the ontology: `ontology("core.ttl")`."""
    return root("ontology").joinpath(*parts)


def queries() -> Path:
    """The folder of the named questions (`*.rq`)."""
    return root("queries")
