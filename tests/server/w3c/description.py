"""What the W3C's tests demand of a service description. Their manifest gives the names; what they mean is told here."""

from __future__ import annotations

import httpx2
import pyoxigraph as ox

SD = "http://www.w3.org/ns/sparql-service-description#"
# Where the vocabulary has each property (the class of its subject), and what its values are.
_SERVICE = "endpoint supportedLanguage languageExtension feature propertyFeature extensionFunction extensionAggregate"
_SERVICE += " resultFormat inputFormat defaultDataset availableGraphs defaultEntailmentRegime"
_DOMAINS = dict.fromkeys([*_SERVICE.split(), "defaultSupportedEntailmentProfile"], "Service")
_DOMAINS |= {"defaultGraph": "Dataset", "namedGraph": "Dataset"}
_DOMAINS |= dict.fromkeys(("name", "graph", "entailmentRegime", "supportedEntailmentProfile"), "NamedGraph")
_RANGES = {"defaultDataset": "Dataset", "defaultGraph": "Graph", "namedGraph": "NamedGraph", "graph": "Graph"}
_INSTANCES = {
    "supportedLanguage": {"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"},
    "feature": {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"},
}


def check(name: str, http: httpx2.Client) -> None:
    """Run the test of this name. Raises AssertionError when it fails."""
    answer = http.get("/sparql", headers={"Accept": "text/turtle, application/rdf+xml;q=0.5"})
    assert answer.status_code == 200, answer.status_code
    media = answer.headers["content-type"].partition(";")[0]
    form = {"text/turtle": ox.RdfFormat.TURTLE, "application/rdf+xml": ox.RdfFormat.RDF_XML}[media]
    store = ox.Store()
    store.load(answer.content, format=form, base_iri=str(answer.url))
    if name == "returns-rdf":
        assert len(store) > 0
    elif name == "has-endpoint-triple":
        found = [row["e"].value for row in store.query(f"SELECT ?e {{ ?s <{SD}endpoint> ?e }}")]
        assert found == [str(answer.url)], f"{found} is not {answer.url}"
    elif name == "conforms-to-schema":
        _schema(store)
    else:
        raise AssertionError(f"no such test of a description: {name}")


def _schema(store: ox.Store) -> None:
    for quad in store:
        name = quad.predicate.value.removeprefix(SD)
        if name == quad.predicate.value:
            continue
        assert name in _DOMAINS, f"not in the vocabulary: {name}"
        assert _is_a(store, quad.subject, _DOMAINS[name]), f"{quad}: its subject is no sd:{_DOMAINS[name]}"
        if name in _RANGES:
            assert _is_a(store, quad.object, _RANGES[name]), f"{quad}: its value is no sd:{_RANGES[name]}"
        if name in _INSTANCES:
            assert quad.object.value.removeprefix(SD) in _INSTANCES[name], str(quad)
        if name.endswith("Format"):
            assert quad.object.value.startswith("http://www.w3.org/ns/formats/"), str(quad)
    assert [*store.quads_for_pattern(None, None, ox.NamedNode(SD + "Service"))], "nothing is a sd:Service"


def _is_a(store: ox.Store, node: object, name: str) -> bool:
    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return any(store.quads_for_pattern(node, a, ox.NamedNode(SD + name)))  # type: ignore[arg-type]
