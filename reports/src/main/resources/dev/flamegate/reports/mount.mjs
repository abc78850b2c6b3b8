// Puts the flame graph together on a page that has the parts of flame.html, and offers it to scripts.

import { besideOf } from './beside.mjs';
import { costOf } from './cost.mjs';
import { graphOf } from './graph.mjs';
import { actionsOf, listen } from './keys.mjs';
import { LEVEL_PX, rowTop } from './paint.mjs';
import { panelOf } from './panel.mjs';
import { modelOf } from './scene.mjs';
import { toolsOf } from './tools.mjs';
import { labelOf } from './tree.mjs';
import { unpack } from './unpack.mjs';

const IDS = ['stage', 'canvas', 'spacer', 'item', 'crumbs', 'tooltip', 'detail', 'meaning', 'search', 'found', 'reset', 'help', 'keys', 'empty',
  'only', 'beside', 'functions', 'function-filter', 'function-count', 'more', 'show-table', 'split'];
const byId = (id) => document.getElementById(id);

// report: the report as JSON, its tree packed; shown: what costs are called, and the scale of colours
export function mount(report, shown) {
  const parts = Object.fromEntries(IDS.map((id) => [id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), byId(id)]));
  for (const element of byId('flame').querySelectorAll('[data-script]')) element.hidden = false;
  const graph = assemble(modelOf({ ...report, tree: unpack(report.tree) }), shown, parts);
  window.addEventListener('hashchange', () => followHash(graph));
  new ResizeObserver(graph.relayout).observe(parts.stage);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', graph.repaint);
  followHash(graph);
  offer(graph, parts);
}

function assemble(model, shown, parts) {
  const act = {};
  const panel = panelOf(model, parts, shown.cost, act);
  let followers = [];
  const graph = graphOf(model, shown.scale, parts, {
    ...panel,
    changed(view) {
      panel.changed(view);
      followers.forEach((follower) => follower());
    },
  });
  Object.assign(act, actionsOf(graph));
  listen(graph, parts, act);
  const table = besideOf(graph, parts);
  followers = [toolsOf(graph, parts, byId('flame')), later(table.follow)];
  const perRequest = byId('flame').querySelector('button[data-to="request"]');
  perRequest.hidden = costOf('request', model.tree, model.report.subject) === null;
  parts.beside.hidden = parts.split.clientWidth < 1000;
  parts.showTable.addEventListener('click', () => {
    parts.beside.hidden = !parts.beside.hidden;
    parts.showTable.setAttribute('aria-pressed', String(!parts.beside.hidden));
    table.update();
  });
  parts.showTable.setAttribute('aria-pressed', String(!parts.beside.hidden));
  return graph;
}

// After the picture: the table may take its time.
function later(action) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    requestAnimationFrame(() => {
      clearTimeout(waiting);
      waiting = setTimeout(action, 30);
    });
  };
}

function followHash(graph) {
  graph.follow(location.hash);
  if (location.hash !== '') byId('flame').scrollIntoView();
}

// The page's scripting interface, for tests and bookmarklets:
//   zoomedName()  full name of the frame that fills the graph, or that the callers and callees are of
//   focusedName() full name of the focused frame, '' if there is none
//   matches()     number of frames that the search found, 0 without a search
//   shown()       what the reader chose, as link.mjs names it
//   frames()      number of frames drawn
//   set(changes)  chooses
//   frameAt(name) where in the window the middle of the widest visible frame of a function is, in CSS pixels; null if none is visible
function offer(graph, parts) {
  const { view } = graph;
  const nameOfNode = (node) => view.tree.names[view.tree.name[node]];
  window.flamegate = Object.freeze({
    zoomedName: () => nameOfNode(view.zoomed),
    focusedName: () => (view.focused < 0 ? '' : nameOfNode(view.focused)),
    matches: () => (view.matches ? view.matches.reduce((sum, match) => sum + match, 0) : 0),
    shown: () => ({ side: view.side, by: view.by, of: view.of, upward: view.upward, recursion: view.recursion, libraries: view.libraries,
      frame: view.frame, finding: view.finding, around: view.around, find: view.find }),
    frames: () => view.places.size,
    set: graph.set,
    frameAt(name) {
      const named = [...view.places].filter(([node]) => [nameOfNode(node), labelOf(view.tree, view.tree.name[node])].includes(name));
      const widest = named.reduce((best, one) => (best && best[1].frame.w >= one[1].frame.w ? best : one), null);
      if (!widest) return null;
      const { frame, row } = widest[1];
      const box = parts.canvas.getBoundingClientRect();
      return { x: box.left + frame.x + frame.w / 2, y: box.top + rowTop(view, row) + LEVEL_PX / 2 };
    },
  });
}
