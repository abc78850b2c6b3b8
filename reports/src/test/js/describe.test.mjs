import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFrame, sentenceOf } from '../../main/resources/dev/flamegate/reports/describe.mjs';
import { small } from './documents.mjs';

const evidence = {
  baselineShare: 0, candidateShare: 0.5, intervalLow: 0.45, intervalHigh: 0.55, adjustedP: 0.0002,
  baselinePods: [0, 0], candidatePods: [0.5, 0.5],
};
const report = {
  subject: { baseline: { samples: 1000 }, candidate: { samples: 2000 } },
  rows: [{ measure: 'SELF', change: { kind: 'new', points: 50 }, evidence }],
};

test('a tested frame shows both shares, its points, and the evidence of its row', () => {
  const lines = Object.fromEntries(describeFrame(small(), report, 3));
  assert.equal(lines['candidate, after'], '50.0 %, self 50.0 %, about 1,000 samples');
  assert.equal(lines.change, '+50.0 points, 95 % sure of +45.0 to +55.0');
  assert.equal(lines['adjusted p'], '< 0.001');
  assert.equal(lines.pods, '2 of 2 candidate pods above the mean of 2 baseline pods');
});

test('a frame without a row says that it was not tested', () => {
  assert.deepEqual(describeFrame(small(), report, 2).at(-1), ['function', 'not tested: too small']);
});

test('the end of moved cost is named', () => {
  const moved = { ...report, rows: [{ ...report.rows[0], change: { kind: 'moved', points: 1, counterpart: 'Other.end' } }] };
  assert.equal(Object.fromEntries(describeFrame(small(), moved, 3))['other end'], 'Other.end');
});

test('those who listen hear the whole name first', () => {
  assert.match(sentenceOf(small(), report, 1), /^shop\.Cart\.total, level 2\. baseline, before 75\.0 %/);
});
