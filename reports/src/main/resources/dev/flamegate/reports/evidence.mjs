// Which row of the report speaks for a frame, and how the frame is marked by it.

import { MARKS, points } from './tree.mjs';

const UP = { grew: true, new: true, shrank: false, vanished: false };

// By function, the rows that tested its self and its total.
export function rowsByFunction(rows) {
  const found = new Map();
  rows.forEach((row, number) => {
    if (!found.has(row.function)) found.set(row.function, { self: -1, total: -1 });
    found.get(row.function)[row.measure.toLowerCase()] = number;
  });
  return found;
}

// The number of the row to quote for a frame, -1 if its function was not tested.
export function rowOf(model, tree, node, of) {
  const number = tree.row[node];
  if (number < 0) return -1;
  const both = model.tested.get(model.report.rows[number].function);
  return of === 'self' ? both.self : number;
}

// Of totals the gate marked every frame. Of self, a frame is marked if its function's own cost changed and the frame went the same way.
export function markOf(model, tree, node, of) {
  if (untested(model)) return of === 'self'
    ? measured(model, tree.selfBefore[node], tree.selfAfter[node]) : measured(model, tree.before[node], tree.after[node]);
  if (of === 'total') return MARKS[tree.mark[node]];
  const number = rowOf(model, tree, node, 'self');
  if (number < 0) return 'neutral';
  return agreed(model.report.rows[number].change.kind, points(tree, node, 'self'), tree.selfBefore[node], tree.selfAfter[node]);
}

// Selections that nobody tested say so by `greyBelow`: their colours are differences as measured, grey below so many points.
export function untested(model) {
  return model.report.greyBelow !== undefined;
}

export function measured(model, before, after) {
  if (Math.abs(after - before) * 100 < model.report.greyBelow) return 'neutral';
  if (after > before) return before === 0 ? 'new' : 'grew';
  return after === 0 ? 'vanished' : 'shrank';
}

// A mark holds only for what went its way; what was there on both sides is neither new nor vanished.
export function agreed(kind, change, before, after) {
  if (kind === 'moved') return 'moved';
  if (!(kind in UP) || change === 0 || UP[kind] !== change > 0) return 'neutral';
  if (kind === 'new' && before > 0) return 'grew';
  if (kind === 'vanished' && after > 0) return 'shrank';
  return kind;
}

export function functionOf(model, tree, node) {
  const number = tree.row[node];
  return number < 0 ? tree.names[tree.name[node]] : model.report.rows[number].function;
}

// Cost that moved, from the function that gave it up to the one that took it over, once for each two.
export function movedPairs(rows) {
  const pairs = new Map();
  for (const row of rows) {
    if (row.change.kind !== 'moved') continue;
    const gave = row.change.points < 0;
    const pair = gave ? { from: row.function, to: row.change.counterpart } : { from: row.change.counterpart, to: row.function };
    pairs.set(JSON.stringify([pair.from, pair.to]), pair);
  }
  return [...pairs.values()];
}

export function otherEnd(rows, name) {
  const row = rows.find((one) => one.function === name && one.change.kind === 'moved');
  return row ? row.change.counterpart : null;
}
