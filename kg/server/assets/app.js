// The explorer: what its address says is what it shows. Views are functions (app, params) → element (or a promise).

import { el } from "./view/dom.js";
import { tongue } from "./view/words.js";
import { get, speakTo } from "./net.js";
import { nameOf } from "./facts.js";
import { openFinder, suggestions } from "./finder.js";
import { home } from "./home.js";
import { entity, fact } from "./entity.js";
import { article, articles } from "./reader.js";
import { ask } from "./ask.js";
import { query } from "./query.js";
import { graph } from "./graph.js";
import { add } from "./add.js";

const VIEWS = { entity, fact, article, articles, ask, question: ask, sparql: query, graph, add };
const NAMING = ["entity", "graph"]; // views of something that has a name
const THEMES = ["auto", "light", "dark"];
const byId = (id) => document.getElementById(id);

async function start() {
  const own = await (await fetch("/assets/explorer.json")).json();
  const terms = await get("/api/terms");
  const words = Object.fromEntries(["fr", "en"].map((lang) => [lang, { ...terms.words[lang], ...own[lang] }]));
  const app = { terms: { ...terms, words, canvas: terms.words }, turn: 0, left: [] }; // the canvas keeps its own words
  app.href = (params) => `/?${new URLSearchParams({ ...params, lang: app.lang })}`;
  app.go = (params, replace = false) => {
    history[replace ? "replaceState" : "pushState"](null, "", app.href(params));
    return show(app);
  };
  // What is chosen inside a view goes into its address without drawing it again.
  app.note = (fields) => {
    const params = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(fields)) value ? params.set(name, value) : params.delete(name);
    history.replaceState(null, "", `/?${params}`);
  };
  app.tell = (text) => { byId("status").textContent = text; };
  app.onLeave = (act) => app.left.push(act);
  openTools(app);
  openFinder(app, byId("search"), byId("found"));
  addEventListener("popstate", () => show(app));
  document.addEventListener("click", (event) => follow(app, event));
  await show(app);
}

// Links within the page change the view; others, and those opened elsewhere, are the browser's.
function follow(app, event) {
  const link = event.target.closest?.("a[href^='/?'], a[href='/']");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.download) return;
  event.preventDefault();
  const params = new URL(link.href).searchParams;
  params.delete("lang");
  app.go(Object.fromEntries(params));
}

async function show(app) {
  const params = new URLSearchParams(location.search);
  speak(app, params.get("lang") ?? localStorage.getItem("entente-lang") ?? (navigator.language.startsWith("fr") ? "fr" : "en"));
  const key = Object.keys(VIEWS).find((name) => params.has(name)) ?? "";
  const turn = ++app.turn, main = byId("main");
  for (const link of document.querySelectorAll("[data-nav]")) {
    const here = link.dataset.nav === (key === "question" ? "ask" : key === "article" ? "articles" : key);
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  main.setAttribute("aria-busy", "true");
  app.tell(app.say.word("loading"));
  let made;
  try { made = await (VIEWS[key] ?? home)(app, params); } catch (error) { made = await problem(app, error, NAMING.includes(key) && { [key]: params.get(key) }); }
  if (turn !== app.turn) return;
  app.left.splice(0).forEach((act) => act());
  main.dataset.view = key || "home";
  main.replaceChildren(made.element ?? made);
  main.setAttribute("aria-busy", "false");
  document.title = [made.title, "Entente"].filter(Boolean).join(" · ");
  app.tell("");
  scrollTo(0, 0);
  made.ready?.(); // what needs a place on the page: a picture, an editor
  document.documentElement.dataset.ready = String(turn);
}

// What went wrong; `sought`: {view: a name}, for which others may be meant.
async function problem(app, error, sought) {
  if (error.status === undefined) console.error(error);
  const text = error.status === 0 ? app.say.word("offline") : error.message;
  const [[view, name] = []] = Object.entries(sought || {});
  const near = error.status === 404 && name && (await suggestions(app, name, (hit) => el("a", { class: "button", href: app.href({ [view]: hit.iri }) }, nameOf(app, hit))));
  const said = error.status === 404 && name && !name.includes(":") ? app.say.word("noSuchName", { name }) : text;
  return el("section", { class: "problem", role: "alert" }, el("h1", {}, app.say.word(error.status === 404 ? "nothingThere" : "error")), el("p", { dir: "auto" }, said), near);
}

function speak(app, lang) {
  app.lang = lang === "en" ? "en" : "fr";
  localStorage.setItem("entente-lang", app.lang);
  speakTo(app.lang);
  app.say = tongue(app.terms, app.lang);
  document.documentElement.lang = app.lang;
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = app.say.word(part.dataset.word);
  for (const part of document.querySelectorAll("[data-label]")) {
    part.setAttribute("aria-label", app.say.word(part.dataset.label));
    if (part.matches("input")) part.placeholder = app.say.word(part.dataset.label);
  }
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === app.lang));
  byId("ontology").href = `/ontology?lang=${app.lang}`;
  nameTheme(app);
}

function nameTheme(app) {
  const name = app.say.word(`theme-${document.documentElement.dataset.theme ?? "auto"}`);
  byId("theme").setAttribute("aria-label", name);
  byId("theme").title = name;
}

function openTools(app) {
  const root = document.documentElement;
  root.dataset.theme = localStorage.getItem("entente-theme") ?? "auto";
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
    localStorage.setItem("entente-theme", root.dataset.theme);
    nameTheme(app);
    dispatchEvent(new Event("entente-theme"));
  });
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => {
    const params = Object.fromEntries(new URLSearchParams(location.search));
    app.lang = button.dataset.lang;
    delete params.lang;
    app.go(params, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]")) { event.preventDefault(); byId("search").focus(); }
  });
}

start();
