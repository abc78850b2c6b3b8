// What is beside the canvas: the path to the zoomed frame, the tooltip, the focused frame in words, and the same for those who listen.

import { describeFrame, sentenceOf } from './describe.mjs';
import { otherEnd, functionOf } from './evidence.mjs';
import { labelOf, pathTo } from './tree.mjs';
import { positionOf } from './walk.mjs';
import { counted, percent } from './words.mjs';

// act: what its buttons do, by name: zoom, around, leave, otherEnd, copy
export function panelOf(model, parts, noun, act) {
  function changed(view) {
    parts.meaning.textContent = meaningOf(view, noun, model.report);
    parts.found.textContent = foundText(view.found, model.report.single);
    parts.search.setAttribute('aria-invalid', String(Boolean(view.found?.error)));
    parts.empty.hidden = view.rows.length > 0;
    showPath(view);
    focused(view);
  }

  function showPath(view) {
    const crumbs = view.around !== ''
      ? [button('whole program', 'leave the callers and callees', act.leave), button(labelOf(view.tree, view.tree.name[0]), view.around, null)]
      : pathTo(view.tree, view.zoomed).map((node) => button(
        labelOf(view.tree, view.tree.name[node]), view.tree.names[view.tree.name[node]], node === view.zoomed ? null : () => act.zoom(node)));
    parts.crumbs.replaceChildren(...crumbs);
    parts.crumbs.hidden = view.zoomed === 0 && view.around === '';
    parts.crumbs.scrollLeft = parts.crumbs.scrollWidth;
  }

  function focused(view) {
    const { tree, focused: node } = view;
    parts.detail.hidden = node < 0;
    parts.stage.removeAttribute('aria-activedescendant');
    parts.item.setAttribute('aria-selected', String(node >= 0));
    if (node < 0) {
      parts.item.setAttribute('aria-label', 'no frame is chosen; arrow keys walk, ? lists all keys');
      return;
    }
    listen(view, node);
    const other = otherEnd(model.report.rows, functionOf(model, tree, node));
    parts.detail.replaceChildren(
      textElement('strong', tree.names[tree.name[node]]),
      linesOf(describeFrame(model, tree, node, costShown(view), view.of)),
      group(
        button('zoom in', 'Enter', () => act.zoom(node)),
        button('callers and callees', 's', () => act.around(node)),
        ...(other === null ? [] : [button('other end of the moved cost', 'm', act.otherEnd)]),
        button('copy name', 'c', act.copy),
      ),
    );
  }

  function listen(view, node) {
    const at = view.places.has(node) ? positionOf(view, node) : { level: 1, number: 1, of: 1, expanded: false };
    const values = { level: at.level, posinset: at.number, setsize: at.of, expanded: at.expanded };
    for (const [name, value] of Object.entries(values)) parts.item.setAttribute('aria-' + name, String(value));
    parts.item.setAttribute('aria-label', sentenceOf(model, view.tree, node, costShown(view), view.of));
    parts.stage.setAttribute('aria-activedescendant', parts.item.id);
  }

  function hovered(view, frame, x, y) {
    parts.tooltip.hidden = !frame;
    if (!frame) return;
    const sliver = frame.node < 0;
    const title = sliver ? counted(frame.count, 'frame') + ', each too narrow to draw' : view.tree.names[view.tree.name[frame.node]];
    const lines = sliver ? [] : describeFrame(model, view.tree, frame.node, costShown(view), view.of);
    parts.tooltip.replaceChildren(textElement('strong', title), linesOf(lines));
    const left = Math.min(x + 12, view.width - parts.tooltip.offsetWidth - 4);
    const below = y + 20 + parts.canvas.offsetTop - parts.stage.scrollTop;
    parts.tooltip.style.left = parts.stage.offsetLeft + Math.max(0, left) + 'px';
    parts.tooltip.style.top = parts.stage.offsetTop + Math.max(0, below) + 'px';
  }

  return { changed, focused, hovered };
}

function costShown(view) {
  return view.by === 'share' ? null : view.cost;
}

function foundText(found, single) {
  if (!found || (!found.matches && !found.error)) return '';
  if (found.error) return found.error;
  return counted(found.number, 'frame') + ', ' + (single ? '' : percent(found.before) + ' → ') + percent(found.after);
}

export function meaningOf({ side, by, of }, noun, { single = false, greyBelow } = {}) {
  const what = { share: 'share of ' + noun, absolute: noun, request: noun + ' of one request' }[by];
  if (single) return 'Width: ' + what + (of === 'self' ? ". The frame's own part is drawn strong." : '.');
  const width = side !== 'union' ? what + ' in the ' + side : by === 'share' ? 'the mean of both shares of ' + noun : what + ', both sides together';
  const label = of === 'self' ? "the frame's own part, drawn strong, differs" : 'the candidate differs';
  const hidden = { union: '', baseline: ' New frames have no width here; the union shows them.',
    candidate: ' Vanished frames have no width here; the union shows them.' }[side];
  const untested = greyBelow === undefined ? '' : ' Colour: the difference as measured. Nothing was tested: this is no verdict.';
  return 'Width: ' + width + '. Label: by how many points of share ' + label + '.' + hidden + untested;
}

export function textElement(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function linesOf(lines) {
  const list = document.createElement('dl');
  for (const [term, text] of lines) list.append(textElement('dt', term), textElement('dd', text));
  return list;
}

function group(...elements) {
  const box = document.createElement('div');
  box.className = 'tools';
  box.append(...elements);
  return box;
}

function button(text, title, action) {
  const made = textElement('button', text);
  made.type = 'button';
  made.title = title;
  made.disabled = action === null;
  if (action) made.addEventListener('click', () => action());
  return made;
}
