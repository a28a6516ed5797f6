"""The extraction lexicon as the reader uses it: frames, heads, titles, groups, speech and status cues, months."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from kg import resources
from kg.errors import LexiconError
from kg.lexicon.schema import (
    FrameFile,
    Groups,
    Likewise,
    PhraseCues,
    References,
    SideCues,
    Speech,
    StatusCue,
    Time,
    Title,
    Titles,
)
from kg.lexicon.verbs import VerbIndex
from kg.lexicon.words import Openings, fold, singular

M = TypeVar("M", bound=BaseModel)

# Auxiliaries, and verbs that carry a noun trigger (« procéder à la signature », « assurer la présidence »).
_AUXILIARIES = ("avoir", "être", "pouvoir", "devoir", "vouloir", "aller", "venir", "faire", "laisser")
SUPPORT = (
    "assurer", "exercer", "assumer", "procéder", "prendre", "opter", "effectuer", "réaliser", "confier", "annoncer", "avoir",
    "apporter", "donner", "conclure", "sceller", "nouer", "engager", "entamer", "mener", "poursuivre", "participer", "participer",
    "demander", "obtenir", "déposer", "officialiser", "confirmer", "occuper", "détenir", "partager", "se partager", "valider",
    "contribuer", "accorder", "renforcer", "établir", "lancer", "formaliser", "finaliser", "accueillir", "souhaiter", "compter",
    "se féliciter", "saluer", "bénéficier", "recevoir", "entretenir", "ratifier", "signer", "fêter", "célébrer", "développer",
)  # fmt: skip


ANY_VERB = "*"  # a frame that holds whatever the verb: « … avec l'appui de X »


@dataclass(frozen=True)
class Lexicon:
    """Everything the YAML files say. `checksum` (hex) identifies their content in provenance."""

    frames: tuple[FrameFile, ...]
    heads: dict[str, str]
    titles: Titles
    groups: Groups
    speech: Speech
    status: dict[str, StatusCue]
    time: Time
    likewise: Likewise
    references: References
    sides: SideCues
    phrases: PhraseCues
    checksum: str

    @cached_property
    def head_openings(self) -> Openings:
        return Openings(self.heads)

    @cached_property
    def title_words(self) -> dict[str, Title]:
        """Titles by their masculine and feminine, as heads are looked up."""
        found: dict[str, Title] = {}
        for title in self.titles.titles:
            for word in (title.word, title.feminine):
                found.setdefault(head_key(word), title)
        return found

    @cached_property
    def feminine_titles(self) -> frozenset[str]:
        """The first words of titles that are said of women only."""
        return frozenset(head_key(t.feminine).split()[0] for t in self.titles.titles if t.feminine != t.word)

    @cached_property
    def epithets(self) -> frozenset[str]:
        return frozenset(head_key(word) for word in self.titles.epithets)

    @cached_property
    def honorifics(self) -> frozenset[str]:
        return frozenset(word.rstrip(".") for word in self.titles.honorifics)

    @cached_property
    def honorific_starts(self) -> frozenset[str]:
        return frozenset(word[:length] for word in self.honorifics for length in range(len(word) + 1))

    @cached_property
    def title_openings(self) -> Openings:
        return Openings([*self.title_words, *self.epithets])

    @cached_property
    def group_words(self) -> dict[str, str]:
        """Folded plural nouns → the class of such a group."""
        groups = self.groups
        kinds = {"CountryGroup": groups.states, "ActorGroup": (*groups.people, *groups.organizations)}
        return {fold(name).replace("-", " "): kind for kind, names in kinds.items() for name in names}

    @cached_property
    def group_heads(self) -> frozenset[str]:
        groups = self.groups
        return frozenset(head_key(word) for word in (*groups.states, *groups.people, *groups.organizations))

    @cached_property
    def group_openings(self) -> Openings:
        return Openings(self.group_words)

    @cached_property
    def takes_up(self) -> dict[str, tuple[str, ...]]:
        """Bare nouns, as heads are looked up → the classes of what they may take up."""
        found: dict[str, tuple[str, ...]] = {}
        for kind, words in self.references.takes_up.items():
            for word in words:
                found[head_key(word)] = (*found.get(head_key(word), ()), kind)
        return found

    @cached_property
    def loose_nouns(self) -> frozenset[str]:
        return frozenset(map(head_key, self.references.loose))

    @cached_property
    def own_bodies(self) -> frozenset[str]:
        return frozenset(map(head_key, self.references.own_bodies))

    @cached_property
    def international(self) -> tuple[str, ...]:
        """How the folded adjectives of international bodies begin."""
        return tuple(map(fold, self.references.international))

    @cached_property
    def pair_classes(self) -> dict[str, str]:
        """Folded plural nouns → the class of two things so called."""
        return {fold(word): kind for kind, words in self.references.pairs.items() for word in words}

    @cached_property
    def worth(self) -> frozenset[str]:
        """The words that stand before a sum where it tells what a thing is worth (« d'une valeur totale de »)."""
        return self.phrases.measures | self.phrases.summed | {"de", "d'", "un", "une"}

    @cached_property
    def not_owned(self) -> tuple[str, ...]:
        """How the folded nouns begin whose possessive tells of no whole (« leur entretien »)."""
        return tuple(map(fold, self.phrases.not_owned))

    @cached_property
    def speech_verbs(self) -> tuple[str, ...]:
        """Verbs of the frames whose object is what was said."""
        return tuple(
            v for file in self.frames for frame in file.frames if frame.object.type == ("gist",) for v in frame.verbs
        )

    @cached_property
    def verbs(self) -> VerbIndex:
        words: list[str] = [*_AUXILIARIES, *SUPPORT]
        for file in self.frames:
            for frame in file.frames:
                words += [v for v in (*frame.verbs, *frame.support) if v != ANY_VERB]
        for cue in self.status.values():
            words += cue.verbs
        words += [*self.likewise.again, *self.likewise.among]
        return VerbIndex(base_verb(w) for w in words)


def base_verb(phrase: str) -> str:
    """The infinitive in a verbal phrase: « se mettre sur pied » → « mettre »."""
    words = phrase.removeprefix("s'").removeprefix("se ").split()
    return words[0]


def parse(path: Path, model: type[M]) -> M:
    """One YAML file as `model`.

    Raises LexiconError naming file and key for bad YAML, unknown keys or wrong values.
    """
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        raise LexiconError("; ".join(_problems(path, error))) from error


def frame_line(relation: str, number: int) -> tuple[Path, int]:
    """The file, and the line (from 1) in it, where the frame `number` (from 1) of a relation starts."""
    starts: list[tuple[Path, int]] = []
    for path in resources.ontology_files(f"frames/{relation}.yaml"):
        root = yaml.compose(path.read_text(encoding="utf-8"))
        assert isinstance(root, yaml.MappingNode)
        frames = next(value for key, value in root.value if key.value == "frames")
        starts += [(path, frame.start_mark.line + 1) for frame in frames.value]
    return starts[number - 1]


def cue(name: str, kind: Any, paths: Iterable[Path]) -> Any:
    """The cue files of one name (`titles.yaml`), the later ones added to the earlier, as a pydantic type.

    Raises LexiconError as `parse` does.
    """
    found = [path for path in paths if path.name == name]
    try:
        return TypeAdapter(kind).validate_python(reduce(_added, map(read_yaml, found)))
    except ValidationError as error:
        raise LexiconError("; ".join(_problems(found[-1], error))) from error


def _added(one: Any, other: Any) -> Any:
    """Mappings merged key by key, lists one after the other; of two single values the later."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {key: _added(one[key], value) if key in one else value for key, value in other.items()}
    return [*one, *other] if isinstance(one, list) and isinstance(other, list) else other


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; LexiconError with file and line when it does not parse."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name}: not readable as YAML: {' '.join(str(error).split())}") from error


def _problems(path: Path, error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        where = ".".join(str(part) for part in problem["loc"])
        yield f"{path.name}: {where}: {problem['msg']}"


@cache
def load() -> Lexicon:
    """The frames and cues, shipped and own (`kg.resources`), read once.

    Raises LexiconError on the first file that does not follow the schema.
    """
    frames, cues = resources.ontology_files("frames/*.yaml"), resources.ontology_files("cues/*.yaml")
    digest = hashlib.sha256(b"".join(p.name.encode() + p.read_bytes() for p in [*frames, *cues]))
    by_class = cue("heads.yaml", dict[str, tuple[str, ...]], cues)
    heads = {head_key(word): kind for kind, words in by_class.items() for word in words}
    return Lexicon(
        frames=tuple(_by_relation(parse(path, FrameFile) for path in frames)),
        heads=heads,
        titles=cue("titles.yaml", Titles, cues),
        groups=cue("groups.yaml", Groups, cues),
        speech=cue("speech.yaml", Speech, cues),
        status=cue("status.yaml", dict[str, StatusCue], cues),
        time=cue("time.yaml", Time, cues),
        likewise=cue("likewise.yaml", Likewise, cues),
        references=cue("references.yaml", References, cues),
        sides=cue("sides.yaml", SideCues, cues),
        phrases=cue("phrases.yaml", PhraseCues, cues),
        checksum=digest.hexdigest(),
    )


def _by_relation(files: Iterable[FrameFile]) -> Iterable[FrameFile]:
    """One file a relation: the frames of later ones after those of earlier ones."""
    merged: dict[str, FrameFile] = {}
    for file in files:
        if known := merged.get(file.relation):
            file = file.model_copy(
                update={
                    **{name: getattr(known, name) for name in known.model_fields_set - file.model_fields_set},
                    "frames": known.frames + file.frames,
                    "examples": known.examples + file.examples,
                    "counterexamples": known.counterexamples + file.counterexamples,
                }
            )
        merged[file.relation] = file
    return merged.values()


@lru_cache(maxsize=1 << 16)
def head_key(words: str) -> str:
    """The folded, singular form under which a head is looked up."""
    return " ".join(singular(w) for w in fold(words).replace("-", " ").split())
