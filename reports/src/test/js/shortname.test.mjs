import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shortName } from '../../main/resources/dev/flamegate/reports/shortname.mjs';

for (const line of readFileSync(new URL('shortnames.csv', import.meta.url), 'utf8').trim().split('\n').slice(1)) {
  const [name, short] = line.split(';');
  test(`${name} is ${short} for short`, () => assert.equal(shortName(name), short));
}
