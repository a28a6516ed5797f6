// SPARQL: an editor with the ontology's terms at hand, and what it finds.

import { el } from "./view/dom.js";
import { labels, sparql } from "./net.js";
import { openEditor } from "./editor.js";
import { results } from "./results.js";
import { save } from "./facts.js";

const FIRST = `SELECT ?actor ?forum ?date WHERE {
  ?fact ent:role ent:role-coChairs ; ent:agent ?actor ; ent:target ?forum .
  OPTIONAL { ?fact ent:dateValue ?date }
}
ORDER BY ?forum ?actor
LIMIT 50`;
const MOST = 1000; // nodes named; a longer result shows addresses

export function query(app, params) {
  const { say } = app;
  const text = params.get("sparql") || FIRST;
  const place = el("div", { class: "editor" }), out = el("div", { "aria-live": "polite" });
  let editor = null;
  const run = () => { app.note({ sparql: editor.text() }); return answer(app, editor.text(), out); };
  const button = el("button", { type: "button", class: "main", on: { click: run } }, say.word("run"));
  const element = el("div", { class: "narrow-page wide" }, el("h1", {}, say.word("editor")), place, el("div", { class: "row" }, el("p", { class: "quiet" }, say.word(app.terms.editor ? "editorHelp" : "plainHelp")), button), out);
  const ready = async () => {
    editor = await openEditor(app, place, text, run);
    if (params.get("sparql")) run();
  };
  return { element, title: "SPARQL", ready };
}

async function answer(app, text, out) {
  const { say } = app;
  out.replaceChildren(el("p", { class: "quiet" }, say.word("running")));
  try {
    const found = await sparql(text);
    if (found.turtle !== undefined) return out.replaceChildren(triples(app, found.turtle));
    if (found.results.boolean !== undefined) return out.replaceChildren(el("p", { class: "verdict" }, say.word(found.results.boolean ? "yes" : "no")));
    out.replaceChildren(results(app, { ...(await rowsOf(found.results)), sparql: text, own: true, name: "sparql" }));
  } catch (error) {
    out.replaceChildren(el("p", { class: "problem", role: "alert", dir: "auto" }, error.message || say.word("offline")));
  }
}

const triples = (app, turtle) => el("section", { class: "results" }, el("p", { class: "deeds" }, el("button", { type: "button", on: { click: () => save("sparql.ttl", "text/turtle", turtle) } }, `${app.say.word("download")}${app.say.word("colon")} Turtle`)), el("pre", { tabindex: "0" }, turtle));

async function rowsOf({ head, results: { bindings } }) {
  const nodes = [...new Set(bindings.flatMap((row) => Object.values(row).filter(({ type }) => type === "uri").map(({ value }) => value)))].filter((iri) => iri.includes("/id/") && !iri.includes("/id/engagement/")).slice(0, MOST);
  const known = await labels(nodes);
  const cell = (term) => {
    if (!term) return null;
    if (term.type === "uri") return { iri: term.value, label: term.value.replace(/^.*[/#]/, ""), ...known[term.value] };
    return /(integer|decimal|double)$/.test(term.datatype ?? "") ? Number(term.value) : term.value;
  };
  return { columns: head.vars.map((name) => ({ name, label: name })), rows: bindings.map((row) => Object.fromEntries(head.vars.map((name) => [name, cell(row[name])]))) };
}
