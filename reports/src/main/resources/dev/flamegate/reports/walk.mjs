// Where a key leads, without a pointer: the frame above, below or beside, seen as it is drawn.

const ARROWS = { ArrowUp: -1, ArrowDown: 1 };

// The node that an arrow leads to, -1 if there is none, null if the key is no arrow.
export function walk(view, key) {
  if (!(key in ARROWS) && key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const place = view.places.get(view.focused);
  if (!place) return view.places.has(view.zoomed) ? view.zoomed : -1;
  if (key in ARROWS) return across(view, view.rows[place.row + ARROWS[key]] ?? []);
  return beside(view.rows[place.row], place.frame, key === 'ArrowLeft' ? -1 : 1);
}

// The widest frame of a row that calls the focused one, or is called by it.
function across(view, row) {
  const { parent } = view.tree;
  const related = row.filter(({ node }) => node >= 0 && (parent[node] === view.focused || parent[view.focused] === node));
  return related.reduce((widest, frame) => (widest === null || frame.w > widest.w ? frame : widest), null)?.node ?? -1;
}

function beside(row, frame, step) {
  for (let at = row.indexOf(frame) + step; at >= 0 && at < row.length; at += step) {
    if (row[at].node >= 0) return row[at].node;
  }
  return -1;
}

// The next visible match, row by row from the focused frame on, around the end; -1 if there is none.
export function nextMatch(view, step) {
  const found = view.rows.flat().filter(({ node }) => node >= 0 && view.matches?.[node]).map(({ node }) => node);
  if (found.length === 0) return -1;
  const at = found.indexOf(view.focused);
  return at < 0 ? found[step > 0 ? 0 : found.length - 1] : found[(at + step + found.length) % found.length];
}

// The frame at the other end of moved cost, -1 if the focused one is no end of any.
export function acrossLink(view) {
  const link = view.links.find(({ from, to }) => from === view.focused || to === view.focused);
  return !link ? -1 : link.from === view.focused ? link.to : link.from;
}

// For those who listen, the focused frame as an item of a tree: its level, and which of how many beside it.
export function positionOf(view, node) {
  const { parent, depth } = view.tree;
  const place = view.places.get(node);
  const beside = view.rows[place.row].filter((frame) => frame.node >= 0 && parent[frame.node] === parent[node]);
  const below = [...view.places.keys()].some((other) => parent[other] === node);
  return { level: depth[node] + 1, number: beside.findIndex((frame) => frame.node === node) + 1, of: beside.length, expanded: below };
}
