// The articles, and one of them: its text with its entities in their places, its facts beside it.

import { el } from "./view/dom.js";
import { get } from "./net.js";
import { factLine, outside, section, sentenceText } from "./facts.js";

const PAGE = 50;
const PAUSE = 350; // ms that the pointer rests before the text says what it tells

export const articleLine = (app, it) => el("li", {},
  el("a", { href: app.href({ article: it.iri }), dir: "auto" }, it.title ?? it.name),
  el("small", {}, [it.published ? app.say.date(it.published) : app.say.word("undated"), it.outlet, app.say.count("facts", it.facts)].filter(Boolean).join(" · ")));

export async function articles(app, params) {
  const { say } = app;
  const text = params.get("articles") ?? "", from = Number(params.get("from") ?? 0);
  const found = await get("/api/articles", { q: text, limit: PAGE, offset: from });
  const step = (word, offset) => el("a", { class: "button", href: app.href({ articles: text, from: offset }) }, say.word(word));
  const input = el("input", { type: "search", name: "articles", value: text, "aria-label": say.word("find"), placeholder: say.word("find") });
  const form = el("form", { class: "line", on: { submit: (event) => { event.preventDefault(); app.go({ articles: input.value }); } } }, input, el("button", {}, say.word("show")));
  const element = el("div", { class: "narrow-page" }, el("h1", {}, say.word("articlesView")), form,
    found.length ? el("ul", { class: "lines" }, ...found.map((it) => articleLine(app, it))) : el("p", { class: "quiet" }, say.word("noArticles")),
    found.length > 1 && el("p", { class: "quiet" }, el("small", {}, say.word("articleFacts"))),
    el("p", { class: "deeds" }, from > 0 && step("previous", Math.max(0, from - PAGE)), found.length === PAGE && step("next", from + PAGE)));
  return { element, title: say.word("articlesView") };
}

export async function article(app, params) {
  const { say } = app;
  const it = await get("/api/article", { iri: params.get("article") });
  const facts = it.facts.map((fact, index) => ({ ...fact, article: it.iri, index }));
  const lines = facts.map((fact) => el("li", { "data-index": fact.index }, factLine(app, fact)));
  const text = el("div", { class: "text", lang: "fr", dir: "auto" }, ...paragraphs(app, it, facts));
  const about = [it.published ? say.date(it.published) : say.word("undated"), it.outlet, it.title !== it.name && it.name].filter(Boolean).join(" · ");
  const element = el("div", { class: "reader" },
    el("article", {}, el("p", { class: "kicker" }, say.word("reader")), el("h1", { dir: "auto" }, it.title ?? it.name), el("p", { class: "quiet" }, about, " ", outside(it.url, say.word("openSource"))), el("p", { class: "legend quiet" }, say.word("legend")), text),
    el("aside", { "aria-label": say.word("factsHere") }, section(`${say.word("factsHere")} (${facts.length})`, facts.length ? el("ol", { class: "facts" }, ...lines) : el("p", { class: "quiet" }, say.word("noFactsHere")))));
  const choose = tie(app, text, lines, facts);
  const at = params.get("at");
  return { element, title: it.title ?? it.name, ready: () => at && choose(facts.filter((fact) => fact.start === Number(at)).map(({ index }) => index), text) };
}

// The text in pieces that no border of an entity or a fact crosses. Offsets are code points.
function paragraphs(app, it, facts) {
  const letters = Array.from(it.text);
  const ends = new Set(facts.flatMap(({ subject, object }) => [subject.iri, object.iri]));
  // What is named: by a name, or by any words when a fact is told of it. A topic in passing is a word like another.
  const marked = (entity, [start, end]) => /\p{Lu}/u.test(letters.slice(start, end).join("")) || (entity.family !== "Topic" && ends.has(entity.iri));
  const spans = it.entities.flatMap((entity) => entity.spans.filter((span) => marked(entity, span)).map(([start, end]) => ({ start, end, entity })));
  const borders = [...new Set([0, letters.length, ...[...spans, ...facts].flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const made = [el("p", {})];
  borders.slice(0, -1).forEach((start, index) => {
    const end = borders[index + 1];
    const entity = spans.find((span) => span.start <= start && end <= span.end)?.entity;
    const here = facts.filter((fact) => fact.start <= start && end <= fact.end).map((fact) => fact.index);
    letters.slice(start, end).join("").split(/\n+/).forEach((words, line) => {
      if (line) made.push(el("p", {}));
      if (words) made.at(-1).append(piece(app, words, entity, here));
    });
  });
  return made.filter((paragraph) => paragraph.textContent.trim());
}

function piece(app, words, entity, here) {
  const inner = entity ? el("a", { class: `name n-${entity.family}`, href: app.href({ entity: entity.iri }), title: `${entity.label} — ${app.say.term(entity.type)}` }, words) : document.createTextNode(words);
  return here.length ? el("span", { class: "told", "data-facts": here.join(" ") }, inner) : inner;
}

// Words and facts light up together, for as long as one points at either; a click keeps them lit and brings the other
// into sight. → choose(facts, what to bring into sight)
function tie(app, text, lines, facts) {
  const tip = el("div", { class: "tip", hidden: true });
  text.append(tip);
  const spans = [...text.querySelectorAll("[data-facts]")];
  const of = (span) => span.dataset.facts.split(" ").map(Number);
  const light = (wanted, name = "lit") => {
    for (const span of spans) span.classList.toggle(name, of(span).some((index) => wanted.includes(index)));
    lines.forEach((line, index) => line.classList.toggle(name, wanted.includes(index)));
  };
  const choose = (wanted, side) => {
    light(wanted, "sought");
    (side === text ? spans.find((span) => span.classList.contains("sought")) : lines[wanted[0]])?.scrollIntoView({ block: side === text ? "center" : "nearest" });
  };
  const show = (span) => {
    tip.replaceChildren(...of(span).slice(0, 4).map((index) => el("p", { lang: app.lang }, sentenceText(app, facts[index]), " ", el("small", {}, app.say.status(facts[index].status)))));
    const box = span.getClientRects()[0], frame = text.getBoundingClientRect();
    tip.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - 320))}px`;
    tip.style.top = `${span.getBoundingClientRect().bottom - frame.top + 6}px`;
    tip.hidden = false;
  };
  const hide = () => { clearTimeout(due); light([]); tip.hidden = true; at = null; };
  let at = null, due = 0;
  // A pointer that only happens to lie over a text that has just come asks nothing.
  text.addEventListener("pointermove", ({ target, movementX, movementY, pointerType }) => {
    const span = target.closest("[data-facts]");
    if (span === at || (!movementX && !movementY)) return;
    hide();
    at = span;
    if (!span) return;
    light(of(span));
    if (pointerType === "mouse") due = setTimeout(() => span.isConnected && show(span), PAUSE);
  });
  text.addEventListener("pointerleave", hide);
  text.addEventListener("click", (event) => {
    const span = event.target.closest("[data-facts]");
    if (!span || event.target.closest("a")) return;
    hide();
    choose(of(span));
  });
  lines.forEach((line, index) => {
    for (const event of ["pointerenter", "focusin"]) line.addEventListener(event, () => light([index]));
    for (const event of ["pointerleave", "focusout"]) line.addEventListener(event, () => light([]));
    line.addEventListener("click", (event) => event.target.closest("a") || choose([index], matchMedia("(min-width: 60.01rem)").matches ? text : null));
  });
  return choose;
}
