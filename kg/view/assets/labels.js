// Names, drawn over the picture as on a map: at a size one can read whatever the zoom, the central before the others,
// and none where it would cover another or a node. Closer, more of them have room.

import { crowd } from "./layout.js";
import { palette, radius } from "./looks.js";

const SMALLEST = 11.5, LARGEST = 21, BADGE = 10; // pixels on the screen
const NAMED_FROM = 0.62; // zoom from which links bear their names
const BOLD = 1.07; // how much wider bold letters are
const CROWDED = 150, HUBS = 24; // nodes of a picture in which so many names may cover lesser nodes
const SHORT = 16; // letters of a name that has no room for more
const TRIED = 1500, NAMED_UP_TO = 500; // names of nodes and of links tried at once

// A node's name in lines: `data.wrap` says how long and how many; what does not fit is an ellipsis.
export function wrapped({ model: it, say }, id) {
  const node = it.nodes.get(id);
  node.lines ??= {};
  return (node.lines[say.lang] ??= cut(say.name(node), ...it.data.wrap));
}

function cut(text, most, lines) {
  const found = [""];
  for (const piece of text.trim().split(/\s+/)) {
    const word = [...piece].length > most ? `${[...piece].slice(0, most - 1).join("")}…` : piece;
    const joined = `${found.at(-1)} ${word}`.trim();
    if ([...joined].length <= most) found[found.length - 1] = joined;
    else found.push(word);
  }
  return found.length <= lines ? found : [...found.slice(0, lines - 1), `${found[lines - 1].replace(/ ?…$/, "")} …`];
}

export function labelLayer(view) {
  const widths = new Map(); // text → its width at 100 px
  let kept = { key: "", labels: [], taken: null }, drawnFor = null, colour = null;
  const measure = (pen, text) => {
    if (!widths.has(text)) { pen.font = `100px ${view.face}`; widths.set(text, pen.measureText(text).width / 100); }
    return widths.get(text);
  };
  view.face = getComputedStyle(view.element).fontFamily;

  // Where names go depends on the zoom, not on where one looks: they stay in place while the picture is moved.
  const arrange = (pen, scale) => {
    const key = `${view.version} ${view.hovered} ${scale.toFixed(4)} ${view.sheet?.left} ${view.sheet?.top}`;
    if (key === kept.key) return kept;
    const { nodes } = view.shown(), places = view.places(), bright = view.lit();
    const taken = crowd(), named = crowd(), discs = new Map(), rank = view.model.rank;
    for (const id of nodes) {
      const { x, y } = places.get(id), size = radius(view.model.nodes.get(id), scale);
      const waiting = view.shown().left.get(id), badge = waiting && `+${view.say.number(waiting)}`;
      const wide = badge ? (measure(pen, badge) * BADGE * BOLD + 5) / scale : 0;
      discs.set(id, { left: x - size, right: x + size + wide, top: y - size, bottom: y + size, size, badge });
      taken.add(discs.get(id));
    }
    const first = (id) => (id === view.hovered || id === view.state.picked?.id ? -2 : 0);
    const wanted = [...nodes].filter((id) => !bright || bright.nodes.has(id) || id === view.hovered)
      .sort((a, b) => first(a) - first(b) || rank.get(a) - rank.get(b)).slice(0, TRIED);
    const hubs = new Set(bright || nodes.size < CROWDED ? [] : wanted.slice(0, HUBS));
    hubs.forEach((id) => named.add(discs.get(id)));
    const off = (box, id) => view.sheet && within(discs.get(id), view.sheet) && !within(box, view.sheet);
    const room = (box, id) => (off(box, id) ? 0 : !taken.meets(box, discs.get(id)) ? 2 : hubs.has(id) && !named.meets(box, discs.get(id)) ? 1 : 0);
    const labels = [];
    for (const id of wanted) {
      const label = labelOf(view, id, { at: places.get(id), disc: discs.get(id), scale, measure: (text) => measure(pen, text), room });
      if (!label) continue;
      labels.push(label);
      taken.add(label.box);
      named.add(label.box);
    }
    return (kept = { key, labels, taken });
  };

  const draw = (pen) => {
    const scale = view.network.getScale();
    if (drawnFor !== view.version) { colour = palette(view.element); drawnFor = view.version; }
    const { labels, taken } = arrange(pen, scale);
    const seen = window_(view);
    Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: colour("paper") });
    for (const label of labels) if (overlap(label.box, seen)) write(pen, label, scale, colour, view.face);
    nameEdges(view, pen, { scale, taken, seen, measure, colour });
  };
  const hit = ({ x, y }) => kept.labels.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.id ?? null;
  return { draw, hit, arranged: () => kept.labels };
}

const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function window_({ network, element }) {
  const { x, y } = network.getViewPosition(), scale = network.getScale();
  const half = { x: element.clientWidth / 2 / scale, y: element.clientHeight / 2 / scale };
  return { left: x - half.x, right: x + half.x, top: y - half.y, bottom: y + half.y };
}

// A name beside its node, where there is room: below, else right, left, above or at a corner; where there is none, the
// beginning of it. In a crowd a hub's may cover lesser nodes, rather than leave its middle without a name. The chosen is
// always named.
function labelOf(view, id, { at: { x, y }, disc, scale, measure, room }) {
  const node = view.model.nodes.get(id), lines = wrapped(view, id);
  const chosen = id === view.hovered || id === view.state.picked?.id, strong = chosen || node.letters > 19;
  const letters = Math.min(Math.max(node.letters * scale, SMALLEST), LARGEST) / scale, gap = 3 / scale, { size } = disc;
  const around = (words) => {
    const half = (Math.max(...words.map(measure)) * letters * (strong ? BOLD : 1)) / 2 + 2 / scale, tall = words.length * letters * 1.12;
    const right = disc.right + gap + half, left = x - size - gap - half, under = y + size + gap, over = y - size - gap - tall;
    return [[x, under], [right, y - tall / 2], [left, y - tall / 2], [x, over], [right, under - gap], [left, under - gap], [right, over + gap], [left, over + gap]]
      .map(([cx, top]) => ({ words, box: { left: cx - half, right: cx + half, top, bottom: top + tall } }));
  };
  const free = (sides, least) => sides.find(({ box }) => room(box, id) >= least);
  const whole = around(lines);
  const spot = free(whole, 2) ?? (lines.length > 1 || lines[0].length > SHORT ? free(around([shortened(view, id)]), 2) : null) ?? free(whole, 1) ?? (chosen ? whole[0] : null);
  return spot && { id, lines: spot.words, letters, box: spot.box, strong, badge: disc.badge && { text: disc.badge, x: x + size, y: y - size * 0.5 } };
}

// The beginning of a name, where there is no room for all of it.
function shortened({ model: it, say }, id) {
  const [line] = cut(say.name(it.nodes.get(id)), SHORT, 1);
  return line.endsWith("…") ? line : `${line} …`;
}

function write(pen, { lines, letters, box, strong, badge }, scale, colour, face) {
  pen.font = `${strong ? 600 : 400} ${letters}px ${face}`;
  pen.lineWidth = 3.5 / scale;
  pen.fillStyle = colour("ink");
  const x = (box.left + box.right) / 2;
  lines.forEach((line, index) => {
    const y = box.top + (index + 0.5) * letters * 1.12;
    pen.strokeText(line, x, y);
    pen.fillText(line, x, y);
  });
  if (!badge) return;
  pen.font = `600 ${BADGE / scale}px ${face}`;
  pen.textAlign = "left";
  pen.fillStyle = colour("accent");
  pen.strokeText(badge.text, badge.x + 2 / scale, badge.y);
  pen.fillText(badge.text, badge.x + 2 / scale, badge.y);
  pen.textAlign = "center";
}

// Links bear their names where there is room: each slides along its link to a free place, or waits for a closer look.
// With something chosen or a node under the pointer, only its links are named.
function nameEdges(view, pen, { scale, taken, seen, measure, colour }) {
  const bright = view.lit(), { hovered } = view;
  const near = ({ id, from, to }) => (bright ? bright.edges.has(id) : from === hovered || to === hovered);
  const chosen = bright || hovered != null;
  if (!chosen && scale < NAMED_FROM) return;
  const named = [...view.shown().edges.keys()].map((id) => view.model.edges.get(id)).filter((edge) => !chosen || near(edge));
  if (!chosen && named.length > NAMED_UP_TO) return;
  const letters = Math.max(SMALLEST, 12 * Math.min(scale, 1.2)) / scale;
  const spots = crowd();
  Object.assign(pen, { font: `${letters}px ${view.face}`, lineWidth: 3.5 / scale, fillStyle: colour("quiet") });
  for (const edge of named) {
    const text = view.say.term(edge.relation);
    const half = { x: (measure(pen, text) * letters) / 2, y: letters * 0.6 };
    pen.font = `${letters}px ${view.face}`;
    const box = alongEdge(view, edge.id, half, (spot) => overlap(spot, seen) && !taken.meets(spot) && !spots.meets(spot), view.state.picked?.kind === "edge");
    if (!box) continue;
    spots.add(box);
    pen.strokeText(text, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    pen.fillText(text, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
  }
}

const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

function alongEdge({ network }, id, half, free, always) {
  const curve = network.body.edges[id]?.edgeType;
  if (!curve) return null;
  const beside = always ? [0, -2, 2, -4, 4] : [0]; // on the line, else, for the one chosen, over or under it
  const spots = beside.flatMap((lines) => ALONG.map((share) => curve.getPoint(share)).map(({ x, y }) => ({
    left: x - half.x, right: x + half.x, top: y + (lines - 1) * half.y, bottom: y + (lines + 1) * half.y,
  })));
  return spots.find(free) ?? (always ? spots[0] : null);
}
