// The keyboard, on the page and on the picture: arrows walk from node to node, Enter opens.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function openKeys(view, canvas, way) {
  const field = canvas.querySelector("canvas");
  field.tabIndex = 0;
  field.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (ARROWS[event.key]) walk(view, ARROWS[event.key]);
    else if (event.key === "Enter" && view.hovered) way.take(view.hovered);
    else if (event.key === "+" || event.key === "-") view.network.moveTo({ scale: view.network.getScale() * (event.key === "+" ? 1.25 : 0.8) });
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => { view.hovered = null; view.network.redraw(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=text]");
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "/") { event.preventDefault(); document.getElementById("search").focus(); }
    else if (event.key === "f" && view.state.picked?.kind === "node") view.focus(view.state.picked.id);
    else if (event.key === "p" && view.state.picked?.kind === "node") way.from(view.state.picked.id);
    else if (event.key === "Backspace" && view.trail.length) view.back();
    else if (event.key === "Escape") escape(view, way);
  });
}

// One thing at a time: the wish for a path, what is chosen, the focus.
function escape(view, way) {
  if (way.waiting()) way.stop();
  else if (view.state.picked || view.state.route) { view.path(null); view.pick(null); }
  else if (view.trail.length) view.back(view.trail.length);
}

// From the node under the cursor to the nearest one on that side; it is said aloud.
function walk(view, [dx, dy]) {
  const places = view.places();
  const from = view.hovered ?? view.state.picked?.id;
  const here = places.get(from) ?? view.network.getViewPosition();
  let best = null, least = Infinity;
  for (const id of view.shown().nodes) {
    const { x, y } = places.get(id), along = (x - here.x) * dx + (y - here.y) * dy, aside = Math.abs((x - here.x) * dy + (y - here.y) * dx);
    if (id === from || along <= 0) continue;
    if (along + 2 * aside < least) { least = along + 2 * aside; best = id; }
  }
  if (!best) return;
  view.hovered = best;
  view.glide(view.network.getScale(), best);
  view.network.redraw();
  const node = view.model.nodes.get(best);
  document.getElementById("told").textContent = `${view.say.name(node)}, ${view.say.term(node.type)}`;
}
