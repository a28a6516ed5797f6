// The page around the picture: wiring, and what only a page has (header, keys, themes, downloads).

import { el } from "./dom.js";
import { mount } from "./canvas.js";
import { csv, png, save, vector } from "./picture.js";
import { openClock } from "./clock.js";
import { openKeys } from "./keys.js";
import { openPanel } from "./panel.js";
import { openRail } from "./rail.js";
import { openSearch } from "./search.js";

const byId = (id) => document.getElementById(id);
const THEMES = ["auto", "light", "dark"];

function start() {
  const data = JSON.parse(byId("data").textContent);
  const covered = () => (getComputedStyle(byId("panel")).position === "fixed" ? byId("panel").offsetHeight : 0);
  const view = mount(byId("canvas"), data, { covered });
  const way = openWay(view);
  openRail(view, byId("rail"), { close: closeRail });
  openPanel(view, byId("panel"), way.from);
  openSearch(view, byId("search"), byId("found"), way.take);
  openClock(view, byId("clock"));
  openKeys(view, byId("canvas"), way);
  openTools(view, data);
  view.on("change", () => drawAround(view, data, way));
  view.network.on("click", (event) => pressed(view, way, event));
  speak(view, data.lang);
  window.entente = view; // for a console, or a page that embeds this one
  document.documentElement.dataset.ready = "true";
}

// A node or its name, a link, or nothing.
function pressed(view, way, { nodes: [node], edges: [edge], pointer, event }) {
  const id = node ?? view.labels.hit(pointer.canvas);
  document.body.classList.add("known");
  if (id && event.srcEvent?.shiftKey && view.state.picked?.kind === "node") return way.between(view.state.picked.id, id);
  if (id) return way.take(id);
  if (way.waiting()) return way.stop();
  return edge ? view.pick("edge", edge) : view.pick(null);
}

// The way between two nodes: from one card, to the next node that is chosen, wherever it is chosen.
function openWay(view) {
  let start = null;
  const tell = (text) => { byId("told").textContent = text; };
  const name = (id) => view.say.name(view.model.nodes.get(id));
  const way = {
    waiting: () => start,
    from: (id) => { start = id; view.touch(); tell(view.say.word("pathTo", { name: name(id) })); },
    stop: () => { start = null; tell(""); view.touch(); },
    between: (one, other) => {
      start = null;
      if (one === other) return view.touch();
      tell(view.path(one, other) ? "" : view.say.word("noPath", { a: name(one), b: name(other) }));
    },
    take: (id) => {
      closeRail();
      if (start) return way.between(start, id);
      tell("");
      if (view.shown().left.has(id)) view.expand(id);
      view.pick("node", id);
    },
  };
  return way;
}

function openTools(view, data) {
  const name = data.title.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase() || "graph";
  const deeds = {
    fit: () => view.fit(),
    reset: () => { view.clear(); byId("told").textContent = ""; view.fit(); },
    png: async () => save(`${name}.png`, "image/png", await png(view)),
    svg: () => save(`${name}.svg`, "image/svg+xml", vector(view)),
    csv: () => save(`${name}.csv`, "text/csv;charset=utf-8", csv(view)),
    print: () => window.print(),
    more: () => view.more(),
  };
  for (const [id, act] of Object.entries(deeds)) byId(id).addEventListener("click", () => { byId("take").open = false; act(); });
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    root.dataset.theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
    view.repaint();
  });
  byId("open-rail").addEventListener("click", () => {
    const open = document.body.classList.toggle("choosing");
    byId("open-rail").setAttribute("aria-expanded", String(open));
  });
  document.querySelectorAll("[data-lang]").forEach((button) => button.addEventListener("click", () => speak(view, button.dataset.lang)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.repaint());
  addEventListener("beforeprint", () => { document.documentElement.classList.add("printing"); view.repaint(); });
  addEventListener("afterprint", () => { document.documentElement.classList.remove("printing"); view.repaint(); });
  document.addEventListener("click", ({ target }) => { if (!byId("take").contains(target)) byId("take").open = false; });
}

function closeRail() {
  document.body.classList.remove("choosing");
  byId("open-rail").setAttribute("aria-expanded", "false");
}

function speak(view, lang) {
  document.documentElement.lang = lang;
  view.speak(lang);
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = view.say.word(part.dataset.word);
  for (const part of document.querySelectorAll("[data-label]")) {
    const text = view.say.word(part.dataset.label);
    if (!part.dataset.word) part.setAttribute("aria-label", text);
    if (part.matches("input")) part.placeholder = text;
    else if (part.matches("button, summary")) part.title = text;
  }
  document.querySelectorAll("[data-lang]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.lang === lang)));
}

// What stands around the picture: figures, the way back, what is not drawn, nothing at all.
function drawAround(view, data, way) {
  const { say } = view;
  const { nodes, edges, values, total } = view.shown();
  const inside = [...nodes].flatMap((id) => view.model.nodes.get(id).facts).filter(({ id }) => values.has(id)).length;
  const derived = [...edges.values()].filter((status) => status === "derived").length;
  const shown = { entitiesTold: nodes.size, facts: edges.size + inside - derived, derived, articles: Object.keys(data.articles).length };
  const counts = Object.entries(shown).map(([key, n]) => say.count(key, n)).filter(Boolean).join(" · ");
  byId("counts").textContent = counts;
  byId("canvas").querySelector("canvas").setAttribute("aria-label", say.word("picture", { counts }));
  const part = !view.trail.length && nodes.size < total;
  byId("part").hidden = !part;
  byId("partly").textContent = part ? say.word("partly", { n: say.number(nodes.size), total: say.number(total) }) : "";
  byId("nothing").hidden = nodes.size > 0;
  byId("nothing").textContent = say.word(data.nodes.length ? "nothing" : "empty");
  byId("theme").setAttribute("aria-label", say.word(`theme-${document.documentElement.dataset.theme ?? "auto"}`));
  byId("theme").title = byId("theme").getAttribute("aria-label");
  document.body.classList.toggle("aiming", Boolean(way.waiting()));
  drawTrail(view);
}

function drawTrail(view) {
  const crumb = (text, act, here) => el("li", {}, here ? el("span", { "aria-current": "page", dir: "auto" }, text) : el("button", { type: "button", class: "plain", dir: "auto", on: { click: act } }, text));
  const names = view.trail.map((id) => view.say.name(view.model.nodes.get(id)));
  const all = crumb(view.say.word("whole"), () => view.back(view.trail.length));
  byId("trail").hidden = !names.length;
  byId("trail").replaceChildren(el("ol", {}, ...(names.length ? [all, ...names.map((name, index) => crumb(name, () => view.back(names.length - 1 - index), index === names.length - 1))] : [])));
}

start();
