"""The page in Chromium: everything a reader does with it, and what it must never do."""

from __future__ import annotations

from html import escape

import pytest
from sample_graph import AUTUMN, CHILE, FRIENDS, NASTY, NORWAY, PORT, ROJAS, SPRING, SUMMIT, iri, nasty, sample_store

from kg.analyse.network import build
from kg.view.data import payload
from kg.view.html import render

pytestmark = pytest.mark.slow


def search(page, text):
    page.fill("#search", text)
    page.keyboard.press("Enter")


def spot(page, *nodes):
    """Where the middle of these nodes is on the screen."""
    script = """ids => { const n = window.entente.network, ps = Object.values(n.getPositions(ids));
      const mean = axis => ps.reduce((sum, p) => sum + p[axis], 0) / ps.length;
      const at = n.canvasToDOM({x: mean("x"), y: mean("y")});
          const box = document.getElementById("canvas").getBoundingClientRect();
      return [at.x + box.left, at.y + box.top]; }"""
    return page.evaluate(script, list(map(iri, nodes)))


def places(page):
    return page.evaluate("window.entente.network.getPositions()")


def heading(page):
    return page.locator("#panel h2").inner_text()


def shown(page):
    """The entities that the filters leave, as the list gives them."""
    unfold(page, "list")
    return page.locator("#rail [data-axis=list] .entity").all_text_contents()


def unfold(page, axis):
    if page.locator(f"[data-axis={axis}][open]").count() == 0:
        page.click(f"[data-axis={axis}] summary")
    page.wait_for_selector(f"[data-axis={axis}][open] ul", state="attached")


def tick(page, axis, value):
    unfold(page, axis)
    page.locator(f"[data-axis={axis}] input[value='{value}']").click()


def test_it_opens_whole_and_still(visit):
    page = visit()
    assert (
        page.locator("#counts").inner_text() == "8 entités dont on dit un fait · 11 faits · 1 lien déduit · 2 articles"
    )
    laid = page.evaluate("JSON.parse(document.getElementById('data').textContent).nodes.map(n => [n.id, n.x, n.y])")
    page.wait_for_timeout(500)
    assert places(page) == {node: {"x": x, "y": y} for node, x, y in laid}
    assert page.title() == "Entente"


@pytest.mark.parametrize("text", ["norv", "NORVEGE", "norvège"])
def test_search_finds_whatever_the_case_and_accents(visit, text):
    page = visit()
    page.fill("#search", text)
    assert page.locator("#found [role=option] span").all_text_contents() == ["Norvège"]
    page.keyboard.press("Enter")
    assert heading(page) == "Norvège"
    assert page.locator("#found").is_hidden()


def test_search_by_another_name_arrows_and_nothing(visit):
    page = visit()
    search(page, "republique du")
    assert heading(page) == "Chili"
    page.fill("#search", "o")
    names = page.locator("#found [role=option] span").all_text_contents()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert len(names) > 1 and heading(page) == names[1]
    page.fill("#search", "zzz")
    assert page.locator("#found").inner_text() == "Aucune entité de ce nom"


def test_a_suggestion_can_be_clicked(visit):
    page = visit()
    page.fill("#search", "lucia")
    page.click("#found [role=option]")
    assert heading(page) == "Lucía Rojas"


def test_a_click_on_a_node_opens_its_card(visit):
    page = visit()
    page.mouse.click(*spot(page, ROJAS))
    assert heading(page) == "Lucía Rojas"
    card = page.locator("#panel").inner_text()
    assert "ambassadrice — de Chili, auprès de UNESCO" in card
    assert "« la mer n’attend pas »" in card
    assert "Aussi nommé l’ambassadrice" in card
    assert "représente" in card and "La mer n’attend pas" in card


def test_a_click_on_a_link_shows_who_says_it_where(visit):
    page = visit()
    page.mouse.click(*spot(page, SUMMIT, PORT))
    assert heading(page) == "Conférence du large se tient à Valparaíso"
    quotes = page.locator("#panel blockquote").all_text_contents()
    assert "La Conférence du large s’est tenue." in quotes and len(quotes) == 2
    start = AUTUMN.text.index("La Conf")
    panel = page.locator("#panel").inner_text()
    assert f"Après la Conférence, caractères {start}–{len(AUTUMN.text)}" in panel
    assert "Selon l’article — réalisé" in panel and "Selon l’article — prévu" in panel
    assert "juin 2031" in panel and "confiance 100 %" in panel


def test_the_speaker_is_named_and_a_wish_is_a_wish(visit):
    page = visit()
    search(page, "abysses")
    assert page.locator("#panel h4").all_text_contents() == ["est parrainé par"]
    page.click("#panel .cite")
    assert page.locator("#panel .kicker").inner_text() in ("souhaité", "aspiré")
    assert "Selon Lucía Rojas" in page.locator("#panel figcaption").inner_text()


def test_values_have_their_passage_too(visit):
    page = visit()
    search(page, "Fonds bleu")
    assert "40 millions de dollars" in page.locator("#panel dl").inner_text()
    page.click("#panel dl .cite")
    assert "40 millions" in page.locator("#panel blockquote").inner_text()


def test_only_web_addresses_are_links(visit):
    page = visit()
    search(page, "amis")
    links = page.locator("#panel a").evaluate_all("all => all.map(a => [a.textContent, a.href, a.rel, a.target])")
    assert links == [[SPRING.title, SPRING.url, "noopener noreferrer", "_blank"]]
    assert AUTUMN.title in page.locator("#panel").inner_text()


def test_class_filter_hides_and_shows(visit):
    page = visit()
    assert "Chili" in shown(page)
    tick(page, "family", "State")
    assert not {"Chili", "Norvège"} & set(shown(page))
    assert iri(CHILE) not in page.evaluate("window.entente.network.body.nodeIndices")
    assert page.locator("#counts").inner_text().startswith("6 entités")
    tick(page, "family", "State")
    assert "Chili" in shown(page)


def test_status_relation_and_speaker_filters(visit):
    page = visit()
    for status in ("realised", "ongoing", "aspired", "derived"):
        tick(page, "status", status)
    assert shown(page) == ["Chili", "Conférence du large"]
    page.click("#reset")
    unfold(page, "relation")
    page.locator("[data-axis=relation] .turn button").nth(1).click()
    assert shown(page) == [] and page.locator("#nothing").inner_text() == "Rien à montrer avec ces filtres."
    tick(page, "relation", "coChairs")
    assert shown(page) == ["Chili", FRIENDS.label, "Norvège"]
    page.click("#reset")
    tick(page, "speaker", "")
    assert shown(page) == ["Lucía Rojas", "Norvège", "résolution sur les abysses"]


def test_choosing_what_is_filtered_out_brings_it_back(visit):
    page = visit()
    tick(page, "family", "State")
    search(page, "Chili")
    assert heading(page) == "Chili" and "Chili" in shown(page)


def test_language_switch(visit):
    page = visit()
    search(page, "Conférence du large")
    page.click("[data-lang=en]")
    assert page.evaluate("document.documentElement.lang") == "en"
    panel = page.locator("#panel").inner_text()
    assert "is hosted by" in panel and "June 2031" in panel and "planned" in panel
    assert page.locator("#counts").inner_text() == "8 entities with facts · 11 facts · 1 derived link · 2 articles"
    assert page.get_attribute("#search", "placeholder") == "Find an entity ( / )"
    assert page.locator("[data-axis=family] summary").text_content() == "Classes"
    assert "States" in page.locator("[data-axis=family]").inner_text()
    page.click("[data-lang=fr]")
    assert "est accueilli par" in page.locator("#panel").inner_text()


def test_labels_that_hold_markup_are_text(visit):
    page = visit(render(payload(nasty(build(sample_store())))))
    search(page, "img src")
    assert heading(page) == NASTY
    assert "</script><script>window.hacked = 2</script>" in page.locator(".forms").inner_text()
    assert "<!-- @@data@@" in page.locator(".forms").inner_text()
    page.mouse.move(*spot(page, CHILE))
    page.wait_for_selector(".vis-tooltip", state="visible")
    assert NASTY in page.locator(".vis-tooltip").inner_text()
    assert page.locator(".vis-tooltip *").evaluate_all("all => all.map(it => it.tagName)") == ["BR"]
    page.locator("#panel .cite").first.click()
    page.fill("#search", "النرويج")
    assert "<b>" in page.locator("#found").inner_text()
    assert page.locator("body img, #panel b, #found b").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_node_can_be_dragged_and_put_back(visit):
    page = visit()
    before = places(page)
    page.mouse.move(*spot(page, NORWAY))
    page.mouse.down()
    page.mouse.move(700, 700, steps=5)
    page.mouse.up()
    after = places(page)
    assert {node for node in after if after[node] != before[node]} == {iri(NORWAY)}
    page.click("#reset")
    assert places(page) == before


def test_keyboard_alone_is_enough(visit):
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type("valpa")
    page.keyboard.press("Enter")
    assert heading(page) == "Valparaíso"
    for _ in range(4):  # from the panel into it: close, isolate, path, then the first neighbour
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert heading(page) == "Conférence du large"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_what_is_drawn_has_a_name_for_screen_readers(visit):
    page = visit()
    assert page.get_attribute("#canvas canvas", "role") == "img"
    assert "8 entités" in page.get_attribute("#canvas canvas", "aria-label")
    nameless = """() => [...document.querySelectorAll("button, input, nav")].filter((it) =>
      !(it.getAttribute("aria-label") || it.textContent.trim() || it.labels?.length)).map((it) => it.outerHTML)"""
    assert page.evaluate(nameless) == []


def test_dark_mode_repaints_the_picture(visit):
    page = visit(color_scheme="dark")
    ink = f"() => window.entente.network.body.nodes['{iri(CHILE)}'].options.color.background"
    dark = page.evaluate(ink)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"old => ({ink})() !== old", arg=dark)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 249, 246)"


def test_phone(visit):
    page = visit(width=390, height=844, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#rail").is_hidden()
    page.click("#open-rail")
    assert page.locator("#rail").is_visible()
    page.click("#rail .close")
    assert page.locator("#rail").is_hidden()
    search(page, "chili")
    box = page.locator("#panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 390) and box["y"] + box["height"] == pytest.approx(844, abs=1)
    _, y = spot(page, CHILE)
    assert y < box["y"], "the chosen node hides behind the panel"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_empty_graph_says_so(visit):
    from kg.store import open_store

    page = visit(render(payload(build(open_store("memory:")))))
    assert page.locator("#nothing").inner_text() == "Ce graphe est vide : lisez d’abord un article."


def test_it_works_inside_a_notebook_s_frame(browser, sample_html):
    context = browser.new_context(viewport={"width": 900, "height": 600})
    page = context.new_page()
    heard = []
    page.on("console", lambda it: heard.append(it.text))
    page.on("pageerror", lambda it: heard.append(str(it)))
    page.set_content(f'<iframe srcdoc="{escape(sample_html)}" width="800" height="500"></iframe>')
    page.frame_locator("iframe").locator("html[data-ready]").wait_for(timeout=10_000)
    context.close()
    assert heard == []
