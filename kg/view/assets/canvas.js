// The picture of a graph, to be mounted anywhere: mount(element, data, options) → view.
//
//   element   an empty block that has a size; palette.css must be on the page
//   data      what `kg.view.data.payload` gives (its JSON)
//   options   vis: vis-network (default: the global one) · lang: "fr" or "en" (default: data.lang)
//             limit: nodes drawn at once (default: data.drawn)
//             covered: () → pixels at the bottom that something hides (a panel on a phone)
//             read: (article IRI, offset) → an element that leads to the passage in its article
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

import { camera } from "./camera.js";
import { choosing, noFilter, placed } from "./choosing.js";
import { model, neighbours, otherEnd, sift } from "./model.js";
import { tongue } from "./words.js";
import { roomOf, settle } from "./layout.js";
import { labelLayer, wrapped } from "./labels.js";
import { edgeLook, fineness, nodeLook, palette, radius } from "./looks.js";

const FINE_FROM = 0.35, MANY = 600; // zoom, links
const NEVER = 2 ** 31 - 1; // ms: where nothing can be pointed at, a tap is no question

export function mount(element, data, options = {}) {
  const lang = options.lang ?? data.lang;
  const view = {
    element, options, model: model(data), say: tongue(data, lang), listeners: [], version: 0, hovered: null,
    limit: options.limit ?? data.drawn, asked: new Set(), trail: [], ringPlaces: null, cache: null,
    laid: placed(data, element),
    state: { lang, picked: null, route: null, hidden: noFilter(), month: null, strict: false },
  };
  Object.assign(view, reading(view), choosing(view), camera(view));
  element.classList.add("graph");
  openNetwork(view, options.vis ?? globalThis.vis);
  view.labels = labelLayer(view);
  view.fit(true);
  return view;
}

function openNetwork(view, vis) {
  view.drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet(), looks: new Map() };
  draw(view);
  const network = new vis.Network(view.element, view.drawn, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: matchMedia("(hover: hover)").matches ? 250 : NEVER, multiselect: false, selectConnectedEdges: false, hideEdgesOnZoom: view.limit > 2000 },
    nodes: { borderWidth: 2 },
    edges: { hoverWidth: 0.6, arrowStrikethrough: false },
  });
  view.network = network;
  network.on("hoverNode", ({ node }) => { view.hovered = node; network.redraw(); });
  network.on("blurNode", () => { view.hovered = null; network.redraw(); });
  network.on("beforeDrawing", () => { bare(view); grow(view); });
  network.on("afterDrawing", (pen) => view.labels?.draw(pen));
  network.on("click", () => {
    network.unselectAll(); // what is chosen is ours to say
    const { interactionHandler: hand } = network; // the picture moves on: what lay under the pointer no longer does
    clearTimeout(hand.popupTimer);
    hand.popup?.hide();
  });
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

// From afar, nodes keep a size that one sees.
function grow(view) {
  const scale = view.network.getScale();
  for (const id of view.shown().nodes) {
    const drawn = view.network.body.nodes[id], wanted = radius(view.model.nodes.get(id), scale);
    if (!drawn || drawn.options.size === wanted) continue;
    drawn.options.size = wanted;
    drawn.shape.refreshNeeded = true;
  }
}

// From afar, arrowheads and dashes are specks that cost more than their lines: thousands of links go without (their
// colour still tells what is only planned).
function bare(view) {
  const wanted = view.network.getScale() < FINE_FROM && view.shown().edges.size > MANY;
  if (wanted === view.bare) return;
  view.bare = wanted;
  for (const [id, status] of view.shown().edges) {
    const { options } = view.network.body.edges[id] ?? {};
    if (options) Object.assign(options, fineness(view, view.model.edges.get(id), status, options.arrows));
  }
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
    const waiting = new Set(it.touching.get(id).filter((edge) => left.edges.has(edge.id)).map((edge) => otherEnd(edge, id)).filter((other) => !nodes.has(other)));
    if (waiting.size) hidden.set(id, waiting.size);
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
