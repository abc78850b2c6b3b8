import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpack } from '../../main/resources/dev/flamegate/reports/unpack.mjs';

test('the text that PackedTreeTest packs is the tree that it was packed of', () => {
  const names = ['root', 'a', 'b'];
  const tree = unpack({ names: ['0:root', '0:a', '0:b'], nodes: 'BICt4gQAAAAAAQEBAQEBAwICAgIArQIBAQEDrQIAmpmZmZmZuT+ByrXuAQ==' });
  const plain = Object.fromEntries(Object.entries(tree).map(([key, values]) => [key, [...values]]));
  assert.deepEqual(plain, {
    names, parents: [-1, 0, 0, 2], nameOfNode: [0, 1, 2, 1], baselineSelf: [0, 2e7, 3e9, 0.1], candidateSelf: [0, 1e7, 0, 5e15],
    marks: [0, 1, 2, 3], rows: [-1, 0, -1, 300],
  });
});

test('names take from the one before what they have in common', () => {
  assert.deepEqual(unpack({ names: ['0:shop.Cart.total', '10:reprice', '0:', '0:1:2'], nodes: 'AAE=' }).names,
    ['shop.Cart.total', 'shop.Cart.reprice', '', '1:2']);
});
