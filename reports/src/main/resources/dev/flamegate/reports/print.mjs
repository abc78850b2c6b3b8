// On paper nothing unfolds: what a finding has folded in, and the flame graph as text, are open while the page is printed.

export function openForPrint(page, root) {
  let opened = [];
  page.addEventListener('beforeprint', () => {
    opened = [...root.querySelectorAll('.finding details:not([open]), #flame > details:not([open])')];
    for (const one of opened) one.open = true;
  });
  page.addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
    opened = [];
  });
}
