// The search box: a combobox over every name an entity has, in any language.

import { el, swatch } from "./dom.js";
import { lookUp } from "./model.js";

// `take(id)`: what to do with the entity found.
export function openSearch(view, box, list, take) {
  let offered = [], at = -1;
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const mark = () => {
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
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
    offered = lookUp(view.model, box.value);
    at = offered.length ? 0 : -1;
    const none = box.value.trim() && !offered.length;
    list.replaceChildren(...offered.map(line), ...(none ? [el("li", { class: "none", role: "option", "aria-disabled": "true" }, view.say.word("nobody"))] : []));
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
      at = offered.length ? (at + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length : -1;
      mark();
    }
  });
}
