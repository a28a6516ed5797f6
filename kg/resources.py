"""The only door to ontology/ and queries/, from a checkout and from an installed wheel alike.

`$KG_ONTOLOGY` names a folder laid out like `ontology/` that holds only what its owner adds: frames, cues, registry
entries, terms, rules, shapes. It is read after the shipped files and needs no change to them.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from kg.errors import KgError

OWN = "KG_ONTOLOGY"
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
    """A file or folder of the shipped ontology: `ontology("core.ttl")`."""
    return root("ontology").joinpath(*parts)


def own_ontology() -> Path | None:
    """The folder `$KG_ONTOLOGY`, or None when it is not set. Raises KgError when it is no folder."""
    name = os.environ.get(OWN)
    if not name:
        return None
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise KgError(f"{OWN}={name}: no such folder; make it (with frames/, cues/ or registry/ inside) or unset {OWN}")
    return folder


def ontology_files(*patterns: str) -> list[Path]:
    """The files that match the patterns (`frames/*.yaml`): the shipped ones, then those of `$KG_ONTOLOGY`, each part
    in the order of the patterns and of their names."""
    folders = [ontology(), *filter(None, [own_ontology()])]
    return [path for folder in folders for pattern in patterns for path in sorted(folder.glob(pattern))]


def queries() -> Path:
    """The folder of the named questions (`*.rq`)."""
    return root("queries")
