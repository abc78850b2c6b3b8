// The report's tree in typed arrays. Shares are fractions of a side's whole, so that sides of different length compare.

export const MARKS = ['neutral', 'grew', 'shrank', 'new', 'vanished', 'moved'];

// Names may hold characters that reorder or hide others; the page shows a mark in their place.
export function plain(name) {
  return name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

export function treeOf(document, labels) {
  const n = document.parents.length;
  const tree = {
    n,
    names: document.names.map(plain),
    labels,
    parent: Int32Array.from(document.parents),
    name: Int32Array.from(document.nameOfNode),
    mark: Uint8Array.from(document.marks),
    row: Int32Array.from(document.rows),
    selfBefore: Float64Array.from(document.baselineSelf),
    selfAfter: Float64Array.from(document.candidateSelf),
    before: Float64Array.from(document.baselineSelf),
    after: Float64Array.from(document.candidateSelf),
    union: new Float64Array(n),
    size: new Int32Array(n).fill(1),
    depth: new Uint16Array(n),
    first: new Int32Array(n).fill(-1),
    next: new Int32Array(n).fill(-1),
  };
  addUp(tree);
  toShares(tree);
  link(tree);
  return tree;
}

// Parents have smaller numbers than their children: one pass backward adds up, one forward counts levels.
function addUp(tree) {
  for (let node = tree.n - 1; node > 0; node--) {
    const parent = tree.parent[node];
    tree.before[parent] += tree.before[node];
    tree.after[parent] += tree.after[node];
    tree.size[parent] += tree.size[node];
  }
  for (let node = 1; node < tree.n; node++) {
    tree.depth[node] = tree.depth[tree.parent[node]] + 1;
  }
}

// The union's width is the mean of both shares. The larger of both would let children outgrow their parent.
function toShares(tree) {
  const before = tree.before[0] || 1;
  const after = tree.after[0] || 1;
  const sides = (tree.before[0] > 0) + (tree.after[0] > 0) || 1;
  for (let node = tree.n - 1; node >= 0; node--) {
    tree.selfBefore[node] /= before;
    tree.selfAfter[node] /= after;
    tree.before[node] /= before;
    tree.after[node] /= after;
    tree.union[node] = (tree.before[node] + tree.after[node]) / sides;
  }
}

// Widest first by the union, so that the order stays when the side that is shown changes.
function link(tree) {
  const order = Array.from({ length: tree.n - 1 }, (_, i) => i + 1);
  order.sort((a, b) => tree.union[a] - tree.union[b] || compareNames(tree, b, a) || b - a);
  for (const node of order) {
    tree.next[node] = tree.first[tree.parent[node]];
    tree.first[tree.parent[node]] = node;
  }
}

function compareNames(tree, a, b) {
  const left = tree.names[tree.name[a]];
  const right = tree.names[tree.name[b]];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function pathTo(tree, node) {
  const path = [];
  for (let at = node; at >= 0; at = tree.parent[at]) path.unshift(at);
  return path;
}

export function points(tree, node) {
  return (tree.after[node] - tree.before[node]) * 100;
}
