// How nodes and edges look to vis-network. Colours come from palette.css, through the browser that resolves them.

import { el } from "./dom.js";

// Name of a variable → its colour now, as rgb(). A probe, because light-dark() is resolved only where it is used.
export function palette(element) {
  const probe = element.querySelector(":scope > .probe") ?? element.appendChild(el("span", { class: "probe", hidden: true }));
  const known = new Map();
  const colour = (name) => {
    if (!known.has(name)) {
      probe.style.color = `var(--${name})`;
      known.set(name, getComputedStyle(probe).color);
    }
    return known.get(name);
  };
  return colour;
}

const SEEN = 4.5, BROADEST = 26; // pixels on the screen; units of the picture

// How large a node is drawn: from afar, still large enough to be seen.
export const radius = ({ size }, scale) => Math.max(size, Math.min(SEEN / scale, BROADEST));

export function nodeLook({ model: it, state, say }, id, bright, colour) {
  const node = it.nodes.get(id);
  const strong = !bright || bright.nodes.has(id);
  const fill = colour(strong ? `k-${node.family}` : "faint");
  const chosen = state.picked?.id === id || state.route?.from === id || state.route?.to === id;
  const tone = { background: fill, border: colour(chosen ? "ink" : "paper") };
  return {
    id, shape: it.data.families[node.family], size: node.size, borderWidth: chosen ? 3 : 2, title: `${say.name(node)}\n${say.term(node.type)}`,
    color: { ...tone, highlight: tone, hover: { background: fill, border: colour("ink") } },
  };
}

export function edgeLook(view, id, status, bright, colour) {
  const { model: it, state, say } = view;
  const edge = it.edges.get(id);
  const strong = !bright || bright.edges.has(id);
  const line = colour(strong ? `s-${status}` : "faint");
  const bend = edge.bend && { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) };
  return {
    id, from: edge.from, to: edge.to, smooth: bend || { enabled: false },
    width: bright && strong ? (state.route ? 3.2 : 2.2) : 1.3, color: { color: line, highlight: line, hover: colour("ink"), inherit: false },
    title: sentence(it, edge, say), ...fineness(view, edge, status, { to: { scaleFactor: 0.5 } }),
  };
}

// Arrowhead and dashes of a link, where the zoom shows them.
export function fineness({ model: it, bare }, edge, status, arrows) {
  const to = { ...arrows.to, enabled: !edge.symmetric && !bare };
  return { dashes: bare ? false : it.data.dashes[status] ?? false, arrows: { ...arrows, to } };
}

export const sentence = (it, edge, say) => `${say.name(it.nodes.get(edge.from))} ${say.verb(edge.relation, it.nodes.get(edge.from))} ${say.name(it.nodes.get(edge.to))}`;
