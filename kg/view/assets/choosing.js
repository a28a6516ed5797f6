// What a reader does with the picture: choose, unfold, isolate, go back, find a way, filter. Each verb changes the state
// of a view and has it drawn again.

import { neighbours, otherEnd, route, AXES } from "./model.js";
import { rings } from "./layout.js";

const AT_ONCE = 40; // neighbours that one click brings in

export const noFilter = () => Object.fromEntries(AXES.map((axis) => [axis, new Set()]));

// The places that were worked out beforehand, a quarter turned where the screen is higher than wide.
export function placed(data, { clientWidth, clientHeight }) {
  const upright = clientHeight > 1.2 * clientWidth;
  return new Map(data.nodes.filter(({ x }) => x != null).map(({ id, x, y }) => [id, upright ? { x: -y, y: x } : { x, y }]));
}

export const choosing = (view) => ({ ...picking(view), ...walking(view), ...filtering(view) });

function clearFilters(view) {
  Object.assign(view.state, { hidden: noFilter(), month: null, strict: false, route: null });
  view.cache = null;
}

function leave(view) {
  view.trail.length = 0;
  view.ringPlaces = view.cache = null;
}

// What is chosen is always there: filters and focus that hide it go, and its nodes come in.
function bring(view, kind, id) {
  const { all } = view.shown();
  if (!(kind === "edge" ? all.edges.has(id) : all.nodes.has(id))) clearFilters(view);
  const edge = view.model.edges.get(id);
  const ends = kind === "edge" ? [edge.from, edge.to] : [id];
  if (view.trail.length && !ends.every((end) => view.shown().nodes.has(end))) leave(view);
  ends.forEach((end) => view.asked.add(end));
}

function picking(view) {
  const { state, model: it } = view;
  return {
    pick: (kind, id) => {
      if (kind) bring(view, kind, id);
      Object.assign(state, { picked: kind && { kind, id }, route: null });
      view.touch();
      if (kind === "node") view.glide(Math.max(view.network.getScale(), 0.7), id);
      if (kind === "edge") view.glide(null, it.edges.get(id).from, it.edges.get(id).to);
    },
    pickFact: (id, fact) => {
      bring(view, "node", id);
      Object.assign(state, { picked: { kind: "value", id, fact }, route: null });
      view.touch();
    },
    path: (from, to) => {
      const steps = from && route(it, from, to, view.shown().all.edges);
      if (steps) leave(view);
      const nodes = steps && [...new Set([from, ...steps.flatMap((edge) => [edge.from, edge.to])])];
      state.route = steps ? { from, to, nodes, edges: steps.map(({ id }) => id) } : null;
      if (steps) state.picked = null;
      view.touch();
      if (steps) view.glide(null, ...nodes);
      return steps;
    },
  };
}

function walking(view) {
  const { state, model: it } = view;
  const arrive = () => {
    enter(view);
    view.touch();
    view.fit();
  };
  return {
    expand: (id) => {
      const waiting = neighbours(it, id, view.shown().all.edges).filter((other) => !view.shown().nodes.has(other));
      [id, ...waiting.slice(0, AT_ONCE)].forEach((other) => view.asked.add(other));
      view.touch();
    },
    more: () => {
      view.limit += view.options.limit ?? it.data.drawn;
      view.touch();
      view.fit();
    },
    // The others around one, without choosing it: a picture of a neighbourhood.
    ring: (id) => { view.trail.push(id); arrive(); },
    focus: (id) => {
      bring(view, "node", id);
      view.trail.push(id);
      Object.assign(state, { picked: { kind: "node", id }, route: null });
      arrive();
    },
    back: (steps = 1) => {
      view.trail.splice(Math.max(0, view.trail.length - steps));
      if (view.trail.length) state.picked = { kind: "node", id: view.trail.at(-1) };
      arrive();
    },
  };
}

// Into the focus at the end of the trail, or out of any: its neighbours stand around it, those of one relation together.
function enter(view) {
  view.ringPlaces = view.cache = null;
  const centre = view.trail.at(-1);
  if (!centre) return;
  const { nodes, edges } = view.shown();
  const relations = new Map();
  for (const edge of view.model.touching.get(centre)) if (edges.has(edge.id)) relations.set(otherEnd(edge, centre), edge.relation);
  const relation = (id) => relations.get(id) ?? "";
  const others = [...nodes].filter((id) => id !== centre).sort((a, b) => relation(a).localeCompare(relation(b)));
  view.ringPlaces = rings(centre, others, view.room, Math.max(0.8, Math.min(view.element.clientWidth / view.element.clientHeight, 1.35)));
}

function filtering(view) {
  const { state, model: it } = view;
  return {
    hide: (axis, values) => { state.hidden[axis] = new Set(values); view.touch(); },
    at: (month, strict = false) => { Object.assign(state, { month, strict }); view.touch(); },
    clear: () => {
      clearFilters(view);
      leave(view);
      view.asked.clear();
      view.limit = view.options.limit ?? it.data.drawn;
      state.picked = null;
      view.laid = placed(it.data, view.element);
      view.touch();
    },
  };
}
