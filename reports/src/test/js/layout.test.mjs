import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameAcross, layoutOf, SIDES, visibleLevels } from '../../main/resources/dev/flamegate/reports/layout.mjs';
import { points, treeOf } from '../../main/resources/dev/flamegate/reports/tree.mjs';
import { randomDocument, small } from './documents.mjs';

test('a total is the sum of its own value and all below it', () => {
  const tree = small();
  assert.deepEqual([...tree.before], [1, 0.75, 0.5, 0]);
  assert.deepEqual([...tree.after], [1, 1, 0.25, 0.5]);
  assert.equal(points(tree, 3), 50);
});

test('no parent is narrower than its children together, on any side', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tree = treeOf(randomDocument(seed, 300), []);
    for (const side of SIDES) {
      const { width } = layoutOf(tree, side);
      const below = new Float64Array(tree.n);
      for (let node = 1; node < tree.n; node++) below[tree.parent[node]] += width[node];
      for (let node = 0; node < tree.n; node++) assert.ok(below[node] <= width[node] + 1e-9, `${side}, node ${node}`);
    }
  }
});

test('an empty side leaves the union as wide as the other side', () => {
  const document = { names: ['root', 'a'], parents: [-1, 0], nameOfNode: [0, 1], baselineSelf: [0, 0], candidateSelf: [1, 1], marks: [0, 0], rows: [-1, -1] };
  const tree = treeOf(document, []);
  assert.deepEqual([...tree.union], [1, 0.5]);
});

test('frames of a level do not overlap, lie within their callers, and slivers count what they hide', () => {
  const tree = treeOf(randomDocument(7, 5000), []);
  const levels = visibleLevels(tree, layoutOf(tree, 'union'), 0, 800);
  for (const level of levels) {
    for (let i = 1; i < level.length; i++) assert.ok(level[i].x >= level[i - 1].x + level[i - 1].w - 1e-6);
    for (const frame of level) assert.ok(frame.node < 0 ? frame.count > 0 : frame.w >= 1);
  }
  const shown = levels.flat();
  const told = shown.reduce((sum, frame) => sum + (frame.node < 0 ? frame.count : 1), 0);
  assert.ok(told <= tree.n && told >= tree.union.filter((share) => share > 0).length);
});

test('zooming spreads the frame over the whole width', () => {
  const tree = small();
  const [[frame]] = visibleLevels(tree, layoutOf(tree, 'baseline'), 1, 640);
  assert.deepEqual(frame, { node: 1, x: 0, w: 640, count: 0 });
});

test('a frame without samples on a side has nothing to show there', () => {
  const tree = small();
  assert.deepEqual(visibleLevels(tree, layoutOf(tree, 'baseline'), 3, 640), []);
});

test('the work follows the pixels: 50,000 nodes are laid out in a blink', () => {
  const tree = treeOf(randomDocument(3, 50000), []);
  const layout = layoutOf(tree, 'union');
  const start = process.cpuUsage();
  for (let i = 0; i < 10; i++) visibleLevels(tree, layout, 0, 1200);
  assert.ok(process.cpuUsage(start).user / 1000 / 10 < 100);
});

test('the frame under the pointer is found, and nothing between frames', () => {
  const level = [{ x: 0, w: 10, node: 1 }, { x: 20, w: 10, node: 2 }];
  assert.equal(frameAcross(level, 5).node, 1);
  assert.equal(frameAcross(level, 15), null);
  assert.equal(frameAcross(level, 29.9).node, 2);
  assert.equal(frameAcross(level, 30), null);
});
