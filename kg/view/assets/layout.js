// Places for what was not laid out beforehand: nodes brought in by a click, a search or a filter, and the rings around
// a node in focus. Deterministic, and no box on another. Lengths are pixels at zoom 1.

const CELL = 120;

// Boxes by cell: whether a box is free without looking at them all.
export function crowd() {
  const cells = new Map();
  const around = (box, act) => {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++)
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) if (act(x * 65536 + y)) return true;
    return false;
  };
  return {
    add: (box) => { around(box, (key) => { const cell = cells.get(key); cell ? cell.push(box) : cells.set(key, [box]); return false; }); },
    meets: (box, but) => around(box, (key) => cells.get(key)?.some((it) => it !== but && it.left < box.right && box.left < it.right && it.top < box.bottom && box.top < it.bottom)),
  };
}

// The room of a node with its label under it.
export function roomOf({ size, letters }, lines, { x, y }) {
  const half = Math.max(size, Math.max(...lines.map((line) => line.length)) * letters * 0.28) + 9;
  return { left: x - half, right: x + half, top: y - size - 9, bottom: y + size + (lines.length + 0.5) * letters + 9 };
}

// Places for `ids`, near their neighbours that have one, in the free room. `places`: Map id → {x, y}, completed.
// `near(id)`: its neighbours; `room(id, at)`: its box there.
export function settle(ids, places, near, room) {
  const taken = crowd();
  for (const [id, at] of places) taken.add(room(id, at));
  const middle = mean([...places.values()]);
  const waiting = new Set(ids.filter((id) => !places.has(id)));
  const put = (id, anchor) => {
    const at = freeSpot(anchor, middle, (spot) => !taken.meets(room(id, spot)));
    places.set(id, at);
    taken.add(room(id, at));
    waiting.delete(id);
  };
  while (waiting.size) {
    const ready = [...waiting].filter((id) => near(id).some((other) => places.has(other)));
    if (!ready.length) put(waiting.values().next().value, edgeOf(places, middle));
    for (const id of ready) put(id, mean(near(id).filter((other) => places.has(other)).map((other) => places.get(other))));
  }
}

// A spiral outwards from the anchor, starting on the side away from the middle of the picture.
function freeSpot(anchor, middle, free) {
  const turn = Math.atan2(anchor.y - middle.y || 1, anchor.x - middle.x || 0);
  for (let step = 0; ; step++) {
    const far = step ? 70 + 13 * Math.sqrt(step) * 1.6 : 0;
    const angle = turn + step * 2.39996;
    const spot = { x: Math.round(anchor.x + far * 1.3 * Math.cos(angle)), y: Math.round(anchor.y + far * Math.sin(angle)) };
    if (free(spot)) return spot;
  }
}

const mean = (spots) => ({ x: average(spots.map(({ x }) => x)), y: average(spots.map(({ y }) => y)) });
const average = (numbers) => numbers.reduce((sum, n) => sum + n, 0) / (numbers.length || 1);

// Where a new island starts: under all that is there.
const edgeOf = (places, { x }) => ({ x, y: places.size ? Math.max(...[...places.values()].map((at) => at.y)) + 160 : 0 });

// A node in the middle, the others around it on as many rings as their boxes need, `wide` times as wide as high. → Map id → {x, y}
export function rings(centre, others, room, wide) {
  const places = new Map([[centre, { x: 0, y: 0 }]]);
  const taken = crowd();
  taken.add(room(centre, { x: 0, y: 0 }));
  let rest = others;
  for (let far = 190, turn = 0; rest.length; far += 85, turn += 2.4) {
    const left = [];
    const slots = Math.max(8, Math.floor((2 * Math.PI * far) / 60));
    let slot = 0;
    for (const id of rest) {
      const spot = nextSlot({ far, turn, slots, wide }, slot, (at) => !taken.meets(room(id, at)));
      if (!spot) { left.push(id); continue; }
      slot = spot.slot + 1;
      places.set(id, spot.at);
      taken.add(room(id, spot.at));
    }
    rest = left;
  }
  return places;
}

function nextSlot({ far, turn, slots, wide }, slot, free) {
  for (; slot < slots; slot++) {
    const angle = (slot / slots) * 2 * Math.PI - Math.PI / 2 + turn;
    const at = { x: Math.round(far * wide * Math.cos(angle)), y: Math.round(far * Math.sin(angle)) };
    if (free(at)) return { at, slot };
  }
  return null;
}
