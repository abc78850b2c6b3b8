// Puts the page together, and offers it to scripts.

import { graphOf } from './graph.mjs';
import { listen } from './keys.mjs';
import { LEVEL_PX } from './paint.mjs';
import { openForPrint } from './print.mjs';
import { listenToTable } from './table.mjs';
import { treeOf } from './tree.mjs';

const byId = (id) => document.getElementById(id);

function start() {
  const report = JSON.parse(byId('report').textContent);
  const shown = JSON.parse(byId('shown').textContent);
  const tree = treeOf(report.tree, shown.labels);
  const ids = ['stage', 'canvas', 'spacer', 'crumbs', 'tooltip', 'described', 'search', 'found', 'reset', 'help', 'keys', 'upward', 'empty'];
  const parts = Object.fromEntries(ids.map((id) => [id, byId(id)]));
  parts.sides = [...document.querySelectorAll('button[data-side]')];
  for (const element of document.querySelectorAll('[data-script]')) element.hidden = false;
  const graph = graphOf(tree, report, shown.scale, parts);
  listen(graph, parts);
  listenToTable(byId('rows'), byId('filter'), byId('state'), byId('shown-rows'));
  openForPrint(window, document);
  window.addEventListener('hashchange', () => followHash(graph));
  new ResizeObserver(graph.relayout).observe(parts.stage);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', graph.repaint);
  followHash(graph);
  offer(graph, parts);
}

// #frame=12 is node 12 of the report's tree. A report never changes, so neither does what the number means.
function followHash(graph) {
  const frame = /^#frame=(\d+)$/.exec(location.hash);
  const node = frame ? Number(frame[1]) : 0;
  graph.zoom(node < graph.view.tree.n ? node : 0);
  if (frame) byId('flame').scrollIntoView();
}

// The page's scripting interface, for tests and bookmarklets:
//   zoomedName()  full name of the frame that fills the graph
//   matches()     number of frames that the search found, 0 without a search
//   frameAt(name) where in the window the middle of the widest visible frame of a function is, in CSS pixels; null if none is visible
function offer(graph, parts) {
  const { view } = graph;
  const { tree } = view;
  window.flamegate = Object.freeze({
    zoomedName: () => tree.names[tree.name[view.zoomed]],
    matches: () => (view.matches ? view.matches.reduce((sum, match) => sum + match, 0) : 0),
    frameAt(name) {
      const named = (frame) => frame.node >= 0 && [tree.names, tree.labels].some((list) => list[tree.name[frame.node]] === name);
      const widest = view.levels.flat().filter(named).reduce((best, frame) => (best && best.w >= frame.w ? best : frame), null);
      if (!widest) return null;
      const place = graph.placeOf(widest.node);
      const box = parts.canvas.getBoundingClientRect();
      return { x: box.left + place.x + place.w / 2, y: box.top + place.y + LEVEL_PX / 2 };
    },
  });
}

start();
