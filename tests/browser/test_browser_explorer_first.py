"""What somebody meets who opens the explorer for the first time: words for addresses, a way out of a slip."""

from __future__ import annotations

import re
from typing import Any

import pytest
from test_browser_explorer import PHONE, Open, explore, heading, reading, settled, violations  # noqa: F401

pytestmark = pytest.mark.slow

BRIDGES = {"question": "bridges", "a": "États-Unis", "b": "Chine", "run": "1"}


def wide(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(
    "place", [{"ask": "Qui fait le pont entre les États-Unis et la Chine ?"}, BRIDGES], ids=["asked", "named"]
)
@pytest.mark.parametrize(("lang", "facts"), [("fr", "Faits"), ("en", "Facts")])
def test_facts_are_a_count_that_opens_on_their_passages(
    explore: Open,  # noqa: F811
    place: dict[str, str],
    lang: str,
    facts: str,
) -> None:
    page = explore(place, lang, PHONE)
    page.wait_for_selector(".results td .cite")
    heads = page.locator(".results th").all_inner_texts()
    assert heads[-1] == facts and "with" not in " ".join(heads).replace(" with ", " ")  # withA, withB
    assert "http" not in page.inner_text(".results table") and not wide(page)
    page.locator(".results td .cite").first.click()
    page.wait_for_selector(".behind .fact")
    page.locator(".behind .fact .cite").first.click()
    assert page.locator(".behind blockquote").first.inner_text()
    assert not wide(page) and violations(page) == []


@pytest.mark.parametrize(("lang", "meant"), [("fr", "Maroc"), ("en", "Morocco")])
def test_a_slip_in_a_field_is_said_beside_it(explore: Open, lang: str, meant: str) -> None:  # noqa: F811
    page = explore({**BRIDGES, "b": "Marroc"}, lang)
    field = page.locator(".field", has=page.locator("[aria-invalid]"))
    assert field.locator("input").input_value() == "Marroc" and "Marroc" in field.locator(".wrong").inner_text()
    assert page.locator("#p-a").input_value() == "États-Unis" and violations(page) == []
    field.locator("button", has_text=meant).click()
    page.wait_for_selector(".results")
    assert page.locator("#p-b").input_value() == meant


def test_the_search_box_takes_a_slip_for_what_is_meant(explore: Open) -> None:  # noqa: F811
    page = explore({}, "en")
    page.fill("#search", "Morroco")
    page.wait_for_selector("#found [role=option]:has-text('Morocco')")
    assert "did you mean" in page.inner_text("#found .none") and violations(page) == []
    page.keyboard.press("Enter")  # nothing is chosen yet
    assert page.locator("main[data-view=home]").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("main[data-view=entity] h1:has-text('Morocco')")
    page.goto(f"{page.url.split('?')[0]}?entity=Morroco&lang=fr")
    page.locator(".problem a", has_text="Maroc").click()
    page.wait_for_selector("main[data-view=entity] h1:has-text('Maroc')")


def test_an_answer_speaks_the_language_of_the_page(explore: Open) -> None:  # noqa: F811
    page = explore({"ask": "Qui copréside le Groupe des Amis ?"}, "en")
    told = page.inner_text("p.reading")
    assert told.startswith("Understood as: ") and "co-chairs" in told and "ongoing" in told
    page.goto(f"{page.url.split('?')[0]}?ask=Pourquoi+le+Maroc+xyzzy+%3F&lang=en")
    said = page.inner_text(".problem")
    assert "Morocco" in said and "Maroc" not in said.split("try")[-1]
    assert re.search(r"\S :", page.inner_text("main")) is None


def test_a_link_of_the_graph_is_headed_the_passage(explore: Open) -> None:  # noqa: F811
    page = explore({"graph": "Maroc"}, "en")
    page.locator("#panel .cite").first.click()
    assert page.inner_text("#panel section h3").lower() in ("the passage", "the 2 passages")
    assert "2025-07-02" not in page.inner_text("#panel dl")  # the words of another view
    page.locator("#panel figcaption a", has_text="Read in the article").first.click()
    page.wait_for_selector("main[data-view=article] article h1")
    assert "at=" in page.url


def test_a_fact_has_one_way_to_the_graph_and_room_above(explore: Open) -> None:  # noqa: F811
    page = explore({"entity": "Maroc"})
    page.locator(".fact .cite").first.click()
    fact = page.locator(".fact").first.get_attribute("data-fact")
    page.goto(f"{page.url.split('?')[0]}?fact={fact}&lang=fr")
    settled(page)
    assert page.locator("main a", has_text="Voir dans le graphe").count() == 1
    top, under = page.locator("main h1").bounding_box()["y"], page.locator("body > header").bounding_box()
    assert top > under["y"] + under["height"] + 12


def test_the_ontology_leads_back(explore: Open) -> None:  # noqa: F811
    page = explore({}, "en")
    page.locator("#ontology").click()
    page.locator("nav.views a:visible", has_text="Graph").click()
    page.wait_for_selector("main[data-view=graph]")
    assert page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_on_a_phone_the_menu_is_whole_and_the_slider_says_what_it_is(explore: Open, lang: str) -> None:  # noqa: F811
    page = explore({"graph": ""}, lang, PHONE)
    for link in page.locator("header nav a").all():
        box = link.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    label = page.locator("#clock .clock").bounding_box()
    assert label and label["width"] > 60


def test_no_word_of_the_explorer_is_another_of_the_page() -> None:
    """Both vocabularies are one in the explorer: a word that is a plural in one must be one in the other."""
    import json
    from pathlib import Path

    import kg.server.explorer
    from kg.view.data import words

    own = json.loads((Path(kg.server.explorer.__file__).parent / "assets/explorer.json").read_text(encoding="utf-8"))
    assert set(own["fr"]) == set(own["en"])
    for lang, mine in own.items():
        shared = {key: (mine[key], words()[lang][key]) for key in mine if key in words()[lang]}
        assert {key for key, (one, other) in shared.items() if type(one) is not type(other)} == set()
