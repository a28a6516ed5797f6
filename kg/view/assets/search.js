// The search box: a combobox over every name an entity has, in any language.

const NAMES = Object.entries(DATA.entities).map(([id, entity]) => ({
  id, weight: DATA.nodes.find((node) => node.id === id).size,
  names: [...new Set([entity.label, ...Object.values(entity.labels), ...entity.forms])].map(plain),
}));

function lookUp(text) {
  const wanted = plain(text).trim();
  if (!wanted) return [];
  const rank = ({ names }) => Math.min(...names.map((name) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 2 : 9)));
  return NAMES.map((entry) => ({ ...entry, rank: rank(entry) })).filter((entry) => entry.rank < 9)
    .sort((a, b) => a.rank - b.rank || b.weight - a.weight).slice(0, 8).map((entry) => entry.id);
}

let offered = [];
let at = -1;

function offer() {
  const box = byId("search");
  offered = lookUp(box.value);
  at = offered.length ? 0 : -1;
  const none = box.value.trim() && !offered.length;
  byId("found").replaceChildren(...offered.map(offerLine), ...(none ? [el("li", { class: "none" }, word("nobody"))] : []));
  byId("found").hidden = !offered.length && !none;
  box.setAttribute("aria-expanded", String(!byId("found").hidden));
  markOffer();
}

function offerLine(id, index) {
  const entity = DATA.entities[id];
  const take = (event) => { event.preventDefault(); pick(id); };
  return el("li", { role: "option", id: `found-${index}`, on: { mousedown: take } }, swatch(entity.family), el("span", {}, nameOf(id)), el("small", {}, term(entity.type)));
}

function markOffer() {
  [...byId("found").children].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
  byId("search").setAttribute("aria-activedescendant", at >= 0 ? `found-${at}` : "");
}

function pick(id) {
  byId("search").value = "";
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  choose("node", id);
}

function openSearch() {
  const box = byId("search");
  box.addEventListener("input", offer);
  box.addEventListener("blur", () => { byId("found").hidden = true; box.setAttribute("aria-expanded", "false"); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && at >= 0) pick(offered[at]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = offered.length ? (at + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length : -1;
      markOffer();
    } else if (event.key === "Escape") { box.value = ""; offer(); }
  });
}
