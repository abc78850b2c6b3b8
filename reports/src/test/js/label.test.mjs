import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitLabel, fitName } from '../../main/resources/dev/flamegate/reports/label.mjs';

test('what fits is written whole', () => {
  assert.equal(fitLabel('shop.Cart.reprice', '+7.5', 22), 'shop.Cart.reprice +7.5');
});

test('the ellipsis in the middle keeps the name of the method', () => {
  assert.equal(fitName('d.f.f.shop.Cart.reprice', 14), 'd.f.f….reprice');
  assert.equal(fitName('d.f.f.shop.Cart.reprice', 7), 'reprice');
});

test('the sign is the last thing to go, so that a frame reads without its colour', () => {
  assert.equal(fitLabel('shop.Cart.reprice', '+7.5', 9), '+ reprice');
  assert.equal(fitLabel('shop.Cart.reprice', '+7.5', 4), '+7.5');
  assert.equal(fitLabel('shop.Cart.reprice', '−7.5', 1), '−');
});

test('no label is longer than its room or has half a surrogate pair', () => {
  for (const name of ['a.b.Ccc.method', '😀😀😀.😀😀😀😀', 'plain', '.', 'x'.repeat(90) + '.y', '']) {
    for (const change of ['', '+7.5', '−10.25']) {
      for (let chars = 0; chars < 40; chars++) {
        const label = fitLabel(name, change, chars);
        assert.ok(label.length <= chars, `${label} in ${chars}`);
        assert.ok(label.isWellFormed ? label.isWellFormed() : true, label);
      }
    }
  }
});

test('where there is room the kind of change is written out', () => {
  assert.equal(fitLabel('Pattern.compile', '+4.1', 30, 'new'), 'Pattern.compile new +4.1');
  assert.equal(fitLabel('Pattern.compile', '+4.1', 22, 'new'), 'Pattern.compile +4.1');
});
