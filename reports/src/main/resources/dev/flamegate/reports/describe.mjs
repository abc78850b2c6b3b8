// A frame in words: lines for the tooltip, one sentence for those who listen.

import { count, counted, percent, probability, signed } from './words.mjs';
import { MARKS, plain, points } from './tree.mjs';

export function describeFrame(tree, report, node) {
  const { baseline, candidate } = report.subject;
  return [
    ['baseline, before', both(tree.before[node], tree.selfBefore[node], baseline)],
    ['candidate, after', both(tree.after[node], tree.selfAfter[node], candidate)],
    ['change here', signed(points(tree, node)) + ' points'],
    ...describeRow(report, tree.row[node], MARKS[tree.mark[node]]),
  ];
}

function both(total, self, side) {
  return percent(total) + ', self ' + percent(self) + ', about ' + count(total * side.samples) + ' samples';
}

function describeRow(report, number, mark) {
  if (number < 0) return [['function', 'not tested: too small']];
  const row = report.rows[number];
  const evidence = row.evidence;
  const mean = evidence.baselineShare;
  const above = evidence.candidatePods.filter((share) => share > mean).length;
  return [
    ['function', (mark === 'neutral' ? 'not significant' : mark) + ', tested by ' + row.measure.toLowerCase()],
    ['shares', percent(mean) + ' before, ' + percent(evidence.candidateShare) + ' after'],
    ['change', signed(row.change.points) + ' points, 95 % sure of ' + signed(evidence.intervalLow * 100) + ' to '
      + signed(evidence.intervalHigh * 100)],
    ...(row.change.kind === 'moved' ? [['other end', plain(row.change.counterpart)]] : []),
    ['adjusted p', probability(evidence.adjustedP)],
    ['pods', above + ' of ' + counted(evidence.candidatePods.length, 'candidate pod') + ' above the mean of '
      + counted(evidence.baselinePods.length, 'baseline pod')],
  ];
}

export function sentenceOf(tree, report, node) {
  const lines = describeFrame(tree, report, node).map(([term, text]) => term + ' ' + text);
  return tree.names[tree.name[node]] + ', level ' + (tree.depth[node] + 1) + '. ' + lines.join('. ') + '.';
}
