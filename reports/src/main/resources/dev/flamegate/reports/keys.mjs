// Pointer and keyboard on the flame graph.

export function listen(graph, parts) {
  listenToPointer(graph, parts);
  listenToTools(graph, parts);
  parts.stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(graph, parts, event.key)) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
    if (event.key === '/') parts.search.focus();
    else if (event.key === '?') parts.keys.showModal();
    else return;
    event.preventDefault();
  });
  parts.search.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    parts.search.value = '';
    graph.search('');
    parts.stage.focus();
  });
}

function listenToPointer(graph, parts) {
  const at = (event, action) => {
    const box = parts.canvas.getBoundingClientRect();
    return action(event.clientX - box.left, event.clientY - box.top);
  };
  const leave = () => graph.hover(-1, -1);
  parts.canvas.addEventListener('pointermove', (event) => at(event, graph.hover));
  parts.canvas.addEventListener('pointerleave', leave);
  parts.stage.addEventListener('scroll', () => {
    leave();
    graph.redraw();
  });
  parts.canvas.addEventListener('click', (event) => {
    const frame = at(event, graph.frameAt);
    if (!frame || frame.node < 0) return;
    graph.zoom(frame.node);
    graph.focus(frame.node);
    leave();
  });
}

function listenToTools(graph, parts) {
  for (const button of parts.sides) {
    button.addEventListener('click', () => {
      graph.show(button.dataset.side);
      for (const other of parts.sides) other.setAttribute('aria-pressed', String(other === button));
    });
  }
  parts.upward.addEventListener('click', () => {
    graph.turn(!graph.view.upward);
    parts.upward.setAttribute('aria-pressed', String(graph.view.upward));
  });
  parts.search.addEventListener('input', () => graph.search(parts.search.value));
  parts.reset.addEventListener('click', () => graph.zoom(0));
  parts.help.addEventListener('click', () => parts.keys.showModal());
}

function act(graph, parts, key) {
  const { view } = graph;
  if (key === 'Escape') return leaveStep(graph, parts);
  if (key === 'Enter') {
    if (view.focused >= 0) graph.zoom(view.focused);
    return true;
  }
  if (key === 'c') {
    graph.copyName();
    return true;
  }
  const step = walk(view, key);
  if (step === null) return false;
  if (step >= 0) graph.focus(step);
  return true;
}

// Out of the zoom first, then out of the graph.
function leaveStep(graph, parts) {
  if (graph.view.zoomed !== 0) graph.zoom(0);
  else if (graph.view.focused >= 0) graph.focus(-1);
  else parts.stage.blur();
  return true;
}

// The node that an arrow leads to, -1 if there is none, null if the key is no arrow.
export function walk(view, key) {
  const arrows = { ArrowUp: 'out', ArrowDown: 'in', ArrowLeft: 'left', ArrowRight: 'right' };
  let way = arrows[key];
  if (way === undefined) return null;
  const level = view.focused < 0 ? -1 : view.tree.depth[view.focused] - view.tree.depth[view.zoomed];
  const place = (view.levels[level] || []).findIndex((frame) => frame.node === view.focused);
  if (place < 0) return view.levels.length > 0 ? view.zoomed : -1;
  if (view.upward && (way === 'in' || way === 'out')) way = way === 'in' ? 'out' : 'in';
  if (way === 'out') return view.focused === view.zoomed ? -1 : view.tree.parent[view.focused];
  if (way === 'in') return widestBelow(view, level);
  return besides(view.levels[level], place, way === 'left' ? -1 : 1);
}

function widestBelow(view, level) {
  const below = (view.levels[level + 1] || []).filter((frame) => frame.node >= 0 && view.tree.parent[frame.node] === view.focused);
  return below.reduce((widest, frame) => (widest === null || frame.w > widest.w ? frame : widest), null)?.node ?? -1;
}

function besides(frames, place, step) {
  for (let at = place + step; at >= 0 && at < frames.length; at += step) {
    if (frames[at].node >= 0) return frames[at].node;
  }
  return -1;
}
