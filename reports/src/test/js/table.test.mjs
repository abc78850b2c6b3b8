import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesRow, sortedBy } from '../../main/resources/dev/flamegate/reports/table.mjs';

test('numbers sort by size and words by letters', () => {
  assert.deepEqual(sortedBy(['10', '9', '-1e-3'], (row) => row, false), ['-1e-3', '9', '10']);
  assert.deepEqual(sortedBy(['b', 'a', 'c'], (row) => row, true), ['c', 'b', 'a']);
});

test('equal rows keep their order', () => {
  const rows = [['a', '1'], ['b', '1'], ['c', '1']];
  assert.deepEqual(sortedBy(rows, (row) => row[1], true), rows);
});

test('a row is shown if its name has the words and its state is the one wanted', () => {
  assert.ok(matchesRow('shop/Cart.reprice', 'grew', 'cart', ''));
  assert.ok(!matchesRow('shop/Cart.reprice', 'grew', 'cart', 'new'));
  assert.ok(!matchesRow('shop/Cart.reprice', 'grew', 'tax', 'grew'));
});
