// Wiring: what a choice, a language, a theme change redraw.

function choose(kind, id, fact) {
  state.selected = kind && { kind, id, fact };
  if (kind === "node" && !visible().shownNodes.has(id) || kind === "edge" && !visible().shownEdges.has(id)) clearFilters();
  refresh();
  network.unselectAll();
  document.body.classList.add("known");
  if (kind) closeRail();
  if (!kind) return;
  byId("panel").focus({ preventScroll: true });
  if (kind === "node") glide(Math.max(network.getScale(), 0.75), id);
  if (kind === "edge") glide(network.getScale(), ENDS[id].from, ENDS[id].to);
}

function refresh() {
  drawFilters();
  drawPanel();
  drawCanvas();
  drawCounts();
}

function speak(lang) {
  state.lang = lang;
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-word]").forEach((part) => { part.textContent = word(part.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((part) => {
    const text = word(part.dataset.label);
    part.setAttribute("aria-label", text);
    part.setAttribute(part.id === "search" ? "placeholder" : "title", text);
  });
  document.querySelectorAll("[data-lang]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.lang === lang)));
  refresh();
}

function closeRail() {
  document.body.classList.remove("choosing");
  byId("open-rail").setAttribute("aria-expanded", "false");
}

function start() {
  placeNodes();
  drawCanvas();
  openCanvas();
  speak(state.lang);
  openSearch();
  fitCanvas(true);

  network.on("click", ({ nodes: [node], edges: [edge] }) => (node ? choose("node", node) : edge ? choose("edge", edge) : choose(null)));
  byId("fit").addEventListener("click", () => fitCanvas());
  byId("reset").addEventListener("click", () => { clearFilters(); placeNodes(); choose(null); fitCanvas(); });
  byId("open-rail").addEventListener("click", (event) => {
    const open = document.body.classList.toggle("choosing");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });
  document.querySelectorAll("[data-lang]").forEach((button) => button.addEventListener("click", () => speak(button.dataset.lang)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCanvas);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=text]");
    if (event.key === "/" && !typing) { event.preventDefault(); byId("search").focus(); }
    if (event.key === "Escape" && !typing) { closeRail(); choose(null); }
  });
  window.entente = { network, choose }; // for a console, or a page that embeds this one
  document.documentElement.dataset.ready = "true";
}

start();
