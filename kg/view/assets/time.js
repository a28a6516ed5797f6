// What was true, and what was planned, in a month ("2024-06").
//
// A fact has a time in the world (its valid_from…valid_until, else its date) and a time of telling (its articles').
// In a month:
// - it holds when its time has begun and, if it is a state that ends, has not ended;
// - it is still ahead when its time comes later, or it was only planned: then it stands as what was said of it by then;
// - without any time in the world it holds from its first article on;
// - without any date at all it is always there.
// `strict` keeps what happens or is said in that very month.

const SETTLED = new Set(["realised", "ongoing"]);
const month = (iso) => (iso ? iso.slice(0, 7) : "");
const first = (iso) => (/^\d{4}$/.test(iso) ? `${iso}-01` : month(iso));
const last = (iso) => (/^\d{4}$/.test(iso) ? `${iso}-12` : month(iso));

// When a fact is so in the world: { from, until } in months, "" where unknown.
export function period(fact) {
  const [begin, end] = (fact.date ?? "").split("/");
  const from = month(fact.valid_from) || (/^\d{4}/.test(begin) ? first(begin) : "");
  const until = month(fact.valid_until) || (/^\d{4}/.test(end ?? begin) ? last(end ?? begin) : "");
  return { from, until };
}

// The months a fact's claims were published in, "" where unknown, claim by claim.
export const told = (fact, articles) => fact.claims.map((claim) => month(articles[claim.article]?.published));

const known = new WeakMap(); // fact → its times: they are asked for at every move of a slider

function times(fact, articles) {
  if (!known.has(fact)) {
    const dates = told(fact, articles);
    known.set(fact, { ...period(fact), dates, dated: dates.filter(Boolean).sort() });
  }
  return known.get(fact);
}

// The first and last month anything is dated, or null when nothing is. The farthest hundredth on each side does not
// count: one "1945" would make a slider useless.
export function span(facts, articles) {
  const counts = new Map();
  let all = 0;
  const add = (it) => { if (it) { counts.set(it, (counts.get(it) ?? 0) + 1); all += 1; } };
  for (const fact of facts) {
    const { from, until, dated } = times(fact, articles);
    add(from);
    if (until !== from) add(until);
    dated.forEach(add);
  }
  if (!all) return null;
  const sorted = [...counts.keys()].sort();
  const reach = (order) => {
    let before = 0;
    return order.find((it) => (before += counts.get(it)) > all / 100);
  };
  return { from: reach(sorted), until: reach(sorted.reverse()) };
}

// The status a fact has in a month, or null when it was neither so nor said.
export function asOf(fact, articles, now, strict = false) {
  const { from, until, dates, dated } = times(fact, articles);
  if (!from && !until && !dated.length) return fact.status;
  const begun = from || until || dated[0];
  const ongoing = fact.status === "ongoing";
  const ends = until || (ongoing ? now : begun);
  if (strict && !(begun <= now && now <= ends) && !dates.includes(now)) return null;
  if (SETTLED.has(fact.status) && begun <= now) return ongoing && ends < now ? null : fact.status;
  const ahead = fact.claims.map(({ status }, index) => ({ status, when: dates[index] }))
    .filter(({ status, when }) => !SETTLED.has(status) && when <= now)
    .sort((a, b) => (a.when < b.when ? -1 : 1));
  return ahead.length ? ahead.at(-1).status : null;
}

export function months({ from, until }) {
  const found = [];
  let [year, at] = from.split("-").map(Number);
  for (let now = from; now <= until && found.length < 1200; now = `${year}-${String(at).padStart(2, "0")}`) {
    found.push(now);
    if (++at > 12) { at = 1; year += 1; }
  }
  return found;
}
