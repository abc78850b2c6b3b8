// The report's page: its table of rows, its paper form, and its flame graph.

import { mount } from './mount.mjs';
import { openForPrint } from './print.mjs';
import { listenToTable } from './table.mjs';
import { showLocally } from './times.mjs';

function start() {
  const element = (id) => document.getElementById(id);
  for (const part of document.querySelectorAll('[data-script]')) part.hidden = false;
  listenToTable(element('rows'), element('filter'), element('state'), element('shown-rows'));
  showLocally(document);
  openForPrint(window, document);
  mount(JSON.parse(element('report').textContent), JSON.parse(element('shown').textContent));
}

start();
