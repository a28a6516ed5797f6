// Where one looks: the whole of what is shown, or the middle of some nodes.

const SPECK = 0.1, NARROW = 600; // zoom under which a picture is not opened, on a screen of less than so many pixels
const CLOSEST = 1.3; // zoom

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function camera(view) {
  const look = ({ left, right, top, bottom }, scale, animation) => {
    view.network.canvas.setSize(); // a panel that has just opened or closed changes what room there is
    view.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(0.03, scale), offset: { x: 0, y: -covered(view) / 2 }, animation });
  };
  // The middle of these nodes to the middle of what is not covered; without a scale, so that they all fit.
  const glide = (scale, ...ids) => {
    if (!ids.length) return;
    const box = frame(view, ids);
    look(box, scale ?? Math.min(view.network.getScale(), fitting(view, box)), calm() ? false : { duration: 450, easingFunction: "easeInOutQuad" });
  };
  const fit = (first = false) => {
    const ids = [...view.shown().nodes];
    if (!ids.length) return;
    const box = frame(view, ids), scale = fitting(view, box);
    view.sheet = sheet(view, box, scale);
    // On a small screen the whole would be a speck: open on the best connected, the rest is a drag away.
    if (first && scale < SPECK && view.element.clientWidth < NARROW) glide(4 * SPECK, ids[0]);
    else look(box, scale, false);
  };
  return { glide, fit };
}

const covered = (view) => view.options.covered?.() ?? 0;

// The box around nodes and their names.
function frame(view, ids) {
  const boxes = ids.map((id) => view.room(id, view.places().get(id)));
  const edge = (side, most) => boxes.reduce((far, box) => most(far, box[side]), boxes[0][side]);
  return { left: edge("left", Math.min), right: edge("right", Math.max), top: edge("top", Math.min), bottom: edge("bottom", Math.max) };
}

// What one sees of the picture when all of it is seen: names stay inside it, whatever the zoom.
function sheet({ element: { clientWidth, clientHeight } }, { left, right, top, bottom }, scale) {
  const x = (left + right) / 2, y = (top + bottom) / 2, half = { x: (clientWidth - 8) / 2 / scale, y: (clientHeight - 8) / 2 / scale };
  return { left: x - half.x, right: x + half.x, top: y - half.y, bottom: y + half.y };
}

function fitting(view, { left, right, top, bottom }) {
  const { clientWidth: width, clientHeight: height } = view.element;
  return Math.min(CLOSEST, (width - Math.min(90, width / 6)) / (right - left), (height - covered(view) - 40) / (bottom - top));
}
