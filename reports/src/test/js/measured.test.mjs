import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFrame } from '../../main/resources/dev/flamegate/reports/describe.mjs';
import { markOf } from '../../main/resources/dev/flamegate/reports/evidence.mjs';
import { functionsOf } from '../../main/resources/dev/flamegate/reports/functions.mjs';
import { meaningOf } from '../../main/resources/dev/flamegate/reports/panel.mjs';
import { modelOf } from '../../main/resources/dev/flamegate/reports/scene.mjs';
import { START } from '../../main/resources/dev/flamegate/reports/link.mjs';
import { documentOf, report } from './documents.mjs';

const untested = (stacks, more = {}) => modelOf({ ...report(documentOf(stacks)), greyBelow: 0.1, single: false, ...more });
const both = untested({ 'a;b': [5000, 5003], c: [4000, 4997], d: [1000, 0], e: [0, 0] });
const node = (model, name) => [...model.tree.name].findIndex((number) => model.tree.names[number] === name);

test('of what nobody tested colours are differences as measured, grey where they are small', () => {
  assert.equal(markOf(both, both.tree, node(both, 'a'), 'total'), 'neutral');
  assert.equal(markOf(both, both.tree, node(both, 'c'), 'total'), 'grew');
  assert.equal(markOf(both, both.tree, node(both, 'd'), 'self'), 'vanished');
});

test('the table of functions marks by the same rule', () => {
  const marks = Object.fromEntries(functionsOf(both, both.tree, 'total').map((one) => [both.tree.names[one.name], one.mark]));
  assert.deepEqual(marks, { a: 'neutral', b: 'neutral', c: 'grew', d: 'vanished', e: 'neutral' });
});

test('every frame and the line above the picture say that nothing was tested', () => {
  assert.deepEqual(describeFrame(both, both.tree, node(both, 'c')).at(-1), ['evidence', 'none: as measured, not tested']);
  assert.match(meaningOf(START, 'CPU', both.report), /Nothing was tested: this is no verdict\.$/);
});

test('one selection has no sides and no differences', () => {
  const alone = untested({ 'a;b': [3e9, 3e9], c: [1e9, 1e9] }, { single: true });
  assert.deepEqual(describeFrame(alone, alone.tree, node(alone, 'a')), [['total', '75.0 %, 3.0 s'], ['self', '0 %, 0.0 s']]);
  assert.equal(meaningOf(START, 'CPU', alone.report), 'Width: share of CPU.');
});
