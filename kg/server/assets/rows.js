// Rows as a table. The facts that a row names are a count, which opens on their passages: an address says nothing.

import { el } from "./view/dom.js";
import { get } from "./net.js";
import { factLine, mark, nameOf } from "./facts.js";

const ONTOLOGY = "https://w3id.org/entente/ontology#";
const SHOWN = 500; // rows of a table
const OPENED = 100; // facts of a row that are shown
const FEW = 3; // facts whose passages open with them
const FACT = /^https?:\S+\/id\/engagement\/\S+$/;
const STATUS = /^(realised|ongoing|planned|aspired|hypothetical|denied|unfulfilled)$/;
export const DAY = /^(\d{4}(-\d\d){0,2}(\/\d{4}(-\d\d){0,2})?|--\d\d(-\d\d)?)$/;

// The facts a cell names: one, or those that a query gathered in it.
export function factsOf(cell) {
  const words = cell?.iri ? [cell.iri] : typeof cell === "string" ? cell.split(" ") : [];
  return words.every((word) => FACT.test(word)) ? words : [];
}

export function table(app, { columns, rows, own }) {
  const { say } = app;
  if (!rows.length) return el("p", { class: "quiet" }, say.count("rows", 0));
  const told = columns.filter(({ name }) => rows.some((row) => factsOf(row[name]).length));
  const shown = columns.filter((column) => !told.includes(column));
  const heads = [...shown.map(({ label }) => label), ...(told.length ? [say.word("col-facts")] : [])];
  const body = rows.slice(0, SHOWN).map((row) => {
    const line = el("tr", {}, ...shown.map(({ name }) => el("td", {}, cellPart(app, row[name]))));
    if (told.length) line.append(el("td", {}, opener(app, line, [...new Set(told.flatMap(({ name }) => factsOf(row[name])))])));
    return line;
  });
  const rest = rows.length > SHOWN && el("p", { class: "quiet" }, say.word("more", { n: say.number(rows.length - SHOWN) }));
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": say.word("asTable") }, el("table", { class: own ? "own" : null }, el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...body)), rest);
}

// « 3 facts »: under the row, what they say and the words that say it.
function opener(app, line, facts) {
  if (!facts.length) return "";
  const { say } = app;
  let under = null;
  const fill = async (cell) => {
    const found = await get("/api/facts", { iri: facts.slice(0, OPENED) }).catch(() => []);
    const lines = found.map((fact) => factLine(app, fact));
    cell.replaceChildren(...(lines.length ? lines : [el("p", { class: "quiet" }, say.word("noPassage"))]));
    if (lines.length <= FEW) lines.forEach((one) => one.querySelector(".cite").click());
  };
  const toggle = () => {
    if (!under) {
      const cell = el("td", { colspan: line.childElementCount, class: "behind" }, el("p", { class: "quiet" }, say.word("loading")));
      under = el("tr", { hidden: true }, cell);
      line.after(under);
      fill(cell);
    }
    under.hidden = !under.hidden;
    button.setAttribute("aria-expanded", String(!under.hidden));
  };
  const button = el("button", { type: "button", class: "cite", "aria-expanded": "false", title: say.word("passages"), on: { click: toggle } }, say.count("facts", facts.length));
  return button;
}

export function cellPart(app, cell) {
  const { say } = app;
  if (cell === null || cell === undefined || cell === "") return "";
  if (typeof cell === "boolean") return say.word(cell ? "yes" : "no");
  if (typeof cell === "number") return say.number(cell);
  if (!cell.iri) return el("span", { dir: "auto" }, STATUS.test(cell) ? say.status(cell) : app.terms.labels[cell] ? say.term(cell) : DAY.test(cell) ? say.date(cell) : String(cell));
  const { iri } = cell, text = el("span", { dir: "auto" }, nameOf(app, cell));
  if (iri.startsWith(ONTOLOGY)) return el("a", { href: `/ontology?lang=${app.lang}#${encodeURIComponent(iri.slice(ONTOLOGY.length))}` }, say.term(iri.slice(ONTOLOGY.length)));
  if (iri.includes("/id/article/")) return el("a", { href: app.href({ article: iri }) }, text);
  if (iri.includes("/id/claim/")) return el("a", { href: app.href({ fact: iri }) }, say.word("factTitle"));
  if (iri.includes("/id/")) return el("a", { class: "entity", href: app.href({ entity: iri }) }, cell.type ? mark(app, cell.type) : null, text);
  return text;
}

export const cellText = (cell) => (cell?.iri ? cell.label ?? cell.iri : cell ?? "");
