"""The script's modules by themselves: what they promise to any page that imports them."""

from __future__ import annotations

import re

import pytest

import kg.view.html
from kg.view.html import _vis

pytestmark = pytest.mark.slow

ASSETS = kg.view.html._ASSETS
HOME = "http://entente.test/"
PLACE = "<!doctype html><link rel=stylesheet href=palette.css><div id=here style='width:600px;height:400px'></div>"


@pytest.fixture
def modules(browser):
    """A page on which the modules can be imported by their addresses, as a server would give them."""

    def serve(route):
        name = route.request.url.removeprefix(HOME)
        if name == "":
            route.fulfill(body=PLACE, content_type="text/html")
        elif name == "vis.js":
            route.fulfill(body=_vis(), content_type="text/javascript")
        else:
            kind = "text/css" if name.endswith(".css") else "text/javascript"
            route.fulfill(body=(ASSETS / name).read_text(encoding="utf-8"), content_type=kind)

    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", serve)
    page.goto(HOME)
    yield page
    context.close()


SPEAK = (
    "async ([lang, words, iso, node]) => "
    "(await import('./words.js')).tongue({ words, labels: words.labels, inverses: {} }, lang)"
)


def words():
    """What the page's tongue needs: its own words, and the ontology's."""
    from kg.analyse.terms import terms
    from kg.view.data import words as own

    return {**own(), "labels": terms().labels}


def as_of(page, fact, published, month, strict=False):
    script = (
        "async ([fact, articles, month, strict]) => (await import('./time.js')).asOf(fact, articles, month, strict)"
    )
    claims = [{"status": status, "article": str(at)} for at, (_, status) in enumerate(published)]
    articles = {str(at): {"published": day} for at, (day, _) in enumerate(published)}
    return page.evaluate(script, [{**fact, "claims": claims}, articles, month, strict])


HELD = {"status": "realised", "date": "2024-06", "valid_from": "2024-06-01T00:00:00Z"}
TOLD = [("2024-01-10", "planned"), ("2024-07-02", "realised")]
CHAIR = {"status": "ongoing", "valid_from": "2023-03-01T00:00:00Z", "valid_until": "2024-02-28T00:00:00Z"}


@pytest.mark.parametrize(
    ("fact", "published", "month", "strict", "expected"),
    [
        (HELD, TOLD, "2023-12", False, None),  # nobody had spoken of it
        (HELD, TOLD, "2024-01", False, "planned"),
        (HELD, TOLD, "2024-05", False, "planned"),
        (HELD, TOLD, "2024-06", False, "realised"),
        (HELD, TOLD, "2025-01", False, "realised"),  # what is done stays done
        (HELD, TOLD, "2024-03", True, None),
        (HELD, TOLD, "2024-06", True, "realised"),
        (CHAIR, [("2023-04-01", "ongoing")], "2023-02", False, None),
        (CHAIR, [("2023-04-01", "ongoing")], "2024-01", False, "ongoing"),
        (CHAIR, [("2023-04-01", "ongoing")], "2024-03", False, None),  # a state ends
        ({"status": "ongoing"}, [("2024-05-01", "ongoing")], "2024-04", False, None),
        ({"status": "ongoing"}, [("2024-05-01", "ongoing")], "2030-01", False, "ongoing"),
        ({"status": "planned", "date": "2027"}, [("2024-05-01", "planned")], "2024-06", False, "planned"),
        ({"status": "planned", "date": "2027"}, [("2024-05-01", "planned")], "2024-04", False, None),
        ({"status": "denied"}, [("2024-01-01", "planned"), ("2024-03-01", "denied")], "2024-02", False, "planned"),
        ({"status": "denied"}, [("2024-01-01", "planned"), ("2024-03-01", "denied")], "2024-03", False, "denied"),
        ({"status": "aspired"}, [("", "aspired")], "1990-01", False, "aspired"),  # no date at all
    ],
)
def test_what_was_true_or_planned_in_a_month(modules, fact, published, month, strict, expected):
    assert as_of(modules, fact, published, month, strict) == expected


def test_one_far_date_does_not_stretch_the_slider(modules):
    script = "async ([facts, articles]) => (await import('./time.js')).span(facts, articles)"
    articles = {str(at): {"published": f"2024-{1 + at % 12:02}-01"} for at in range(240)}
    facts = [{"status": "realised", "claims": [{"article": str(at)}]} for at in range(240)]
    facts.append({"status": "realised", "date": "1945", "claims": [{"article": "0"}]})
    assert modules.evaluate(script, [facts, articles]) == {"from": "2024-01", "until": "2024-12"}
    assert modules.evaluate(script, [[], {}]) is None


def data_of(nodes, edges):
    """A payload of these names and (from, to, status) links."""
    from kg.view.data import DASHES, FAMILIES, words

    entity = {"labels": {}, "type": "State", "family": "State", "forms": [], "mentions": [], "facts": []}
    claim = {"article": "a", "status": "realised", "quote": "mots", "start": 0, "end": 4, "confidence": 1}
    return {
        "lang": "fr",
        "drawn": 300,
        "articles": {"a": {"label": "Dépêche", "url": None, "published": "2024-01-01"}},
        "labels": {},
        "inverses": {},
        "words": words(),
        "families": FAMILIES,
        "dashes": DASHES,
        "wrap": [20, 3],
        "nodes": [{"id": name, "label": name, "size": 12, "letters": 14, **entity} for name in nodes],
        "edges": [
            {
                "id": f"{one}{other}{status}",
                "from": one,
                "to": other,
                "relation": "r",
                "status": status,
                "claims": [claim],
            }
            for one, other, status in edges
        ],
    }


ROUTE = """async ([data, from, to]) => { const { model, route, sift } = await import("./model.js");
  const { noFilter } = await import("./choosing.js"); const it = model(data);
  const steps = route(it, from, to, sift(it, {hidden: noFilter(), month: null}).edges);
  return steps && steps.map(({id}) => id); }"""


def test_the_way_is_short_and_rather_done_than_planned(modules):
    edges = [("a", "b", "planned"), ("b", "d", "planned"), ("a", "c", "realised"), ("c", "d", "realised")]
    data = data_of("abcdef", [*edges, ("d", "e", "realised"), ("e", "a", "denied")])
    assert modules.evaluate(ROUTE, [data, "a", "d"])[-1] in ("cdrealised", "derealised")
    assert len(modules.evaluate(ROUTE, [data, "a", "d"])) == 2
    assert modules.evaluate(ROUTE, [data, "a", "a"]) == []
    assert modules.evaluate(ROUTE, [data, "a", "f"]) is None


MOUNT = """async data => { await new Promise(done => { const script = document.createElement("script");
    script.src = "vis.js"; script.onload = done; document.head.append(script); });
  const { mount } = await import("./canvas.js"); let changes = 0;
  const view = mount(document.getElementById("here"), data, {lang: "en"});
  view.on("change", () => { changes += 1; });
  view.pick("node", "b"); view.expand("b"); view.focus("a"); view.back(); view.speak("fr");
  const canvas = Boolean(view.element.querySelector("canvas"));
  const told = { lang: view.say.lang, changes, shown: [...view.shown().nodes], canvas };
  view.destroy(); return { ...told, left: view.element.childElementCount }; }"""


def test_the_canvas_can_be_mounted_anywhere_without_places(modules):
    told = modules.evaluate(MOUNT, data_of("abc", [("a", "b", "realised"), ("b", "c", "planned")]))
    assert told["lang"] == "fr" and told["changes"] >= 5 and told["canvas"] and told["left"] == 0
    assert sorted(told["shown"]) == ["a", "b", "c"]


def test_nothing_in_the_canvas_needs_the_page():
    """What a page imports to mount a canvas does not bring the page's own parts."""
    seen, queue = set(), ["canvas.js"]
    while queue:
        name = queue.pop()
        seen.add(name)
        queue += set(re.findall(r'from "\./([\w-]+\.js)"', (ASSETS / name).read_text(encoding="utf-8"))) - seen
    assert not seen & {"page.js", "rail.js", "panel.js", "search.js", "clock.js", "keys.js"}


@pytest.mark.parametrize(
    ("lang", "iso", "said"),
    [
        ("fr", "--12", "décembre"),
        ("en", "--12", "December"),
        ("fr", "--07-01", "1er juillet"),
        ("fr", "2025-07", "juillet 2025"),
        ("en", "2025-07-01/2025-07-02", "1 July 2025 – 2 July 2025"),
        ("en", "2027", "2027"),
        ("fr", "un jour", "un jour"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(modules, lang, iso, said):
    assert modules.evaluate(f"{SPEAK}.date(iso)", [lang, words(), iso, None]) == said


@pytest.mark.parametrize(
    ("lang", "name", "family", "relation", "said"),
    [
        ("en", "Central Asian countries", "ActorGroup", "requests", "request"),
        ("en", "125 États membres", "ActorGroup", "launches", "launch"),
        ("en", "Group of Friends", "ActorGroup", "requests", "requests"),
        ("en", "United States", "State", "requests", "requests"),
        ("fr", "pays d'Asie centrale", "ActorGroup", "requests", "sollicitent"),
        ("fr", "plus de 70 États membres", "ActorGroup", "memberOf", "sont membre de"),
        ("fr", "125 États membres", "ActorGroup", "abstainsOn", "s'abstiennent sur"),
        ("fr", "Groupe africain", "ActorGroup", "requests", "sollicite"),
    ],
)
def test_the_verb_agrees_with_a_group(modules, lang, name, family, relation, said):
    node = {"label": name, "labels": {lang: name}, "family": family}
    assert modules.evaluate(f"{SPEAK}.verb(iso, node)", [lang, words(), relation, node]) == said


def test_a_slip_of_the_pen_finds_what_is_meant(modules):
    script = """async (labels) => {
      const { lookUp, model, nearly } = await import('./model.js');
      const node = (label, index) => ({ id: label, label, labels: {}, forms: [], facts: [], family: "State" });
      const it = model({ nodes: labels.map(node), edges: [], articles: {} });
      return [lookUp(it, "Morroco"), nearly(it, "Morroco"), nearly(it, "xyz")];
    }"""
    found = modules.evaluate(script, ["China", "Morocco", "Finland"])
    assert found == [[], ["Morocco"], []]
