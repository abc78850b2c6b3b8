// Pointer and keyboard on the flame graph.

import { acrossLink, nextMatch, walk } from './walk.mjs';

const DOUBLE_CLICK_MS = 500;

export function listen(graph, parts, act) {
  listenToPointer(graph, parts);
  parts.stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(graph, parts, act, event.key)) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
    if (event.key === '/') parts.search.focus();
    else if (event.key === '?') parts.keys.showModal();
    else return;
    event.preventDefault();
  });
  parts.search.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    if (event.key === 'Escape') {
      parts.search.value = '';
      graph.set({ find: '' });
    } else {
      graph.focus(nextMatch(graph.view, 1));
    }
    parts.stage.focus();
    event.preventDefault();
  });
}

// The first click zooms and moves what lies under the pointer, so a double click is of the frame that the first one met.
function listenToPointer(graph, parts) {
  let met = null;
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
    if (event.detail > 1) return;
    const frame = at(event, graph.frameAt);
    met = frame && frame.node >= 0 ? { name: nameOf(graph.view, frame.node) } : null;
    if (!met) return;
    keepHeight(parts);
    if (graph.view.around !== '') {
      graph.around(frame.node);
    } else {
      graph.focus(frame.node);
      graph.zoom(frame.node);
    }
    leave();
  });
  parts.stage.addEventListener('dblclick', () => {
    if (met && graph.view.around === '') graph.set({ around: met.name, frame: 0 });
  });
}

// Until a second click can come, nothing else moves to where the pointer is.
function keepHeight(parts) {
  parts.stage.style.minHeight = parts.stage.style.height;
  setTimeout(() => {
    parts.stage.style.minHeight = '';
  }, DOUBLE_CLICK_MS);
}

function nameOf(view, node) {
  return view.tree.names[view.tree.name[node]];
}

function press(graph, parts, act, key) {
  const { view } = graph;
  const step = walk(view, key);
  if (step !== null) {
    if (step >= 0) graph.focus(step);
    return true;
  }
  const actions = {
    Escape: () => leaveStep(graph, parts, act),
    Enter: () => view.focused >= 0 && act.zoom(view.focused),
    Home: () => graph.set({ frame: 0, around: '' }),
    Backspace: () => graph.zoom(Math.max(0, view.tree.parent[view.zoomed])),
    s: () => view.focused >= 0 && act.around(view.focused),
    m: act.otherEnd,
    c: act.copy,
    n: () => focusIfAny(graph, nextMatch(view, 1)),
    N: () => focusIfAny(graph, nextMatch(view, -1)),
    f: () => graph.set({ finding: (view.finding + 1) % (view.model.report.findings.length + 1), frame: 0, around: '' }),
    ...(view.model.report.single ? {} : {
      1: () => graph.set({ side: 'union' }),
      2: () => graph.set({ side: 'baseline' }),
      3: () => graph.set({ side: 'candidate' }),
    }),
  };
  if (!Object.hasOwn(actions, key)) return false;
  actions[key]();
  act.shown();
  return true;
}

function focusIfAny(graph, node) {
  if (node >= 0) graph.focus(node);
}

// What a key or a button of the panel does.
export function actionsOf(graph) {
  const { view } = graph;
  return {
    zoom: (node) => (view.around === '' ? graph.zoom(node) : graph.around(node)),
    around: graph.around,
    leave: () => graph.set({ around: '' }),
    copy: () => view.focused >= 0 && navigator.clipboard?.writeText(nameOf(view, view.focused)),
    otherEnd: () => focusIfAny(graph, acrossLink(view)),
    shown: () => {},
  };
}

// Out of the callers and callees first, then out of the zoom, the finding and the focus, then out of the graph.
function leaveStep(graph, parts, act) {
  const { view } = graph;
  if (view.around !== '') act.leave();
  else if (view.zoomed !== 0) graph.zoom(0);
  else if (view.finding !== 0) graph.set({ finding: 0 });
  else if (view.focused >= 0) graph.focus(-1);
  else parts.stage.blur();
}
