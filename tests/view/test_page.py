"""The page as text: complete in itself, the same every time, and nothing in a label can leave its place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_graph import CHILE, NASTY, iri, nasty, sample_store

from kg.analyse.network import build
from kg.view import page
from kg.view.data import DASHES, FAMILIES, family, wrap
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


def test_nothing_is_fetched(html):
    parts = Parts(html)
    addresses = [value for _, attributes in parts.tags for name, value in attributes.items() if name in ("src", "href")]
    assert addresses == ["data:,"]
    styles = "".join(text for tag, _, text in parts.texts if tag == "style")
    assert "url(" not in styles and "@import" not in styles
    assert not re.search("bootstrap|cdnjs|jsdelivr|unpkg", html)


def test_links_of_our_own_script_are_only_the_data_s(html):
    own = [text for _, attributes, text in Parts(html).texts if not attributes][-1]
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
    html = render(nasty(build(sample_store())), title="<b>@@data@@</b> & co")
    parts = Parts(html)
    assert [tag for tag, _ in parts.tags].count("script") == 3
    assert not [tag for tag, _ in parts.tags if tag in ("img", "b")]
    assert data_of(html)["entities"][iri(CHILE)]["label"] == NASTY
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
    asked = set(re.findall(r"""(?:word|count|block)\("([\w-]+)"|data-(?:word|label)="([\w-]+)\"""", sources))
    assert {one or other for one, other in asked} <= words.keys()
    assert {f"fam-{name}" for name in FAMILIES} | {f"status-{name}" for name in DASHES} <= words.keys()


def test_every_family_and_status_has_its_colour():
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    for name in [f"k-{name}" for name in FAMILIES] + [f"s-{name}" for name in DASHES]:
        assert style.count(f"--{name}:") == 2, f"{name}: one colour a theme"
        assert f".{name} {{" in style


def test_families_are_told_apart_by_shape_or_place_in_the_palette():
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    looks = {(shape, re.search(rf"--k-{name}: (#\w+)", style)[1]) for name, shape in FAMILIES.items()}
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
    data = data_of(html)
    dashes = {data["facts"][edge["id"]]["status"]: edge["dashes"] for edge in data["edges"]}
    assert dashes["ongoing"] is False and dashes["realised"] is False
    assert dashes["planned"] and dashes["aspired"] and dashes["planned"] != dashes["aspired"]


def test_edges_between_the_same_two_fan_out(html):
    data = data_of(html)
    pairs = {}
    for edge in data["edges"]:
        way = (
            edge["smooth"]["type"] if edge["from"] < edge["to"] else {"curvedCW": "curvedCCW", "curvedCCW": "curvedCW"}
        )
        curve = (str(way), edge["smooth"]["roundness"], edge["smooth"]["enabled"])
        pairs.setdefault(frozenset((edge["from"], edge["to"])), []).append(curve)
    assert all(len(set(curves)) == len(curves) for curves in pairs.values())


def test_the_ontology_s_words_come_along(html):
    data = data_of(html)
    assert data["labels"]["coChairs"] == {"fr": "copréside", "en": "co-chairs"}
    assert data["inverses"]["coChairs"]["fr"] == "est coprésidé par"


def test_a_symmetric_relation_has_no_arrow(html):
    data = data_of(html)
    arrows = {data["facts"][edge["id"]]["relation"]: edge["arrows"] for edge in data["edges"]}
    assert (arrows["partnersWith"], arrows["coChairs"]) == ("", "to")


def test_long_labels_are_cut():
    text = wrap("première résolution reprenant les préoccupations et les attentes du continent")
    assert text.count("\n") == 2 and text.endswith("…")
    assert wrap("") == " "


def test_an_empty_store_has_a_page():
    from kg.store import open_store

    assert data_of(page(open_store("memory:")))["nodes"] == []
