// Names and values of labels while conditions are written: the browser shows them as it shows any list.

import { ask } from './problem.mjs';

const HIDDEN = new Set(['__profile_type__', 'service_name']);
const SHOWN_MAX = 100;

// Where the last condition of a text begins: after the last comma that stands outside quotes.
export function lastCondition(text) {
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (quoted && text[i] === '\\') i++;
    else if (text[i] === '"') quoted = !quoted;
    else if (text[i] === ',' && !quoted) start = i + 1;
  }
  return start;
}

// What is being written at the end of a text: { head, name } while it is a label's name, { head, name, operator, value } after that,
// null when the condition is whole.
export function unfinished(text) {
  const start = lastCondition(text);
  const head = text.slice(0, start) + (start > 0 && text[start] === ' ' ? ' ' : '');
  const tail = text.slice(start).trimStart();
  const value = /^([^=!~",]+)(=~|!~|!=|=)"?((?:[^"\\]|\\.)*)$/.exec(tail);
  if (value) return { head, name: value[1].trim(), operator: value[2], value: value[3] };
  return /^[^=!~",]*$/.test(tail) ? { head, name: tail.trim() } : null;
}

// Whole texts, as a list of a field wants them.
export function completed(part, words) {
  const written = part.value === undefined ? part.name : part.value;
  return words.filter((word) => word.toLowerCase().includes(written.toLowerCase())).slice(0, SHOWN_MAX).map((word) =>
    (part.value === undefined ? part.head + word + '="' : part.head + part.name + part.operator + quoted(word)));
}

function quoted(value) {
  return '"' + value.replace(/["\\]/g, '\\$&') + '"';
}

// Asked once for each label.
function catalogOf(service) {
  const query = '?query=' + encodeURIComponent('{service_name=' + quoted(service) + '}');
  const known = new Map();
  const once = (key, make) => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  return {
    names: () => once('', async () => (await ask('/api/v1/labels' + query)).labels.filter((name) => !HIDDEN.has(name))),
    values: (name) => once(name + '=', async () => (await ask('/api/v1/labels/' + encodeURIComponent(name) + '/values' + query)).values),
  };
}

function listen(form) {
  const catalog = catalogOf(form.elements.service.value);
  const list = document.getElementById('labels');
  for (const field of form.querySelectorAll('[data-complete]')) {
    const update = async () => {
      const text = field.value;
      const part = unfinished(text);
      const words = part === null ? [] : await (part.value === undefined ? catalog.names() : catalog.values(part.name));
      if (field.value !== text) return;
      list.replaceChildren(...completed(part ?? { head: '', name: '' }, words).map((value) => Object.assign(document.createElement('option'), { value })));
    };
    // A list that cannot be had is no reason to stop anybody from writing.
    const quietly = () => update().catch(() => list.replaceChildren());
    field.addEventListener('input', quietly);
    field.addEventListener('focus', quietly);
  }
}

if (typeof document !== 'undefined' && document.getElementById('ask')?.elements.service.value) listen(document.getElementById('ask'));
