import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsOf } from '../../main/resources/dev/flamegate/http/assets/problem.mjs';

test('a refusal is said in its own words, with its place and its hint', () => {
  assert.equal(wordsOf('{"code":"x","message":"no","field":"from","hint":"try"}', 400), 'from: no; try');
  assert.equal(wordsOf('<html>', 502), 'the service answered 502');
});
