// A fact: its sentence, its status and date, and each passage that says it, in its place, with who says so. And the way
// between two entities, fact by fact.

import { el, isWeb, link } from "./dom.js";
import { cite, kicker } from "./parts.js";
import { entityButton } from "./rail.js";
import { sentence } from "./looks.js";

// `owner`: the node a fact without another end is told of.
export function factCard(view, fact, owner) {
  const { say } = view;
  const shown = Object.entries(fact.details ?? {}).filter(([key]) => key !== "of" && key !== "at");
  return [
    kicker(view, view.shown().all.edges.get(fact.id) ?? fact.status),
    headline(view, fact, owner),
    fact.inferred && ground(view, fact),
    (fact.date || shown.length > 0) && el("dl", {},
      ...(fact.date ? [el("dt", {}, say.word("date")), el("dd", {}, say.date(fact.date))] : []),
      ...shown.flatMap(([key, value]) => [el("dt", {}, say.word(key)), el("dd", {}, say.detail(key, value))])),
    el("section", {}, el("h3", {}, say.count("sources", fact.claims.length)), ...fact.claims.map((claim) => passage(view, claim, fact))),
  ].filter(Boolean);
}

// A link that no article writes: what it follows from, which an article does.
function ground(view, fact) {
  const { say, model: it } = view;
  const base = it.nodes.get(fact.from).facts.find(({ id }) => id === fact.id.split("#")[0]);
  const words = base && `${say.name(it.nodes.get(fact.from))} ${say.term(base.relation)} ${say.value(base)}`;
  return el("p", { class: "quiet" }, say.word("inferred"), say.word("colon"), " ",
    base ? el("button", { type: "button", class: "plain", dir: "auto", on: { click: () => view.pickFact(fact.from, base) } }, words) : "");
}

function headline(view, fact, owner) {
  const { say, model: it } = view;
  const end = (id) => el("button", { type: "button", class: "end", dir: "auto", on: { click: () => view.pick("node", id) } }, say.name(it.nodes.get(id)));
  const verb = el("em", {}, say.verb(fact.relation, it.nodes.get(fact.from ?? owner)));
  if (fact.to) return el("h2", { class: "fact" }, end(fact.from), " ", verb, " ", end(fact.to));
  return el("h2", { class: "fact" }, end(owner), " ", verb, " ", fact.relation === "says" ? say.quoted(fact.value) : say.value(fact));
}

function passage(view, claim, fact) {
  const { say, model: it } = view;
  const article = it.data.articles[claim.article];
  const who = claim.speaker ? say.word("saidBy", { who: claim.speaker[1] }) : say.word("saidByArticle");
  const differs = claim.status !== fact.status || fact.claims.length > 1;
  const words = el("p", { dir: "auto" }, claim.before ?? "", el("mark", {}, claim.quote), claim.after ?? "");
  return el("figure", {},
    el("blockquote", { lang: "fr" }, words),
    el("figcaption", {},
      el("strong", {}, who), differs && ` — ${say.status(claim.status)}`, el("br"),
      say.word("where", { document: article.label, start: claim.start, end: claim.end }),
      article.published && ` · ${say.date(article.published)}`,
      ` · ${say.word("confidence", { n: Math.round(claim.confidence * 100) })}`,
      view.options.read && el("br"), view.options.read?.(claim.article, claim.start),
      isWeb(article.url) && el("br"), isWeb(article.url) && link(article.url, say.word("open"))));
}

export function routeCard(view, { from, to, edges }) {
  const { say, model: it } = view;
  const steps = edges.map((id) => it.edges.get(id));
  const step = (edge) => el("li", { class: "row" }, el("span", { dir: "auto" }, sentence(it, edge, say)), cite(say, edge, sentence(it, edge, say), () => view.pick("edge", edge.id)));
  return [
    el("p", { class: "kicker" }, say.count("steps", steps.length)),
    el("h2", {}, say.word("pathTitle")),
    el("div", { class: "ends" }, entityButton(view, from), el("span", { "aria-hidden": "true" }, "→"), entityButton(view, to)),
    el("section", {}, el("ol", {}, ...steps.map(step))),
  ];
}
