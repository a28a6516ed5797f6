// A file dropped or a text pasted → progress → the facts read. Only where the service takes writes; else how to have it.

import { el } from "./view/dom.js";
import { send } from "./net.js";
import { factLine, section } from "./facts.js";

export function add(app) {
  const { say } = app;
  const title = say.word("addTitle");
  if (!app.terms.writable) return { title, element: el("div", { class: "narrow-page" }, el("h1", {}, title), el("p", {}, el("strong", {}, say.word("addReadOnly")), " ", say.word("addHow")), el("pre", { tabindex: "0" }, "kg serve --writable"), el("p", {}, say.word("addOr")), el("pre", { tabindex: "0" }, "kg build article.txt")) };
  const files = el("input", { type: "file", multiple: true, accept: ".txt,.md,.html,.htm,.pdf,.jsonl,.xml,.rss,.atom", "aria-label": say.word("pick") });
  const text = el("textarea", { rows: 8, "aria-label": say.word("paste"), placeholder: say.word("paste"), lang: "fr" });
  const date = el("input", { type: "text", "aria-label": say.word("date"), placeholder: say.word("date") });
  const token = el("input", { type: "password", "aria-label": say.word("token"), placeholder: say.word("token"), autocomplete: "off", value: sessionStorage.getItem("entente-token") ?? "" });
  const progress = el("progress", { max: 1, value: 0, hidden: true, "aria-label": say.word("loading") });
  const told = el("p", { role: "status" }), results = el("div", {});
  const button = el("button", { class: "main" }, say.word("read"));
  const run = (parts) => readAll(app, parts, { date: date.value.trim(), token: token.value.trim(), progress, told, results, button });
  const drop = el("div", { class: "drop", on: {
    dragover: (event) => { event.preventDefault(); drop.classList.add("over"); },
    dragleave: () => drop.classList.remove("over"),
    drop: (event) => { event.preventDefault(); drop.classList.remove("over"); run([...event.dataTransfer.files]); },
  } }, el("strong", {}, say.word("drop")), el("small", {}, say.word("dropKinds")), files);
  const form = el("form", { class: "add", on: { submit: (event) => { event.preventDefault(); run([...files.files, ...(text.value.trim() ? [text.value] : [])]); } } },
    drop, text, el("div", { class: "line" }, date, token, button));
  return { title, element: el("div", { class: "narrow-page" }, el("h1", {}, title), form, progress, told, results) };
}

// One request a file, so that progress is real. `parts`: files, or a text.
async function readAll(app, parts, { date, token, progress, told, results, button }) {
  if (!parts.length) return;
  const { say } = app;
  const sums = { new: 0, replaced: 0, unchanged: 0 };
  sessionStorage.setItem("entente-token", token);
  results.replaceChildren();
  button.disabled = true;
  progress.hidden = false;
  progress.max = parts.length;
  for (const [index, part] of parts.entries()) {
    progress.removeAttribute("value"); // moving until this one is read
    told.textContent = say.word("reading", { name: part.name ?? say.word("paste"), i: index + 1, n: parts.length });
    try {
      const done = await send("/api/read", { name: part.name, date }, part, token);
      for (const key of Object.keys(sums)) sums[key] += done[key];
      results.append(...done.failed.map(({ name, why }) => el("p", { class: "problem", dir: "auto" }, say.word("failed", { why: why.includes(name) ? why : `${name}: ${why}` }))));
      results.append(...done.articles.map((it) => factsOf(app, it)));
    } catch (error) {
      results.append(el("p", { class: "problem", role: "alert", dir: "auto" }, say.word("failed", { why: error.message || say.word("offline") })));
    }
    progress.value = index + 1;
  }
  button.disabled = false;
  progress.hidden = true;
  told.textContent = say.word("readDone", sums);
}

function factsOf(app, it) {
  const { say } = app;
  const facts = it.facts.map((fact) => factLine(app, { ...fact, article: it.iri }));
  return section(it.name, el("p", {}, say.count("facts", facts.length), " · ", el("a", { href: app.href({ article: it.iri }) }, say.word("inArticle"))), ...facts);
}
