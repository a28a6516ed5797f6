// The side panel: an entity's card, a fact with the passages that say it, or the way between two entities.

import { el } from "./dom.js";
import { entityCard } from "./card.js";
import { factCard, routeCard } from "./passages.js";
import { sentence } from "./looks.js";

// `wayFrom(id)`: the reader wants a path from there.
export function openPanel(view, panel, wayFrom) {
  let before = "";
  const draw = () => {
    const { picked, route } = view.state;
    panel.hidden = !picked && !route;
    document.body.classList.toggle("reading", !panel.hidden);
    if (panel.hidden) { before = ""; return panel.replaceChildren(); }
    const close = el("button", { type: "button", class: "close", "aria-label": view.say.word("close"), on: { click: () => { view.path(null); view.pick(null); } } }, "×");
    panel.replaceChildren(close, ...contentOf(view, wayFrom));
    panel.setAttribute("aria-label", titleOf(view));
    // The same thing drawn again (another language, a filter) stays where it was read.
    const now = JSON.stringify([picked?.kind, picked?.id, picked?.fact?.id, route?.from, route?.to]);
    if (now !== before) { panel.scrollTop = 0; panel.focus({ preventScroll: true }); }
    before = now;
  };
  view.on("change", draw);
}

function contentOf(view, wayFrom) {
  const { picked, route } = view.state;
  if (route) return routeCard(view, route);
  if (picked.kind === "node") return entityCard(view, picked.id, wayFrom);
  return factCard(view, picked.kind === "edge" ? view.model.edges.get(picked.id) : picked.fact, picked.id);
}

function titleOf({ state, model: it, say }) {
  const { picked, route } = state;
  if (route) return say.word("pathTitle");
  if (picked.kind === "edge") return sentence(it, it.edges.get(picked.id), say);
  return `${say.name(it.nodes.get(picked.id))} ${picked.fact ? say.term(picked.fact.relation) : ""}`.trim();
}
