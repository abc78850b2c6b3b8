// The flame graph on the page: what the reader chose, and what follows when the choice changes.

import { paletteOf } from './colour.mjs';
import { START, linkOf, stateOf } from './link.mjs';
import { LEVEL_PX, frameUnder, heightOf, paint, paintOutlines, rowTop } from './paint.mjs';
import { sceneOf, treeFor } from './scene.mjs';
import { searchOf } from './search.mjs';
import { originOf, placeIn } from './tree.mjs';

const SHARE_OF_WINDOW_MAX = 0.8;
const HEIGHT_MIN = 240;

// panel: shows in words what is shown here; told of every change
export function graphOf(model, scale, parts, panel) {
  const view = {
    model, scale, ...START, tree: model.tree, layout: null, cost: null, rows: [], places: new Map(), badges: new Map(), links: [],
    zoomed: 0, focused: -1, hovered: -1, matches: null, found: null, top: 0, width: 0, height: 0, palette: readPalette(scale),
  };
  const backing = document.createElement('canvas');
  let waiting = false;
  let stale = true;
  let drawn = false;

  function relayout() {
    view.width = parts.stage.clientWidth;
    Object.assign(view, sceneOf(model, view, view.zoomed, view.width));
    const full = heightOf(view);
    view.height = Math.min(full, Math.max(HEIGHT_MIN, Math.round(window.innerHeight * SHARE_OF_WINDOW_MAX)));
    parts.stage.style.height = view.height + 'px';
    parts.spacer.style.height = full - view.height + 'px';
    resizeCanvas();
    redraw();
  }

  function resizeCanvas() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
    if (backing.width === width && backing.height === height) return;
    for (const canvas of [parts.canvas, backing]) Object.assign(canvas, { width, height });
    parts.canvas.style.width = view.width + 'px';
    parts.canvas.style.height = view.height + 'px';
  }

  function redraw() {
    stale = true;
    drawSoon();
  }

  function drawSoon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw(window.devicePixelRatio || 1);
    });
  }

  // The frames are kept as a picture: following the pointer costs one copy and one outline.
  function draw(ratio) {
    if (backing.width === 0) return;
    if (stale) {
      view.top = parts.stage.scrollTop;
      paint(backing.getContext('2d', { alpha: false }), view, ratio);
      stale = false;
    }
    const context = parts.canvas.getContext('2d', { alpha: false });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(backing, 0, 0);
    paintOutlines(context, view, ratio);
    if (!drawn) performance.mark('flame graph drawn');
    drawn = true;
  }

  // Any of what link.mjs names. The focus stays on its frame, if that is still there.
  function set(changes) {
    const [zoomed, focused] = [view.zoomed, view.focused];
    const before = view.tree;
    Object.assign(view, changes);
    if (!model.tree.names.includes(view.around)) view.around = '';
    view.tree = treeFor(model, view);
    if (view.tree !== before) view.focused = focused < 0 ? -1 : placeIn(view.tree, originOf(before, focused));
    view.zoomed = view.around === '' ? Math.max(0, placeIn(view.tree, view.frame)) : 0;
    view.hovered = -1;
    if (view.tree !== before || 'find' in changes) lookFor();
    relayout();
    if (view.zoomed !== zoomed || view.tree !== before || 'upward' in changes) scrollToRoot();
    const hash = linkOf(view);
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
    panel.changed(view);
  }

  function scrollToRoot() {
    const root = view.places.get(view.zoomed);
    if (view.around !== '' && root) parts.stage.scrollTop = root.row * LEVEL_PX - view.height / 2;
    else parts.stage.scrollTop = view.upward ? heightOf(view) : 0;
  }

  function lookFor() {
    view.found = searchOf(view.tree, view.find);
    view.matches = view.found.matches;
  }

  function zoom(node) {
    set({ frame: originOf(view.tree, node) });
  }

  function around(node) {
    set({ around: view.tree.names[view.tree.name[node]], frame: 0 });
    focus(0);
  }

  function follow(hash) {
    set(stateOf(hash, model.tree.n, model.report.findings.length));
  }

  function focus(node) {
    view.focused = node;
    const place = view.places.get(node);
    if (place) {
      const y = rowTop({ top: parts.stage.scrollTop }, place.row);
      if (y < 0) parts.stage.scrollTop += y;
      if (y + LEVEL_PX > view.height) parts.stage.scrollTop += y + LEVEL_PX - view.height;
    }
    panel.focused(view);
    drawSoon();
  }

  function hover(x, y) {
    const frame = frameUnder(view, x, y);
    view.hovered = frame ? frame.node : -1;
    panel.hovered(view, frame, x, y);
    drawSoon();
  }

  function repaint() {
    view.palette = readPalette(scale);
    redraw();
  }

  return { view, relayout, redraw, repaint, set, zoom, around, follow, focus, hover, frameAt: (x, y) => frameUnder(view, x, y) };
}

function readPalette(scale) {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((name) => style.getPropertyValue(name).trim(), scale.steps);
}
