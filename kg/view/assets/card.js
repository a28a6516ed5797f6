// An entity's card: what it is called, what is known of it, its relations, what it says, who mentions it.

import { el, link, swatch } from "./dom.js";
import { otherEnd } from "./model.js";
import { badge, block, cite } from "./parts.js";
import { entityButton } from "./rail.js";
import { sentence } from "./looks.js";

const LONG = 30; // lines of a relation shown at once

export function entityCard(view, id, wayFrom) {
  const { say, model: it } = view;
  const node = it.nodes.get(id);
  const others = [...new Set([...Object.values(node.labels), node.label, ...node.forms])].filter((form) => form !== say.name(node));
  const posts = node.facts.filter((fact) => fact.relation === "holdsPosition");
  const said = node.facts.filter((fact) => fact.relation === "says");
  const known = node.facts.filter((fact) => !posts.includes(fact) && !said.includes(fact));
  const source = (fact) => cite(say, fact, `${say.name(node)} ${say.term(fact.relation)} ${fact.value ?? ""}`, () => view.pickFact(id, fact));
  return [
    el("p", { class: "kicker" }, swatch(node.family, it.data.families[node.family]), say.term(node.type)),
    el("h2", { dir: "auto" }, say.name(node)),
    others.length && el("p", { class: "forms" }, el("span", {}, `${say.word("also")} `), others.join(" · ")),
    deeds(view, id, wayFrom),
    posts.length && block(say, "functions", el("ul", {}, ...posts.map((fact) => el("li", { class: "row" }, postLine(say, fact), source(fact))))),
    known.length && block(say, "known", el("dl", {}, ...known.flatMap((fact) => [el("dt", {}, say.term(fact.relation)), el("dd", { class: "row" }, el("span", {}, say.value(fact), badge(say, fact.status)), source(fact))]))),
    ...relationBlocks(view, id),
    said.length && block(say, "said", ...said.map((fact) => el("div", { class: "row" }, el("blockquote", { dir: "auto" }, say.quoted(fact.value)), source(fact)))),
    node.mentions.length && block(say, "mentions", el("ul", {}, ...node.mentions.map((iri) => el("li", {}, link(it.data.articles[iri].url, it.data.articles[iri].label))))),
  ].filter(Boolean);
}

// What can be done with it on the picture.
function deeds(view, id, wayFrom) {
  const { say } = view;
  const waiting = view.shown().left.get(id);
  const button = (key, act, fields) => el("button", { type: "button", "data-do": key, on: { click: act } }, say.word(key, fields));
  return el("p", { class: "deeds" },
    view.trail.at(-1) !== id && button("focus", () => view.focus(id)),
    button("pathFrom", () => wayFrom(id)),
    waiting && button("expand", () => view.expand(id), { n: say.number(waiting) }));
}

function postLine(say, fact) {
  const { of, at } = fact.details ?? {};
  const where = [of && `${say.word("of")} ${of}`, at && `${say.word("at")} ${at}`].filter(Boolean).join(", ");
  return el("span", {}, fact.value, where && el("span", { class: "quiet" }, ` — ${where}`), badge(say, fact.status));
}

// Grouped by relation and side, as one would say it: « copréside … », « est présidé par … ».
function relationBlocks(view, id) {
  const groups = new Map();
  for (const edge of view.model.touching.get(id)) {
    if (!view.shown().all.edges.has(edge.id)) continue;
    const outward = edge.from === id || edge.symmetric;
    const key = `${outward ? 0 : 1} ${edge.relation}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  if (!groups.size) return [];
  const sorted = [...groups.entries()].sort(([a, one], [b, two]) => a[0].localeCompare(b[0]) || two.length - one.length);
  return [block(view.say, "relationsOf", ...sorted.map(([key, group]) => relationGroup(view, id, key, group)))];
}

function relationGroup(view, id, key, group) {
  const { say, model: it } = view;
  const outward = key[0] === "0", relation = key.slice(2);
  const sorted = group.sort((a, b) => it.rank.get(otherEnd(a, id)) - it.rank.get(otherEnd(b, id)));
  const items = sorted.slice(0, LONG).map((edge) => {
    const status = view.shown().all.edges.get(edge.id);
    const notes = [badge(say, status), edge.date && el("span", { class: "quiet" }, say.date(edge.date))].filter(Boolean);
    const end = el("div", {}, entityButton(view, otherEnd(edge, id)), notes.length && el("p", { class: "about" }, ...notes));
    return el("li", { class: "row" }, end, cite(say, edge, sentence(it, edge, say), () => view.pick("edge", edge.id)));
  });
  const rest = group.length > LONG && el("p", { class: "rest" }, say.word("moreValues", { n: say.number(group.length - LONG) }));
  return el("div", { class: "group" }, el("h4", {}, outward ? say.verb(relation, it.nodes.get(id)) : say.inverse(relation)), el("ul", {}, ...items), rest);
}
