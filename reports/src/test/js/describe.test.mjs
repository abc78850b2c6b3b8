import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../../main/resources/dev/flamegate/reports/cost.mjs';
import { describeFrame, sentenceOf } from '../../main/resources/dev/flamegate/reports/describe.mjs';
import { row, smallModel, subject } from './documents.mjs';

test('a tested frame shows both shares, its points, and the evidence of its row', () => {
  const model = smallModel();
  const lines = Object.fromEntries(describeFrame(model, model.tree, 3));
  assert.equal(lines['candidate, after'], '50.0 %, self 50.0 %, about 1,000 samples');
  assert.equal(lines.change, '+50.0 points, 95 % sure of +45.0 to +55.0');
  assert.equal(lines['adjusted p'], '< 0.001');
  assert.equal(lines.pods, '2 of 2 candidate pods above the mean of 2 baseline pods');
});

test('a frame without a row says that it was not tested', () => {
  const model = smallModel();
  assert.deepEqual(describeFrame(model, model.tree, 2).at(-1), ['function', 'not tested: too small']);
});

test('by cost, both sides are said in the unit, and what the difference is', () => {
  const model = smallModel(undefined, [], subject(2, 4));
  const lines = Object.fromEntries(describeFrame(model, model.tree, 2, costOf('request', model.tree, model.report.subject)));
  assert.equal(lines['baseline, before'], '1.00 ns (50.0 %), self 1.00 ns, about 500 samples');
  assert.equal(lines['change here'], '−25.0 points, self −25.0, −0.75 ns');
});

test('the end of moved cost is named', () => {
  const model = smallModel([row('shop.Cart.reprice', 'SELF', 'moved', 1, { counterpart: 'Other.end' })]);
  assert.equal(Object.fromEntries(describeFrame(model, model.tree, 3))['other end'], 'Other.end');
});

test('those who listen hear the whole name first', () => {
  const model = smallModel();
  assert.match(sentenceOf(model, model.tree, 1), /^shop\.Cart\.total, level 2\. baseline, before 75\.0 %/);
});
