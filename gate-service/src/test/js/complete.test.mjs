import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completed, lastCondition, unfinished } from '../../main/resources/dev/flamegate/http/assets/complete.mjs';

test('a comma within quotes ends no condition', () => {
  assert.equal(lastCondition('a="x,y\\",z",b'), 12);
  assert.equal(lastCondition('pod'), 0);
});

test('names are completed up to their value', () => {
  const part = unfinished('region="eu", po');
  assert.deepEqual(part, { head: 'region="eu", ', name: 'po' });
  assert.deepEqual(completed(part, ['pod', 'version']), ['region="eu", pod="']);
});

test('values are completed with their operator, whatever characters they have', () => {
  const part = unfinished('pod!="p');
  assert.deepEqual(part, { head: '', name: 'pod', operator: '!=', value: 'p' });
  assert.deepEqual(completed(part, ['p"1\\', 'q']), ['pod!="p\\"1\\\\"']);
});

test('a whole condition leaves nothing to complete', () => {
  assert.equal(unfinished('pod="p1"'), null);
  assert.deepEqual(unfinished('pod="p1",'), { head: 'pod="p1",', name: '' });
});
