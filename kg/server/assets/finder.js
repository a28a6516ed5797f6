// The search box: suggestions as one types, chosen with the arrows and Enter.

import { el } from "./view/dom.js";
import { get } from "./net.js";
import { mark, nameOf } from "./facts.js";

const PAUSE = 120; // ms after the last letter

export function openFinder(app, input, list, choose = (hit) => app.go({ entity: hit.iri })) {
  let hits = [], at = -1, timer = null, asked = 0;
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (hit) => { input.value = ""; close(); choose(hit); };
  const none = (text) => el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text);
  const draw = () => {
    const head = hits.length ? hits[0].near && none(app.say.word("meant")) : none(app.say.word("nobody"));
    list.replaceChildren(...(head ? [head] : []), ...hits.map((hit, index) => el("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === at), on: { mousedown: (event) => { event.preventDefault(); take(hit); } } },
      mark(app, hit.type), el("span", { dir: "auto" }, nameOf(app, hit)), el("small", {}, app.say.term(hit.type)))));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    at >= 0 ? input.setAttribute("aria-activedescendant", `${list.id}-${at}`) : input.removeAttribute("aria-activedescendant");
  };
  const look = async () => {
    const turn = ++asked, text = input.value.trim();
    if (!text) return close();
    const found = await get("/api/search", { q: text, limit: 8 }).catch(() => []);
    if (turn !== asked || document.activeElement !== input) return;
    hits = found;
    at = hits.length && !hits[0].near ? 0 : -1; // a guess is taken only when it is chosen
    draw();
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, PAUSE); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") return close();
    if (event.key === "Enter" && !list.hidden && hits[at]) { event.preventDefault(); return take(hits[at]); }
    if (!step || list.hidden || !hits.length) return;
    event.preventDefault();
    at = at < 0 && step < 0 ? hits.length - 1 : (at + step + hits.length) % hits.length;
    draw();
  });
}

// « Did you mean »: the names like a text, each as `part(hit)` shows it; null for none.
export async function suggestions(app, text, part) {
  const found = await get("/api/search", { q: text, limit: 5 }).catch(() => []);
  return found.length ? el("p", { class: "examples" }, el("span", { class: "quiet" }, app.say.word("didYouMean")), ...found.map(part)) : null;
}
