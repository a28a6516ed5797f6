// The search box: a combobox over every name an entity has, in any language.

import { el, swatch } from "./dom.js";
import { lookUp, nearly } from "./model.js";

// `take(id)`: what to do with the entity found.
export function openSearch(view, box, list, take) {
  let offered = [], at = -1;
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const mark = () => {
    [...list.querySelectorAll("[id]")].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
    at >= 0 ? box.setAttribute("aria-activedescendant", `found-${at}`) : box.removeAttribute("aria-activedescendant");
  };
  const pick = (id) => { box.value = ""; close(); take(id); };
  const line = (id, index) => {
    const node = view.model.nodes.get(id);
    const press = (event) => { event.preventDefault(); pick(id); };
    return el("li", { role: "option", id: `found-${index}`, on: { mousedown: press } }, swatch(node.family, view.model.data.families[node.family]),
      el("span", { dir: "auto" }, view.say.name(node)), el("small", {}, view.say.term(node.type)));
  };
  const offer = () => {
    const found = lookUp(view.model, box.value), none = box.value.trim() && !found.length;
    offered = none ? nearly(view.model, box.value) : found;
    at = found.length ? 0 : -1; // a guess is taken only when it is chosen
    const head = none && el("li", { class: "none", role: "option", "aria-disabled": "true" }, view.say.word(offered.length ? "meant" : "nobody"));
    list.replaceChildren(...(head ? [head] : []), ...offered.map(line));
    list.hidden = !list.childElementCount;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  box.addEventListener("input", offer);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && at >= 0) pick(offered[at]);
    else if (event.key === "Escape") { box.value = ""; close(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = !offered.length ? -1 : at < 0 && event.key === "ArrowUp" ? offered.length - 1 : (at + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length;
      mark();
    }
  });
}
