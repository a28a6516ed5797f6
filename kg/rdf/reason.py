"""OWL: HermiT through owlready2 (consistency, inferences), and the check that the ontology stays within OWL 2 DL.

HermiT says only that a graph contradicts itself; `kg.rdf.contradictions` says where. It needs Java, and about twelve
seconds for a thousand engagements.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import resources
from kg.errors import KgError
from kg.rdf import iris, names
from kg.rdf.findings import Queryable
from kg.rdf.names import ENT

_INFERRED = "https://w3id.org/entente/inferred"
_SUPER = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT { ?s ?broader ?o } WHERE { ?p rdfs:subPropertyOf+ ?broader . ?s ?p ?o } ;
INSERT { ?s a ?broader } WHERE { ?class rdfs:subClassOf+ ?broader . ?s a ?class FILTER(isIRI(?broader)) }"""


class ReasonerError(KgError):
    """Java is missing, or HermiT failed."""


@dataclass(frozen=True)
class Reasoning:
    """What HermiT says: whether the graph is `consistent`; `unsatisfiable`: classes (local names) that can have no
    member; `inferred`: triples about individuals that were not there before."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    inferred: frozenset[ox.Triple] = frozenset()


def reason(abox: Iterable[ox.Triple], tbox: Iterable[ox.Triple] | None = None) -> Reasoning:
    """Run HermiT over the ontology (or another `tbox`) and some data. Raises ReasonerError."""
    import owlready2  # type: ignore[import-untyped]

    _java()
    known = [*(ontology() if tbox is None else tbox), *abox]
    world = owlready2.World()
    try:
        world.get_ontology("https://w3id.org/entente/checked").load(fileobj=io.BytesIO(_ntriples(known)))
        inferred = world.get_ontology(_INFERRED + "#")
        with inferred:
            owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        empty = tuple(sorted(c.name for c in world.inconsistent_classes() if c is not owlready2.Nothing))
        return Reasoning(True, empty, frozenset(_inferences(known, inferred)))
    except owlready2.OwlReadyInconsistentOntologyError:
        return Reasoning(False)
    except owlready2.OwlReadyJavaError as error:
        raise ReasonerError(f"HermiT failed: {_last_line(str(error))}; run kg check again without reasoning") from error
    finally:
        world.close()


def profile(tbox: Iterable[ox.Triple] | None = None) -> list[str]:
    """What keeps the ontology (or another `tbox`) out of OWL 2 DL: one line each. Needs a JDK. Raises ReasonerError."""
    import rdflib

    graph = rdflib.Graph().parse(data=_ntriples(ontology() if tbox is None else tbox), format="nt")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ontology.rdf")
        graph.serialize(path, format="xml")
        command = [_java(), "-cp", str(_hermit_jar()), str(Path(__file__).with_name("Profile.java")), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    lines = done.stdout.splitlines()
    if done.returncode or not lines or not lines[0].startswith("axioms "):
        raise ReasonerError(f"the profile check failed: {_last_line(done.stderr)}; it needs a JDK (javac)")
    return [line.removeprefix("violation ") for line in lines[1:]]


@cache
def ontology(*files: str) -> tuple[ox.Triple, ...]:
    """The triples of `core.ttl`, `stubs.ttl` and `alignments.ttl`, or of the files named."""
    paths = resources.ontology_files(*(files or ("core.ttl", "stubs.ttl", "alignments.ttl")))
    return tuple(quad.triple for path in paths for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))


def abox(store: Queryable) -> list[ox.Triple]:
    """What a store says about entities and engagements: no passages, no texts, nothing the reasoner would find."""
    relations = [relation.iri for relation in names.relations().values() if not relation.literal]
    structure = [ENT.role, ENT.agent, ENT.target, ENT.currentStatus, ENT.adoptionMode, ENT.ballot, ENT.requestsThat]
    properties = " ".join(map(str, [*relations, *structure, ENT.postRepresents, ENT.accreditedTo]))
    defined = (ENT.RealisedEngagement, ENT.ProspectiveEngagement, ENT.AdoptedInstrument, ENT.ConsensusInstrument)
    found: set[ox.Triple] = set(
        store.query(
            f"""CONSTRUCT {{ ?s a ?class }} WHERE {{
              ?s {ENT.mentionedIn}|{ENT.role}|^{ENT.ballot} ?any . ?s a ?class .
              FILTER(STRSTARTS(STR(?class), "{ENT}") && ?class NOT IN ({", ".join(map(str, defined))})) }}"""
        )
    )
    found |= set(
        store.query(
            f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
              VALUES ?p {{ {properties} }} ?s {ENT.mentionedIn}|{ENT.role} ?any . ?s ?p ?o }}"""
        )
    )
    return list(found)


def engagements(store: Queryable) -> int:
    """How many engagements a store holds."""
    rows = store.query(f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ ?e {ENT.role} ?role }}")
    return next(int(row["n"].value) for row in rows)


def _inferences(known: list[ox.Triple], inferred: Any) -> Iterator[ox.Triple]:
    """What HermiT added about our data, and what follows by super-properties and super-classes: owlready2 hands back
    no values of super-properties, and the narrowest classes only."""
    buffer = io.BytesIO()
    inferred.save(buffer, format="ntriples")
    graph = ox.Store()
    graph.extend(ox.Quad(t.subject, t.predicate, t.object) for t in known)
    graph.load(buffer.getvalue(), format=ox.RdfFormat.N_TRIPLES)
    graph.update(_SUPER)
    before = set(known)
    for triple in (quad.triple for quad in graph):
        if str(triple.subject).startswith(f"<{iris.DATA}") and triple not in before:
            yield triple


def _ntriples(triples: Iterable[ox.Triple]) -> bytes:
    return "".join(f"{triple} .\n" for triple in triples).encode()


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise ReasonerError("Java was not found: install Java 17 or newer to check consistency with HermiT")
    return java


def _hermit_jar() -> Path:
    import owlready2

    return Path(owlready2.__file__).with_name("hermit") / "HermiT.jar"


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[-1]
