// Frames by regular expression, and how much of each side they cover.

import { labelOf } from './tree.mjs';

export function searchOf(tree, text) {
  if (text === '') return { matches: null, error: '' };
  let pattern;
  try {
    pattern = new RegExp(text, 'iu');
  } catch (error) {
    return { matches: null, error: 'not a regular expression: ' + error.message };
  }
  const byName = tree.names.map((name, i) => pattern.test(name) || pattern.test(labelOf(tree, i)));
  return { ...covered(tree, byName), error: '' };
}

// A match below a match adds nothing: its samples are counted already.
function covered(tree, byName) {
  const matches = new Uint8Array(tree.n);
  const inside = new Uint8Array(tree.n);
  let [number, before, after] = [0, 0, 0];
  for (let node = 0; node < tree.n; node++) {
    const parent = tree.parent[node];
    if (node > 0) inside[node] = inside[parent] || matches[parent];
    if (!byName[tree.name[node]] || tree.union[node] === 0 || (node === 0 && tree.parent[0] < 0 && tree.callers < 0)) continue;
    matches[node] = 1;
    number++;
    if (!inside[node]) {
      before += tree.before[node];
      after += tree.after[node];
    }
  }
  return { matches, number, before, after };
}
