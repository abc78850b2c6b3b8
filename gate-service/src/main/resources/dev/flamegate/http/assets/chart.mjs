// The selections over time, and the times that were chosen, which can be dragged anew.

import { quantity } from './flame.mjs';
import { ask } from './problem.mjs';
import { changed, fieldText, pieces, rateText, spanOf, stepSeconds } from './span.mjs';
import { localText } from './times.mjs';

const HEIGHT = 140;
const FOOT = 20;
const HEAD = 18;
const DRAG_PX_MIN = 4;
const SVG = 'http://www.w3.org/2000/svg';
const FIELDS = { candidate: ['from', 'until'], baseline: ['baseline_from', 'baseline_until'] };

function element(name, attributes, text = '') {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

function sidesOf({ dataset }) {
  const names = dataset.compared === 'true' ? ['baseline', 'candidate'] : ['candidate'];
  return names.map((name) => ({ name, query: dataset[name], start: Number(dataset[name + 'Start']), end: Number(dataset[name + 'End']) }));
}

async function linesOf(sides, span) {
  const step = stepSeconds(span);
  const times = '&from=' + Math.floor(span.start / 1000) + '&until=' + Math.ceil(span.end / 1000) + '&step=' + step + 's&aggregation=rate';
  const queries = [...new Set(sides.map((side) => side.query))];
  const answers = await Promise.all(queries.map((query) => ask('/api/v1/query/series?query=' + encodeURIComponent(query) + times)));
  return answers.map((answer, i) => ({
    names: sides.filter((side) => side.query === queries[i]).map((side) => side.name),
    points: answer.lines[0]?.points ?? [], type: answer.type, unit: answer.unit, stepMillis: step * 1000, truncated: answer.truncated,
  }));
}

function draw(place, sides, span, lines) {
  const width = Math.max(200, place.clientWidth);
  const most = Math.max(...lines.flatMap((line) => line.points.map(([, value]) => value)), 0);
  const x = (time) => ((time - span.start) / (span.end - span.start || 1)) * width;
  const y = (value) => HEIGHT - (most > 0 ? (value / most) * (HEIGHT - HEAD) : 0);
  const top = most > 0 ? rateText(most, lines[0].type, lines[0].unit, quantity) : 'no profiles';
  const svg = element('svg', { width, height: HEIGHT + FOOT, viewBox: '0 0 ' + width + ' ' + (HEIGHT + FOOT), role: 'img',
    'aria-label': 'Cost over time, at most ' + top + '; the chosen times are marked, and are said in the fields above' });
  sides.forEach((side, i) => {
    const left = x(side.start);
    const band = Math.max(2, x(side.end) - left);
    svg.append(element('rect', { class: 'band ' + side.name, x: left, y: 0, width: band, height: HEIGHT }));
    const text = element('text', { class: 'name ' + side.name, x: Math.min(left + 4, width - 70), y: HEIGHT - 6 - 14 * i }, side.name);
    svg.append(text);
  });
  for (const line of lines) {
    for (const piece of pieces(line.points, line.stepMillis)) {
      const first = piece.length === 1 ? [[piece[0][0] - line.stepMillis, piece[0][1]]] : [];
      const path = [...first, ...piece].map(([time, value], i) => (i === 0 ? 'M' : 'L') + x(time).toFixed(1) + ' ' + y(value).toFixed(1)).join('');
      svg.append(element('path', { class: 'line ' + line.names.join(' '), d: path }));
    }
  }
  svg.append(element('line', { class: 'axis', x1: 0, x2: width, y1: HEIGHT, y2: HEIGHT }), element('text', { x: 2, y: 12 }, top));
  svg.append(element('text', { x: 2, y: HEIGHT + 15 }, localText(new Date(span.start))));
  svg.append(element('text', { x: width - 2, y: HEIGHT + 15, 'text-anchor': 'end' }, localText(new Date(span.end))));
  return svg;
}

// A new time for the side that is chosen, shown at once.
function choose(form, tools, { start, end }) {
  const side = tools.querySelector('input:checked').value;
  const [from, until] = FIELDS[side];
  form.elements[from].value = fieldText(start);
  form.elements[until].value = fieldText(end);
  form.requestSubmit();
}

function listenToDrag(svg, span, chosen) {
  let from = null;
  let box = null;
  const at = (event) => {
    const area = svg.getBoundingClientRect();
    return Math.min(area.width, Math.max(0, event.clientX - area.left));
  };
  const time = (px) => span.start + (px / svg.getBoundingClientRect().width) * (span.end - span.start);
  svg.addEventListener('pointerdown', (event) => {
    from = at(event);
    box = element('rect', { class: 'drag', x: from, y: 0, width: 0, height: HEIGHT });
    svg.append(box);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointermove', (event) => {
    if (box === null) return;
    box.setAttribute('x', Math.min(from, at(event)));
    box.setAttribute('width', Math.abs(at(event) - from));
  });
  const end = (event) => {
    if (box === null) return;
    box.remove();
    box = null;
    const to = at(event);
    if (event.type === 'pointerup' && Math.abs(to - from) >= DRAG_PX_MIN) chosen({ start: time(Math.min(from, to)), end: time(Math.max(from, to)) });
  };
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', end);
}

function toolsOf(sides) {
  const tools = document.createElement('p');
  tools.className = 'tools';
  const label = (text, ...inside) => {
    const made = document.createElement('label');
    made.append(...inside, ' ' + text);
    return made;
  };
  const radio = (value, checked) => Object.assign(document.createElement('input'), { type: 'radio', name: 'dragged', value, checked });
  const button = (action) => Object.assign(document.createElement('button'), { type: 'button', textContent: action, value: action });
  tools.append('Drag over the chart, or press, to choose the time of the ', label('candidate', radio('candidate', true)),
    label('baseline', radio('baseline', false)), ...['earlier', 'later', 'wider', 'narrower'].map(button));
  if (sides.length === 1) tools.querySelector('[value="baseline"]').parentElement.title = 'begins a comparison';
  return tools;
}

async function show(place, form) {
  const sides = sidesOf(place);
  const span = spanOf({ start: Number(place.dataset.start), end: Number(place.dataset.end) }, sides);
  const lines = await linesOf(sides, span);
  const tools = toolsOf(sides);
  const chosen = (time) => choose(form, tools, time);
  let drawnWidth = 0;
  const redraw = () => {
    if (place.clientWidth === drawnWidth) return;
    drawnWidth = place.clientWidth;
    const svg = draw(place, sides, span, lines);
    listenToDrag(svg, span, chosen);
    const cut = lines.flatMap((line) => line.truncated);
    const note = Object.assign(document.createElement('p'), { className: 'trouble', textContent: 'Not all is in the chart: ' + cut.join('; '), hidden: cut.length === 0 });
    place.replaceChildren(svg, tools, note);
  };
  for (const button of tools.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      const wanted = tools.querySelector('input:checked').value;
      const side = sides.find((one) => one.name === wanted) ?? sides.at(-1);
      chosen(changed(side, button.value));
    });
  }
  new ResizeObserver(redraw).observe(place);
  redraw();
}

const place = document.getElementById('chart');
if (place) {
  show(place, document.getElementById('ask')).catch((error) => {
    place.replaceChildren(Object.assign(document.createElement('p'), { className: 'trouble', textContent: 'The chart could not be had: ' + error.message }));
  });
}
