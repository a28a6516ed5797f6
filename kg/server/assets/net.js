// What the page asks the service for. Errors come back as one line for the reader.

export class Refused extends Error {
  constructor(message, status) { super(message); this.status = status; }
}

const TOGETHER = 100; // labels asked for at once

let lang = "fr";
export const speakTo = (chosen) => { lang = chosen; };

// `params`: {name: value or [values]}; empty ones are left out. `lang: null` leaves the language to the service.
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ lang, ...params })) {
    for (const one of [value].flat()) if (one !== null && one !== undefined && one !== "") query.append(name, one);
  }
  return `${path}?${query}`;
}

export async function get(path, params) {
  return (await sent(address(path, params), { headers: { Accept: "application/json", "Accept-Language": lang } })).json();
}

// A SPARQL query → its results, rows or triples, as text in the form the service chooses among those accepted.
export async function sparql(query) {
  const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.9", "Content-Type": "application/sparql-query" };
  const answer = await sent(address("/sparql"), { method: "POST", headers, body: query });
  const kind = answer.headers.get("content-type") ?? "";
  return kind.includes("json") ? { results: await answer.json() } : { turtle: await answer.text() };
}

// What nodes are called and what they are: IRI → {label, labels, type}, for those the graph knows.
export async function labels(nodes) {
  const parts = Array.from({ length: Math.ceil(nodes.length / TOGETHER) }, (_, index) => nodes.slice(index * TOGETHER, (index + 1) * TOGETHER));
  return Object.assign({}, ...(await Promise.all(parts.map((iri) => get("/api/labels", { iri })))));
}

export async function send(path, params, body, token) {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/octet-stream" };
  return (await sent(address(path, params), { method: "POST", headers, body })).json();
}

async function sent(url, options) {
  let answer;
  try { answer = await fetch(url, options); } catch { throw new Refused("", 0); }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(problem.detail ?? `${answer.status}`, answer.status);
}
