"""The page: classes as a tree, relations and other properties, statuses; each with what stands for it in a graph.

No script: both languages are in it, and a choice at the top shows one. Strict policy, no outside request.
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.graph import KnowledgeGraph
from kg.server import lookups
from kg.server.ontology.model import LANGS, Ontology, Term, Words, read

_FEW = 3  # examples of a term
_LOOKED = 400  # entities among which examples of classes are sought
# The explorer's views, as its own menu calls them.
_VIEWS: Mapping[str, tuple[str, str]] = {
    "ask": ("Questions", "Questions"),
    "graph": ("Graphe", "Graph"),
    "articles": ("Articles", "Articles"),
    "sparql": ("SPARQL", "SPARQL"),
    "add": ("Ajouter", "Add"),
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "classes": ("Classes", "Classes"),
    "relations": ("Relations", "Relations"),
    "others": ("Autres propriétés", "Other properties"),
    "statuses": ("Statuts d’un fait", "Statuses of a fact"),
    "above": ("sorte de", "kind of"),
    "below": ("sortes", "kinds"),
    "implies": ("implique", "implies"),
    "from": ("de", "from"),
    "to": ("vers", "to"),
    "inverse": ("se lit aussi", "also reads"),
    "traits": ("logique", "logic"),
    "examples": ("exemples", "examples"),
    "views": ("Vues", "Views"),
    "ontology": ("Ontologie", "Ontology"),
    "language": ("Langue", "Language"),
    "terms": ("Termes", "Terms"),
    "version": ("version", "version"),
    "SymmetricProperty": ("symétrique", "symmetric"),
    "TransitiveProperty": ("transitive", "transitive"),
    "FunctionalProperty": ("une seule valeur", "one value only"),
}


@dataclass(frozen=True)
class Made:
    """A page and the Content-Security-Policy that it keeps to."""

    html: str
    policy: str


@dataclass
class Examples:
    """Of a class: entities (IRI, names). Of a relation or a status: sentences with their passage."""

    entities: dict[str, list[tuple[str, Words]]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, list[tuple[Words, Words, str]]] = field(default_factory=lambda: defaultdict(list))


def of(graph: KnowledgeGraph, lang: str = "fr", linked: bool = True) -> Made:
    """The page with examples from `graph`; `linked`: they lead to the explorer that serves the page."""
    return _made(read(), examples(graph), lang, linked)


def examples(graph: KnowledgeGraph) -> Examples:
    """The best connected entities of each class and the surest facts of each relation and status, a few of each."""
    from kg.analyse.network import build, facts
    from kg.analyse.terms import terms

    found = Examples()
    for entry in lookups.entries(graph.store, lookups.ranked(graph.store, _LOOKED)):
        for name in terms().ancestors(entry["type"]):
            if len(found.entities[name]) < _FEW:
                found.entities[name].append((entry["iri"], _names(entry)))
    relations = [term.name for term in read().terms if term.relation]
    chosen = [fact for name in relations for fact in lookups.sample(graph.store, name)]
    network = build(graph.store, engagements=chosen)
    ends = {key: (one, other) for one, other, key in network.edges(keys=True)}
    owners = {fact.engagement: node for node, data in network.nodes(data=True) for fact in data["facts"]}
    sure = sorted(facts(network), key=lambda fact: (-max(it.confidence for it in fact.claims), fact.engagement))
    for fact in sure:
        one, other = ends.get(fact.engagement, (owners.get(fact.engagement, ""), ""))
        if fact.inferred or not one:
            continue
        target = _names(network.nodes[other]) if other else dict.fromkeys(LANGS, str(fact.value))
        row = (_names(network.nodes[one]), target, fact.claims[0].quote)
        for name in (fact.relation, f"status-{fact.status}"):
            if len(found.facts[name]) < _FEW and all(row[0] != known[0] for known in found.facts[name]):
                found.facts[name].append(row)
    return found


def _names(entity: Mapping[str, Any]) -> Words:
    """What an entity is called in each language, in French where it has no other name."""
    return {lang: entity["labels"].get(lang) or entity["label"] for lang in LANGS}


def _made(ontology: Ontology, found: Examples, lang: str, linked: bool) -> Made:
    page = _Page(ontology, found, linked)
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    title = escape(ontology.title.get(lang, "Entente"))
    choice = "".join(
        f'<label lang="{it}"><input type="radio" name="lang" id="{it}"{" checked" if it == lang else ""}> '
        f"{'Français' if it == 'fr' else 'English'}</label>"
        for it in LANGS
    )
    html = f"""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
{_menu(lang) if linked else ""}<div class="page">
<header>
<h1>{_both(ontology.title)}</h1>
<p>{_both(ontology.description)}</p>
<p><small>{_word("version")} {escape(ontology.version)}</small></p>
<fieldset><legend hidden>Langue · Language</legend>{choice}</fieldset>
</header>
<nav class="terms" tabindex="0" aria-label="{_WORDS["terms"][LANGS.index(lang)]}">{page.contents()}</nav>
<main>{page.body()}</main>
</div>
</body>
</html>
"""
    return Made(html, policy)


def _menu(lang: str) -> str:
    """The way back to the explorer, in the language that is read."""
    links = (
        f'<a lang="{to}" href="/?{view}=&amp;lang={to}">{names[index]}</a>'
        for view, names in _VIEWS.items()
        for index, to in enumerate(LANGS)
    )
    home = "".join(f'<a lang="{to}" class="brand" href="/?lang={to}">Entente</a>' for to in LANGS)
    here = f'<a href="/ontology" aria-current="page">{_word("ontology")}</a>'
    return f'<nav class="views" aria-label="{_WORDS["views"][LANGS.index(lang)]}">{home}{"".join(links)}{here}</nav>\n'


class _Page:
    """The ontology's terms as HTML."""

    def __init__(self, ontology: Ontology, found: Examples, linked: bool) -> None:
        self._terms = {term.name: term for term in ontology.terms}
        self._found, self._linked = found, linked
        self._classes = ontology.of_kind("class")
        properties = ontology.of_kind("property")
        self._parts = {
            "relations": [term for term in properties if term.relation],
            "others": [term for term in properties if not term.relation],
            "statuses": ontology.of_kind("status"),
        }
        self._below: dict[str, list[Term]] = defaultdict(list)
        for term in self._classes:
            for above in term.above or ("",):
                self._below[above].append(term)

    def contents(self) -> str:
        """The list of terms, classes as a tree."""
        parts = [f"<h2>{_word('classes')}</h2>{self._tree('')}"]
        for key, terms in self._parts.items():
            rows = "".join(f"<li>{self._link(term.name)}</li>" for term in terms)
            parts.append(f"<h2>{_word(key)}</h2><ul>{rows}</ul>")
        return "".join(parts)

    def body(self) -> str:
        """Every term with what is known of it."""
        parts = [f"<h2>{_word('classes')}</h2>", *map(self._term, self._classes)]
        for key, terms in self._parts.items():
            parts += [f"<h2>{_word(key)}</h2>", *map(self._term, terms)]
        return "".join(parts)

    def _tree(self, above: str) -> str:
        rows = (f"<li>{self._link(term.name)}{self._tree(term.name)}</li>" for term in self._below.get(above, ()))
        listed = "".join(rows)
        return f"<ul>{listed}</ul>" if listed else ""

    def _term(self, term: Term) -> str:
        head = f"<h3>{_both(term.label)}<code>ent:{escape(term.name)}</code></h3>"
        rows = "".join(f"<dt>{_word(key)}</dt><dd>{value}</dd>" for key, value in self._rows(term) if value)
        told = f"<dl>{rows}</dl>" if rows else ""
        return f'<section class="term" id="{escape(term.name)}">{head}<p>{_both(term.definition)}</p>{told}</section>'

    def _rows(self, term: Term) -> Iterator[tuple[str, str]]:
        yield "above" if term.kind == "class" else "implies", self._links(term.above)
        yield "below", self._links(it.name for it in self._below.get(term.name, ()))
        yield "from", self._links(term.domain)
        yield "to", self._links(term.range)
        yield "inverse", _both(term.inverse)
        yield "traits", ", ".join(_word(trait) for trait in term.traits)
        yield "examples", self._examples(term)

    def _examples(self, term: Term) -> str:
        if term.kind == "class":
            return ", ".join(self._entity(*known) for known in self._found.entities.get(term.name, ()))
        label = _both(term.label) if term.kind == "property" else "→"
        rows = (
            f'<li>{_both(one)} <small>{label}</small> {_both(other)}<br><q lang="fr-FR">{escape(words)}</q></li>'
            for one, other, words in self._found.facts.get(term.name, ())
        )
        listed = "".join(rows)
        return f"<ul>{listed}</ul>" if listed else ""

    def _entity(self, address: str, names: Words) -> str:
        if not self._linked:
            return _both(names)
        return f'<a href="/?entity={quote(address, safe="")}">{_both(names)}</a>'

    def _links(self, names: Iterable[str]) -> str:
        return ", ".join(map(self._link, names))

    def _link(self, name: str) -> str:
        term = self._terms.get(name)
        return f'<a href="#{escape(name)}">{_both(term.label)}</a>' if term else f"<code>{escape(name)}</code>"


def _both(words: Words) -> str:
    """A text in each language it has."""
    if len(set(words.values())) == 1 and len(words) == len(LANGS):
        return escape(next(iter(words.values())))
    return "".join(f'<span lang="{lang}">{escape(words[lang])}</span>' for lang in LANGS if lang in words)


def _word(key: str) -> str:
    return _both(dict(zip(LANGS, _WORDS[key], strict=True)))


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
