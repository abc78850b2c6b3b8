// A frame in words: lines for the tooltip, one sentence for those who listen.

import { functionOf, markOf, otherEnd, rowOf, untested } from './evidence.mjs';
import { plain, points } from './tree.mjs';
import { count, counted, percent, probability, quantity, signed } from './words.mjs';

// cost: how the reader wants shares to be said (cost.mjs); null for shares alone
export function describeFrame(model, tree, node, cost = null, of = 'total') {
  if (untested(model)) return describeMeasured(model, tree, node, cost);
  const { baseline, candidate } = model.report.subject;
  return [
    ['baseline, before', both(tree.before[node], tree.selfBefore[node], baseline, 'before', cost)],
    ['candidate, after', both(tree.after[node], tree.selfAfter[node], candidate, 'after', cost)],
    ['change here', changeHere(tree, node, cost)],
    ...describeRow(model, tree, node, of),
  ];
}

// Of a selection alone, or of two that nobody tested: shares and sums, no evidence.
function describeMeasured({ report }, tree, node, cost) {
  const sum = (share, side) => percent(share) + ', ' + quantity(share * tree.whole[side], report.subject.unit);
  if (report.single) return [['total', sum(tree.after[node], 'after')], ['self', sum(tree.selfAfter[node], 'after')]];
  return [
    ['baseline, before', sum(tree.before[node], 'before') + '; self ' + sum(tree.selfBefore[node], 'before')],
    ['candidate, after', sum(tree.after[node], 'after') + '; self ' + sum(tree.selfAfter[node], 'after')],
    ['change here', changeHere(tree, node, cost)],
    ['evidence', 'none: as measured, not tested'],
  ];
}

function both(total, self, side, which, cost) {
  const said = cost ? cost.text(total, which) + ' (' + percent(total) + '), self ' + cost.text(self, which) : percent(total) + ', self ' + percent(self);
  return said + ', about ' + count(total * side.samples) + ' samples';
}

function changeHere(tree, node, cost) {
  const text = signed(points(tree, node)) + ' points, self ' + signed(points(tree, node, 'self'));
  return cost ? text + ', ' + cost.change(tree.before[node], tree.after[node]) : text;
}

function describeRow(model, tree, node, of) {
  const number = rowOf(model, tree, node, of);
  if (number < 0) return [['function', 'not tested: too small']];
  const mark = markOf(model, tree, node, of);
  const row = model.report.rows[number];
  const evidence = row.evidence;
  const mean = evidence.baselineShare;
  const above = evidence.candidatePods.filter((share) => share > mean).length;
  return [
    ['function', (mark === 'neutral' ? 'not significant' : mark) + ', tested by ' + row.measure.toLowerCase()],
    ['shares', percent(mean) + ' before, ' + percent(evidence.candidateShare) + ' after'],
    ['change', signed(row.change.points) + ' points, 95 % sure of ' + signed(evidence.intervalLow * 100) + ' to '
      + signed(evidence.intervalHigh * 100)],
    ...(row.change.kind === 'moved' ? [['other end', plain(otherEnd(model.report.rows, functionOf(model, tree, node)))]] : []),
    ['adjusted p', adjustedOf(row)],
    ['pods', above + ' of ' + counted(evidence.candidatePods.length, 'candidate pod') + ' above the mean of '
      + counted(evidence.baselinePods.length, 'baseline pod')],
  ];
}

// Of the direction in which the row changed; reports that were kept before decreases had one have none.
function adjustedOf({ change, evidence }) {
  const less = change.kind === 'shrank' || change.kind === 'vanished' || (change.kind === 'moved' && change.points < 0);
  return !less ? probability(evidence.adjustedP) : evidence.decrease ? probability(evidence.decrease.adjustedP) : '–';
}

export function sentenceOf(model, tree, node, cost = null, of = 'total') {
  const lines = describeFrame(model, tree, node, cost, of).map(([term, text]) => term + ' ' + text);
  return tree.names[tree.name[node]] + ', level ' + (tree.depth[node] + 1) + '. ' + lines.join('. ') + '.';
}
