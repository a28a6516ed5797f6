// An editor for SPARQL: CodeMirror where `make editor` has fetched it, a text area with a list of terms elsewhere.

import { el } from "./view/dom.js";

const SCRIPTS = ["codemirror.js", "sparql.js", "matchbrackets.js", "show-hint.js"];
const STYLES = ["codemirror.css", "show-hint.css"];
const WORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION GROUP BY ORDER BY DESC LIMIT OFFSET COUNT BIND VALUES ASK CONSTRUCT DESCRIBE PREFIX GRAPH CONTAINS LCASE LANG STR EXISTS NOT HAVING".split(" ");
const PREFIXES = ["ent:", "skos:", "org:", "schema:", "rdf:", "rdfs:", "xsd:", "prov:"];

// → {text()}. `run`: what Ctrl-Enter does.
export async function openEditor(app, place, text, run) {
  const terms = [...app.terms.classes, ...Object.keys(app.terms.labels).filter((name) => !app.terms.classes.includes(name))].map((name) => `ent:${name}`);
  if (app.terms.editor) {
    try { return await rich(app, place, text, run, terms); } catch (error) { console.warn(error); }
  }
  return plain(app, place, text, run, terms);
}

async function rich(app, place, text, run, terms) {
  for (const name of STYLES) style(`/assets/vendor/${name}`);
  for (const name of SCRIPTS) await script(`/assets/vendor/${name}`);
  const { CodeMirror } = globalThis;
  const editor = CodeMirror(place, {
    value: text, mode: "application/sparql-query", lineNumbers: true, matchBrackets: true, lineWrapping: true, viewportMargin: Infinity, theme: "entente", screenReaderLabel: app.say.word("editor"),
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": (it) => it.showHint({ hint: (at) => hints(app, at, terms), completeSingle: false }), Tab: false, "Shift-Tab": false },
  });
  // A colon or a letter after « ent: » opens the list by itself.
  editor.on("inputRead", (it, { text: [typed] }) => { if (!it.state.completionActive && (typed === ":" || (/^\w$/.test(typed) && /ent:\w*$/.test(before(it))))) it.execCommand("complete"); });
  CodeMirror.commands.complete = (it) => it.showHint({ hint: (at) => hints(app, at, terms), completeSingle: false });
  editor.refresh();
  return { text: () => editor.getValue() };
}

const before = (editor) => editor.getLine(editor.getCursor().line).slice(0, editor.getCursor().ch);

// What the word before the cursor may become: terms by their name or their label, variables of the query, keywords.
function hints(app, editor, terms) {
  const { line, ch } = editor.getCursor();
  const word = /[\w:?$-]*$/.exec(before(editor))[0], wanted = word.toLowerCase();
  const variables = [...new Set(editor.getValue().match(/\?\w+/g) ?? [])].filter((name) => name !== word);
  const label = (term) => app.say.term(term.slice(4));
  const fits = (term) => term.toLowerCase().startsWith(wanted) || (wanted.startsWith("ent:") && wanted.length > 4 && label(term).toLowerCase().includes(wanted.slice(4)));
  const found = [...variables.filter((name) => name.startsWith(word)), ...terms.filter(fits), ...PREFIXES.filter(fits), ...WORDS.filter((name) => name.toLowerCase().startsWith(wanted))];
  const item = (name) => (name.startsWith("ent:") && name.length > 4 ? { text: name, render: (element) => element.append(name, el("small", {}, label(name))) } : { text: name, displayText: name });
  return { list: found.slice(0, 60).map(item), from: { line, ch: ch - word.length }, to: { line, ch } };
}

function plain(app, place, text, run, terms) {
  const area = el("textarea", { rows: 10, spellcheck: "false", "aria-label": app.say.word("editor"), on: { keydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); } } });
  area.value = text;
  const insert = (term) => { area.setRangeText(term, area.selectionStart, area.selectionEnd, "end"); area.focus(); };
  const list = el("details", {}, el("summary", {}, app.say.word("terms")), el("p", { class: "quiet" }, app.say.word("plainEditor")),
    el("p", { class: "terms" }, ...terms.map((term) => el("button", { type: "button", class: "term", title: app.say.term(term.slice(4)), "aria-label": app.say.word("insert", { term }), on: { click: () => insert(term) } }, term.slice(4)))));
  place.replaceChildren(area, list);
  return { text: () => area.value };
}

function script(src) {
  return new Promise((done, failed) => {
    if (document.querySelector(`script[src="${src}"]`)) return done();
    document.head.append(el("script", { src, on: { load: done, error: () => failed(new Error(src)) } }));
  });
}

function style(href) {
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(el("link", { rel: "stylesheet", href }));
}
