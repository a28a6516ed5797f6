"""What the explorer does with what it is given: texts dropped on it, hostile names, the ontology's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_browser_explorer import PHONE, TOKEN, Open, explore, reading, served, settled, violations  # noqa: F401
from test_browser_page_sound import HOSTILE

pytestmark = pytest.mark.slow

TEXT = "date 2025-07\n\nLe Maroc copréside, avec la Finlande, le Forum de l'ECOSOC sur la science et la technologie."


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[str]:
    yield from served(str(tmp_path / "db"), writable=True, token=TOKEN)


def test_a_text_and_files_are_read(explore: Open, writable: str, tmp_path: Path) -> None:  # noqa: F811
    page = explore({"add": ""}, base=writable)
    assert violations(page) == []
    page.fill("input[type=password]", TOKEN)
    page.fill("textarea", TEXT)
    page.click("button.main")
    page.wait_for_selector(".sentence:has-text('Finlande')", timeout=120_000)
    good, bad = tmp_path / "autre.txt", tmp_path / "vide.txt"
    good.write_text(TEXT.replace("Finlande", "Suède"), encoding="utf-8")
    bad.write_text("", encoding="utf-8")
    page.fill("textarea", "")
    page.set_input_files("input[type=file]", [good, bad])
    page.click("button.main")
    page.wait_for_selector(".sentence:has-text('Suède')", timeout=120_000)
    page.wait_for_selector(".problem:has-text('vide.txt')")
    assert violations(page) == []
    page.fill("input[type=password]", "faux")
    page.fill("textarea", TEXT)
    page.set_input_files("input[type=file]", [])
    page.click("button.main")
    page.wait_for_selector(".problem")


def test_hostile_names_are_shown_as_text(explore: Open, tmp_path: Path) -> None:  # noqa: F811
    from kg.ingest import ingest
    from kg.model import Document, Entity, Evidence, Fact, Reading
    from kg.store import open_store

    text = "Une phrase. " * 3
    names = [name for name in HOSTILE.values() if "\u0000" not in name]
    facts = tuple(
        Fact(
            Entity("state/ma", "Maroc", "State", registered=True),
            "partnersWith",
            Entity(f"organization/h{index}", name, "Organization", (name,)),
            evidence=Evidence(0, 11, text[:11]),
        )
        for index, name in enumerate(names)
    )
    document = Document(
        text, name="<b>gras</b>.txt", title='"><script>window.hacked = 1</script>', url="javascript:window.hacked=1"
    )
    address = str(tmp_path / "db")
    with open_store(address) as store:
        ingest([document], store, read=lambda it: Reading(it, facts=facts))
    for base in served(address):
        for params in (
            {},
            {"entity": "Maroc"},
            {"articles": ""},
            {"graph": "Maroc"},
            {"ask": HOSTILE["script"]},
            {"sparql": "SELECT ?n WHERE { ?e skos:prefLabel ?n ; ent:mentionedIn ?a }"},
        ):
            page = explore(params, base=base)
            assert page.evaluate("window.hacked") is None
            assert page.locator("a[href^='javascript:']").count() == 0
        page = explore({"entity": "Maroc"}, base=base)
        shown = page.inner_text("main")
        assert all(" ".join(name.split())[:40] in " ".join(shown.split()) for name in names if "\u202e" not in name)
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page = explore({"articles": ""}, base=base)
        page.locator(".lines a").first.click()
        page.wait_for_selector("main[data-view=article] h1")
        assert "<script>" in page.inner_text("h1") and page.evaluate("window.hacked") is None


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_ontology_is_a_page_in_two_languages(browser: Any, reading: str, lang: str) -> None:  # noqa: F811
    context = browser.new_context(bypass_csp=True)  # axe is a script; the page itself has none
    page = context.new_page()
    page.goto(f"{reading}/ontology?lang={lang}")
    words = {"fr": ("copréside", "co-chairs"), "en": ("co-chairs", "copréside")}[lang]
    assert page.locator("#coChairs h3").inner_text().startswith(words[0])
    assert violations(page) == []
    page.locator(f"label[lang={'en' if lang == 'fr' else 'fr'}]").click()
    assert page.locator("#coChairs h3").inner_text().startswith(words[1])
    page.locator("#State dd a", has_text="Maroc").click()
    settled(page)
    assert "Maroc" in page.title() or "Morocco" in page.title()
    context.close()
