// Frames on a canvas. Only the rows that can be seen are drawn; outlines are drawn apart, since they follow the pointer.

import { fitLabel } from './label.mjs';
import { inkOn, mix, stepOfFrame } from './colour.mjs';
import { markOf } from './evidence.mjs';
import { frameAcross } from './layout.mjs';
import { labelOf, points } from './tree.mjs';
import { signed } from './words.mjs';
import { badge, border, curve, hatch } from './pattern.mjs';

export const LEVEL_PX = 18;
const FONT = '11px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace';
const PAD = 4;
const BADGE_PX = 16;
const PALE = 0.45;
const LINK_PX = 24;
const WORDED = ['new', 'vanished', 'moved'];

// view: model, of, tree, rows, places, layout, badges, links, palette, scale, matches, focused, hovered, top, width, height
export function paint(context, view, ratio) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = view.palette.background;
  context.fillRect(0, 0, view.width, view.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const charPx = context.measureText('0'.repeat(50)).width / 50;
  const first = Math.max(0, Math.floor(view.top / LEVEL_PX));
  const last = Math.min(view.rows.length - 1, Math.floor((view.top + view.height) / LEVEL_PX));
  for (let row = first; row <= last; row++) {
    const y = rowTop(view, row);
    for (const frame of view.rows[row]) {
      if (frame.node < 0) paintSliver(context, view, frame, y);
      else paintFrame(context, view, frame, y, charPx);
    }
  }
  paintBadges(context, view);
}

export function paintOutlines(context, view, ratio) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const link of view.links) {
    const near = [link.from, link.to].some((node) => node === view.hovered || node === view.focused);
    curve(context, footOf(view, link.from), footOf(view, link.to), view.palette.moved, near ? 2.5 : 1.25);
  }
  for (const node of [view.hovered, view.focused]) outline(context, view, node);
}

// All rows, and room for the links of moved cost below the last.
export function heightOf(view) {
  return Math.max(1, view.rows.length) * LEVEL_PX + (view.links.length > 0 ? LINK_PX : 0);
}

export function rowTop(view, row) {
  return row * LEVEL_PX - view.top;
}

export function frameUnder(view, x, y) {
  const row = view.rows[Math.floor((y + view.top) / LEVEL_PX)];
  return row ? frameAcross(row, x) : null;
}

export function styleOf(view, node) {
  const mark = markOf(view.model, view.tree, node, view.of);
  if (mark === 'neutral' || mark === 'moved') return { mark, fill: view.palette.frame };
  const ramp = mark === 'grew' || mark === 'new' ? view.palette.grew : view.palette.shrank;
  return { mark, fill: ramp[stepOfFrame(mark, points(view.tree, node, view.of), view.scale)] };
}

function paintSliver(context, view, frame, y) {
  context.globalAlpha = 0.6;
  context.fillStyle = view.palette.frame;
  context.fillRect(frame.x, y + 4, frame.w, LEVEL_PX - 9);
  context.globalAlpha = 1;
}

function paintFrame(context, view, frame, y, charPx) {
  const { mark, fill } = styleOf(view, frame.node);
  const width = frame.w - (frame.w > 3 ? 1 : 0);
  context.globalAlpha = view.matches && !view.matches[frame.node] ? 0.3 : 1;
  const own = view.of === 'self' ? (width * view.layout.self[frame.node]) / (view.layout.width[frame.node] || 1) : width;
  const pale = mix([view.palette.background, view.palette.frame], PALE);
  fillBox(context, pale, frame.x, y, width - own);
  fillBox(context, fill, frame.x + width - own, y, own);
  if (mark === 'vanished') hatch(context, view.palette.background, frame.x, y, width, LEVEL_PX - 1);
  if (mark === 'new') border(context, view.palette.grew[view.palette.grew.length - 1], frame.x, y, width, LEVEL_PX - 1);
  if (mark === 'moved') border(context, view.palette.moved, frame.x, y, width, LEVEL_PX - 1);
  if (width > charPx + 2 * PAD) write(context, view, frame, y, charPx, mark, { pale, fill, own, width });
  context.globalAlpha = 1;
}

function fillBox(context, colour, x, y, width) {
  if (width <= 0) return;
  context.fillStyle = colour;
  context.fillRect(x, y, width, LEVEL_PX - 1);
}

// What a frame only passes on is pale; its own part is at the right, where nothing hangs below it. A label over both has the ink of each.
function write(context, view, frame, y, charPx, mark, ground) {
  const label = labelOf(view.tree, view.tree.name[frame.node]);
  const change = mark === 'neutral' ? '' : signed(points(view.tree, frame.node, view.of));
  const room = frame.w - 2 * PAD - (view.badges.has(frame.node) ? BADGE_PX : 0);
  const text = fitLabel(label, change, Math.floor(room / charPx), WORDED.includes(mark) ? mark : '');
  if (text === '') return;
  const passedOn = ground.width - ground.own;
  if (mark === 'vanished') fillBox(context, ground.fill, frame.x + PAD - 1, y, Math.min(text.length * charPx + 2, ground.width - PAD));
  if (passedOn <= PAD) writeWithin(context, inkOn(ground.fill), text, frame, y, room, null);
  else {
    writeWithin(context, inkOn(ground.pale), text, frame, y, room, [frame.x, passedOn]);
    if (ground.own > 0) writeWithin(context, inkOn(ground.fill), text, frame, y, room, [frame.x + passedOn, ground.own]);
  }
}

function writeWithin(context, ink, text, frame, y, room, clip) {
  context.save();
  if (clip) {
    context.beginPath();
    context.rect(clip[0], y, clip[1], LEVEL_PX);
    context.clip();
  }
  context.fillStyle = ink;
  context.fillText(text, frame.x + PAD, y + LEVEL_PX / 2, room);
  context.restore();
}

function paintBadges(context, view) {
  for (const [node, number] of view.badges) {
    const { frame, row } = view.places.get(node);
    const x = frame.x + frame.w - 1 - Math.min(BADGE_PX / 2 + 1, frame.w / 2);
    badge(context, String(number), x, rowTop(view, row) + (LEVEL_PX - 1) / 2, view.palette);
  }
}

function footOf(view, node) {
  const { frame, row } = view.places.get(node);
  return { x: frame.x + frame.w / 2, y: rowTop(view, row) + LEVEL_PX - 3 };
}

function outline(context, view, node) {
  const place = view.places.get(node);
  if (!place) return;
  border(context, view.palette.text, place.frame.x, rowTop(view, place.row), Math.max(5, place.frame.w - 1), LEVEL_PX - 1);
}
