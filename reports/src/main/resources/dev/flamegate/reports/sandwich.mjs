// Trees that show one function: the stacks through it, or everything that calls it and everything that it calls.

import { merging } from './fold.mjs';
import { build, isInner } from './tree.mjs';

// The same nodes, with the samples of those stacks only that have a match. Shares stay fractions of the whole program.
export function keepOnly(tree, matches) {
  const inside = new Uint8Array(tree.n);
  const selfBefore = new Float64Array(tree.n);
  const selfAfter = new Float64Array(tree.n);
  for (let node = 0; node < tree.n; node++) {
    inside[node] = matches[node] || (node > 0 && inside[tree.parent[node]]);
    if (!inside[node]) continue;
    selfBefore[node] = tree.selfBefore[node];
    selfAfter[node] = tree.selfAfter[node];
  }
  return build({ ...tree, selfBefore, selfAfter });
}

// Node 0 is the function, all its outermost calls together; what it calls hangs below it, and at `callers` what calls it, one level
// after the other, each with the samples that it brings.
export function sandwichOf(tree, name) {
  const calls = [];
  for (let node = 1; node < tree.n; node++) {
    if (tree.name[node] === name && !isInner(tree, node)) calls.push(node);
  }
  return joined(calleesOf(tree, name, calls), callersOf(tree, name, calls));
}

function calleesOf(tree, name, calls) {
  const callees = merging(tree);
  const root = callees.child(-1, name);
  for (const node of calls) callees.join(node, root);
  for (let node = 1; node < tree.n; node++) {
    const caller = callees.place[tree.parent[node]];
    if (callees.place[node] < 0 && caller >= 0) callees.add(node, caller);
  }
  return callees.tree();
}

function callersOf(tree, name, calls) {
  const callers = merging(tree);
  const root = callers.child(-1, name);
  const own = new Map();
  const addTo = (number, node) => {
    const sums = own.get(number) ?? [0, 0];
    own.set(number, [sums[0] + tree.before[node], sums[1] + tree.after[node]]);
  };
  for (const node of calls) {
    let at = root;
    for (let caller = tree.parent[node]; caller > 0; caller = tree.parent[caller]) {
      at = callers.child(at, tree.name[caller]);
      callers.parts[at].push(caller);
    }
    addTo(at, node);
  }
  return callers.tree((number) => own.get(number) ?? [0, 0]);
}

// One tree of two: the callers' nodes are numbered behind the callees', and both hang at node 0.
function joined(callees, callers) {
  const shift = callees.n - 1;
  const moved = (node) => (node > 0 ? node + shift : node);
  const both = { ...callees, n: callees.n + callers.n - 1, callers: moved(callers.first[0]) };
  for (const field of ['name', 'mark', 'row', 'selfBefore', 'selfAfter', 'before', 'after', 'union', 'size', 'depth', 'origin']) {
    both[field] = append(callees[field], callers[field].subarray(1));
  }
  for (const field of ['parent', 'first', 'next']) both[field] = append(callees[field], callers[field].subarray(1).map(moved));
  return both;
}

function append(left, right) {
  const all = new left.constructor(left.length + right.length);
  all.set(left);
  all.set(right, left.length);
  return all;
}
