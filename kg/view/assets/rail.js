// The legend, which is the filter: classes, status, relations, speakers, articles. And what is shown as lists, for
// keyboards and screen readers.

import { el, stroke, swatch } from "./dom.js";
import { plain, AXES } from "./model.js";
import { sentence } from "./looks.js";

const FEW = 12; // values shown at once: of more, the most frequent, and a box to find the others
const LISTED = 200; // lines of a list

const TITLES = { family: "families", status: "statuses", relation: "relations", speaker: "speakers", article: "articlesOf" };

export function openRail(view, rail, byHand) {
  const open = new Set(["family", "status"]), sought = {};
  const draw = () => {
    const focus = document.activeElement?.closest?.("[data-key]")?.dataset.key;
    const top = rail.scrollTop;
    rail.replaceChildren(
      el("button", { type: "button", class: "close narrow", "aria-label": view.say.word("close"), on: { click: byHand.close } }, "×"),
      ...AXES.map((axis) => section(view, axis, open, sought, draw)).filter(Boolean), ...lists(view, open, draw),
    );
    rail.scrollTop = top;
    if (focus) [...rail.querySelectorAll("[data-key]")].find((it) => it.dataset.key === focus)?.focus({ preventScroll: true });
  };
  view.on("change", draw);
  draw();
}

function fold(key, title, open, draw, body, count) {
  const toggle = ({ target }) => {
    if (target.open === open.has(key)) return;
    target.open ? open.add(key) : open.delete(key);
    draw();
  };
  const head = el("summary", { "data-key": `fold ${key}` }, title, count && el("small", {}, count));
  return el("details", { "data-axis": key, open: open.has(key), on: { toggle } }, head, ...(open.has(key) ? body() : []));
}

function section(view, axis, open, sought, draw) {
  const { say, model: it, state } = view;
  const hidden = state.hidden[axis];
  const values = ordered(view, axis);
  if (values.length < 2 && axis !== "family" && axis !== "status") return null;
  const turn = (key, hide) => el("button", {
    type: "button", class: "plain", "data-key": `${key} ${axis}`, "aria-label": `${say.word(TITLES[axis])} : ${say.word(key)}`,
    on: { click: () => view.hide(axis, hide ? values : []) },
  }, say.word(key));
  const body = () => {
    const wanted = plain(sought[axis] ?? "");
    const found = values.filter((value) => !wanted || plain(nameOf(view, axis, value)).includes(wanted));
    const list = el("ul", {}, ...found.slice(0, wanted ? 40 : FEW).map((value) => choice(view, axis, value, values)));
    const find = () => {
      const input = ({ target }) => { sought[axis] = target.value; draw(); };
      return el("input", { type: "text", class: "sift", "data-key": `sift ${axis}`, value: sought[axis] ?? "", placeholder: say.word("sift"), "aria-label": `${say.word("sift")}${say.word("colon")} ${say.word(TITLES[axis])}`, autocomplete: "off", on: { input } });
    };
    const more = found.length - list.childElementCount;
    return [el("p", { class: "turn" }, turn("all", false), " · ", turn("none", true)), values.length > FEW && find(), list,
      more > 0 && el("p", { class: "rest" }, say.word("moreValues", { n: say.number(more) }))].filter(Boolean);
  };
  const on = hidden.size ? `${values.length - hidden.size}/${values.length}` : null;
  return fold(axis, say.word(TITLES[axis]), open, draw, body, on);
}

// Classes and statuses in their own order; the others from the most to the least frequent.
function ordered(view, axis) {
  const counts = view.model.counts[axis];
  const fixed = { family: Object.keys(view.model.data.families), status: Object.keys(view.model.data.dashes) }[axis];
  if (fixed) return fixed.filter((value) => counts.has(value));
  const kept = (view.orders ??= {}), key = `${axis} ${view.say.lang}`; // thousands of articles are sorted once
  return kept[key] ??= [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || nameOf(view, axis, a).localeCompare(nameOf(view, axis, b), view.say.lang));
}

function nameOf({ say, model: it }, axis, value) {
  if (axis === "family") return say.word(`fam-${value}`);
  if (axis === "status") return say.status(value);
  if (axis === "relation") return say.term(value);
  return axis === "speaker" ? value || say.word("article") : it.data.articles[value].label;
}

function choice(view, axis, value, values) {
  const { say, state, model: it } = view;
  const hidden = state.hidden[axis], name = nameOf(view, axis, value);
  const toggle = ({ target }) => {
    const next = new Set(hidden);
    target.checked ? next.delete(value) : next.add(value);
    view.hide(axis, next);
  };
  const box = el("input", { type: "checkbox", checked: !hidden.has(value), value, "data-key": `${axis} ${value}`, on: { change: toggle } });
  const mark = axis === "family" ? swatch(value, it.data.families[value]) : axis === "status" ? stroke(value, it.data.dashes[value]) : null;
  const only = el("button", { type: "button", class: "only", "data-key": `only ${axis} ${value}`, "aria-label": say.word("onlyThis", { name }), on: { click: () => view.hide(axis, values.filter((it) => it !== value)) } }, say.word("only"));
  const words = el("span", { dir: "auto", title: name }, name);
  return el("li", {}, el("label", {}, box, mark, words), only, el("small", {}, say.number(it.counts[axis].get(value))));
}

// What is shown, in words: every node and every link.
function lists(view, open, draw) {
  const { say, model: it } = view;
  const { nodes, edges } = view.shown();
  const sorted = (rows) => rows.sort((a, b) => a[0].localeCompare(b[0], say.lang));
  const rest = (n) => n > LISTED && el("p", { class: "rest" }, say.word("moreLines", { n: say.number(n - LISTED) }));
  const entities = () => {
    const rows = sorted([...nodes].map((id) => [say.name(it.nodes.get(id)), id])).slice(0, LISTED);
    return [el("ul", { class: "list" }, ...rows.map(([, id]) => el("li", {}, entityButton(view, id)))), rest(nodes.size)].filter(Boolean);
  };
  const links = () => {
    const rows = sorted([...edges.keys()].map((id) => [sentence(it, it.edges.get(id), say), id])).slice(0, LISTED);
    const line = ([words, id]) => el("li", {}, el("button", { type: "button", class: "entity", "data-key": `fact ${id}`, on: { click: () => view.pick("edge", id) } },
      stroke(edges.get(id), it.data.dashes[edges.get(id)]), el("span", { dir: "auto" }, words)));
    return [el("ul", { class: "list" }, ...rows.map(line)), rest(edges.size)].filter(Boolean);
  };
  return [fold("list", say.word("list"), open, draw, entities, say.number(nodes.size)), fold("facts", say.word("listFacts"), open, draw, links, say.number(edges.size))];
}

export function entityButton(view, id) {
  const node = view.model.nodes.get(id);
  return el("button", { type: "button", class: "entity", "data-key": `node ${id}`, on: { click: () => view.pick("node", id) } },
    swatch(node.family, view.model.data.families[node.family]), el("span", { dir: "auto" }, view.say.name(node)));
}
