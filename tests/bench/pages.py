"""How soon a page can be used, and how smoothly it moves, beside plain pyvis: `make pages`.

The same synthetic graphs for all, one after the other in one headless Chromium (software rendering), each page in a
context of its own, from a file, with the network off. Ready: from the start of navigation until the picture stands
still and answers (pyvis: its own `stabilized` event). Frames: how many are drawn a second while the picture is moved.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

SIZES = (100, 1000, 5000, 20_000)
CAP = 300  # seconds plain pyvis is given
MOVING = 2.0  # seconds the picture is moved
KINDS = ("State", "Person", "IntergovernmentalOrganization", "Resolution", "Forum", "Place", "Topic")
RELATIONS = ("coChairs", "participatesIn", "sponsors", "partnersWith", "hosts", "heldIn", "about")
STATUSES = ("realised", "ongoing", "realised", "planned", "aspired")

READY = """cap => new Promise(done => { const look = () => {
  if (window.readyAt) return done(window.readyAt / 1000);
  if (performance.now() > cap * 1000) return done(null);
  setTimeout(look, 50); }; look(); })"""
FRAMES = """seconds => new Promise(done => {
  let frames = 0; const start = performance.now();
  const step = now => { if (now - start > seconds * 1000) return done(frames / (now - start) * 1000);
    frames += 1; (MOVE)(frames); requestAnimationFrame(step); };
  requestAnimationFrame(step); })"""
MOVE = "n => NET.moveTo({position: {x: 300 * Math.sin(n / 10), y: 200 * Math.cos(n / 10)}, animation: false})"


def graph(size: int) -> nx.MultiDiGraph[str]:
    """`size` nodes and about twice as many facts, as `kg.analyse.network.build` would give them; always the same."""
    from kg.analyse.facts import Claim, Fact
    from kg.analyse.network import connect

    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(articles=size // 10)
    plain = nx.barabasi_albert_graph(size, 2, seed=11)
    for node in plain:
        name = f"Entité numéro {node} du monde"
        found.add_node(f"n{node}", label=name, labels={"fr": name, "en": f"Entity {node}"}, type=KINDS[node % 7])
        found.nodes[f"n{node}"].update(forms=[f"E{node}"], mentions=[], facts=[])
    for number, (one, other) in enumerate(plain.edges):
        status = STATUSES[number % 5]
        quote = f"l’entité {one} a signé avec l’entité {other} un texte que tous deux attendaient"
        day = f"20{10 + number % 15}-{1 + number % 12:02}-01"
        article = f"urn:article:{number % (size // 10)}"
        claim = Claim(status, None, article, f"Dépêche {number}", None, f"{day}T00:00:00Z", quote, 10, 90, 0.9)
        fact = Fact(f"urn:fact:{number}", RELATIONS[number % 7], status, (claim,), date=day)
        connect(found, f"n{one}", f"n{other}", fact)
    return found


def ours(size: int, drawn: int) -> str:
    """Our page of that graph, `drawn` nodes drawn when it opens."""
    from kg.view.data import payload
    from kg.view.html import render

    return render(payload(graph(size), "fr", drawn))


def plain(size: int) -> str:
    """What pyvis makes of the same graph when it is simply asked; without its links to the network, which is off."""
    import re

    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    made = graph(size)
    for node, about in made.nodes(data=True):
        net.add_node(node, label=about["label"], title=about["type"])
    net.edges = [
        {"from": one, "to": other, "arrows": "to", "title": about["relation"]}
        for one, other, about in made.edges(data=True)
    ]
    html = net.generate_html()
    html = re.sub(r'<(?:link|script)[^>]*(?:href|src)="http[^>]*>(?:</script>)?', "", html)
    told = "network.once('stabilized', () => { document.documentElement.dataset.ready = 'true'; });\nreturn network;"
    return html.replace("return network;", told)


def measure(browser: Any, html: str, network: str, cap: int = CAP) -> tuple[float | None, float | None]:
    """Seconds until ready (None: not within `cap`) and frames a second while moved."""
    from playwright.sync_api import Error

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        context.set_offline(True)
        page = context.new_page()
        page.add_init_script(
            "new MutationObserver(() => { if (document.documentElement?.dataset.ready && !window.readyAt) "
            "requestAnimationFrame(() => requestAnimationFrame(() => { window.readyAt = performance.now(); })); })"
            ".observe(document, {attributes: true, subtree: true});"
        )
        try:
            page.goto(path.as_uri(), wait_until="commit")
            ready = page.evaluate(READY, cap)
            if ready is None:
                return None, None
            script = FRAMES.replace("MOVE", MOVE.replace("NET", network))
            return ready, page.evaluate(script, MOVING)
        except Error:  # a page that answers no more
            return None, None
        finally:
            context.close()


def main() -> None:
    """Measure, and print the table of the README."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--cap", type=int, default=CAP, help=f"seconds plain pyvis is given (default: {CAP})")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--ours", action="store_true", help="do not measure plain pyvis")
    given = options.parse_args()
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("Chromium is not installed: apt-get install chromium")
    print(
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} CPUs ({platform.machine()}), software rendering.\n"
    )
    print("| nodes | `kg view`: ready | frames/s | all drawn: ready | frames/s | plain pyvis: ready | frames/s |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size in given.sizes:
            rows = [measure(browser, ours(size, 300), "window.entente.network")]
            rows.append(measure(browser, ours(size, size), "window.entente.network") if size <= 5000 else (0, 0))
            rows.append((0, 0) if given.ours else measure(browser, plain(size), "network", given.cap))
            print(f"| {size:,} | " + " | ".join(_cells(*row, given.cap) for row in rows) + " |", flush=True)
        browser.close()


def _cells(ready: float | None, frames: float | None, cap: int) -> str:
    if ready is None:
        return f"not in {cap} s | –"
    return f"{ready:.2f} s | {frames:.0f}" if ready else "– | –"


if __name__ == "__main__":
    main()
