import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchOf } from '../../main/resources/dev/flamegate/reports/search.mjs';
import { plain } from '../../main/resources/dev/flamegate/reports/tree.mjs';
import { small } from './documents.mjs';

test('a search counts frames, and samples once even where a match is below a match', () => {
  const found = searchOf(small(), 'total|LOOKUP');
  assert.deepEqual([found.number, found.before, found.after], [2, 0.75, 1]);
});

test('an invalid regular expression says so', () => {
  const found = searchOf(small(), '(');
  assert.equal(found.matches, null);
  assert.match(found.error, /^not a regular expression: /);
});

test('no text is no search', () => assert.deepEqual(searchOf(small(), ''), { matches: null, error: '' }));

test('characters that reorder or hide others get a mark in their place', () => {
  assert.equal(plain('safe\u202egnp.exe\u0000\u200b'), 'safe\ufffdgnp.exe\ufffd\ufffd');
  assert.equal(plain('größe.😀'), 'größe.😀');
});
