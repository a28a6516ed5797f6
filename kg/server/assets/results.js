// The answer to any question: rows as a table, a graph, a timeline, a map of links; the passages, the query, downloads.

import { el } from "./view/dom.js";
import { address, get } from "./net.js";
import { claimPart, csvOf, save } from "./facts.js";
import { picture } from "./graph.js";
import { links } from "./links.js";
import { timeline } from "./timeline.js";
import { cellPart, cellText, DAY, factsOf, table } from "./rows.js";

const ASKED = 150; // nodes asked of the service at once
const KINDS = ["table", "graph", "timeline", "links"];

// `answer`: {columns: [{name, label}], rows: [{name: cell}], sparql, evidence?, name}; a cell is null, a plain value or
// {iri, label, type?}.
export function results(app, answer) {
  const { say } = app;
  const chosen = new URLSearchParams(location.search).get("as");
  const state = { as: KINDS.includes(chosen) ? chosen : "table", graph: null };
  const nodes = nodesOf(answer);
  const body = el("div", { class: "shown", role: "tabpanel", id: "shown", tabindex: "0" });
  const tabs = KINDS.map((kind) => el("button", { type: "button", role: "tab", id: `tab-${kind}`, "aria-controls": "shown", on: { click: () => show(kind), keydown: (event) => step(event, kind) } }, say.word(`as${kind[0].toUpperCase()}${kind.slice(1)}`)));
  const network = () => (state.graph ??= nodes.length ? get("/api/graph", { among: nodes.slice(0, ASKED), limit: ASKED }) : Promise.resolve({ nodes: [], edges: [] }));
  const show = async (kind) => {
    state.as = kind;
    app.note({ as: kind === "table" ? null : kind });
    tabs.forEach((tab, index) => { const on = KINDS[index] === kind; tab.setAttribute("aria-selected", String(on)); tab.tabIndex = on ? 0 : -1; });
    body.setAttribute("aria-labelledby", `tab-${kind}`);
    if (kind === "table") return body.replaceChildren(table(app, answer));
    body.replaceChildren(el("p", { class: "quiet" }, say.word("loading")));
    const data = await network().catch((error) => ({ error }));
    if (state.as !== kind) return;
    if (data.error) return body.replaceChildren(el("p", { class: "problem", role: "alert" }, data.error.message));
    if (kind === "timeline") return body.replaceChildren(timelineOf(app, answer, data));
    if (!data.nodes.length) return body.replaceChildren(el("p", { class: "quiet" }, say.word("noNodes")));
    if (kind === "links") return body.replaceChildren(links(app, data));
    const canvas = el("div", { class: "canvas" });
    body.replaceChildren(canvas);
    picture(app, canvas, data, { open: (id) => app.go({ entity: id }) });
  };
  const step = (event, kind) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    const next = (KINDS.indexOf(kind) + move + KINDS.length) % KINDS.length;
    tabs[next].focus();
    show(KINDS[next]);
  };
  queueMicrotask(() => whenPlaced(body, () => show(state.as)));
  return el("section", { class: "results" },
    el("div", { class: "row" }, el("h2", {}, say.count("rows", answer.rows.length)), el("div", { class: "tabs", role: "tablist" }, ...tabs)),
    body, downloads(app, answer, nodes), passages(app, answer), queryPart(app, answer));
}

// A picture needs a size: wait until the element is on the page.
function whenPlaced(element, act, tries = 60) {
  if (element.isConnected || !tries) return act();
  requestAnimationFrame(() => whenPlaced(element, act, tries - 1));
}

function nodesOf({ rows, evidence }) {
  const found = new Set();
  for (const cell of rows.flatMap((row) => Object.values(row))) {
    if (cell?.iri?.includes("/id/") && !cell.iri.includes("/id/article/")) found.add(cell.iri);
    factsOf(cell).forEach((iri) => found.add(iri));
  }
  for (const passage of evidence ?? []) found.add(passage.engagement);
  return [...found];
}

// Rows that have a date, else the dated facts between their entities.
function timelineOf(app, { columns, rows }, data) {
  const { say } = app;
  const dateOf = (row) => Object.values(row).find((cell) => typeof cell === "string" && DAY.test(cell.replace(/T.*/, "")));
  let dated = rows.map((row) => ({ when: dateOf(row), row })).filter(({ when }) => when)
    .map(({ when, row }) => ({ when, parts: columns.filter(({ name }) => row[name] !== null && row[name] !== when && !factsOf(row[name]).length).map(({ name }) => el("span", {}, cellPart(app, row[name]), " ")) }));
  if (!dated.length) {
    const names = new Map(data.nodes.map((node) => [node.id, node]));
    const end = (id) => el("a", { href: app.href({ entity: id }), dir: "auto" }, say.name(names.get(id)));
    dated = data.edges.filter(({ date }) => date).map((edge) => ({ when: edge.date, parts: [end(edge.from), ` ${say.verb(edge.relation, names.get(edge.from))} `, end(edge.to)] }));
    dated.push(...data.nodes.flatMap((node) => node.facts.filter(({ relation }) => relation === "date").map((fact) => ({ when: fact.value, parts: [end(node.id)] }))));
  }
  if (!dated.length) return el("p", { class: "quiet" }, say.word("noDates"));
  return timeline(app, dated);
}

function downloads(app, { columns, rows, name, sparql, evidence }, nodes) {
  const deed = (text, act) => el("button", { type: "button", on: { click: act } }, text);
  const described = nodes.slice(0, 60).map((iri) => `<${iri}>`).join(" ");
  return el("p", { class: "deeds" }, el("span", { class: "quiet" }, `${app.say.word("download")}${app.say.word("colon")}`),
    deed("CSV", () => save(`${name}.csv`, "text/csv;charset=utf-8", csvOf(columns.map(({ label }) => label), rows.map((row) => columns.map((column) => cellText(row[column.name])))))),
    deed("JSON", () => save(`${name}.json`, "application/json", JSON.stringify({ sparql, rows, evidence }, null, 1))),
    nodes.length > 0 && el("a", { class: "button", download: `${name}.ttl`, href: address("/sparql", { query: `DESCRIBE ${described}`, format: "turtle" }) }, "Turtle"),
    deed(app.say.word("copy"), async () => { await navigator.clipboard?.writeText(location.href).catch(() => {}); app.tell(app.say.word("copied")); }));
}

function passages(app, { evidence }) {
  if (!evidence?.length) return null;
  const claim = (passage) => ({ ...passage, document: passage.article?.label ?? "", article: passage.article?.iri, confidence: passage.confidence ?? 1 });
  return el("details", { class: "passages", open: evidence.length <= 3 }, el("summary", {}, `${app.say.word("passages")} (${app.say.number(evidence.length)})`), ...evidence.slice(0, 60).map((passage) => claimPart(app, claim(passage))));
}

function queryPart(app, { sparql, own }) {
  if (!sparql || own) return null;
  return el("details", { class: "query" }, el("summary", {}, app.say.word("seeSparql")), el("pre", { tabindex: "0" }, sparql), el("p", {}, el("a", { class: "button", href: app.href({ sparql }) }, app.say.word("editSparql"))));
}
