"""Write the registry's Turtle files from the tables in sources/: `python ontology/registry/generate.py`.

The tables are written by hand. Names of states in English and Arabic and ISO codes come from the CLDR (babel) and the
ISO lists (pycountry), so those two packages must be installed; the output depends on nothing else: same in, same out.
Turtle files of your own can lie beside the generated ones: every *.ttl of this folder is read.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
Row = dict[str, str]

HEADER = """\
# Written by generate.py from sources/{name}.tsv: change that table and run it again. Entries of your own belong in a
# file of your own beside this one.

@base <https://w3id.org/entente/id/> .
@prefix ent: <https://w3id.org/entente/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

# column → (predicate, language of its values; "" for a plain string, None for a reference)
COLUMNS: dict[str, tuple[str, str | None]] = {
    "fr": ("skos:prefLabel", "fr"),
    "en": ("skos:prefLabel", "en"),
    "ar": ("skos:prefLabel", "ar"),
    "alt_fr": ("skos:altLabel", "fr"),
    "alt_en": ("skos:altLabel", "en"),
    "official_fr": ("ent:officialName", "fr"),
    "official_en": ("ent:officialName", "en"),
    "acronym": ("ent:acronym", "fr"),
    "acronym_en": ("ent:acronym", "en"),
    "demonym": ("ent:demonym", "fr"),
    "iso2": ("ent:isoCode", ""),
    "iso3": ("ent:isoAlpha3", ""),
    "number": ("ent:isoNumeric", ""),
    "form": ("ent:governmentForm", ""),
    "capital": ("ent:capital", None),
    "in": ("ent:locatedIn", None),
    "part_of": ("ent:partOf", None),
    "about": ("ent:about", None),
    "broader": ("skos:broader", None),
    "region": ("ent:inRegion", None),
}


def main() -> None:
    """Write every file whose content changed, and say which."""
    for name, text in files().items():
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.name}", file=sys.stderr)


def files() -> dict[str, str]:
    """File name → Turtle, for every table of sources/."""
    makers = {"states": states, "places": places, "topics": topics, "groups": groups}
    names = sorted(path.stem for path in (HERE / "sources").glob("*.tsv"))
    return {f"{name}.ttl": turtle(name, makers.get(name, plain)(table(name))) for name in names}


def table(name: str) -> list[Row]:
    """The rows of sources/{name}.tsv. Raises SystemExit for a row with a missing or a surplus cell."""
    path = HERE / "sources" / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = ((number, line.rstrip("\r\n")) for number, line in enumerate(file, 1))
        kept = [(number, line) for number, line in lines if line and not line.startswith("#")]
    columns, *cells = csv.reader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (number, _), row in zip(kept[1:], cells, strict=True):
        if len(row) != len(columns):
            raise SystemExit(
                f"{path}:{number}: {len(row)} cells where the first line names {len(columns)}; add or remove tabs"
            )
    return [dict(zip(columns, row, strict=True)) for row in cells]


def turtle(name: str, rows: Iterable[Row]) -> str:
    """One block an entry, in the order of the ids."""
    blocks = sorted((row["id"], block(row)) for row in rows)
    doubles = {a for (a, _), (b, _) in pairwise(blocks) if a == b}
    if doubles:
        raise SystemExit(f"sources/{name}.tsv: two rows make the same entry: {', '.join(sorted(doubles))}; rename one")
    return HEADER.format(name=name) + "".join(f"\n{text}" for _, text in blocks)


def block(row: Row) -> str:
    """An entry: its class, then one predicate a line, several values parted by commas."""
    found: dict[str, list[str]] = {}
    for column, (predicate, language) in COLUMNS.items():
        for value in split(row.get(column, "")):
            term = reference(value) if language is None else literal(value, language)
            if term not in found.setdefault(predicate, []):
                found[predicate].append(term)
    classes = "skos:Concept, ent:Topic" if row["type"] == "Topic" else f"ent:{row['type']}"
    lines = [f"{predicate} {', '.join(terms)}" for predicate, terms in found.items()]
    return f"<{row['id']}> a {classes} ;\n    " + " ;\n    ".join(lines) + " .\n"


def split(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(";") if value.strip()]


def literal(value: str, language: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' + (f"@{language}" if language else "")


def reference(value: str) -> str:
    """`fr` stands for the state, anything else is an id: `place/paris`."""
    return f"<state/{value}>" if len(value) == 2 else f"<{value}>"


def slug(name: str) -> str:
    """« N'Djamena » → `n-djamena`."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


# ---- what each table needs besides its own columns


def plain(rows: Iterable[Row]) -> Iterator[Row]:
    """A table with ids and types of its own; a missing English name is the French one."""
    for row in rows:
        yield {**row, "en": row["en"] or row["fr"]}


def places(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield {**row, "id": f"place/{slug(row['fr'])}", "type": "Place", "en": row["en"] or row["fr"]}


def topics(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield {**row, "type": "Topic"}


def groups(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        wider = ";".join(f"group/{name}" for name in split(row["region"]))
        yield {**row, "id": f"group/{row['slug']}", "type": "CountryGroup", "region": wider}


def states(rows: Iterable[Row]) -> Iterator[Row]:
    """States with their ISO codes, their names in the CLDR and every region that holds them."""
    import pycountry
    from babel import Locale

    names = {language: Locale(language).territories for language in ("fr", "en", "ar")}
    wider = {row["slug"]: split(row["region"]) for row in table("groups")}
    for row in rows:
        code = row["iso2"]
        country = pycountry.countries.get(alpha_2=code)
        english, _, arabic = row["en_ar"].partition(";")
        cldr = names["fr"][code]
        variants = [row["official_fr"], *split(row["alt_fr"]), *([cldr] if "(" not in cldr else [])]
        yield {
            **row,
            "id": f"state/{code.lower()}",
            "type": "State",
            "iso3": country.alpha_3,
            "number": country.numeric,
            "en": english or names["en"][code].replace("&", "and").replace("St. ", "Saint "),
            "ar": arabic or names["ar"][code],
            "alt_fr": ";".join(v for v in variants if v.replace("’", "'") != row["fr"]),
            "official_en": getattr(country, "official_name", "").removeprefix("the "),
            "demonym": ";".join((row["demonym_m"], row["demonym_f"])),
            "capital": ";".join(f"place/{slug(city)}" for city in split(row["capital"])),
            "region": ";".join(f"group/{name}" for name in closure(row["regions"].split(), wider)),
        }


def closure(regions: list[str], wider: dict[str, list[str]]) -> list[str]:
    """The regions and all that hold them, in alphabetical order. Raises SystemExit for an unknown one."""
    found: set[str] = set()
    todo = list(regions)
    while todo:
        region = todo.pop()
        if region not in wider:
            raise SystemExit(
                f"sources/states.tsv: no region {region!r} in sources/groups.tsv; add it there or correct it"
            )
        if region not in found:
            found.add(region)
            todo.extend(wider[region])
    return sorted(found)


if __name__ == "__main__":
    main()
