"""The notebooks as they are committed: executed, small, free of this or that machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
LARGEST = 100_000  # bytes


@pytest.mark.parametrize("path", BOOKS, ids=[path.stem for path in BOOKS])
def test_a_notebook_shows_what_it_gives_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < LARGEST
    assert "/tmp/" not in text and "/home/" not in text and str(path.parents[1]) not in text
    cells: list[dict[str, Any]] = json.loads(text)["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert cells[0]["cell_type"] == "markdown" and "".join(cells[0]["source"]).startswith("# ")
    assert sum(bool(cell["outputs"]) for cell in code) >= len(code) / 2, "run `make notebooks`"
    assert not any(out["output_type"] == "error" for cell in code for out in cell["outputs"])
