// Entities and facts as the views show them: links, sentences, badges, passages.

import { el, isWeb, link, stroke, swatch } from "./view/dom.js";

export const familyOf = (app, type) => app.terms.familyOf[type] ?? "Other";
export const mark = (app, type) => swatch(familyOf(app, type), app.terms.families[familyOf(app, type)]);
export const nameOf = (app, node) => node.labels?.[app.lang] ?? node.label ?? node.iri;

// A link to an entity's card.
export const entityLink = (app, node, plain = false) =>
  el("a", { class: "entity", href: app.href({ entity: node.iri }) }, plain ? null : mark(app, node.type), el("span", { dir: "auto" }, nameOf(app, node)));

export const badge = (app, status) => el("span", { class: `badge s-${status}` }, app.say.status(status));

// A status is worth a word only when it is not simply so.
export const note = (app, fact) => [
  ["realised", "ongoing"].includes(fact.status) ? null : badge(app, fact.status),
  fact.date && fact.relation !== "date" && el("time", { class: "quiet" }, app.say.date(fact.date)),
].filter(Boolean);

export const objectText = (app, fact) => {
  if (fact.object.label) return nameOf(app, fact.object);
  const value = { relation: fact.relation, value: fact.object.literal };
  return fact.relation === "says" ? app.say.quoted(value.value) : app.say.value(value);
};

export const sentenceText = (app, fact) => `${nameOf(app, fact.subject)} ${app.say.verb(fact.relation, fact.subject)} ${objectText(app, fact)}`;

const objectPart = (app, fact) => (fact.object.iri ? entityLink(app, fact.object, true) : el("span", { dir: "auto" }, objectText(app, fact)));

// « Maroc copréside le Forum », with its ends as links.
export const sentence = (app, fact) => el("span", { class: "sentence" },
  entityLink(app, fact.subject, true), " ", el("em", {}, app.say.verb(fact.relation, fact.subject)), " ", objectPart(app, fact));

// A claim: the words, who says them, where.
export function claimPart(app, claim) {
  const who = claim.speaker ? app.say.word("saidBy", { who: claim.speaker.label }) : app.say.word("saidByArticle");
  const where = claim.article && el("a", { href: app.href({ article: claim.article, at: claim.start }) }, app.say.word("inArticle"));
  return el("figure", {},
    el("blockquote", { lang: "fr", dir: "auto" }, claim.quote),
    el("figcaption", {}, el("strong", { dir: "auto" }, who), ` — ${app.say.status(claim.status)} · `,
      el("span", { dir: "auto" }, claim.document), ` · ${app.say.word("confidence", { n: Math.round(claim.confidence * 100) })}`, where && " · ", where));
}

// A fact that opens on its passages. `head`: what its line says.
export function factLine(app, fact, head) {
  const claims = fact.claims ?? [fact];
  const body = el("div", { class: "claims" });
  const fill = () => {
    if (body.childElementCount) return;
    body.append(...claims.map((claim) => claimPart(app, claim)));
    if (fact.subject.iri) body.append(el("p", {}, el("a", { href: app.href({ graph: fact.subject.iri, pick: fact.id }) }, app.say.word("inGraph"))));
    if (fact.contradictedBy?.length) body.append(el("p", { class: "against" }, app.say.word("contradicted")), ...fact.contradictedBy.flatMap((row) => [el("p", {}, sentence(app, row)), claimPart(app, row)]));
  };
  const button = el("button", {
    type: "button", class: "cite", "aria-expanded": "false", "aria-label": app.say.word("passagesOf", { fact: sentenceText(app, fact) }), title: app.say.word("passages"),
    on: { click: () => { fill(); body.hidden = !body.hidden; button.setAttribute("aria-expanded", String(!body.hidden)); } },
  }, app.say.count("cite", claims.length));
  body.hidden = true;
  return el("div", { class: "fact", "data-fact": fact.id }, el("div", { class: "row" }, el("div", {}, head ?? sentence(app, fact), " ", ...note(app, fact)), button), body);
}

export const section = (title, ...children) => {
  const kept = children.flat().filter(Boolean);
  return kept.length ? el("section", {}, el("h2", {}, title), ...kept) : null;
};

export const statusStroke = (app, status) => stroke(status, app.terms.dashes[status]);

export const outside = (url, text) => (isWeb(url) ? link(url, text) : null);

// Saves a text as a file.
export function save(name, kind, text) {
  const url = URL.createObjectURL(new Blob([text], { type: kind }));
  const made = el("a", { href: url, download: name });
  document.body.append(made);
  made.click();
  made.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function csvOf(columns, rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    // A spreadsheet would run what begins like a formula.
    const safe = /^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
