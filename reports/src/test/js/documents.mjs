// Trees and reports in the form in which the page holds them.

import { modelOf } from '../../main/resources/dev/flamegate/reports/scene.mjs';
import { treeOf } from '../../main/resources/dev/flamegate/reports/tree.mjs';

const LABELS = ['root', 'shop.Cart.total', 'shop.Tax.lookup', 'shop.Cart.reprice'];

// root > total (1 of 4 itself before, 1 of 4 after) > lookup and reprice
const SMALL = {
  names: LABELS,
  parents: [-1, 0, 1, 1],
  nameOfNode: [0, 1, 2, 3],
  baselineSelf: [1, 1, 2, 0],
  candidateSelf: [0, 1, 1, 2],
  marks: [0, 1, 2, 3],
  rows: [-1, -1, -1, 0],
};

export function small() {
  return treeOf(SMALL);
}

export function row(name, measure, kind, points, more = {}) {
  const evidence = {
    baselineShare: 0, candidateShare: 0.5, intervalLow: 0.45, intervalHigh: 0.55, adjustedP: 0.0002,
    baselinePods: [0, 0], candidatePods: [0.5, 0.5],
  };
  return { function: name, measure, change: { kind, points, ...more }, evidence };
}

export function subject(requestsBefore = null, requestsAfter = null) {
  return { unit: 'nanoseconds', baseline: { samples: 1000, requests: requestsBefore }, candidate: { samples: 2000, requests: requestsAfter } };
}

export function report(tree, rows = [], findings = [], said = subject()) {
  return { tree, rows, findings: findings.map((number) => ({ row: number })), subject: said };
}

export function model(document, rows, findings, said) {
  return modelOf(report(document, rows, findings, said));
}

export function smallModel(rows = [row('shop.Cart.reprice', 'SELF', 'new', 50)], findings = [], said = subject()) {
  return model(SMALL, rows, findings, said);
}

// Stacks with a value for each side: { 'a;b': [1, 2] }.
export function documentOf(stacks, marks = {}, rows = {}) {
  const document = { names: ['root'], parents: [-1], nameOfNode: [0], baselineSelf: [0], candidateSelf: [0], marks: [0], rows: [-1] };
  const known = new Map();
  for (const [stack, [before, after]] of Object.entries(stacks)) {
    let at = 0;
    for (const name of stack.split(';')) at = childOf(document, known, at, name, marks, rows);
    document.baselineSelf[at] += before;
    document.candidateSelf[at] += after;
  }
  return document;
}

function childOf(document, known, parent, name, marks, rows) {
  const key = parent + ';' + name;
  if (!known.has(key)) {
    known.set(key, document.parents.length);
    if (!document.names.includes(name)) document.names.push(name);
    document.parents.push(parent);
    document.nameOfNode.push(document.names.indexOf(name));
    document.baselineSelf.push(0);
    document.candidateSelf.push(0);
    document.marks.push(marks[name] ?? 0);
    document.rows.push(rows[name] ?? -1);
  }
  return known.get(key);
}

// The stacks of a tree with what each holds itself, as shares of both sides: the other way round.
export function stacksOf(tree) {
  const stacks = {};
  for (let node = 0; node < tree.n; node++) {
    if (tree.selfBefore[node] + tree.selfAfter[node] === 0) continue;
    const path = [];
    for (let at = node; at > 0; at = tree.parent[at]) path.unshift(tree.names[tree.name[at]]);
    stacks[path.join(';')] = [tree.selfBefore[node], tree.selfAfter[node]];
  }
  return stacks;
}

export function randomDocument(seed, n, names = n) {
  const next = random(seed);
  const document = { names: [], parents: [], nameOfNode: [], baselineSelf: [], candidateSelf: [], marks: [], rows: [] };
  for (let name = 0; name < names; name++) document.names.push('part' + (name % 7) + '.Service.method' + name);
  for (let node = 0; node < n; node++) {
    document.parents.push(node === 0 ? -1 : Math.floor(next() ** 0.5 * node));
    document.nameOfNode.push(node % names);
    document.baselineSelf.push(next() < 0.2 ? 0 : next() * 100);
    document.candidateSelf.push(next() < 0.2 ? 0 : next() * 100);
    document.marks.push(node % 6);
    document.rows.push(-1);
  }
  return document;
}

function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
