// Where one begins: a question, those most spoken of, the latest articles.

import { el } from "./view/dom.js";
import { get } from "./net.js";
import { entityLink, section } from "./facts.js";
import { askForm } from "./ask.js";
import { articleLine } from "./reader.js";

export async function home(app) {
  const { say } = app;
  const [summary, latest] = await Promise.all([get("/api/summary", { limit: 8 }), get("/api/articles", { limit: 6 })]);
  const { totals } = summary;
  const counts = say.word("totals", Object.fromEntries(["articles", "entities", "facts"].map((key) => [key, say.count(key, totals[key])]).concat([["told", say.number(totals.told)]])));
  const told = Object.entries(summary.families).map(([family, nodes]) => el("div", { class: "family" }, el("h3", {}, say.word(`fam-${family}`)),
    el("ul", {}, ...nodes.map((node) => el("li", {}, entityLink(app, node), el("small", {}, say.number(node.facts)))))));
  return el("div", {},
    el("div", { class: "lead" }, el("h1", {}, say.word("lead")), el("p", { class: "quiet" }, counts), totals.articles ? askForm(app, "") : el("p", {}, say.word("empty"))),
    totals.articles ? section(say.word("mostTold"), el("div", { class: "families" }, ...told)) : null,
    section(say.word("latest"), latest.length && el("ul", { class: "lines" }, ...latest.map((it) => articleLine(app, it))), latest.length && el("p", {}, el("a", { href: app.href({ articles: "" }) }, say.word("allArticles")))));
}
