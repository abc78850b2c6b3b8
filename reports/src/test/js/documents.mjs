// Trees in the form in which a report holds them.

import { treeOf } from '../../main/resources/dev/flamegate/reports/tree.mjs';

const LABELS = ['root', 'shop.Cart.total', 'shop.Tax.lookup', 'shop.Cart.reprice'];

// root > total (1 of 4 itself before, 1 of 4 after) > lookup and reprice
export function small() {
  return treeOf({
    names: LABELS,
    parents: [-1, 0, 1, 1],
    nameOfNode: [0, 1, 2, 3],
    baselineSelf: [1, 1, 2, 0],
    candidateSelf: [0, 1, 1, 2],
    marks: [0, 1, 2, 3],
    rows: [-1, -1, -1, 0],
  }, LABELS);
}

export function randomDocument(seed, n) {
  const next = random(seed);
  const document = { names: [], parents: [], nameOfNode: [], baselineSelf: [], candidateSelf: [], marks: [], rows: [] };
  for (let node = 0; node < n; node++) {
    document.names.push('part' + (node % 7) + '.Service.method' + node);
    document.parents.push(node === 0 ? -1 : Math.floor(next() ** 0.5 * node));
    document.nameOfNode.push(node);
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
