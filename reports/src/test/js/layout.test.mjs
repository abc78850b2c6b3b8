import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BY, frameAcross, framePlaces, layoutOf, rowsOf, SIDES, visibleLevels, weightsOf } from '../../main/resources/dev/flamegate/reports/layout.mjs';
import { points, treeOf } from '../../main/resources/dev/flamegate/reports/tree.mjs';
import { randomDocument, small } from './documents.mjs';

const REQUESTS = { before: 1000, after: 3000 };
const shares = (tree, side) => layoutOf(tree, side, 'share', weightsOf('share', tree.whole, REQUESTS));

test('a total is the sum of its own value and all below it', () => {
  const tree = small();
  assert.deepEqual([...tree.before], [1, 0.75, 0.5, 0]);
  assert.deepEqual([...tree.after], [1, 1, 0.25, 0.5]);
  assert.equal(points(tree, 3), 50);
  assert.equal(points(tree, 1, 'self'), 0);
});

test('no parent is narrower than its own part and its children together, on any side and by any measure', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const tree = treeOf(randomDocument(seed, 300));
    for (const side of SIDES) {
      for (const by of BY) {
        const { width, self } = layoutOf(tree, side, by, weightsOf(by, tree.whole, REQUESTS));
        const below = self.slice();
        for (let node = 1; node < tree.n; node++) below[tree.parent[node]] += width[node];
        for (let node = 0; node < tree.n; node++) {
          assert.ok(Math.abs(below[node] - width[node]) <= 1e-9 * width[0], `${side} by ${by}, node ${node}`);
        }
      }
    }
  }
});

test('the frames of a level and what ends above it add up to the whole', () => {
  const tree = treeOf(randomDocument(5, 2000));
  for (const side of SIDES) {
    const layout = shares(tree, side);
    let ended = 0;
    visibleLevels(tree, layout, 0, 1000, tree.first[0], 0).forEach((level) => {
      const wide = level.reduce((sum, frame) => sum + frame.w, 0);
      assert.ok(Math.abs(wide + ended - 1000) < 1e-6, `${side}: ${wide} and ${ended}`);
      ended += level.reduce((sum, frame) => sum + (layout.self[frame.node] / layout.width[0]) * 1000, 0);
    });
  }
});

test('by cost, the side that costs less leaves room', () => {
  const document = { names: ['root', 'a'], parents: [-1, 0], nameOfNode: [0, 1], baselineSelf: [0, 30], candidateSelf: [0, 60], marks: [0, 0], rows: [-1, -1] };
  const tree = treeOf(document);
  const wide = (side, by, requests) => visibleLevels(tree, layoutOf(tree, side, by, weightsOf(by, tree.whole, requests)), 0, 100)[0][0].w;
  assert.deepEqual(SIDES.map((side) => wide(side, 'share', REQUESTS)), [100, 100, 100]);
  assert.deepEqual(SIDES.map((side) => wide(side, 'absolute', REQUESTS)), [100, 50, 100]);
  assert.deepEqual(SIDES.map((side) => wide(side, 'request', { before: 10, after: 40 })), [100, 100, 50]);
});

test('without requests on both sides there is no cost of one', () => {
  assert.equal(weightsOf('request', { before: 1, after: 1 }, { before: 5, after: null }), null);
});

test('an empty side leaves the union as wide as the other side', () => {
  const document = { names: ['root', 'a'], parents: [-1, 0], nameOfNode: [0, 1], baselineSelf: [0, 0], candidateSelf: [1, 1], marks: [0, 0], rows: [-1, -1] };
  const tree = treeOf(document);
  assert.deepEqual([...tree.union], [1, 0.5]);
});

test('frames of a level do not overlap, lie within their callers, and slivers count what they hide', () => {
  const tree = treeOf(randomDocument(7, 5000));
  const levels = visibleLevels(tree, shares(tree, 'union'), 0, 800);
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
  const [[frame]] = visibleLevels(tree, shares(tree, 'baseline'), 1, 640);
  assert.deepEqual(frame, { node: 1, x: 0, w: 640, count: 0 });
});

test('a frame without samples on a side has nothing to show there', () => {
  const tree = small();
  assert.deepEqual(visibleLevels(tree, shares(tree, 'baseline'), 3, 640), []);
});

test('with the root at the bottom the rows are turned around', () => {
  const tree = small();
  const rows = (upward) => rowsOf(tree, shares(tree, 'union'), 0, 640, upward).map((row) => row.map((frame) => frame.node));
  assert.deepEqual(rows(false), [[0], [1], [2, 3]]);
  assert.deepEqual(rows(true), [[2, 3], [1], [0]]);
  assert.equal(framePlaces(rowsOf(tree, shares(tree, 'union'), 0, 640, true)).get(0).row, 2);
});

test('the work follows the pixels: 50,000 nodes are laid out in a blink', () => {
  const tree = treeOf(randomDocument(3, 50000));
  const layout = shares(tree, 'union');
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
