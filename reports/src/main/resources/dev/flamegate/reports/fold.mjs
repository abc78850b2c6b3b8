// Trees with fewer frames: recursion folded into its first call, calls inside libraries into the one that the program made.

import { isLibrary } from './library.mjs';
import { build, MARKS, originOf } from './tree.mjs';
import { agreed } from './evidence.mjs';

export function foldOf(tree, { recursion, libraries }) {
  const library = libraries ? tree.names.map(isLibrary) : [];
  return fold(tree, (node) => {
    const outer = recursion ? firstCall(tree, node) : -1;
    if (outer >= 0) return outer;
    const parent = tree.parent[node];
    const within = libraries && parent > 0 && library[tree.name[node]] && library[tree.name[parent]];
    return within && tree.mark[node] === 0 ? parent : -1;
  });
}

function firstCall(tree, node) {
  let first = -1;
  for (let at = tree.parent[node]; at > 0; at = tree.parent[at]) {
    if (tree.name[at] === tree.name[node]) first = at;
  }
  return first;
}

// `into` gives the caller that a node becomes part of, -1 if it stays. Frames that then have one caller and one name become one.
export function fold(tree, into) {
  const made = merging(tree);
  made.add(0, -1);
  for (let node = 1; node < tree.n; node++) {
    const host = into(node);
    if (host >= 0) made.join(node, made.place[host]);
    else made.add(node, made.place[tree.parent[node]]);
  }
  return made.tree();
}

// Collects nodes of `tree` into nodes of a new one.
export function merging(tree) {
  const place = new Int32Array(tree.n).fill(-1);
  const children = new Map();
  const parts = [];
  const parent = [];
  const name = [];

  function join(node, number) {
    place[node] = number;
    parts[number].push(node);
  }

  function child(number, nameNumber) {
    const key = (number + 1) * tree.names.length + nameNumber;
    let found = children.get(key);
    if (found === undefined) {
      found = parts.length;
      children.set(key, found);
      parts.push([]);
      parent.push(number);
      name.push(nameNumber);
    }
    return found;
  }

  function add(node, number) {
    join(node, child(number, tree.name[node]));
  }

  const own = (number) => parts[number].reduce(
    (sums, node) => [sums[0] + tree.selfBefore[node], sums[1] + tree.selfAfter[node]], [0, 0]);
  return { place, child, join, add, parts, tree: (self = own) => made(tree, { place, parts, parent, name }, self) };
}

// `self` gives what a new node holds itself, on both sides.
function made(tree, { place, parts, parent, name }, self) {
  const n = parts.length;
  const selves = parts.map((_, number) => self(number));
  const own = parts.map((nodes, number) => nodes.filter((node) => tree.name[node] === name[number]));
  const widest = own.map((nodes) => nodes.reduce((most, node) => (most < 0 || tree.union[node] > tree.union[most] ? node : most), -1));
  const result = build({
    names: tree.names,
    labels: tree.labels,
    whole: tree.whole,
    parent: Int32Array.from(parent),
    name: Int32Array.from(name),
    mark: new Uint8Array(n),
    row: Int32Array.from(widest, (node) => (node < 0 ? -1 : tree.row[node])),
    selfBefore: Float64Array.from(selves, ([before]) => before),
    selfAfter: Float64Array.from(selves, ([, after]) => after),
    origin: Int32Array.from(widest, (node) => (node < 0 ? 0 : originOf(tree, node))),
    place: placesOf(tree, place),
  });
  own.forEach((nodes, number) => {
    result.mark[number] = markOfParts(tree, nodes, result, number);
  });
  return result;
}

function placesOf(tree, place) {
  return tree.place ? tree.place.map((node) => (node < 0 ? -1 : place[node])) : place;
}

// Of several marks the one of the largest change, if all together went that way.
function markOfParts(tree, nodes, result, number) {
  const size = (node) => Math.abs(tree.after[node] - tree.before[node]);
  const marked = nodes.filter((node) => tree.mark[node] !== 0);
  if (marked.length === 0) return 0;
  const most = marked.reduce((best, node) => (size(node) > size(best) ? node : best));
  const change = result.after[number] - result.before[number];
  return MARKS.indexOf(agreed(MARKS[tree.mark[most]], change, result.before[number], result.after[number]));
}
