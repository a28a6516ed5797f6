// The strip under the picture: what was true, and what was planned, in a month.

import { el } from "./dom.js";
import { months } from "./time.js";

export function openClock(view, strip) {
  if (!view.model.span) { strip.hidden = true; return; }
  const all = months(view.model.span);
  if (all.length < 2) { strip.hidden = true; return; }
  // The slider has one place more than there are months: the last is « at all times ».
  const range = el("input", { type: "range", id: "month", min: 0, max: all.length, step: 1, value: all.length });
  const text = el("output", { for: "month" });
  const strict = el("input", { type: "checkbox", id: "strict" });
  const label = el("label", { class: "strict" }, strict, el("span", {}));
  const title = el("label", { for: "month", class: "clock" });
  const off = el("button", { type: "button", class: "plain" });
  const move = () => {
    const at = Number(range.value);
    view.at(at === all.length ? null : all[at], strict.checked);
  };
  let due = 0;
  range.addEventListener("input", () => { say(); cancelAnimationFrame(due); due = requestAnimationFrame(move); });
  strict.addEventListener("change", move);
  off.addEventListener("click", () => { range.value = all.length; move(); range.focus(); });
  const say = () => {
    const at = Number(range.value);
    const words = at === all.length ? view.say.word("always") : view.say.date(all[at]);
    text.textContent = words;
    range.setAttribute("aria-valuetext", words);
  };
  const draw = () => {
    const { month } = view.state;
    range.value = month ? all.indexOf(month) : all.length;
    strict.checked = view.state.strict;
    strict.disabled = !month;
    off.hidden = !month;
    title.textContent = view.say.word("time");
    title.title = view.say.word("timeHelp");
    off.textContent = view.say.word("always");
    label.querySelector("span").textContent = view.say.word("strict");
    say();
  };
  strip.append(title, range, text, label, off);
  view.on("change", draw);
  draw();
}
