// Two ways to make an element, and the marks of the legend. Text only ever enters through text nodes.

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

export function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// In a square of side 16. `picture.js` scales them to a node's size.
export const OUTLINES = {
  dot: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  square: "M2.7 2.7h10.6v10.6h-10.6z",
  diamond: "M8 1l7 7-7 7-7-7z",
  triangle: "M8 1.8l7 12.2h-14z",
  triangleDown: "M8 14.2l7-12.2h-14z",
  hexagon: "M4.6 2h6.8l3.4 6-3.4 6h-6.8l-3.4-6z",
};

export function swatch(family, shape) {
  const path = svg("path", { d: OUTLINES[shape] });
  return svg("svg", { class: `swatch k-${family}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
}

export function stroke(status, dashes) {
  const line = svg("path", { d: "M1 8h28", "stroke-dasharray": dashes ? dashes.map((length) => length * 0.7).join(" ") : "none" });
  return svg("svg", { class: `stroke s-${status}`, viewBox: "0 0 30 16", "aria-hidden": "true" }, line);
}

// The web's own addresses, and nothing else, become links.
export function isWeb(address) {
  try { return ["http:", "https:"].includes(new URL(address).protocol); } catch { return false; }
}

export function link(address, text) {
  return isWeb(address) ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text) : el("span", {}, text);
}
