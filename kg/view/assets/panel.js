// The side panel: an entity's card, or a fact with the passages that say it.

function drawPanel() {
  const panel = byId("panel");
  panel.hidden = !state.selected;
  document.body.classList.toggle("reading", !panel.hidden);
  if (!state.selected) return panel.replaceChildren();
  const { kind, id } = state.selected;
  const close = el("button", { type: "button", class: "close", "aria-label": word("close"), on: { click: () => choose(null) } }, "×");
  const content = kind === "node" ? entityCard(id) : factCard(kind === "edge" ? FACT_OF_EDGE[id] : state.selected.fact);
  panel.replaceChildren(close, ...content);
  panel.setAttribute("aria-label", kind === "node" ? nameOf(id) : sentenceOf(state.selected));
  panel.scrollTop = 0;
}

const sentenceOf = ({ kind, id, fact }) => (kind === "edge" ? sentence(FACT_OF_EDGE[id]) : `${nameOf(id)} ${term(fact.relation)}`);

const block = (title, ...children) => el("section", {}, el("h3", {}, word(title)), ...children);

function entityCard(id) {
  const entity = DATA.entities[id];
  const others = [...new Set([...Object.values(entity.labels), entity.label, ...entity.forms])].filter((form) => form !== nameOf(id));
  const posts = entity.facts.filter((fact) => fact.relation === "holdsPosition");
  const said = entity.facts.filter((fact) => fact.relation === "says");
  const known = entity.facts.filter((fact) => !posts.includes(fact) && !said.includes(fact));
  return [
    el("p", { class: "kicker" }, swatch(entity.family), term(entity.type)),
    el("h2", {}, nameOf(id)),
    others.length && el("p", { class: "forms" }, el("span", {}, `${word("also")} `), others.join(" · ")),
    posts.length && block("functions", el("ul", {}, ...posts.map((fact) => el("li", { class: "row" }, postLine(id, fact), sourceButton(id, fact))))),
    known.length && block("known", el("dl", {}, ...known.flatMap((fact) => [el("dt", {}, term(fact.relation)), el("dd", { class: "row" }, el("span", {}, valueWord(fact), badge(fact)), sourceButton(id, fact))]))),
    ...relationBlocks(id),
    said.length && block("said", ...said.map((fact) => el("div", { class: "row" }, el("blockquote", {}, quoted(fact.value)), sourceButton(id, fact)))),
    entity.mentions.length && block("mentions", el("ul", {}, ...entity.mentions.map((article) => el("li", {}, link(article.url, article.label))))),
  ].filter(Boolean);
}

function postLine(id, fact) {
  const { of, at } = fact.details ?? {};
  const where = [of && `${word("of")} ${of}`, at && `${word("at")} ${at}`].filter(Boolean).join(", ");
  return el("span", {}, fact.value, where && el("span", { class: "quiet" }, ` — ${where}`), badge(fact));
}

const quoted = (text) => word("quote")[0] + text + word("quote")[1];

// A status is worth a word only when it is not simply so.
const badge = ({ status }) => (status === "realised" || status === "ongoing" ? null : el("span", { class: `badge s-${status}` }, statusWord(status)));

function sourceButton(id, fact) {
  return cite(`${nameOf(id)} ${term(fact.relation)} ${fact.value ?? ""}`, () => choose("value", id, fact));
}

// The way from a fact to the words that say it.
function cite(said, act) {
  const label = word("showPassage", { sentence: said });
  return el("button", { type: "button", class: "cite", "aria-label": label, title: word("passage"), on: { click: act } }, "❞");
}

// Grouped by relation and side, as one would say it: « copréside … », « est présidé par … ».
function relationBlocks(id) {
  const groups = new Map();
  for (const edge of DATA.edges) {
    if (edge.from !== id && edge.to !== id) continue;
    const outward = edge.from === id || !edge.arrows;
    const key = `${outward ? 0 : 1} ${FACT_OF_EDGE[edge.id].relation}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  if (!groups.size) return [];
  const sorted = [...groups.entries()].sort(([a, one], [b, two]) => a[0].localeCompare(b[0]) || two.length - one.length);
  return [block("relationsOf", ...sorted.map(([key, group]) => relationGroup(id, key[0] === "0", key.slice(2), group)))];
}

function relationGroup(id, outward, relation, group) {
  const items = group.map((edge) => {
    const fact = FACT_OF_EDGE[edge.id];
    const notes = [badge(fact), fact.date && el("span", { class: "quiet" }, dateWord(fact.date))].filter(Boolean);
    const end = el("div", {}, entityButton(edge.from === id ? edge.to : edge.from), notes.length && el("p", { class: "about" }, ...notes));
    return el("li", { class: "row" }, end, cite(sentence(fact), () => choose("edge", edge.id)));
  });
  const inverse = DATA.inverses[relation]?.[state.lang] ?? `… ${term(relation)}`;
  return el("div", { class: "group" }, el("h4", {}, outward ? term(relation) : inverse), el("ul", {}, ...items));
}

function factCard(fact) {
  const shown = Object.entries(fact.details ?? {}).filter(([key]) => key !== "of" && key !== "at");
  return [
    el("p", { class: "kicker" }, stroke(fact.status), statusWord(fact.status)),
    headline(fact),
    fact.inferred && el("p", { class: "quiet" }, word("inferred")),
    (fact.date || shown.length) && el("dl", {},
      ...(fact.date ? [el("dt", {}, word("date")), el("dd", {}, dateWord(fact.date))] : []),
      ...shown.flatMap(([key, value]) => [el("dt", {}, word(key)), el("dd", {}, detailWord(key, value))])),
    el("section", {}, el("h3", {}, count("sources", fact.claims.length)), ...fact.claims.map((claim) => passage(claim, fact))),
  ].filter(Boolean);
}

function headline(fact) {
  const end = (id) => el("button", { type: "button", class: "end", on: { click: () => choose("node", id) } }, nameOf(id));
  const verb = el("em", {}, term(fact.relation));
  const edge = ENDS[fact.engagement];
  if (edge) return el("h2", { class: "fact" }, end(edge.from), " ", verb, " ", end(edge.to));
  return el("h2", { class: "fact" }, end(state.selected.id), " ", verb, " ", fact.relation === "says" ? quoted(fact.value) : valueWord(fact));
}

function passage(claim, fact) {
  const who = claim.speaker ? word("saidBy", { who: claim.speaker[1] }) : word("saidByArticle");
  const differs = claim.status !== fact.status || fact.claims.length > 1;
  return el("figure", {},
    el("blockquote", { lang: "fr" }, el("p", {}, quoted(claim.quote))),
    el("figcaption", {},
      el("strong", {}, who), differs && ` — ${statusWord(claim.status)}`, el("br"),
      word("where", { document: claim.document, start: claim.start, end: claim.end }),
      ` · ${word("confidence", { n: Math.round(claim.confidence * 100) })}`,
      web(claim.url) && el("br"), web(claim.url) && link(claim.url, word("open"))));
}

// Only the web's own addresses become links.
function web(address) {
  try { return ["http:", "https:"].includes(new URL(address).protocol); } catch { return false; }
}

function link(address, text) {
  return web(address) ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text) : el("span", {}, text);
}
