"""Gold files: what a careful reader finds in a text, written by hand (`NAME.gold.json` beside `NAME.txt`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.errors import SourceError
from kg.messages import say
from kg.model import Document
from kg.source import read as read_source
from kg.source.header import is_date

SUFFIX = ".gold.json"
FREE = frozenset({"says", "about"})  # open-ended relations: they count for recall, not for precision


class _Part(BaseModel):
    """Unknown keys are kept for `kg eval --check` to report: another tool may want them."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")


class GoldEntity(_Part):
    """Something the text names: its fullest name, every other one, and a coarse type."""

    id: str | None = None
    label: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    type: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the label first."""
        return (self.label, *self.aliases)


class GoldFact(_Part):
    """One fact: `s` and `o` are labels (or ids) of entities, unless `literal` says that `o` is the words themselves.

    `alt` and `alt_r`: other objects (labels, or any other names) and relations that would be right too. Subject and
    object may change places in a `symmetric` fact; that of a `subject_optional` one may be anybody. What else a fact
    carries (`of`, `at`, `method`, `amount`, `kind`, `votes`) is not scored.
    """

    s: str
    r: str
    o: str
    status: str | None = None
    date: str | None = None
    speaker: str | None = None
    evidence: str = ""
    literal: bool = False
    core: bool | None = None
    symmetric: bool = False
    subject_optional: bool = False
    alt: tuple[str, ...] = ()
    alt_r: tuple[str, ...] = ()
    of: str | None = None
    at: str | None = None
    method: str | None = None
    amount: str | None = None
    kind: str | None = None
    votes: str | None = None


class GoldDocument(_Part):
    """Which text the file is about (`file`: relative to the gold file), and when it appeared."""

    file: str | None = None
    lang: str = "fr"
    date: str | None = None


class GoldFile(_Part):
    """A whole gold file."""

    document: GoldDocument = GoldDocument()
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]


@dataclass(frozen=True)
class Gold:
    """A gold file with its place and its text's."""

    path: Path
    text: Path
    content: GoldFile

    @property
    def name(self) -> str:
        """`assises` for `assises.gold.json`."""
        return self.path.name.removesuffix(SUFFIX)

    @property
    def facts(self) -> tuple[GoldFact, ...]:
        """The facts, in the order of the file."""
        return self.content.facts

    @cached_property
    def entities(self) -> dict[str, GoldEntity]:
        """The entities by id and by label."""
        found: dict[str, GoldEntity] = {}
        for entity in self.content.entities:
            found[entity.id or entity.label] = entity
            found.setdefault(entity.label, entity)
        return found

    def entity(self, key: str) -> GoldEntity:
        """The entity of an id or label; one that is not listed is known by that name alone."""
        return self.entities.get(key) or GoldEntity(label=key or "?", type="")

    @cached_property
    def marked(self) -> bool:
        """Whether the file marks its core facts; otherwise all but the free ones are core."""
        return any(fact.core is not None for fact in self.facts)

    def is_core(self, fact: GoldFact) -> bool:
        """Whether a fact counts for core recall."""
        return bool(fact.core) if self.marked else fact.r not in FREE

    def document(self) -> Document:
        """The text, of the date the gold file gives. Raises SourceError."""
        (found,) = read_source(str(self.text), date=self.content.document.date)
        if isinstance(found, SourceError):
            raise found
        return found


def load(path: Path) -> Gold:
    """The gold file at `path`. Raises SourceError, in one line: which file, what is wrong."""
    try:
        content = GoldFile.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise SourceError(say("source.missing", name=path)) from None
    except OSError as error:
        raise SourceError(say("source.unreadable", name=path, why=error.strerror or error)) from None
    except ValidationError as error:
        raise SourceError(say("gold.malformed", name=path, why=_first(error))) from None
    date = content.document.date
    if date is not None and not is_date(date):
        raise SourceError(say("gold.malformed", name=path, why=f"document.date: {date}"))
    return Gold(path, _text(path, content.document.file), content)


def collect(sources: list[str]) -> dict[str, list[Gold]]:
    """The gold files of each set, by its name: a folder is a set, files of one folder are one. Raises SourceError."""
    folders: dict[Path, list[Path]] = {}
    for source in sources:
        path = Path(source).expanduser()
        files = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not files:
            raise SourceError(say("gold.none", name=source, suffix=SUFFIX))
        for file in files:
            known = folders.setdefault(file.resolve().parent, [])
            if file not in known:
                known.append(file)
    names = [folder.name for folder in folders]
    return {
        folder.name if names.count(folder.name) == 1 else str(folder): [load(file) for file in files]
        for folder, files in folders.items()
    }


def _text(path: Path, named: str | None) -> Path:
    beside = path.with_name(path.name.removesuffix(SUFFIX).removesuffix(".json") + ".txt")
    if beside.is_file():
        return beside
    if named and (path.parent / named).is_file():
        return path.parent / named
    raise SourceError(say("gold.no_text", name=path, beside=beside.name))


def _first(error: ValidationError) -> str:
    """The first thing wrong: « facts.3.r: Field required »."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])
