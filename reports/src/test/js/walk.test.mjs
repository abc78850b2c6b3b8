import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walk } from '../../main/resources/dev/flamegate/reports/keys.mjs';
import { layoutOf, visibleLevels } from '../../main/resources/dev/flamegate/reports/layout.mjs';
import { small } from './documents.mjs';

function viewOf(focused, upward = false) {
  const tree = small();
  return { tree, focused, upward, zoomed: 0, levels: visibleLevels(tree, layoutOf(tree, 'union'), 0, 640) };
}

test('the first arrow goes to the zoomed frame', () => assert.equal(walk(viewOf(-1), 'ArrowDown'), 0));

test('down goes into the widest frame, up to the caller', () => {
  assert.equal(walk(viewOf(0), 'ArrowDown'), 1);
  assert.equal(walk(viewOf(1), 'ArrowDown'), 2);
  assert.equal(walk(viewOf(2), 'ArrowUp'), 1);
  assert.equal(walk(viewOf(0), 'ArrowUp'), -1);
});

test('left and right go along the level', () => {
  assert.equal(walk(viewOf(2), 'ArrowRight'), 3);
  assert.equal(walk(viewOf(3), 'ArrowRight'), -1);
  assert.equal(walk(viewOf(3), 'ArrowLeft'), 2);
});

test('with the root at the bottom, up goes into the callee', () => {
  assert.equal(walk(viewOf(0, true), 'ArrowUp'), 1);
});

test('other keys are left alone', () => assert.equal(walk(viewOf(0), 'x'), null));
