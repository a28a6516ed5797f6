"""The explorer as its readers use it: every feature clicked, in French and English, on a desk and on a phone."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import axe_playwright_python
import pytest
import uvicorn

sys.path.insert(0, str(Path(__file__).parents[1]))
pytestmark = pytest.mark.slow

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN = """axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(found =>
  found.violations.map(({id, nodes}) => [id, nodes.map(({html, failureSummary}) => html + failureSummary)]))"""
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
TOKEN = "only-for-tests"
QUERY = "SELECT ?actor ?forum WHERE { ?fact ent:role ent:role-coChairs ; ent:agent ?actor ; ent:target ?forum }"
PLACES = {
    "home": {},
    "card": {"entity": "Maroc"},
    "graph": {"graph": "Maroc"},
    "articles": {"articles": ""},
    "questions": {"ask": ""},
    "asked": {"ask": "Qui copréside le Groupe des Amis ?"},
    "named": {"question": "roles", "actor": "Maroc", "run": "1"},
    "links": {"question": "roles", "actor": "Maroc", "run": "1", "as": "links"},
    "timeline": {"question": "roles", "actor": "Maroc", "run": "1", "as": "timeline"},
    "sparql": {"sparql": QUERY},
    "add": {"add": ""},
    "nothing": {"entity": "personne de ce nom"},
}
Open = Callable[..., Any]


def served(store: str, **settings: Any) -> Iterator[str]:
    """A service over a store, for as long as it is needed; its address."""
    from kg.server.app import create_app
    from kg.server.settings import Limits, Settings

    limits = Limits(workers=2, budget=100_000, waiting=1000, patience=60, seconds=60)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(store, Settings(limits=limits, **settings)), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service that only reads, over what a perfect reader makes of the dispatches."""
    import goldreading

    from kg.ingest import ingest
    from kg.store import open_store

    address = str(tmp_path_factory.mktemp("explored") / "db")
    with open_store(address) as store:
        ingest(goldreading.documents(), store, read=goldreading.read)
    yield from served(address)


@pytest.fixture
def explore(browser: Any, reading: str) -> Iterator[Open]:
    """Opens a view of the explorer. The test fails if the page asked for anything elsewhere, or complained."""
    heard: list[str] = []
    contexts = []

    def at(
        params: dict[str, str] | None = None,
        lang: str = "fr",
        size: dict[str, int] = WIDE,
        base: str = reading,
        **more: Any,
    ) -> Any:
        context = browser.new_context(viewport=size, reduced_motion="reduce", accept_downloads=True, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda it: it.url.startswith((base, "data:", "blob:")) or heard.append(f"request: {it.url}"))
        page.on("console", lambda it: "Failed to load resource" in it.text or heard.append(f"console: {it.text}"))
        page.on("pageerror", lambda it: heard.append(f"error: {it}"))
        page.goto(f"{base}/?{urlencode({**(params or {}), 'lang': lang})}")
        settled(page)
        return page

    yield at
    for context in contexts:
        context.close()
    assert heard == []


def settled(page: Any) -> None:
    page.wait_for_selector("html[data-ready]")
    page.wait_for_selector("main[aria-busy=false]")
    page.wait_for_load_state("networkidle")


def violations(page: Any) -> Any:
    page.evaluate(AXE)
    return page.evaluate(RUN)


def heading(page: Any) -> str:
    return str(page.inner_text("main h1"))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_accessibility_violation(explore: Open, place: str, lang: str) -> None:
    page = explore(PLACES[place], lang)
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a phone"


@pytest.mark.parametrize("place", ["home", "card", "graph", "asked", "links", "sparql"])
def test_nor_in_the_dark(explore: Open, place: str) -> None:
    assert violations(explore(PLACES[place], color_scheme="dark")) == []


@pytest.mark.parametrize(
    ("lang", "text", "name", "size"),
    [("fr", "omar h", "Omar Hilale", WIDE), ("en", "united st", "United States", PHONE)],
)
def test_search_by_keyboard(explore: Open, lang: str, text: str, name: str, size: dict[str, int]) -> None:
    page = explore({}, lang, size)
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector("#found [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"main[data-view=entity] h1:has-text('{name}')")
    assert name in page.title() and "entity=" in page.url
    page.go_back()
    page.wait_for_selector("main[data-view=home]")


@pytest.mark.parametrize(
    ("lang", "roles", "said"), [("fr", "Rôles et fonctions", "copréside"), ("en", "Roles and posts", "co-chairs")]
)
def test_a_card_shows_facts_and_their_passages(explore: Open, lang: str, roles: str, said: str) -> None:
    page = explore({"entity": "Maroc"}, lang)
    assert page.locator("h2", has_text=re.compile(roles, re.IGNORECASE)).count() == 1
    assert page.locator("h3", has_text=re.compile(f"^{said}$")).count() == 1
    assert page.locator(".timeline time").count() > 3
    page.wait_for_selector(".near canvas")
    button = page.locator(".fact .cite").first
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    quote = page.locator(".claims blockquote").first.inner_text()
    page.locator(".claims figcaption a").first.click()
    page.wait_for_selector("main[data-view=article] .text .sought")
    assert quote[:12] in page.inner_text(".text")


def test_what_is_shown_can_be_taken_away(explore: Open) -> None:
    page = explore({"entity": "Maroc"})
    for name, start in (("CSV", "subject,relation"), ("JSON", "{"), ("Turtle", "")):
        with page.expect_download() as taken:
            page.locator(".deeds").get_by_text(name, exact=True).click()
        text = Path(taken.value.path()).read_text(encoding="utf-8")
        assert text.startswith(start) and "Maroc" in text


def test_the_graph_is_walked(explore: Open) -> None:
    page = explore({"graph": "Maroc"})
    page.wait_for_selector("#panel h2:has-text('Maroc')")
    page.locator("#panel .group .entity").first.click()
    page.locator("#panel .deeds a", has_text="Centrer ici").click()
    settled(page)
    assert heading(page) != "Maroc"
    page.select_option(".bar select", "2")
    settled(page)
    assert "depth=2" in page.url
    page.locator("#panel .cite").first.click()
    page.wait_for_selector("#panel figure mark")
    shared = page.url
    assert "pick=" in shared
    page.goto(shared)
    page.wait_for_selector("#panel figure mark")
    page.locator("#rail details[data-axis=relation] summary").click()
    assert page.locator("#rail input[type=checkbox]").count() > 8


def test_an_article_is_read_with_its_facts_in_place(explore: Open) -> None:
    page = explore({"articles": ""})
    page.locator(".lines a").first.click()
    page.wait_for_selector("main[data-view=article] .text")
    assert not page.inner_text("main h1").endswith(".txt")  # a file's name is no title
    told = page.locator(".text .told").first
    assert told.evaluate("it => getComputedStyle(it).textDecorationLine") == "none"
    told.hover()
    page.wait_for_selector(".tip p")
    assert page.locator(".facts li.lit").count() >= 1
    page.locator(".facts .cite").nth(1).focus()
    assert page.locator(".text .told.lit").count() >= 1
    name = page.locator(".text a.name").first
    label = str(name.get_attribute("title")).split(" — ")[0]
    name.click()
    page.wait_for_selector("main[data-view=entity] h1")
    assert heading(page) and label
    page.go_back()
    page.wait_for_selector("main[data-view=article] .text")
    page.locator(".text .told:not(:has(a))").first.click()
    page.wait_for_selector(".facts li.sought")
    page.locator(".facts li.sought .cite").first.click()
    page.locator(".facts li.sought .claims a", has_text="Voir dans le graphe").first.click()
    page.wait_for_selector("main[data-view=graph] #panel figure")


@pytest.mark.parametrize(
    ("lang", "question"), [("fr", "Qui copréside le Groupe des Amis ?"), ("en", "Who co-chairs the Group of Friends?")]
)
def test_a_question_in_words(explore: Open, lang: str, question: str) -> None:
    page = explore({}, lang)
    page.fill("input[name=ask]", question)
    page.keyboard.press("Enter")
    page.wait_for_selector("main[data-view=ask]")
    settled(page)
    assert page.locator("p.reading, .problem").count() == 1
    if lang == "fr":
        page.wait_for_selector(".results td:has-text('Maroc')")
        page.locator("details.query summary").click()
        assert "SELECT" in page.inner_text("details.query pre")
        page.locator("details.query a").click()
        page.wait_for_selector("main[data-view=sparql] .results table")
    page.goto(f"{page.url.split('?')[0]}?ask=blabla+xyzzy&lang={lang}")
    page.wait_for_selector("main .problem")
    page.wait_for_selector(".examples a")


def test_rows_as_table_graph_timeline_and_links(explore: Open) -> None:
    page = explore({"question": "roles"})
    page.fill("#p-actor", "mar")
    page.locator("#p-actor-found [role=option]", has_text="Maroc").first.dispatch_event("mousedown")
    page.locator("form.parameters button").click()
    page.wait_for_selector(".results table td")
    for tab, found in (
        ("graph", ".shown canvas"),
        ("timeline", ".shown .timeline time"),
        ("links", ".shown .matrix button"),
    ):
        page.click(f"#tab-{tab}")
        page.wait_for_selector(found)
        assert f"as={tab}" in page.url
    page.locator(".matrix button").first.click()
    page.locator(".shown .told a").first.click()
    page.wait_for_selector("main[data-view=fact] .claims blockquote")


def test_sparql_is_edited_run_and_shared(explore: Open) -> None:
    page = explore({"sparql": QUERY}, "en")
    page.wait_for_selector(".results td:has-text('Morocco')")
    if page.locator(".CodeMirror").count():
        page.evaluate("globalThis.editor = document.querySelector('.CodeMirror').CodeMirror")
        page.evaluate("editor.setValue('ASK { ?x a ent:coC'); editor.setCursor(0, 18); editor.focus()")
        page.evaluate("editor.execCommand('complete')")
        page.wait_for_selector(".CodeMirror-hint:has-text('ent:coChairs')")
        page.keyboard.press("Escape")
        page.evaluate("editor.setValue('ASK { ?x a ent:State }')")
    else:
        page.fill(".editor textarea", "ASK { ?x a ent:State }")
    page.locator("button.main", has_text="Run").click()
    page.wait_for_selector(".verdict:has-text('Yes')")
    assert "ent%3AState" in page.url


def test_a_wrong_query_says_what_is_wrong(explore: Open) -> None:
    page = explore({"sparql": "SELECT WHERE {"})
    page.wait_for_selector(".problem")
    assert page.inner_text(".problem")


def test_without_the_editor_there_is_a_text_area(explore: Open) -> None:
    page = explore()
    page.route("**/assets/vendor/*", lambda route: route.abort())
    page.on("console", lambda _: None)
    page.route("**/api/terms*", lambda route: route.fulfill(json={**route.fetch().json(), "editor": False}))
    page.goto(f"{page.url.split('?')[0]}?sparql=&lang=fr")
    page.wait_for_selector(".editor textarea")
    page.locator(".editor summary").click()
    page.locator(".term", has_text=re.compile("^coChairs$")).click()
    assert "ent:coChairs" in page.input_value(".editor textarea")


def test_language_and_theme_are_kept(explore: Open) -> None:
    page = explore({"entity": "Maroc"})
    page.click("[data-lang=en]")
    page.wait_for_selector("h1:has-text('Morocco')")
    assert "lang=en" in page.url and page.get_attribute("html", "lang") == "en"
    page.click("#theme")
    page.click("#theme")
    page.reload()
    settled(page)
    assert page.get_attribute("html", "data-theme") == "dark" and heading(page) == "Morocco"


def test_a_service_that_only_reads_says_how_to_add(explore: Open) -> None:
    assert "kg serve --writable" in explore({"add": ""}).inner_text("main")
