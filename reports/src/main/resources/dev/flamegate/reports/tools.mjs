// Buttons, lists and the search field above the flame graph. They say what they set: data-set and data-to, or data-toggle.

export function toolsOf(graph, parts, root) {
  const { view } = graph;
  const choices = [...root.querySelectorAll('button[data-set]')];
  const toggles = [...root.querySelectorAll('button[data-toggle]')];

  function shown() {
    for (const button of choices) button.setAttribute('aria-pressed', String(view[button.dataset.set] === button.dataset.to));
    for (const button of toggles) button.setAttribute('aria-pressed', String(view[button.dataset.toggle]));
    parts.only.value = String(view.finding);
    if (document.activeElement !== parts.search) parts.search.value = view.find;
    parts.reset.disabled = view.zoomed === 0 && view.around === '' && view.finding === 0;
  }

  for (const button of choices) button.addEventListener('click', () => graph.set({ [button.dataset.set]: button.dataset.to }));
  for (const button of toggles) button.addEventListener('click', () => graph.set({ [button.dataset.toggle]: !view[button.dataset.toggle] }));
  parts.only.addEventListener('change', () => graph.set({ finding: Number(parts.only.value), frame: 0, around: '' }));
  parts.search.addEventListener('input', () => graph.set({ find: parts.search.value }));
  parts.reset.addEventListener('click', () => graph.set({ frame: 0, around: '', finding: 0 }));
  parts.help.addEventListener('click', () => parts.keys.showModal());
  return shown;
}
