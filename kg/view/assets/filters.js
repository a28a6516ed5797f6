// The legend, which is the filter: classes, status, relations, speakers. And the list of entities, for keyboards.

const AXES = {
  family: { title: "families", values: () => Object.keys(DATA.families), open: true, mark: swatch, name: (value) => word(`fam-${value}`) },
  status: { title: "statuses", values: () => Object.keys(DATA.dashes), open: true, mark: stroke, name: statusWord },
  relation: { title: "relations", values: () => [...new Set(ALL_FACTS.map((fact) => fact.relation))], name: term, sorted: true },
  speaker: { title: "speakers", values: () => [...new Set(ALL_FACTS.flatMap(speakersOf))], name: speakerWord, sorted: true },
};

const COUNTS = { family: {}, status: {}, relation: {}, speaker: {} };
const tally = (axis, value) => { COUNTS[axis][value] = (COUNTS[axis][value] ?? 0) + 1; };
Object.values(DATA.entities).forEach((entity) => tally("family", entity.family));
for (const fact of ALL_FACTS) {
  tally("status", fact.status);
  tally("relation", fact.relation);
  speakersOf(fact).forEach((speaker) => tally("speaker", speaker));
}

function passes(fact) {
  const { relation, status, speaker } = state.hidden;
  return !relation.has(fact.relation) && !status.has(fact.status) && speakersOf(fact).some((name) => !speaker.has(name));
}

// Nodes and edges the filters leave. A node stays for its class and for at least one fact that stays.
function visible() {
  const known = (id) => !state.hidden.family.has(DATA.entities[id].family);
  const shownEdges = new Set(DATA.edges.filter((edge) => passes(FACT_OF_EDGE[edge.id]) && known(edge.from) && known(edge.to)).map((edge) => edge.id));
  const linked = new Set([...shownEdges].flatMap((id) => [ENDS[id].from, ENDS[id].to]));
  const free = ["relation", "status", "speaker"].every((axis) => !state.hidden[axis].size);
  const stays = ({ id }) => known(id) && (free || linked.has(id) || DATA.entities[id].facts.some(passes));
  return { shownNodes: new Set(DATA.nodes.filter(stays).map((node) => node.id)), shownEdges };
}

const filtered = () => Object.values(state.hidden).some((hidden) => hidden.size);

function clearFilters() {
  Object.values(state.hidden).forEach((hidden) => hidden.clear());
}

function drawFilters() {
  const open = new Set([...byId("rail").querySelectorAll("details[open]")].map((section) => section.dataset.axis));
  const first = !byId("rail").childElementCount;
  const sections = Object.entries(AXES).map(([axis, about]) => section(axis, about, first ? about.open : open.has(axis)));
  byId("rail").replaceChildren(
    el("button", { type: "button", class: "close narrow", "aria-label": word("close"), on: { click: closeRail } }, "×"),
    ...sections, entityList(open.has("list")),
  );
}

function section(axis, about, open) {
  let values = about.values().filter((value) => COUNTS[axis][value]);
  if (about.sorted) values = values.sort((a, b) => about.name(a).localeCompare(about.name(b), state.lang));
  const turn = (key, hide) => el("button", {
    type: "button", class: "plain", "aria-label": `${word(about.title)} : ${word(key)}`,
    on: { click: () => { state.hidden[axis] = new Set(hide ? values : []); refresh(); } },
  }, word(key));
  return el("details", { "data-axis": axis, open },
    el("summary", {}, word(about.title)),
    el("p", { class: "turn" }, turn("all", false), " · ", turn("none", true)),
    el("ul", {}, ...values.map((value) => choice(axis, about, value))));
}

function choice(axis, about, value) {
  const hidden = state.hidden[axis];
  const toggle = ({ target }) => { target.checked ? hidden.delete(value) : hidden.add(value); applyFilters(); };
  const box = el("input", { type: "checkbox", checked: !hidden.has(value), value, on: { change: toggle } });
  return el("li", {}, el("label", {}, box, about.mark?.(value), el("span", {}, about.name(value)), el("small", {}, String(COUNTS[axis][value]))));
}

function entityList(open) {
  const { shownNodes } = visible();
  const ids = [...shownNodes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), state.lang));
  return el("details", { "data-axis": "list", open }, el("summary", {}, word("list")),
    el("ul", { class: "list" }, ...ids.map((id) => el("li", {}, entityButton(id)))));
}

function entityButton(id) {
  return el("button", { type: "button", class: "entity", on: { click: () => choose("node", id) } }, swatch(DATA.entities[id].family), el("span", {}, nameOf(id)));
}

function applyFilters() {
  drawCanvas();
  drawCounts();
  const list = byId("rail").querySelector("[data-axis=list]");
  list.replaceWith(entityList(list.open));
}

function drawCounts() {
  const { shownNodes, shownEdges } = visible();
  const inside = [...shownNodes].flatMap((id) => DATA.entities[id].facts).filter(passes).length;
  const shown = { entities: shownNodes.size, facts: shownEdges.size + inside, articles: DATA.articles };
  const counts = word("counts", Object.fromEntries(Object.entries(shown).map(([key, n]) => [key, count(key, n)])));
  byId("counts").textContent = counts;
  byId("canvas").querySelector("canvas").setAttribute("aria-label", word("picture", { counts }));
}
