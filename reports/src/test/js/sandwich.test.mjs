import assert from 'node:assert/strict';
import { test } from 'node:test';
import { START } from '../../main/resources/dev/flamegate/reports/link.mjs';
import { keepOnly, sandwichOf } from '../../main/resources/dev/flamegate/reports/sandwich.mjs';
import { sceneOf, treeFor } from '../../main/resources/dev/flamegate/reports/scene.mjs';
import { isInner, treeOf } from '../../main/resources/dev/flamegate/reports/tree.mjs';
import { documentOf, model, randomDocument, row } from './documents.mjs';

const STACKS = {
  'a;f;x': [1, 1], 'b;f;x': [2, 0], 'b;f;f;y': [3, 4], 'c;d;f': [4, 5], f: [2, 2], 'b;z': [8, 8],
};

function around(stacks, name) {
  const document = documentOf(stacks);
  const tree = treeOf(document);
  return sandwichOf(tree, tree.names.indexOf(name));
}

function named(tree, parent, callers) {
  const found = {};
  for (let child = callers ? tree.callers : tree.first[parent]; child >= 0; child = tree.next[child]) {
    found[tree.names[tree.name[child]]] = [tree.before[child], tree.after[child]].map((share) => Math.round(share * 20));
  }
  return found;
}

test('the function stands for all its outermost calls, so recursion counts once', () => {
  const tree = around(STACKS, 'f');
  assert.deepEqual([tree.before[0], tree.after[0]].map((share) => Math.round(share * 20)), [12, 12]);
});

test('below it is what it calls, above it what calls it, each with the samples that it brings', () => {
  const tree = around(STACKS, 'f');
  assert.deepEqual(named(tree, 0, false), { x: [3, 1], f: [3, 4] });
  assert.deepEqual(named(tree, 0, true), { b: [5, 4], d: [4, 5], a: [1, 1] });
  const d = [...tree.name].findIndex((name) => tree.names[name] === 'd');
  assert.deepEqual(named(tree, d, false), { c: [4, 5] });
});

test('for any function of any tree: its share is that of its outermost frames, and no part of it is more than all', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const tree = treeOf(randomDocument(seed, 300, 20));
    for (let name = 1; name < 20; name++) {
      const made = sandwichOf(tree, name);
      let before = 0;
      for (let node = 1; node < tree.n; node++) if (tree.name[node] === name && !isInner(tree, node)) before += tree.before[node];
      assert.ok(Math.abs(made.before[0] - before) < 1e-9);
      let callers = 0;
      for (let child = made.callers; child >= 0; child = made.next[child]) callers += made.before[child];
      assert.ok(callers <= before + 1e-9);
    }
  }
});

test('callers are drawn on the other side of the function than what it calls', () => {
  const made = model(documentOf(STACKS));
  const scene = sceneOf(made, { ...START, around: 'f' }, 0, 1000);
  const names = scene.rows.map((row) => row.map(({ node }) => scene.tree.names[scene.tree.name[node]]).sort());
  assert.deepEqual(names, [['c'], ['a', 'b', 'd'], ['f'], ['f', 'x'], ['y']]);
});

test('the stacks of a finding keep their shares of the whole program', () => {
  const rows = [row('f', 'TOTAL', 'grew', 5)];
  const made = model(documentOf(STACKS, {}, { f: 0 }), rows, [0]);
  const tree = treeFor(made, { ...START, finding: 1 });
  assert.equal(Math.round(tree.before[0] * 20), 12);
  assert.equal(treeFor(made, { ...START, finding: 1 }), tree);
  const z = [...made.tree.name].findIndex((name) => made.tree.names[name] === 'z');
  assert.equal(tree.union[z], 0);
});

test('keeping everything changes nothing', () => {
  const tree = treeOf(randomDocument(3, 200));
  assert.deepEqual([...keepOnly(tree, new Uint8Array(tree.n).fill(1)).union], [...tree.union]);
});
