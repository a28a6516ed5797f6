"""Lint of the lexicon: every mistake at once, each with file and line. (The examples of the frames are run by the tests.)"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import LexiconError
from kg.lexicon import classes, registry
from kg.lexicon.load import ANY_VERB, base_verb, cue, parse, read_yaml
from kg.lexicon.schema import (
    Frame,
    FrameFile,
    Groups,
    Likewise,
    PhraseCues,
    References,
    Role,
    SideCues,
    Speech,
    StatusCue,
    Time,
    Titles,
)
from kg.lexicon.verbs import forms

LITERALS = ("date", "amount", "tally", "gist")
_CUES: dict[str, Any] = {
    "heads.yaml": dict[str, tuple[str, ...]],
    "status.yaml": dict[str, StatusCue],
    "titles.yaml": Titles,
    "groups.yaml": Groups,
    "speech.yaml": Speech,
    "time.yaml": Time,
    "likewise.yaml": Likewise,
    "references.yaml": References,
    "sides.yaml": SideCues,
    "phrases.yaml": PhraseCues,
}
_BY_CLASS = {"heads.yaml": ("",), "references.yaml": ("takes_up", "pairs")}  # the keys whose words are sorted by class
_OTHER = ("questions.yaml",)  # read by those who read questions


@dataclass(frozen=True)
class Problem:
    """One mistake: the file's name, its line (1 where it cannot be told) and what is wrong."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def check(folder: Path | None = None) -> list[Problem]:
    """Every problem of the frames, cues and registry under `folder` (default: the shipped ontology and one's own)."""

    def files(pattern: str) -> list[Path]:
        return sorted(folder.glob(pattern)) if folder else resources.ontology_files(pattern)

    problems = [*_frames(files("frames/*.yaml")), *_cues(files("cues/*.yaml"))]
    try:
        registry.read(files("registry/*.ttl"))
    except (LexiconError, OSError) as error:
        problems.append(Problem("registry", 1, str(error)))
    return problems


def _frames(paths: list[Path]) -> Iterator[Problem]:
    ontology, said = classes.load(), set()
    for path in paths:
        try:
            file = parse(path, FrameFile)
        except LexiconError as error:
            yield Problem(path.name, _line(path, str(error).split(": ")[1] if ": " in str(error) else ""), str(error))
            continue
        said.add(file.relation)
        if file.relation not in ontology.relations:
            yield Problem(
                path.name, _line(path, file.relation), f"no relation of the ontology is called {file.relation!r}"
            )
        if path.stem != file.relation:
            yield Problem(
                path.name, _line(path, file.relation), f"a file is named after its relation: {file.relation}.yaml"
            )
        if file.refused and file.refused not in ontology.relations:
            yield Problem(
                path.name, _line(path, file.refused), f"no relation of the ontology is called {file.refused!r}"
            )
        for frame in file.frames:
            yield from _frame(path, frame, ontology)
    for relation in sorted(ontology.relations - said):
        yield Problem(f"{relation}.yaml", 1, f"the relation {relation} has no frame: nothing can say it")


def _frame(path: Path, frame: Frame, ontology: classes.Ontology) -> Iterator[Problem]:
    if not (frame.verbs or frame.nouns or frame.agents):
        yield Problem(path.name, 1, "a frame without verbs, nouns or agents is never triggered")
    for verb in (*frame.verbs, *frame.support):
        if verb != ANY_VERB:
            yield from _verb(path, verb)
    for role in (frame.subject, frame.object, frame.with_):
        yield from _types(path, role, ontology)


def _types(path: Path, role: Role | None, ontology: classes.Ontology) -> Iterator[Problem]:
    for kind in role.type if role is not None else ():
        if kind not in ontology.parents and kind not in LITERALS:
            yield Problem(path.name, _line(path, kind), f"no class of the ontology is called {kind!r}")


def _verb(path: Path, verb: str) -> Iterator[Problem]:
    try:
        forms(base_verb(verb))
    except ValueError as error:
        yield Problem(path.name, _line(path, verb), str(error))


def _cues(paths: list[Path]) -> Iterator[Problem]:
    for name, kind in _CUES.items():
        try:
            cue(name, kind, paths)
        except LexiconError as error:
            yield Problem(name, 1, str(error))
    for path in paths:
        if path.name not in (*_CUES, *_OTHER):
            near = difflib.get_close_matches(path.name, (*_CUES, *_OTHER), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield Problem(path.name, 1, f"no reader asks for cues of this name{hint}")
        for kind in _classes(path):
            if kind not in classes.load().parents:
                yield Problem(path.name, _line(path, kind), f"no class of the ontology is called {kind!r}")


def _classes(path: Path) -> Iterator[str]:
    """The classes by which a cue file sorts its words."""
    if path.name not in _BY_CLASS:
        return
    try:
        cues = read_yaml(path)
    except LexiconError:
        return  # said above
    for key in _BY_CLASS[path.name]:
        sorted_ = cues.get(key) if key and isinstance(cues, dict) else cues
        yield from sorted_ if isinstance(sorted_, dict) else ()


def _line(path: Path, word: str) -> int:
    """The first line that holds the word; 1 where none does."""
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if word and word in line:
            return number
    return 1
