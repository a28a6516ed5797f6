// Everything that depends on the language: words, names, dates, amounts, sentences.

function word(key, fields = {}) {
  const text = DATA.words[state.lang][key] ?? key;
  return Object.entries(fields).reduce((line, [name, value]) => line.replaceAll(`{${name}}`, () => value), text);
}

function count(key, n) {
  return DATA.words[state.lang][key][Math.min(n, 2)].replace("{n}", () => n.toLocaleString(state.lang));
}

// The ontology's label, else the name itself, spelt out: "coChairs" → "co chairs".
function term(name) {
  const label = DATA.labels[name]?.[state.lang];
  return label ?? name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

const statusWord = (status) => DATA.labels[`status-${status}`]?.[state.lang] ?? word(`status-${status}`);

const nameOf = (id) => DATA.entities[id].labels[state.lang] ?? DATA.entities[id].label;

const speakerWord = (name) => name || word("article");

function detailWord(key, value) {
  return key === "amount" ? amountWord(value) : key === "kind" || key === "mode" ? word(value) : value;
}

function dayWord(iso) {
  const [year, month, day] = iso.split("-");
  if (!/^\d{4}$/.test(year)) return iso;
  const format = { year: "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
  const text = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1)).toLocaleDateString(state.lang === "fr" ? "fr" : "en-GB", format);
  return state.lang === "fr" ? text.replace(/^1 /, "1er ") : text;
}

function dateWord(iso) {
  const [from, until] = iso.split("/");
  return until ? word("from", { a: dayWord(from), b: dayWord(until) }) : dayWord(from);
}

function amountWord(text) {
  const [, figure, currency] = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
  if (!currency) return text;
  const big = Number(figure) >= 1e6;
  const number = Number(figure).toLocaleString(state.lang, big ? { notation: "compact", compactDisplay: "long", maximumFractionDigits: 2 } : {});
  const named = new Intl.NumberFormat(state.lang, { style: "currency", currency, currencyDisplay: "name" });
  const unit = named.formatToParts(Number(figure)).find((part) => part.type === "currency").value;
  const joint = state.lang !== "fr" || !big ? " " : /^[aeiouyéèh]/i.test(unit) ? " d’" : " de ";
  return number + joint + unit;
}

const valueWord = (fact) =>
  fact.relation === "date" ? dateWord(fact.value) : fact.relation === "amount" ? amountWord(fact.value) : fact.value;

function sentence(fact) {
  const edge = ENDS[fact.engagement];
  return `${nameOf(edge.from)} ${term(fact.relation)} ${nameOf(edge.to)}`;
}
