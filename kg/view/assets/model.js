// A graph's data with what is asked of it: who touches whom, which facts pass, the way between two nodes, names.
// No document here: what this file knows can be tested without a page.

import { asOf, span } from "./time.js";

export const AXES = ["family", "status", "relation", "speaker", "article"];

// `data` is `kg.view.data.payload`. The article's own voice is the speaker "".
export function model(data) {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const touching = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    touching.get(edge.from).push(edge);
    if (edge.to !== edge.from) touching.get(edge.to).push(edge);
  }
  const facts = [...data.edges, ...data.nodes.flatMap((node) => node.facts)];
  return { data, nodes, edges, touching, facts, rank: new Map(data.nodes.map(({ id }, index) => [id, index])), span: span(facts, data.articles), counts: tally(data, facts), names: null };
}

const once = (values) => (values.length > 1 ? [...new Set(values)] : values);

export const speakersOf = (fact) => once(fact.claims.map((claim) => claim.speaker?.[1] ?? ""));

export const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

const AXIS_OF_FACT = {
  status: (fact) => [standing(fact, fact.status)],
  relation: (fact) => [fact.relation],
  speaker: speakersOf,
  article: (fact) => once(fact.claims.map((claim) => claim.article)),
};

// Axis → value → how many nodes (family) or facts have it.
function tally(data, facts) {
  const count = (items, valuesOf) => {
    const counts = new Map();
    for (const item of items) for (const value of valuesOf(item)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  return { family: count(data.nodes, (node) => [node.family]), ...Object.fromEntries(Object.entries(AXIS_OF_FACT).map(([axis, valuesOf]) => [axis, count(facts, valuesOf)])) };
}

// What a link that no article writes is shown as, in place of a status.
const standing = (fact, status) => (fact.inferred ? "derived" : status);

// The status under which a fact passes the filters at a time, or null. `choice`: {hidden: {axis: Set}, month, strict}.
function passing(fact, { hidden, month, strict }, articles) {
  if (hidden.relation.has(fact.relation)) return null;
  const status = month ? asOf(fact, articles, month, strict) : fact.status;
  if (status === null || hidden.status.has(standing(fact, status))) return null;
  if (hidden.speaker.size && speakersOf(fact).every((name) => hidden.speaker.has(name))) return null;
  if (hidden.article.size && fact.claims.every((claim) => hidden.article.has(claim.article))) return null;
  return standing(fact, status);
}

// What the filters leave: nodes (ids, central first), edges and values (fact → its status then). A node stays for its
// class and for at least one fact that stays; without any filter on facts it stays by itself.
export function sift({ data, nodes }, choice) {
  const { hidden } = choice;
  const known = (id) => !hidden.family.size || !hidden.family.has(nodes.get(id).family);
  const edges = new Map(), values = new Map(), linked = new Set();
  for (const edge of data.edges) {
    const status = known(edge.from) && known(edge.to) ? passing(edge, choice, data.articles) : null;
    if (status === null) continue;
    edges.set(edge.id, status);
    linked.add(edge.from).add(edge.to);
  }
  const free = !choice.month && AXES.slice(1).every((axis) => !hidden[axis].size);
  const left = data.nodes.filter((node) => {
    if (!known(node.id)) return false;
    let told = false;
    for (const fact of node.facts) {
      const status = passing(fact, choice, data.articles);
      if (status === null) continue;
      values.set(fact.id, status);
      told = true;
    }
    return free || told || linked.has(node.id);
  });
  return { nodes: left.map(({ id }) => id), edges, values };
}

// The neighbours of a node through these edges, the most central first.
export function neighbours({ touching, rank }, id, edges) {
  const found = new Set(touching.get(id).filter((edge) => edges.has(edge.id)).map((edge) => otherEnd(edge, id)));
  found.delete(id);
  return [...found].sort((a, b) => rank.get(a) - rank.get(b));
}

// The shortest way between two nodes through these edges: [edge…], [] for no step, null for no way. Of two ways of one
// length, the one through what is done.
export function route({ touching }, from, to, edges) {
  const came = new Map([[from, null]]);
  const firm = (edge) => (["realised", "ongoing"].includes(edges.get(edge.id)) ? 0 : 1);
  for (let ring = [from]; ring.length && !came.has(to);) {
    const next = [];
    for (const id of ring) {
      const ways = touching.get(id).filter((edge) => edges.has(edge.id)).sort((a, b) => firm(a) - firm(b));
      for (const edge of ways) {
        const other = otherEnd(edge, id);
        if (!came.has(other)) { came.set(other, { edge, id }); next.push(other); }
      }
    }
    ring = next;
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let id = to; came.get(id); id = came.get(id).id) steps.unshift(came.get(id).edge);
  return steps;
}

// What a name is compared by: no case, no accents, no typographic apostrophe.
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ").toLowerCase();

// Ids of the nodes that have a name like this: beginnings before inner words before inner letters, then the central.
export function lookUp(it, text, most = 8) {
  const wanted = plain(text).trim();
  if (!wanted) return [];
  it.names ??= it.data.nodes.map(({ id, label, labels, forms }) => ({ id, names: [...new Set([label, ...Object.values(labels), ...forms])].map(plain) }));
  const rank = ({ names }) => Math.min(...names.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : 9)));
  return it.names.map((entry) => ({ id: entry.id, rank: rank(entry) })).filter((entry) => entry.rank < 9)
    .sort((a, b) => a.rank - b.rank || it.rank.get(a.id) - it.rank.get(b.id)).slice(0, most).map(({ id }) => id);
}

const ALIKE = 0.55; // share of the pairs of letters that a slip of the pen leaves together

// Ids of the nodes whose name may be meant where no name is like this, the likest first.
export function nearly(it, text, most = 5) {
  const pairs = (name) => new Set([...name].slice(1).map((letter, index) => [...name][index] + letter));
  const wanted = pairs(plain(text).trim());
  const alike = (name) => { const own = pairs(name); return (2 * [...own].filter((pair) => wanted.has(pair)).length) / (own.size + wanted.size || 1); };
  return (it.names ?? []).map(({ id, names }) => ({ id, alike: Math.max(...names.map(alike)) })).filter((entry) => entry.alike > ALIKE)
    .sort((a, b) => b.alike - a.alike || it.rank.get(a.id) - it.rank.get(b.id)).slice(0, most).map(({ id }) => id);
}
