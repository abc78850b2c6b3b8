// Sorting and filtering the table of all rows. The rows come from the server, with the values to sort by as data.

export function listenToTable(table, filter, state, shown) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const update = () => {
    const words = filter.value.toLowerCase();
    let number = 0;
    for (const row of rows) {
      const fits = matchesRow(row.dataset.name, row.dataset.state, words, state.value);
      row.hidden = !fits;
      number += fits;
    }
    shown.textContent = number + ' of ' + rows.length;
  };
  filter.addEventListener('input', update);
  state.addEventListener('change', update);
  for (const button of table.tHead.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      const head = button.closest('th');
      const down = head.getAttribute('aria-sort') !== 'descending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const sorted = sortedBy(rows, (row) => row.cells[head.cellIndex].dataset.sort, down);
      body.append(...sorted);
    });
  }
  update();
}

export function matchesRow(name, stateOfRow, words, stateWanted) {
  return name.toLowerCase().includes(words) && (stateWanted === '' || stateOfRow === stateWanted);
}

// Numbers by size, words by letters; equal ones keep their order.
export function sortedBy(rows, key, down) {
  const compare = (a, b) => {
    const [left, right] = [key(a), key(b)];
    const numeric = Number(left) - Number(right);
    return Number.isNaN(numeric) ? (left < right ? -1 : left > right ? 1 : 0) : numeric;
  };
  return [...rows].sort((a, b) => (down ? -compare(a, b) : compare(a, b)));
}
