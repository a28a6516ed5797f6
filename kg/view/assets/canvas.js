// The picture: vis-network over places computed beforehand. Colours come from page.css, so that themes live there only.

const nodes = new vis.DataSet();
const edges = new vis.DataSet();
let network;
let hovered = null;

const NAMED_FROM = 0.62; // zoom from which links bear their names: below, they are too small to read
const NAMED_UP_TO = 500; // links named at once

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const fade = (hex, share) => hex + Math.round(share * 255).toString(16).padStart(2, "0");

function openCanvas() {
  network = new vis.Network(byId("canvas"), { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 250, keyboard: { enabled: true, bindToWindow: false }, multiselect: false, selectConnectedEdges: false },
    nodes: { borderWidth: 2, borderWidthSelected: 3 },
    edges: { selectionWidth: 1.2, hoverWidth: 0.6, arrowStrikethrough: false },
  });
  network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
  network.on("blurNode", () => { hovered = null; network.redraw(); });
  network.on("afterDrawing", nameEdges);
  byId("canvas").querySelector("canvas").setAttribute("role", "img");
}

// What is drawn in full strength: everything, or the selection and what touches it.
function lit() {
  if (!state.selected) return null;
  const { kind, id } = state.selected;
  if (kind === "edge") return { nodes: new Set([ENDS[id].from, ENDS[id].to]), edges: new Set([id]) };
  const near = DATA.edges.filter((edge) => edge.from === id || edge.to === id);
  return { nodes: new Set([id, ...near.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(near.map((edge) => edge.id)) };
}

function drawCanvas() {
  const focus = lit();
  const { shownNodes, shownEdges } = visible();
  const ink = colour("ink"), paper = colour("paper"), faint = colour("faint");
  nodes.update(DATA.nodes.map((node) => {
    const bright = !focus || focus.nodes.has(node.id);
    const fill = bright ? colour(`k-${node.group}`) : faint;
    const chosen = state.selected?.id === node.id;
    const tone = { background: fill, border: chosen ? ink : paper, highlight: { background: fill, border: ink }, hover: { background: fill, border: ink } };
    const font = { size: node.letters, face: colour("sans"), color: bright ? ink : fade(ink, 0.22), strokeWidth: bright ? 4 : 0, strokeColor: paper, vadjust: -4 };
    return {
      id: node.id, shape: node.shape, size: node.size, label: node.texts[state.lang], hidden: !shownNodes.has(node.id), color: tone,
      font: node.letters > 17 ? { ...font, bold: true } : font, title: `${nameOf(node.id)}\n${term(DATA.entities[node.id].type)}`,
    };
  }));
  edges.update(DATA.edges.map((edge) => {
    const { status } = FACT_OF_EDGE[edge.id];
    const bright = !focus || focus.edges.has(edge.id);
    const line = bright ? colour(`s-${status}`) : faint;
    return {
      id: edge.id, from: edge.from, to: edge.to, smooth: edge.smooth, dashes: edge.dashes, hidden: !shownEdges.has(edge.id),
      width: focus && bright ? 2.2 : 1.3, color: { color: line, highlight: line, hover: ink, inherit: false },
      arrows: { to: { enabled: Boolean(edge.arrows), scaleFactor: 0.5 } }, title: sentence(FACT_OF_EDGE[edge.id]),
    };
  }));
  const nothing = !shownNodes.size;
  byId("nothing").hidden = !nothing;
  byId("nothing").textContent = word(DATA.nodes.length ? "nothing" : "empty");
}

function placeNodes() {
  nodes.update(DATA.nodes.map((node) => ({ id: node.id, x: node.x, y: node.y })));
}

// Links bear their names where there is room: each name slides along its link to a free place, or waits for a closer
// look. With a selection or a node under the pointer, only its links are named.
function nameEdges(pen) {
  const focus = lit();
  const near = (edge) => (focus ? focus.edges.has(edge.id) : edge.from === hovered || edge.to === hovered);
  const chosen = focus || hovered != null;
  const { shownNodes, shownEdges } = visible();
  const named = DATA.edges.filter((edge) => shownEdges.has(edge.id) && (!chosen || near(edge)));
  if (!chosen && (network.getScale() < NAMED_FROM || named.length > NAMED_UP_TO)) return;
  const places = network.getPositions();
  // vis-network knows no place for a node that it has not yet been told to show again.
  const present = ({ id }) => id in places && shownNodes.has(id) && (!focus || focus.nodes.has(id));
  const taken = DATA.nodes.filter(present).flatMap((node) => boxes(node, places[node.id], pen));
  Object.assign(pen, { font: `12px ${colour("sans")}`, textAlign: "center", textBaseline: "middle", lineWidth: 4, lineJoin: "round" });
  Object.assign(pen, { strokeStyle: colour("paper"), fillStyle: colour("quiet") });
  for (const edge of named) {
    const text = term(FACT_OF_EDGE[edge.id].relation);
    const spot = freeSpot(edge.id, pen.measureText(text).width, taken, state.selected?.kind === "edge");
    if (!spot) continue;
    taken.push(spot);
    const x = (spot.left + spot.right) / 2, y = (spot.top + spot.bottom) / 2;
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  }
}

// The room a node takes: its shape, and its label under it.
function boxes({ texts, size, letters }, { x, y }, pen) {
  const lines = texts[state.lang].split("\n");
  pen.font = `${letters}px ${colour("sans")}`;
  const half = Math.max(...lines.map((line) => pen.measureText(line).width)) / 2 + 3;
  const top = y + size + letters * 0.35;
  return [
    { left: x - size, right: x + size, top: y - size, bottom: y + size },
    { left: x - half, right: x + half, top, bottom: top + lines.length * letters * 1.05 },
  ];
}

const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

function freeSpot(id, width, taken, always) {
  const curve = network.body.edges[id].edgeType;
  const spots = ALONG.map((share) => {
    const { x, y } = curve.getPoint(share);
    return { left: x - width / 2, right: x + width / 2, top: y - 7, bottom: y + 7 };
  });
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return spots.find((spot) => !taken.some((box) => meets(spot, box))) ?? (always ? spots[0] : null);
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// The middle of these nodes to the middle of what the panel leaves free (on a phone it covers the lower part).
function glide(scale, ...ids) {
  const places = Object.values(network.getPositions(ids));
  const middle = (axis) => (Math.min(...places.map((place) => place[axis])) + Math.max(...places.map((place) => place[axis]))) / 2;
  const covered = getComputedStyle(byId("panel")).position === "fixed" ? byId("panel").offsetHeight : 0;
  network.moveTo({
    position: { x: middle("x"), y: middle("y") }, scale, offset: { x: 0, y: -covered / 2 },
    animation: calm() ? false : { duration: 450, easingFunction: "easeInOutQuad" },
  });
}

function fitCanvas(first = false) {
  network.fit({ maxZoomLevel: 1.3, animation: false });
  network.moveTo({ scale: network.getScale() * 0.95 }); // a margin
  // On a small screen the whole would be a speck: open on the best connected, the rest is a drag away.
  const hub = DATA.nodes.reduce((best, node) => (!best || node.size > best.size ? node : best), null);
  if (first && hub && network.getScale() < 0.42) glide(0.7, hub.id);
}
