// Where the frames are. A node's width is a sum of both sides' shares with two weights, so no frame is wider than its caller.

export const SIDES = ['union', 'baseline', 'candidate'];
export const BY = ['share', 'absolute', 'request'];

// What a whole side weighs: 1 as a share; its cost; or its cost for one request. Null if that is not known.
export function weightsOf(by, whole, requests) {
  if (by === 'share') return { before: whole.before > 0 ? 1 : 0, after: whole.after > 0 ? 1 : 0 };
  if (by === 'absolute') return whole;
  return requests.before > 0 && requests.after > 0
    ? { before: whole.before / requests.before, after: whole.after / requests.after }
    : null;
}

// By share the frame that is zoomed fills the picture on every side. By cost both sides have one scale, so that the side with less
// leaves room: `full` is the width of the picture.
export function layoutOf(tree, side, by, weights) {
  const before = side === 'candidate' ? 0 : weights.before;
  const after = side === 'baseline' ? 0 : weights.after;
  const sum = (left, right) => {
    const sums = new Float64Array(tree.n);
    for (let node = 0; node < tree.n; node++) sums[node] = before * left[node] + after * right[node];
    return sums;
  };
  const width = sum(tree.before, tree.after);
  const self = sum(tree.selfBefore, tree.selfAfter);
  const alone = side === 'union' || by === 'share';
  const full = (node) => (alone ? width[node] : Math.max(weights.before * tree.before[node], weights.after * tree.after[node]));
  return { x: placesOfNodes(tree, width), width, self, full };
}

function placesOfNodes(tree, width) {
  const x = new Float64Array(tree.n);
  const placeChain = (node, head) => {
    let at = x[node];
    for (let child = head; child >= 0; child = tree.next[child]) {
      x[child] = at;
      at += width[child];
    }
  };
  placeChain(0, tree.callers);
  for (let node = 0; node < tree.n; node++) placeChain(node, tree.first[node]);
  return x;
}

// The frames from `zoom` on, level by level, each level from left to right; `head` is the first child, of callers or of callees.
// Siblings narrower than `pxMin` become one sliver (node -1) that counts the frames in it; nothing below a sliver is visited, so the
// work follows the pixels, not the nodes.
export function visibleLevels(tree, layout, zoom, pxWide, head = tree.first[zoom], pxMin = 1) {
  const levels = [];
  if (!(layout.width[zoom] > 0)) return levels;
  const scale = pxWide / layout.full(zoom);
  const root = { node: zoom, x: 0, w: layout.width[zoom] * scale, count: 0 };
  levels.push([root]);
  let level = below(tree, layout, root, head, scale, pxMin);
  while (level.length > 0) {
    levels.push(level);
    level = level.flatMap((frame) => (frame.node < 0 ? [] : below(tree, layout, frame, tree.first[frame.node], scale, pxMin)));
  }
  return levels;
}

function below(tree, layout, parent, head, scale, pxMin) {
  const frames = [];
  let sliver = null;
  for (let child = head; child >= 0; child = tree.next[child]) {
    const w = layout.width[child] * scale;
    if (w === 0) continue;
    const x = parent.x + (layout.x[child] - layout.x[parent.node]) * scale;
    if (w >= pxMin) {
      frames.push({ node: child, x, w, count: 0 });
      sliver = null;
    } else if (sliver) {
      sliver.w += w;
      sliver.count += tree.size[child];
    } else {
      sliver = { node: -1, x, w, count: tree.size[child] };
      frames.push(sliver);
    }
  }
  return frames;
}

// Rows of frames from top to bottom: the root on top, or at the bottom; around a function its callers on the other side of it.
export function rowsOf(tree, layout, zoom, pxWide, upward) {
  const down = visibleLevels(tree, layout, zoom, pxWide);
  const up = zoom === 0 && tree.callers >= 0 ? visibleLevels(tree, layout, 0, pxWide, tree.callers).slice(1) : [];
  const rows = [...up.reverse(), ...down];
  return upward ? rows.reverse() : rows;
}

// The frame of a row that covers x, null between frames.
export function frameAcross(row, x) {
  let low = 0;
  let high = row.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const frame = row[middle];
    if (x < frame.x) high = middle - 1;
    else if (x >= frame.x + frame.w) low = middle + 1;
    else return frame;
  }
  return null;
}

// By node, where it is: { frame, row }.
export function framePlaces(rows) {
  const places = new Map();
  rows.forEach((frames, row) => {
    for (const frame of frames) if (frame.node >= 0) places.set(frame.node, { frame, row });
  });
  return places;
}
