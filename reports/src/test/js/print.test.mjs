import assert from 'node:assert/strict';
import test from 'node:test';

import { openForPrint } from '../../main/resources/dev/flamegate/reports/print.mjs';

test('what is folded is open while the page is printed, and only then', () => {
  const page = new EventTarget();
  const folded = [{ open: false }, { open: false }];
  openForPrint(page, { querySelectorAll: () => folded });

  page.dispatchEvent(new Event('beforeprint'));
  assert.deepEqual(folded, [{ open: true }, { open: true }]);
  page.dispatchEvent(new Event('afterprint'));
  assert.deepEqual(folded, [{ open: false }, { open: false }]);
});
