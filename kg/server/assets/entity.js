// An entity's card: what it is, its roles, texts, partners, its timeline, who speaks of it, the sources; its neighbourhood.

import { el } from "./view/dom.js";
import { address, get } from "./net.js";
import { csvOf, entityLink, factLine, mark, nameOf, objectText, outside, save, section, sentenceText } from "./facts.js";
import { picture } from "./graph.js";
import { DAY } from "./rows.js";
import { timeline } from "./timeline.js";

const NEAR = 16; // nodes of the neighbourhood: more would leave names no room
const ROLES = ["chairs", "coChairs", "hosts", "memberOf", "participatesIn", "holdsPosition", "represents"];
const TEXTS = ["sponsors", "coSponsors", "drafts", "facilitates", "negotiates", "adopts", "votesFor", "opposes", "abstainsOn", "signs", "ratifies", "endorses", "producedBy", "follows"];
const PARTNERS = ["partnersWith", "joins", "assists", "meets", "visits", "requests", "funds"];

export async function entity(app, params) {
  const { say } = app;
  const card = await get("/api/entity", { iri: params.get("entity") });
  const facts = card.facts, own = (fact) => fact.subject.iri === card.iri || fact.object.iri === card.iri;
  const said = facts.filter((fact) => fact.relation === "says" && fact.subject.iri === card.iri);
  const kept = facts.filter((fact) => !said.includes(fact) && own(fact));
  const speaks = (fact) => fact.claims.some((claim) => claim.speaker?.iri === card.iri);
  const elsewhere = facts.filter((fact) => !said.includes(fact) && !own(fact));
  const part = (relations) => kept.filter((fact) => relations.includes(fact.relation));
  const rest = kept.filter((fact) => ![...ROLES, ...TEXTS, ...PARTNERS].includes(fact.relation));
  const names = card.altLabels.filter((name) => name !== nameOf(app, card));
  const side = el("div", { class: "canvas", "data-centre": card.iri });
  const element = el("div", { class: "card-page" },
    el("article", {},
      el("p", { class: "kicker" }, mark(app, card.type), say.term(card.type ?? "")),
      el("h1", { dir: "auto" }, nameOf(app, card)),
      names.length && el("p", { class: "forms" }, el("span", {}, `${say.word("also")} `), el("bdi", {}, names.slice(0, 12).join(" · "))),
      tools(app, card),
      !facts.length && el("p", { class: "quiet" }, say.word("noFacts")),
      groups(app, card, "roles", part(ROLES)), groups(app, card, "texts", part(TEXTS)), groups(app, card, "partners", part(PARTNERS)), groups(app, card, "others", rest),
      section(say.word("saidHere"), ...said.map((fact) => factLine(app, fact, el("q", { lang: "fr", dir: "auto" }, objectText(app, fact).replace(/^[«“]\s?|\s?[»”]$/g, "")))), ...elsewhere.filter(speaks).map((fact) => factLine(app, fact))),
      section(say.word("concerns"), ...elsewhere.filter((fact) => !speaks(fact)).map((fact) => factLine(app, fact))),
      dates(app, facts), speakers(app, card, kept),
      section(say.word("sourcesOf"), card.articles.length && el("ul", { class: "lines" }, ...card.articles.map((it) => el("li", {}, el("a", { href: app.href({ article: it.iri }), dir: "auto" }, it.label), " ", outside(it.url, say.word("openSource"))))))),
    facts.length ? el("aside", { class: "near", "aria-label": say.word("near") }, el("div", { class: "row" }, el("h2", {}, say.word("near")), el("a", { href: app.href({ graph: card.iri }) }, say.word("openGraph"))), side) : null);
  const ready = async () => {
    if (!facts.length) return;
    const data = await get("/api/graph", { around: card.iri, depth: 1, limit: NEAR }).catch(() => null);
    if (data && side.isConnected) picture(app, side, data, { open: (id) => app.go({ entity: id }), centre: card.iri });
  };
  return { element, title: nameOf(app, card), ready };
}

// One fact by its address: its sentence, and who says it.
export async function fact(app, params) {
  const { say } = app;
  const found = await get("/api/explain", { fact: params.get("fact") });
  const [first] = found.facts;
  const line = first && factLine(app, first);
  line?.querySelector(".cite").click();
  const element = el("div", { class: "narrow-page" }, el("h1", {}, say.word("factTitle")), line ?? el("p", {}, say.word("noFacts")));
  return { element, title: first ? sentenceText(app, first) : say.word("factTitle") };
}

function tools(app, card) {
  const { say } = app;
  const rows = () => card.facts.flatMap((fact) => fact.claims.map((claim) => [fact.subject.label, fact.relation, fact.object.label ?? fact.object.literal, claim.status, fact.date, claim.speaker?.label, claim.document, claim.quote]));
  const columns = ["subject", "relation", "object", "status", "date", "speaker", "article", "quote"];
  const name = nameOf(app, card).replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase();
  const deed = (text, act) => el("button", { type: "button", on: { click: act } }, text);
  return el("p", { class: "deeds" }, el("span", { class: "quiet" }, `${say.word("download")}${say.word("colon")}`),
    deed("CSV", () => save(`${name}.csv`, "text/csv;charset=utf-8", csvOf(columns, rows()))),
    deed("JSON", () => save(`${name}.json`, "application/json", JSON.stringify(card, null, 1))),
    el("a", { class: "button", download: `${name}.ttl`, href: address("/sparql", { query: `DESCRIBE <${card.iri}>`, format: "turtle" }) }, "Turtle"),
    deed(say.word("copy"), async () => { await navigator.clipboard?.writeText(location.href).catch(() => {}); app.tell(say.word("copied")); }));
}

// Grouped by relation and side, as one would say it: « copréside … », « est présidé par … ».
function groups(app, card, title, facts) {
  const by = new Map();
  for (const fact of facts) {
    const outward = fact.subject.iri === card.iri;
    const key = `${outward ? 0 : 1} ${fact.relation}`;
    by.set(key, [...(by.get(key) ?? []), fact]);
  }
  const parts = [...by].sort(([a], [b]) => a.localeCompare(b)).map(([key, group]) => {
    const relation = key.slice(2), outward = key[0] === "0";
    const head = (fact) => { const end = outward ? fact.object : fact.subject; return end.iri ? entityLink(app, end) : el("span", { dir: "auto" }, objectText(app, fact)); };
    return el("div", { class: "group" }, el("h3", {}, outward ? app.say.verb(relation, card) : app.say.inverse(relation)), ...group.map((fact) => factLine(app, fact, head(fact))));
  });
  return section(app.say.word(title), ...parts);
}

function dates(app, facts) {
  const dated = facts.map((fact) => ({ fact, when: fact.date ?? (fact.relation === "date" ? fact.object.literal : null) })).filter(({ when }) => DAY.test(when ?? ""));
  const entry = ({ fact, when }) => ({ when, kind: `dot-${fact.status}`, parts: [factLine(app, { ...fact, date: null })] });
  return section(app.say.word("timeline"), dated.length && timeline(app, dated.map(entry)));
}

// Who has something to say of it, the most talkative first.
function speakers(app, card, facts) {
  const by = new Map();
  for (const claim of facts.flatMap((fact) => fact.claims)) {
    const key = claim.speaker?.iri ?? "";
    if (key === card.iri) continue;
    const known = by.get(key) ?? { speaker: claim.speaker, count: 0 };
    by.set(key, { ...known, count: known.count + 1 });
  }
  const rows = [...by.values()].sort((a, b) => b.count - a.count);
  const line = ({ speaker, count }) => el("li", {}, speaker ? entityLink(app, speaker, true) : el("span", {}, app.say.word("itself")), el("small", {}, app.say.count("who", count)));
  return section(app.say.word("told"), rows.length && el("ul", { class: "lines counted" }, ...rows.map(line)));
}
