// The data, the state, and the two ways to make an element. Text only ever enters through text nodes.

const DATA = JSON.parse(document.getElementById("data").textContent);
const FACT_OF_EDGE = DATA.facts;
const ENDS = Object.fromEntries(DATA.edges.map((edge) => [edge.id, edge]));
const FACTS_OF_NODES = Object.values(DATA.entities).flatMap((entity) => entity.facts);
const ALL_FACTS = [...Object.values(FACT_OF_EDGE), ...FACTS_OF_NODES];

const state = { lang: DATA.lang, selected: null, hidden: { family: new Set(), relation: new Set(), status: new Set(), speaker: new Set() } };

const byId = (id) => document.getElementById(id);

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

const OUTLINES = {
  dot: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  square: "M2.7 2.7h10.6v10.6h-10.6z",
  diamond: "M8 1l7 7-7 7-7-7z",
  triangle: "M8 1.8l7 12.2h-14z",
  triangleDown: "M8 14.2l7-12.2h-14z",
  hexagon: "M4.6 2h6.8l3.4 6-3.4 6h-6.8l-3.4-6z",
};

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function swatch(family) {
  const path = svg("path", { d: OUTLINES[DATA.families[family]] });
  return svg("svg", { class: `swatch k-${family}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
}

function stroke(status) {
  const dashes = DATA.dashes[status];
  const line = svg("path", { d: "M1 8h28", "stroke-dasharray": dashes ? dashes.map((length) => length * 0.7).join(" ") : "none" });
  return svg("svg", { class: `stroke s-${status}`, viewBox: "0 0 30 16", "aria-hidden": "true" }, line);
}

// What a name is compared by: no case, no accents, no typographic apostrophe.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ").toLowerCase();

const speakersOf = (fact) => [...new Set(fact.claims.map((claim) => (claim.speaker ? claim.speaker[1] : "")))];
