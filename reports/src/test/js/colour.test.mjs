import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inkOn, luminance, mix, paletteOf, stepOf, stepOfFrame } from '../../main/resources/dev/flamegate/reports/colour.mjs';

const SCALE = { weak: 0.1, strong: 10, steps: 9 };

test('strength runs by equal ratios from 0.1 to 10 points', () => {
  assert.deepEqual([0, 0.1, 1, -1, 10, 400].map((points) => stepOf(points, SCALE)), [0, 0, 4, 4, 8, 8]);
});

test('a frame that shrank although its function grew is as weak as can be', () => {
  assert.equal(stepOfFrame('grew', 10, SCALE), 8);
  assert.equal(stepOfFrame('grew', -10, SCALE), 0);
  assert.equal(stepOfFrame('vanished', -10, SCALE), 8);
});

test('labels can be read on every frame of both palettes', () => {
  const palettes = [['#d8dee4', '#fbd3bd', '#f2895b', '#d55e00', '#cfe3f5', '#7db4e0', '#0072b2'],
    ['#30363d', '#5a2a12', '#a8481b', '#ff8a4c', '#12324a', '#1f618d', '#5db4f0']];
  for (const [frame, ...stops] of palettes) {
    const read = (name) => ({ '--grew': stops.slice(0, 3), '--shrank': stops.slice(3) }[name.slice(0, -2)]?.[name.at(-1) - 1] ?? frame);
    const palette = paletteOf(read, SCALE.steps);
    for (const colour of [palette.frame, ...palette.grew, ...palette.shrank]) {
      assert.ok(contrast(inkOn(colour), colour) >= 4.5, colour);
    }
  }
});

test('mixing meets its stops', () => {
  const stops = ['#000000', '#808080', '#ffffff'];
  assert.deepEqual([0, 0.5, 1].map((t) => mix(stops, t)), stops);
});

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
