import assert from 'node:assert/strict';
import { test } from 'node:test';
import { START } from '../../main/resources/dev/flamegate/reports/link.mjs';
import { sceneOf } from '../../main/resources/dev/flamegate/reports/scene.mjs';
import { searchOf } from '../../main/resources/dev/flamegate/reports/search.mjs';
import { acrossLink, nextMatch, positionOf, walk } from '../../main/resources/dev/flamegate/reports/walk.mjs';
import { documentOf, model, row, smallModel } from './documents.mjs';

function viewOf(focused, more = {}, from = smallModel()) {
  const state = { ...START, ...more };
  return { ...state, model: from, focused, zoomed: 0, ...sceneOf(from, state, 0, 640) };
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
  assert.equal(walk(viewOf(0, { upward: true }), 'ArrowUp'), 1);
});

test('around a function, up goes to its widest caller and down to its widest callee', () => {
  const around = viewOf(0, { around: 'shop.Cart.total' }, model(documentOf({
    'shop.A;shop.Cart.total;x': [1, 1], 'shop.B;shop.Cart.total;y': [5, 5], 'shop.B;z': [1, 1],
  })));
  const nameOf = (node) => around.tree.names[around.tree.name[node]];
  assert.equal(nameOf(walk(around, 'ArrowUp')), 'shop.B');
  assert.equal(nameOf(walk(around, 'ArrowDown')), 'y');
  assert.equal(walk({ ...around, focused: walk(around, 'ArrowUp') }, 'ArrowDown'), 0);
});

test('other keys are left alone', () => assert.equal(walk(viewOf(0), 'x'), null));

test('matches are walked row by row, around the end', () => {
  const view = viewOf(-1);
  view.matches = searchOf(view.tree, 'shop').matches;
  const found = [1, 2, 3].map(() => (view.focused = nextMatch(view, 1)));
  assert.deepEqual(found, [1, 2, 3]);
  assert.equal(nextMatch(view, 1), 1);
  assert.equal(nextMatch(view, -1), 2);
  assert.equal(nextMatch({ ...view, matches: null }, 1), -1);
});

test('from one end of moved cost to the other', () => {
  const rows = [row('old', 'SELF', 'moved', -2, { counterpart: 'new' }), row('new', 'SELF', 'moved', 2, { counterpart: 'old' })];
  const view = viewOf(-1, {}, model(documentOf({ old: [5, 0], new: [0, 5] }, { old: 5, new: 5 }, { old: 0, new: 1 }), rows));
  assert.deepEqual(view.links, [{ from: 1, to: 2 }]);
  assert.equal(acrossLink({ ...view, focused: 1 }), 2);
  assert.equal(acrossLink({ ...view, focused: 2 }), 1);
  assert.equal(acrossLink({ ...view, focused: 0 }), -1);
});

test('those who listen hear the level, and which of how many', () => {
  assert.deepEqual(positionOf(viewOf(3), 3), { level: 3, number: 2, of: 2, expanded: false });
  assert.deepEqual(positionOf(viewOf(1), 1), { level: 2, number: 1, of: 1, expanded: true });
});
