"""Debian's Chromium, and pages that write down every request and every complaint."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "view"))  # sample_graph: the graph the view tests draw

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")  # while it is open, Playwright keeps an event loop running: nobody else could start one
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium, then run the page tests again")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sample_html() -> str:
    from sample_graph import sample_store

    from kg.view import page

    return page(sample_store())


@pytest.fixture
def visit(browser: Any, tmp_path: Path, sample_html: str) -> Iterator[Callable[..., Any]]:
    """Opens a page from a file, with the network off. The test fails if the page asked for anything or complained."""
    heard: list[str] = []
    contexts = []

    def open_page(html: str | None = None, width: int = 1400, height: int = 900, **more: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(html or sample_html, encoding="utf-8")
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, reduced_motion="reduce", **more)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda it: it.url in (path.as_uri(), "data:,") or heard.append(f"request: {it.url}"))
        page.on("console", lambda it: heard.append(f"console: {it.text}"))
        page.on("pageerror", lambda it: heard.append(f"error: {it}"))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []
