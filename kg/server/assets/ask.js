// Questions: in one's own words, or those that come ready-made with their parameters.

import { el } from "./view/dom.js";
import { get, labels } from "./net.js";
import { nameOf } from "./facts.js";
import { openFinder, suggestions } from "./finder.js";
import { results } from "./results.js";

export function askForm(app, text) {
  const { say } = app;
  const input = el("input", { type: "text", name: "ask", value: text, "aria-label": say.word("askHelp"), placeholder: say.word("askHelp"), autocomplete: "off", maxlength: 1000, dir: "auto" });
  return el("form", { class: "line ask", on: { submit: (event) => { event.preventDefault(); if (input.value.trim()) app.go({ ask: input.value.trim() }); } } }, input, el("button", { class: "main" }, say.word("askGo")));
}

// Questions that the open store answers: there when the service has found them; without any, nothing is said.
function examples(app) {
  const line = el("p", { class: "examples", hidden: true });
  const show = (texts) => {
    line.append(el("span", { class: "quiet" }, app.say.word("examples")), " ", ...texts.map((text) => el("a", { class: "button", href: app.href({ ask: text }) }, text)));
    line.hidden = !texts.length;
  };
  get("/api/examples").then(show, () => {});
  return line;
}

export async function ask(app, params) {
  if (params.get("question")) return named(app, params);
  const { say } = app;
  const text = params.get("ask") ?? "";
  const page = el("div", { class: "narrow-page" }, el("h1", {}, say.word("homeAsk")), askForm(app, text));
  if (!text) {
    page.append(examples(app), await catalogue(app));
    return { element: page, title: say.word("ask") };
  }
  let answer;
  try { answer = await get("/ask", { q: text, lang: null }); } catch (error) {
    page.append(el("div", { class: "problem", role: "alert" }, el("strong", {}, say.word("notRead")), el("p", { dir: "auto" }, error.message || say.word("offline"))), examples(app), await catalogue(app));
    return { element: page, title: text };
  }
  page.append(...reading(app, answer), results(app, { ...(await typed(answer)), name: "answer" }));
  page.classList.add("wide");
  return { element: page, title: text };
}

const reading = (app, answer) => [
  el("p", { class: "reading" }, el("span", { class: "quiet" }, `${app.say.word("reads")}${app.say.word("colon")} `), el("strong", { dir: "auto" }, answer.reading)),
  ...answer.warnings.map((warning) => el("p", { class: "warning", dir: "auto" }, warning)),
];

// The answer with what is known of the nodes in its rows: their names in each language, their class.
async function typed(answer) {
  const nodes = new Set(answer.rows.flatMap((row) => Object.values(row)).map((cell) => cell?.iri).filter((iri) => iri?.includes("/id/")));
  const known = await labels([...nodes].filter((iri) => !/\/id\/(engagement|article)\//.test(iri)).slice(0, 500));
  const cell = (value) => (value?.iri && known[value.iri] ? { ...value, ...known[value.iri] } : value);
  return { ...answer, rows: answer.rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]))) };
}

async function catalogue(app) {
  const list = await get("/questions");
  const groups = Map.groupBy ? Map.groupBy(list, (it) => it.group) : list.reduce((by, it) => by.set(it.group, [...(by.get(it.group) ?? []), it]), new Map());
  const line = (it) => el("li", {}, el("a", { href: app.href({ question: it.name }) }, it.title));
  return el("section", {}, el("h2", {}, app.say.word("named")), el("div", { class: "families" }, ...[...groups].map(([name, its]) => el("div", { class: "family" }, el("h3", {}, name), el("ul", {}, ...its.map(line))))));
}

async function named(app, params) {
  const { say } = app;
  const list = await get("/questions"), it = list.find(({ name }) => name === params.get("question"));
  if (!it) throw Object.assign(new Error(params.get("question")), { status: 404 });
  const given = Object.fromEntries(it.parameters.map(({ name, default: usual }) => [name, params.get(name) ?? usual ?? ""]));
  const form = el("form", { class: "parameters", on: { submit: (event) => { event.preventDefault(); app.go({ question: it.name, run: 1, ...Object.fromEntries(new FormData(form)) }); } } },
    ...it.parameters.map((parameter) => field(app, parameter, given[parameter.name])), el("button", { class: "main" }, say.word("answerNamed")));
  const page = el("div", { class: "narrow-page wide" }, el("p", { class: "kicker" }, it.group), el("h1", {}, it.title), el("p", { class: "quiet" }, it.description), form);
  const missing = it.parameters.some(({ name, required }) => required && !given[name]);
  if (missing || (it.parameters.length && !params.get("run"))) return { element: page, title: it.title };
  try {
    const answer = await get(`/questions/${it.name}`, { ...given, evidence: 1 });
    page.append(results(app, { ...(await typed(answer)), name: it.name }));
  } catch (error) { await complain(app, form, error); }
  return { element: page, title: it.title, ready: () => form.querySelector("[aria-invalid]")?.focus() };
}

// What is wrong, beside the field that holds it, with the names that may be meant.
async function complain(app, form, error) {
  const wrong = [...form.querySelectorAll("input[role=combobox]")].filter(({ value }) => error.message?.includes(`« ${value.trim()} »`));
  if (!wrong.length) return form.after(el("p", { class: "problem", role: "alert", dir: "auto" }, error.message || app.say.word("offline")));
  for (const input of wrong) {
    const take = (hit) => { input.value = error.status === 404 ? nameOf(app, hit) : hit.iri; form.requestSubmit(); };
    const meant = await suggestions(app, input.value, (hit) => el("button", { type: "button", on: { click: () => take(hit) } }, nameOf(app, hit)));
    const text = error.status === 404 ? app.say.word("noSuchName", { name: input.value.trim() }) : error.message;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.id}-wrong`);
    input.closest(".field").append(el("p", { class: "wrong", id: `${input.id}-wrong`, role: "alert" }, text), meant ?? "");
  }
}

function field(app, parameter, value) {
  const id = `p-${parameter.name}`;
  const input = el("input", { id, name: parameter.name, value, required: parameter.required, autocomplete: "off", dir: "auto" });
  const label = el("label", { for: id }, parameter.label);
  if (parameter.type !== "entity" && !parameter.classes.length) return el("div", { class: "field" }, label, input);
  const list = el("ul", { id: `${id}-found`, class: "found", role: "listbox", "aria-label": parameter.label, hidden: true });
  for (const [name, text] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, text);
  openFinder(app, input, list, (hit) => { input.value = nameOf(app, hit); });
  return el("div", { class: "field" }, label, el("div", { class: "search" }, input, list));
}
