// A map of links: who × whom, how many facts between the two. A table, so that it reads without eyes too.

import { el } from "./view/dom.js";

const MOST = 24; // rows and columns: more cannot be read

export function links(app, data) {
  const { say } = app;
  const degree = new Map();
  for (const { from, to } of data.edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const nodes = data.nodes.filter(({ id }) => degree.has(id)).sort((a, b) => degree.get(b.id) - degree.get(a.id)).slice(0, MOST);
  if (!nodes.length) return el("p", { class: "quiet" }, say.word("noLinks"));
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const names = new Map(data.nodes.map((node) => [node.id, say.name(node)]));
  const between = (a, b) => data.edges.filter((edge) => (edge.from === a && edge.to === b) || (edge.from === b && edge.to === a));
  const told = el("div", { class: "told", role: "status" });
  const line = (edge) => el("li", {}, el("a", { href: app.href({ fact: edge.id.split("#")[0] }), dir: "auto" }, `${names.get(edge.from)} ${say.verb(edge.relation, byId.get(edge.from))} ${names.get(edge.to)}`), " ", el("small", {}, say.status(edge.inferred ? "derived" : edge.status)));
  const read = (a, b, edges) => told.replaceChildren(el("h3", { dir: "auto" }, say.word("linksOf", { a: names.get(a), b: names.get(b), n: say.count("facts", edges.length) })), el("ul", {}, ...edges.map(line)));
  const cell = (a, b) => {
    const edges = a === b ? [] : between(a, b);
    if (!edges.length) return el("td", { class: a === b ? "self" : null });
    const label = say.word("linksOf", { a: names.get(a), b: names.get(b), n: say.count("facts", edges.length) });
    return el("td", { class: `heat-${Math.min(4, edges.length)}` }, el("button", { type: "button", "aria-label": label, title: label, on: { click: () => read(a, b, edges) } }, String(edges.length)));
  };
  const head = el("tr", {}, el("td", {}), ...nodes.map(({ id }) => el("th", { scope: "col", title: names.get(id) }, el("span", { dir: "auto" }, names.get(id)))));
  const rows = nodes.map(({ id }) => el("tr", {}, el("th", { scope: "row", dir: "auto", title: names.get(id) }, el("a", { href: app.href({ entity: id }) }, names.get(id))), ...nodes.map((other) => cell(id, other.id))));
  return el("div", {}, el("p", { class: "quiet" }, say.word("linksHelp")), el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": say.word("asLinks") }, el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, ...rows))), told);
}
