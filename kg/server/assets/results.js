// The answer to any question: rows as a table, a graph, a timeline, a map of links; the passages, the query, downloads.

import { el } from "./view/dom.js";
import { address, get } from "./net.js";
import { claimPart, csvOf, mark, nameOf, save } from "./facts.js";
import { picture } from "./graph.js";
import { links } from "./links.js";

const ONTOLOGY = "https://w3id.org/entente/ontology#";
const ASKED = 150; // nodes asked of the service at once
const SHOWN = 500; // rows of a table
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

const isFact = (iri) => /\/id\/(engagement|claim)\//.test(iri);

function nodesOf({ rows, evidence }) {
  const found = new Set();
  for (const row of rows) for (const cell of Object.values(row)) if (cell?.iri && cell.iri.includes("/id/") && !cell.iri.includes("/id/article/")) found.add(cell.iri);
  for (const passage of evidence ?? []) found.add(passage.engagement);
  return [...found];
}

function table(app, { columns, rows }) {
  const { say } = app;
  if (!rows.length) return el("p", { class: "quiet" }, say.count("rows", 0));
  const head = el("tr", {}, ...columns.map(({ label }) => el("th", { scope: "col" }, label)));
  const body = rows.slice(0, SHOWN).map((row) => el("tr", {}, ...columns.map(({ name }) => el("td", {}, cellPart(app, row[name])))));
  const rest = rows.length > SHOWN && el("p", { class: "quiet" }, say.word("more", { n: say.number(rows.length - SHOWN) }));
  return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, head), el("tbody", {}, ...body)), rest);
}

const STATUS = /^(realised|ongoing|planned|aspired|hypothetical|denied|unfulfilled)$/;
const DAY = /^\d{4}(-\d\d){0,2}(\/\d{4}(-\d\d){0,2})?$/;

function cellPart(app, cell) {
  const { say } = app;
  if (cell === null || cell === undefined || cell === "") return "";
  if (typeof cell === "boolean") return say.word(cell ? "yes" : "no");
  if (typeof cell === "number") return say.number(cell);
  if (!cell.iri) return el("span", { dir: "auto" }, STATUS.test(cell) ? say.status(cell) : app.terms.labels[cell] ? say.term(cell) : DAY.test(cell) ? say.date(cell) : String(cell));
  const { iri } = cell, text = el("span", { dir: "auto" }, nameOf(app, cell));
  if (iri.startsWith(ONTOLOGY)) return el("a", { href: `/ontology?lang=${app.lang}#${encodeURIComponent(iri.slice(ONTOLOGY.length))}` }, say.term(iri.slice(ONTOLOGY.length)));
  if (iri.includes("/id/article/")) return el("a", { href: app.href({ article: iri }) }, text);
  if (isFact(iri)) return el("a", { href: app.href({ fact: iri }), "aria-label": `${say.word("factTitle")} ${nameOf(app, cell)}` }, "❞");
  if (iri.includes("/id/")) return el("a", { class: "entity", href: app.href({ entity: iri }) }, cell.type ? mark(app, cell.type) : null, text);
  return text;
}

const cellText = (cell) => (cell?.iri ? cell.label ?? cell.iri : cell ?? "");

// Rows that have a date, else the dated facts between their entities.
function timelineOf(app, { columns, rows }, data) {
  const { say } = app;
  const dateOf = (row) => Object.values(row).find((cell) => typeof cell === "string" && DAY.test(cell.slice(0, 10)));
  let dated = rows.map((row) => ({ when: dateOf(row), row })).filter(({ when }) => when)
    .map(({ when, row }) => ({ when, parts: columns.filter(({ name }) => row[name] !== null && row[name] !== when).map(({ name }) => el("span", {}, cellPart(app, row[name]), " ")) }));
  if (!dated.length) {
    const names = new Map(data.nodes.map((node) => [node.id, node]));
    const end = (id) => el("a", { href: app.href({ entity: id }), dir: "auto" }, say.name(names.get(id)));
    dated = data.edges.filter(({ date }) => date).map((edge) => ({ when: edge.date, parts: [end(edge.from), ` ${say.term(edge.relation)} `, end(edge.to)] }));
    dated.push(...data.nodes.flatMap((node) => node.facts.filter(({ relation }) => relation === "date").map((fact) => ({ when: fact.value, parts: [end(node.id)] }))));
  }
  if (!dated.length) return el("p", { class: "quiet" }, say.word("noDates"));
  dated.sort((a, b) => a.when.localeCompare(b.when));
  const years = [...new Set(dated.map(({ when }) => when.slice(0, 4)))];
  const line = ({ when, parts }) => el("li", {}, el("time", { datetime: when.slice(0, 10).split("/")[0] }, say.date(when.length > 10 && !when.includes("/") ? when.slice(0, 10) : when)), el("div", {}, ...parts));
  return el("ol", { class: "timeline" }, ...years.map((year) => el("li", {}, el("h3", {}, year), el("ol", {}, ...dated.filter(({ when }) => when.startsWith(year)).map(line)))));
}

function downloads(app, { columns, rows, name, sparql, evidence }, nodes) {
  const deed = (text, act) => el("button", { type: "button", on: { click: act } }, text);
  const described = nodes.slice(0, 60).map((iri) => `<${iri}>`).join(" ");
  return el("p", { class: "deeds" }, el("span", { class: "quiet" }, `${app.say.word("download")} :`),
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
