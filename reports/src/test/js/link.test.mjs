import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf, START, stateOf } from '../../main/resources/dev/flamegate/reports/link.mjs';

test('what is shown at the start needs no link', () => assert.equal(linkOf(START), ''));

test('whatever is chosen comes back out of its link', () => {
  const chosen = { side: 'baseline', by: 'request', of: 'self', upward: true, recursion: true, libraries: true, frame: 12, finding: 2,
    around: 'a&b=c#d %"<é', find: '^shop\\.(Cart|Tax)+' };
  assert.deepEqual(stateOf(linkOf(chosen), 100, 3), chosen);
  assert.deepEqual(stateOf('', 100, 3), { ...START });
});

test('#frame=12 is node 12', () => assert.equal(stateOf('#frame=12', 100, 0).frame, 12));

test('what cannot be understood is as it is at the start', () => {
  const hash = '#frame=100&side=left&by=constructor&of=&upward=true&finding=4&__proto__=1&frame=-1';
  assert.deepEqual(stateOf(hash, 100, 3), { ...START });
});
