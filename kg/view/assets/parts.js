// What the cards are made of.

import { el, stroke } from "./dom.js";

export const block = (say, title, ...children) => el("section", {}, el("h3", {}, say.word(title)), ...children);

// A status is worth a word only when it is not simply so.
export const badge = (say, status) => (status === "realised" || status === "ongoing" ? null : el("span", { class: `badge s-${status}` }, say.status(status)));

export const kicker = (view, status) => el("p", { class: "kicker" }, stroke(status, view.model.data.dashes[status]), view.say.status(status));

// The way from a fact to the words that say it.
export function cite(say, fact, said, act) {
  return el("button", { type: "button", class: "cite", "aria-label": say.word("showPassage", { sentence: said }), title: say.word("passage"), on: { click: act } }, say.count("cite", fact.claims.length));
}
