// What is shown, to take away: PNG, SVG, CSV.

import { OUTLINES } from "./dom.js";
import { palette } from "./looks.js";

// Twice the size of the screen, on the paper's colour. → Blob
export function png(view) {
  const { network, element } = view;
  const source = element.querySelector("canvas");
  const copy = document.createElement("canvas");
  const ratio = Math.max(2, devicePixelRatio), before = source.style.cssText;
  Object.assign(copy, { width: element.clientWidth * ratio, height: element.clientHeight * ratio });
  const pen = copy.getContext("2d");
  pen.fillStyle = palette(element)("paper");
  pen.fillRect(0, 0, copy.width, copy.height);
  network.canvas.pixelRatio = ratio;
  source.width = copy.width;
  source.height = copy.height;
  network.redraw();
  network.renderer._redraw(false);
  pen.drawImage(source, 0, 0, copy.width, copy.height);
  source.style.cssText = before;
  network.canvas.setSize();
  network.redraw();
  return new Promise((done) => copy.toBlob(done, "image/png"));
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

// All that is shown, whatever part of it the screen shows; names as text. → string
export function vector(view) {
  const { nodes, edges } = view.shown();
  const places = view.places(), colour = palette(view.element);
  const labels = new Map(view.labels.arranged().map((label) => [label.id, label]));
  const boxes = [...nodes].map((id) => view.room(id, places.get(id)));
  const edge = (side, most) => most(...boxes.map((box) => box[side]), 0);
  const [left, top] = [edge("left", Math.min) - 20, edge("top", Math.min) - 20];
  const [wide, tall] = [edge("right", Math.max) + 20 - left, edge("bottom", Math.max) + 20 - top];
  const lines = [...edges].map(([id, status]) => lineOf(view, view.model.edges.get(id), status, places, colour));
  const dots = [...nodes].map((id) => dotOf(view, id, places.get(id), colour));
  const words = [...nodes].map((id) => labels.get(id)).filter(Boolean).map((label) => wordsOf(label, colour));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${wide} ${tall}" width="${wide}" height="${tall}" font-family="sans-serif">`
    + `<rect x="${left}" y="${top}" width="${wide}" height="${tall}" fill="${colour("paper")}"/>${lines.join("")}${dots.join("")}${words.join("")}</svg>`;
}

function lineOf(view, edge, status, places, colour) {
  const a = places.get(edge.from), b = places.get(edge.to), bend = edge.bend ?? 0;
  const dashes = view.model.data.dashes[status];
  // vis-network bends away from the chord by `bend` of its length.
  const bow = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
  const far = Math.hypot(b.x - bow.x, b.y - bow.y) || 1, { size } = view.model.nodes.get(edge.to);
  const tip = { x: b.x - ((b.x - bow.x) / far) * size, y: b.y - ((b.y - bow.y) / far) * size };
  const turn = Math.atan2(b.y - bow.y, b.x - bow.x);
  const barb = (side) => `${(tip.x - 8 * Math.cos(turn + side)).toFixed(1)} ${(tip.y - 8 * Math.sin(turn + side)).toFixed(1)}`;
  const ink = colour(`s-${status}`);
  const path = `<path d="M${a.x} ${a.y}Q${bow.x.toFixed(1)} ${bow.y.toFixed(1)} ${b.x} ${b.y}" fill="none" stroke="${ink}" stroke-width="1.3"${dashes ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}><title>${escaped(view.say.term(edge.relation))}</title></path>`;
  return path + (edge.symmetric ? "" : `<path d="M${tip.x.toFixed(1)} ${tip.y.toFixed(1)}L${barb(0.45)}L${barb(-0.45)}Z" fill="${ink}"/>`);
}

function dotOf(view, id, { x, y }, colour) {
  const node = view.model.nodes.get(id);
  const scale = node.size / 6;
  return `<path transform="translate(${x - 8 * scale} ${y - 8 * scale}) scale(${scale})" d="${OUTLINES[view.model.data.families[node.family]]}" fill="${colour(`k-${node.family}`)}" stroke="${colour("paper")}" stroke-width="${2 / scale}"><title>${escaped(view.say.name(node))}</title></path>`;
}

function wordsOf({ lines, letters, box, strong }, colour) {
  const x = ((box.left + box.right) / 2).toFixed(1);
  const rows = lines.map((line, index) => `<tspan x="${x}" y="${(box.top + (index + 0.85) * letters * 1.12).toFixed(1)}">${escaped(line)}</tspan>`);
  return `<text text-anchor="middle" font-size="${letters.toFixed(1)}"${strong ? ' font-weight="600"' : ""} fill="${colour("ink")}" stroke="${colour("paper")}" stroke-width="${(letters / 5).toFixed(1)}" stroke-linejoin="round" paint-order="stroke">${rows.join("")}</text>`;
}

// One row a claim of what is shown: RFC 4180, and no cell that a spreadsheet would run.
export function csv(view) {
  const { say, model: it } = view;
  const { nodes, edges, values } = view.shown();
  const named = (id) => say.name(it.nodes.get(id));
  const rows = [];
  for (const [id, status] of edges) { const edge = it.edges.get(id); rows.push(...rowsOf(view, edge, named(edge.from), named(edge.to), status)); }
  for (const id of nodes) for (const fact of it.nodes.get(id).facts)
    if (values.has(fact.id)) rows.push(...rowsOf(view, fact, named(id), say.value(fact), values.get(fact.id)));
  const heads = ["subject", "relation", "object", "status", "date", "speaker", "articleLabel", "published", "url", "quote", "start", "end"].map((key) => say.word(`csv-${key}`));
  return `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function rowsOf({ say, model: it }, fact, subject, object, status) {
  return fact.claims.map((claim) => {
    const article = it.data.articles[claim.article];
    return [subject, say.term(fact.relation), object, say.status(status), fact.date ?? "", claim.speaker?.[1] ?? "", article.label, article.published ?? "", article.url ?? "", claim.quote, claim.start, claim.end];
  });
}

function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(name, kind, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: kind }));
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
