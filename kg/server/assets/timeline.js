// What has a date, year by year; months of a year that is not told come last.

import { el } from "./view/dom.js";

const UNTOLD = "—";
const yearOf = (when) => /^\d{4}/.exec(when)?.[0] ?? UNTOLD;
const day = (when) => (when.includes("/") ? when : when.slice(0, 10)); // a time of day says nothing here

// `entries`: [{when, parts, kind?}]; `when` is ISO 8601.
export function timeline(app, entries) {
  const { say } = app;
  const sorted = [...entries].sort((a, b) => a.when.localeCompare(b.when));
  const years = [...new Set(sorted.map(({ when }) => yearOf(when)))].sort((a, b) => (a === UNTOLD) - (b === UNTOLD) || a.localeCompare(b));
  const line = ({ when, parts, kind }) => el("li", { class: kind }, el("time", { datetime: when.split("/")[0].slice(0, 10) }, say.date(day(when))), el("div", {}, ...parts));
  return el("ol", { class: "timeline" }, ...years.map((year) => el("li", {},
    el("h3", {}, year === UNTOLD ? say.word("yearUntold") : year), el("ol", {}, ...sorted.filter(({ when }) => yearOf(when) === year).map(line)))));
}
