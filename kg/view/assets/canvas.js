// The picture of a graph, to be mounted anywhere: mount(element, data, options) → view.
//
//   element   an empty block that has a size; palette.css must be on the page
//   data      what `kg.view.data.payload` gives (its JSON)
//   options   vis: vis-network (default: the global one) · lang: "fr" or "en" (default: data.lang)
//             limit: nodes drawn at once (default: data.drawn)
//             covered: () → pixels at the bottom that something hides (a panel on a phone)
//
// view.on("change", act)    after anything that changes what is shown, chosen or said
// view.pick(kind, id)       "node" | "edge" chosen, brought in and lit; pick(null) lets go
// view.pickFact(id, fact)   a fact inside a node (a date, a post)
// view.expand(id)           brings in the neighbours of a node · view.more() draws more of the rest
// view.focus(id)            only a node and its neighbours · view.back(steps) out again · view.trail: [id…]
// view.path(from, to)       lights the shortest way → its edges, null when there is none · view.path(null) forgets it
// view.hide(axis, values)   the filter of an axis (model.js: AXES) · view.at(month, strict) · view.clear()
// view.speak(lang) · view.repaint() (after a change of theme) · view.fit() · view.destroy()
// view.shown()              {nodes: Set, edges: Map id → status, values, total, left: id → neighbours not drawn}
// view.model, view.say (words.js), view.state, view.network (vis-network), view.places()

import { model, neighbours, otherEnd, route, sift, AXES } from "./model.js";
import { tongue } from "./words.js";
import { rings, roomOf, settle } from "./layout.js";
import { labelLayer, wrapped } from "./labels.js";
import { edgeLook, nodeLook, palette } from "./looks.js";

const SPECK = 0.25, NARROW = 600; // zoom under which a picture is not opened, on a screen of less than so many pixels
const AT_ONCE = 40; // neighbours that one click brings in

export function mount(element, data, options = {}) {
  const lang = options.lang ?? data.lang;
  const view = {
    element, options, model: model(data), say: tongue(data, lang), listeners: [], version: 0, hovered: null,
    limit: options.limit ?? data.drawn, asked: new Set(), trail: [], ringPlaces: null, cache: null,
    laid: new Map(data.nodes.filter(({ x }) => x != null).map(({ id, x, y }) => [id, { x, y }])),
    state: { lang, picked: null, route: null, hidden: noFilter(), month: null, strict: false },
  };
  Object.assign(view, verbs(view));
  element.classList.add("graph");
  openNetwork(view, options.vis ?? globalThis.vis);
  view.labels = labelLayer(view);
  view.touch();
  view.fit(true);
  return view;
}

const noFilter = () => Object.fromEntries(AXES.map((axis) => [axis, new Set()]));

function openNetwork(view, vis) {
  view.drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet(), looks: new Map() };
  draw(view);
  const network = new vis.Network(view.element, view.drawn, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 250, multiselect: false, selectConnectedEdges: false, hideEdgesOnZoom: view.limit > 2000 },
    nodes: { borderWidth: 2 },
    edges: { hoverWidth: 0.6, arrowStrikethrough: false },
  });
  view.network = network;
  network.on("hoverNode", ({ node }) => { view.hovered = node; network.redraw(); });
  network.on("blurNode", () => { view.hovered = null; network.redraw(); });
  network.on("afterDrawing", (pen) => view.labels?.draw(pen));
  network.on("click", () => network.unselectAll()); // what is chosen is ours to say
  network.on("dragEnd", ({ nodes: [id] }) => {
    network.unselectAll();
    if (!id) return;
    view.places().set(id, network.getPosition(id));
    view.touch();
  });
  const canvas = view.element.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-hidden", "false");
}

// What is drawn in full strength: everything, or what is chosen and what touches it. → {nodes, edges} or null
export function lit({ state, model: it, shown }) {
  if (state.route) return { nodes: new Set(state.route.nodes), edges: new Set(state.route.edges) };
  if (!state.picked) return null;
  const { kind, id } = state.picked;
  if (kind === "edge") return { nodes: new Set([it.edges.get(id).from, it.edges.get(id).to]), edges: new Set([id]) };
  const near = it.touching.get(id).filter((edge) => shown().edges.has(edge.id));
  return { nodes: new Set([id, ...near.map((edge) => otherEnd(edge, id))]), edges: new Set(near.map((edge) => edge.id)) };
}

function see(view) {
  const { model: it, state, trail, asked, limit } = view;
  const left = sift(it, state);
  const stays = new Set(left.nodes);
  const centre = trail.at(-1);
  const ids = centre && stays.has(centre) ? [centre, ...neighbours(it, centre, left.edges).slice(0, limit)]
    : left.nodes.length <= limit ? left.nodes : [...left.nodes.slice(0, limit), ...left.nodes.slice(limit).filter((id) => asked.has(id))];
  const nodes = new Set([...ids, ...(state.route?.nodes ?? [])]);
  const edges = new Map([...left.edges].filter(([id]) => nodes.has(it.edges.get(id).from) && nodes.has(it.edges.get(id).to)));
  // In a crowd, what was not brought in is counted at the node where it can be.
  const hidden = new Map();
  if (nodes.size < stays.size) for (const id of nodes) {
    const waiting = neighbours(it, id, left.edges).filter((other) => !nodes.has(other)).length;
    if (waiting) hidden.set(id, waiting);
  }
  return { nodes, edges, values: left.values, all: { ...left, nodes: stays }, total: left.nodes.length, left: hidden };
}

// Nodes without a place get one, then vis-network hears what changed, and only that.
function draw(view) {
  const { drawn, model: it } = view;
  const { nodes, edges } = view.shown();
  const places = view.places();
  settle([...nodes], places, (id) => neighbours(it, id, edges), view.room);
  const colours = palette(view.element), bright = lit(view);
  const looks = new Map();
  for (const id of nodes) looks.set(id, { ...nodeLook(view, id, bright, colours), ...places.get(id) });
  for (const [id, status] of edges) looks.set(id, edgeLook(view, id, status, bright, colours));
  for (const [kind, ids] of [["edges", edges], ["nodes", nodes]]) drawn[kind].remove(drawn[kind].getIds().filter((id) => !ids.has(id)));
  const fresh = (id) => JSON.stringify(looks.get(id)) !== drawn.looks.get(id);
  drawn.nodes.update([...nodes].filter(fresh).map((id) => looks.get(id)));
  drawn.edges.update([...edges.keys()].filter(fresh).map((id) => looks.get(id)));
  drawn.looks = new Map([...looks].map(([id, look]) => [id, JSON.stringify(look)]));
}

const verbs = (view) => ({ ...reading(view), ...choosing(view), ...moving(view) });

function reading(view) {
  return {
    on: (event, act) => view.listeners.push([event, act]),
    shown: () => (view.cache ??= see(view)),
    lit: () => lit(view),
    places: () => view.ringPlaces ?? view.laid,
    room: (id, at) => roomOf(view.model.nodes.get(id), wrapped(view, id), at),
    // Something changed: what is shown is worked out and drawn again.
    touch: () => {
      view.cache = null;
      view.version += 1;
      draw(view);
      view.listeners.forEach(([event, act]) => event === "change" && act(view));
    },
    speak: (lang) => { view.state.lang = lang; view.say = tongue(view.model.data, lang); view.touch(); },
    repaint: () => view.touch(),
    destroy: () => { view.network.destroy(); view.element.replaceChildren(); },
  };
}

function choosing(view) {
  const { state, model: it } = view;
  const has = (kind, id) => (kind === "edge" ? view.shown().all.edges.has(id) : view.shown().all.nodes.has(id));
  // What is chosen is always there: filters and focus that hide it go, and its nodes come in.
  const bring = (kind, id) => {
    if (!has(kind, id)) clearChoices();
    const ends = kind === "edge" ? [it.edges.get(id).from, it.edges.get(id).to] : [id];
    if (view.trail.length && !ends.every((end) => view.shown().nodes.has(end))) leave();
    ends.forEach((end) => view.asked.add(end));
  };
  const clearChoices = () => Object.assign(state, { hidden: noFilter(), month: null, strict: false, route: null }) && (view.cache = null);
  const leave = () => { view.trail.length = 0; view.ringPlaces = null; view.cache = null; };
  return {
    pick: (kind, id) => {
      if (kind) bring(kind, id);
      Object.assign(state, { picked: kind && { kind, id }, route: null });
      view.touch();
      if (kind === "node") view.glide(Math.max(view.network.getScale(), 0.7), id);
      if (kind === "edge") view.glide(null, it.edges.get(id).from, it.edges.get(id).to);
    },
    pickFact: (id, fact) => { bring("node", id); Object.assign(state, { picked: { kind: "value", id, fact }, route: null }); view.touch(); },
    expand: (id) => {
      const waiting = neighbours(it, id, view.shown().all.edges).filter((other) => !view.shown().nodes.has(other));
      [id, ...waiting.slice(0, AT_ONCE)].forEach((other) => view.asked.add(other));
      view.touch();
    },
    more: () => { view.limit += view.options.limit ?? it.data.drawn; view.touch(); view.fit(); },
    focus: (id) => {
      bring("node", id);
      view.trail.push(id);
      enter(view);
      Object.assign(state, { picked: { kind: "node", id }, route: null });
      view.touch();
      view.fit();
    },
    back: (steps = 1) => {
      view.trail.splice(Math.max(0, view.trail.length - steps));
      enter(view);
      state.picked = view.trail.length ? { kind: "node", id: view.trail.at(-1) } : state.picked;
      view.touch();
      view.fit();
    },
    path: (from, to) => {
      const steps = from && route(it, from, to, view.shown().all.edges);
      if (steps) leave();
      const nodes = steps && [from, ...steps.flatMap((edge) => [edge.from, edge.to])];
      state.route = steps ? { from, to, nodes: [...new Set(nodes)], edges: steps.map(({ id }) => id) } : null;
      if (steps) state.picked = null;
      view.touch();
      if (steps) view.glide(null, ...nodes);
      return steps;
    },
    hide: (axis, values) => { state.hidden[axis] = new Set(values); view.touch(); },
    at: (month, strict = false) => { Object.assign(state, { month, strict }); view.touch(); },
    clear: () => { clearChoices(); leave(); view.asked.clear(); state.picked = null; view.laid = placed(it.data); view.touch(); },
  };
}

const placed = (data) => new Map(data.nodes.filter(({ x }) => x != null).map(({ id, x, y }) => [id, { x, y }]));

// Into the focus at the end of the trail, or out of any.
function enter(view) {
  view.cache = null;
  view.ringPlaces = null;
  const centre = view.trail.at(-1);
  if (!centre) return;
  const relation = (id) => view.model.touching.get(centre).find((edge) => otherEnd(edge, centre) === id).relation;
  const others = [...view.shown().nodes].filter((id) => id !== centre).sort((a, b) => relation(a).localeCompare(relation(b)));
  view.ringPlaces = rings(centre, others, view.room);
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function moving(view) {
  const free = () => ({ covered: view.options.covered?.() ?? 0, width: view.element.clientWidth, height: view.element.clientHeight });
  const boxOf = (ids) => ids.map((id) => view.room(id, view.places().get(id)));
  const frame = (ids) => {
    const boxes = boxOf(ids);
    const edge = (side, most) => most(...boxes.map((box) => box[side]));
    return { left: edge("left", Math.min), right: edge("right", Math.max), top: edge("top", Math.min), bottom: edge("bottom", Math.max) };
  };
  // The middle of these nodes to the middle of what is not covered; without a scale, so that they all fit.
  const glide = (scale, ...ids) => {
    if (!ids.length) return;
    const { left, right, top, bottom } = frame(ids);
    const { covered, width, height } = free();
    const fitting = Math.min(1.3, (width - 90) / (right - left), (height - covered - 40) / (bottom - top));
    const wanted = scale ?? Math.min(view.network.getScale(), fitting);
    view.network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(0.05, wanted), offset: { x: 0, y: -covered / 2 },
      animation: calm() ? false : { duration: 450, easingFunction: "easeInOutQuad" },
    });
  };
  const fit = (first = false) => {
    const ids = [...view.shown().nodes];
    if (!ids.length) return;
    const { left, right, top, bottom } = frame(ids);
    const { covered, width, height } = free();
    const scale = Math.min(1.3, (width - 90) / (right - left), (height - covered - 40) / (bottom - top));
    // On a small screen the whole would be a speck: open on the best connected, the rest is a drag away.
    if (first && scale < SPECK && width < NARROW) return glide(2 * SPECK, ids[0]);
    view.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: 0, y: -covered / 2 }, animation: false });
  };
  return { glide, fit };
}
