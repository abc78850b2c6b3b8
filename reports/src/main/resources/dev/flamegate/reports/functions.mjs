// The functions of a tree, with the cost of all their frames together. A sample counts once for each function on its stack.

import { markOf, measured, rowOf, untested } from './evidence.mjs';
import { isInner, labelOf, points } from './tree.mjs';

export function functionsOf(model, tree, of) {
  const found = new Map();
  for (let node = 1; node < tree.n; node++) {
    const name = tree.name[node];
    const one = found.get(name) ?? { name, before: 0, after: 0, widest: node, marked: -1 };
    found.set(name, one);
    if (tree.union[node] > tree.union[one.widest]) one.widest = node;
    if (markOf(model, tree, node, of) !== 'neutral' && largerChange(tree, node, one.marked, of)) one.marked = node;
    if (of === 'self') {
      one.before += tree.selfBefore[node];
      one.after += tree.selfAfter[node];
    } else if (!isInner(tree, node)) {
      one.before += tree.before[node];
      one.after += tree.after[node];
    }
  }
  return [...found.values()].map((one) => ({
    ...one,
    points: (one.after - one.before) * 100,
    mark: untested(model) ? measured(model, one.before, one.after) : one.marked < 0 ? 'neutral' : markOf(model, tree, one.marked, of),
    row: rowOf(model, tree, one.widest, of),
  }));
}

function largerChange(tree, node, marked, of) {
  return marked < 0 || Math.abs(points(tree, node, of)) > Math.abs(points(tree, marked, of));
}

// columns: name, before, after, change, state. Largest first when `down`; what is equal is in the order of names.
export function sortedFunctions(functions, tree, column, down) {
  const label = (one) => labelOf(tree, one.name);
  const byName = (a, b) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0);
  const keys = { before: (one) => one.before, after: (one) => one.after, change: (one) => one.points, size: (one) => Math.abs(one.points) };
  const compare = column === 'name' ? byName
    : column === 'state' ? (a, b) => (a.mark < b.mark ? -1 : a.mark > b.mark ? 1 : 0)
      : (a, b) => keys[column](a) - keys[column](b);
  return [...functions].sort((a, b) => (down ? compare(b, a) : compare(a, b)) || byName(a, b));
}
