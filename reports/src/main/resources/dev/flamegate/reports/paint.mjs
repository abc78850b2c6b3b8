// Frames on a canvas. Only the levels that can be seen are drawn; outlines are drawn apart, since they follow the pointer.

import { fitLabel } from './label.mjs';
import { inkOn, stepOfFrame } from './colour.mjs';
import { frameAcross } from './layout.mjs';
import { MARKS, points } from './tree.mjs';
import { signed } from './words.mjs';

export const LEVEL_PX = 18;
const FONT = '11px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';
const PAD = 4;

// view: tree, levels, palette, scale, matches, focused, hovered, upward, top, width, height
export function paint(context, view, ratio) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = view.palette.background;
  context.fillRect(0, 0, view.width, view.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  const charPx = context.measureText('0'.repeat(50)).width / 50;
  for (let level = 0; level < view.levels.length; level++) {
    const y = levelTop(view, level);
    if (y + LEVEL_PX < 0 || y > view.height) continue;
    for (const frame of view.levels[level]) {
      if (frame.node < 0) paintSliver(context, view, frame, y);
      else paintFrame(context, view, frame, y, charPx);
    }
  }
}

export function paintOutlines(context, view, ratio) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const node of [view.hovered, view.focused]) outline(context, view, node);
}

export function levelTop(view, level) {
  const row = view.upward ? view.levels.length - 1 - level : level;
  return row * LEVEL_PX - view.top;
}

export function levelAt(view, y) {
  const row = Math.floor((y + view.top) / LEVEL_PX);
  return view.upward ? view.levels.length - 1 - row : row;
}

export function frameUnder(view, x, y) {
  const level = view.levels[levelAt(view, y)];
  return level ? frameAcross(level, x) : null;
}

export function styleOf(view, node) {
  const mark = MARKS[view.tree.mark[node]];
  if (mark === 'neutral' || mark === 'moved') return { mark, fill: view.palette.frame };
  const ramp = mark === 'grew' || mark === 'new' ? view.palette.grew : view.palette.shrank;
  return { mark, fill: ramp[stepOfFrame(mark, points(view.tree, node), view.scale)] };
}

function paintSliver(context, view, frame, y) {
  context.globalAlpha = 0.6;
  context.fillStyle = view.palette.frame;
  context.fillRect(frame.x, y + 4, frame.w, LEVEL_PX - 9);
  context.globalAlpha = 1;
}

function paintFrame(context, view, frame, y, charPx) {
  const { mark, fill } = styleOf(view, frame.node);
  const gap = frame.w > 3 ? 1 : 0;
  const width = frame.w - gap;
  context.globalAlpha = view.matches && !view.matches[frame.node] ? 0.3 : 1;
  context.fillStyle = fill;
  context.fillRect(frame.x, y, width, LEVEL_PX - 1);
  if (mark === 'vanished') hatch(context, view, frame.x, y, width);
  if (mark === 'new') border(context, view.palette.grew[view.palette.grew.length - 1], frame.x, y, width, 2);
  if (mark === 'moved') border(context, view.palette.moved, frame.x, y, width, 2);
  if (width > charPx + 2 * PAD) write(context, view, frame, y, charPx, fill, mark);
  context.globalAlpha = 1;
}

function write(context, view, frame, y, charPx, fill, mark) {
  const label = view.tree.labels[view.tree.name[frame.node]];
  const change = mark === 'neutral' ? '' : signed(points(view.tree, frame.node));
  const text = fitLabel(label, change, Math.floor((frame.w - 2 * PAD) / charPx));
  if (text === '') return;
  context.fillStyle = inkOn(fill);
  context.fillText(text, frame.x + PAD, y + LEVEL_PX / 2, frame.w - 2 * PAD);
}

function border(context, colour, x, y, width, line) {
  if (width <= 2 * line) return;
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.strokeRect(x + line / 2, y + line / 2, width - line, LEVEL_PX - 1 - line);
}

function hatch(context, view, x, y, width) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, LEVEL_PX - 1);
  context.clip();
  context.beginPath();
  for (let at = x - LEVEL_PX; at < x + width; at += 6) {
    context.moveTo(at, y + LEVEL_PX);
    context.lineTo(at + LEVEL_PX, y);
  }
  context.strokeStyle = view.palette.background;
  context.lineWidth = 1;
  context.globalAlpha *= 0.55;
  context.stroke();
  context.restore();
}

function outline(context, view, node) {
  if (node < 0) return;
  const level = view.tree.depth[node] - view.tree.depth[view.zoomed];
  const frame = view.levels[level]?.find((candidate) => candidate.node === node);
  if (frame) border(context, view.palette.text, frame.x, levelTop(view, level), Math.max(5, frame.w - 1), 2);
}
