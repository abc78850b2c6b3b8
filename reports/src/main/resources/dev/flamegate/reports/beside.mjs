// The table of functions beside the flame graph. It follows what is shown there; only as many rows are made as are looked at.

import { functionsOf, sortedFunctions } from './functions.mjs';
import { fitName } from './label.mjs';
import { textElement } from './panel.mjs';
import { labelOf } from './tree.mjs';
import { counted, signed } from './words.mjs';

const ROWS = 100;
const NAME_CHARS = 25;

export function besideOf(graph, parts) {
  const { view } = graph;
  const body = parts.functions.tBodies[0];
  const { single } = view.model.report;
  const sort = { column: single ? 'after' : 'size', down: true };
  let rows = ROWS;
  let shown = [];
  let known = { tree: null, of: '', functions: [] };

  // The functions of the tree that is shown, made once for each tree and measure.
  function functions() {
    if (known.tree !== view.tree || known.of !== view.of) {
      known = { tree: view.tree, of: view.of, functions: functionsOf(view.model, view.tree, view.of) };
    }
    return known.functions;
  }

  // A zoom changes nothing here.
  function follow() {
    const key = [view.tree, view.of, view.cost.weights.before, view.cost.weights.after];
    if (parts.beside.hidden || key.every((part, i) => part === shown[i])) return;
    shown = key;
    update();
  }

  function update() {
    if (parts.beside.hidden) return;
    const words = parts.functionFilter.value.toLowerCase();
    const fitting = functions().filter((one) => view.tree.names[one.name].toLowerCase().includes(words));
    const sorted = sortedFunctions(fitting, view.tree, sort.column, sort.down);
    body.replaceChildren(...sorted.slice(0, rows).map(rowElement));
    parts.functionCount.textContent = counted(fitting.length, 'function');
    parts.more.hidden = sorted.length <= rows;
  }

  function rowElement(one) {
    const row = document.createElement('tr');
    const name = textElement('button', fitName(labelOf(view.tree, one.name), NAME_CHARS));
    name.type = 'button';
    name.title = view.tree.names[one.name];
    name.addEventListener('click', () => choose(one));
    name.addEventListener('dblclick', () => graph.around(one.widest));
    const head = document.createElement('td');
    head.append(name);
    const change = textElement('td', one.mark === 'neutral' ? signed(one.points) : signed(one.points) + ' ' + one.mark);
    change.className = 'state-text ' + one.mark;
    if (view.focused >= 0 && view.tree.name[view.focused] === one.name) row.className = 'chosen';
    row.append(head);
    if (!single) row.append(textElement('td', view.cost.text(one.before, 'before')));
    row.append(textElement('td', view.cost.text(one.after, 'after')));
    if (!single) row.append(change);
    return row;
  }

  // Its widest frame; out of the zoom, if that hides it.
  function choose(one) {
    if (!view.places.has(one.widest)) graph.set({ frame: 0 });
    graph.focus(one.widest);
    update();
  }

  for (const button of parts.functions.tHead.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      const column = button.dataset.sort;
      sort.down = sort.column === column ? !sort.down : column !== 'name';
      sort.column = column;
      for (const cell of parts.functions.tHead.rows[0].cells) cell.removeAttribute('aria-sort');
      button.closest('th').setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
      update();
    });
  }
  parts.functionFilter.addEventListener('input', update);
  parts.more.addEventListener('click', () => {
    rows += 5 * ROWS;
    update();
  });
  return { follow, update };
}
