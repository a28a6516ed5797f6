"""What a reader does with the page: time, focus, paths, unfolding, lists, downloads, in both languages and sizes."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import networkx as nx
import pytest
from sample_graph import ABYSS, CHILE, FRIENDS, FUND, NORWAY, PORT, ROJAS, SPRING, SUMMIT, iri, sample_store
from test_browser_page import heading, places, search, shown, spot, unfold

from kg import KnowledgeGraph
from kg.analyse.network import build
from kg.view.data import payload
from kg.view.html import render

pytestmark = pytest.mark.slow

SCREENS = {"desktop": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 844, "has_touch": True}}
LANGS = ("fr", "en")
WORDS = {
    "fr": {
        "all": "de tout temps",
        "june": "juin 2031",
        "whole": "Tout",
        "no way": "Aucun chemin entre Chili et Fonds",
        "names": ("Chili", "Norvège"),
    },
    "en": {
        "all": "at all times",
        "june": "June 2031",
        "whole": "All",
        "no way": "No path between Chile and Fonds",
        "names": ("Chile", "Norway"),
    },
}


@pytest.fixture(params=[(lang, screen) for lang in LANGS for screen in SCREENS], ids="-".join)
def reader(request, visit):
    """A reader's page, with the words of its language."""
    lang, screen = request.param
    return visit(render(payload(build(sample_store()), lang)), **SCREENS[screen]), WORDS[lang]


def drawn(page):
    return set(page.evaluate("window.entente.network.body.nodeIndices"))


def set_month(page, month):
    """Moves the slider to a month, as its keys would; None is its last place."""
    page.evaluate(
        """month => { const range = document.getElementById("month"), all = window.entente.model.span;
          const count = (it) => Number(it.slice(0, 4)) * 12 + Number(it.slice(5));
          range.value = month ? count(month) - count(all.from) : range.max;
          range.dispatchEvent(new Event("input", {bubbles: true})); }""",
        month,
    )
    page.wait_for_timeout(100)


def statuses(page):
    return page.evaluate(
        "Object.fromEntries([...window.entente.shown().edges]"
        ".map(([id, status]) => [window.entente.model.edges.get(id).relation, status]))"
    )


def test_the_slider_shows_what_was_true_or_planned_in_a_month(reader):
    page, words = reader
    assert page.locator("#clock output").inner_text() == words["all"]
    set_month(page, "2030-05")  # the spring dispatch is out: the conference is planned, and no article says it is held
    assert statuses(page)["hosts"] == "planned" and statuses(page)["heldIn"] == "planned"
    assert statuses(page)["coChairs"] == "ongoing"
    set_month(page, "2031-06")
    assert page.locator("#clock output").inner_text() == words["june"]
    assert statuses(page)["heldIn"] == "realised"
    set_month(page, None)
    assert page.locator("#clock output").inner_text() == words["all"]


def test_the_month_alone_hides_what_came_before(visit):
    page = visit()
    set_month(page, "2031-06")
    page.check("#strict")
    assert "coChairs" not in {key for key, status in statuses(page).items() if status == "realised"}
    assert "heldIn" in statuses(page) and "funds" not in statuses(page)
    page.locator("#clock button").click()
    assert "funds" in statuses(page)


def test_the_slider_obeys_the_keyboard(visit):
    page = visit()
    page.focus("#month")
    page.keyboard.press("Home")
    page.wait_for_timeout(100)
    assert page.evaluate("window.entente.state.month") == page.evaluate("window.entente.model.span.from")
    assert page.get_attribute("#month", "aria-valuetext") == "avril 2030"


def test_focus_leaves_a_node_and_its_neighbours_and_the_trail_leads_back(reader):
    page, words = reader
    everything = drawn(page)
    search(page, "Valparaíso")
    page.click("[data-do=focus]")
    assert drawn(page) == {iri(PORT), iri(SUMMIT)}
    search(page, "Conférence du large")
    page.click("[data-do=focus]")
    assert drawn(page) == {iri(PORT), iri(SUMMIT), iri(CHILE)}
    assert page.locator("#trail li").all_inner_texts() == [words["whole"], "Valparaíso", "Conférence du large"]
    page.locator("#trail button").nth(1).click()
    assert drawn(page) == {iri(PORT), iri(SUMMIT)}
    page.locator("#trail button").first.click()
    assert drawn(page) == everything and page.locator("#trail").is_hidden()


def test_focus_puts_places_back(visit):
    page = visit()
    before = places(page)
    search(page, "Chili")
    page.keyboard.press("f")
    assert places(page)[iri(CHILE)] == {"x": 0, "y": 0}
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert places(page) == before


def test_the_shortest_path_between_two_nodes(reader):
    page, words = reader
    search(page, "Valparaíso")
    page.click("[data-do=pathFrom]")
    assert "Valparaíso" in page.locator("#told").inner_text()
    search(page, "Norvège")
    steps = page.locator("#panel ol li").all_inner_texts()
    assert len(steps) == 3 and "Valparaíso" in steps[0] and words["names"][1] in steps[-1]
    assert page.evaluate("window.entente.lit().nodes.size") == 4
    page.locator("#panel ol .cite").first.click()
    assert "Valparaíso" in heading(page)


def test_a_path_that_does_not_exist_is_said(reader):
    page, words = reader
    page.evaluate("window.entente.hide('relation', ['funds'])")
    search(page, "Chili")
    page.click("[data-do=pathFrom]")
    page.evaluate("window.entente.hide('family', ['Person'])")
    page.evaluate("window.entente.hide('status', ['aspired'])")
    page.fill("#search", "Fonds bleu")
    page.keyboard.press("Enter")
    assert words["no way"] in page.locator("#told").inner_text()


def test_two_nodes_picked_with_shift_are_joined(visit):
    page = visit()
    page.mouse.click(*spot(page, CHILE))
    page.keyboard.down("Shift")
    page.mouse.click(*spot(page, PORT))
    page.keyboard.up("Shift")
    assert len(page.locator("#panel ol li").all()) == 2


def test_a_passage_is_marked_in_its_sentence(visit):
    graph = build(sample_store())
    fact = next(data["fact"] for *_, data in graph.edges(data=True) if data["relation"] == "funds")
    claim = fact.claims[0]
    around = {(claim.article, claim.start, claim.end): ("Avant, ", " après.")}
    page = visit(render(payload(graph, sentences=around)))
    search(page, "Fonds bleu")
    page.locator("#panel .group .cite").first.click()
    assert page.locator("#panel mark").inner_text() == claim.quote
    assert page.locator("#panel blockquote").inner_text() == f"Avant, {claim.quote} après."


def test_what_is_shown_can_be_read_as_lists(reader):
    page, _ = reader
    if page.locator("#rail").is_hidden():
        page.click("#open-rail")
    unfold(page, "list")
    assert page.locator("[data-axis=list] li").count() == 8
    unfold(page, "facts")
    assert page.locator("[data-axis=facts] li").count() == page.evaluate("window.entente.shown().edges.size")
    page.locator("[data-axis=facts] button").first.click()
    assert page.locator("#panel mark").count() >= 1


def test_only_keeps_one_value_and_articles_filter(visit):
    page = visit()
    unfold(page, "article")
    page.locator("[data-axis=article] li", has_text="Après la Conférence").locator(".only").click()
    assert shown(page) == ["Chili", "Conférence du large", FRIENDS.label, "Valparaíso"]
    page.locator("[data-axis=article] .turn button").first.click()
    assert len(shown(page)) == 8


def test_arrows_walk_over_the_picture_and_enter_opens(visit):
    page = visit()
    page.focus("#canvas canvas")
    seen = set()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.locator("#told").inner_text())
    assert len(seen) >= 3
    told = page.locator("#told").inner_text()
    page.keyboard.press("Enter")
    assert told.startswith(heading(page))


def saved(page, button):
    page.click("#take summary")
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_table_holds_every_claim_shown(reader):
    page, words = reader
    name, content = saved(page, "#csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert name == "entente.csv" and len({len(row) for row in rows}) == 1
    claims = page.evaluate("window.entente.model.facts.reduce((sum, fact) => sum + fact.claims.length, 0)")
    assert len(rows) == claims + 1
    assert any(row[0] == words["names"][0] and row[8] == SPRING.url and "accueillir" in row[9] for row in rows)


def test_a_cell_that_a_spreadsheet_would_run_is_text(visit):
    graph = build(sample_store())
    graph.nodes[iri(CHILE)].update(label="=cmd()", labels={"fr": '=cmd(),"x"'})
    page = visit(render(payload(graph)))
    _, content = saved(page, "#csv")
    cells = {cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row}
    assert '\'=cmd(),"x"' in cells and not any(cell.startswith("=") for cell in cells)


def test_the_drawing_holds_nodes_edges_and_names(visit):
    from xml.etree import ElementTree

    page = visit()
    name, content = saved(page, "#svg")
    drawing = ElementTree.fromstring(content)
    titles = [it.text for it in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert name == "entente.svg" and {"Chili", "Norvège", "Lucía Rojas"} <= set(titles)
    assert titles.count("copréside") == 2
    assert "Chili" in "".join(drawing.itertext()) and b"rgb(" in content


def test_the_image_is_of_twice_the_screen_s_size(reader):
    page, _ = reader
    name, content = saved(page, "#png")
    wide, tall = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    box = page.locator("#canvas").bounding_box()
    assert name == "entente.png" and content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (wide, tall) == (2 * round(box["width"]), 2 * round(box["height"]))
    colours = page.evaluate(
        """async bytes => { const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const pen = new OffscreenCanvas(image.width, image.height).getContext("2d"); pen.drawImage(image, 0, 0);
          const { data } = pen.getImageData(0, 0, image.width, image.height);
          const seen = new Set(); for (let i = 0; i < data.length; i += 4) seen.add(`${data.slice(i, i + 3)}`);
          return seen.size; }""",
        list(content),
    )
    assert colours > 50, "the picture is blank"


def test_a_theme_can_be_chosen(visit):
    page = visit()
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(250, 249, 246)"
    page.click("#theme")
    page.click("#theme")
    assert page.evaluate(paper) == "rgb(22, 25, 29)"
    fill = f"window.entente.network.body.nodes['{iri(CHILE)}'].options.color.background"
    assert page.evaluate(fill) == "rgb(61, 159, 221)"
    assert page.get_attribute("#theme", "aria-label") == "Thème : sombre"


def test_print_is_light_and_without_controls(visit):
    page = visit(color_scheme="dark")
    search(page, "Chili")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgb(250, 249, 246)",
    )
    assert page.locator("#search").is_hidden() and page.locator("#clock").is_hidden()
    assert page.locator("#panel h2").is_visible() and page.locator("#canvas canvas").is_visible()


@pytest.fixture(scope="module")
def crowd():
    """A chain of stars: 12 hubs with 11 leaves each, of which 30 nodes are drawn at first."""
    from kg.analyse.facts import Claim, Fact
    from kg.analyse.network import connect

    graph = nx.MultiDiGraph(articles=1)
    names = [f"Pôle {hub}" for hub in range(12)] + [f"Feuille {hub}-{leaf}" for hub in range(12) for leaf in range(11)]
    for name in names:
        graph.add_node(name, label=name, labels={}, type="State", forms=[], mentions=[], facts=[])
    pairs = [(f"Pôle {hub}", f"Pôle {hub + 1}") for hub in range(11)]
    pairs += [(f"Pôle {hub}", f"Feuille {hub}-{leaf}") for hub in range(12) for leaf in range(11)]
    for one, other in pairs:
        claim = Claim("realised", None, "urn:a", "Dépêche", None, "2030-01-01T00:00:00Z", "mots", 0, 4, 1.0)
        connect(graph, one, other, Fact(f"{one}>{other}", "coChairs", "realised", (claim,)))
    return render(payload(graph, drawn=30))


def test_a_large_graph_opens_on_its_most_central_part(visit, crowd):
    page = visit(crowd)
    assert {f"Pôle {hub}" for hub in range(12)} <= drawn(page) and len(drawn(page)) == 30
    assert page.locator("#partly").inner_text() == "30 entités sur 144, les plus centrales d’abord."
    page.click("#more")
    assert len(drawn(page)) == 60


def test_a_click_unfolds_and_search_reaches_everything(visit, crowd):
    page = visit(crowd)
    hub = next(f"Pôle {hub}" for hub in range(12) if f"Feuille {hub}-10" not in drawn(page))
    at = page.evaluate(
        """id => { const n = window.entente.network, p = n.canvasToDOM(n.getPosition(id)),
        box = document.getElementById("canvas").getBoundingClientRect(); return [p.x + box.left, p.y + box.top]; }""",
        hub,
    )
    page.mouse.click(*at)
    assert heading(page) == hub
    assert {f"Feuille {hub.split()[1]}-{leaf}" for leaf in range(11)} <= drawn(page)
    for leaf in ("Feuille 0-10", "Feuille 11-10", "Feuille 6-5"):
        search(page, leaf)
        assert heading(page) == leaf and leaf in drawn(page)


def test_no_name_covers_another_at_the_default_zoom(visit, crowd, sample_html):
    for html in (sample_html, crowd):
        page = visit(html)
        boxes = page.evaluate("window.entente.labels.arranged().map(({box}) => box)")
        assert len(boxes) >= 5
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                apart = one["right"] <= other["left"] or other["right"] <= one["left"]
                assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


@pytest.mark.parametrize("size", [(1280, 800), (1000, 620)])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_on_opening_no_name_lies_under_a_panel(visit, demo_graph, size, lang):
    """Names keep a size that can be read: in a small window they reach far beside the nodes at the edges."""
    page = visit(demo_graph.view(lang=lang), *size)
    outside = page.evaluate(
        """() => { const { network, element: { clientWidth, clientHeight }, labels } = window.entente;
        const at = (x, y) => network.canvasToDOM({ x, y });
        return labels.arranged().filter(({ box }) => {
          const from = at(box.left, box.top), to = at(box.right, box.bottom);
          return from.x < 0 || from.y < 0 || to.x > clientWidth || to.y > clientHeight; }).map(({ id }) => id); }"""
    )
    assert outside == [] and len(page.evaluate("window.entente.labels.arranged()")) > 20


@pytest.fixture(scope="module")
def demo_graph():
    with KnowledgeGraph.open("memory:") as graph:
        graph.add(Path(__file__).parents[2] / "kg" / "demo")
        yield graph


def test_what_comes_in_covers_nothing(visit, crowd):
    page = visit(crowd)
    for _ in range(4):
        page.evaluate("window.entente.more()")
    boxes = page.evaluate(
        "[...window.entente.shown().nodes].filter(id => window.entente.model.nodes.get(id).x == null)"
        ".map(id => window.entente.room(id, window.entente.places().get(id)))"
    )
    assert len(boxes) > 50
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_the_same_fact_in_both_languages(visit):
    page = visit()
    page.evaluate(f"window.entente.pick('node', '{iri(FUND)}')")
    assert re.search("40 millions de dollars", page.locator("#panel").inner_text())
    page.click("[data-lang=en]")
    assert re.search("40 million US dollars", page.locator("#panel").inner_text())
    assert heading(page) == "Fonds bleu"
    assert {iri(ABYSS), iri(NORWAY), iri(ROJAS)} <= drawn(page)


def test_a_derived_link_is_marked_and_says_what_it_follows_from(visit):
    page = visit()
    page.evaluate("entente.pick('edge', [...entente.model.edges.values()].filter((it) => it.inferred)[0].id)")
    panel = page.locator("#panel")
    assert "déduit" in panel.locator(".kicker").inner_text()
    panel.locator(".quiet button").click()
    assert "occupe le poste de" in panel.locator("h2").inner_text()
    assert page.locator("[data-axis=status] .s-derived").count() == 1


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
def test_all_is_in_sight_when_it_opens_and_after_a_reset(visit, size):
    page = visit(width=size[0], height=size[1])
    inside = """() => {
      const { width, height } = document.getElementById("canvas").getBoundingClientRect();
      const corner = (x, y) => entente.network.canvasToDOM({ x, y });
      return entente.labels.arranged().map(({ box }) => [corner(box.left, box.top), corner(box.right, box.bottom)])
        .every(([a, b]) => a.x >= 0 && a.y >= 0 && b.x <= width && b.y <= height);
    }"""
    assert page.evaluate(inside)
    page.evaluate("entente.pick('node', [...entente.model.nodes.keys()][0])")
    page.click("#reset")
    page.wait_for_timeout(300)
    assert page.evaluate(inside) and not page.locator("#panel").is_visible()
    least = "Math.min(...[...entente.shown().nodes].map((id) => entente.network.body.nodes[id].options.size))"
    assert page.evaluate(f"{least} * entente.network.getScale()") >= 2


def test_every_name_of_a_small_graph_is_there(visit):
    page = visit()
    assert page.evaluate("entente.labels.arranged().length === entente.shown().nodes.size")
