import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreed, markOf, movedPairs } from '../../main/resources/dev/flamegate/reports/evidence.mjs';
import { functionsOf, sortedFunctions } from '../../main/resources/dev/flamegate/reports/functions.mjs';
import { documentOf, model, row } from './documents.mjs';

const made = model(
  documentOf({ 'a;b;a': [1, 3], b: [2, 1], c: [7, 6] }, { a: 1, c: 2 }, { a: 0, c: 2 }),
  [row('a', 'TOTAL', 'grew', 20), row('a', 'SELF', 'unchanged', 0), row('c', 'SELF', 'shrank', -10)]);

const byName = (of) => Object.fromEntries(functionsOf(made, made.tree, of).map((one) => [made.tree.names[one.name], one]));

test('a sample counts once for each function on its stack', () => {
  const { a, b } = byName('total');
  assert.deepEqual([a.before, a.after], [0.1, 0.3]);
  assert.deepEqual([b.before.toFixed(3), b.after.toFixed(3)], ['0.300', '0.400']);
});

test('self is what ends in the function', () => {
  const { a, b } = byName('self');
  assert.deepEqual([a.before, b.before], [0.1, 0.2]);
});

test('a function has the mark of its frames, of self that of the row that tested its self', () => {
  assert.equal(byName('total').a.mark, 'grew');
  assert.equal(byName('self').a.mark, 'neutral');
  assert.equal(byName('self').c.mark, 'shrank');
});

test('the table sorts by anything, and what is equal by name', () => {
  const functions = functionsOf(made, made.tree, 'total');
  const names = (column, down) => sortedFunctions(functions, made.tree, column, down).map((one) => made.tree.names[one.name]).join('');
  assert.equal(names('name', false), 'abc');
  assert.equal(names('name', true), 'cba');
  assert.equal(names('before', true), 'cba');
  assert.equal(names('after', false), 'abc');
  assert.equal(names('change', false), 'cba');
  assert.equal(names('size', true)[0], 'a');
  assert.equal(names('state', false), 'abc');
});

test('of self, a frame that went against its function is not marked', () => {
  const against = model(documentOf({ 'x;a': [1, 5], 'y;a': [5, 4], z: [4, 1] }, {}, { a: 0 }), [row('a', 'SELF', 'grew', 30)]);
  const marks = [...against.tree.name].map((name, node) => [against.tree.names[name], markOf(against, against.tree, node, 'self')]);
  assert.deepEqual(marks.filter(([name]) => name === 'a').map(([, mark]) => mark), ['grew', 'neutral']);
});

test('what was there before is not new, and what is still there has not vanished', () => {
  assert.equal(agreed('new', 1, 0, 2), 'new');
  assert.equal(agreed('new', 1, 1, 2), 'grew');
  assert.equal(agreed('vanished', -1, 2, 1), 'shrank');
  assert.equal(agreed('grew', -1, 2, 1), 'neutral');
  assert.equal(agreed('unchanged', 1, 1, 2), 'neutral');
});

test('moved cost is linked once, from where it was to where it is', () => {
  const rows = [row('new', 'SELF', 'moved', 2, { counterpart: 'old' }), row('old', 'SELF', 'moved', -2, { counterpart: 'new' })];
  assert.deepEqual(movedPairs(rows), [{ from: 'old', to: 'new' }]);
});
