// From what the reader chose to the rows of frames that are drawn. Pure: the same choice gives the same rows.

import { costOf } from './cost.mjs';
import { functionOf, movedPairs, rowsByFunction } from './evidence.mjs';
import { foldOf } from './fold.mjs';
import { framePlaces, layoutOf, rowsOf } from './layout.mjs';
import { keepOnly, sandwichOf } from './sandwich.mjs';
import { treeOf } from './tree.mjs';

// report: what the gate said
export function modelOf(report) {
  const tree = treeOf(report.tree);
  return { report, tree, tested: rowsByFunction(report.rows), moved: movedPairs(report.rows), made: new Map() };
}

// The tree that `state` asks for; what was made is kept.
export function treeFor(model, state) {
  const folded = kept(model, JSON.stringify([state.recursion, state.libraries]), () =>
    (state.recursion || state.libraries ? foldOf(model.tree, state) : model.tree));
  const finding = model.report.findings[state.finding - 1];
  const key = JSON.stringify([state.recursion, state.libraries, state.finding, state.around]);
  const around = state.around === '' ? -1 : folded.names.indexOf(state.around);
  if (around >= 0) return kept(model, key, () => sandwichOf(folded, around));
  if (!finding) return folded;
  return kept(model, key, () => keepOnly(folded, matchesOf(model, folded, model.report.rows[finding.row].function)));
}

function kept(model, key, make) {
  if (!model.made.has(key)) {
    if (model.made.size > 12) model.made.clear();
    model.made.set(key, make());
  }
  return model.made.get(key);
}

function matchesOf(model, tree, name) {
  return Uint8Array.from({ length: tree.n }, (_, node) => (node > 0 && functionOf(model, tree, node) === name ? 1 : 0));
}

// state and the room there is, to: the rows, where each node is, the numbers of findings and the links of moved cost
export function sceneOf(model, state, zoomed, width) {
  const tree = treeFor(model, state);
  const cost = costOf(state.by, tree, model.report.subject) ?? costOf('share', tree, model.report.subject);
  const layout = laidOut(tree, state, cost.weights);
  const rows = rowsOf(tree, layout, zoomed, width, state.upward);
  const places = framePlaces(rows);
  const widest = widestByFunction(model, tree, places);
  return { tree, cost, layout, rows, places, badges: badgesOf(model, widest), links: linksOf(model, widest) };
}

const layouts = new WeakMap();

// The last layout of a tree is kept: a zoom needs no other.
function laidOut(tree, { side, by }, weights) {
  const known = layouts.get(tree);
  if (known?.side === side && known.by === by) return known.layout;
  const layout = layoutOf(tree, side, by, weights);
  layouts.set(tree, { side, by, layout });
  return layout;
}

function widestByFunction(model, tree, places) {
  const widest = new Map();
  for (const [node, { frame }] of places) {
    const name = functionOf(model, tree, node);
    if (!widest.has(name) || places.get(widest.get(name)).frame.w < frame.w) widest.set(name, node);
  }
  return widest;
}

function badgesOf(model, widest) {
  const badges = new Map();
  model.report.findings.forEach((finding, i) => {
    const node = widest.get(model.report.rows[finding.row].function);
    if (node !== undefined && !badges.has(node)) badges.set(node, i + 1);
  });
  return badges;
}

function linksOf(model, widest) {
  return model.moved.filter(({ from, to }) => widest.has(from) && widest.has(to))
    .map(({ from, to }) => ({ from: widest.get(from), to: widest.get(to) }));
}
