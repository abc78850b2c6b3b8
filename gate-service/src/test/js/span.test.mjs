import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed, fieldText, pieces, rateText, spanOf, stepSeconds } from '../../main/resources/dev/flamegate/http/assets/span.mjs';

const DAY = 86_400_000;

test('the chart shows a week to either side, as far as there is data, and always what was chosen', () => {
  assert.deepEqual(spanOf({ start: 0, end: 100 * DAY }, [{ start: 50 * DAY, end: 51 * DAY }]), { start: 43 * DAY, end: 58 * DAY });
  assert.deepEqual(spanOf({ start: 49 * DAY, end: 51 * DAY }, [{ start: 50 * DAY, end: 52 * DAY }, { start: 48 * DAY, end: 49 * DAY }]),
    { start: 48 * DAY, end: 52 * DAY });
});

test('a step is one of those in which data is kept, and there are not too many of them', () => {
  assert.equal(stepSeconds({ start: 0, end: 3_600_000 }), 15);
  assert.equal(stepSeconds({ start: 0, end: 7 * DAY }), 3600);
  assert.equal(stepSeconds({ start: 0, end: 10_000 * DAY }), 604_800);
});

test('a line breaks where nothing was measured', () => {
  assert.deepEqual(pieces([[0, 1], [10, 1], [20, 2], [60, 3]], 10).map((piece) => piece.length), [3, 1]);
});

test('a chosen time moves by its length, and grows and shrinks around its middle', () => {
  const time = { start: 10_000, end: 14_000 };
  assert.deepEqual(changed(time, 'earlier'), { start: 6000, end: 10_000 });
  assert.deepEqual(changed(time, 'wider'), { start: 8000, end: 16_000 });
  assert.deepEqual(changed(time, 'narrower'), { start: 11_000, end: 13_000 });
  assert.equal(fieldText(1_000_400), '1970-01-01T00:16:40Z');
});

test('processor time a second is said in cores', () => {
  assert.equal(rateText(2.5e9, 'process_cpu:cpu:nanoseconds:cpu:nanoseconds', 'nanoseconds', String), '2.5 cores');
  assert.equal(rateText(10, 'memory:alloc_objects:count:space:bytes', 'count', (value, unit) => value + ' ' + unit), '10 count a second');
});
