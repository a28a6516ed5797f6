"""The page as text: complete in itself, the same every time, and nothing in a label can leave its place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_graph import CHILE, NASTY, SUMMIT, iri, nasty, sample_store

from kg.analyse.network import build, connect
from kg.view import page
from kg.view.data import DASHES, FAMILIES, family, payload, wrap
from kg.view.html import render

ASSETS = Path(sys.modules["kg.view.html"].__file__).parent / "assets"


class Parts(HTMLParser):
    """Tags with their attributes, and the text of scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = tag in ("script", "style")
        if self.inside:
            self.texts.append([tag, dict(attributes), ""])

    def handle_data(self, data):
        if self.inside:
            self.texts[-1][2] += data

    def handle_endtag(self, tag):
        self.inside = False


@pytest.fixture(scope="module")
def html():
    return page(sample_store())


def data_of(html):
    (text,) = [text for _, attributes, text in Parts(html).texts if attributes.get("id") == "data"]
    return json.loads(text)


def node_of(html, entity):
    return next(node for node in data_of(html)["nodes"] if node["id"] == iri(entity))


def edges_of(html):
    return data_of(html)["edges"]


def test_nothing_is_fetched(html):
    parts = Parts(html)
    addresses = [value for _, attributes in parts.tags for name, value in attributes.items() if name in ("src", "href")]
    assert addresses == ["data:,"]
    styles = "".join(text for tag, _, text in parts.texts if tag == "style")
    assert "url(" not in styles and "@import" not in styles
    assert not re.search("bootstrap|cdnjs|jsdelivr|unpkg", html)


def test_links_of_our_own_script_are_only_the_data_s(html):
    own = next(text for _, attributes, text in Parts(html).texts if attributes.get("type") == "module")
    assert set(re.findall(r"https?://[^\s\"'`]+", own)) == {"http://www.w3.org/2000/svg"}  # a namespace, not an address


def test_the_policy_allows_exactly_the_page_s_scripts_and_style(html):
    from base64 import b64encode
    from hashlib import sha256

    (policy,) = [a["content"] for _, a in Parts(html).tags if a.get("http-equiv") == "Content-Security-Policy"]
    executed = [text for _, attributes, text in Parts(html).texts if attributes.get("type") != "application/json"]
    hashes = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in executed}
    assert len(hashes) == 3 and hashes == set(re.findall(r"'sha256-[^']+'", policy))
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy


def test_the_same_graph_gives_the_same_page(html):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from sample_graph import sample_store; from kg.view import page;"
        "import hashlib; print(hashlib.sha256(page(sample_store()).encode()).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ASSETS.parents[2])},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(run.stdout)
    assert len(found) == 1


def test_the_page_can_be_made_twice():
    # A module of the same name would take the function's place at its first import.
    import kg.view

    assert kg.view.page(sample_store()) == kg.view.page(sample_store())


def test_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page(sample_store())
    assert list(tmp_path.iterdir()) == []


def test_labels_cannot_leave_the_data():
    html = render(payload(nasty(build(sample_store()))), title="<b>@@data@@</b> & co")
    parts = Parts(html)
    assert [tag for tag, _ in parts.tags].count("script") == 3
    assert not [tag for tag, _ in parts.tags if tag in ("img", "b")]
    assert node_of(html, CHILE)["label"] == NASTY
    (block,) = [text for _, attributes, text in parts.texts if attributes.get("id") == "data"]
    assert not re.search("[<>&\u2028\u2029]", block)
    assert "<title>&lt;b&gt;@@data@@&lt;/b&gt; &amp; co</title>" in html


def test_words_exist_in_both_languages():
    words = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    assert words["fr"].keys() == words["en"].keys()
    for key, text in words["fr"].items():
        assert re.findall(r"{\w+}", str(text)) == re.findall(r"{\w+}", str(words["en"][key])), key


def test_every_word_the_script_asks_for_exists():
    words = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))["fr"]
    sources = "".join(
        path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("*.[jh]*")) if path.suffix != ".json"
    )
    asked = set(re.findall(r"""(?:(?:word|count)\(|block\(say, )"([\w-]+)"|data-(?:word|label)="([\w-]+)\"""", sources))
    assert {one or other for one, other in asked} <= words.keys()
    assert {f"fam-{name}" for name in FAMILIES} | {f"status-{name}" for name in DASHES} <= words.keys()


def test_every_family_and_status_has_its_colour():
    style = (ASSETS / "palette.css").read_text(encoding="utf-8")
    for name in [f"k-{name}" for name in FAMILIES] + [f"s-{name}" for name in DASHES]:
        assert len(re.findall(rf"--{name}: light-dark\(#\w{{6}}, #\w{{6}}\);", style)) == 1, (
            f"{name}: one colour a theme"
        )
        assert f".{name} {{" in style


def test_families_are_told_apart_by_shape_or_place_in_the_palette():
    style = (ASSETS / "palette.css").read_text(encoding="utf-8")
    looks = {(shape, re.search(rf"--k-{name}: light-dark\((#\w+)", style)[1]) for name, shape in FAMILIES.items()}
    assert len(looks) == len(FAMILIES)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("FriendsGroup", "Forum"), ("ResearchInstitution", "Organization"), ("Resolution", "Instrument"),
     ("Fund", "Initiative"), ("ForumEdition", "Occasion"), ("State", "State"),
     ("CountryGroup", "ActorGroup"), ("", "Other")],
)  # fmt: skip
def test_classes_belong_to_families(kind, expected):
    assert family(kind) == expected


def test_plans_are_dashed_and_facts_are_solid(html):
    dashes = data_of(html)["dashes"]
    assert dashes["ongoing"] is False and dashes["realised"] is False
    assert dashes["planned"] and dashes["aspired"] and dashes["planned"] != dashes["aspired"]


def test_edges_between_the_same_two_fan_out():
    graph = build(sample_store())
    (first,) = [data["fact"] for *_, data in graph.out_edges(iri(CHILE), data=True) if data["relation"] == "hosts"]
    connect(graph, iri(CHILE), iri(SUMMIT), replace(first, engagement="a", relation="organises"))
    connect(graph, iri(SUMMIT), iri(CHILE), replace(first, engagement="b", relation="about"))
    pair = {iri(CHILE), iri(SUMMIT)}
    edges = [edge for edge in payload(graph)["edges"] if {edge["from"], edge["to"]} == pair]
    # Seen from one end: a bend to the left of one way is a bend to the right of the other.
    assert len({edge["bend"] * (1 if edge["from"] == iri(CHILE) else -1) for edge in edges}) == len(edges) == 3


def test_the_ontology_s_words_come_along(html):
    data = data_of(html)
    assert data["labels"]["coChairs"] == {"fr": "copréside", "en": "co-chairs"}
    assert data["inverses"]["coChairs"]["fr"] == "est coprésidé par"


def test_a_symmetric_relation_has_no_arrow(html):
    symmetric = {edge["relation"]: edge.get("symmetric", False) for edge in edges_of(html)}
    assert (symmetric["partnersWith"], symmetric["coChairs"]) == (True, False)


def test_long_labels_are_cut():
    text = wrap("première résolution reprenant les préoccupations et les attentes du continent")
    assert text.count("\n") == 2 and text.endswith("…")
    assert wrap("") == " "


def test_an_empty_store_has_a_page():
    from kg.store import open_store

    assert data_of(page(open_store("memory:")))["nodes"] == []


def test_names_are_unique_across_the_script_s_files():
    """Its files become one scope: a name declared in two of them would stop the page."""
    declared = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (?:(\w+)|\{([^}]*)\})", re.MULTILINE)
    owners = {}
    for path in sorted(ASSETS.glob("*.js")):
        for one, several in declared.findall(path.read_text(encoding="utf-8")):
            for name in [one] if one else re.findall(r"\w+", several):
                owners.setdefault(name, []).append(path.name)
        for name in re.findall(r"^const .*?, (\w+) = ", path.read_text(encoding="utf-8"), re.MULTILINE):
            owners.setdefault(name, []).append(path.name)
    assert {name: files for name, files in owners.items() if len(files) > 1} == {}
