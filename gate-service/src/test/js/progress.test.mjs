import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sideText, smallestText, suspectText } from '../../main/resources/dev/flamegate/http/assets/progress.mjs';

test('progress has units, and nothing is said of what is not known', () => {
  assert.equal(sideText({ pods: 1, samples: 12345.4 }), '1 pod, 12,345 samples');
  assert.equal(smallestText(null), 'nothing yet');
  assert.equal(smallestText(0.8), 'growth of any function by 0.80 points');
  assert.equal(suspectText({ points: 1.234, measure: 'self' }), '+1.23 points self');
});
