"""The Turtle of the registry is what generate.py makes of the tables today, and the tables are well formed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg import resources

FOLDER = resources.ontology("registry")
TABLES = sorted((FOLDER / "sources").glob("*.tsv"))


def generator(folder: Path = FOLDER) -> ModuleType:
    """generate.py, as it stands in `folder`; a script, so no package holds it."""
    for package in ("babel", "pycountry"):
        pytest.importorskip(package, reason=f"generate.py needs {package}: pip install {package}")
    spec = importlib.util.spec_from_file_location("generate", folder / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_turtle_is_up_to_date() -> None:
    made = generator().files()
    assert {path.stem for path in TABLES} == {Path(name).stem for name in made}
    stale = [name for name, text in made.items() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python ontology/registry/generate.py"


def test_making_it_twice_gives_the_same_bytes() -> None:
    assert generator().files() == generator().files()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_cells_hold_neither_doubles_nor_stray_spaces(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        for cell in line.split("\t"):
            values = cell.split(";")
            where = f"{path.name}:{number}: {cell!r}"
            assert [v.strip() for v in values] == values, where
            assert values == [""] or len(set(values)) == len(values), where
            assert "’" not in cell and "  " not in cell, where


def small(tmp_path: Path, name: str, text: str) -> ModuleType:
    """A generator whose only table is `name`."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "generate.py").write_text((FOLDER / "generate.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "sources" / f"{name}.tsv").write_text(text, encoding="utf-8")
    return generator(tmp_path)


HEAD = "id\ttype\tfr\ten\tar\talt_fr\tacronym\tpart_of\tabout\n"


def test_a_missing_tab_is_told_with_its_line(tmp_path: Path) -> None:
    module = small(tmp_path, "bodies-x", HEAD + "# a comment\nbody/x\tOrganization\tX\n")
    with pytest.raises(SystemExit, match=r"bodies-x\.tsv:3: 3 cells where the first line names 9"):
        module.files()


def test_two_rows_for_one_entry_are_told(tmp_path: Path) -> None:
    row = "body/x\tOrganization\tX\tX\tس\t\t\t\t\n"
    with pytest.raises(SystemExit, match="two rows make the same entry: body/x"):
        small(tmp_path, "bodies-x", HEAD + row + row).files()


def test_an_unknown_region_is_told(tmp_path: Path) -> None:
    module = small(tmp_path, "groups", "slug\tfr\ten\tar\talt_fr\tacronym\tregion\n")
    with pytest.raises(SystemExit, match="no region 'atlantide'"):
        module.closure(["atlantide"], {})


def test_quotes_and_backslashes_survive(tmp_path: Path) -> None:
    import pyoxigraph as ox

    row = 'body/x\tOrganization\tLe "X" \\ Y\tX\tس\t\t\t\t\n'
    turtle = small(tmp_path, "bodies-x", HEAD + row).files()["bodies-x.ttl"]
    values = {t.object.value for t in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)}
    assert 'Le "X" \\ Y' in values
