// What was found for the selections of the page: sums, what was cut off, the flame graph, and the question to the gate.

import { count, mount, quantity } from './flame.mjs';
import { ask } from './problem.mjs';

const byId = (id) => document.getElementById(id);

async function show(place) {
  const answer = await ask(place.dataset.address);
  const sides = ['baseline', 'candidate'].filter((side) => side in answer);
  for (const side of sides) {
    byId(side + '-profiles').textContent = count(answer[side].profiles);
    byId(side + '-total').textContent = quantity(answer[side].total, answer[side].unit);
  }
  const empty = sides.filter((side) => answer[side].profiles === 0);
  byId('progress').hidden = true;
  if (answer.truncated.length > 0) say(['Not all is shown: ' + answer.truncated.join('; ')]);
  if (empty.length > 0) say(empty.map((side) => 'There are no profiles of the ' + side + ' in that time.'));
  if (empty.length === sides.length) return;
  place.hidden = false;
  mount(answer.graph.report, answer.graph.shown);
}

function say(sentences) {
  const trouble = byId('trouble');
  trouble.hidden = false;
  for (const sentence of sentences) {
    const line = document.createElement('p');
    line.textContent = sentence;
    trouble.append(line);
  }
}

// The gate answers on a page of its own, which is there before the answer is.
async function runGate(button) {
  button.disabled = true;
  try {
    const { id } = await ask('/api/v1/gates', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: button.dataset.question,
    });
    location.assign('/gates/' + encodeURIComponent(id));
  } catch (error) {
    button.disabled = false;
    say(['The gate was not asked: ' + error.message]);
  }
}

// Fields that are empty stay out of the address; another service has other types and versions.
function listenToForm(form) {
  form.addEventListener('submit', () => {
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true;
  });
  window.addEventListener('pageshow', () => {
    for (const field of form.elements) field.disabled = false;
  });
  byId('service').addEventListener('change', () => {
    for (const field of form.elements) if (field.name && field.name !== 'service') field.value = '';
    form.requestSubmit();
  });
  byId('type').addEventListener('change', () => form.requestSubmit());
}

listenToForm(byId('ask'));
const place = byId('graph');
if (place) {
  byId('gate').addEventListener('click', () => runGate(byId('gate')));
  show(place).catch((error) => {
    byId('progress').hidden = true;
    say([error.message]);
  });
}
