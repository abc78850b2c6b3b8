// The flame graph on the page: its state, and what follows when the state changes.

import { paletteOf } from './colour.mjs';
import { describeFrame, sentenceOf } from './describe.mjs';
import { layoutOf, visibleLevels } from './layout.mjs';
import { LEVEL_PX, frameUnder, levelTop, paint, paintOutlines } from './paint.mjs';
import { searchOf } from './search.mjs';
import { pathTo } from './tree.mjs';
import { counted, percent } from './words.mjs';

const SHARE_OF_WINDOW_MAX = 0.8;

export function graphOf(tree, report, scale, parts) {
  const layouts = {};
  const view = {
    tree, scale, side: 'union', zoomed: 0, focused: -1, hovered: -1, upward: false, matches: null, levels: [], top: 0, width: 0, height: 0,
    palette: readPalette(scale),
  };
  const backing = document.createElement('canvas');
  let waiting = false;
  let stale = true;

  function relayout() {
    layouts[view.side] ??= layoutOf(tree, view.side);
    view.width = parts.stage.clientWidth;
    view.levels = visibleLevels(tree, layouts[view.side], view.zoomed, view.width);
    const full = Math.max(1, view.levels.length) * LEVEL_PX;
    view.height = Math.min(full, Math.max(240, Math.round(window.innerHeight * SHARE_OF_WINDOW_MAX)));
    parts.stage.style.height = view.height + 'px';
    parts.spacer.style.height = full - view.height + 'px';
    resizeCanvas();
    redraw();
  }

  function resizeCanvas() {
    const ratio = window.devicePixelRatio || 1;
    for (const canvas of [parts.canvas, backing]) {
      canvas.width = Math.round(view.width * ratio);
      canvas.height = Math.round(view.height * ratio);
    }
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
      parts.empty.hidden = view.levels.length > 0;
      stale = false;
    }
    const context = parts.canvas.getContext('2d', { alpha: false });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(backing, 0, 0);
    paintOutlines(context, view, ratio);
  }

  function zoom(node) {
    view.zoomed = node;
    view.hovered = -1;
    parts.stage.scrollTop = 0;
    showPath();
    relayout();
    if (view.upward) parts.stage.scrollTop = parts.stage.scrollHeight;
    const hash = node === 0 ? '' : '#frame=' + node;
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
  }

  function showPath() {
    const crumbs = pathTo(tree, view.zoomed).map((node) => {
      const crumb = document.createElement('button');
      crumb.type = 'button';
      crumb.textContent = tree.labels[tree.name[node]];
      crumb.title = tree.names[tree.name[node]];
      crumb.disabled = node === view.zoomed;
      crumb.addEventListener('click', () => zoom(node));
      return crumb;
    });
    parts.crumbs.replaceChildren(...crumbs);
    parts.crumbs.hidden = view.zoomed === 0;
    parts.crumbs.scrollLeft = parts.crumbs.scrollWidth;
  }

  function focus(node) {
    view.focused = node;
    parts.described.textContent = node < 0 ? '' : sentenceOf(tree, report, node);
    const place = node < 0 ? null : placeOf(node);
    if (place && place.y < 0) parts.stage.scrollTop += place.y;
    if (place && place.y + LEVEL_PX > view.height) parts.stage.scrollTop += place.y + LEVEL_PX - view.height;
    drawSoon();
  }

  function placeOf(node) {
    for (let level = 0; level < view.levels.length; level++) {
      const frame = view.levels[level].find((candidate) => candidate.node === node);
      if (frame) return { x: frame.x, w: frame.w, y: levelTop(view, level) };
    }
    return null;
  }

  function hover(x, y) {
    const frame = frameUnder(view, x, y);
    view.hovered = frame ? frame.node : -1;
    showTooltip(frame, x, y);
    drawSoon();
  }

  function showTooltip(frame, x, y) {
    parts.tooltip.hidden = !frame;
    if (!frame) return;
    const title = document.createElement('strong');
    const lines = document.createElement('dl');
    if (frame.node < 0) {
      title.textContent = counted(frame.count, 'frame') + ', each too narrow to draw';
    } else {
      title.textContent = tree.names[tree.name[frame.node]];
      for (const [term, text] of describeFrame(tree, report, frame.node)) {
        lines.append(textElement('dt', term), textElement('dd', text));
      }
    }
    parts.tooltip.replaceChildren(title, lines);
    const left = Math.min(x + 12, view.width - parts.tooltip.offsetWidth - 4);
    const below = y + 20 + parts.canvas.offsetTop - parts.stage.scrollTop;
    parts.tooltip.style.left = parts.stage.offsetLeft + Math.max(0, left) + 'px';
    parts.tooltip.style.top = parts.stage.offsetTop + Math.max(0, below) + 'px';
  }

  function search(text) {
    const found = searchOf(tree, text);
    view.matches = found.matches;
    parts.found.textContent = found.error
      || (found.matches ? counted(found.number, 'frame') + ', ' + percent(found.before) + ' → ' + percent(found.after) : '');
    parts.search.setAttribute('aria-invalid', String(found.error !== ''));
    redraw();
  }

  function show(side) {
    view.side = side;
    relayout();
  }

  function turn(upward) {
    view.upward = upward;
    relayout();
    parts.stage.scrollTop = upward ? parts.stage.scrollHeight : 0;
  }

  function repaint() {
    view.palette = readPalette(scale);
    redraw();
  }

  function copyName() {
    if (view.focused >= 0) navigator.clipboard?.writeText(tree.names[tree.name[view.focused]]);
  }

  return { view, copyName, relayout, redraw, repaint, zoom, focus, placeOf, hover, search, show, turn, frameAt: (x, y) => frameUnder(view, x, y) };
}

function textElement(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function readPalette(scale) {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((name) => style.getPropertyValue(name).trim(), scale.steps);
}
