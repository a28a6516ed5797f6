// The graph: around an entity or the most central, walked by clicks; the canvas, its panel and filters are the page's.

import { el } from "./view/dom.js";
import { mount } from "./view/canvas.js";
import { openClock } from "./view/clock.js";
import { openPanel } from "./view/panel.js";
import { openRail } from "./view/rail.js";
import { get } from "./net.js";
import { openFinder } from "./finder.js";

const MOST = 120, FEW = 40; // nodes, on a small screen

// Draws a graph in an element. `open(id)`: a node was chosen; without it, nodes and links are chosen on the picture.
// `centre`: the node that the others stand around.
export function picture(app, element, data, { open = null, centre = null } = {}) {
  const covered = () => { const panel = document.getElementById("panel"); return panel && getComputedStyle(panel).position === "fixed" ? panel.offsetHeight : 0; };
  const read = (article, at) => el("a", { href: app.href({ article, at }) }, app.say.word("inArticle"));
  const view = mount(element, { ...data, lang: app.lang, words: app.terms.canvas }, { covered, read });
  element.querySelector("canvas").setAttribute("aria-label", app.say.word("picture"));
  view.network.on("click", ({ nodes: [node], edges: [edge], pointer }) => {
    const id = node ?? view.labels.hit(pointer.canvas);
    if (id && open) return open(id);
    if (id) return view.pick("node", id);
    return edge && !open ? view.pick("edge", edge) : view.pick(null);
  });
  const repaint = () => view.repaint();
  addEventListener("entente-theme", repaint);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", repaint);
  app.onLeave(() => { removeEventListener("entente-theme", repaint); dark.removeEventListener("change", repaint); view.destroy(); });
  if (view.model.nodes.has(centre)) view.ring(centre);
  return view;
}

export async function graph(app, params) {
  const { say } = app;
  const around = params.get("graph"), depth = Number(params.get("depth") ?? 1);
  const data = await get("/api/graph", { around, depth, limit: matchMedia("(max-width: 40rem)").matches ? FEW : MOST });
  const canvas = el("div", { class: "canvas", id: "canvas" });
  const panel = el("aside", { id: "panel", tabindex: "-1", hidden: true }), rail = el("nav", { id: "rail", "aria-label": say.word("filters") });
  const clock = el("div", { id: "clock", role: "group", "aria-label": say.word("time") });
  const told = el("p", { class: "told", role: "status" });
  const element = el("div", { class: "graph-page" }, bar(app, data, { around, depth }), rail, el("div", { class: "stage" }, canvas, told, clock), panel);
  const node = data.centre && data.nodes.find(({ id }) => id === data.centre);
  return { element, title: node ? say.name(node) : say.word("graph"), ready: () => open(app, data, params, { canvas, panel, rail, clock, told }) };
}

function open(app, data, params, { canvas, panel, rail, clock, told }) {
  const view = picture(app, canvas, data, {});
  let start = null;
  const name = (id) => view.say.name(view.model.nodes.get(id));
  openPanel(view, panel, (id) => { start = id; told.textContent = app.say.word("pathTo", { name: name(id) }); });
  openRail(view, rail, { close: () => document.body.classList.remove("choosing") });
  openClock(view, clock);
  view.on("change", () => {
    const { picked, route } = view.state;
    if (start && picked?.kind === "node" && picked.id !== start) {
      const from = start;
      start = null;
      told.textContent = view.path(from, picked.id) ? "" : app.say.word("noPath", { a: name(from), b: name(picked.id) });
      return;
    }
    if (route || !picked) told.textContent = start ? told.textContent : "";
    app.note({ pick: picked && picked.kind !== "value" ? picked.id : null });
    if (picked?.kind === "node") panel.querySelector(".deeds")?.append(
      el("a", { class: "button", href: app.href({ entity: picked.id }) }, app.say.word("toCard")),
      picked.id === data.centre ? "" : el("a", { class: "button", href: app.href({ graph: picked.id }) }, app.say.word("centre")));
  });
  // On a small screen the card would hide the picture: it waits to be asked for.
  const pick = params.get("pick") ?? (matchMedia("(max-width: 60rem)").matches ? null : data.centre);
  if (pick && view.model.nodes.has(pick)) view.pick("node", pick);
  else if (pick && view.model.edges.has(pick)) view.pick("edge", pick);
  // The panel has taken its room by then.
  requestAnimationFrame(() => requestAnimationFrame(() => view.element.isConnected && view.fit()));
  app.onLeave(() => document.body.classList.remove("reading", "choosing"));
}

function bar(app, data, { around, depth }) {
  const { say } = app;
  const input = el("input", { id: "around", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "near-found", autocomplete: "off", "aria-label": say.word("around"), placeholder: say.word("around") });
  const list = el("ul", { id: "near-found", class: "found", role: "listbox", "aria-label": say.word("around"), hidden: true });
  openFinder(app, input, list, (hit) => app.go({ graph: hit.iri }));
  const steps = el("select", { "aria-label": say.word("depth"), on: { change: ({ target }) => app.go({ graph: around, depth: target.value }) } },
    ...[1, 2, 3].map((n) => el("option", { value: n, selected: n === depth }, `${say.word("depth")} ${n}`)));
  const shown = { n: say.number(data.nodes.length), total: say.number(data.total) }, all = data.nodes.length >= data.total;
  const extent = around ? !all && say.word("partly", shown) : all ? say.word("allTold", { ...shown, total: say.number(data.named) }) : say.word("partlyAll", shown);
  return el("div", { class: "bar" },
    el("h1", { dir: "auto" }, data.centre ? say.name(data.nodes.find(({ id }) => id === data.centre)) : say.word("whole")),
    el("div", { class: "search" }, input, list), around ? steps : null,
    el("span", { class: "quiet" }, extent),
    around ? el("a", { href: app.href({ graph: "" }) }, say.word("whole")) : null,
    el("button", { type: "button", class: "narrow", on: { click: () => document.body.classList.toggle("choosing") } }, say.word("filters")));
}
