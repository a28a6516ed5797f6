"""What the page must be for everyone: accessible (axe-core, WCAG A and AA), silent, and safe from what labels hold."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from sample_graph import CHILE, NORWAY, ROJAS, iri, sample_store
from test_browser_page import heading, search, spot, unfold

from kg.analyse.network import build
from kg.view.data import payload
from kg.view.html import render

pytestmark = pytest.mark.slow

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN = """axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(found =>
  found.violations.map(({id, nodes}) => [id, nodes.map(({html, failureSummary}) => html + failureSummary)]))"""

HOSTILE = {
    "script": "</script><script>window.hacked = 1</script>",
    "handler": "<img src=x onerror='window.hacked = 1'>",
    "address": "javascript:window.hacked=1",
    "arabic": "المملكة المغربية ‏تعلن‏ عن (قرار)",
    "emoji": "🇲🇦🤝🇫🇷 👩🏽‍⚖️",
    "long": "une dénomination interminable " * 10,
    "one word": "x" * 300,
    "template": "@@data@@ ${window.hacked = 1} $& {{7*7}}",
    "controls": "a\u0000b\u202egnp.exe\u2028c",
}


def violations(page):
    page.evaluate(AXE)
    return page.evaluate(RUN)


def open_everything(page):
    for axis in ("relation", "article", "list", "facts"):
        unfold(page, axis)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_accessibility_violation(visit, lang, scheme):
    page = visit(render(payload(build(sample_store()), lang)), color_scheme=scheme)
    open_everything(page)
    assert violations(page) == []
    search(page, "Conférence du large")
    assert violations(page) == []
    page.locator("#panel .cite").first.click()
    assert violations(page) == []
    page.evaluate(f"window.entente.path('{iri(ROJAS)}', '{iri(NORWAY)}')")
    page.click("#take summary")
    assert violations(page) == []
    page.evaluate(f"window.entente.focus('{iri(CHILE)}')")
    page.fill("#search", "a")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_on_a_phone(visit, scheme):
    page = visit(width=390, height=844, has_touch=True, color_scheme=scheme)
    assert violations(page) == []
    search(page, "Chili")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("#open-rail")
    assert violations(page) == []


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_shown_as_text(visit, kind):
    """In names, quotes, speakers, articles and addresses alike."""
    words = HOSTILE[kind]
    data = payload(build(sample_store()))
    for node in data["nodes"]:
        if node["id"] == iri(CHILE):
            node.update(label=words, labels={"fr": words, "en": words}, forms=[words])
    for article in data["articles"].values():
        article.update(label=words, url=words)
    for edge in data["edges"]:
        for claim in edge["claims"]:
            claim.update(quote=words, before=words, after=words, speaker=[words, words])
    page = visit(render(data, title=words))
    tags = "[...new Set([...document.body.querySelectorAll('*')].map(it => it.localName))].sort().join()"
    search(page, words[:40].strip())
    open_everything(page)
    normal = " ".join(words.split()).replace("\u0000", "")
    assert normal[:60] in " ".join(heading(page).replace("\u0000", "").split())
    page.locator("#panel .group .cite").first.click()
    marked = page.locator("#panel mark").first
    assert marked.text_content().replace("\u0000", "") == words.replace("\u0000", "")
    assert page.locator("#panel a").count() == 0
    page.mouse.move(*spot(page, CHILE))
    page.wait_for_selector(".vis-tooltip", state="visible")
    assert page.evaluate("window.hacked") is None
    assert not {"img", "b", "iframe"} & set(page.evaluate(tags).split(","))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    assert page.evaluate("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")


def test_nothing_moves_by_itself(visit):
    page = visit()
    look = "document.querySelector('#canvas canvas').toDataURL()"
    page.wait_for_timeout(300)
    before = page.evaluate(look)
    page.wait_for_timeout(500)
    assert page.evaluate(look) == before
