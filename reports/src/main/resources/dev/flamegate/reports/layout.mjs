// Where the frames are. Widths are shares of the side that is shown; x runs from 0 to the root's width.

export const SIDES = ['union', 'baseline', 'candidate'];

export function layoutOf(tree, side) {
  const width = side === 'baseline' ? tree.before : side === 'candidate' ? tree.after : tree.union;
  const x = new Float64Array(tree.n);
  for (let node = 0; node < tree.n; node++) {
    let at = x[node];
    for (let child = tree.first[node]; child >= 0; child = tree.next[child]) {
      x[child] = at;
      at += width[child];
    }
  }
  return { x, width };
}

// The frames below `zoom`, level by level, each level from left to right. Siblings narrower than `pxMin` become one sliver
// (node -1) that counts the frames in it; nothing below a sliver is visited, so the work follows the pixels, not the nodes.
export function visibleLevels(tree, layout, zoom, pxWide, pxMin = 1) {
  const levels = [];
  const whole = layout.width[zoom];
  if (!(whole > 0)) return levels;
  const scale = pxWide / whole;
  let level = [{ node: zoom, x: 0, w: pxWide, count: 0 }];
  while (level.length > 0) {
    levels.push(level);
    level = level.flatMap((frame) => (frame.node < 0 ? [] : below(tree, layout, frame, scale, pxMin)));
  }
  return levels;
}

function below(tree, layout, parent, scale, pxMin) {
  const frames = [];
  let sliver = null;
  for (let child = tree.first[parent.node]; child >= 0; child = tree.next[child]) {
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

// The frame of a level that covers x, null between frames.
export function frameAcross(level, x) {
  let low = 0;
  let high = level.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const frame = level[middle];
    if (x < frame.x) high = middle - 1;
    else if (x >= frame.x + frame.w) low = middle + 1;
    else return frame;
  }
  return null;
}
