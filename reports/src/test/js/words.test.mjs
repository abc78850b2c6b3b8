import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as words from '../../main/resources/dev/flamegate/reports/words.mjs';

const cases = readFileSync(new URL('words.csv', import.meta.url), 'utf8').trim().split('\n').slice(1);

for (const line of cases) {
  const [kind, number, expected] = line.split(';');
  const [word, unit] = kind.split(' ');
  test(`${kind} of ${number} is "${expected}"`, () => assert.equal(words[word](Number(number), unit), expected));
}
