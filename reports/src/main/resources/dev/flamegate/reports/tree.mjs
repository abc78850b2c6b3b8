// The report's tree in typed arrays. Shares are fractions of a side's whole, so that sides of different length compare; what a tree
// was made of (folded, focused, turned around a function) keeps the numbers of the report's nodes in `origin` and `place`.

import { shortName } from './shortname.mjs';

export const MARKS = ['neutral', 'grew', 'shrank', 'new', 'vanished', 'moved'];

// Names may hold characters that reorder or hide others; the page shows a mark in their place.
export function plain(name) {
  if (/^[ -~]*$/.test(name)) return name;
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

export function treeOf(document) {
  const before = wholeOf(document.baselineSelf);
  const after = wholeOf(document.candidateSelf);
  return build({
    names: document.names.map(plain),
    labels: new Array(document.names.length),
    whole: { before, after },
    parent: Int32Array.from(document.parents),
    name: Int32Array.from(document.nameOfNode),
    mark: Uint8Array.from(document.marks),
    row: Int32Array.from(document.rows),
    selfBefore: Float64Array.from(document.baselineSelf, (value) => value / (before || 1)),
    selfAfter: Float64Array.from(document.candidateSelf, (value) => value / (after || 1)),
    origin: null,
    place: null,
  });
}

// The short form of a name, made when it is first asked for.
export function labelOf(tree, name) {
  tree.labels[name] ??= shortName(tree.names[name]);
  return tree.labels[name];
}

// fields: names, labels, whole, parent, name, mark, row, selfBefore, selfAfter, origin, place. Parents have smaller numbers than
// their children: one pass backward adds up, one forward counts levels.
export function build(fields) {
  const n = fields.parent.length;
  const tree = {
    ...fields,
    n,
    before: fields.selfBefore.slice(),
    after: fields.selfAfter.slice(),
    union: new Float64Array(n),
    size: new Int32Array(n).fill(1),
    depth: new Uint16Array(n),
    first: new Int32Array(n).fill(-1),
    next: new Int32Array(n).fill(-1),
    callers: -1,
  };
  addUp(tree);
  link(tree);
  return tree;
}

function addUp(tree) {
  for (let node = tree.n - 1; node > 0; node--) {
    const parent = tree.parent[node];
    tree.before[parent] += tree.before[node];
    tree.after[parent] += tree.after[node];
    tree.size[parent] += tree.size[node];
  }
  const sides = (tree.whole.before > 0) + (tree.whole.after > 0) || 1;
  for (let node = 0; node < tree.n; node++) {
    if (node > 0) tree.depth[node] = tree.depth[tree.parent[node]] + 1;
    tree.union[node] = (tree.before[node] + tree.after[node]) / sides;
  }
}

// Widest first by the union, so that the order stays when the side that is shown changes.
function link(tree) {
  const siblings = new Map();
  for (let node = 1; node < tree.n; node++) {
    const known = siblings.get(tree.parent[node]);
    if (known) known.push(node);
    else siblings.set(tree.parent[node], [node]);
  }
  for (const [parent, nodes] of siblings) {
    if (nodes.length > 1) nodes.sort((a, b) => tree.union[b] - tree.union[a] || compareNames(tree, a, b) || a - b);
    tree.first[parent] = nodes[0];
    for (let i = 1; i < nodes.length; i++) tree.next[nodes[i - 1]] = nodes[i];
  }
}

function compareNames(tree, a, b) {
  const left = tree.names[tree.name[a]];
  const right = tree.names[tree.name[b]];
  return left < right ? -1 : left > right ? 1 : 0;
}

function wholeOf(values) {
  return values.reduce((sum, value) => sum + value, 0);
}

export function pathTo(tree, node) {
  const path = [];
  for (let at = node; at >= 0; at = tree.parent[at]) path.unshift(at);
  return path;
}

// of: 'total' or 'self'
export function points(tree, node, of = 'total') {
  return (of === 'self' ? tree.selfAfter[node] - tree.selfBefore[node] : tree.after[node] - tree.before[node]) * 100;
}

// The node of a made tree that stands for a node of the report, -1 if none does.
export function placeIn(tree, original) {
  return tree.place ? tree.place[original] : original;
}

export function originOf(tree, node) {
  return tree.origin ? tree.origin[node] : node;
}

// Whether the same function is further out on the stack: its samples are counted there.
export function isInner(tree, node) {
  const name = tree.name[node];
  for (let at = tree.parent[node]; at > 0; at = tree.parent[at]) {
    if (tree.name[at] === name) return true;
  }
  return false;
}
