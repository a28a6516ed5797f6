// Everything that depends on the language: words, names, dates, amounts, sentences.

// The way to speak of a graph's data in one language. Pure: a switch of language makes another.
export function tongue(data, lang) {
  const own = data.words[lang];
  const word = (key, fields = {}) =>
    Object.entries(fields).reduce((line, [name, value]) => line.replaceAll(`{${name}}`, () => value), own[key] ?? key);
  const number = (n) => n.toLocaleString(lang);
  const count = (key, n) => own[key][Math.min(n, 2)].replace("{n}", () => number(n));
  // The ontology's label, else the name itself, spelt out: "coChairs" → "co chairs".
  const term = (name) => data.labels[name]?.[lang] ?? name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const inverse = (relation) => data.inverses[relation]?.[lang] ?? `… ${term(relation)}`;
  // A relation after its subject: several actors under one name « demandent ».
  const verb = (relation, node) => {
    const many = (node.family ?? data.familyOf?.[node.type]) === "ActorGroup" && PLURAL[lang].name.test(node.labels?.[lang] ?? node.label);
    return many ? PLURAL[lang].verbs.reduce((line, [one, several]) => (line === term(relation) ? line.replace(one, several) : line), term(relation)) : term(relation);
  };
  const status = (name) => data.labels[`status-${name}`]?.[lang] ?? word(`status-${name}`);
  const name = (node) => node.labels[lang] ?? node.label;
  const quoted = (text) => own.quote[0] + text + own.quote[1];
  const date = (iso) => {
    const [from, until] = iso.split("/");
    return until ? word("from", { a: dayWord(from, lang), b: dayWord(until, lang) }) : dayWord(from, lang);
  };
  const value = (fact) =>
    fact.relation === "date" ? date(fact.value) : fact.relation === "amount" ? amountWord(fact.value, lang) : fact.value;
  const detail = (key, text) => (key === "amount" ? amountWord(text, lang) : key === "kind" || key === "mode" ? word(text) : text);
  return { lang, word, number, count, term, verb, inverse, status, name, quoted, date, value, detail };
}

// Which names of groups are plurals, and how the verb that begins a relation's label agrees: the first pair that fits.
const PLURAL = {
  fr: {
    name: /^(\d|plus d|les |\S+[sx]\b)/i,
    verbs: [[/^(s['’]|se )?est\b/, "$1sont"], [/^a\b/, "ont"], [/^fait\b/, "font"], [/^dit\b/, "disent"], [/^rejoint\b/, "rejoignent"], [/^(se )?(\S*t)ient\b/, "$1$2iennent"], [/^(s['’]|se )?(\S+e)(?=\s|$)/, "$1$2nt"]],
  },
  en: {
    name: /^\d|^((?! (of|on|for|in|from) )[^,])*s($| (of|on|for|in|from) )/i,
    verbs: [[/^is\b/, "are"], [/^has\b/, "have"], [/^(\S+)ies\b/, "$1y"], [/^(\S+(ch|sh|ss|x))es\b/, "$1"], [/^(\S+[^s])s\b/, "$1"]],
  },
};

// A date as far as it is told: « --12 » is December of a year that is not.
function dayWord(iso, lang) {
  const [, year, month, day] = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso) ?? [];
  if (!year) return iso;
  const format = { year: year === "-" ? undefined : "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
  const text = new Date(Date.UTC(year === "-" ? 2000 : year, (month ?? 1) - 1, day ?? 1)).toLocaleDateString(lang === "fr" ? "fr" : "en-GB", format);
  return lang === "fr" ? text.replace(/^1 /, "1er ") : text;
}

function amountWord(text, lang) {
  const [, figure, currency] = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
  if (!currency) return text;
  const big = Number(figure) >= 1e6;
  const number = Number(figure).toLocaleString(lang, big ? { notation: "compact", compactDisplay: "long", maximumFractionDigits: 2 } : {});
  const named = new Intl.NumberFormat(lang, { style: "currency", currency, currencyDisplay: "name" });
  const unit = named.formatToParts(Number(figure)).find((part) => part.type === "currency").value;
  const joint = lang !== "fr" || !big ? " " : /^[aeiouyéèh]/i.test(unit) ? " d’" : " de ";
  return number + joint + unit;
}
