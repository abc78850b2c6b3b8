import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localText } from '../../main/resources/dev/flamegate/reports/times.mjs';

test('a time is written as it is in the time zone, around midnight too', () => {
  assert.equal(localText(new Date('2026-11-21T23:30:05Z'), 'Europe/Berlin'), '2026-11-22 00:30:05');
  assert.equal(localText(new Date('2026-11-21T23:30:05Z'), 'UTC'), '2026-11-21 23:30:05');
});
